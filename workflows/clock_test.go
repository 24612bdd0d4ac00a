package workflows_test

import (
	"testing"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/statute"
	"hejie/workflows/workflowstest"
)

// offered brings the case to an offer that lapses at the end of 18 March.
func (b *bench) offered() {
	b.on("2026-03-10", func() { b.do(dispute.Accept, mediator, disputetest.NotElsewhere()) })
	b.on("2026-03-16", func() {
		b.do(dispute.MakeOffer, insurer, &dispute.Proposal{AmountFen: 900_000, Expires: disputetest.Day(b.t, "2026-03-18")})
	})
}

// lapse is the moment at which the offer lapses.
func lapse(t *testing.T) time.Time { return disputetest.Day(t, "2026-03-19").Start() }

// What was handed in in time is in time, however late it is delivered: the lapse waits for it.
func TestALapseWaitsForAnEntryHandedInBefore(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	b.offered()
	var accept dispute.Ref
	var held int
	var answer *reply
	b.at(lapse(t).Add(-time.Minute), func() {
		accept = b.act(dispute.AcceptOffer, rider, &dispute.Answer{To: b.shelf.Picture(b.cast.Case).Offers[0].ID})
	})
	b.at(lapse(t).Add(time.Minute), func() { held = len(b.shelf.Picture(b.cast.Case).Offers) })
	b.at(lapse(t).Add(2*time.Minute), func() { answer = b.send(accept) })
	b.on("2026-03-20", func() { b.do(dispute.Withdraw, rider, nil) })
	b.live()
	if held != 1 {
		t.Errorf("%d offers on the table a minute after the lapse, want 1: an answer is on its way", held)
	}
	taken(t, answer, dispute.Mediation)
}

// When the entry that held the lapse back turns out to be another, the sweeper brings the lapse up again.
func TestTheSweeperRingsForALapseThatHadToWait(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	b.offered()
	var note dispute.Ref
	var late, rung *reply
	var offers int
	b.at(lapse(t).Add(-time.Minute), func() { note = b.act(dispute.Note, mediator, disputetest.Text()) })
	b.at(lapse(t).Add(2*time.Minute), func() { b.send(note) })
	b.at(lapse(t).Add(3*time.Minute), func() { rung = b.ring("bell") })
	b.at(lapse(t).Add(4*time.Minute), func() {
		offers = len(b.shelf.Picture(b.cast.Case).Offers)
		late = b.do(dispute.AcceptOffer, rider, &dispute.Answer{To: dispute.ActID(disputetest.ID("gone"))})
	})
	b.on("2026-03-20", func() { b.do(dispute.Withdraw, rider, nil) })
	b.live()
	taken(t, rung, dispute.Mediation)
	refused(t, late, fault.Conflict, true)
	if offers != 0 {
		t.Errorf("%d offers on the table, want none", offers)
	}
}

// The workplace clock may be set (in dev). A timer that goes off too early changes nothing, is not set again and again, and
// the sweeper rings when the workplace's day has come.
func TestTheWorkplaceClockAloneSaysWhatIsDue(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	behind := 30 * 24 * time.Hour
	b.shelf = workflowstest.NewShelf(t, func() time.Time { return b.Now().Add(-behind) })
	b.run(morning(t, begins).Add(behind)) // real time; at the workplace it is 9 March
	b.cast = b.shelf.File(t, "case")
	timers, early := 0, 0
	b.SetOnTimerScheduledListener(func(string, time.Duration) { timers++ })
	var idle, due dispute.Picture
	soon := disputetest.Day(t, "2026-03-12").Start() // Acceptance runs out when 12 March is over
	b.at(b.start.Add(20*24*time.Hour), func() {
		idle, early = b.shelf.Picture(b.cast.Case), timers
		behind = b.Now().Sub(soon.Add(24 * time.Hour)) // the workplace's date is set forward
		b.ring("bell")
	})
	b.at(b.start.Add(21*24*time.Hour), func() {
		due = b.shelf.Picture(b.cast.Case)
		b.do(dispute.Withdraw, rider, nil)
	})
	b.live()
	if idle.Version != 1 {
		t.Errorf("version %d before the workplace's day came, want 1", idle.Version)
	}
	if _, runs := running(due, statute.Acceptance); runs || due.Version != 2 {
		t.Errorf("version %d with %v; want the acceptance clock lapsed by the sweeper's bell", due.Version, rules(due))
	}
	if early != 0 {
		t.Errorf("%d timers, want none: the moment had passed by the real clock", early)
	}
}

func running(p dispute.Picture, rule statute.RuleID) (dispute.Clock, bool) {
	for _, k := range p.Clocks {
		if k.Rule == rule {
			return k, true
		}
	}
	return dispute.Clock{}, false
}

func TestActsThatMoveNoClockCostNoTimer(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	timers := 0
	b.SetOnTimerScheduledListener(func(string, time.Duration) { timers++ })
	b.on("2026-03-09", func() {
		for range 5 {
			b.do(dispute.Note, mediator, disputetest.Text())
		}
	})
	b.at(morning(t, "2026-03-09").Add(time.Hour), func() { b.do(dispute.Withdraw, rider, nil) })
	b.live()
	if timers != 1 {
		t.Errorf("%d timers for five notes, want the one of the first day", timers)
	}
}

// Replay compares no lengths, so the timer's own moment is asserted here.
func TestTheAlarmIsSetForTheSoonestMoment(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var lengths []time.Duration
	b.SetOnTimerScheduledListener(func(_ string, d time.Duration) { lengths = append(lengths, d) })
	next := b.shelf.Picture(b.cast.Case).Next()
	b.at(b.start.Add(time.Minute), func() { b.do(dispute.Withdraw, rider, nil) })
	b.live()
	if len(lengths) != 1 || lengths[0] < next.Sub(b.start)-time.Second || lengths[0] > next.Sub(b.start) {
		t.Errorf("timers of %v, want one of %v", lengths, next.Sub(b.start))
	}
}

func TestAReminderGoesOutWithNobodyActing(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	k, _ := running(b.shelf.Picture(b.cast.Case), statute.Acceptance)
	if k.RemindAt.IsZero() {
		t.Fatal("the sample has no reminder to wait for")
	}
	var before, after []string
	b.at(k.RemindAt.Add(-time.Second), func() { before = b.shelf.Done(b.cast.Case) })
	b.at(k.RemindAt.Add(time.Minute), func() {
		after = b.shelf.Done(b.cast.Case)
		b.do(dispute.Withdraw, rider, nil)
	})
	b.live()
	if len(after) != len(before)+1 {
		t.Errorf("errands before the reminder %v, after %v; want the notices once more", before, after)
	}
}
