//go:build engine

package workflows_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/statute"
	"hejie/workflows"
	"hejie/workflows/workflowstest"
)

func TestEngineStoriesAreRecordedAsTold(t *testing.T) {
	far, err := statute.ParseDate("2054-03-09") // a Monday, far enough for every timer to be armed for real
	if err != nil {
		t.Fatal(err)
	}
	for _, story := range workflowstest.Stories(far) {
		t.Run(story.Name, func(t *testing.T) {
			t.Parallel()
			s := erect(t)
			s.set(far.At(10 * time.Hour))
			s.staff()
			c := s.file()
			var runs []string
			for i, moment := range times(story.Steps) {
				s.set(moment)
				s.sweep()
				s.step(c, story.Steps[i], i)
				if run := s.run(c.Case); !slices.Contains(runs, run) {
					runs = append(runs, run)
				}
				if i == len(story.Steps)/2 { // with its timer set and its story half told
					s.save(c.Case, story.Name+" halfway", runs[len(runs)-1:])
				}
			}
			s.ended(c.Case)
			if got := s.shelf.Picture(c.Case).Stage; got != story.Ends {
				t.Errorf("ended %q, want %q", got, story.Ends)
			}
			s.save(c.Case, story.Name, runs)
		})
	}
}

func TestEngineAnActStartsTheWorkflowOfACaseThatHasNone(t *testing.T) {
	t.Parallel()
	s := erect(t)
	s.staff()
	c := s.file()
	s.must(s.act(c, dispute.Accept, mediator, disputetest.NotElsewhere()), dispute.Inquiry)
	if started, err := s.cases.Revive(t.Context(), c.Case); err != nil || started {
		t.Errorf("started again: %v, %v", started, err)
	}
	s.must(s.act(c, dispute.Withdraw, rider, nil), dispute.Withdrawn)
}

func TestEngineActsAreRecordedInACasePutAway(t *testing.T) {
	t.Parallel()
	s := erect(t)
	s.staff()
	c := s.file()
	s.must(s.act(c, dispute.Decline, mediator, disputetest.Because()), dispute.Declined)
	runs := []string{s.run(c.Case)}
	s.ended(c.Case)
	s.must(s.act(c, dispute.Note, mediator, disputetest.Text()), dispute.Declined)
	runs = append(runs, s.run(c.Case))
	s.ended(c.Case)
	s.must(s.act(c, dispute.Reopen, mediator, disputetest.Because()), dispute.Filed)
	runs = append(runs, s.run(c.Case))
	s.must(s.act(c, dispute.Accept, mediator, disputetest.NotElsewhere()), dispute.Inquiry)
	s.must(s.act(c, dispute.RecordSession, mediator, disputetest.Talk("")), dispute.Mediation)
	s.must(s.act(c, dispute.Withdraw, rider, nil), dispute.Withdrawn)
	s.ended(c.Case)
	s.save(c.Case, "put away", runs)
}

func TestEngineStartingTwiceIsStartingOnce(t *testing.T) {
	t.Parallel()
	s := erect(t)
	c := s.file()
	first, err := s.cases.Revive(t.Context(), c.Case)
	again, err2 := s.cases.Revive(t.Context(), c.Case)
	if err != nil || err2 != nil || !first || again {
		t.Errorf("started %v (%v), then %v (%v); want only the first", first, err, again, err2)
	}
	if err := s.cases.Start(t.Context(), c.Case); err != nil {
		t.Error(err)
	}
}

// Nobody works: the door hears in time that nothing is lost, and the relay's later delivery of the same act is taken once.
func TestEngineWithoutAWorkerTheDoorIsToldInTime(t *testing.T) {
	t.Parallel()
	s := erect(t)
	c := s.file()
	accept := s.act(c, dispute.Accept, mediator, disputetest.NotElsewhere())
	_, err := s.cases.Act(t.Context(), accept)
	if f, ok := fault.As(err); !ok || f.Kind != fault.Unavailable || f.Code == workflows.Unprocessed {
		t.Fatalf("got %v, want unavailable", err)
	}
	s.staff()
	s.eventually(accept, dispute.Inquiry)
	if got := s.shelf.Picture(c.Case).Version; got != 2 {
		t.Errorf("version %d, want 2", got)
	}
}

func TestEngineARecordThatFailsForAWhileLosesNothing(t *testing.T) {
	t.Parallel()
	s := erect(t)
	s.staff()
	c := s.file()
	accept := s.act(c, dispute.Accept, mediator, disputetest.NotElsewhere())
	s.shelf.Break(accept.ID, 4, fault.Busy())
	s.must(accept, dispute.Inquiry)
	note := s.act(c, dispute.Note, mediator, disputetest.Text())
	s.shelf.LoseAnswer(note.ID)
	if got := s.must(note, dispute.Inquiry); got.Version != 3 {
		t.Errorf("version %d, want 3", got.Version)
	}
	s.must(s.act(c, dispute.Withdraw, rider, nil), dispute.Withdrawn)
}

func TestEngineTheRecordIsAheadAfterAWorkerDied(t *testing.T) {
	t.Parallel()
	s := erect(t)
	s.staff()
	c := s.file()
	s.must(s.act(c, dispute.Note, mediator, disputetest.Text()), dispute.Filed)
	lost := s.act(c, dispute.Accept, mediator, disputetest.NotElsewhere())
	if _, err := s.shelf.Record(t.Context(), 2, lost); err != nil {
		t.Fatal(err)
	}
	s.must(lost, dispute.Inquiry)
	lost = s.act(c, dispute.RecordSession, mediator, disputetest.Talk(""))
	if _, err := s.shelf.Record(t.Context(), 3, lost); err != nil {
		t.Fatal(err)
	}
	s.must(s.act(c, dispute.Note, mediator, disputetest.Text()), dispute.Mediation)
	s.must(s.act(c, dispute.Withdraw, rider, nil), dispute.Withdrawn)
}

func TestEngineACaseNobodyFiledIsNotFound(t *testing.T) {
	t.Parallel()
	s := erect(t)
	s.staff()
	c := s.file()
	ref := s.act(c, dispute.Withdraw, rider, nil)
	ref.Case = dispute.CaseID(uuid.NewString())
	if _, err := s.cases.Act(t.Context(), ref); !fault.Is(err, fault.NotFound) {
		t.Errorf("got %v, want not found", err)
	}
}

func TestEngineARefusalSaysWhatIsPossible(t *testing.T) {
	t.Parallel()
	s := erect(t)
	s.staff()
	c := s.file()
	s.must(s.act(c, dispute.Note, mediator, disputetest.Text()), dispute.Filed)
	_, err := s.cases.Act(t.Context(), s.act(c, dispute.OpenMediation, mediator, nil))
	f, ok := fault.As(err)
	if !ok || f.Code != "out_of_turn" || f.Stage != string(dispute.Filed) || !slices.Contains(f.Acts, string(dispute.Accept)) || f.Text.ZH == "" {
		t.Errorf("got %+v, want out of turn at filed, with the acts possible there", err)
	}
}

// early is a history so short that its server must ask for new ones early, as one set up for recording does; an ordinary
// server asks after 4,096 events, too many to keep beside the code.
const early = 1000

// Fifty people act at once, long enough for the server to ask for new histories; every act is recorded once and answered.
func TestEngineFiftySendersAreRecordedAcrossNewHistories(t *testing.T) {
	t.Parallel()
	s := erect(t)
	s.staff()
	c := s.file()
	s.must(s.act(c, dispute.Accept, mediator, disputetest.NotElsewhere()), dispute.Inquiry)
	first := s.run(c.Case)
	const senders, each = 50, 40
	var all sync.WaitGroup
	for range senders {
		all.Go(func() {
			for range each {
				s.eventually(s.act(c, dispute.Note, mediator, disputetest.Text()), dispute.Inquiry)
			}
		})
	}
	all.Wait()
	if got, want := s.shelf.Picture(c.Case).Version, 2+senders*each; got != want {
		t.Errorf("version %d, want %d: each act once", got, want)
	}
	last := s.run(c.Case)
	if last == first {
		t.Errorf("still the first history after %d acts", senders*each)
	}
	s.must(s.act(c, dispute.Withdraw, rider, nil), dispute.Withdrawn)
	s.ended(c.Case)
	if d, err := s.engine.DescribeWorkflowExecution(t.Context(), workflows.WorkflowID(c.Case), first); err != nil {
		t.Error(err)
	} else if d.GetWorkflowExecutionInfo().GetHistoryLength() < early {
		s.save(c.Case, "renewed", []string{first, last})
	}
}
