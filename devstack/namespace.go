package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/api/common/v1"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/taskqueue/v1"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
)

const (
	namespace     = "hejie"
	retention     = 72 * time.Hour   // histories of ended workflows; the record of a case is in PostgreSQL
	namespaceWait = 60 * time.Second // how long a fresh server may take to know the namespace everywhere
)

// openNamespace registers the namespace and waits until every service answers for it, so that the first call of the
// command does not meet one that has not heard of it yet.
func openNamespace(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, namespaceWait)
	defer cancel()
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return fmt.Errorf("connecting to Temporal: %w", err)
	}
	defer conn.Close()
	client := workflowservice.NewWorkflowServiceClient(conn)
	for _, step := range []func(context.Context, workflowservice.WorkflowServiceClient) error{
		register, askHistory, askMatching, askVisibility,
	} {
		if err := repeat(ctx, client, step); err != nil {
			return fmt.Errorf("opening the namespace %s: %w", namespace, err)
		}
	}
	return nil
}

// repeat tries a step until it succeeds or the context ends.
func repeat(ctx context.Context, client workflowservice.WorkflowServiceClient,
	step func(context.Context, workflowservice.WorkflowServiceClient) error) error {
	for {
		err := step(ctx, client)
		if err == nil {
			return nil
		}
		if waited := pause(ctx, interval); waited != nil {
			return errors.Join(waited, err)
		}
	}
}

// register makes the namespace where it is missing.
func register(ctx context.Context, client workflowservice.WorkflowServiceClient) error {
	_, err := client.RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace:                        namespace,
		Description:                      "Hejie: the life of each case",
		WorkflowExecutionRetentionPeriod: durationpb.New(retention),
	})
	var there *serviceerror.NamespaceAlreadyExists
	if errors.As(serviceerror.FromStatus(status.Convert(err)), &there) {
		return nil
	}
	return err
}

// askHistory asks for a workflow that does not exist: the history service answers so once it knows the namespace.
func askHistory(ctx context.Context, client workflowservice.WorkflowServiceClient) error {
	_, err := client.DescribeWorkflowExecution(ctx, &workflowservice.DescribeWorkflowExecutionRequest{
		Namespace: namespace, Execution: &common.WorkflowExecution{WorkflowId: "devstack/none"},
	})
	var none *serviceerror.NotFound
	if errors.As(serviceerror.FromStatus(status.Convert(err)), &none) {
		return nil
	}
	return err
}

// askMatching asks the matching service for a task queue.
func askMatching(ctx context.Context, client workflowservice.WorkflowServiceClient) error {
	_, err := client.DescribeTaskQueue(ctx, &workflowservice.DescribeTaskQueueRequest{
		Namespace: namespace, TaskQueue: &taskqueue.TaskQueue{Name: "devstack-none"}, TaskQueueType: enums.TASK_QUEUE_TYPE_WORKFLOW,
	})
	return err
}

// askVisibility counts workflows, which reads the second database.
func askVisibility(ctx context.Context, client workflowservice.WorkflowServiceClient) error {
	_, err := client.CountWorkflowExecutions(ctx, &workflowservice.CountWorkflowExecutionsRequest{Namespace: namespace})
	return err
}
