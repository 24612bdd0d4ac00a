package main

import (
	"context"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

// guardName is the name under which devstack starts itself as the guard of a command.
const guardName = "devstack-guard"

// guarded puts a guard between devstack and the command. The kernel can end devstack's own child with it, but not what
// that child started; the guard is told instead (SIGUSR1), adopts all of it and ends it. So nothing outlives a devstack
// killed with kill -9, however deep `make` or `go test` had nested it.
func guarded(argv []string, grace time.Duration) command {
	return command{
		program: self(),
		argv:    append([]string{guardName, strconv.Itoa(os.Getpid()), grace.String()}, argv...),
		grace:   grace * 3 / 2, // the guard presses the command first
		dies:    syscall.SIGUSR1,
	}
}

// self is the file this program was started from, also when a new build has taken its place since.
func self() string {
	const running = "/proc/self/exe"
	if _, err := os.Stat(running); err == nil {
		return running
	}
	path, err := os.Executable()
	if err != nil {
		return os.Args[0]
	}
	return path
}

// guard runs the command that devstack asked for and gives its exit status. Go drops a SIGUSR1 that comes before anyone
// listens, so it also looks whether devstack is still its parent.
func guard(args []string) int {
	orphaned := make(chan os.Signal, 1)
	signal.Notify(orphaned, syscall.SIGUSR1)
	if len(args) < 3 {
		say("%s is started by devstack alone", guardName)
		return exitUsage
	}
	grace, err := time.ParseDuration(args[1])
	if err != nil || args[0] != strconv.Itoa(os.Getppid()) {
		say("%s is started by devstack alone, and devstack is gone", guardName)
		return exitUsage
	}
	c := command{argv: args[2:], environment: os.Environ(), grace: grace, dies: syscall.SIGKILL, orphaned: orphaned}
	status, err := c.run(context.Background())
	if err != nil {
		say("%v", err)
		return exitFailed
	}
	return status
}
