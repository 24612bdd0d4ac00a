package disputetest

import (
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/statute"
)

// Accepted is a case that mediator Li took in on 10 March.
func Accepted(t testing.TB, options ...FilingOption) *Case {
	t.Helper()
	c := File(t, options...).On("2026-03-10")
	c.Do(dispute.Accept, c.Mediator(), NotElsewhere())
	return c
}

// Mediating is a case in its first session, on 16 March.
func Mediating(t testing.TB, options ...FilingOption) *Case {
	t.Helper()
	c := Accepted(t, options...).On("2026-03-16")
	c.Do(dispute.RecordSession, c.Mediator(), Talk(""))
	return c
}

// Drafted is a case with an agreement to sign, on 20 March; the insurer has ten days from its effect.
func Drafted(t testing.TB, options ...FilingOption) *Case {
	t.Helper()
	c := Mediating(t, options...).On("2026-03-20")
	c.Do(dispute.Draft, c.Mediator(), c.Promise(statute.Date{}))
	return c
}

// Performing is a case whose agreement everyone signed on 20 March.
func Performing(t testing.TB, options ...FilingOption) *Case {
	t.Helper()
	c := Drafted(t, options...)
	c.SignAll()
	return c
}

// SignAll puts every name under the draft on the workplace's day: the worker by drawing, the company by its seal.
func (c *Case) SignAll() {
	c.t.Helper()
	c.Do(dispute.Sign, c.Worker(), c.Signing("drawn"))
	c.Do(dispute.Sign, c.Mediator(), c.Signing("seal"), For(c.Other), WithProof)
	c.Do(dispute.SignMediator, c.Mediator(), c.Signing("paper"))
	c.Do(dispute.AffixSeal, c.Head(), c.Signing("seal"))
}

// Signing is a name put under the draft on the table.
func (c *Case) Signing(method string) *dispute.Signing {
	c.t.Helper()
	if c.Now.Agreement == nil {
		c.t.Fatalf("nothing to sign at %s", c.Now.Stage)
	}
	return &dispute.Signing{Agreement: c.Now.Agreement.ID, Method: method}
}

// Closed is a case paid in full on 27 March.
func Closed(t testing.TB, options ...FilingOption) *Case {
	t.Helper()
	c := Performing(t, options...).On("2026-03-27")
	term := c.Now.Terms[0]
	c.Do(dispute.RecordPayment, c.Mediator(), &dispute.Payment{Term: term.ID, AmountFen: term.AmountFen}, For(c.Rider))
	return c
}

// At is a case that stands at a stage.
func At(t testing.TB, stage dispute.Stage, options ...FilingOption) *Case {
	t.Helper()
	switch stage {
	case dispute.Filed:
		return File(t, options...)
	case dispute.Inquiry:
		return Accepted(t, options...)
	case dispute.Mediation:
		return Drafted(t, options...)
	case dispute.Performing:
		return Performing(t, options...)
	case dispute.Closed:
		return Closed(t, options...)
	}
	return exited(t, stage, options...)
}

// exited is a case that left its road early.
func exited(t testing.TB, stage dispute.Stage, options ...FilingOption) *Case {
	t.Helper()
	if stage == dispute.Declined {
		c := File(t, options...)
		c.Do(dispute.Decline, c.Mediator(), Because())
		return c
	}
	c := Mediating(t, options...)
	switch stage {
	case dispute.Withdrawn:
		c.Do(dispute.Withdraw, c.Worker(), &dispute.Reason{})
	case dispute.Ended:
		c.Do(dispute.EndMediation, c.Worker(), &dispute.Ending{})
	case dispute.Referred:
		c.Do(dispute.Refer, c.Mediator(), Away())
	default:
		t.Fatalf("no sample stands at %q", stage)
	}
	return c
}
