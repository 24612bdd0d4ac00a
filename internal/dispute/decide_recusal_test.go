package dispute_test

import (
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
)

// chooses is a party's word on who mediates.
func chooses(choice string) *dispute.MediatorChoice { return &dispute.MediatorChoice{Choice: choice} }

func TestADisclosedInterestWaitsForEverySideOrTheHead(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t)
	if _, err := c.Try(dispute.DecideRecusal, c.Head(), &dispute.RecusalDecision{Result: "kept"}); codeOf(err) != "out_of_turn" {
		t.Errorf("with nothing to decide: got %q", codeOf(err))
	}
	c.Do(dispute.DiscloseInterest, c.Mediator(), disputetest.Because())
	if !told(c.Last, string(dispute.Message), c.Rider) || !told(c.Last, string(dispute.Message), c.Other) || !told(c.Last, string(dispute.DiscloseInterest), "") {
		t.Errorf("notices %v", c.Last.Notices)
	}
	c.Do(dispute.ChooseMediator, c.Worker(), chooses("accept"))
	if c.Now.Recusal == nil {
		t.Fatal("one side's word closed the question")
	}
	c.Do(dispute.ChooseMediator, c.Mediator(), chooses("accept"), disputetest.For(c.Other))
	if c.Now.Recusal != nil || c.Now.Mediator != disputetest.MediatorLi {
		t.Errorf("both accepted: %+v, mediator %s", c.Now.Recusal, c.Now.Mediator)
	}
}

func TestAPartyThatWantsAnotherMediatorIsHeardByTheHead(t *testing.T) {
	t.Parallel()
	for result, want := range map[string]dispute.AccountID{"kept": disputetest.MediatorLi, "removed": ""} {
		c := disputetest.Mediating(t)
		c.Do(dispute.ChooseMediator, c.Worker(), chooses("other"))
		if c.Now.Recusal == nil || !told(c.Last, string(dispute.ChooseMediator), "") {
			t.Fatalf("recusal %+v, notices %v", c.Now.Recusal, c.Last.Notices)
		}
		c.Do(dispute.DecideRecusal, c.Head(), &dispute.RecusalDecision{Result: result, Text: disputetest.Remark})
		if c.Now.Recusal != nil || c.Now.Mediator != want || !told(c.Last, string(dispute.Message), c.Other) {
			t.Errorf("%s: mediator %q, notices %v", result, c.Now.Mediator, c.Last.Notices)
		}
	}
}

func TestAWishForAnotherMediatorCanBeTakenBack(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	c.Do(dispute.ChooseMediator, c.Worker(), chooses("other"))
	c.Do(dispute.ChooseMediator, c.Worker(), chooses("accept"))
	if c.Now.Recusal != nil {
		t.Errorf("got %+v", c.Now.Recusal)
	}
	c.Do(dispute.ChooseMediator, c.Insurer(), chooses("accept"))
	if c.Now.Recusal != nil {
		t.Errorf("accepting where nothing is open: got %+v", c.Now.Recusal)
	}
}

func TestNobodyDecidesOnTheirOwnRecusal(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t)
	both := disputetest.Staff(disputetest.HeadZhou, dispute.Head, dispute.Mediator)
	c.Do(dispute.Accept, both, disputetest.NotElsewhere())
	c.Do(dispute.DiscloseInterest, both, disputetest.Because())
	if _, err := c.Try(dispute.DecideRecusal, both, &dispute.RecusalDecision{Result: "kept"}); fieldOf(err) != "result/oneself" {
		t.Errorf("got %q", fieldOf(err))
	}
	c.Do(dispute.HandOver, both, &dispute.Handing{Mediator: disputetest.MediatorWang})
	if c.Now.Recusal != nil || c.Now.Mediator != disputetest.MediatorWang {
		t.Errorf("handed over: %+v with %s", c.Now.Recusal, c.Now.Mediator)
	}
}
