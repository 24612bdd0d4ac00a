package workflowstest

import (
	"context"
	"slices"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// AnalyseRoutes notes that it ran.
func (s *Shelf) AnalyseRoutes(_ context.Context, id dispute.CaseID) error {
	return s.errand(id, "routes")
}

// DrawPapers notes that it ran.
func (s *Shelf) DrawPapers(_ context.Context, id dispute.CaseID) error { return s.errand(id, "papers") }

// SendNotices notes that it ran; with it nothing is left to do.
func (s *Shelf) SendNotices(_ context.Context, id dispute.CaseID) error {
	return s.errand(id, "notices")
}

func (s *Shelf) errand(id dispute.CaseID, what string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.cases[id]
	if f == nil {
		return fault.Missing()
	}
	f.done = append(f.done, what)
	switch what {
	case "routes":
		f.errands.Routes = false
	case "papers":
		f.errands.Papers = false
	case "notices":
		f.errands.Notices = false
	}
	s.wrote()
	return nil
}

// Unstarted lists cases without a workflow.
func (s *Shelf) Unstarted(_ context.Context, limit int) ([]dispute.CaseID, error) {
	return s.list("", limit, func(f *file) bool { return !f.started }), nil
}

// MarkStarted notes that a case has its workflow.
func (s *Shelf) MarkStarted(_ context.Context, id dispute.CaseID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cases[id].started = true
	s.wrote()
	return nil
}

// Undelivered lists the entries that wait.
func (s *Shelf) Undelivered(_ context.Context, olderThan time.Duration, limit int) ([]dispute.Ref, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var refs []dispute.Ref
	for _, id := range s.inbox {
		e := s.entries[id]
		if !e.settled && !e.act.RecordedAt.After(s.clock().Add(-olderThan)) && len(refs) < limit {
			refs = append(refs, e.act.Ref())
		}
	}
	return refs, nil
}

// Delivered settles an entry.
func (s *Shelf) Delivered(_ context.Context, id dispute.ActID) error { return s.settle(id, nil) }

// Refused settles an entry with a fault, unless the act is on record.
func (s *Shelf) Refused(_ context.Context, id dispute.ActID, why *fault.Fault) error {
	return s.settle(id, why)
}

func (s *Shelf) settle(id dispute.ActID, why *fault.Fault) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.entries[id]
	if e.settled = true; e.answer == nil {
		e.refused = why
	}
	s.wrote()
	return nil
}

// Tried counts; the fifth try parks.
func (s *Shelf) Tried(_ context.Context, id dispute.ActID, _ string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.entries[id]
	e.tries++
	e.settled = e.tries >= 5
	s.wrote()
	return nil
}

// Fate is what became of an entry: recorded, refused with a fault, parked after so many tries.
func (s *Shelf) Fate(id dispute.ActID) (recorded bool, refused *fault.Fault, tries int, settled bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.entries[id]
	return e.answer != nil, e.refused, e.tries, e.settled
}

// SweepDoors counts: the shelf has no doors.
func (s *Shelf) SweepDoors(context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tidied++
	return nil
}

// Tidied is how often the doors were tidied.
func (s *Shelf) Tidied() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tidied
}

// DueCases lists the cases whose clocks have something to say.
func (s *Shelf) DueCases(_ context.Context, limit int) ([]dispute.CaseID, error) {
	now := s.clock()
	return s.list("", limit, func(f *file) bool {
		_, due := dispute.Rings(f.picture, now, s.held(f.picture.Case))
		return due
	}), nil
}

// ErrandCases lists the cases with errands left.
func (s *Shelf) ErrandCases(_ context.Context, limit int) ([]dispute.CaseID, error) {
	return s.list("", limit, func(f *file) bool { return f.errands.Any() }), nil
}

// OpenCases lists the cases that are not final.
func (s *Shelf) OpenCases(_ context.Context, after dispute.CaseID, limit int) ([]dispute.CaseID, error) {
	return s.list(after, limit, func(f *file) bool { return !f.picture.Stage.Final() }), nil
}

func (s *Shelf) list(after dispute.CaseID, limit int, want func(*file) bool) []dispute.CaseID {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []dispute.CaseID
	for id, f := range s.cases {
		if id > after && want(f) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids[:min(limit, len(ids))]
}
