package worker_test

import (
	"context"
	"log/slog"
	"net"
	"testing"

	"go.temporal.io/sdk/client"

	"hejie/worker"
)

// signal is a log that says when the first line was written.
type signal struct {
	slog.Handler
	first chan struct{}
}

func (s signal) Enabled(context.Context, slog.Level) bool { return true }
func (s signal) WithAttrs([]slog.Attr) slog.Handler       { return s }
func (s signal) WithGroup(string) slog.Handler            { return s }
func (s signal) Handle(context.Context, slog.Record) error {
	select {
	case s.first <- struct{}{}:
	default:
	}
	return nil
}

// A work process may be started before its engine, and stopped before that ever came.
func TestAWorkerWaitsForItsEngineAndCanBeStoppedMeanwhile(t *testing.T) {
	t.Parallel()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := closed.Addr().String()
	if err := closed.Close(); err != nil { // nobody listens there any more
		t.Fatal(err)
	}
	engine, err := client.NewLazyClient(client.Options{HostPort: address, Logger: quiet{}})
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	d := setup(t)
	ctx, cancel := context.WithCancel(t.Context())
	log := signal{slog.DiscardHandler, make(chan struct{}, 1)}
	ended := make(chan error)
	go func() {
		ended <- worker.Run(ctx, worker.Options{Engine: engine, Outbox: d.shelf, Docket: d.shelf, Log: slog.New(log)})
	}()
	<-log.first
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("ended with %v, want nil", err)
	}
}

// quiet is the SDK's log, unread.
type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}
