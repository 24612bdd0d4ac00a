package worker

import (
	"context"
	"fmt"
	"log/slog"

	"hejie/internal/dispute"
)

// Sweeper finds what the engine forgot: by the record, not by any timer, it looks for clocks whose moment has come and for
// errands left over, and rings at their cases. No lost timer and no wrong workflow code can lose a legal date.
type Sweeper struct {
	Docket Docket
	Cases  Cases
	Log    *slog.Logger
}

// Pass does once what is due now, however much it is. A case that does not answer is left to the next pass.
func (s Sweeper) Pass(ctx context.Context) error {
	rung := map[dispute.CaseID]bool{} // a clock and its errands need one bell between them
	if err := s.ring(ctx, rung, s.Docket.DueCases); err != nil {
		return fmt.Errorf("looking for due clocks: %w", err)
	}
	if err := s.ring(ctx, rung, s.Docket.ErrandCases); err != nil {
		return fmt.Errorf("looking for errands left over: %w", err)
	}
	return nil
}

// ring asks for page after page until nothing new comes: a case that stays due although it was rung waits for the next pass.
func (s Sweeper) ring(ctx context.Context, rung map[dispute.CaseID]bool, list func(context.Context, int) ([]dispute.CaseID, error)) error {
	for {
		ids, err := list(ctx, page+len(rung))
		if err != nil {
			return err
		}
		fresh := ids[:0:0]
		for _, id := range ids {
			if !rung[id] {
				rung[id], fresh = true, append(fresh, id)
			}
		}
		if len(fresh) == 0 {
			return nil
		}
		if err := each(ctx, fresh, s.bell); err != nil {
			return err
		}
	}
}

func (s Sweeper) bell(ctx context.Context, id dispute.CaseID) error {
	if _, err := s.Cases.Ring(ctx, id); err != nil {
		s.Log.Warn("ringing at a case", "case", id, "error", err)
	}
	return ctx.Err()
}
