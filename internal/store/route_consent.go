package store

import (
	"context"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// routable holds an analysis to the consent that a track of the worker's side needs: where someone was is sensitive, and is
// used only by their separate consent (个人信息保护法 28, 29). It must be on record for this purpose, given by whoever the file
// came from or by the party they act for, and neither taken back nor run out. A file is a track by its kind or by being
// named as one; what the other side or the committee brought in is not the worker's to allow.
func (tx *Tx) routable(ctx context.Context, a dispute.Act, p dispute.Picture, form dispute.Form) error {
	f, ok := form.(*dispute.RouteRun)
	if !ok || len(f.Tracks)+len(f.Orders) == 0 {
		return nil
	}
	var owners, agreed []dispute.PartyID
	err := tx.tx.QueryRow(ctx, `select
			coalesce((select array_agg(distinct party_id::text) from evidence where case_id = $1 and side = 'applicant' and destroyed_at is null
				and party_id is not null and (id = any($2::uuid[]) or kind = 'track' and id = any($3::uuid[]))), '{}'),
			coalesce((select array_agg(distinct party_id::text) from consents where case_id = $1 and purpose = 'track' and revoked_by is null
				and (until_on is null or until_on >= (workplace_now() at time zone 'Asia/Shanghai')::date)), '{}')`,
		a.Case, texts(f.Tracks), texts(f.Orders)).Scan(&owners, &agreed)
	if err != nil {
		return err
	}
	for _, owner := range owners {
		if !allows(p, owner, agreed) {
			return fault.BadField("tracks", "consent", fault.Text{
				ZH: "使用行踪轨迹需要申请人单独同意，请先由申请人同意，或者由工作人员代为登记其同意。",
				EN: "Using a track needs the worker's separate consent; let the worker give it first, or record it on the worker's behalf."})
		}
	}
	return nil
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
