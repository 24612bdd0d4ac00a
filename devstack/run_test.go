package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestTheExitStatusOfTheCommandIsReturned runs commands under the guard, without a stack.
func TestTheExitStatusOfTheCommandIsReturned(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		argv []string
		want int
	}{
		{"success", []string{"true"}, 0},
		{"a status", []string{"sh", "-c", "exit 7"}, 7},
		{"killed", []string{"sh", "-c", "kill -9 $$"}, 128 + 9},
		{"terminated", []string{"sh", "-c", "kill -15 $$"}, 128 + 15},
		{"not there", []string{"no-such-command"}, 127},
		{"not a program", []string{"/etc/passwd"}, 126},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			status, _, stderr := finish(t, asGuard(t, "1m", tt.argv...))
			if status != tt.want {
				t.Errorf("it ended with %d, want %d\n%s", status, tt.want, stderr)
			}
		})
	}
}

// TestTheExitStatusPassesThroughTheWholeStack also proves that input and output are the command's.
func TestTheExitStatusPassesThroughTheWholeStack(t *testing.T) {
	t.Parallel()
	c := as(t, "devstack", "--data", readyData(t), "--", "sh", "-c", `read line; echo "got $line"; exit 42`)
	c.Stdin = strings.NewReader("a line\n")
	status, stdout, stderr := finish(t, c)
	if status != 42 || stdout != "got a line\n" {
		t.Errorf("it ended with %d and printed %q\n%s", status, stdout, stderr)
	}
}

// TestACommandThatIsNotThereStartsNothing finds it out before PostgreSQL is made.
func TestACommandThatIsNotThereStartsNothing(t *testing.T) {
	t.Parallel()
	data := filepath.Join(openTemp(t), "data")
	if status, _, stderr := run(t, "--data", data, "--", "no-such-command"); status != 127 || !strings.Contains(stderr, "no-such-command") {
		t.Errorf("it ended with %d and said %q", status, stderr)
	}
	if _, err := os.Stat(filepath.Join(data, "pg")); err == nil {
		t.Error("a cluster was begun")
	}
}

// TestSignalsReachTheCommand sends each to devstack and reads what the command says on it.
func TestSignalsReachTheCommand(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]syscall.Signal{"INT": syscall.SIGINT, "TERM": syscall.SIGTERM, "HUP": syscall.SIGHUP} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t, asGuard(t, "1m", "sh", "-c", `trap 'exit 9' `+name+`; echo ready; while :; do sleep 0.05; done`))
			if status := p.end(s); status != 9 {
				t.Errorf("it ended with %d\n%s", status, p.stderr)
			}
		})
	}
}

// TestACommandThatOverstaysIsKilledWithItsGroup gives a stubborn command and its stubborn child a short time.
func TestACommandThatOverstaysIsKilledWithItsGroup(t *testing.T) {
	t.Parallel()
	p := start(t, asGuard(t, "100ms", "sh", "-c",
		`trap '' TERM; sh -c 'trap "" TERM; while :; do sleep 0.05; done' & echo CHILD=$!; echo ready; while :; do sleep 0.05; done`))
	if status := p.end(syscall.SIGTERM); status != 128+9 || !strings.Contains(p.stderr.String(), "did not end within 100ms") {
		t.Errorf("it ended with %d and said %q", status, p.stderr)
	}
	if !gone(p.env["CHILD"]) {
		t.Error("the child of the command still runs")
	}
}

// TestNothingTheCommandLeftBehindRunsOn covers a child in the group and one that left it.
func TestNothingTheCommandLeftBehindRunsOn(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]string{
		"in the group": `sleep 1000 >/dev/null 2>&1 & echo $!`,
		"its own session": `setsid sh -c 'echo $$; exec sleep 1000 >/dev/null 2>&1' &
			while [ ! -s "$0" ]; do sleep 0.05; done; cat "$0"`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			note := filepath.Join(t.TempDir(), "pid")
			leave := strings.Replace(leave, "echo $$;", "echo $$ > "+note+";", 1)
			status, stdout, stderr := finish(t, asGuard(t, "1s", "sh", "-c", leave, note))
			pid := strings.TrimSpace(stdout)
			if status != 0 || pid == "" || !gone(pid) {
				t.Errorf("it ended with %d; process %q gone: %t\n%s", status, pid, gone(pid), stderr)
			}
		})
	}
}

// TestAnInterruptWhileStartingStopsEverything interrupts as soon as PostgreSQL is up.
func TestAnInterruptWhileStartingStopsEverything(t *testing.T) {
	t.Parallel()
	data := readyData(t)
	c := as(t, "devstack", "--data", data, "--", "sh", "-c", "echo ran")
	problems, stdout := &output{}, &output{}
	c.Stderr, c.Stdout = problems, stdout
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "PostgreSQL is up", func() bool { return strings.Contains(problems.String(), "PostgreSQL") })
	if err := c.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // the status is read from ProcessState
	if status := c.ProcessState.ExitCode(); status != 130 || stdout.String() != "" {
		t.Errorf("it ended with %d, the command printed %q:\n%s", status, stdout, problems)
	}
	if (home{path: folder{data}.file("pg")}).postmaster() != 0 {
		t.Error("PostgreSQL still runs")
	}
}

// TestAGuardWhoseDevstackIsGoneRunsNothing covers a devstack killed just as it started the guard.
func TestAGuardWhoseDevstackIsGoneRunsNothing(t *testing.T) {
	t.Parallel()
	status, stdout, _ := finish(t, as(t, guardName, "1", "1m", "echo", "ran"))
	if status != exitUsage || stdout != "" {
		t.Errorf("it ended with %d and printed %q", status, stdout)
	}
}
