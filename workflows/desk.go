package workflows

import (
	"slices"

	"go.temporal.io/sdk/workflow"

	"hejie/activities"
	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// desk is where acts wait for their turn. Only the workflow's own coroutines touch it.
type desk struct {
	id      dispute.CaseID
	now     dispute.Picture   // as last recorded
	awaited []dispute.ActName // what the chapter at rest can take; nil while nobody listens
	queue   []*turn           // accepted updates and the alarm's bells, in order of arrival
	alarm   alarm
	errands errands
	renewal renewal
}

// turn is one act in the queue and, once answered, what became of it.
type turn struct {
	ref      dispute.Ref
	sweep    bool // the sweeper's bell: it comes for errands left over, too
	after    dispute.Standing
	err      error
	answered bool
}

// newDesk has errands to run from the start: a filing leaves some, and so does a worker that died after recording an act.
func newDesk(id dispute.CaseID) *desk {
	return &desk{id: id, errands: errands{due: dispute.AllErrands}}
}

// open lets acts in. It must come before the first blocking call of a run: an update that arrives in a task in which the
// workflow blocks without a handler is refused as unknown.
func (d *desk) open(ctx workflow.Context) error {
	judged := workflow.UpdateHandlerOptions{Validator: d.validate}
	if err := workflow.SetUpdateHandlerWithOptions(ctx, actUpdate, d.take, judged); err != nil {
		return err
	}
	ours := workflow.UpdateHandlerOptions{Validator: d.validateBell}
	if err := workflow.SetUpdateHandlerWithOptions(ctx, ringUpdate, d.hear, ours); err != nil {
		return err
	}
	workflow.Go(ctx, d.runErrands)
	workflow.Go(ctx, d.pace)
	return nil
}

// validate refuses early and leaves no trace in history. It reads the desk and never changes it (the SDK skips it in
// replay). While nobody listens (first task of a run, a record being written) or others stand before it, it lets the act
// in: its turn will judge it anyway. A refusal here may be wrong for an act that was recorded in an earlier run; the door
// looks for the act's id on record before it believes one.
func (d *desk) validate(_ workflow.Context, ref dispute.Ref) error {
	switch {
	case ref.Case != d.id || ref.ID == "" || ref.Name == dispute.Ring:
		return activities.Failure(fault.Missing())
	case d.awaited == nil || len(d.queue) > 0:
		return nil
	}
	return activities.Failure(dispute.May(ref, d.now))
}

func (d *desk) validateBell(_ workflow.Context, b Bell) error {
	if b.Case != d.id {
		return activities.Failure(fault.Missing())
	}
	return nil
}

// take keeps the caller waiting until the act is on record, or refused at its turn. It never answers that it could not try:
// an update's id is used up by any answer, and a second delivery would only hear the same again. The door gives up waiting
// instead, and the relay asks later.
func (d *desk) take(ctx workflow.Context, ref dispute.Ref) (dispute.Standing, error) {
	return d.queueUp(ctx, &turn{ref: ref})
}

// hear takes the sweeper's bell, which waits its turn like anyone.
func (d *desk) hear(ctx workflow.Context, _ Bell) (dispute.Standing, error) {
	return d.queueUp(ctx, &turn{ref: d.bell(), sweep: true})
}

func (d *desk) bell() dispute.Ref {
	return dispute.Ref{Case: d.id, Name: dispute.Ring, By: dispute.TheSystem}
}

func (d *desk) queueUp(ctx workflow.Context, t *turn) (dispute.Standing, error) {
	ctx, _ = workflow.NewDisconnectedContext(ctx) // see Dispute
	d.queue = append(d.queue, t)
	if err := workflow.Await(ctx, func() bool { return t.answered }); err != nil {
		return dispute.Standing{}, err
	}
	return t.after, t.err
}

// await blocks until one of acts is on record, and returns it. False says that the ground moved — withdrawn, lapsed,
// loaded anew, or time for a new history — and the story should look at the stage again. Acts that are possible beside the
// chapter are taken meanwhile.
func (d *desk) await(ctx workflow.Context, acts ...dispute.ActName) (dispute.Ref, bool) {
	d.awaited = append([]dispute.ActName{}, acts...)
	defer func() { d.awaited = nil }()
	for stage := d.now.Stage; d.now.Stage == stage; {
		if !d.rest(ctx) {
			break
		}
		if ref, ok := d.serve(ctx); ok && slices.Contains(acts, ref.Name) {
			return ref, true
		}
	}
	return dispute.Ref{}, false
}

// rest blocks until somebody stands at the desk; false when it is time to go instead.
func (d *desk) rest(ctx workflow.Context) bool {
	d.setAlarm(ctx)
	err := workflow.Await(ctx, func() bool { return len(d.queue) > 0 || d.over(ctx) || d.tired(ctx) })
	return err == nil && len(d.queue) > 0
}

// serve gives the first in the queue its turn: judged again — by the record, which alone knows whether this very act is
// there already and what its author may do by now — then answered. False when nothing new came of it.
func (d *desk) serve(ctx workflow.Context) (dispute.Ref, bool) {
	t := d.queue[0]
	recorded, err := d.record(ctx, t.ref)
	if activities.Moved(err) { // still first in the queue: judged once more, on the new ground
		d.errands.due = dispute.AllErrands
		if err = d.load(ctx); err == nil {
			return dispute.Ref{}, false
		}
	}
	d.queue = d.queue[1:]
	t.after, t.err, t.answered = recorded.Picture.Standing(), err, true
	if t.sweep {
		d.errands.due = dispute.AllErrands
	}
	d.renewal.count(ctx)
	if err != nil {
		return dispute.Ref{}, false
	}
	return t.ref, d.adopt(recorded)
}

// adopt goes on from what was recorded — unless it is the old answer to an act that came twice.
func (d *desk) adopt(recorded dispute.Recorded) bool {
	d.errands.due = d.errands.due.And(recorded.Errands)
	if recorded.Picture.Version <= d.now.Version {
		return false
	}
	d.now = recorded.Picture
	return true
}

// turnAway answers everyone who came for a case that is not on record.
func (d *desk) turnAway(ctx workflow.Context, why error) error {
	for !workflow.AllHandlersFinished(ctx) {
		for _, t := range d.queue {
			t.err, t.answered = why, true
		}
		d.queue = nil
		err := workflow.Await(ctx, func() bool { return len(d.queue) > 0 || workflow.AllHandlersFinished(ctx) })
		if err != nil {
			return err
		}
	}
	return why
}

// over says that the story is told: the stage is final, and nobody waits for anything.
func (d *desk) over(ctx workflow.Context) bool {
	return d.now.Stage.Final() && d.quiet(ctx) && !d.errands.due.Any()
}

// quiet says that nobody waits for an answer and nothing is being done.
func (d *desk) quiet(ctx workflow.Context) bool {
	return len(d.queue) == 0 && !d.errands.running && workflow.AllHandlersFinished(ctx)
}
