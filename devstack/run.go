package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"slices"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// grace is how long a command may take to end after a signal before it is killed with its whole group.
const grace = 20 * time.Second

// errPostgresEnded is why a stack ends before its command.
var errPostgresEnded = errors.New("PostgreSQL ended unexpectedly (its log is logs/postgres.log in the data folder); start again, it recovers by itself")

// A command is what runs beside the stack.
type command struct {
	program     string   // the file to run, or "" to look argv[0] up on PATH
	argv        []string // its arguments, its name first
	environment []string
	grace       time.Duration    // how long it may overstay
	dies        syscall.Signal   // what the kernel sends it when this process ends
	stackEnded  <-chan struct{}  // closed when PostgreSQL has ended under it
	orphaned    <-chan os.Signal // receives when this process's own parent has ended
}

// run starts the command with devstack's own input and output, hands signals on, and gives its exit status, 128 + the
// signal when one ended it. A command that is not there gives 127, as in a shell.
//
// At a terminal the command stays in devstack's process group: Ctrl-C and Ctrl-Z reach it from the terminal itself, and
// it may read. Elsewhere it gets a group of its own, so that a stubborn one can be killed with all it started.
func (c command) run(ctx context.Context) (int, error) {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(signals)
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if err := adoptOrphans(); err != nil {
		return 0, fmt.Errorf("preparing to run the command: %w", err)
	}
	before := children()
	child := c.prepare()
	ended, err := spawn(child)
	if err != nil {
		return notStarted(err)
	}
	t := targetOf(child)
	patience, err := c.watch(t, signals, ended)
	t.sweep(before, patience)
	return exitStatus(child.ProcessState), err
}

// prepare is the command ready to start.
func (c command) prepare() *exec.Cmd {
	child := exec.Command(c.argv[0], c.argv[1:]...)
	if c.program != "" {
		child = &exec.Cmd{Path: c.program, Args: c.argv}
	}
	child.Env = c.environment
	child.Stdin, child.Stdout, child.Stderr = os.Stdin, os.Stdout, os.Stderr
	child.SysProcAttr = &syscall.SysProcAttr{Setpgid: !inForeground()}
	endWithParent(child.SysProcAttr, c.dies)
	return child
}

// notStarted gives the shell's status for a command that cannot be run, and says why.
func notStarted(err error) (int, error) {
	say("%v", err)
	if errors.Is(err, exec.ErrNotFound) || errors.Is(err, os.ErrNotExist) {
		return 127, nil
	}
	return 126, nil
}

// spawn starts the command on a thread that lives as long as it (see endWithParent).
func spawn(child *exec.Cmd) (<-chan struct{}, error) {
	started, ended := make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread()
		err := child.Start()
		started <- err
		if err == nil {
			_ = child.Wait() // its status is read from ProcessState
			close(ended)
		}
	}()
	return ended, <-started
}

// watch waits for the command, hands it the signals, and presses it when it overstays or PostgreSQL is gone. It gives
// how long what the command leaves behind may take to end, and why the stack ended before it.
func (c command) watch(t target, signals <-chan os.Signal, ended <-chan struct{}) (patience time.Duration, reason error) {
	var overstayed <-chan time.Time
	patience = c.grace / 4
	stackEnded := c.stackEnded
	for {
		select {
		case <-ended:
			return patience, reason
		case s := <-signals:
			if t.isGroup() || s != os.Interrupt {
				t.signal(s.(syscall.Signal))
			}
			overstayed = soonest(overstayed, c.grace)
		case <-stackEnded:
			reason, stackEnded = errPostgresEnded, nil
			t.signal(syscall.SIGTERM)
			overstayed = soonest(overstayed, c.grace)
		case <-c.orphaned:
			patience = 0
			t.signal(syscall.SIGKILL)
		case <-overstayed:
			say("the command did not end within %s: killing it", c.grace)
			t.signal(syscall.SIGKILL)
		}
	}
}

// soonest keeps a running timer, or starts one.
func soonest(running <-chan time.Time, d time.Duration) <-chan time.Time {
	if running != nil {
		return running
	}
	return time.After(d)
}

// A target is what signals for the command go to, as kill(2) takes it: its process or, negative, its whole group.
type target int

// targetOf is the group of a command that has its own, else the command alone.
func targetOf(child *exec.Cmd) target {
	if child.SysProcAttr.Setpgid {
		return target(-child.Process.Pid)
	}
	return target(child.Process.Pid)
}

// isGroup tells whether signals go to a whole group.
func (t target) isGroup() bool { return t < 0 }

// signal sends a signal; a command that has just ended needs none.
func (t target) signal(s syscall.Signal) { _ = syscall.Kill(int(t), s) }

// sweep ends what the command left running: the rest of its group, and what has become a child of this process since.
func (t target) sweep(before []int, patience time.Duration) {
	if t.isGroup() {
		t.signal(syscall.SIGTERM)
		defer t.signal(syscall.SIGKILL)
	}
	for begun := time.Now(); ; time.Sleep(interval) {
		left := slices.DeleteFunc(children(), func(pid int) bool { return slices.Contains(before, pid) })
		if len(left) == 0 {
			return
		}
		s := syscall.SIGTERM
		if time.Since(begun) > patience {
			s = syscall.SIGKILL
		}
		for _, pid := range left {
			end(pid, s)
		}
	}
}

// end signals one left-over process and reaps it when it has ended.
func end(pid int, s syscall.Signal) {
	_ = syscall.Kill(pid, s)
	_, _ = syscall.Wait4(pid, nil, syscall.WNOHANG, nil)
}

// inForeground tells whether standard input is a terminal in whose foreground devstack runs.
func inForeground() bool {
	group, err := unix.IoctlGetInt(int(os.Stdin.Fd()), unix.TIOCGPGRP)
	return err == nil && group == unix.Getpgrp()
}

// exitStatus is a process's status as a shell gives it.
func exitStatus(state *os.ProcessState) int {
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return state.ExitCode()
}
