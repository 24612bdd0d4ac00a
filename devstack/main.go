// Command devstack starts what Hejie needs to run on one machine — a private PostgreSQL and, on it, a Temporal server
// with its UI — runs a command beside them with their addresses in its environment, and ends with it. It is for
// development, rehearsals and tests: everything listens on 127.0.0.1 alone, and production never needs it.
//
//	devstack [--data DIR] [--port-base N] -- COMMAND [ARGUMENT…]
//	devstack postgres [--data DIR] [--port-base N]
//	devstack temporal [--data DIR] [--port-base N]
//
// docs/devstack.md describes the flags, the files and the environment.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

// Exit statuses of devstack's own. Otherwise it ends with the status of the command it ran.
const (
	exitFailed  = 1 // a piece did not start, or ended before the command did
	exitUsage   = 2 // wrong flags, or PostgreSQL is not there
	exitRunning = 3 // another devstack holds the data folder

	exitInterrupted = 130 // Ctrl-C while starting
)

// A refusal is an error that decides devstack's exit status.
type refusal struct {
	status int
	text   string
}

// Error is the one line a person reads.
func (r refusal) Error() string { return r.text }

// refuse makes a refusal with the given exit status.
func refuse(status int, format string, args ...any) error {
	return refusal{status: status, text: fmt.Sprintf(format, args...)}
}

func main() {
	if filepath.Base(os.Args[0]) == guardName {
		os.Exit(guard(os.Args[1:]))
	}
	status, err := begin(os.Args[1:])
	if err != nil {
		say("%v", err)
	}
	os.Exit(status)
}

// begin reads the arguments, does what they ask and gives the exit status.
func begin(args []string) (int, error) {
	o, err := readOptions(args, os.Stdout)
	if err != nil || o.piece == "help" {
		return statusOf(err), err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	silenceLibraries()
	o.environment = os.Environ()
	if err := ignoreClientSettings(); err != nil {
		return exitFailed, err
	}
	status, err := perform(ctx, o)
	switch {
	case errors.Is(err, context.Canceled):
		return exitInterrupted, errors.New("interrupted while starting")
	case err != nil:
		return statusOf(err), err
	default:
		return status, nil
	}
}

// perform runs the whole stack around a command, or one piece alone.
func perform(ctx context.Context, o options) (int, error) {
	f, err := openFolder(o.data)
	if err != nil {
		return 0, err
	}
	switch o.piece {
	case "postgres":
		return 0, servePostgres(ctx, f, o)
	case "temporal":
		return 0, serveTemporal(ctx, f, o)
	default:
		return runStack(ctx, f, o)
	}
}

// statusOf is the exit status an error asks for: its own if it is a refusal, else exitFailed.
func statusOf(err error) int {
	var r refusal
	switch {
	case err == nil:
		return 0
	case errors.As(err, &r):
		return r.status
	default:
		return exitFailed
	}
}
