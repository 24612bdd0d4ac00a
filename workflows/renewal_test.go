package workflows_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/workflows/workflowstest"
)

// Start, continue-as-new and rebuilding are one road: a story told with a new history after every act ends as it does in one.
func TestEveryStoryGoesOnFromTheRecordAfterEachAct(t *testing.T) {
	t.Parallel()
	for _, s := range workflowstest.Stories(disputetest.Day(t, begins)) {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			b := fresh(t)
			p := &player{bench: b, replies: make([]*reply, len(s.Steps)), steps: s.Steps, times: times(s.Steps)}
			for p.next < len(s.Steps) {
				begun := p.next
				b.run(p.times[begun])
				b.SetContinueAsNewSuggested(true)
				p.at(b.start, func() { p.play(begun) })
				b.at(b.start.Add(30*time.Second), func() { b.SetCurrentHistoryLength(100) })
				b.ExecuteWorkflow("Dispute", b.cast.Case)
				if p.next == begun {
					t.Fatalf("step %d was never served", begun)
				}
				if s.Steps[begun].Do == "" { // the day came between two runs: the first thing a run does is to ring
					b.rung(t, p.times[begun])
				}
			}
			p.check(t)
			if got := b.shelf.Picture(b.cast.Case).Stage; got != s.Ends {
				t.Errorf("ended %q, want %q", got, s.Ends)
			}
		})
	}
}

// rung fails the test when a clock of the case is still due.
func (b *bench) rung(t *testing.T, now time.Time) {
	t.Helper()
	if _, due := dispute.Rings(b.shelf.Picture(b.cast.Case), now, time.Time{}); due {
		t.Errorf("a clock is due at %v and was not rung", now)
	}
}

// An answer and a new history in one task can lose the answer (temporalio/temporal#6375), so the new one waits for a task
// that answers nobody.
func TestANewHistoryWaitsForATaskWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var note *reply
	var renewing bool
	b.at(b.start.Add(time.Hour), func() {
		note = b.sendThen(b.act(dispute.Note, mediator, disputetest.Text()), func() {
			b.SetContinueAsNewSuggested(true)
			b.SetCurrentHistoryLength(4096)
		})
	})
	b.at(b.start.Add(time.Hour+500*time.Millisecond), func() { renewing = b.IsWorkflowCompleted() })
	b.SetOnTimerFiredListener(func(string) { b.SetCurrentHistoryLength(4101) }) // a task of its own
	b.renewed()
	taken(t, note, dispute.Filed)
	if renewing {
		t.Error("the history was renewed in the task of the answer")
	}
	if waited := b.Now().Sub(b.start); waited > time.Hour+2*time.Second {
		t.Errorf("renewed %v after the start, want at once after the first quiet second", waited)
	}
}

func TestACrowdedDeskIsRenewedAllTheSame(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var replies []*reply
	for i := range 70 { // every task answers somebody: to the workflow it is always the same one
		b.at(b.start.Add(time.Duration(i+1)*500*time.Millisecond), func() {
			replies = append(replies, b.sendThen(b.act(dispute.Note, mediator, disputetest.Text()), func() {
				b.SetContinueAsNewSuggested(true)
				b.SetCurrentHistoryLength(7)
			}))
		})
	}
	b.renewed()
	for i, r := range replies {
		taken(t, r, dispute.Filed)
		if i > 55 {
			t.Fatalf("still the same history after %d answers", i)
		}
	}
	if len(replies) < 50 {
		t.Errorf("renewed after %d answers, want patience for 50", len(replies))
	}
}

func TestNobodyIsLostWhenAHistoryIsRenewedAmongManySenders(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var all []dispute.Ref
	for i := range 100 {
		all = append(all, b.shelf.HandIn(dispute.Act{ID: dispute.ActID(disputetest.ID(fmt.Sprint("sender ", i))), Case: b.cast.Case,
			Name: dispute.Note, By: b.cast.Actor(mediator), Channel: dispute.Web, HappenedOn: disputetest.Day(t, begins)}, disputetest.Text()))
	}
	answered := map[dispute.ActID]bool{}
	for run := range 20 {
		var asked []*reply
		var asks []dispute.Ref
		b.run(b.start.Add(time.Hour))
		b.at(b.start.Add(time.Second), func() { b.SetContinueAsNewSuggested(true) })
		left := slices.DeleteFunc(slices.Clone(all), func(r dispute.Ref) bool { return answered[r.ID] })
		for i, ref := range left {
			b.at(b.start.Add(time.Duration(i)*100*time.Millisecond), func() { // the later ones meet a closed run
				asked, asks = append(asked, b.send(ref)), append(asks, ref)
			})
		}
		b.at(b.start.Add(2500*time.Millisecond), func() { b.SetCurrentHistoryLength(50) })
		b.at(b.start.Add(time.Minute), func() { b.SetCurrentHistoryLength(51 + run) })
		b.renewed()
		for i, r := range asked {
			if r.done && r.err == nil {
				answered[asks[i].ID] = true
			}
		}
		if len(answered) == len(all) {
			break
		}
	}
	if len(answered) != len(all) {
		t.Errorf("%d of %d answered", len(answered), len(all))
	}
	if got := b.shelf.Picture(b.cast.Case).Version; got != 1+len(all) {
		t.Errorf("version %d, want %d: each act once", got, 1+len(all))
	}
}

// The server forgets update ids with the run; the record does not forget acts.
func TestAnActDeliveredToTwoRunsIsRecordedOnce(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	note := b.act(dispute.Note, mediator, disputetest.Text())
	var answers []*reply
	for range 2 {
		b.run(b.start.Add(time.Hour))
		b.SetContinueAsNewSuggested(true)
		b.at(b.start, func() { answers = append(answers, b.send(note)) })
		b.at(b.start.Add(time.Second), func() { b.SetCurrentHistoryLength(100) })
		b.renewed()
	}
	for _, r := range answers {
		if taken(t, r, dispute.Filed); r.after.Version != 2 {
			t.Errorf("answered with version %d, want 2 both times", r.after.Version)
		}
	}
	if got := b.shelf.Picture(b.cast.Case).Version; got != 2 {
		t.Errorf("version %d, want 2", got)
	}
}

func TestAHistoryBeingRenewedLeavesErrandsToTheNext(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	b.SetContinueAsNewSuggested(true)
	b.at(b.start, func() { b.do(dispute.Accept, mediator, disputetest.NotElsewhere()) })
	b.at(b.start.Add(time.Second), func() { b.SetCurrentHistoryLength(100) })
	b.renewed()
	if got := b.shelf.Done(b.cast.Case); len(got) != 0 {
		t.Errorf("errands %v, want none in a history that is given up", got)
	}
	b.run(b.start.Add(time.Minute))
	b.at(b.start.Add(time.Hour), func() { b.do(dispute.Withdraw, rider, nil) })
	b.live()
	if got := b.shelf.Done(b.cast.Case); len(got) != 4 {
		t.Errorf("errands %v, want a whole round at the start and the notices at the end", got)
	}
}
