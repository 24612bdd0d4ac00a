package worker

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/fault/point"
	"hejie/workflows"
)

const (
	page = 200 // rows asked for at a time
	wide = 8   // cases served at the same time; the engine takes ten updates in flight for one case, and we send one
)

// Relay brings to the engine what was handed in while nobody answered: it starts the workflows of new cases and delivers
// the entries of the inbox.
type Relay struct {
	Outbox Outbox
	Cases  Cases
	Grace  time.Duration // how long an entry is left to the door that took it in
	Log    *slog.Logger
}

// Pass does once what waits now. An engine that does not answer ends the pass without an error: the next one asks again.
func (r Relay) Pass(ctx context.Context) error {
	if err := r.start(ctx); err != nil {
		return fmt.Errorf("starting cases: %w", err)
	}
	if err := r.deliver(ctx); err != nil {
		return fmt.Errorf("delivering entries: %w", err)
	}
	return nil
}

func (r Relay) start(ctx context.Context) error {
	ids, err := r.Outbox.Unstarted(ctx, page)
	if err != nil {
		return err
	}
	return each(ctx, ids, func(ctx context.Context, id dispute.CaseID) error {
		if _, err := r.Cases.Revive(ctx, id); err != nil {
			r.Log.Warn("starting a case", "case", id, "error", err)
			return nil
		}
		point.Hit("case_started")
		return r.Outbox.MarkStarted(ctx, id)
	})
}

// deliver sends the entries, those of one case one after another in the order in which they were handed in.
func (r Relay) deliver(ctx context.Context) error {
	refs, err := r.Outbox.Undelivered(ctx, r.Grace, page)
	if err != nil {
		return err
	}
	return each(ctx, byCase(refs), func(ctx context.Context, refs []dispute.Ref) error {
		for _, ref := range refs {
			if goOn, err := r.send(ctx, ref); err != nil || !goOn {
				return err
			}
		}
		return nil
	})
}

// send asks the case, and keeps its answer with the entry. goOn is false while the case does not answer: what was handed in
// later waits behind.
func (r Relay) send(ctx context.Context, ref dispute.Ref) (goOn bool, err error) {
	_, err = r.Cases.Act(ctx, ref)
	if err == nil {
		return true, r.Outbox.Delivered(ctx, ref.ID)
	}
	f, ok := fault.As(err)
	switch {
	case ok && f.Kind != fault.Unavailable:
		return true, r.Outbox.Refused(ctx, ref.ID, f)
	case ok && f.Code == workflows.Unprocessed:
		r.Log.Error("an entry cannot be processed", "case", ref.Case, "act", ref.ID, "error", err)
		return true, r.Outbox.Tried(ctx, ref.ID, f.Error())
	}
	r.Log.Warn("delivering an entry", "case", ref.Case, "act", ref.ID, "error", err)
	return false, nil
}

// byCase groups entries by their case, and keeps the order in both.
func byCase(refs []dispute.Ref) [][]dispute.Ref {
	var groups [][]dispute.Ref
	at := map[dispute.CaseID]int{}
	for _, ref := range refs {
		i, seen := at[ref.Case]
		if !seen {
			i = len(groups)
			at[ref.Case], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], ref)
	}
	return groups
}

// each does a thing for every item, a few at a time, and answers the first error.
func each[T any](ctx context.Context, items []T, do func(context.Context, T) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(wide)
	for _, item := range items {
		group.Go(func() error { return do(ctx, item) })
	}
	return group.Wait()
}
