package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// share shows files to both sides. A track, a medical paper or an identity paper needs the consent of the party it came
// from, given for sharing and not taken back (个人信息保护法 23, 29); without it nothing is shown. Of a track the other side sees the
// route report, which holds the stretch between two orders, and never the raw file.
func (tx *Tx) share(ctx context.Context, b *pgx.Batch, a dispute.Act, form dispute.Form) error {
	f, ok := form.(*dispute.EvidenceShare)
	if !ok {
		return nil
	}
	var known, allowed int
	err := tx.tx.QueryRow(ctx, `select count(*), count(*) filter (where e.kind not in ('track', 'medical', 'identity') or exists (
			select 1 from consents c where c.case_id = e.case_id and c.party_id = e.party_id and c.revoked_by is null
			and c.purpose = case e.kind when 'track' then 'share_track' else 'share_file' end
			and (c.until_on is null or c.until_on >= (workplace_now() at time zone 'Asia/Shanghai')::date)))
		from evidence e where e.case_id = $1 and e.id = any($2::uuid[]) and e.destroyed_at is null`, a.Case, texts(f.Evidence)).Scan(&known, &allowed)
	switch {
	case err != nil:
		return err
	case known < len(f.Evidence):
		return fault.BadField("evidence", "gone", fault.Text{ZH: "所选证据不在本案中。", EN: "A file chosen here is not in this case."})
	case allowed < known:
		return fault.BadField("evidence", "consent", fault.Text{
			ZH: "轨迹、病历和身份材料需要提交人单独同意后才能向对方出示。", EN: "Tracks, medical and identity papers need their party's separate consent before they are shown."})
	}
	b.Queue(`update evidence set shared = true where case_id = $1 and id = any($2::uuid[]) and kind <> 'track'`, a.Case, texts(f.Evidence))
	b.Queue(`update papers set audience = '' where case_id = $1 and form = 'route_report' and exists (
		select 1 from evidence where case_id = $1 and id = any($2::uuid[]) and kind = 'track')`, a.Case, texts(f.Evidence))
	return nil
}
