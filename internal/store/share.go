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
// back (个人信息保护法 23, 29); without it nothing is shown. A report that rests on orders alone needs no consent and is shown as
// it is. Of one that read a track the other side gets an extract: the stretch that was agreed to, never the raw file and
// never the whole report.
func (tx *Tx) share(ctx context.Context, b *pgx.Batch, c *dispute.Change, form dispute.Form) error {
	f, ok := form.(*dispute.EvidenceShare)
	if !ok {
		return nil
	}
	a := c.Act()
	s, err := tx.sharing(ctx, a.Case)
	if err != nil {
		return err
	}
	if err := tx.segments(ctx, a.Case, &s); err != nil {
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
	b.Queue(`update evidence set shared = true where case_id = $1 and id = any($2::uuid[])`, a.Case, texts(slices.DeleteFunc(slices.Clone(f.Evidence), s.track)))
	for _, run := range reports {
		c.Picture.RouteShown = true
		if len(s.tracks(run)) == 0 {
			b.Queue(`update papers set audience = '' where case_id = $1 and form = 'route_report' and subject = $2`, a.Case, run)
		} else if err := tx.extract(ctx, b, c, s, run); err != nil {
			return err
		}
	}
	return nil
}

// extract has what the other side may see of an analysis drawn, unless the same is shown already.
func (tx *Tx) extract(ctx context.Context, b *pgx.Batch, c *dispute.Change, s sharing, run dispute.ActID) error {
	segment, windows := s.stretch(run)
	var shown bool
	err := tx.tx.QueryRow(ctx, `select exists (select 1 from extracts where route = $1 and state in ('due', 'made') and segment = $2 and windows = $3)`,
		run, segment, windows).Scan(&shown)
	if err != nil || shown {
		return err
	}
	a := c.Act()
	paper := dispute.PaperDue{ID: dispute.Derive(a.ID, "paper/"+string(dispute.RouteExtractPaper), string(run)), Form: dispute.RouteExtractPaper, Subject: run}
	b.Queue(`insert into extracts (id, case_id, route, act, segment, windows, state, due_at) values ($1, $2, $3, $4, $5, $6, 'due', $7)
		on conflict (id) do nothing`, paper.ID, a.Case, run, a.ID, segment, windows, a.RecordedAt)
	c.Papers, c.Extract = append(c.Papers, paper), true
	return nil
}

// trackMedia are the types of content that tell where somebody was, whatever the file was handed in as.
var trackMedia = []string{"application/gpx+xml", "application/vnd.google-earth.kml+xml", "application/geo+json"}

// track says whether a file is a track: by its kind, because an analysis read it as one, or, unless another side brought it, by
// its content.
func (s sharing) track(id dispute.EvidenceID) bool {
	if s.tells(id) {
		return true
	}
	for _, run := range s.runs {
		if slices.Contains(run.Tracks, id) {
			return true
		}
	}
	return false
}

// tells says whether a file tells where somebody was, whatever an analysis reads it as.
func (s sharing) tells(id dispute.EvidenceID) bool {
	e := s.files[id]
	ours := e.party == "" || s.picture.SideOf(e.party) == dispute.Applicant
	return e.kind == "track" || ours && slices.Contains(trackMedia, e.media)
}

// owner is whose a file is: that of the party it came from and, of a track that the committee took in without saying whose it
// is, the first applicant's: it tells where the worker was, whoever carried it to the desk. Empty for the committee's own.
func (s sharing) owner(id dispute.EvidenceID) dispute.PartyID {
	if party := s.files[id].party; party != "" || !s.track(id) {
		return party
	}
	for _, x := range s.picture.Principals() {
		if x.Side == dispute.Applicant {
			return x.ID
		}
	}
	return ""
}

// file refuses a file that is not here or not to be shown.
func (s sharing) file(id dispute.EvidenceID) error {
	e, here := s.files[id]
	switch {
	case !here || e.destroyed:
		return fault.BadField("evidence", "gone", fault.Text{ZH: "所选证据不在本案中。", EN: "A file chosen here is not in this case."})
	case s.track(id) && !s.agreed(s.owner(id), "share_track"), (e.kind == "medical" || e.kind == "identity") && !s.agreed(e.party, "share_file"):
		return unagreed("evidence")
	}
	return nil
}

// reports are the analyses whose reports are shown: the one named, which must be allowed, and of those that read a file shown
// here all that are. Where everybody agreed and to nothing alike, there is nothing to show.
func (s sharing) reports(f *dispute.EvidenceShare) ([]dispute.ActID, error) {
	list, apart := []dispute.ActID{}, false
	if f.Analysis != "" {
		_, here := s.runs[f.Analysis]
		switch {
		case !here:
			return nil, noAnalysis("analysis")
		case !s.consented(f.Analysis):
			return nil, unagreed("analysis")
		case !s.showable(f.Analysis):
			return nil, disjoint("analysis")
		}
		list = append(list, f.Analysis)
	}
	for id, run := range s.runs {
		reads := func(file dispute.EvidenceID) bool { return slices.Contains(filesOf(run), file) }
		switch {
		case id == f.Analysis || !slices.ContainsFunc(f.Evidence, reads):
		case s.showable(id):
			list = append(list, id)
		default:
			apart = apart || s.consented(id)
		}
	}
	if apart && len(list) == 0 {
		return nil, disjoint("evidence")
	}
	return list, nil
}

// filesOf are all files that a run names.
func filesOf(run *dispute.RouteRun) []dispute.EvidenceID {
	return slices.Concat(run.Tracks, run.Orders, run.Online)
}

// tracks are the files that a run read a track from: by what they are or by being named as one.
func (s sharing) tracks(run dispute.ActID) []dispute.EvidenceID {
	r, here := s.runs[run]
	if !here {
		return nil
	}
	list := slices.Clone(r.Tracks)
	for _, id := range filesOf(r) {
		if s.tells(id) && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

func unagreed(field string) error {
	return fault.BadField(field, "consent", fault.Text{
		ZH: "轨迹、病历和身份材料需要提交人单独同意后才能向对方出示。", EN: "Tracks, medical and identity papers need their party's separate consent before they are shown."})
}
