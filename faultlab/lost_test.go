package faultlab

import (
	"context"
	"os/exec"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// reconcile runs `hejie reconcile` and gives what it says.
func (s *stack) reconcile() string {
	s.t.Helper()
	c := exec.CommandContext(s.t.Context(), bins.hejie, "reconcile")
	c.Env = s.environ("work")
	out, err := c.Output()
	if err != nil {
		s.t.Fatalf("hejie reconcile: %v\n%s", err, out)
	}
	return strings.TrimSpace(string(out))
}

// dropTemporal drops both databases of Temporal, as if their disk had been lost.
func (s *stack) dropTemporal() {
	s.t.Helper()
	url := strings.Replace(s.env["TEMPORAL_DATABASE_URL"], "/temporal?", "/postgres?", 1)
	conn, err := pgx.Connect(s.t.Context(), url)
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Close(context.Background()) // what was done is done
	for _, name := range []string{"temporal", "temporal_visibility"} {
		if _, err := conn.Exec(s.t.Context(), "drop database "+name+" with (force)"); err != nil {
			s.t.Fatal(err)
		}
	}
}

// F9.
func TestReconcileRebuildsEveryOpenCaseWithItsClocksWhenTemporalHasLostEverything(t *testing.T) {
	t.Parallel()
	s := begin(t)
	receipts := s.crowd(4, 3, nil)
	cases := casesOf(receipts)
	mediator := s.staff("mediator")
	mediator.accept(cases[0])
	s.closeOne(receipts[1])
	s.judge(cases)

	s.work.stop()
	s.temporal.stop()
	s.dropTemporal()
	s.startTemporal()
	if got, want := s.reconcile(), "hejie: 11 open cases, 11 workflows started\nhejie: 0 parked entries to be tried anew"; got != want {
		t.Errorf("reconcile says %q, want %q", got, want)
	}
	if got, want := s.reconcile(), "hejie: 11 open cases, 0 workflows started\nhejie: 0 parked entries to be tried anew"; got != want {
		t.Errorf("the second time it says %q, want %q", got, want)
	}
	s.startWork(bins.hejie)
	mediator.do(cases[0], "open_mediation", map[string]any{})
	s.jump("10 days")
	took := eventually(t, "the acceptance clocks have rung", func() error { return atLeast(s.lapsed(), 10) })
	t.Logf("the clocks of 10 cases had rung %s after their day", took)
	s.judge(cases)
	if n := s.lapsed(); n != 10 {
		t.Errorf("%d acceptance clocks lapsed, want 10: one case was accepted and one withdrawn in time", n)
	}
}

// closeOne lets a rider withdraw.
func (s *stack) closeOne(f filed) {
	s.t.Helper()
	rider := s.stranger()
	rider.track(f)
	rider.do(f.Case, "withdraw", map[string]any{})
}

// jump moves the workplace clock ahead: what is due then is due now.
func (s *stack) jump(by string) {
	s.t.Helper()
	_, err := s.owner().Exec(s.t.Context(), `insert into settings (name, value) values ('workplace_offset_s', extract(epoch from $1::interval)::text)
		on conflict (name) do update set value = excluded.value`, by)
	if err != nil {
		s.t.Fatal(err)
	}
}

// F10.
func TestATerminatedWorkflowIsBackWithTheNextActOrWithReconcile(t *testing.T) {
	t.Parallel()
	s := begin(t)
	cases := casesOf(s.crowd(2, 1, nil))
	s.judge(cases)
	engine := s.engine()
	for _, id := range cases {
		if err := engine.TerminateWorkflow(t.Context(), "case/"+id, "", "somebody pressed the button"); err != nil {
			t.Fatal(err)
		}
	}
	mediator := s.staff("mediator")
	if a := mediator.accept(cases[0]); a.status != 200 {
		t.Errorf("the next act was answered %d %s, want 200", a.status, a.body)
	}
	if got, want := s.reconcile(), "hejie: 2 open cases, 1 workflows started\nhejie: 0 parked entries to be tried anew"; got != want {
		t.Errorf("reconcile says %q, want %q", got, want)
	}
	if a := mediator.accept(cases[1]); a.status != 200 {
		t.Errorf("after reconcile an act was answered %d %s, want 200", a.status, a.body)
	}
	s.judge(cases)
}
