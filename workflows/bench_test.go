package workflows_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"hejie/activities"
	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/workflows"
	"hejie/workflows/workflowstest"
)

// begins is the day on which cases are filed: a Monday with no holiday near.
const begins = "2026-03-09"

// patient is how long a machine may be too busy to go on with a test; the SDK's own second is short for a crowded one.
const patient = time.Minute

// reply is what came back from one update.
type reply struct {
	after    dispute.Standing
	err      error
	rejected bool
	done     bool
	accepted func() // called when the workflow has taken the update in; may be nil
}

// Accept notes that the update is in history.
func (r *reply) Accept() {
	if r.accepted != nil {
		r.accepted()
	}
}

// Reject notes an early refusal.
func (r *reply) Reject(err error) { r.err, r.rejected, r.done = err, true, true }

// Complete notes the answer.
func (r *reply) Complete(after any, err error) {
	r.after, _ = after.(dispute.Standing)
	r.err, r.done = err, true
}

// kind is the fault that the reply carries; empty when the act was taken.
func (r *reply) kind() fault.Kind {
	if f, ok := activities.FaultOf(r.err); ok {
		return f.Kind
	}
	return ""
}

// bench is one run of a workflow in the test environment, on a shelf that may have seen earlier runs.
type bench struct {
	*testsuite.TestWorkflowEnvironment
	t     *testing.T
	shelf *workflowstest.Shelf
	cast  workflowstest.Cast
	start time.Time
	acts  int
	slow  func() bool // errands begin only when this is so; nil: at once
}

// errander runs the shelf's errands, as slowly as the test wants.
type errander struct{ *bench }

func (e errander) AnalyseRoutes(ctx context.Context, id dispute.CaseID) error {
	if e.slow != nil && !e.shelf.Until(ctx, e.slow) {
		return ctx.Err()
	}
	return e.shelf.AnalyseRoutes(ctx, id)
}

func (e errander) DrawPapers(ctx context.Context, id dispute.CaseID) error {
	return e.shelf.DrawPapers(ctx, id)
}

func (e errander) SendNotices(ctx context.Context, id dispute.CaseID) error {
	return e.shelf.SendNotices(ctx, id)
}

// morning is ten o'clock on a day.
func morning(t testing.TB, on string) time.Time {
	t.Helper()
	return disputetest.Day(t, on).At(10 * time.Hour)
}

// fresh is a bench with a case filed on the day on which stories begin.
func fresh(t *testing.T, options ...disputetest.FilingOption) *bench {
	t.Helper()
	b := &bench{t: t}
	b.shelf = workflowstest.NewShelf(t, func() time.Time { return b.Now() })
	b.run(morning(t, begins))
	b.cast = b.shelf.File(t, "case", options...)
	return b
}

// run puts a new run of the workflow on the bench, to begin at this moment.
func (b *bench) run(at time.Time) {
	b.TestWorkflowEnvironment = (&testsuite.WorkflowTestSuite{}).NewTestWorkflowEnvironment()
	b.start = at
	b.SetStartTime(at)
	b.SetTestTimeout(patient)
	b.SetWorkerOptions(worker.Options{DeadlockDetectionTimeout: patient})
	b.RegisterActivity(&activities.Records{Keeper: b.shelf})
	b.RegisterActivity(&activities.Errands{Errander: errander{b}})
	workflows.Register(b)
}

// act is an act of the case's people, handed in at once.
func (b *bench) act(name dispute.ActName, by workflowstest.Who, form dispute.Form) dispute.Ref {
	b.acts++
	if form == nil {
		form = dispute.Forms(name)
	}
	return b.shelf.HandIn(dispute.Act{ID: dispute.ActID(disputetest.ID(fmt.Sprintf("act %d", b.acts))), Case: b.cast.Case,
		Name: name, By: b.cast.Actor(by), Channel: dispute.Web}, form)
}

// send delivers an act to the workflow now.
func (b *bench) send(ref dispute.Ref) *reply { return b.sendThen(ref, nil) }

// sendThen delivers an act, and does something in the task that takes it in.
func (b *bench) sendThen(ref dispute.Ref, accepted func()) *reply {
	r := &reply{accepted: accepted}
	b.UpdateWorkflow("act", string(ref.ID), r, ref)
	return r
}

// do hands in and delivers an act.
func (b *bench) do(name dispute.ActName, by workflowstest.Who, form dispute.Form) *reply {
	return b.send(b.act(name, by, form))
}

// ring is the sweeper's bell.
func (b *bench) ring(id string) *reply {
	r := &reply{}
	b.UpdateWorkflow("ring", id, r, workflows.Bell{Case: b.cast.Case})
	return r
}

// on lets something happen on a day at ten.
func (b *bench) on(day string, what func()) {
	b.t.Helper()
	b.at(morning(b.t, day), what)
}

// at lets something happen at a moment.
func (b *bench) at(moment time.Time, what func()) {
	b.RegisterDelayedCallback(what, moment.Sub(b.start))
}

// live runs the workflow to its end and gives the stage it ended in.
func (b *bench) live() dispute.Stage {
	b.t.Helper()
	b.ExecuteWorkflow(workflows.Dispute, b.cast.Case)
	if !b.IsWorkflowCompleted() {
		b.t.Fatal("the workflow did not end")
	}
	if err := b.GetWorkflowError(); err != nil {
		b.t.Fatalf("the workflow ended with %v", err)
	}
	var stage dispute.Stage
	if err := b.GetWorkflowResult(&stage); err != nil {
		b.t.Fatal(err)
	}
	return stage
}

// renewed runs the workflow until it asks for a new history.
func (b *bench) renewed() {
	b.t.Helper()
	b.ExecuteWorkflow(workflows.Dispute, b.cast.Case)
	if err := b.GetWorkflowError(); !workflow.IsContinueAsNewError(err) {
		b.t.Fatalf("the workflow ended with %v, want a new history", err)
	}
}
