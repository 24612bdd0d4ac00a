package dispute_test

import (
	"slices"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/statute"
)

// second gives a case another claim of the rider, against a contractor who joins on the other side.
func second(t *testing.T, c *disputetest.Case) dispute.Claim {
	t.Helper()
	joined := c.Do(dispute.AddParty, c.Mediator(), &dispute.PartyForm{Person: dispute.Person{Name: "站点承包人"}, Side: dispute.OtherSide})
	k := dispute.Claim{
		ID: dispute.ClaimID(disputetest.ID("second claim")), By: c.Rider, Against: joined.People[0].Party,
		Matter: dispute.ThirdParty, State: dispute.ClaimOpen,
	}
	c.Now.Claims = append(c.Now.Claims, k)
	limit := c.Clock(statute.InsuranceLimitation)
	limit.ID, limit.Rule, limit.Subject = dispute.ClockID(disputetest.ID("second limitation")), statute.GeneralLimitation, string(k.ID)
	c.Now.Clocks = append(c.Now.Clocks, limit)
	return k
}

func TestADraftSaysOfEveryOpenClaimWhatBecomesOfIt(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	first, other := c.Now.Claims[0], second(t, c)
	all := []dispute.ClaimID{first.ID, other.ID}
	for name, tt := range map[string]struct {
		settles, reserves []dispute.ClaimID
		want              string
	}{
		"nothing named settles all":           {nil, nil, ""},
		"both settled":                        {all, nil, ""},
		"one settled and one reserved":        {all[:1], all[1:], ""},
		"what is not reserved is settled":     {nil, all[1:], ""},
		"one settled and one left in the air": {all[:1], nil, "settles/covers"},
		"settled and reserved at once":        {all, all[1:], "settles/covers"},
		"everything reserved":                 {nil, all, "settles/covers"},
		"an unknown claim settled":            {[]dispute.ClaimID{"unknown"}, nil, "settles/claim"},
		"an unknown claim reserved":           {all, []dispute.ClaimID{"unknown"}, "reserves/claim"},
	} {
		f := c.Promise(statute.Date{})
		f.Settles, f.Reserves = tt.settles, tt.reserves
		for _, act := range []dispute.ActName{dispute.Draft, dispute.AgreeOrally} {
			if _, err := c.Try(act, c.Mediator(), f); fieldOf(err) != tt.want {
				t.Errorf("%s, %s: got %q, want %q", name, act, fieldOf(err), tt.want)
			}
		}
	}
}

func TestATermNamesTwoPartiesAndADayOrAnEvent(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	stranger := dispute.PartyID(disputetest.ID("stranger"))
	for name, tt := range map[string]struct {
		term dispute.PromiseForm
		want string
	}{
		"an insurer without a day has ten":  {dispute.PromiseForm{Payer: c.Other, Payee: c.Rider}, ""},
		"a person without a day":            {dispute.PromiseForm{Payer: c.Rider, Payee: c.Other}, "terms/due"},
		"a person on an event":              {dispute.PromiseForm{Payer: c.Rider, Payee: c.Other, Event: "交还头盔"}, ""},
		"due on the day of the agreement":   {dispute.PromiseForm{Payer: c.Rider, Payee: c.Other, Due: c.Today}, ""},
		"due the day before":                {dispute.PromiseForm{Payer: c.Other, Payee: c.Rider, Due: c.Today.AddDays(-1)}, "terms/past"},
		"to oneself":                        {dispute.PromiseForm{Payer: c.Rider, Payee: c.Rider, Due: c.Today}, "terms/party"},
		"by someone who is not of the case": {dispute.PromiseForm{Payer: stranger, Payee: c.Rider, Due: c.Today}, "terms/party"},
	} {
		f := &dispute.AgreementDraft{Facts: disputetest.Story, Terms: []dispute.PromiseForm{tt.term}}
		if _, err := c.Try(dispute.Draft, c.Mediator(), f); fieldOf(err) != tt.want {
			t.Errorf("%s: got %q, want %q", name, fieldOf(err), tt.want)
		}
	}
}

func TestANewDraftVoidsTheOldPaperAndItsSignatures(t *testing.T) {
	t.Parallel()
	c := disputetest.Drafted(t)
	old := c.Last.Papers[0]
	c.Do(dispute.Sign, c.Worker(), c.Signing("drawn"))
	signing := c.Signing("drawn")
	c.Do(dispute.Draft, c.Mediator(), c.Promise(statute.Date{}))
	voided := slices.ContainsFunc(c.Last.Papers, func(p dispute.PaperDue) bool { return p.Void && p.ID == old.ID && p.Subject == old.Subject })
	if g := c.Now.Agreement; !voided || len(g.Signed) > 0 || g.ID == signing.Agreement {
		t.Errorf("papers %v, agreement %+v", c.Last.Papers, g)
	}
	if _, err := c.Try(dispute.Sign, c.Worker(), signing); fieldOf(err) != "agreement/replaced" {
		t.Errorf("signing the old text: got %q", fieldOf(err))
	}
}

func TestAnAgreementTakesEffectOnTheLatestDayInWhateverOrderItIsEntered(t *testing.T) {
	t.Parallel()
	days := map[string]string{"worker": "2026-03-20", "insurer": "2026-03-24", "mediator": "2026-03-21", "seal": "2026-03-23"}
	orders := [][]string{
		{"worker", "insurer", "mediator", "seal"}, {"seal", "mediator", "insurer", "worker"}, {"insurer", "seal", "worker", "mediator"},
	}
	for _, order := range orders {
		c := disputetest.Drafted(t).On("2026-03-26")
		for i, who := range order {
			if i > 0 && c.Now.Stage != dispute.Mediation {
				t.Fatalf("%v: in effect after %d of four", order, i)
			}
			day := disputetest.HappenedOn(disputetest.Day(t, days[who]))
			switch who {
			case "worker":
				c.Do(dispute.Sign, c.Mediator(), c.Signing("fingerprint"), disputetest.For(c.Rider), day)
			case "insurer":
				c.Do(dispute.Sign, c.Mediator(), c.Signing("seal"), disputetest.For(c.Other), disputetest.WithProof, day)
			case "mediator":
				c.Do(dispute.SignMediator, c.Mediator(), c.Signing("paper"), day)
			case "seal":
				c.Do(dispute.AffixSeal, c.Head(), c.Signing("seal"), day)
			}
		}
		if c.Now.Stage != dispute.Performing || c.Now.Agreement.Effective != disputetest.Day(t, "2026-03-24") {
			t.Errorf("%v: %s, in effect on %s, want 2026-03-24", order, c.Now.Stage, c.Now.Agreement.Effective)
		}
		runs(t, c, statute.InsurerPayment, "2026-03-24", "2026-04-03")
		runs(t, c, statute.JudicialConfirmation, "2026-03-24", "2026-04-23")
	}
}

func TestNobodySignsTwiceAndNobodyElseSigns(t *testing.T) {
	t.Parallel()
	c := disputetest.Drafted(t)
	c.Do(dispute.Sign, c.Worker(), c.Signing("drawn"))
	if _, err := c.Try(dispute.Sign, c.Worker(), c.Signing("drawn")); codeOf(err) != "out_of_turn" {
		t.Errorf("twice: got %q", codeOf(err))
	}
	third := c.Do(dispute.AddParty, c.Mediator(), &dispute.PartyForm{Person: dispute.Person{Name: "证人"}, Side: dispute.ThirdSide})
	if _, err := c.Try(dispute.Sign, c.Mediator(), c.Signing("paper"), disputetest.For(third.People[0].Party)); codeOf(err) != "out_of_turn" {
		t.Errorf("one who promised nothing: got %q", codeOf(err))
	}
}

func TestACompanySignsWithAuthorityOrSeal(t *testing.T) {
	t.Parallel()
	c := disputetest.Drafted(t)
	if _, err := c.Try(dispute.Sign, c.Insurer(), c.Signing("drawn")); codeOf(err) != "forbidden" {
		t.Errorf("whoever holds the link: got %q, want forbidden", codeOf(err))
	}
	if _, err := c.Try(dispute.Sign, c.Mediator(), c.Signing("drawn"), disputetest.For(c.Other)); fieldOf(err) != "method/authority" {
		t.Errorf("on paper without seal: got %q", fieldOf(err))
	}
	if _, err := c.Try(dispute.Sign, c.Mediator(), c.Signing("seal"), disputetest.For(c.Other), disputetest.WithProof); err != nil {
		t.Errorf("with its seal: %v", err)
	}
	officer := appoint(c, c.Other, dispute.OtherSide, dispute.GeneralAuthority, dispute.Respondent)
	if _, err := c.Try(dispute.Sign, officer, c.Signing("code")); codeOf(err) != "forbidden" {
		t.Errorf("an officer of general authority: got %q", codeOf(err))
	}
	officer = appoint(c, c.Other, dispute.OtherSide, dispute.SpecialAuthority, dispute.Respondent)
	c.Do(dispute.Sign, officer, c.Signing("code"))
	if got := c.Now.Agreement.Signed; len(got) != 1 || got[0].Party != c.Other {
		t.Errorf("signed by %v, want the company", got)
	}
}

func TestAnOralAgreementBindsFromTheDayItWasReached(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t).On("2026-03-12")
	c.Do(dispute.AgreeOrally, c.Mediator(), c.Promise(statute.Date{}), disputetest.HappenedOn(disputetest.Day(t, "2026-03-11")))
	if c.Now.Stage != dispute.Performing || !due(c.Last, dispute.OralPaper) || due(c.Last, dispute.AgreementPaper) {
		t.Errorf("%s, papers %v", c.Now.Stage, c.Last.Papers)
	}
	runs(t, c, statute.InsurerPayment, "2026-03-11", "2026-03-23")
}

func TestAnAgreementSettlesAndReservesAsItSays(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	first, kept := c.Now.Claims[0], second(t, c)
	f := c.Promise(statute.Date{})
	f.Reserves = []dispute.ClaimID{kept.ID}
	c.Do(dispute.Draft, c.Mediator(), f)
	c.SignAll()
	a, _ := c.Now.Claim(first.ID)
	b, _ := c.Now.Claim(kept.ID)
	if a.State != dispute.ClaimSettled || b.State != dispute.ClaimReserved {
		t.Errorf("got %s and %s", a.State, b.State)
	}
	if c.Runs(statute.InsuranceLimitation) || !c.Runs(statute.GeneralLimitation) {
		t.Error("the limitation of the settled claim ends, that of the reserved one runs on")
	}
	if c.Runs(statute.Mediation) {
		t.Error("the month of mediation runs on")
	}
}
