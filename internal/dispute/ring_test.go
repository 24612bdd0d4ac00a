package dispute_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/statute"
)

// none: no entry is held undelivered.
var none time.Time

// requested is a case with an evidence request to the insurer.
func requested(t *testing.T) *disputetest.Case {
	c := disputetest.Mediating(t)
	c.Do(dispute.AskEvidence, c.Mediator(), &dispute.EvidenceRequest{Holder: c.Other, Standing: dispute.Duty, Text: disputetest.Remark})
	return c
}

// offered is a case with an open offer that lapses.
func offered(t *testing.T) *disputetest.Case {
	c := disputetest.Mediating(t)
	c.Do(dispute.MakeOffer, c.Insurer(), &dispute.Proposal{AmountFen: 1, Expires: disputetest.Day(t, "2026-03-24")})
	return c
}

// dated is a case whose term has its own day.
func dated(t *testing.T) *disputetest.Case {
	c := disputetest.Mediating(t)
	c.Do(dispute.Draft, c.Mediator(), c.Promise(disputetest.Day(t, "2026-03-31")))
	c.SignAll()
	return c
}

// supplementing is a filing that waits for more.
func supplementing(t *testing.T) *disputetest.Case {
	c := disputetest.File(t)
	c.Do(dispute.AskSupplement, c.Mediator(), disputetest.Text())
	return c
}

// clocked is a case with a clock entered by hand.
func clocked(t *testing.T) *disputetest.Case {
	c := disputetest.Accepted(t)
	c.Do(dispute.AddClock, c.Mediator(), &dispute.HandClock{Due: disputetest.Day(t, "2026-03-20"), Text: disputetest.Remark})
	return c
}

func at(stage func(testing.TB, ...disputetest.FilingOption) *disputetest.Case) func(*testing.T) *disputetest.Case {
	return func(t *testing.T) *disputetest.Case { return stage(t) }
}

var lapses = []struct {
	rule   statute.RuleID
	make   func(*testing.T) *disputetest.Case
	worker bool // the worker is told
	other  bool // the other side is told
	effect func(dispute.Picture) bool
}{
	{statute.Acceptance, at(disputetest.File), false, false, stays(dispute.Filed)},
	{statute.Supplement, supplementing, true, false, stays(dispute.Filed)},
	{statute.Mediation, at(disputetest.Accepted), true, true, stays(dispute.Inquiry)},
	{statute.EvidenceRequest, requested, false, false, func(p dispute.Picture) bool { return p.Requests[0].Silent }},
	{statute.OfferExpiry, offered, true, true, func(p dispute.Picture) bool { return len(p.Offers) == 0 }},
	{statute.PerformanceTerm, dated, true, true, func(p dispute.Picture) bool { return p.Terms[0].Overdue }},
	{statute.InsurerPayment, at(disputetest.Performing), true, true, func(p dispute.Picture) bool { return p.Terms[0].Overdue }},
	{statute.JudicialConfirmation, at(disputetest.Closed), true, true, stays(dispute.Closed)},
	{statute.FollowUp, at(disputetest.Closed), false, false, stays(dispute.Closed)},
	{statute.InsuranceLimitation, at(disputetest.File), true, false, stays(dispute.Filed)},
	{statute.GeneralLimitation, func(t *testing.T) *disputetest.Case {
		return disputetest.File(t, disputetest.About(dispute.ThirdParty))
	}, true, false, stays(dispute.Filed)},
	{statute.ByHand, clocked, false, false, stays(dispute.Inquiry)},
}

func stays(s dispute.Stage) func(dispute.Picture) bool {
	return func(p dispute.Picture) bool { return p.Stage == s }
}

func TestEachRuleLapsesWithItsEffectAndTellsWhomItConcerns(t *testing.T) {
	t.Parallel()
	for _, tt := range lapses {
		t.Run(string(tt.rule), func(t *testing.T) {
			t.Parallel()
			c := tt.make(t)
			k := c.Clock(tt.rule)
			only(c, k.ID)
			stage, turn, version := c.Now.Stage, c.Now.Turn, c.Now.Version
			if _, early := c.Ring(k.LapsesAt.Add(-time.Second), none); early {
				t.Fatal("it lapsed a second early")
			}
			change, ok := c.Ring(k.LapsesAt, none)
			if !ok || c.Runs(tt.rule) || !tt.effect(c.Now) {
				t.Fatalf("rang %v, still runs %v, picture %+v", ok, c.Runs(tt.rule), c.Now)
			}
			if c.Now.Stage != stage || c.Now.Turn != turn || c.Now.Version <= version {
				t.Errorf("a lapse moved the case: stage %s, turn %d, version %d", c.Now.Stage, c.Now.Turn, c.Now.Version)
			}
			if got := change.Clocks[0]; got.State != dispute.Lapsed || got.LapsesAt != k.LapsesAt {
				t.Errorf("recorded as %+v, want lapsed with the due moment", got)
			}
			if got := told(change, "lapsed", c.Rider); got != tt.worker {
				t.Errorf("the worker told: %v, want %v", got, tt.worker)
			}
			if got := told(change, "lapsed", c.Other); got != tt.other {
				t.Errorf("the other side told: %v, want %v", got, tt.other)
			}
			if change.Notices[0].Account != c.Now.Mediator {
				t.Errorf("the desk was not told: %v", change.Notices)
			}
			if _, again := c.Ring(k.LapsesAt.AddDate(1, 0, 0), none); again {
				t.Error("it lapsed twice")
			}
		})
	}
}

// only leaves one clock on the face, without its reminder.
func only(c *disputetest.Case, id dispute.ClockID) {
	for _, k := range c.Now.Clocks {
		if k.ID == id {
			k.RemindAt = time.Time{}
			c.Now.Clocks = []dispute.Clock{k}
			return
		}
	}
}

func TestALapseWaitsForAnEntryStoredBeforeTheDueMoment(t *testing.T) {
	t.Parallel()
	c := disputetest.Performing(t)
	k := c.Clock(statute.InsurerPayment)
	only(c, k.ID)
	later := k.LapsesAt.Add(3 * time.Hour)
	if _, ok := dispute.Rings(c.Now, later, k.LapsesAt.Add(-time.Second)); ok {
		t.Error("it lapsed over an entry handed in a second before")
	}
	for _, held := range []time.Time{k.LapsesAt, k.LapsesAt.Add(time.Hour)} {
		if _, ok := dispute.Rings(c.Now, later, held); !ok {
			t.Errorf("it waits for an entry stored at %s, after the due moment", held)
		}
	}
}

func TestAPausedClockNeitherRemindsNorLapses(t *testing.T) {
	t.Parallel()
	c := supplementing(t)
	k := c.Clock(statute.Acceptance)
	only(c, k.ID)
	if !c.Now.Next().IsZero() {
		t.Errorf("it wants attention at %s", c.Now.Next())
	}
	if _, ok := dispute.Rings(c.Now, k.LapsesAt.AddDate(1, 0, 0), none); ok {
		t.Error("a clock that is held lapsed")
	}
}

func TestAReminderGoesOnceAndLeavesTheClockRunning(t *testing.T) {
	t.Parallel()
	c := disputetest.Performing(t)
	k := c.Clock(statute.InsurerPayment)
	c.Now.Clocks = []dispute.Clock{k}
	if got := c.Now.Next(); got != k.RemindAt {
		t.Fatalf("the next moment is %s, want the reminder at %s", got, k.RemindAt)
	}
	change, ok := c.Ring(k.RemindAt, none)
	if !ok || !told(change, "reminder", c.Rider) || !told(change, "reminder", c.Other) || !c.Runs(statute.InsurerPayment) {
		t.Fatalf("rang %v, notices %v", ok, change.Notices)
	}
	if _, again := c.Ring(k.RemindAt.Add(time.Hour), none); again {
		t.Error("it reminded twice")
	}
	if got := c.Now.Next(); got != k.LapsesAt {
		t.Errorf("the next moment is %s, want the lapse at %s", got, k.LapsesAt)
	}
}

func TestBothSidesAreRemindedThatTheMonthOfMediationEnds(t *testing.T) {
	t.Parallel()
	for _, source := range []dispute.Source{dispute.ByWorker, dispute.ByCourt, dispute.ByPolice, dispute.ByHotline} {
		c := disputetest.Accepted(t, disputetest.From(source))
		for _, k := range c.Now.Clocks {
			if k.Rule != statute.InsuranceLimitation {
				c.Now.Clocks = []dispute.Clock{k}
			}
		}
		change, ok := c.Ring(c.Now.Clocks[0].RemindAt, none)
		if !ok || !told(change, "reminder", c.Rider) || !told(change, "reminder", c.Other) {
			t.Errorf("%s: rang %v, notices %v", source, ok, change.Notices)
		}
	}
}

func TestARingIsRecordedUnderOneIdHoweverOftenItIsFound(t *testing.T) {
	t.Parallel()
	c := disputetest.Performing(t)
	k := c.Clock(statute.InsurerPayment)
	only(c, k.ID)
	timer, _ := dispute.Rings(c.Now, k.LapsesAt, none)
	sweeper, _ := dispute.Rings(c.Now, k.LapsesAt.Add(time.Hour), none)
	if timer.ID() != sweeper.ID() || timer.ID() != dispute.RingID(k.ID, "lapsed") {
		t.Errorf("got %s and %s, want %s", timer.ID(), sweeper.ID(), dispute.RingID(k.ID, "lapsed"))
	}
	if diff := cmp.Diff(timer.Notices, sweeper.Notices); diff != "" {
		t.Errorf("two finders write two notices:\n%s", diff)
	}
}

func TestSeveralClocksOfOneMomentAreOneChange(t *testing.T) {
	t.Parallel()
	c := disputetest.Performing(t)
	last := c.Clock(statute.JudicialConfirmation).LapsesAt
	change, ok := c.Ring(last, none)
	if !ok || len(change.Clocks) != 2 || len(c.Now.Clocks) != 0 {
		t.Errorf("rang %v with %d clocks, %d left", ok, len(change.Clocks), len(c.Now.Clocks))
	}
}

func TestNothingRingsBeforeItsTime(t *testing.T) {
	t.Parallel()
	for _, stage := range dispute.Stages {
		c := disputetest.At(t, stage)
		if next := c.Now.Next(); !next.IsZero() {
			if _, ok := dispute.Rings(c.Now, next.Add(-time.Nanosecond), none); ok {
				t.Errorf("%s: something rang before %s", stage, next)
			}
			if _, ok := dispute.Rings(c.Now, next, none); !ok {
				t.Errorf("%s: nothing rang at %s", stage, next)
			}
		}
	}
}
