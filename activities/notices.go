package activities

import (
	"context"

	"hejie/internal/dispute"
	"hejie/internal/store"
)

// SendNotices tells the members of staff whom something concerns: their notices stand on the docket from now on.
func (c Clerk) SendNotices(ctx context.Context, id dispute.CaseID) error {
	queued, err := c.Record.QueuedNotices(ctx, id)
	if err != nil {
		return err
	}
	send := func(n store.NoticeRow) error {
		if n.Party != "" {
			return nil
		}
		return c.Record.NoticeSent(ctx, n.ID, "docket")
	}
	return each(ctx, queued, send, func(n store.NoticeRow) error { return c.Record.NoticeFailed(ctx, n.ID) })
}
