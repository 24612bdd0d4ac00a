package workflows_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"go.temporal.io/sdk/temporal"

	"hejie/activities"
	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/store"
	"hejie/workflows/workflowstest"
)

func TestARecordThatDoesNotAnswerIsTriedUntilItDoes(t *testing.T) {
	t.Parallel()
	for name, err := range map[string]error{"busy": fault.Busy(), "lost": errors.New("connection refused")} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := fresh(t)
			var accept *reply
			tries := map[string]int{"busy": 300, "lost": 12}[name]
			b.on("2026-03-10", func() {
				ref := b.act(dispute.Accept, mediator, disputetest.NotElsewhere())
				b.shelf.Break(ref.ID, tries, err)
				accept = b.send(ref)
			})
			b.on("2026-03-11", func() { b.do(dispute.Withdraw, rider, nil) })
			b.live()
			taken(t, accept, dispute.Inquiry)
		})
	}
}

// Whatever the error, an act is given up only while the record takes others: here it cannot be reached for ten minutes.
func TestNoActIsGivenUpWhileTheRecordCannotBeReached(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var accept *reply
	b.on("2026-03-10", func() {
		b.shelf.Down(errors.New("read-only"))
		accept = b.do(dispute.Accept, mediator, disputetest.NotElsewhere())
	})
	b.at(morning(t, "2026-03-10").Add(10*time.Minute), func() { b.shelf.Down(nil) })
	b.on("2026-03-11", func() { b.do(dispute.Withdraw, rider, nil) })
	b.live()
	taken(t, accept, dispute.Inquiry)
}

func TestAnActThatCannotBeProcessedHoldsUpNobody(t *testing.T) {
	t.Parallel()
	for name, hurt := range map[string]func(*workflowstest.Shelf, dispute.ActID){
		"fails": func(s *workflowstest.Shelf, id dispute.ActID) {
			s.Break(id, 1000, errors.New("unreadable "+disputetest.RiderName))
		},
		"panics": func(s *workflowstest.Shelf, id dispute.ActID) { s.Panic(id, 1000) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := fresh(t)
			var poison, behind *reply
			b.on("2026-03-10", func() {
				ref := b.act(dispute.Note, mediator, disputetest.Text())
				hurt(b.shelf, ref.ID)
				poison, behind = b.send(ref), b.do(dispute.Withdraw, rider, nil)
			})
			b.live()
			taken(t, behind, dispute.Withdrawn)
			app, ok := errors.AsType[*temporal.ApplicationError](poison.err)
			if !ok || !app.NonRetryable() || app.Type() != "unprocessed" || app.Error() != "unprocessed (type: unprocessed, retryable: false)" {
				t.Errorf("the poisoned act was answered with %v, want unprocessed and not a word more", poison.err)
			}
		})
	}
}

// A broken constraint stays broken: nobody behind waits for rounds of tries that cannot end otherwise.
func TestWhatTheRecordCanNeverHoldIsAnsweredWithItsFirstTry(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var poison, behind *reply
	b.on("2026-03-10", func() {
		ref := b.act(dispute.Note, mediator, disputetest.Text())
		b.shelf.Break(ref.ID, 1, fmt.Errorf("%w: duplicate key", store.ErrUnfit)) // a second try would be taken
		poison, behind = b.send(ref), b.do(dispute.Withdraw, rider, nil)
	})
	b.live()
	taken(t, behind, dispute.Withdrawn)
	if !activities.GivenUp(poison.err) {
		t.Errorf("got %v, want unprocessed with the first try", poison.err)
	}
}

// A worker can die after its transaction and before its answer: the record then knows an act that the workflow never heard
// of. Whichever act comes next — the same again from the relay, or another — must find its way.
func TestTheRecordIsAheadAfterAWorkerDied(t *testing.T) {
	t.Parallel()
	for _, same := range []bool{true, false} {
		t.Run(map[bool]string{true: "same act again", false: "another act"}[same], func(t *testing.T) {
			t.Parallel()
			b := fresh(t)
			var lost dispute.Ref
			var next, session *reply
			b.on("2026-03-10", func() {
				lost = b.act(dispute.Accept, mediator, disputetest.NotElsewhere())
				if _, err := b.shelf.Record(t.Context(), b.shelf.Picture(b.cast.Case).Version, lost); err != nil {
					t.Error(err)
				}
			})
			b.at(morning(t, "2026-03-10").Add(time.Hour), func() {
				if same {
					next = b.send(lost)
				} else {
					next = b.do(dispute.Note, mediator, disputetest.Text())
				}
			})
			b.on("2026-03-12", func() { session = b.do(dispute.RecordSession, mediator, disputetest.Talk("")) })
			b.on("2026-03-13", func() { b.do(dispute.Withdraw, rider, nil) })
			b.live()
			taken(t, next, dispute.Inquiry)
			taken(t, session, dispute.Mediation)
		})
	}
}

func TestALostAnswerIsFoundOnRecord(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var accept *reply
	b.on("2026-03-10", func() {
		ref := b.act(dispute.Accept, mediator, disputetest.NotElsewhere())
		b.shelf.LoseAnswer(ref.ID)
		accept = b.send(ref)
	})
	b.on("2026-03-11", func() { b.do(dispute.Withdraw, rider, nil) })
	b.live()
	taken(t, accept, dispute.Inquiry)
	if got := b.shelf.Picture(b.cast.Case).Version; got != 3 {
		t.Errorf("version %d, want 3: filed, accepted once, withdrawn", got)
	}
}

// The early look knows the case as it stands and no old acts. It refuses what an earlier run recorded; the door asks the
// record about the act's id before it believes that.
func TestAnEarlyRefusalCanBeWrongForAnActOnRecord(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	accept := b.act(dispute.Accept, mediator, disputetest.NotElsewhere())
	if _, err := b.shelf.Record(t.Context(), 1, accept); err != nil {
		t.Fatal(err)
	}
	var early *reply
	b.on("2026-03-10", func() { early = b.send(accept) })
	b.on("2026-03-12", func() { b.do(dispute.Withdraw, rider, nil) })
	b.live()
	refused(t, early, fault.Conflict, true)
	if recorded, _, _, _ := b.shelf.Fate(accept.ID); !recorded {
		t.Error("the record must know the act that was refused")
	}
}

func TestAnOldActBehindAnotherHearsItsOldAnswer(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	accept := b.act(dispute.Accept, mediator, disputetest.NotElsewhere())
	if _, err := b.shelf.Record(t.Context(), 1, accept); err != nil {
		t.Fatal(err)
	}
	var offer, again, answer *reply
	b.on("2026-03-10", func() {
		offer, again = b.do(dispute.MakeOffer, insurer, &dispute.Proposal{AmountFen: 100}), b.send(accept)
	})
	b.at(morning(t, "2026-03-10").Add(time.Minute), func() {
		answer = b.do(dispute.AcceptOffer, rider, &dispute.Answer{To: b.shelf.Picture(b.cast.Case).Offers[0].ID})
	})
	b.on("2026-03-12", func() { b.do(dispute.Withdraw, rider, nil) })
	b.live()
	taken(t, offer, dispute.Mediation)
	taken(t, again, dispute.Inquiry)
	taken(t, answer, dispute.Mediation) // the old answer did not set the case back
}

func TestACaseThatIsNotOnRecordTurnsEveryoneAway(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	b.cast.Case = dispute.CaseID(disputetest.ID("nobody filed this"))
	var act *reply
	b.at(b.start, func() { act = b.do(dispute.Withdraw, rider, nil) })
	b.ExecuteWorkflow("Dispute", b.cast.Case)
	refused(t, act, fault.NotFound, false)
	if app, ok := errors.AsType[*temporal.ApplicationError](b.GetWorkflowError()); !ok || app.Type() != string(fault.NotFound) {
		t.Errorf("ended with %v, want not found", b.GetWorkflowError())
	}
}
