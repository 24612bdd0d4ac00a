package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// routable holds an analysis to the consent that a track of the worker's side needs: where someone was is sensitive, and is
// used only by their separate consent (个人信息保护法 28, 29). It must be on record for this purpose, given by whoever the file
// came from or by the party they act for, and neither taken back nor run out. A file is a track by its kind or by being
// named as one; what the other side or the committee brought in is not the worker's to allow.
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
	var owners, agreed []dispute.PartyID
	err := tx.tx.QueryRow(ctx, `select
			coalesce((select array_agg(distinct party_id::text) from evidence where case_id = $1 and side = 'applicant' and destroyed_at is null
				and party_id is not null and (id = any($2::uuid[]) or kind = 'track' and id = any($3::uuid[]))), '{}'),
			coalesce((select array_agg(distinct party_id::text) from consents where case_id = $1 and purpose = 'track' and revoked_by is null
				and (until_on is null or until_on >= (workplace_now() at time zone 'Asia/Shanghai')::date)), '{}')`,
		a.Case, texts(f.Tracks), texts(slices.Concat(f.Orders, f.Online))).Scan(&owners, &agreed)
	if err != nil {
		return err
	}
	for _, owner := range owners {
		if !allows(c.Picture, owner, agreed) {
			return fault.BadField("tracks", "consent", fault.Text{
				ZH: "使用行踪轨迹需要申请人单独同意，请先由申请人同意，或者由工作人员代为登记其同意。",
				EN: "Using a track needs the worker's separate consent; let the worker give it first, or record it on the worker's behalf."})
		}
	}
	// What was shown before anyone read it as a track is shown no more: from now on it is one.
	_, err = tx.tx.Exec(ctx, `update evidence set shared = false where case_id = $1 and id = any($2::uuid[]) and side = 'applicant' and shared`,
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

// allows says whether a party, or the one it acts for, is among those who agreed.
func allows(p dispute.Picture, owner dispute.PartyID, agreed []dispute.PartyID) bool {
	x, _ := p.Party(owner)
	for _, id := range agreed {
		if id == owner || id == x.For {
			return true
		}
	}
	return false
}
