package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// routable holds an analysis to the consent that a track of the worker's side needs: where someone was is sensitive, and is
// used only by their separate consent (个人信息保护法 28, 29). It must be on record for this purpose, given by whoever the file
// came from or by the party they act for, and neither taken back nor run out. A file is a track by its kind, its content or by
// being named as one; one that came in without a party is the worker's too, and only what another side brought in is not
// the worker's to allow.
func (tx *Tx) routable(ctx context.Context, _ *pgx.Batch, c *dispute.Change, form dispute.Form) error {
	f, ok := form.(*dispute.RouteRun)
	if !ok {
		return nil
	}
	a := c.Act()
	if err := tx.corrected(ctx, a.Case, f.Corrects); err != nil || len(filesOf(f)) == 0 {
		return err
	}
	if err := tx.present(ctx, a.Case, f); err != nil {
		return err
	}
	s, err := tx.sharing(ctx, a.Case)
	if err != nil {
		return err
	}
	s.runs[a.ID] = f
	for _, id := range s.tracks(a.ID) {
		if owner := s.owner(id); (owner == "" || s.picture.SideOf(owner) == dispute.Applicant) && !s.used(owner) {
			return fault.BadField("tracks", "consent", fault.Text{
				ZH: "使用行踪轨迹需要申请人单独同意，请先由申请人同意，或者由工作人员代为登记其同意。",
				EN: "Using a track needs the worker's separate consent; let the worker give it first, or record it on the worker's behalf."})
		}
	}
	// What was shown before anyone read it as a track is shown no more: from now on it is one.
	_, err = tx.tx.Exec(ctx, `update evidence set shared = false where case_id = $1 and id = any($2::uuid[]) and shared
			and (side = 'applicant' or party_id is null)`,
		a.Case, texts(f.Tracks))
	return err
}

// present refuses a file that is not in this case, and one that was destroyed: it tells nothing any more.
func (tx *Tx) present(ctx context.Context, id dispute.CaseID, f *dispute.RouteRun) error {
	for _, field := range []struct {
		name  string
		files []dispute.EvidenceID
	}{{"orders", f.Orders}, {"tracks", f.Tracks}, {"online", f.Online}} {
		var missing, gone bool
		err := tx.tx.QueryRow(ctx, `select count(e.id) < count(*), coalesce(bool_or(e.destroyed_at is not null), false)
			from unnest($2::uuid[]) named (id) left join evidence e on e.id = named.id and e.case_id = $1`, id, texts(field.files)).Scan(&missing, &gone)
		switch {
		case err != nil:
			return fmt.Errorf("looking for the files of an analysis: %w", err)
		case missing:
			return fault.BadField(field.name, "gone", fault.Text{
				ZH: "所选文件不在本案中，请从本案的材料里选择。", EN: "A file chosen here is not in this case; choose one of this case's."})
		case gone:
			return fault.BadField(field.name, "gone", fault.Text{
				ZH: "所选文件已随撤回同意删除，请另选文件。", EN: "A file chosen here was destroyed when the consent to it ended; choose another."})
		}
	}
	return nil
}

// corrected refuses to correct what is no analysis of this case.
func (tx *Tx) corrected(ctx context.Context, id dispute.CaseID, earlier dispute.ActID) error {
	if earlier == "" {
		return nil
	}
	var here bool
	err := tx.tx.QueryRow(ctx, `select exists (select 1 from routes where id = $1 and case_id = $2)`, earlier, id).Scan(&here)
	if err == nil && !here {
		return noAnalysis("corrects")
	}
	return err
}

// noAnalysis is the answer to one that is not there, or not for whoever asks: the two look the same.
func noAnalysis(field string) error {
	return fault.BadField(field, "gone", fault.Text{ZH: "所选路线分析不在本案中。", EN: "The route analysis chosen here is not in this case."})
}
