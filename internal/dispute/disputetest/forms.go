package disputetest

import (
	"hejie/internal/dispute"
	"hejie/internal/statute"
)

// FilingOption changes the sample filing.
type FilingOption func(*dispute.Filing)

// Filing is the sample complaint, changed as the options say.
func Filing(options ...FilingOption) *dispute.Filing {
	f := &dispute.Filing{
		Applicant: dispute.Person{Name: RiderName, Phone: RiderPhone},
		Against:   dispute.Person{Name: InsurerName, Organisation: true, Insurer: true},
		Story:     Story, AmountFen: 1_860_000, Matter: dispute.InsuranceClaim, Source: dispute.ByWorker,
	}
	for _, change := range options {
		change(f)
	}
	return f
}

// HurtOn sets the day of the accident.
func HurtOn(d statute.Date) FilingOption { return func(f *dispute.Filing) { f.HurtOn = d } }

// About sets the matter.
func About(m dispute.Matter) FilingOption { return func(f *dispute.Filing) { f.Matter = m } }

// From sets the source of intake.
func From(s dispute.Source) FilingOption { return func(f *dispute.Filing) { f.Source = s } }

// AgainstPerson makes the other side a natural person instead of an insurer.
func AgainstPerson(f *dispute.Filing) { f.Against = dispute.Person{Name: InsurerName} }

// NotElsewhere is an acceptance with its questions answered.
func NotElsewhere() *dispute.Acceptance { return &dispute.Acceptance{Elsewhere: "none"} }

// Talk is a session's record, joint when private is empty.
func Talk(private dispute.Side) *dispute.SessionRecord {
	return &dispute.SessionRecord{Held: "2026-03-16T09:30", Place: "调解室", Private: private, Text: Remark, Result: "continue"}
}

// Promise is an agreement that settles every open claim by one payment of the other side to the worker. Without a day, an
// insurer has the ten of 保险法 23; anyone else is given as many.
func (c *Case) Promise(due statute.Date) *dispute.AgreementDraft {
	if other, _ := c.Now.Party(c.Other); due.IsZero() && !other.Insurer {
		due = c.Today.AddDays(10)
	}
	return &dispute.AgreementDraft{Facts: Story, Terms: []dispute.PromiseForm{
		{Payer: c.Other, Payee: c.Rider, AmountFen: 1_500_000, Due: due},
	}}
}

// Text is a remark.
func Text() *dispute.Words { return &dispute.Words{Text: Remark} }

// Because is a reason in words.
func Because() *dispute.Grounds { return &dispute.Grounds{Text: Remark} }

// Away refers claims to a court.
func Away(claims ...dispute.ClaimID) *dispute.Referral {
	return &dispute.Referral{To: "court", Name: "区人民法院", Claims: claims, Consented: true, Text: Remark}
}

// AgentOf brings in an agent of a party.
func AgentOf(principal dispute.PartyID, side dispute.Side, authority dispute.Authority) *dispute.PartyForm {
	return &dispute.PartyForm{Person: dispute.Person{Name: "周律师"}, Side: side, For: principal, Authority: authority}
}
