package dispute_test

import (
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/statute"
)

// claims is one more claim against a party.
func claims(against dispute.PartyID, m dispute.Matter) *dispute.ClaimForm {
	return &dispute.ClaimForm{Against: against, Matter: m, AmountFen: 80_000, Text: disputetest.Remark}
}

func TestACounterclaimStandsBesideTheClaimWithItsOwnLimitation(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	c.On("2026-03-17").Do(dispute.AddClaim, c.Insurer(), claims(c.Rider, dispute.ThirdParty))
	open := c.Now.OpenClaims()
	if len(open) != 2 || open[1].By != c.Other || open[1].Against != c.Rider || open[1].ID != dispute.ClaimOf(c.Last.ID()) {
		t.Fatalf("claims %+v", open)
	}
	runs(t, c, statute.GeneralLimitation, "2026-03-17", "2029-03-19")
	runs(t, c, statute.InsuranceLimitation, "2026-03-09", "2028-03-09")
	if k := c.Clock(statute.GeneralLimitation); k.Subject != string(open[1].ID) {
		t.Errorf("the limitation is of %q", k.Subject)
	}
	only(c, c.Clock(statute.GeneralLimitation).ID)
	change, _ := c.Ring(c.Clock(statute.GeneralLimitation).LapsesAt, none)
	if told(change, "lapsed", c.Rider) || !told(change, "lapsed", c.Other) {
		t.Errorf("whose claim it is, is told alone: got %v", change.Notices)
	}
}

func TestAFurtherRespondentComesInWithAClaimAgainstThem(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t)
	joined := c.Do(dispute.AddParty, c.Worker(), &dispute.PartyForm{Person: dispute.Person{Name: "同事"}, Side: dispute.Applicant})
	depot := c.Do(dispute.AddParty, c.Mediator(), &dispute.PartyForm{Person: dispute.Person{Name: "站点承包人"}, Side: dispute.OtherSide}).People[0].Party
	witness := c.Do(dispute.AddParty, c.Mediator(), &dispute.PartyForm{Person: dispute.Person{Name: "证人"}, Side: dispute.ThirdSide}).People[0].Party
	for name, tt := range map[string]struct {
		against dispute.PartyID
		want    string
	}{
		"the depot":        {depot, ""},
		"a colleague":      {joined.People[0].Party, "against/party"},
		"a third side":     {witness, "against/party"},
		"oneself":          {c.Rider, "against/party"},
		"one not here yet": {dispute.PartyID(disputetest.ID("stranger")), "against/party"},
	} {
		change, err := c.Try(dispute.AddClaim, c.Worker(), claims(tt.against, dispute.Pay))
		if fieldOf(err) != tt.want {
			t.Errorf("%s: got %q, want %q", name, fieldOf(err), tt.want)
		}
		if err == nil && (len(change.Picture.OpenClaims()) != 2 || !told(change, string(dispute.Message), c.Other)) {
			t.Errorf("%s: claims %v, notices %v", name, change.Picture.Claims, change.Notices)
		}
	}
	c.Do(dispute.AddClaim, c.Mediator(), claims(depot, dispute.Pay), disputetest.For(c.Rider))
	runs(t, c, statute.ArbitrationLimitation, "2026-03-10", "2027-03-10")
	runs(t, c, statute.MediationLabour, "2026-03-10", "2026-03-25")
}

func TestAClaimMoreTakesTheDraftThatDoesNotNameItOffTheTable(t *testing.T) {
	t.Parallel()
	c := disputetest.Drafted(t)
	paper := c.Last.Papers[0].ID
	c.Do(dispute.AddClaim, c.Insurer(), claims(c.Rider, dispute.Other))
	if c.Now.Agreement != nil || len(c.Last.Papers) != 1 || c.Last.Papers[0].ID != paper || !c.Last.Papers[0].Void {
		t.Errorf("agreement %v, papers %v", c.Now.Agreement, c.Last.Papers)
	}
	c.Do(dispute.Draft, c.Mediator(), c.Promise(statute.Date{}))
	if got := len(c.Now.Agreement.Settles); got != 2 {
		t.Errorf("the new draft settles %d claims, want both", got)
	}
}

func TestACaseTakesFiftyClaims(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t)
	for range 49 {
		c.Do(dispute.AddClaim, c.Worker(), claims(c.Other, dispute.Other))
	}
	if _, err := c.Try(dispute.AddClaim, c.Worker(), claims(c.Other, dispute.Other)); fieldOf(err) != "against/many" {
		t.Errorf("one more: got %q", fieldOf(err))
	}
}
