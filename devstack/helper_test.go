package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// enough bounds every wait of these tests; none asserts how long anything takes.
const enough = 2 * time.Minute

// TestMain lets the test binary stand in for devstack: called by its names it is devstack, so that the tests run the
// real program as its own process and can kill it.
func TestMain(m *testing.M) {
	switch filepath.Base(os.Args[0]) {
	case "devstack", guardName:
		main()
	default:
		status := m.Run()
		if made := templateMade; made != "" {
			if err := os.RemoveAll(made); err != nil {
				fmt.Fprintln(os.Stderr, err)
			}
		}
		os.Exit(status)
	}
}

// as prepares a run of the test binary under another name.
func as(t *testing.T, name string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), self)
	c.Args = append([]string{name}, args...)
	c.Env = extend(os.Environ(), []variable{{"HEJIE_DEV_POSTGRES", ""}})
	return c
}

// asGuard prepares a run of the guard alone, with the time that its command may overstay.
func asGuard(t *testing.T, grace string, argv ...string) *exec.Cmd {
	t.Helper()
	return as(t, guardName, append([]string{strconv.Itoa(os.Getpid()), grace}, argv...)...)
}

// run runs devstack to its end and gives its status and what it printed.
func run(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	return finish(t, as(t, "devstack", args...))
}

// finish runs a prepared command to its end.
func finish(t *testing.T, c *exec.Cmd) (status int, stdout, stderr string) {
	t.Helper()
	var out, problems bytes.Buffer
	c.Stdout, c.Stderr = &out, &problems
	err := c.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatalf("running %v: %v", c.Args, err)
	}
	return c.ProcessState.ExitCode(), out.String(), problems.String()
}

// A process is a devstack that is up.
type process struct {
	t      *testing.T
	cmd    *exec.Cmd
	env    map[string]string // what it told
	stderr *output
	input  interface{ Close() error } // closing it ends the command of a whole stack
	ended  chan struct{}
}

// stay is a command that prints what it found and lasts until its input is closed.
const stay = `env | grep -E '^(DATABASE_URL|TEMPORAL_|HEJIE_|POSTGRES_BIN)'; echo PID=$$; echo ready; cat >/dev/null; echo bye`

// startStack starts the whole stack around a command that stays.
func startStack(t *testing.T, data string, environment ...string) *process {
	t.Helper()
	c := as(t, "devstack", "--data", data, "--", "sh", "-c", stay)
	c.Env = append(c.Env, environment...)
	return start(t, c)
}

// startPiece starts one piece.
func startPiece(t *testing.T, piece, data string) *process {
	t.Helper()
	return start(t, as(t, "devstack", piece, "--data", data))
}

// start starts a devstack and waits until it says ready; it is ended with the test.
func start(t *testing.T, c *exec.Cmd) *process {
	t.Helper()
	p := &process{t: t, cmd: c, env: map[string]string{}, stderr: &output{}, ended: make(chan struct{})}
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.input, c.Stderr = in, p.stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() && lines.Text() != "ready" {
		name, value, _ := strings.Cut(strings.TrimPrefix(lines.Text(), "export "), "=")
		p.env[name] = strings.Trim(value, "'")
	}
	ready := lines.Text() == "ready"
	go func() {
		for lines.Scan() { // until its end, so that it never blocks
		}
		_ = c.Wait() // the status is read from ProcessState
		close(p.ended)
	}()
	t.Cleanup(func() { p.end(syscall.SIGTERM) })
	if !ready {
		<-p.ended
		t.Fatalf("%v did not become ready (%v):\n%s", c.Args, c.ProcessState, p.stderr)
	}
	return p
}

// end sends a signal, waits for the end and gives the status.
func (p *process) end(s syscall.Signal) int {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
		p.t.Errorf("signalling devstack: %v", err)
	}
	return p.wait()
}

// wait waits for the end and gives the status.
func (p *process) wait() int {
	p.t.Helper()
	select {
	case <-p.ended:
		return p.cmd.ProcessState.ExitCode()
	case <-time.After(enough):
		p.t.Fatalf("devstack does not end:\n%s", p.stderr)
		return -1
	}
}

// output is a buffer that may be read while it is written.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write adds to it.
func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(b)
}

// String is what was written so far.
func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}
