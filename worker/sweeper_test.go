package worker_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/statute"
	"hejie/worker"
	"hejie/workflows/workflowstest"
)

// later sets the workplace clock forward.
func (d *desk) later(days int) { d.now = d.now.AddDate(0, 0, days) }

// errandsDone runs what waits to be done for these cases.
func (d *desk) errandsDone(cases []workflowstest.Cast) {
	d.t.Helper()
	for _, c := range cases {
		err := errors.Join(d.shelf.AnalyseRoutes(d.t.Context(), c.Case), d.shelf.DrawPapers(d.t.Context(), c.Case), d.shelf.SendNotices(d.t.Context(), c.Case))
		if err != nil {
			d.t.Fatal(err)
		}
	}
}

func TestTheSweeperRingsEveryCaseWhoseClockIsDue(t *testing.T) {
	t.Parallel()
	d := setup(t)
	cases := d.file(450) // more than two pages
	d.errandsDone(cases)
	d.sweep()
	if len(d.rung) != 0 {
		t.Fatalf("%d cases rung before anything was due", len(d.rung))
	}
	d.later(30)
	d.sweep()
	for _, c := range cases {
		if p := d.shelf.Picture(c.Case); d.rung[c.Case] != 1 || p.Version != 2 {
			t.Fatalf("%s was rung %d times and stands at version %d; want once, 2", c.Case, d.rung[c.Case], p.Version)
		}
	}
}

func TestTheClocksOfAFinalCaseAreRung(t *testing.T) {
	t.Parallel()
	d := setup(t)
	c := d.file(1)[0]
	ref := d.handIn(c, dispute.Decline, disputetest.Because())
	d.pass()
	if !d.recorded(ref) {
		t.Fatal("the sample was not declined")
	}
	d.errandsDone([]workflowstest.Cast{c})
	d.later(800) // the limitation of the claim runs on
	d.sweep()
	if p := d.shelf.Picture(c.Case); d.rung[c.Case] == 0 || len(p.Clocks) != 0 {
		t.Errorf("rung %d times, clocks %v; want the limitation lapsed", d.rung[c.Case], p.Clocks)
	}
}

func TestErrandsLeftOverAreRungFor(t *testing.T) {
	t.Parallel()
	d := setup(t)
	c := d.file(1)[0] // filing leaves papers and a notice
	d.sweep()
	if d.rung[c.Case] != 1 {
		t.Errorf("rung %d times, want once", d.rung[c.Case])
	}
}

func TestACaseThatDoesNotAnswerIsRungAgainNextTime(t *testing.T) {
	t.Parallel()
	d := setup(t)
	cases := d.file(2)
	d.errandsDone(cases)
	d.later(30)
	d.silent[cases[0].Case] = true
	d.sweep()
	if d.rung[cases[0].Case] != 1 || d.shelf.Picture(cases[1].Case).Version != 2 {
		t.Errorf("rung %d times; the other case at version %d; want once, 2", d.rung[cases[0].Case], d.shelf.Picture(cases[1].Case).Version)
	}
	d.silent[cases[0].Case] = false
	d.sweep()
	if got := d.shelf.Picture(cases[0].Case).Version; got != 2 {
		t.Errorf("version %d after the next pass, want 2", got)
	}
}

func TestWhatWasHandedInInTimeComesBeforeTheLapse(t *testing.T) {
	t.Parallel()
	d := setup(t)
	c := d.file(1)[0]
	d.errandsDone([]workflowstest.Cast{c})
	accept := d.handIn(c, dispute.Accept, disputetest.NotElsewhere())
	d.later(30)
	d.sweep()
	p := d.shelf.Picture(c.Case)
	for _, k := range p.Clocks {
		if k.Rule == statute.Acceptance {
			d.pass()
			if !d.recorded(accept) {
				t.Error("the acceptance was not delivered")
			}
			return
		}
	}
	t.Errorf("the acceptance clock lapsed although an acceptance had been handed in: %v", p.Clocks)
}

func TestReconcileStartsWhatIsMissingAndNothingElse(t *testing.T) {
	t.Parallel()
	d := setup(t)
	cases := d.file(430)
	for _, c := range cases[:100] {
		d.open[c.Case] = 1
	}
	declined := d.handIn(cases[429], dispute.Decline, disputetest.Because())
	if _, err := d.shelf.Record(t.Context(), 1, declined); err != nil {
		t.Fatal(err)
	}
	got, err := worker.Reconcile(t.Context(), d.shelf, d.engine)
	if want := (worker.Counts{Open: 429, Started: 329}); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
	for _, c := range cases[:429] {
		if d.open[c.Case] != 1 {
			t.Fatalf("%s has %d workflows, want one", c.Case, d.open[c.Case])
		}
	}
	if d.open[cases[429].Case] != 0 {
		t.Error("a final case was given a workflow")
	}
}

func TestReconcileGoesOnPastACaseThatCannotBeStartedAndSaysSo(t *testing.T) {
	t.Parallel()
	d := setup(t)
	cases := d.file(3)
	d.silent[cases[1].Case] = true
	got, err := worker.Reconcile(t.Context(), d.shelf, d.engine)
	if want := (worker.Counts{Open: 3, Started: 2}); err == nil || got != want {
		t.Errorf("got %+v, %v; want %+v and an error", got, err, want)
	}
}

func TestTheSweeperComesEveryMinuteAndAtOnceWhenWoken(t *testing.T) {
	t.Parallel()
	d := setup(t)
	c := d.file(1)[0]
	d.open[c.Case] = 1
	synctest.Test(t, func(t *testing.T) {
		woken := make(chan struct{}, 1)
		stop := worker.Watch(t.Context(), worker.Options{Outbox: d.shelf, Docket: d.shelf, Woken: woken}, d.engine)
		count := func() int {
			synctest.Wait()
			d.mu.Lock()
			defer d.mu.Unlock()
			return d.rung[c.Case]
		}
		if got := count(); got != 1 {
			t.Errorf("%d passes at the start, want 1", got)
		}
		time.Sleep(3*time.Minute + time.Second) // on the clock of this bubble: no time passes
		if got := count(); got != 4 {
			t.Errorf("%d passes after three minutes, want 4", got)
		}
		woken <- struct{}{}
		if got := count(); got != 5 {
			t.Errorf("%d passes when woken, want 5", got)
		}
		stop()
		time.Sleep(5 * time.Minute)
		if got := count(); got != 5 {
			t.Errorf("%d passes after the end, want 5", got)
		}
	})
}

func TestTheDoorsAreTidiedEveryHour(t *testing.T) {
	t.Parallel()
	d := setup(t)
	synctest.Test(t, func(t *testing.T) {
		stop := worker.Watch(t.Context(), worker.Options{Outbox: d.shelf, Docket: d.shelf}, d.engine)
		time.Sleep(2*time.Hour + time.Second) // on the clock of this bubble: no time passes
		stop()
		if got := d.shelf.Tidied(); got != 3 {
			t.Errorf("tidied %d times in two hours, want 3", got)
		}
	})
}
