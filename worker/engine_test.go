//go:build engine

package worker_test

import (
	"context"
	"log/slog"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/sdk/client"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/statute"
	"hejie/worker"
	"hejie/workflows"
	"hejie/workflows/workflowstest"
)

// These tests run on a real server: bin/devstack -- go test -tags engine ./worker/.

// works is a deployment: a record, an engine, and as many work processes as a test starts.
type works struct {
	t      *testing.T
	engine client.Client
	cases  *workflows.Client
	queue  string
	shelf  *workflowstest.Shelf
	woken  chan struct{}
	ahead  atomic.Int64 // nanoseconds by which the workplace clock is ahead
}

func found(t *testing.T) *works {
	t.Helper()
	address, namespace := os.Getenv("TEMPORAL_ADDRESS"), os.Getenv("TEMPORAL_NAMESPACE")
	if address == "" || namespace == "" {
		t.Fatal("TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE are not set: run this under bin/devstack")
	}
	engine, err := client.Dial(client.Options{HostPort: address, Namespace: namespace})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(engine.Close)
	w := &works{t: t, engine: engine, queue: uuid.NewString(), woken: make(chan struct{}, 1)}
	w.cases = workflows.New(engine, w.queue)
	w.shelf = workflowstest.NewShelf(t, func() time.Time { return time.Now().Add(time.Duration(w.ahead.Load())) })
	return w
}

// start runs a work process; stop ends it and says how it ended.
func (w *works) start() (stop func() error) {
	ctx, cancel := context.WithCancel(w.t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- worker.Run(ctx, worker.Options{
			Engine: w.engine, Queue: w.queue, Keeper: w.shelf, Errander: w.shelf, Outbox: w.shelf, Docket: w.shelf,
			RelayEvery: 50 * time.Millisecond, Grace: time.Nanosecond, Woken: w.woken, Log: slog.New(slog.DiscardHandler),
		})
	}()
	return func() error {
		cancel()
		return <-ended
	}
}

// until fails the test unless something comes true on the shelf within a minute.
func (w *works) until(what string, so func() bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), time.Minute)
	defer cancel()
	if !w.shelf.Until(ctx, so) {
		w.t.Fatalf("not within a minute: %s", what)
	}
}

func (w *works) file(n int) []workflowstest.Cast {
	w.t.Helper()
	cast := make([]workflowstest.Cast, n)
	for i := range cast {
		cast[i] = w.shelf.File(w.t, uuid.NewString())
	}
	return cast
}

func (w *works) handIn(c workflowstest.Cast, name dispute.ActName, form dispute.Form) dispute.Ref {
	return w.shelf.HandIn(dispute.Act{ID: dispute.ActID(uuid.NewString()), Case: c.Case, Name: name,
		By: c.Actor(workflowstest.Mediator), Channel: dispute.Web}, form)
}

func (w *works) settled(refs []dispute.Ref) func() bool {
	return func() bool {
		for _, ref := range refs {
			if _, _, _, settled := w.shelf.Fate(ref.ID); !settled {
				return false
			}
		}
		return true
	}
}

// Everything was handed in while nobody worked; two copies share the work, one of them is stopped in the middle of it.
func TestEngineCopiesShareTheWorkAndOneMayStop(t *testing.T) {
	t.Parallel()
	w := found(t)
	cases := w.file(40)
	var refs []dispute.Ref
	for _, c := range cases {
		refs = append(refs, w.handIn(c, dispute.Accept, disputetest.NotElsewhere()), w.handIn(c, dispute.Note, disputetest.Text()))
	}
	first, second := w.start(), w.start()
	w.until("half of the cases are started", func() bool {
		left, err := w.shelf.Unstarted(t.Context(), 100)
		return err == nil && len(left) <= 20
	})
	if err := first(); err != nil {
		t.Errorf("the first copy ended with %v", err)
	}
	w.until("everything is delivered", w.settled(refs))
	for _, c := range cases {
		if got := w.shelf.Picture(c.Case); got.Stage != dispute.Inquiry || got.Version != 3 {
			t.Fatalf("%s at %s, version %d; want inquiry, 3", c.Case, got.Stage, got.Version)
		}
	}
	if err := second(); err != nil {
		t.Errorf("the second copy ended with %v", err)
	}
}

func TestEngineTheWorkplaceDateWakesTheSweeper(t *testing.T) {
	t.Parallel()
	w := found(t)
	c := w.file(1)[0]
	stop := w.start()
	w.until("the filing's errands are done", func() bool { return len(w.shelf.Done(c.Case)) >= 3 })
	w.ahead.Store(int64(30 * 24 * time.Hour))
	w.woken <- struct{}{}
	w.until("the acceptance clock has lapsed", func() bool {
		for _, k := range w.shelf.Picture(c.Case).Clocks {
			if k.Rule == statute.Acceptance {
				return false
			}
		}
		return true
	})
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// Someone ended the workflows, or the engine lost all it knew: the record brings every open case back, clocks and all.
func TestEngineReconcileRebuildsFromTheRecord(t *testing.T) {
	t.Parallel()
	w := found(t)
	cases := w.file(10)
	var refs []dispute.Ref
	for _, c := range cases {
		refs = append(refs, w.handIn(c, dispute.Accept, disputetest.NotElsewhere()))
	}
	stop := w.start()
	w.until("the cases are accepted", w.settled(refs))
	for _, c := range cases {
		if err := w.engine.TerminateWorkflow(t.Context(), workflows.WorkflowID(c.Case), "", "lost"); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []worker.Counts{{Open: 10, Started: 10}, {Open: 10}} {
		if got, err := worker.Reconcile(t.Context(), w.shelf, w.cases); err != nil || got != want {
			t.Errorf("got %+v, %v; want %+v", got, err, want)
		}
	}
	refs = refs[:0]
	for _, c := range cases {
		refs = append(refs, w.handIn(c, dispute.RecordSession, disputetest.Talk("")))
	}
	w.until("the rebuilt cases take acts", w.settled(refs))
	for _, c := range cases {
		if got := w.shelf.Picture(c.Case); got.Stage != dispute.Mediation {
			t.Errorf("%s at %s, want mediation", c.Case, got.Stage)
		}
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}
