package workflows

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"hejie/activities"
	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// Queue is the task queue of the cases where a deployment names no other.
const Queue = "hejie"

// Patience is how long a door waits for an answer. Afterwards the relay takes over what was handed in.
const Patience = 5 * time.Second

// Unprocessed is the code of the fault that answers an act which the engine took and could not record, however often it
// tried: unlike other Unavailable ones it is final for this entry.
const Unprocessed = "unprocessed"

const prefix = "case/"

// WorkflowID names the one workflow of a case.
func WorkflowID(id dispute.CaseID) string { return prefix + string(id) }

// CaseOf is the inverse of WorkflowID; ok is false for a workflow that is not a case's.
func CaseOf(workflowID string) (id dispute.CaseID, ok bool) {
	rest, ok := strings.CutPrefix(workflowID, prefix)
	return dispute.CaseID(rest), ok && rest != ""
}

// Client is the typed front door to the cases' workflows. It is safe for concurrent use.
type Client struct {
	engine client.Client
	queue  string
}

// New is a client over a connection, for the workers of a task queue.
func New(engine client.Client, queue string) *Client { return &Client{engine: engine, queue: queue} }

// Start makes sure that the case has an open workflow. Starting twice is starting once.
func (c *Client) Start(ctx context.Context, id dispute.CaseID) error {
	_, err := c.Revive(ctx, id)
	return err
}

// Revive is Start that says whether there was need of it.
func (c *Client) Revive(ctx context.Context, id dispute.CaseID) (started bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	options := c.options(id)
	options.WorkflowIDConflictPolicy = enums.WORKFLOW_ID_CONFLICT_POLICY_FAIL
	options.WorkflowExecutionErrorWhenAlreadyStarted = true
	_, err = c.engine.ExecuteWorkflow(ctx, options, Dispute, id)
	if _, open := errors.AsType[*serviceerror.WorkflowExecutionAlreadyStarted](err); open {
		return false, nil
	}
	if err != nil {
		return false, fault.Busy().Because(fmt.Errorf("starting %s: %w", id, err))
	}
	return true, nil
}

// Act hands an act of the inbox to its case and waits up to Patience for the answer: where the case stands, or a
// *fault.Fault. A business refusal may be wrong for an act that is on record already (the workflow's early look does not
// know old acts): whoever hears one looks for the act's id in the record before believing it. Unavailable says that
// nobody answered in time and nothing is lost: the caller says so (202), and the relay asks again with the same act.
func (c *Client) Act(ctx context.Context, ref dispute.Ref) (dispute.Standing, error) {
	return c.update(ctx, client.UpdateWorkflowOptions{
		WorkflowID: WorkflowID(ref.Case), UpdateID: string(ref.ID), UpdateName: actUpdate, Args: []any{ref},
	}, ref.Case)
}

// Ring tells a case that by the workplace clock a moment of one of its clocks has come, or that errands were left over.
func (c *Client) Ring(ctx context.Context, id dispute.CaseID) (dispute.Standing, error) {
	return c.update(ctx, client.UpdateWorkflowOptions{
		WorkflowID: WorkflowID(id), UpdateName: ringUpdate, Args: []any{Bell{Case: id}},
	}, id)
}

// update asks, and asks again while the workflow recovers from a task that failed: the server then refuses at once, and the
// SDK does not try again by itself.
func (c *Client) update(ctx context.Context, options client.UpdateWorkflowOptions, id dispute.CaseID) (dispute.Standing, error) {
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	options.WaitForStage = client.WorkflowUpdateStageCompleted
	for {
		standing, err := c.ask(ctx, options, id)
		if _, recovering := errors.AsType[*serviceerror.WorkflowNotReady](err); !recovering {
			return standing, refused(err)
		}
		select {
		case <-ctx.Done():
			return standing, refused(err)
		case <-time.After(recovery):
		}
	}
}

// recovery is the pause before a workflow whose task failed is asked again.
const recovery = 250 * time.Millisecond

// ask asks the open run; where there is none — the case is final, or its start is late — it starts one with the question in
// its hand. The second time round is for a run that ended between the two.
func (c *Client) ask(ctx context.Context, options client.UpdateWorkflowOptions, id dispute.CaseID) (dispute.Standing, error) {
	standing, err := answer(ctx)(c.engine.UpdateWorkflow(ctx, options))
	for range 2 {
		if !ended(err) {
			break
		}
		standing, err = answer(ctx)(c.engine.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
			StartWorkflowOperation: c.engine.NewWithStartWorkflowOperation(c.options(id), Dispute, id), UpdateOptions: options,
		}))
	}
	return standing, err
}

func (c *Client) options(id dispute.CaseID) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{
		ID: WorkflowID(id), TaskQueue: c.queue,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
	}
}

// answer waits for what became of an update.
func answer(ctx context.Context) func(client.WorkflowUpdateHandle, error) (dispute.Standing, error) {
	return func(handle client.WorkflowUpdateHandle, err error) (standing dispute.Standing, _ error) {
		if err == nil {
			err = handle.Get(ctx, &standing)
		}
		return standing, err
	}
}

// ended: there is no open run, or it ended before it could answer.
func ended(err error) bool {
	if _, none := errors.AsType[*serviceerror.NotFound](err); none {
		return true
	}
	app, ok := errors.AsType[*temporal.ApplicationError](err)
	return ok && app.Type() == serverWords[0]
}

// serverWords are failures that look like a case's answer and are the server's own: the run ended before it answered, or the
// worker left the update lying. The act may be asked again.
var serverWords = []string{"AcceptedUpdateCompletedWorkflow", "UnprocessedUpdate"}

// refused puts an error into our own words: a fault that the case answered, or Unavailable — final for this entry when the
// engine did answer and it was no use.
func refused(err error) error {
	if err == nil {
		return nil
	}
	if f, ok := activities.FaultOf(err); ok {
		return f
	}
	app, answered := errors.AsType[*temporal.ApplicationError](err)
	if _, bad := errors.AsType[*serviceerror.InvalidArgument](err); bad || answered && !slices.Contains(serverWords, app.Type()) {
		return fault.New(fault.Unavailable, Unprocessed, fault.Busy().Text).Because(err)
	}
	return fault.Busy().Because(err)
}
