package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// bare is the least that Temporal and PostgreSQL can be asked for: what Hejie's figures are held against.
type bare struct {
	client client.Client
	worker worker.Worker
	pool   *pgxpool.Pool
	ids    []string
	next   atomic.Int64
}

const bareQueue = "bench-bare"

type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}

var _ log.Logger = quiet{}

func newBare(ctx context.Context) (*bare, error) {
	c, err := client.Dial(client.Options{HostPort: os.Getenv("TEMPORAL_ADDRESS"), Namespace: os.Getenv("TEMPORAL_NAMESPACE"), Logger: quiet{}})
	if err != nil {
		return nil, fmt.Errorf("connecting to Temporal: %w", err)
	}
	b := &bare{client: c, worker: worker.New(c, bareQueue, worker.Options{})}
	b.worker.RegisterWorkflow(bareCase)
	if err := b.worker.Start(); err != nil {
		return nil, fmt.Errorf("starting the bare worker: %w", err)
	}
	if b.pool, err = pgxpool.New(ctx, os.Getenv("DATABASE_URL_OWNER")); err != nil {
		return nil, fmt.Errorf("connecting to PostgreSQL: %w", err)
	}
	_, err = b.pool.Exec(ctx, `create table if not exists bench_bare (id uuid primary key, body text not null)`)
	return b, err
}

func (b *bare) close() {
	b.worker.Stop()
	b.client.Close()
	b.pool.Close()
}

// bareCase takes updates, each with one local activity that does nothing.
func bareCase(ctx workflow.Context) error {
	err := workflow.SetUpdateHandler(ctx, "act", func(ctx workflow.Context, text string) (string, error) {
		ctx = workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{StartToCloseTimeout: time.Second})
		var out string
		err := workflow.ExecuteLocalActivity(ctx, bareActivity, text).Get(ctx, &out)
		return out, err
	})
	if err != nil {
		return err
	}
	if err := workflow.Await(ctx, func() bool { return workflow.GetInfo(ctx).GetContinueAsNewSuggested() }); err != nil {
		return err
	}
	if err := workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) }); err != nil {
		return err
	}
	return workflow.NewContinueAsNewError(ctx, bareCase)
}

func bareActivity(_ context.Context, text string) (string, error) { return text, nil }

func (b *bare) openCases(ctx context.Context) error {
	for range openAtOnce {
		id := "bare/" + uuid.NewString()
		if _, err := b.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: id, TaskQueue: bareQueue}, bareCase); err != nil {
			return fmt.Errorf("starting a bare workflow: %w", err)
		}
		b.ids = append(b.ids, id)
	}
	return nil
}

// update sends one bare update and waits for its answer.
func (b *bare) update(ctx context.Context, _ int) error {
	id := b.ids[int(b.next.Add(1))%len(b.ids)]
	h, err := b.client.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID: id, UpdateName: "act", Args: []any{uuid.NewString()}, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		return fmt.Errorf("sending a bare update: %w", err)
	}
	var out string
	return h.Get(ctx, &out)
}

// start starts one bare workflow and inserts one row.
func (b *bare) start(ctx context.Context, _ int) error {
	id := uuid.NewString()
	_, insert := b.pool.Exec(ctx, `insert into bench_bare (id, body) values ($1, $2)`, id, complaint["story"])
	_, start := b.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: "bare/" + id, TaskQueue: bareQueue}, bareCase)
	return errors.Join(insert, start)
}
