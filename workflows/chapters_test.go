package workflows

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"hejie/internal/dispute"
)

// TestChaptersAwaitWhatTheTableSays holds the story to the table of dispute, stage by stage.
func TestChaptersAwaitWhatTheTableSays(t *testing.T) {
	t.Parallel()
	for _, stage := range dispute.Stages {
		t.Run(string(stage), func(t *testing.T) {
			t.Parallel()
			got, want := awaitedAt(t, stage), dispute.Awaited(stage)
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.SortSlices(func(a, b dispute.ActName) bool { return a < b })); diff != "" {
				t.Errorf("the chapter of %s awaits other acts than the table (-table +chapter):\n%s", stage, diff)
			}
		})
	}
}

// awaitedAt lets the chapter of a stage come to rest, and looks what it listens for.
func awaitedAt(t *testing.T, stage dispute.Stage) []dispute.ActName {
	t.Helper()
	env := (&testsuite.WorkflowTestSuite{}).NewTestWorkflowEnvironment()
	env.SetWorkerOptions(worker.Options{DeadlockDetectionTimeout: time.Minute}) // a crowded machine is no deadlock
	env.ExecuteWorkflow(func(ctx workflow.Context) ([]dispute.ActName, error) {
		m := &mediation{newDesk("c")}
		m.now.Stage = stage
		workflow.Go(ctx, m.chapter)
		if err := workflow.Await(ctx, func() bool { return m.awaited != nil }); err != nil {
			return nil, err
		}
		return m.awaited, nil
	})
	var acts []dispute.ActName
	if err := env.GetWorkflowResult(&acts); err != nil {
		t.Fatal(err)
	}
	return acts
}
