package workflows_test

import (
	"errors"
	"slices"
	"testing"
	"time"

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
		if app, ok := r.err.(*temporal.ApplicationError); !ok || !app.NonRetryable() { // itself, not in a chain
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

func TestErrandsRunInOrderAndShareARound(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var atStart, afterThree []string
	b.at(b.start.Add(time.Hour), func() { atStart = b.shelf.Done(b.cast.Case) })
	b.on("2026-03-10", func() {
		b.do(dispute.Accept, mediator, disputetest.NotElsewhere())
		b.do(dispute.Message, mediator, disputetest.Text())
		b.do(dispute.Message, mediator, disputetest.Text())
	})
	b.at(morning(t, "2026-03-10").Add(time.Hour), func() { afterThree = b.shelf.Done(b.cast.Case) })
	b.on("2026-03-12", func() { b.do(dispute.Withdraw, rider, nil) })
	b.live()
	round := []string{"routes", "papers", "notices"}
	if !slices.Equal(atStart, round) {
		t.Errorf("a run begins with %v, want one round %v", atStart, round)
	}
	if n := len(afterThree); n < 6 || n > 9 || n%3 != 0 {
		t.Errorf("three acts at once led to %v, want one or two more rounds", afterThree)
	}
	if got := b.shelf.Done(b.cast.Case); len(got) != len(afterThree)+3 {
		t.Errorf("the last act's errands were not run before the end: %v", got)
	}
}

func TestTheSweepersBellRunsErrandsLeftOver(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	b.shelf.NoErrands() // no act and no ringing says that any are left
	var before, after []string
	b.at(b.start.Add(time.Hour), func() {
		before = b.shelf.Done(b.cast.Case)
		b.ring("bell")
	})
	b.at(b.start.Add(2*time.Hour), func() {
		after = b.shelf.Done(b.cast.Case)
		b.do(dispute.Withdraw, rider, nil)
	})
	b.live()
	if len(before) != 3 || len(after) != 6 {
		t.Errorf("errands %v, after the bell %v; want one round each", before, after)
	}
}
