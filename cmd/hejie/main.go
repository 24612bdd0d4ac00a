// Hejie (和解): one binary. `hejie help` lists its commands.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"hejie/internal/bag"
	"hejie/internal/document"
	"hejie/internal/routelog"
	"hejie/internal/statute"
)

// command is one thing that the binary does. It answers with an exit status: 0 done, 1 failed, 2 asked for wrongly.
type command struct {
	name string
	says string
	run  func(ctx context.Context, args []string, out, errs io.Writer) int
}

var commands = []command{
	{"serve", "the doors: API and pages", failing(serve)},
	{"work", "the worker: workflows, activities, relay and sweeper", failing(work)},
	{"migrate", "bring the database to the newest schema", failing(migrate)},
	{"dev", "serve and work together, with demo accounts and a workplace date that can be set", failing(dev)},
	{"rehearse", "play a written case through the doors of a running hejie dev", failing(rehearse)},
	{"reconcile", "start the workflow of every open case that has none, try anew what was parked", failing(reconcile)},
	{"account", "make or disable accounts and committees", failing(account)},
	{"forms", "write every official form blank, as PDFs", failing(forms)},
	{"route", "judge a delivery route against its orders, without a server", route},
	{"verify", "check a bag that somebody was given, offline", verify},
	{"clock", "reckon a period in mainland China's calendar", clock},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := dispatch(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

func dispatch(ctx context.Context, args []string, out, errs io.Writer) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		usage(out)
		return 0
	}
	for _, c := range commands {
		if c.name == args[0] {
			return c.run(ctx, args[1:], out, errs)
		}
	}
	fmt.Fprintf(errs, "hejie: no command %q\n", args[0])
	usage(errs)
	return 2
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "hejie COMMAND [ARGUMENT…]")
	for _, c := range commands {
		fmt.Fprintf(w, "  %-10s %s\n", c.name, c.says)
	}
}

// failing makes a command of a function that only fails or not.
func failing(do func(ctx context.Context, args []string, out io.Writer) error) func(context.Context, []string, io.Writer, io.Writer) int {
	return func(ctx context.Context, args []string, out, errs io.Writer) int {
		if err := do(ctx, args, out); err != nil {
			fmt.Fprintln(errs, "hejie:", err)
			return 1
		}
		return 0
	}
}

func clock(_ context.Context, args []string, out, errs io.Writer) int {
	return statute.Clock(args, out, errs)
}

func route(_ context.Context, args []string, out, errs io.Writer) int {
	return routelog.Route(args, out, errs, document.DrawRoute)
}

func verify(_ context.Context, args []string, out, errs io.Writer) int {
	return bag.Command(args, out, errs)
}
