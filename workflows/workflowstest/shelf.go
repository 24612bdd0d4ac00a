// Package workflowstest gives tests of workflows what they live on: a Shelf, which keeps the record in memory and judges by
// the real policy, and Stories, the lives of cases told act by act, to be played with time skipped or on a real engine.
package workflowstest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/statute"
)

// Shelf is a record in memory. It is the activities' Keeper and Errander and the worker's Outbox and Docket, with the
// promises of those: one act at a time, an act's id before everything else, and the policy of dispute.
type Shelf struct {
	mu      sync.Mutex
	law     dispute.Law
	clock   func() time.Time
	cases   map[dispute.CaseID]*file
	entries map[dispute.ActID]*entry
	inbox   []dispute.ActID // in the order of handing in
	broken  map[dispute.ActID]*breakage
	down    error         // what every request is answered while the shelf cannot be reached
	idle    bool          // says that no act leaves an errand
	tidied  int           // times the doors were swept
	changed chan struct{} // closed and replaced whenever something was written
}

// file is a case on the shelf.
type file struct {
	picture dispute.Picture
	errands dispute.Errands // something waits to be done in the world
	done    []string        // errands run, in order
	started bool            // the relay knows that it has its workflow
}

// entry is an act in the inbox and what became of it.
type entry struct {
	act     dispute.Act
	form    dispute.Form
	answer  *dispute.Recorded // once on record
	settled bool              // delivered, refused or parked
	refused *fault.Fault
	tries   int
}

// breakage is a fault to come.
type breakage struct {
	times  int
	err    error
	effect bool // the act is recorded, and only its answer lost
	panics bool
}

// NewShelf is an empty shelf by this workplace clock.
func NewShelf(t testing.TB, clock func() time.Time) *Shelf {
	t.Helper()
	return &Shelf{
		law: disputetest.Law(t), clock: clock, cases: map[dispute.CaseID]*file{},
		entries: map[dispute.ActID]*entry{}, broken: map[dispute.ActID]*breakage{},
		changed: make(chan struct{}),
	}
}

// File puts a new case on the shelf, filed now, and says who its two parties are.
func (s *Shelf) File(t testing.TB, word string, options ...disputetest.FilingOption) Cast {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	a := dispute.Act{ID: dispute.ActID(disputetest.ID(word + "/filing")), Case: dispute.CaseID(disputetest.ID(word)),
		Name: dispute.File, Channel: dispute.Web, HappenedOn: statute.DateOf(s.clock()), RecordedAt: s.clock()}
	c, err := dispute.OpenFile(a, disputetest.Committee, disputetest.Filing(options...), s.law)
	if err != nil {
		t.Fatalf("filing %s: %v", word, err)
	}
	s.cases[a.Case] = &file{picture: c.Picture, errands: c.Errands(true)}
	return Cast{Case: a.Case, Rider: dispute.ApplicantOf(a.ID), Insurer: dispute.AgainstOf(a.ID)}
}

// HandIn stores an act in the inbox at this moment, and gives what the workflow is told of it. The same id again changes
// nothing.
func (s *Shelf) HandIn(a dispute.Act, f dispute.Form) dispute.Ref {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.entries[a.ID]; !known {
		a.RecordedAt = s.clock()
		if a.HappenedOn.IsZero() {
			a.HappenedOn = statute.DateOf(a.RecordedAt)
		}
		s.entries[a.ID] = &entry{act: a, form: f}
		s.inbox = append(s.inbox, a.ID)
	}
	return a.Ref()
}

// Picture is the case as it is on record.
func (s *Shelf) Picture(id dispute.CaseID) dispute.Picture {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cases[id].picture
}

// Done lists the errands run for a case, in order.
func (s *Shelf) Done(id dispute.CaseID) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.cases[id].done...)
}

// Until waits until something is so, looking whenever the shelf was written to; false when ctx ended first.
func (s *Shelf) Until(ctx context.Context, so func() bool) bool {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if so() {
			return true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return false
		}
	}
}

// wrote tells those who wait that something is new.
func (s *Shelf) wrote() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Break lets an act's record fail with err this many times.
func (s *Shelf) Break(id dispute.ActID, times int, err error) {
	s.fail(id, breakage{times: times, err: err})
}

// Panic lets an act's record panic this many times, with a text that quotes a person.
func (s *Shelf) Panic(id dispute.ActID, times int) { s.fail(id, breakage{times: times, panics: true}) }

// Down lets every request fail with err from now on; nil brings the shelf back.
func (s *Shelf) Down(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = err
}

// NoErrands lets every act say from now on that it left nothing to be done.
func (s *Shelf) NoErrands() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.idle = true
}

// LoseAnswer lets an act be recorded and its answer get lost, once.
func (s *Shelf) LoseAnswer(id dispute.ActID) {
	s.fail(id, breakage{times: 1, effect: true, err: errors.New("the connection broke")})
}

func (s *Shelf) fail(id dispute.ActID, b breakage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken[id] = &b
}

// Load gives the case as it is on record.
func (s *Shelf) Load(_ context.Context, id dispute.CaseID) (dispute.Picture, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.cases[id]
	switch {
	case s.down != nil:
		return dispute.Picture{}, s.down
	case !ok:
		return dispute.Picture{}, fault.Missing()
	}
	return f.picture, nil
}

// Record puts an act of the inbox on record.
func (s *Shelf) Record(_ context.Context, seen int, ref dispute.Ref) (dispute.Recorded, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.broken[ref.ID]
	switch {
	case s.down != nil:
		return dispute.Recorded{}, s.down
	case b == nil || b.times == 0:
		return s.record(seen, ref)
	}
	b.times--
	if b.effect {
		if _, err := s.record(seen, ref); err != nil {
			return dispute.Recorded{}, err
		}
	}
	if b.panics {
		panic("cannot read " + disputetest.RiderName)
	}
	return dispute.Recorded{}, b.err
}

func (s *Shelf) record(seen int, ref dispute.Ref) (dispute.Recorded, error) {
	e, f := s.entries[ref.ID], s.cases[ref.Case]
	if e == nil || f == nil {
		return dispute.Recorded{}, fault.Missing()
	}
	if e.answer != nil {
		return *e.answer, nil
	}
	if f.picture.Version != seen {
		return dispute.Recorded{}, dispute.ErrMoved
	}
	c, err := dispute.Decide(f.picture, e.act, e.form, s.law)
	if err != nil {
		return dispute.Recorded{}, err
	}
	e.answer = s.write(f, c)
	s.wrote()
	return *e.answer, nil
}

// Ring lets the clocks of a case speak.
func (s *Shelf) Ring(_ context.Context, id dispute.CaseID, seen int) (dispute.Recorded, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.cases[id]
	switch {
	case s.down != nil:
		return dispute.Recorded{}, s.down
	case f == nil:
		return dispute.Recorded{}, fault.Missing()
	case f.picture.Version != seen:
		return dispute.Recorded{}, dispute.ErrMoved
	}
	c, due := dispute.Rings(f.picture, s.clock(), s.held(id))
	if !due {
		return dispute.Recorded{Picture: f.picture, Errands: f.errands}, nil
	}
	s.wrote()
	return *s.write(f, c), nil
}

func (s *Shelf) write(f *file, c dispute.Change) *dispute.Recorded {
	if f.picture, f.errands = c.Picture, f.errands.And(c.Errands(true)); s.idle {
		f.errands = dispute.Errands{}
	}
	return &dispute.Recorded{Picture: f.picture, Errands: f.errands}
}

// held is when the oldest entry was handed in that is neither on record nor settled; zero when there is none.
func (s *Shelf) held(id dispute.CaseID) time.Time {
	for _, act := range s.inbox {
		if e := s.entries[act]; e.act.Case == id && e.answer == nil && !e.settled {
			return e.act.RecordedAt
		}
	}
	return time.Time{}
}
