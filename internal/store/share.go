package store

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// share shows files to both sides, with the reports of the route analyses that read them, or the report of one analysis. A
// track, a medical paper or an identity paper needs the consent of the party it came from, given for sharing and not taken
// back (个人信息保护法 23, 29); without it nothing is shown. Of a track the other side sees the route report, which holds the stretch
// between two orders, and never the raw file. A report that rests on orders alone needs no consent.
func (tx *Tx) share(ctx context.Context, b *pgx.Batch, a dispute.Act, form dispute.Form) error {
	f, ok := form.(*dispute.EvidenceShare)
	if !ok {
		return nil
	}
	s, err := tx.sharing(ctx, a.Case)
	if err != nil {
		return err
	}
	for _, id := range f.Evidence {
		if err := s.file(id); err != nil {
			return err
		}
	}
	reports, err := s.reports(f)
	if err != nil {
		return err
	}
	b.Queue(`update evidence set shared = true where case_id = $1 and id = any($2::uuid[]) and kind <> 'track'`, a.Case, texts(f.Evidence))
	b.Queue(`update papers set audience = '' where case_id = $1 and form = 'route_report' and subject = any($2::uuid[])`, a.Case, texts(reports))
	return nil
}

// file refuses a file that is not here or not to be shown.
func (s sharing) file(id dispute.EvidenceID) error {
	e, here := s.files[id]
	switch {
	case !here || e.destroyed:
		return fault.BadField("evidence", "gone", fault.Text{ZH: "所选证据不在本案中。", EN: "A file chosen here is not in this case."})
	case e.kind == "track" && !s.agreed(e.party, "share_track"), (e.kind == "medical" || e.kind == "identity") && !s.agreed(e.party, "share_file"):
		return unagreed("evidence")
	}
	return nil
}

// reports are the analyses whose reports are shown: the one named, which must be allowed, and of those that read a file shown
// here all that are.
func (s sharing) reports(f *dispute.EvidenceShare) ([]dispute.ActID, error) {
	list := []dispute.ActID{}
	if f.Analysis != "" {
		run, here := s.runs[f.Analysis]
		switch {
		case !here:
			return nil, fault.BadField("analysis", "gone", fault.Text{ZH: "所选路线分析不在本案中。", EN: "The route analysis chosen here is not in this case."})
		case !s.showable(run):
			return nil, unagreed("analysis")
		}
		list = append(list, f.Analysis)
	}
	for id, run := range s.runs {
		reads := func(file dispute.EvidenceID) bool {
			return slices.Contains(run.Tracks, file) || slices.Contains(run.Orders, file)
		}
		if slices.ContainsFunc(f.Evidence, reads) && s.showable(run) {
			list = append(list, id)
		}
	}
	return list, nil
}

// showable: every track that the run read is its party's to allow. A file is a track by its kind or by being named as one.
func (s sharing) showable(run *dispute.RouteRun) bool {
	for _, id := range run.Tracks {
		if !s.agreed(s.files[id].party, "share_track") {
			return false
		}
	}
	return !slices.ContainsFunc(run.Orders, func(id dispute.EvidenceID) bool {
		return s.files[id].kind == "track" && !s.agreed(s.files[id].party, "share_track")
	})
}

func unagreed(field string) error {
	return fault.BadField(field, "consent", fault.Text{
		ZH: "轨迹、病历和身份材料需要提交人单独同意后才能向对方出示。", EN: "Tracks, medical and identity papers need their party's separate consent before they are shown."})
}
