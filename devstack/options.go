package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
)

// usage is what --help prints, and what a wrong command line points to.
const usage = `devstack starts a private PostgreSQL and a Temporal server on it, and runs a command beside them.

  devstack [--data DIR] [--port-base N] -- COMMAND [ARGUMENT…]
  devstack postgres [--data DIR] [--port-base N]     PostgreSQL alone, until it is stopped
  devstack temporal [--data DIR] [--port-base N]     Temporal alone, on the PostgreSQL of the same DIR

  --data DIR       where everything is kept (default .data/devstack)
  --port-base N    use the ports N to N+5 (default: free ports, the same ones next time)
  --renew-after N  let Temporal suggest a new history after N events (default: its own 4096); for tests of renewal

  HEJIE_DEV_POSTGRES   URL of a PostgreSQL server to use instead of a private one
  POSTGRES_BIN         folder with postgres and initdb (else PATH, /usr/lib/postgresql/*/bin, Homebrew)

The command finds DATABASE_URL, DATABASE_URL_WORK, DATABASE_URL_OWNER, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE,
TEMPORAL_UI and HEJIE_DEVSTACK_DATA in its environment. devstack ends with the command's exit status.
`

// options is what the command line asks for.
type options struct {
	piece      string   // "", "postgres", "temporal" or "help"
	data       string   // the data folder, absolute
	portBase   int      // the first of six ports, or 0
	renewAfter int      // events after which a new history is suggested, or 0 for Temporal's own number
	command    []string // what to run beside the stack

	environment []string // the caller's, for the command
}

// readOptions reads the command line; help goes to out. A wrong one is refused with exitUsage.
func readOptions(args []string, out io.Writer) (options, error) {
	var o options
	if len(args) > 0 && (args[0] == "postgres" || args[0] == "temporal") {
		o.piece, args = args[0], args[1:]
	}
	flags := flag.NewFlagSet("devstack", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&o.data, "data", filepath.Join(".data", "devstack"), "")
	flags.IntVar(&o.portBase, "port-base", 0, "")
	flags.IntVar(&o.renewAfter, "renew-after", 0, "")
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		_, err = fmt.Fprint(out, usage)
		return options{piece: "help"}, err
	}
	if err != nil {
		return o, refuse(exitUsage, "%v (devstack --help lists the flags)", err)
	}
	o.command = flags.Args()
	if o.data, err = filepath.Abs(o.data); err != nil {
		return o, refuse(exitUsage, "finding the data folder: %v", err)
	}
	return o, o.check()
}

// check refuses options that do not go together.
func (o options) check() error {
	switch {
	case o.piece == "" && len(o.command) == 0:
		return refuse(exitUsage, "no command to run: devstack [--data DIR] [--port-base N] -- COMMAND…")
	case o.piece != "" && len(o.command) > 0:
		return refuse(exitUsage, "devstack %s takes no command: %q", o.piece, o.command[0])
	case o.renewAfter < 0:
		return refuse(exitUsage, "--renew-after %d: choose a number of events", o.renewAfter)
	case o.portBase != 0 && (o.portBase < 1024 || o.portBase > 65535-len(portNames)):
		return refuse(exitUsage, "--port-base %d: choose a number from 1024 to %d", o.portBase, 65535-len(portNames))
	}
	return nil
}
