//go:build engine

package workflows_test

import (
	"context"
	"fmt"
	"os"
	"strings"
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
