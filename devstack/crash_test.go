package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// kill kills one process by its id, with kill -9.
func kill(t *testing.T, pid string) {
	t.Helper()
	n, err := strconv.Atoi(pid)
	if err != nil {
		t.Fatalf("process id %q: %v", pid, err)
	}
	if err := syscall.Kill(n, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}

// gone tells whether a process has ended; one that nobody has reaped yet has.
func gone(pid string) bool {
	name, state, _ := processStat(pid)
	return name == "" || state == "Z"
}

// TestTheNextStartRecoversFromKill9 kills PostgreSQL, then devstack, and looks for the rows after each.
func TestTheNextStartRecoversFromKill9(t *testing.T) {
	t.Parallel()
	data := readyData(t)
	p := startStack(t, data)
	address := p.env["DATABASE_URL_OWNER"]
	tell(t, address, `create table kept (row text)`)
	tell(t, address, `insert into kept values ('one')`)

	kill(t, p.env["HEJIE_DEVSTACK_POSTGRES_PID"])
	if status := p.wait(); status != exitFailed || !strings.Contains(p.stderr.String(), "PostgreSQL ended unexpectedly") {
		t.Errorf("after PostgreSQL was killed devstack ended with %d and said:\n%s", status, p.stderr)
	}
	if !gone(p.env["PID"]) {
		t.Error("the command outlived its stack")
	}

	p = startStack(t, data)
	if got := p.env["DATABASE_URL_OWNER"]; got != address {
		t.Errorf("the address changed from %s to %s", address, got)
	}
	tell(t, address, `insert into kept values ('two')`)
	p.end(syscall.SIGKILL)
	eventually(t, "the command has ended", func() bool { return gone(p.env["PID"]) })

	p = startStack(t, data) // at once: it waits for the PostgreSQL that is still going down
	if got := p.env["DATABASE_URL_OWNER"]; got != address {
		t.Errorf("the address changed from %s to %s", address, got)
	}
	if got := ask(t, address, `select string_agg(row, ' ' order by row) from kept`); got != "one two" {
		t.Errorf("the rows are %q", got)
	}
}

// TestNothingOutlivesAKilledDevstack waits for the end of everything it started.
func TestNothingOutlivesAKilledDevstack(t *testing.T) {
	t.Parallel()
	p := startStack(t, readyData(t))
	p.end(syscall.SIGKILL)
	eventually(t, "PostgreSQL has ended", func() bool { return gone(p.env["HEJIE_DEVSTACK_POSTGRES_PID"]) })
	eventually(t, "the command has ended", func() bool { return gone(p.env["PID"]) })
}

// TestAPostmasterPidOfAStrangerIsForgotten writes the id of this very test into postmaster.pid, as a reboot or a
// container started anew may leave it: PostgreSQL alone would refuse for ever.
func TestAPostmasterPidOfAStrangerIsForgotten(t *testing.T) {
	t.Parallel()
	data := readyData(t)
	h := home{path: folder{data}.file("pg"), account: unprivileged()}
	content := strconv.Itoa(syscall.Getpid()) + "\n" + h.cluster() + "\n1700000000\n15432\n\n127.0.0.1\n"
	if err := h.writeOwned(h.pidFile(), content); err != nil {
		t.Fatal(err)
	}
	p := startPiece(t, "postgres", data)
	if got := ask(t, p.env["DATABASE_URL"], `select 'here'`); got != "here" {
		t.Errorf("it answers %q", got)
	}
}

// TestAFirstStartKilledAnywhereIsFinishedByTheNext kills first starts at each of their progress lines and a little
// after, all on the same data folder.
func TestAFirstStartKilledAnywhereIsFinishedByTheNext(t *testing.T) {
	t.Parallel()
	data := filepath.Join(openTemp(t), "data")
	made := func(stderr string) bool { return strings.Contains(stderr, "set up Temporal's databases") }
	for _, moment := range []func(stderr string) bool{
		func(string) bool { _, err := os.Stat(filepath.Join(data, "passwords.json")); return err == nil },
		func(stderr string) bool { return strings.Contains(stderr, "made a PostgreSQL") },
		func(stderr string) bool { return strings.Contains(stderr, "PostgreSQL 1") },
		func(stderr string) bool { return schemaBegun(t, data, databaseTemporal+"_draft") || made(stderr) },
		func(stderr string) bool { return schemaBegun(t, data, databaseVisibility+"_draft") || made(stderr) },
		func(stderr string) bool { return strings.Contains(stderr, "Temporal ready") },
	} {
		killAt(t, data, moment)
	}
	p := startStack(t, data)
	checkRoles(t, p.env)
}

// killAt starts devstack and kills it when its moment has come.
func killAt(t *testing.T, data string, moment func(stderr string) bool) {
	t.Helper()
	c := as(t, "devstack", "--data", data, "--", "cat")
	in, err := c.StdinPipe() // held open, so that it does not end by itself
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	problems := &output{}
	c.Stderr = problems
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the start has come to its moment", func() bool { return moment(problems.String()) })
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // it was killed
}

// schemaBegun tells whether a database of Temporal has its first tables.
func schemaBegun(t *testing.T, data, database string) bool {
	f := folder{data}
	key, err := f.readPasswords()
	if err != nil {
		t.Fatal(err)
	}
	known, err := f.rememberedPorts()
	if err != nil {
		return false
	}
	s := server{admin: privateURL(known.address("postgres"), key.Admin)}
	conn, err := s.connect(t.Context(), database)
	if err != nil {
		return false
	}
	defer conn.Close(t.Context())
	var tables int
	err = conn.QueryRow(t.Context(), `select count(*) from pg_tables where schemaname = 'public'`).Scan(&tables)
	return err == nil && tables > 0
}
