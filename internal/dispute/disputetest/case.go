package disputetest

import (
	"fmt"
	"testing"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/statute"
)

// Case is a case on its way: the picture as it stands, its people, and the workplace's day.
type Case struct {
	t     testing.TB
	Law   dispute.Law
	Now   dispute.Picture
	Last  dispute.Change // what the last act brought
	Today statute.Date   // the day acts happen on and are recorded on
	Rider dispute.PartyID
	Other dispute.PartyID
	acts  int
}

// File opens a case on Monday 9 March 2026, before which no holiday is near.
func File(t testing.TB, options ...FilingOption) *Case {
	t.Helper()
	c := &Case{t: t, Law: Law(t), Today: Day(t, "2026-03-09")}
	a := c.act(dispute.File, dispute.Actor{})
	opened, err := dispute.OpenFile(a, Committee, Filing(options...), c.Law)
	if err != nil {
		t.Fatalf("filing: %v", err)
	}
	c.Last, c.Now = opened, opened.Picture
	c.Rider, c.Other = dispute.ApplicantOf(a.ID), dispute.AgainstOf(a.ID)
	return c
}

// On moves the workplace to another day.
func (c *Case) On(day string) *Case {
	c.t.Helper()
	c.Today = Day(c.t, day)
	return c
}

// Worker is the rider, by the receipt code.
func (c *Case) Worker() dispute.Actor { return Party(c.Rider, dispute.Worker) }

// Insurer is the other side, by its link.
func (c *Case) Insurer() dispute.Actor { return Party(c.Other, dispute.Respondent) }

// Mediator is Li, who takes the case.
func (c *Case) Mediator() dispute.Actor { return Staff(MediatorLi, dispute.Mediator) }

// Head is Zhou, the head of the committee, who keeps the seal.
func (c *Case) Head() dispute.Actor { return Staff(HeadZhou, dispute.Head) }

// How changes an act from the ordinary: at once, on the web, for oneself.
type How func(*dispute.Act)

// For records the act on a party's behalf.
func For(p dispute.PartyID) How {
	return func(a *dispute.Act) { a.For, a.Channel = p, dispute.Counter }
}

// HappenedOn lets the act count from another day than the one it is recorded on.
func HappenedOn(d statute.Date) How {
	return func(a *dispute.Act) { a.HappenedOn, a.Channel = d, dispute.Paper }
}

// WithProof adds a photo of the signed sheet.
func WithProof(a *dispute.Act) { a.Proof = append(a.Proof, dispute.EvidenceID(ID("photo"))) }

// act is the next act of the case, ten in the morning.
func (c *Case) act(name dispute.ActName, by dispute.Actor, how ...How) dispute.Act {
	c.acts++
	a := dispute.Act{
		ID: dispute.ActID(ID(fmt.Sprintf("act %d", c.acts))), Case: dispute.CaseID(ID("case")), Name: name, By: by,
		Channel: dispute.Web, HappenedOn: c.Today, RecordedAt: c.Today.At(10 * time.Hour),
	}
	for _, change := range how {
		change(&a)
	}
	return a
}

// Try judges an act and leaves the case as it is.
func (c *Case) Try(name dispute.ActName, by dispute.Actor, f dispute.Form, how ...How) (dispute.Change, error) {
	return dispute.Decide(c.Now, c.act(name, by, how...), f, c.Law)
}

// Do takes an act; one that is refused fails the test.
func (c *Case) Do(name dispute.ActName, by dispute.Actor, f dispute.Form, how ...How) dispute.Change {
	c.t.Helper()
	change, err := c.Try(name, by, f, how...)
	if err != nil {
		c.t.Fatalf("%s at %s: %v", name, c.Now.Stage, err)
	}
	c.Last, c.Now = change, change.Picture
	return change
}

// Ring lets the clocks speak at a moment; ok is false when none has anything to say.
func (c *Case) Ring(now, held time.Time) (dispute.Change, bool) {
	change, ok := dispute.Rings(c.Now, now, held)
	if ok {
		c.Last, c.Now = change, change.Picture
	}
	return change, ok
}

// Clock is the running clock of a rule; one that does not run fails the test.
func (c *Case) Clock(rule statute.RuleID) dispute.Clock {
	c.t.Helper()
	for _, k := range c.Now.Clocks {
		if k.Rule == rule {
			return k
		}
	}
	c.t.Fatalf("no clock of %s runs at %s", rule, c.Now.Stage)
	return dispute.Clock{}
}

// Runs says whether a clock of this rule runs.
func (c *Case) Runs(rule statute.RuleID) bool {
	for _, k := range c.Now.Clocks {
		if k.Rule == rule {
			return true
		}
	}
	return false
}
