package workflows

import (
	"errors"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"hejie/activities"
	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// strikes is how many rounds of tries an act gets whose record fails although the record answers others.
const strikes = 3

// record does one short transaction, and tries for ever while the record does not answer: to give up would lose what was
// handed in. Only an act that fails again and again, between bells that the record does take, is given up, so that the queue
// behind it moves on; one that the record refuses for what it is was given up with its first try.
func (d *desk) record(ctx workflow.Context, ref dispute.Ref) (dispute.Recorded, error) {
	for strike := 1; ; strike++ {
		after, err := d.try(ctx, ref)
		switch {
		case final(err):
			return after, err
		case busy(err):
			strike = 0
		case strike == strikes:
			return after, activities.Unprocessed()
		case ref.Name != dispute.Ring:
			d.probe(ctx)
		}
	}
}

func (d *desk) try(ctx workflow.Context, ref dispute.Ref) (after dispute.Recorded, _ error) {
	if ref.Name == dispute.Ring {
		return after, local(ctx, &after, records.Ring, d.id, d.now.Version)
	}
	return after, local(ctx, &after, records.Record, d.now.Version, ref)
}

// probe waits until the record takes a bell, which needs whatever an act needs: a record that can be read and not written is
// no reason to blame the act.
func (d *desk) probe(ctx workflow.Context) {
	for {
		after, err := d.try(ctx, d.bell())
		if err == nil {
			d.adopt(after)
		}
		if final(err) {
			return
		}
	}
}

// load learns the case from the record, however long that takes.
func (d *desk) load(ctx workflow.Context) error {
	for {
		var now dispute.Picture
		if err := local(ctx, &now, records.Load, d.id); err == nil {
			d.now = now
			return nil
		} else if final(err) {
			return err
		}
	}
}

var records *activities.Records // for its method names only; the worker registers the real one

// local does one local activity, with its own options (a handler's context has none), and answers with the failure alone:
// wrapped in anything, the caller of an update would see the wrapping's type.
func local(ctx workflow.Context, result, activity any, args ...any) error {
	ctx = workflow.WithLocalActivityOptions(ctx, activities.RecordOptions)
	err := workflow.ExecuteLocalActivity(ctx, activity, args...).Get(ctx, result)
	if app, ok := errors.AsType[*temporal.ApplicationError](err); ok {
		return app
	}
	return err
}

// final says that trying again would give the same: it worked, the case moved, the record can never hold it, or a fault other
// than Unavailable.
func final(err error) bool {
	_, known := activities.FaultOf(err)
	return err == nil || activities.Moved(err) || activities.GivenUp(err) || known && !busy(err)
}

// busy says that the record itself does not answer.
func busy(err error) bool {
	f, ok := activities.FaultOf(err)
	return ok && f.Kind == fault.Unavailable
}
