package worker

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"golang.org/x/sync/errgroup"

	"hejie/activities"
	"hejie/internal/dispute"
	"hejie/workflows"
)

// Cases is what the relay, the sweeper and Reconcile ask of the engine; workflows.Client is it.
type Cases interface {
	Revive(ctx context.Context, id dispute.CaseID) (started bool, err error)
	Act(ctx context.Context, ref dispute.Ref) (dispute.Standing, error)
	Ring(ctx context.Context, id dispute.CaseID) (dispute.Standing, error)
}

// Options are what a worker is made of. Zero durations and a nil Log take the defaults named.
type Options struct {
	Engine   client.Client       // the connection to Temporal
	Queue    string              // "": workflows.Queue
	Keeper   activities.Keeper   // writes the record
	Errander activities.Errander // acts in the world
	Outbox   Outbox
	Docket   Docket

	SweepEvery     time.Duration   // a minute: how late a forgotten clock may be
	RelayEvery     time.Duration   // a second
	ReconcileEvery time.Duration   // an hour: how long a case may be without the workflow that somebody ended
	TidyEvery      time.Duration   // an hour: how long what is over at the doors lies about
	Grace          time.Duration   // ten seconds: how long an entry is left to the door that took it in
	Drain          time.Duration   // twenty seconds: how long what is under way may take at shutdown
	Woken          <-chan struct{} // wakes the sweeper at once, when the workplace date was set; may be nil
	Log            *slog.Logger    // slog.Default
}

func (o Options) withDefaults() Options {
	o.Queue = or(o.Queue, workflows.Queue)
	o.SweepEvery, o.RelayEvery = or(o.SweepEvery, time.Minute), or(o.RelayEvery, time.Second)
	o.ReconcileEvery, o.TidyEvery = or(o.ReconcileEvery, time.Hour), or(o.TidyEvery, time.Hour)
	o.Grace, o.Drain = or(o.Grace, 2*workflows.Patience), or(o.Drain, 20*time.Second)
	o.Log = or(o.Log, slog.Default())
	return o
}

func or[T comparable](given, otherwise T) T {
	var zero T
	if given == zero {
		return otherwise
	}
	return given
}

// Run works until ctx is done: it runs workflows and activities, brings the open cases' workflows back where the engine
// lost them, relays and sweeps. Then it takes nothing new, lets what is under way end within Drain, and returns nil. Any
// number of copies may run. While the engine cannot be reached it keeps trying; it returns an error only when the engine
// turns this worker away for good.
func Run(ctx context.Context, o Options) error {
	o = o.withDefaults()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w := begin(ctx, o, cancel)
	if w == nil {
		return nil
	}
	defer w.Stop()
	watch(ctx, o, workflows.New(o.Engine, o.Queue))
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		return fmt.Errorf("working: %w", cause)
	}
	return nil
}

// begin starts a worker as soon as the engine lets it; nil when ctx ended first.
func begin(ctx context.Context, o Options, turnedAway func(error)) worker.Worker {
	for {
		w := worker.New(o.Engine, o.Queue, worker.Options{
			WorkerStopTimeout: o.Drain, OnFatalError: turnedAway, DeadlockDetectionTimeout: crowded,
		})
		workflows.Register(w)
		w.RegisterActivity(&activities.Records{Keeper: o.Keeper})
		w.RegisterActivity(&activities.Errands{Errander: o.Errander})
		err := w.Start()
		if err == nil {
			return w
		}
		o.Log.Warn("starting the worker", "error", err)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(o.RelayEvery):
		}
	}
}

// crowded is how long a busy machine may leave a workflow lying before that counts as a deadlock in its code.
const crowded = 5 * time.Second

// watch runs the watchmen until ctx is done. What they cannot do now they log, and do the next time round.
func watch(ctx context.Context, o Options, cases Cases) {
	relay := Relay{Outbox: o.Outbox, Cases: cases, Grace: o.Grace, Log: o.Log}
	sweeper := Sweeper{Docket: o.Docket, Cases: cases, Log: o.Log}
	var all errgroup.Group
	all.Go(func() error { every(ctx, o.RelayEvery, nil, o.Log, "relaying", relay.Pass); return nil })
	all.Go(func() error { every(ctx, o.SweepEvery, o.Woken, o.Log, "sweeping", sweeper.Pass); return nil })
	all.Go(func() error { reconcile(ctx, o, cases); return nil })
	all.Go(func() error {
		every(ctx, o.TidyEvery, nil, o.Log, "tidying the doors", o.Docket.SweepDoors)
		return nil
	})
	_ = all.Wait() // its members end with ctx and answer nothing
}

// every does a thing again and again, and at once when woken, until ctx is done.
func every(ctx context.Context, pause time.Duration, woken <-chan struct{}, log *slog.Logger, doing string, do func(context.Context) error) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		if err := do(ctx); err != nil && ctx.Err() == nil {
			log.Warn(doing, "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-woken:
		}
	}
}
