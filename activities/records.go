// Package activities is what a workflow may do to the world, one struct per power: Records writes the record of a case,
// Errands does what a record leaves to be done (papers, notices, route analyses). Each method is safe to repeat, takes and
// gives ids and person-free pictures only, and answers with failures that carry no personal data.
package activities

import (
	"context"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"hejie/internal/dispute"
	"hejie/internal/fault/point"
)

// Keeper keeps the record (案卷记录). Each method is one transaction and safe to repeat.
type Keeper interface {
	// Load gives the case as it is on record; fault NotFound when it is not.
	Load(ctx context.Context, id dispute.CaseID) (dispute.Picture, error)

	// Record writes what an entry of the inbox asks for. An act already on record is answered as it was answered then,
	// before anything else is looked at. Otherwise: dispute.ErrMoved when the case is no longer at version seen; a fault
	// when the act is not possible or its author may not do it by now; else the change that dispute.Decide gives.
	// Recorded.Errands says whether anything waits to be done for the case, from this act or left over from earlier ones.
	Record(ctx context.Context, seen int, ref dispute.Ref) (dispute.Recorded, error)

	// Ring writes what the clocks of the case bring about at this moment of the workplace clock (dispute.Rings); the
	// picture is unchanged when nothing is due. dispute.ErrMoved when the case is no longer at version seen. Errands as
	// with Record.
	Ring(ctx context.Context, id dispute.CaseID, seen int) (dispute.Recorded, error)
}

// Records is the power to read and write the record of a case. Its methods run as local activities: each is one short
// transaction.
type Records struct{ Keeper Keeper }

// How records are tried. One round is about half a minute of tries; the desk begins another, and never gives up what was
// handed in while the record itself does not answer.
const (
	recordTimeout = 5 * time.Second
	recordTries   = 9
	recordPause   = 100 * time.Millisecond // doubled each time
	recordPauses  = 10 * time.Second
	noEnd         = 10 * 365 * 24 * time.Hour
)

// RecordOptions are the options of every method of Records. They are set at each call, update handlers included: a context
// without them fails the whole workflow task. The tries bound a round, not ScheduleToCloseTimeout: that one is measured
// between the clocks of two machines, and left out it would end the round with the first try.
var RecordOptions = workflow.LocalActivityOptions{
	StartToCloseTimeout:    recordTimeout,
	ScheduleToCloseTimeout: noEnd,
	RetryPolicy: &temporal.RetryPolicy{
		InitialInterval: recordPause, MaximumInterval: recordPauses, MaximumAttempts: recordTries,
	},
}

// Load gives the case as it is on record.
func (r *Records) Load(ctx context.Context, id dispute.CaseID) (p dispute.Picture, err error) {
	defer translate(ctx, "loading a case", id, &err)
	return r.Keeper.Load(ctx, id)
}

// Record puts an act on record, or answers as it did before when the act is there already.
func (r *Records) Record(ctx context.Context, seen int, ref dispute.Ref) (after dispute.Recorded, err error) {
	defer translate(ctx, "recording an act", ref.Case, &err)
	point.Hit("record_before_effect")
	after, err = r.Keeper.Record(ctx, seen, ref)
	point.Hit("record_before_report")
	return after, err
}

// Ring writes what the clocks of a case bring about now.
func (r *Records) Ring(ctx context.Context, id dispute.CaseID, seen int) (after dispute.Recorded, err error) {
	defer translate(ctx, "ringing the clocks", id, &err)
	return r.Keeper.Ring(ctx, id, seen)
}
