package main

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"go.temporal.io/api/common/v1"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/taskqueue/v1"
	"go.temporal.io/api/workflowservice/v1"
)

// startWorkflow starts a workflow that no worker serves, so that it stays open.
func startWorkflow(t *testing.T, client workflowservice.WorkflowServiceClient) {
	t.Helper()
	_, err := client.StartWorkflowExecution(t.Context(), &workflowservice.StartWorkflowExecutionRequest{
		Namespace: namespace, WorkflowId: "kept", RequestId: "kept",
		WorkflowType: &common.WorkflowType{Name: "Kept"}, TaskQueue: &taskqueue.TaskQueue{Name: "nobody"},
	})
	if err != nil {
		t.Fatal(err)
	}
}

// isOpen tells whether that workflow is there and open.
func isOpen(t *testing.T, client workflowservice.WorkflowServiceClient) bool {
	answer, err := client.DescribeWorkflowExecution(t.Context(), &workflowservice.DescribeWorkflowExecutionRequest{
		Namespace: namespace, Execution: &common.WorkflowExecution{WorkflowId: "kept"},
	})
	return err == nil && answer.GetWorkflowExecutionInfo().GetStatus() == enums.WORKFLOW_EXECUTION_STATUS_RUNNING
}

// TestPiecesAreKilledOneByOne kills each piece under the other.
func TestPiecesAreKilledOneByOne(t *testing.T) {
	t.Parallel()
	data := readyData(t)
	database, engine := startPiece(t, "postgres", data), startPiece(t, "temporal", data)
	address := engine.env["TEMPORAL_ADDRESS"]
	client := temporalClient(t, address)
	startWorkflow(t, client)

	engine.end(syscall.SIGKILL)
	engine = startPiece(t, "temporal", data)
	if got := engine.env["TEMPORAL_ADDRESS"]; got != address {
		t.Errorf("Temporal's address changed from %s to %s", address, got)
	}
	eventually(t, "the workflow is back after Temporal was killed", func() bool { return isOpen(t, client) })

	kill(t, database.env["HEJIE_DEVSTACK_POSTGRES_PID"])
	if status := database.wait(); status != exitFailed {
		t.Errorf("after PostgreSQL was killed devstack postgres ended with %d", status)
	}
	again := startPiece(t, "postgres", data)
	if got, want := again.env["DATABASE_URL"], database.env["DATABASE_URL"]; got != want {
		t.Errorf("the address changed from %s to %s", want, got)
	}
	eventually(t, "Temporal goes on after PostgreSQL was killed", func() bool { return isOpen(t, client) })

	for _, p := range []*process{engine, again} {
		if status := p.end(syscall.SIGTERM); status != 0 {
			t.Errorf("%v ended with %d:\n%s", p.cmd.Args, status, p.stderr)
		}
	}
	eventually(t, "PostgreSQL has ended", func() bool { return gone(again.env["HEJIE_DEVSTACK_POSTGRES_PID"]) })
}

// TestDroppedDatabasesOfTemporalAreMadeAnew is what a drill of `hejie reconcile` begins with.
func TestDroppedDatabasesOfTemporalAreMadeAnew(t *testing.T) {
	t.Parallel()
	data := readyData(t)
	database := startPiece(t, "postgres", data)
	maintenance := strings.Replace(database.env["TEMPORAL_DATABASE_URL"], "/temporal?", "/postgres?", 1)
	tell(t, maintenance, `drop database temporal with (force)`)
	tell(t, maintenance, `drop database temporal_visibility with (force)`)
	engine := startPiece(t, "temporal", data)
	startWorkflow(t, temporalClient(t, engine.env["TEMPORAL_ADDRESS"]))
}

// TestTemporalWithoutPostgresSaysWhatToStart covers a data folder never used and one whose PostgreSQL is down.
func TestTemporalWithoutPostgresSaysWhatToStart(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{"never used": filepath.Join(openTemp(t), "data"), "down": readyData(t)} {
		status, _, stderr := run(t, "temporal", "--data", data)
		if status != exitFailed || !strings.Contains(stderr, "devstack postgres --data "+data) {
			t.Errorf("%s: it ended with %d and said %q", name, status, stderr)
		}
	}
}
