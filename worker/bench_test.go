package worker_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/statute"
	"hejie/worker"
	"hejie/workflows"
	"hejie/workflows/workflowstest"
)

// engine stands in for the workflows: it records on the same shelf, and fails as it is told.
type engine struct {
	shelf *workflowstest.Shelf

	mu      sync.Mutex
	down    bool                    // nobody answers
	silent  map[dispute.CaseID]bool // this case does not answer
	says    map[dispute.ActID]error // what is answered to this act instead
	open    map[dispute.CaseID]int  // workflows, by how often each was started
	asked   []dispute.ActID         // acts sent, in order
	rung    map[dispute.CaseID]int  // bells
	sending map[dispute.CaseID]int  // updates under way
	crowded []dispute.CaseID        // cases that were sent two at a time
}

func (e *engine) answers(id dispute.CaseID) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.down || e.silent[id] {
		return fault.Busy()
	}
	return nil
}

// Revive starts a case's workflow unless there is one.
func (e *engine) Revive(_ context.Context, id dispute.CaseID) (bool, error) {
	if err := e.answers(id); err != nil {
		return false, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.open[id] > 0 {
		return false, nil
	}
	e.open[id]++
	return true, nil
}

// Act records an act.
func (e *engine) Act(ctx context.Context, ref dispute.Ref) (dispute.Standing, error) {
	e.mu.Lock()
	e.asked = append(e.asked, ref.ID)
	if e.sending[ref.Case]++; e.sending[ref.Case] > 1 {
		e.crowded = append(e.crowded, ref.Case)
	}
	says := e.says[ref.ID]
	e.mu.Unlock()
	defer func() {
		e.mu.Lock()
		e.sending[ref.Case]--
		e.mu.Unlock()
	}()
	if err := e.answers(ref.Case); err != nil {
		return dispute.Standing{}, err
	}
	if says != nil {
		return dispute.Standing{}, says
	}
	after, err := e.shelf.Record(ctx, e.shelf.Picture(ref.Case).Version, ref)
	return after.Picture.Standing(), err
}

// Ring lets the clocks of a case speak.
func (e *engine) Ring(ctx context.Context, id dispute.CaseID) (dispute.Standing, error) {
	e.mu.Lock()
	e.rung[id]++
	e.mu.Unlock()
	if err := e.answers(id); err != nil {
		return dispute.Standing{}, err
	}
	after, err := e.shelf.Ring(ctx, id, e.shelf.Picture(id).Version)
	return after.Picture.Standing(), err
}

// desk is a record with cases, an engine over it and a workplace clock.
type desk struct {
	t     *testing.T
	shelf *workflowstest.Shelf
	*engine
	relay   worker.Relay
	sweeper worker.Sweeper
	now     time.Time
	acts    int
}

// setup is a desk on the morning of Monday 9 March 2026.
func setup(t *testing.T) *desk {
	d := &desk{t: t, now: disputetest.Day(t, "2026-03-09").At(10 * time.Hour)}
	d.shelf = workflowstest.NewShelf(t, func() time.Time { return d.now })
	d.engine = &engine{shelf: d.shelf, silent: map[dispute.CaseID]bool{}, says: map[dispute.ActID]error{},
		open: map[dispute.CaseID]int{}, rung: map[dispute.CaseID]int{}, sending: map[dispute.CaseID]int{}}
	log := slog.New(slog.DiscardHandler)
	d.relay = worker.Relay{Outbox: d.shelf, Cases: d.engine, Grace: 10 * time.Second, Log: log}
	d.sweeper = worker.Sweeper{Docket: d.shelf, Cases: d.engine, Log: log}
	return d
}

// file puts n cases on the shelf.
func (d *desk) file(n int) []workflowstest.Cast {
	d.t.Helper()
	cast := make([]workflowstest.Cast, n)
	for i := range cast {
		cast[i] = d.shelf.File(d.t, fmt.Sprint("case ", i))
	}
	return cast
}

// handIn stores an act in the inbox.
func (d *desk) handIn(c workflowstest.Cast, name dispute.ActName, form dispute.Form) dispute.Ref {
	d.acts++
	return d.shelf.HandIn(dispute.Act{ID: dispute.ActID(disputetest.ID(fmt.Sprint("act ", d.acts))), Case: c.Case, Name: name,
		By: c.Actor(workflowstest.Mediator), Channel: dispute.Web, HappenedOn: statute.DateOf(d.now)}, form)
}

// pass lets a minute go by, and the relay work.
func (d *desk) pass() {
	d.t.Helper()
	d.now = d.now.Add(time.Minute)
	if err := d.relay.Pass(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) sweep() {
	d.t.Helper()
	if err := d.sweeper.Pass(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) recorded(ref dispute.Ref) bool {
	recorded, _, _, _ := d.shelf.Fate(ref.ID)
	return recorded
}

// unprocessed is the client's fault for an act that the engine answered without any use.
func unprocessed() error {
	return fault.New(fault.Unavailable, workflows.Unprocessed, fault.Busy().Text)
}
