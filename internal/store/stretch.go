package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/routelog"
)

// allowed is what may be shown of a track: the stretch between two orders (segment), and windows beside it.
type allowed struct {
	segment bool
	windows []Window
}

// consented: the owner of every track that the run read agreed to its showing.
func (s sharing) consented(run dispute.ActID) bool {
	return !slices.ContainsFunc(s.tracks(run), func(id dispute.EvidenceID) bool { return !s.agreed(s.owner(id), "share_track") })
}

// showable: the run read no track, or there is a stretch of its tracks that all their owners agreed to.
func (s sharing) showable(run dispute.ActID) bool {
	segment, windows := s.stretch(run)
	return s.consented(run) && (len(s.tracks(run)) == 0 || segment || len(windows) > 0)
}

// stretch is what was agreed to be shown of a run's tracks: the stretch between two orders by a consent that names no window,
// and the windows that consents name. Where the tracks are several parties', it goes only as far as every one of them agreed.
func (s sharing) stretch(run dispute.ActID) (segment bool, windows []Window) {
	var owners []dispute.PartyID
	for _, id := range s.tracks(run) {
		owners = append(owners, s.owner(id))
	}
	slices.Sort(owners)
	var x allowed
	for i, owner := range slices.Compact(owners) {
		if i == 0 {
			x = s.allowed(owner)
		} else {
			x = x.meet(s.allowed(owner), s.segments[run])
		}
	}
	windows = slices.AppendSeq([]Window{}, slices.Values(x.windows))
	slices.SortFunc(windows, func(a, b Window) int { return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To)) })
	return x.segment, slices.Compact(windows)
}

// allowed is what one party agreed to have shown of its tracks.
func (s sharing) allowed(owner dispute.PartyID) (x allowed) {
	for _, c := range s.given(owner, "share_track") {
		if c.window == (Window{}) {
			x.segment = true
		} else {
			x.windows = append(x.windows, c.window)
		}
	}
	return x
}

// meet is what two parties agreed to alike. The stretch between two orders is known once the run is judged; before, none of
// it counts as lying in anybody's window.
func (x allowed) meet(y allowed, segment Window) allowed {
	both := allowed{segment: x.segment && y.segment, windows: overlaps(x.windows, y.windows)}
	switch {
	case x.segment && !y.segment:
		both.windows = append(both.windows, overlaps([]Window{segment}, y.windows)...)
	case y.segment && !x.segment:
		both.windows = append(both.windows, overlaps([]Window{segment}, x.windows)...)
	}
	return both
}

// overlaps are the stretches that lie in a window of either list.
func overlaps(a, b []Window) (list []Window) {
	for _, x := range a {
		for _, y := range b {
			w := x
			if y.From.After(w.From) {
				w.From = y.From
			}
			if y.To.Before(w.To) {
				w.To = y.To
			}
			if w.From.Before(w.To) {
				list = append(list, w)
			}
		}
	}
	return list
}

// segments reads the stretch between two orders of each judged run that read the tracks of several parties: only with those
// is it needed before the extract is made.
func (tx *Tx) segments(ctx context.Context, id dispute.CaseID, s *sharing) error {
	row, err := tx.caseOf(ctx, id)
	if err != nil {
		return err
	}
	rows, err := tx.tx.Query(ctx, `select id, sealed_result from routes where case_id = $1 and state = 'judged' and sealed_result is not null
		and id = any($2::uuid[])`, id, texts(s.joint()))
	if err != nil {
		return fmt.Errorf("reading the stretches of analyses: %w", err)
	}
	s.segments = map[dispute.ActID]Window{}
	var run dispute.ActID
	var sealed []byte
	_, err = pgx.ForEachRow(rows, []any{&run, &sealed}, func() error {
		result, err := row.key.Open(routePlace(run, "sealed_result"), sealed)
		if err != nil {
			return err
		}
		var found routelog.Findings
		if err := json.Unmarshal(result, &found); err != nil {
			return fmt.Errorf("reading an analysis's stretch: %w", err)
		}
		from, to := found.Segment()
		s.segments[run] = Window{from, to}
		return nil
	})
	return err
}

// joint are the runs that read the tracks of several parties.
func (s sharing) joint() []dispute.ActID {
	list := []dispute.ActID{}
	for run := range s.runs {
		tracks := s.tracks(run)
		if slices.ContainsFunc(tracks, func(id dispute.EvidenceID) bool { return s.owner(id) != s.owner(tracks[0]) }) {
			list = append(list, run)
		}
	}
	return list
}

func disjoint(field string) error {
	return fault.BadField(field, "consent", fault.Text{
		ZH: "这次分析用了几位当事人的轨迹，他们同意出示的时间没有重合的部分，不能出示。请先分别征求同意；分析还没有完成的，等完成后再试。",
		EN: "This analysis read the tracks of several parties, and they agreed to show no stretch of time alike. Ask each of them first; where the analysis is under way, try again when it is done."})
}
