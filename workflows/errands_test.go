package workflows_test

import (
	"slices"
	"testing"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
)

func TestErrandsRunInOrderAndShareARound(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var atStart, afterThree []string
	b.at(b.start.Add(time.Hour), func() { atStart = b.shelf.Done(b.cast.Case) })
	b.on("2026-03-10", func() {
		b.slow = func() bool { return b.shelf.Picture(b.cast.Case).Version >= 4 } // filed, and three acts
		b.do(dispute.Accept, mediator, disputetest.NotElsewhere())
		b.do(dispute.Message, mediator, disputetest.Text())
		b.do(dispute.Message, mediator, disputetest.Text())
	})
	b.at(morning(t, "2026-03-10").Add(time.Hour), func() { afterThree = b.shelf.Done(b.cast.Case) })
	b.on("2026-03-12", func() { b.do(dispute.Withdraw, rider, nil) })
	b.live()
	round := []string{"routes", "papers", "notices"}
	if !slices.Equal(atStart, round) {
		t.Errorf("a run begins with %v, want one round %v", atStart, round)
	}
	if n := len(afterThree); n < 5 || n > 7 || !slices.Equal(afterThree[3:5], []string{"papers", "notices"}) {
		t.Errorf("three acts at once led to %v, want one or two more rounds of papers and notices", afterThree)
	}
	if got := b.shelf.Done(b.cast.Case); len(got) != len(afterThree)+1 {
		t.Errorf("the last act's errands were not run before the end: %v", got)
	}
}

func TestTheSweepersBellRunsErrandsLeftOver(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	b.shelf.NoErrands() // no act and no ringing says that any are left
	var before, after []string
	b.at(b.start.Add(time.Hour), func() {
		before = b.shelf.Done(b.cast.Case)
		b.ring("bell")
	})
	b.at(b.start.Add(2*time.Hour), func() {
		after = b.shelf.Done(b.cast.Case)
		b.do(dispute.Withdraw, rider, nil)
	})
	b.live()
	if len(before) != 3 || len(after) != 6 {
		t.Errorf("errands %v, after the bell %v; want one round each", before, after)
	}
}
