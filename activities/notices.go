package activities

import (
	"context"
	"fmt"
	"log/slog"

	"hejie/internal/dispute"
	"hejie/internal/fault/point"
	"hejie/internal/notify"
	"hejie/internal/store"
)

// SendNotices tells whoever waits to be told. A notice that went out is recorded and never sent again; one that was sent
// and not recorded, because the worker fell between the two, goes out under the same id, by which a gateway knows it. Who
// has neither phone nor address that can be reached is recorded as unreachable, for the desk to call.
func (c Clerk) SendNotices(ctx context.Context, id dispute.CaseID) error {
	queued, err := c.Record.QueuedNotices(ctx, id)
	if err != nil || len(queued) == 0 {
		return err
	}
	file, err := c.file(ctx, id)
	if err != nil {
		return fmt.Errorf("reading the case to send its notices: %w", err)
	}
	send := func(n store.NoticeRow) error {
		way, err := c.tell(ctx, file, n)
		if err != nil {
			return fmt.Errorf("sending notice %s: %w", n.ID, err)
		}
		point.Hit("notice_before_row")
		return c.Record.NoticeSent(ctx, n.ID, way)
	}
	return each(ctx, queued, send, func(n store.NoticeRow) error { return c.Record.NoticeFailed(ctx, n.ID) })
}

// onDocket is how staff are told: the docket shows it.
const onDocket = "docket"

// tell sends one notice and says which way it went.
func (c Clerk) tell(ctx context.Context, file store.CaseFile, n store.NoticeRow) (way string, err error) {
	about := notify.About{Committee: n.Org.Name, Number: n.Number}
	if about.Number == "" {
		about.Number = store.ReceiptNumber(n.Case, file.FiledAt)
	}
	day := dayOf(file, n)
	if n.Party == "" {
		return onDocket, c.mail(ctx, n, notify.ForStaff(n.Kind, about, day))
	}
	notice, known := notify.ForParty(n.Kind, about, day)
	if !known {
		return "", fmt.Errorf("no notice to a party is called %q", n.Kind)
	}
	return c.Post.Deliver(ctx, notify.To(n.ID, n.Phone, n.Email, notice))
}

// mail sends staff a copy of what the docket shows, where they left an address. The docket has it whatever becomes of the
// mail, so a mail that fails is no failure.
func (c Clerk) mail(ctx context.Context, n store.NoticeRow, notice notify.Notice) error {
	if n.Email == "" {
		return nil
	}
	if _, err := c.Post.Deliver(ctx, notify.To(n.ID, "", n.Email, notice)); err != nil {
		slog.WarnContext(ctx, "a mail to staff was not sent", "notice", n.ID, "error", err)
	}
	return ctx.Err()
}
