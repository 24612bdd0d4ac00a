package workflows

import (
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// Register is the one list of workflows: the worker, the replayer and the test environment all read it.
func Register(r worker.WorkflowRegistry) {
	r.RegisterWorkflowWithOptions(Dispute, workflow.RegisterOptions{Name: "Dispute"})
}
