package dispute

import (
	"time"

	"hejie/internal/statute"
)

// RingID names the ringing of a clock's moment, so that the timer and the sweeper write it once between them.
func RingID(k ClockID, kind string) ActID { return ActID(Derive(ActID(k), "ring", kind)) }

// Rings says what the clocks of a case bring about at this moment: reminders, and lapses recorded with their due moment.
// held is the moment of storing of the oldest entry handed in and not yet delivered: a clock whose due moment lies after
// it waits, since what was handed in in time is in time. ok is false when nothing is due.
func Rings(p Picture, now, held time.Time) (Change, bool) {
	c := &Change{Picture: clone(p), act: Act{Case: p.Case, Name: Ring, By: TheSystem, RecordedAt: now, HappenedOn: statute.DateOf(now)}}
	for _, k := range p.Clocks {
		switch {
		case k.Paused:
		case !k.LapsesAt.After(now):
			if held.IsZero() || !held.Before(k.LapsesAt) {
				c.lapse(k)
			}
		case !k.RemindAt.IsZero() && !k.RemindAt.After(now):
			c.remind(k)
		}
	}
	if len(c.Clocks) == 0 {
		return Change{}, false
	}
	c.Picture.Version++
	return *c, true
}

// ID is the act id under which this change is recorded: the first clock moved names it.
func (c Change) ID() ActID {
	if c.act.ID != "" {
		return c.act.ID
	}
	return RingID(c.Clocks[0].ID, string(c.Clocks[0].State))
}

// Act is the act that brought the change.
func (c Change) Act() Act {
	a := c.act
	a.ID = c.ID()
	return a
}

func (c *Change) remind(k Clock) {
	for i := range c.Picture.Clocks {
		if c.Picture.Clocks[i].ID == k.ID {
			c.Picture.Clocks[i].RemindAt = time.Time{}
			c.Clocks = append(c.Clocks, ClockMove{Clock: c.Picture.Clocks[i], State: Running})
		}
	}
	c.act.ID = RingID(k.ID, "reminder")
	c.tellOf("reminder", k)
	c.act.ID = ""
}

// lapse takes the clock off the face and does what its rule says. A missed day is news for someone, never an end of the
// case by itself: the law gives a right to leave, not an ending.
func (c *Change) lapse(k Clock) {
	c.act.ID = RingID(k.ID, "lapsed")
	c.tellOf("lapsed", k) // first, while an offer still says whose it is
	c.act.ID = ""
	c.retire(Lapsed, func(x Clock) bool { return x.ID == k.ID })
	switch k.Rule {
	case statute.OfferExpiry:
		c.lapseOffer(ActID(k.Subject))
	case statute.Supplement:
		c.release(statute.Acceptance)
	case statute.PerformanceTerm, statute.InsurerPayment:
		c.overdue(k.Subject)
	case statute.EvidenceRequest:
		for i := range c.Picture.Requests {
			if string(c.Picture.Requests[i].ID) == k.Subject {
				c.Picture.Requests[i].Silent = true
			}
		}
	}
}

func (c *Change) overdue(term string) {
	for i := range c.Picture.Terms {
		if c.Picture.Terms[i].ID == term && !c.Picture.Terms[i].Done {
			c.Picture.Terms[i].Overdue = true
		}
	}
}

// tellOf tells those whom the clock concerns: the desk always, a creditor of the limitation, both sides of a promise
// and of the month of mediation.
func (c *Change) tellOf(kind string, k Clock) {
	c.tellDesk(kind, string(k.ID))
	switch k.Rule {
	case statute.InsuranceLimitation, statute.GeneralLimitation, statute.ArbitrationLimitation, statute.Enforcement:
		c.tellSide(kind, string(k.ID), c.creditor(k.Subject))
	case statute.Supplement:
		c.tellSide(kind, string(k.ID), Applicant)
	case statute.OfferExpiry:
		c.tellSide(kind, string(k.ID), c.offeredTo(ActID(k.Subject))...)
	case statute.PerformanceTerm, statute.InsurerPayment, statute.JudicialConfirmation,
		statute.Mediation, statute.MediationCourt, statute.MediationPolice, statute.MediationHotline, statute.MediationLabour: // going on takes both
		c.tellSide(kind, string(k.ID), Applicant, OtherSide)
	case statute.Acceptance:
		if c.Picture.Mediator != "" {
			c.tellHead(kind, string(k.ID))
		}
	}
}

// creditor is the side against which a limitation runs: whose claim it is, or to whom the term is owed.
func (c *Change) creditor(subject string) Side {
	if t, ok := c.Picture.Term(subject); ok {
		return c.Picture.SideOf(t.Payee)
	}
	if k, ok := c.Picture.Claim(ClaimID(subject)); ok {
		return c.Picture.SideOf(k.By)
	}
	return Applicant // of an agreement that has left the picture
}

// offeredTo are the sides that know of an offer: a private one only the side that made it.
func (c *Change) offeredTo(id ActID) []Side {
	if o, _ := c.Picture.Offer(id); o.Private {
		return []Side{c.Picture.SideOf(o.By)}
	}
	return []Side{Applicant, OtherSide}
}

// Recorded is what the workflow hears back from a record: the case as it now stands, and whether papers, notices or an
// analysis wait to be done in the world.
type Recorded struct {
	Picture Picture `json:"picture"`
	Errands Errands `json:"errands,omitzero"`
}

// Standing is the answer to whoever did an act: where the case stands now.
type Standing struct {
	Case    CaseID `json:"case"`
	Stage   Stage  `json:"stage"`
	Version int    `json:"version,omitempty"` // 0 where a side asks: it moves with acts that the side may not know of
	Turn    int    `json:"turn"`
}

// Standing is what the picture says to the door.
func (p Picture) Standing() Standing {
	return Standing{Case: p.Case, Stage: p.Stage, Version: p.Version, Turn: p.Turn}
}
