package workflows

import (
	"context"
	"fmt"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/fault/point"
	"hejie/internal/statute"
	"hejie/internal/store"
)

// Engine takes acts to their cases; a *Client is one.
type Engine interface {
	Act(ctx context.Context, ref dispute.Ref) (dispute.Standing, error)
}

// Door is how API and pages take an act: bytes first (the inbox), then the fact (the update). What was stored is never
// lost: when the engine does not answer in time, the relay delivers it later.
type Door struct {
	Record *store.Store
	Engine Engine
}

// Outcome is what the person at the door is told.
type Outcome struct {
	Entry    dispute.ActID
	Standing dispute.Standing
	Pending  bool // stored, not yet recorded: 202 with a place to look
}

// Do checks the form, stores it, and asks the case. The error is a *fault.Fault to show: what was refused is noted on the
// entry. The same key with the same words is answered as it was; with other words it is refused.
func (d Door) Do(ctx context.Context, scope store.Scope, a dispute.Act, form dispute.Form, key store.Key) (Outcome, error) {
	if err := dispute.Check(form); err != nil { // its days are held to today where the inbox knows the day
		return Outcome{}, err
	}
	h, err := d.Record.HandIn(ctx, scope, a, form, key)
	if err != nil {
		return Outcome{}, err
	}
	if h.Refused != nil {
		return Outcome{Entry: h.Ref.ID}, h.Refused
	}
	point.Hit("act_handed_in")
	standing, err := d.Engine.Act(ctx, h.Ref)
	point.Hit("act_answered")
	return d.conclude(ctx, scope, h.Ref, standing, err)
}

func (d Door) check(ctx context.Context, form dispute.Form) error {
	if err := dispute.Check(form); err != nil {
		return err
	}
	today, err := d.today(ctx)
	if err != nil {
		return err
	}
	return dispute.CheckDates(form, today)
}

func (d Door) today(ctx context.Context) (day statute.Date, err error) {
	err = d.Record.Read(ctx, store.AtDoor(), func(r *store.Reader) error {
		now, err := r.Now(ctx)
		day = statute.DateOf(now)
		return err
	})
	return day, err
}

// conclude notes how the entry was answered. A refusal is believed only when the act is not on record: the workflow's early
// look does not know acts of an earlier run.
func (d Door) conclude(ctx context.Context, scope store.Scope, ref dispute.Ref, standing dispute.Standing, err error) (Outcome, error) {
	out := Outcome{Entry: ref.ID, Standing: standing}
	if fault.Is(err, fault.Unavailable) {
		out.Pending = true
		return out, nil
	}
	refusal, refused := fault.As(err)
	if err != nil && !refused {
		return out, fmt.Errorf("asking a case: %w", err)
	}
	if refused {
		then, recorded, err := d.recorded(ctx, scope, ref.ID)
		if err != nil {
			out.Pending = true // the record does not answer: the relay will find out
			return out, nil
		}
		if !recorded {
			return out, d.refuse(ctx, scope, ref.ID, refusal)
		}
		out.Standing = then
	}
	if err := d.Record.Delivered(ctx, scope, ref.ID); err != nil {
		return out, nil // answered and on record; the relay will note the delivery
	}
	return out, nil
}

func (d Door) recorded(ctx context.Context, scope store.Scope, act dispute.ActID) (then dispute.Standing, ok bool, err error) {
	err = d.Record.Read(ctx, scope, func(r *store.Reader) error {
		then, ok, err = r.Recorded(ctx, act)
		return err
	})
	return then, ok, err
}

func (d Door) refuse(ctx context.Context, scope store.Scope, act dispute.ActID, why *fault.Fault) error {
	if err := d.Record.Refused(ctx, scope, act, why); err != nil {
		return fmt.Errorf("noting a refusal (%w): %w", why, err)
	}
	return why
}

// File checks and stores a complaint. The workflow is started from the case row, by the relay: filing never waits for it.
func (d Door) File(ctx context.Context, by dispute.Actor, org dispute.OrgID, f *dispute.Filing, key store.Key) (store.Filed, error) {
	if err := d.check(ctx, f); err != nil {
		return store.Filed{}, err
	}
	return d.Record.File(ctx, by, org, f, key)
}
