package dispute_test

import (
	"slices"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/statute"
)

func TestEachExitEndsTheTalksAndKeepsTheLimitationClock(t *testing.T) {
	t.Parallel()
	for stage, claim := range map[dispute.Stage]dispute.ClaimState{
		dispute.Declined: dispute.ClaimRefused, dispute.Withdrawn: dispute.ClaimWithdrawn,
		dispute.Ended: dispute.ClaimEnded, dispute.Referred: dispute.ClaimElsewhere,
	} {
		c := disputetest.At(t, stage)
		if c.Now.Stage != stage || c.Now.Claims[0].State != claim {
			t.Errorf("%s: stands at %s with claim %s, want %s", stage, c.Now.Stage, c.Now.Claims[0].State, claim)
		}
		if len(c.Now.Clocks) != 1 || !c.Runs(statute.InsuranceLimitation) {
			t.Errorf("%s: clocks %v, want the limitation alone", stage, c.Now.Clocks)
		}
		if c.Now.Agreement != nil || len(c.Now.Offers)+len(c.Now.Terms)+len(c.Now.Requests) > 0 {
			t.Errorf("%s: something is left on the table: %+v", stage, c.Now)
		}
	}
}

func TestAHelperWithdrawsForAWorkerOnlyWithProof(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t)
	helper := disputetest.Staff(disputetest.MediatorWang, dispute.Helper)
	forRider := disputetest.For(c.Rider)
	if _, err := c.Try(dispute.Withdraw, helper, &dispute.Reason{}, forRider); fieldOf(err) != "proof/proof" {
		t.Errorf("without: got %q", fieldOf(err))
	}
	if _, err := c.Try(dispute.Withdraw, helper, &dispute.Reason{}, forRider, disputetest.WithProof); err != nil {
		t.Errorf("with the signed sheet: %v", err)
	}
	if _, err := c.Try(dispute.Withdraw, c.Mediator(), &dispute.Reason{}, forRider); err != nil {
		t.Errorf("the desk, before whom the worker stood: %v", err)
	}
}

func TestBeforeAcceptanceThePartiesEndAndTheCommitteeDeclines(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t)
	if _, err := c.Try(dispute.EndMediation, c.Mediator(), &dispute.Ending{}); codeOf(err) != "out_of_turn" {
		t.Errorf("by the committee: got %q", codeOf(err))
	}
	for name, how := range map[string]func() error{
		"the worker":     func() error { _, err := c.Try(dispute.EndMediation, c.Worker(), &dispute.Ending{}); return err },
		"the other side": func() error { _, err := c.Try(dispute.EndMediation, c.Insurer(), &dispute.Ending{}); return err },
		"the desk for a party": func() error {
			_, err := c.Try(dispute.EndMediation, c.Mediator(), &dispute.Ending{}, disputetest.For(c.Other))
			return err
		},
	} {
		if err := how(); err != nil {
			t.Errorf("by %s: %v", name, err)
		}
	}
}

func TestWithdrawingIsOneTapUntilTheAgreementIsInEffect(t *testing.T) {
	t.Parallel()
	for stage, want := range map[dispute.Stage]string{
		dispute.Filed: "", dispute.Inquiry: "", dispute.Mediation: "", dispute.Performing: "out_of_turn", dispute.Closed: "out_of_turn",
	} {
		c := disputetest.At(t, stage)
		if _, err := c.Try(dispute.Withdraw, c.Worker(), &dispute.Reason{}); codeOf(err) != want {
			t.Errorf("%s: got %q, want %q", stage, codeOf(err), want)
		}
	}
}

func TestTheOtherSideHearsOfAWithdrawalOnlyOnceTheCaseWasAccepted(t *testing.T) {
	t.Parallel()
	for stage, want := range map[dispute.Stage]bool{dispute.Filed: false, dispute.Inquiry: true} {
		c := disputetest.At(t, stage)
		c.Do(dispute.Withdraw, c.Worker(), &dispute.Reason{})
		if got := told(c.Last, string(dispute.Withdraw), c.Other); got != want {
			t.Errorf("%s: told %v, want %v", stage, got, want)
		}
	}
}

func TestLeavingWithADraftOnTheTableVoidsItsPaper(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*disputetest.Case){
		"withdrawn": func(c *disputetest.Case) { c.Do(dispute.Withdraw, c.Worker(), &dispute.Reason{}) },
		"ended":     func(c *disputetest.Case) { c.Do(dispute.EndMediation, c.Insurer(), &dispute.Ending{}) },
		"referred":  func(c *disputetest.Case) { c.Do(dispute.Refer, c.Mediator(), disputetest.Away()) },
	} {
		c := disputetest.Drafted(t)
		paper := c.Last.Papers[0].ID
		leave(c)
		n := 0
		for _, p := range c.Last.Papers {
			if p.Void && p.ID == paper {
				n++
			}
		}
		if n != 1 || c.Now.Agreement != nil {
			t.Errorf("%s: voided %d times, agreement %v", name, n, c.Now.Agreement)
		}
	}
}

func TestEndingOneClaimOfTwoKeepsTheCaseOpen(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	first, other := c.Now.Claims[0], second(t, c)
	both := proposes(c, c.Mediator(), &dispute.Proposal{AmountFen: 1})
	c.Do(dispute.Draft, c.Mediator(), c.Promise(statute.Date{}))
	c.Do(dispute.EndMediation, c.Worker(), &dispute.Ending{Claims: []dispute.ClaimID{other.ID}})
	if c.Now.Stage != dispute.Mediation || !due(c.Last, dispute.EndingPaper) {
		t.Errorf("%s, papers %v", c.Now.Stage, c.Last.Papers)
	}
	if _, on := c.Now.Offer(both); on || c.Now.Agreement != nil {
		t.Error("an offer or a draft that names the ended claim still stands")
	}
	c.Do(dispute.Draft, c.Mediator(), c.Promise(statute.Date{}))
	c.SignAll()
	a, _ := c.Now.Claim(first.ID)
	b, _ := c.Now.Claim(other.ID)
	if a.State != dispute.ClaimSettled || b.State != dispute.ClaimEnded {
		t.Errorf("got %s and %s", a.State, b.State)
	}
	if !c.Runs(statute.GeneralLimitation) || c.Runs(statute.InsuranceLimitation) {
		t.Error("the limitation of the ended claim runs on, that of the settled one does not")
	}
}

func TestEndingOrReferringTheLastClaimEndsTheCase(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	first, other := c.Now.Claims[0], second(t, c)
	c.Do(dispute.Refer, c.Mediator(), disputetest.Away(other.ID))
	if c.Now.Stage != dispute.Mediation {
		t.Fatalf("one of two referred: %s", c.Now.Stage)
	}
	if _, err := c.Try(dispute.EndMediation, c.Worker(), &dispute.Ending{Claims: []dispute.ClaimID{other.ID}}); fieldOf(err) != "claims/claim" {
		t.Errorf("ending what was referred: got %q", fieldOf(err))
	}
	c.Do(dispute.EndMediation, c.Insurer(), &dispute.Ending{Claims: []dispute.ClaimID{first.ID}})
	if c.Now.Stage != dispute.Ended {
		t.Errorf("the last one ended: %s", c.Now.Stage)
	}
}

func TestEndingTellsBothSidesOfTheOtherRoads(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	c.Do(dispute.EndMediation, c.Mediator(), &dispute.Ending{}, disputetest.For(c.Other))
	if !due(c.Last, dispute.EndingPaper) || !told(c.Last, string(dispute.EndMediation), c.Rider) || !told(c.Last, string(dispute.EndMediation), c.Other) {
		t.Errorf("papers %v, notices %v", c.Last.Papers, c.Last.Notices)
	}
	var readers []dispute.Audience
	for _, p := range c.Last.Papers {
		if p.Form == dispute.EndingPaper {
			readers = append(readers, p.Audience)
		}
	}
	if want := []dispute.Audience{dispute.ApplicantOnly, dispute.OtherSideOnly}; !slices.Equal(readers, want) || c.Last.Papers[0].ID == c.Last.Papers[1].ID {
		t.Errorf("got %v, want a copy for each side: %v", c.Last.Papers, want)
	}
}

func TestReferringAnAgreementThatIsNotPerformedTakesItOffTheFace(t *testing.T) {
	t.Parallel()
	c := disputetest.Performing(t)
	c.Do(dispute.Refer, c.Mediator(), disputetest.Away())
	if c.Now.Stage != dispute.Referred || c.Runs(statute.InsurerPayment) || !c.Runs(statute.JudicialConfirmation) {
		t.Errorf("%s, clocks %v", c.Now.Stage, c.Now.Clocks)
	}
	if slices.ContainsFunc(c.Last.Papers, func(p dispute.PaperDue) bool { return p.Void }) {
		t.Error("an agreement in effect was voided")
	}
}

func TestReopeningTakesUpWhatWasAcceptedWhereFactsAreGathered(t *testing.T) {
	t.Parallel()
	for _, stage := range []dispute.Stage{dispute.Closed, dispute.Withdrawn, dispute.Ended, dispute.Referred} {
		c := disputetest.At(t, stage)
		accepted := c.Now.Accepted
		c.On("2026-04-01").Do(dispute.Reopen, c.Mediator(), disputetest.Because())
		if c.Now.Stage != dispute.Inquiry || len(c.Now.OpenClaims()) != 1 || c.Now.Agreement != nil || len(c.Now.Terms) > 0 {
			t.Errorf("%s: %+v", stage, c.Now)
		}
		runs(t, c, statute.Mediation, "2026-04-01", "2026-05-06")
		if c.Last.Number || len(c.Last.Papers) > 0 || c.Now.Accepted != accepted || c.Runs(statute.FollowUp) {
			t.Errorf("%s: numbered %v, papers %v, accepted %s, follow-up runs %v",
				stage, c.Last.Number, c.Last.Papers, c.Now.Accepted, c.Runs(statute.FollowUp))
		}
	}
}

func TestReopeningRunsTheLimitationOfASettledClaimAgainFromTheLastPromise(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ paid, from, until string }{
		"nothing paid": {"", "2026-03-20", "2028-03-20"},
		"paid in part": {"2026-03-25", "2026-03-25", "2028-03-27"},
	} {
		c := disputetest.Performing(t)
		if tt.paid != "" {
			c.On(tt.paid).Do(dispute.RecordPayment, c.Worker(), &dispute.Payment{Term: c.Now.Terms[0].ID, AmountFen: 1})
		}
		term := c.Now.Terms[0]
		c.On("2026-03-30").Do(dispute.RecordPayment, c.Mediator(), &dispute.Payment{Term: term.ID, AmountFen: term.AmountFen - term.PaidFen},
			disputetest.HappenedOn(disputetest.Day(t, tt.from)))
		c.On("2026-04-01").Do(dispute.Reopen, c.Mediator(), disputetest.Because())
		if c.Now.Stage != dispute.Inquiry {
			t.Fatalf("%s: stands at %s", name, c.Now.Stage)
		}
		runs(t, c, statute.InsuranceLimitation, tt.from, tt.until)
	}
}

func TestANewAgreementEndsTheOldWindowOfConfirmation(t *testing.T) {
	t.Parallel()
	c := disputetest.Closed(t).On("2026-04-01")
	old := c.Clock(statute.JudicialConfirmation)
	c.Do(dispute.Reopen, c.Mediator(), disputetest.Because())
	if _, runs := c.Now.Clock(old.ID); !runs {
		t.Fatal("reopening alone took the window off the face")
	}
	c.On("2026-04-02").Do(dispute.Draft, c.Mediator(), c.Promise(statute.Date{}))
	c.SignAll()
	windows := 0
	for _, k := range c.Now.Clocks {
		if k.Rule == statute.JudicialConfirmation {
			windows++
		}
	}
	if _, still := c.Now.Clock(old.ID); still || windows != 1 {
		t.Errorf("the old window runs: %v; %d run in all, want the new one", still, windows)
	}
}

func TestReopeningWhatWasNeverAcceptedAsksForAcceptance(t *testing.T) {
	t.Parallel()
	for stage, leave := range unaccepted {
		c := disputetest.File(t)
		leave(c)
		c.On("2026-04-01").Do(dispute.Reopen, c.Mediator(), disputetest.Because())
		if c.Now.Stage != dispute.Filed || len(c.Now.OpenClaims()) != 1 || !c.Now.Accepted.IsZero() || c.Last.Number {
			t.Errorf("%s: %+v", stage, c.Now)
		}
		runs(t, c, statute.Acceptance, "2026-04-01", "2026-04-07")
		if c.Runs(statute.Mediation) {
			t.Errorf("%s: the month of mediation runs before acceptance", stage)
		}
		c.Do(dispute.Accept, c.Mediator(), disputetest.NotElsewhere())
		if !c.Last.Number || !due(c.Last, dispute.RegisterPaper) || !due(c.Last, dispute.RightsPaper) {
			t.Errorf("%s: accepted with number %v and papers %v", stage, c.Last.Number, c.Last.Papers)
		}
	}
}

// unaccepted are the ways out of a case before acceptance.
var unaccepted = map[dispute.Stage]func(*disputetest.Case){
	dispute.Declined:  func(c *disputetest.Case) { c.Do(dispute.Decline, c.Mediator(), disputetest.Because()) },
	dispute.Withdrawn: func(c *disputetest.Case) { c.Do(dispute.Withdraw, c.Worker(), &dispute.Reason{}) },
	dispute.Ended:     func(c *disputetest.Case) { c.Do(dispute.EndMediation, c.Worker(), &dispute.Ending{}) },
	dispute.Referred:  func(c *disputetest.Case) { c.Do(dispute.Refer, c.Mediator(), disputetest.Away()) },
}

func TestAPartyLeavesOnlyWhatItIsPartyTo(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	first, other := c.Now.Claims[0], second(t, c)
	contractor := disputetest.Party(other.Against, dispute.Respondent)
	if _, err := c.Try(dispute.EndMediation, contractor, &dispute.Ending{Claims: []dispute.ClaimID{first.ID}}); fieldOf(err) != "claims/claim" {
		t.Errorf("ending another's claim: got %q", fieldOf(err))
	}
	c.Do(dispute.EndMediation, contractor, &dispute.Ending{})
	if a, _ := c.Now.Claim(first.ID); c.Now.Stage != dispute.Mediation || a.State != dispute.ClaimOpen {
		t.Errorf("one respondent left: %s, the other's claim %s", c.Now.Stage, a.State)
	}
}

func TestAnApplicantWithdrawsOnlyTheirOwnClaims(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	joined := c.Do(dispute.AddParty, c.Mediator(), &dispute.PartyForm{Person: dispute.Person{Name: "同事"}, Side: dispute.Applicant})
	mate := disputetest.Party(joined.People[0].Party, dispute.Worker)
	if _, err := c.Try(dispute.Withdraw, mate, &dispute.Reason{}); fieldOf(err) != "claims/claim" {
		t.Errorf("one without a claim: got %q", fieldOf(err))
	}
	c.Now.Claims = append(c.Now.Claims, dispute.Claim{
		ID: dispute.ClaimID(disputetest.ID("mate's claim")), By: mate.Party, Against: c.Other, Matter: dispute.InsuranceClaim, State: dispute.ClaimOpen})
	c.Do(dispute.Withdraw, c.Worker(), &dispute.Reason{})
	if c.Now.Stage != dispute.Mediation || len(c.Now.OpenClaims()) != 1 {
		t.Errorf("one of two withdrew: %s with %d open", c.Now.Stage, len(c.Now.OpenClaims()))
	}
	c.Do(dispute.Withdraw, mate, &dispute.Reason{})
	if c.Now.Stage != dispute.Withdrawn {
		t.Errorf("both withdrew: %s", c.Now.Stage)
	}
}
