package store

import (
	"context"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// hand sees to it that a case gets only a mediator who can go on with it, whichever act names one: of its own committee, with
// an account that is open. Anyone else would hold a case that nobody could act on.
func (tx *Tx) hand(ctx context.Context, before, after dispute.Picture) error {
	if after.Mediator == "" || after.Mediator == before.Mediator {
		return nil
	}
	var fit bool
	err := tx.tx.QueryRow(ctx, `select exists (select 1 from accounts where id = $1 and org_id = $2 and $3 = any(roles) and disabled_at is null)`,
		after.Mediator, after.Org, dispute.Mediator).Scan(&fit)
	if err != nil || fit {
		return err
	}
	return fault.BadField("mediator", "mediator", fault.Text{
		ZH: "请选择本调解委员会在岗的调解员。", EN: "Choose a mediator of this committee whose account is open."})
}
