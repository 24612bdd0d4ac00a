//go:build engine

package workflows_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"

	"hejie/activities"
	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/statute"
	"hejie/workflows"
	"hejie/workflows/workflowstest"
)

// These tests run on a real server: bin/devstack -- go test -tags engine ./workflows/. With HEJIE_RECORD set they also write
// the histories that replay_test.go reads.

// version is that of the workflow code in the names of recorded histories. Raise it when the code changes; the files of
// earlier versions stay, for cases of that age may be open.
const version = 1

// stand is a worker on the real engine, over a shelf of its own.
type stand struct {
	t      *testing.T
	engine client.Client
	queue  string
	shelf  *workflowstest.Shelf
	cases  *workflows.Client
	now    atomic.Pointer[time.Time] // the workplace clock; nil is real time
}

// erect is a stand without a worker.
func erect(t *testing.T) *stand {
	t.Helper()
	address, namespace := os.Getenv("TEMPORAL_ADDRESS"), os.Getenv("TEMPORAL_NAMESPACE")
	if address == "" || namespace == "" {
		t.Fatal("TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE are not set: run this under bin/devstack")
	}
	engine, err := client.Dial(client.Options{HostPort: address, Namespace: namespace})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(engine.Close)
	s := &stand{t: t, engine: engine, queue: uuid.NewString()}
	s.shelf = workflowstest.NewShelf(t, func() time.Time {
		if at := s.now.Load(); at != nil {
			return *at
		}
		return time.Now()
	})
	s.cases = workflows.New(engine, s.queue)
	return s
}

// staff puts a worker to work, until the test ends.
func (s *stand) staff() {
	s.t.Helper()
	w := worker.New(s.engine, s.queue, worker.Options{})
	workflows.Register(w)
	w.RegisterActivity(&activities.Records{Keeper: s.shelf})
	w.RegisterActivity(&activities.Errands{Errander: s.shelf})
	if err := w.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(w.Stop)
}

// file puts a case on the shelf under a name that no earlier test on this server used.
func (s *stand) file() workflowstest.Cast { return s.shelf.File(s.t, uuid.NewString()) }

// act hands in an act now.
func (s *stand) act(c workflowstest.Cast, name dispute.ActName, by workflowstest.Who, form dispute.Form) dispute.Ref {
	if form == nil {
		form = dispute.Forms(name)
	}
	return s.shelf.HandIn(dispute.Act{ID: dispute.ActID(uuid.NewString()), Case: c.Case, Name: name, By: c.Actor(by), Channel: dispute.Web}, form)
}

// must sends an act that has to be taken and lead to a stage.
func (s *stand) must(ref dispute.Ref, stage dispute.Stage) dispute.Standing {
	s.t.Helper()
	standing, err := s.cases.Act(s.t.Context(), ref)
	if err != nil || standing.Stage != stage {
		s.t.Fatalf("%s: at %q, %v; want %s", ref.Name, standing.Stage, err, stage)
	}
	return standing
}

// ended waits for the open run to end.
func (s *stand) ended(id dispute.CaseID) {
	s.t.Helper()
	if err := s.engine.GetWorkflow(s.t.Context(), workflows.WorkflowID(id), "").Get(s.t.Context(), nil); err != nil {
		s.t.Fatal(err)
	}
}

// run is the id of the newest run.
func (s *stand) run(id dispute.CaseID) string {
	s.t.Helper()
	d, err := s.engine.DescribeWorkflowExecution(s.t.Context(), workflows.WorkflowID(id), "")
	if err != nil {
		s.t.Fatal(err)
	}
	return d.GetWorkflowExecutionInfo().GetExecution().GetRunId()
}

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

func (s *stand) set(at time.Time) { s.now.Store(&at) }

// sweep is the sweeper's pass over this shelf.
func (s *stand) sweep() {
	s.t.Helper()
	due, err := s.shelf.DueCases(s.t.Context(), 100)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, id := range due {
		if _, err := s.cases.Ring(s.t.Context(), id); err != nil {
			s.t.Fatal(err)
		}
	}
}

func (s *stand) step(c workflowstest.Cast, step workflowstest.Step, i int) {
	s.t.Helper()
	if step.Do == "" {
		return
	}
	form := dispute.Forms(step.Do)
	if step.With != nil {
		form = step.With(c, s.shelf.Picture(c.Case))
	}
	ref := s.shelf.HandIn(dispute.Act{ID: dispute.ActID(uuid.NewString()), Case: c.Case, Name: step.Do, By: c.Actor(step.By),
		For: c.Party(step.For), Channel: dispute.Web, HappenedOn: step.On,
		Proof: []dispute.EvidenceID{dispute.EvidenceID(disputetest.ID("photo"))}}, form)
	_, err := s.cases.Act(s.t.Context(), ref)
	if f, _ := fault.As(err); step.Want == "" && err != nil || step.Want != "" && (f == nil || f.Kind != step.Want) {
		s.t.Fatalf("step %d, %s: %v, want %q", i, step.Do, err, step.Want)
	}
}

// save writes the histories of these runs if HEJIE_RECORD is set.
func (s *stand) save(id dispute.CaseID, name string, runs []string) {
	s.t.Helper()
	if os.Getenv("HEJIE_RECORD") == "" {
		return
	}
	for i, run := range runs {
		file := fmt.Sprintf("testdata/histories/%s-%d@%d.json", strings.ReplaceAll(name, " ", "_"), i+1, version)
		if err := workflowstest.SaveHistory(s.t.Context(), s.engine, id, run, file); err != nil {
			s.t.Fatal(err)
		}
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

// eventually delivers an act as the relay does, until it is answered.
func (s *stand) eventually(ref dispute.Ref, stage dispute.Stage) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), time.Minute)
	defer cancel()
	for ctx.Err() == nil {
		standing, err := s.cases.Act(ctx, ref)
		if err == nil && standing.Stage == stage {
			return
		}
		if err != nil && !fault.Is(err, fault.Unavailable) {
			s.t.Fatal(err)
		}
	}
	s.t.Fatalf("%s was not taken in a minute", ref.Name)
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
