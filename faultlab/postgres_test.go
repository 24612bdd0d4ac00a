package faultlab

import (
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// F13. PostgreSQL is killed and told to restart, in turn, for some twenty seconds while eight phones file.
func TestPostgresKilledAgainAndAgainLosesNoAcknowledgedFiling(t *testing.T) {
	t.Parallel()
	s := begin(t)
	deferred := map[string]int{}
	var receipts []filed
	begun := time.Now()
	for i := 0; i < 4 || time.Since(begun) < 20*time.Second; i++ {
		before := s.ask(`select count(*) from cases`)
		round := make(chan []filed)
		go func() { round <- s.crowd(8, 2, func(a answer, err error) { s.deferral(a, err, deferred) }) }()
		eventually(t, "some of this round are on record", func() error { return atLeast(s.ask(`select count(*) from cases`), before+4) })
		s.strikePostgres([]syscall.Signal{syscall.SIGKILL, syscall.SIGINT}[i%2])
		s.startPostgres()
		receipts = append(receipts, <-round...)
	}
	t.Logf("%d filings in %s; deferred: %v", len(receipts), since(begun), deferred)
	s.judge(casesOf(receipts))
}

// strikePostgres ends the server itself: SIGKILL as a crash, SIGINT as its fast shutdown.
func (s *stack) strikePostgres(with syscall.Signal) {
	s.t.Helper()
	pid, err := strconv.Atoi(s.env["HEJIE_DEVSTACK_POSTGRES_PID"])
	if err != nil {
		s.t.Fatal(err)
	}
	if err := syscall.Kill(pid, with); err != nil {
		s.t.Fatal(err)
	}
	s.postgres.wait()
}

// deferral: while the record is away the doors say so: 503, a problem, and when to come again. Nothing else is an answer.
func (s *stack) deferral(a answer, err error, seen map[string]int) {
	if err != nil {
		s.t.Errorf("the doors did not answer: %v", err)
		return
	}
	if a.status == 201 {
		return
	}
	seen[strconv.Itoa(a.status)+" "+a.code()]++
	if a.status != 503 || a.after == "" || !strings.HasPrefix(a.kind, "application/problem+json") || a.code() == "internal" {
		s.t.Errorf("without PostgreSQL: %d, %s, Retry-After %q: %s", a.status, a.kind, a.after, a.body)
	}
}
