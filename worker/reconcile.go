package worker

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"hejie/internal/dispute"
)

// Counts are what Reconcile found.
type Counts struct {
	Open    int // cases on record that are not final
	Started int // of these, how many the engine had no workflow for
}

// Reconcile sees to it that every open case on record has an open workflow, and starts each that is missing: the clocks
// come back with the record, whatever the engine lost. Safe at any time and any number of times. It goes on past cases that
// cannot be started and then answers their errors.
func Reconcile(ctx context.Context, docket Docket, cases Cases) (Counts, error) {
	var counts Counts
	var failed error
	for after := dispute.CaseID(""); ; {
		ids, err := docket.OpenCases(ctx, after, page)
		if err != nil {
			return counts, errors.Join(failed, fmt.Errorf("listing open cases: %w", err))
		}
		if len(ids) == 0 {
			return counts, failed
		}
		started, err := revive(ctx, cases, ids)
		counts.Open, counts.Started = counts.Open+len(ids), counts.Started+started
		failed, after = errors.Join(failed, err), ids[len(ids)-1]
		if ctx.Err() != nil {
			return counts, errors.Join(failed, ctx.Err())
		}
	}
}

// revive starts what is missing of one page. Of many errors one is told: where the engine is down all are alike.
func revive(ctx context.Context, cases Cases, ids []dispute.CaseID) (int, error) {
	var started atomic.Int64
	var failed atomic.Pointer[error]
	err := each(ctx, ids, func(ctx context.Context, id dispute.CaseID) error {
		missing, err := cases.Revive(ctx, id)
		if err != nil {
			failed.Store(&err)
		} else if missing {
			started.Add(1)
		}
		return ctx.Err()
	})
	if e := failed.Load(); e != nil {
		err = *e
	}
	return int(started.Load()), err
}

// reconcile does so at the start of a worker, soon again while it fails, since the engine may come up later than we do, and
// then from time to time, since someone may end a workflow by hand.
func reconcile(ctx context.Context, o Options, cases Cases) {
	for ctx.Err() == nil {
		pause := o.ReconcileEvery
		counts, err := Reconcile(ctx, o.Docket, cases)
		if err != nil {
			pause = min(pause, time.Minute)
			o.Log.Warn("reconciling", "error", err)
		}
		if counts.Started > 0 {
			o.Log.Warn("brought back workflows that the engine had lost", "open", counts.Open, "started", counts.Started)
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}
