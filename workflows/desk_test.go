package workflows_test

import (
	"testing"

	"go.temporal.io/sdk/temporal"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/workflows/workflowstest"
)

const (
	rider    = workflowstest.Rider
	insurer  = workflowstest.Insurer
	mediator = workflowstest.Mediator
)

// taken fails the test unless the act was answered and led to this stage.
func taken(t *testing.T, r *reply, stage dispute.Stage) {
	t.Helper()
	if r == nil || !r.done || r.err != nil || r.after.Stage != stage {
		t.Errorf("got %+v (%v), want an act that led to %s", r, r.err, stage)
	}
}

// refused fails the test unless the act was refused by its turn or, early, by the validator.
func refused(t *testing.T, r *reply, kind fault.Kind, early bool) {
	t.Helper()
	if r == nil || !r.done || r.kind() != kind || r.rejected != early {
		t.Errorf("got %+v, want refused as %s, early: %v", r, kind, early)
	}
}

func TestAnActInTheFirstTaskOfARunIsServed(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var accept *reply
	b.at(b.start, func() { accept = b.do(dispute.Accept, mediator, disputetest.NotElsewhere()) })
	b.on("2026-03-10", func() { b.do(dispute.Withdraw, rider, nil) })
	b.live()
	taken(t, accept, dispute.Inquiry)
}

func TestWhoStandsBehindTheLastActIsAnswered(t *testing.T) {
	t.Parallel()
	for _, errands := range []bool{true, false} {
		t.Run(map[bool]string{true: "errands to run", false: "nothing else to do"}[errands], func(t *testing.T) {
			t.Parallel()
			b := fresh(t)
			if !errands {
				b.shelf.NoErrands()
			}
			var last, note, late *reply
			b.on("2026-03-10", func() {
				last = b.do(dispute.Decline, mediator, disputetest.Because())
				note = b.do(dispute.Note, mediator, disputetest.Text())
				late = b.do(dispute.Accept, mediator, disputetest.NotElsewhere())
			})
			b.live()
			taken(t, last, dispute.Declined)
			taken(t, note, dispute.Declined)
			refused(t, late, fault.Conflict, false)
		})
	}
}

func TestAReopeningBehindTheLastActGoesOnWithTheStory(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var reopened, session *reply
	b.on("2026-03-10", func() {
		b.do(dispute.Decline, mediator, disputetest.Because())
		reopened = b.do(dispute.Reopen, mediator, disputetest.Because())
		b.do(dispute.Accept, mediator, disputetest.NotElsewhere())
	})
	b.on("2026-03-11", func() { session = b.do(dispute.RecordSession, mediator, disputetest.Talk("")) })
	b.on("2026-03-12", func() { b.do(dispute.Withdraw, rider, nil) })
	if got := b.live(); got != dispute.Withdrawn {
		t.Errorf("ended %q, want withdrawn", got)
	}
	taken(t, reopened, dispute.Filed)
	taken(t, session, dispute.Mediation)
}

func TestARefusalReachesTheCallerAlone(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var early, inTurn *reply
	b.on("2026-03-10", func() { early = b.do(dispute.OpenMediation, mediator, nil) })
	b.on("2026-03-11", func() { inTurn = b.do(dispute.Accept, mediator, &dispute.Acceptance{Elsewhere: "court"}) })
	b.on("2026-03-12", func() { b.do(dispute.Withdraw, rider, nil) })
	b.live()
	refused(t, early, fault.Conflict, true)
	refused(t, inTurn, fault.Invalid, false)
	for _, r := range []*reply{early, inTurn} {
		if app, ok := r.err.(*temporal.ApplicationError); !ok || !app.NonRetryable() { //nolint:errorlint // itself, not in a chain
			t.Errorf("%T %v, want the fault alone and final", r.err, r.err)
		}
	}
}

func TestOfTwoAtOnceTheSecondIsToldThatTheCaseMoved(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var first, second *reply
	b.on("2026-03-10", func() {
		one, two := b.act(dispute.Accept, mediator, disputetest.NotElsewhere()), b.act(dispute.Decline, mediator, disputetest.Because())
		one.IfTurn, two.IfTurn = 1, 1
		first, second = b.send(one), b.send(two)
	})
	b.on("2026-03-11", func() { b.do(dispute.Withdraw, rider, nil) })
	b.live()
	taken(t, first, dispute.Inquiry)
	refused(t, second, fault.Conflict, false)
}

func TestAStrangersActIsNotFound(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var other *reply
	b.on("2026-03-10", func() {
		ref := b.act(dispute.Withdraw, rider, nil)
		ref.Case = dispute.CaseID(disputetest.ID("another case"))
		other = b.send(ref)
	})
	b.on("2026-03-12", func() { b.do(dispute.Withdraw, rider, nil) })
	b.live()
	refused(t, other, fault.NotFound, true)
}

func TestCancellingAWorkflowEndsNoCase(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var accept *reply
	b.on("2026-03-10", func() { b.CancelWorkflow() })
	b.on("2026-03-11", func() { accept = b.do(dispute.Accept, mediator, disputetest.NotElsewhere()) })
	b.on("2026-03-12", func() { b.do(dispute.Withdraw, rider, nil) })
	if got := b.live(); got != dispute.Withdrawn {
		t.Errorf("ended %q, want withdrawn", got)
	}
	taken(t, accept, dispute.Inquiry)
}
