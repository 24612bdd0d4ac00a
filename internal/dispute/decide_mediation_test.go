package dispute_test

import (
	"slices"
	"testing"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/statute"
)

// proposes makes an offer and gives its id.
func proposes(c *disputetest.Case, by dispute.Actor, p *dispute.Proposal) dispute.ActID {
	return c.Do(dispute.MakeOffer, by, p).ID()
}

func TestTalksAreNotPublicAgainstAPartysWish(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t)
	for name, tt := range map[string]struct {
		form dispute.Opening
		want string
	}{
		"in private":                   {dispute.Opening{}, ""},
		"in public":                    {dispute.Opening{Open: true}, ""},
		"in private against a wish":    {dispute.Opening{Objection: disputetest.Remark}, ""},
		"in public though one objects": {dispute.Opening{Open: true, Objection: disputetest.Remark}, "open/objection"},
	} {
		if _, err := c.Try(dispute.OpenMediation, c.Mediator(), &tt.form); fieldOf(err) != tt.want {
			t.Errorf("%s: got %q, want %q", name, fieldOf(err), tt.want)
		}
	}
}

func TestAYesGivenInTimeMayBeEnteredAfterTheOfferLapsed(t *testing.T) {
	t.Parallel()
	last := disputetest.Day(t, "2026-03-24")
	for name, tt := range map[string]struct {
		entered, happened string
		want              string
	}{
		"given on its last day":        {"2026-03-27", "2026-03-24", ""},
		"given before":                 {"2026-04-03", "2026-03-18", ""},
		"given a day late":             {"2026-03-27", "2026-03-25", "to/gone"},
		"entered when it is long gone": {"2026-04-06", "2026-03-20", "to/gone"},
	} {
		c := offered(t)
		offer := &dispute.Answer{To: c.Now.Offers[0].ID}
		only(c, c.Clock(statute.OfferExpiry).ID)
		c.Ring(last.AddDays(1).Start(), none)
		c.On(tt.entered)
		how := []disputetest.How{disputetest.For(c.Rider), disputetest.HappenedOn(disputetest.Day(t, tt.happened))}
		change, err := c.Try(dispute.AcceptOffer, c.Mediator(), offer, how...)
		if fieldOf(err) != tt.want {
			t.Errorf("%s: got %q, want %q", name, fieldOf(err), tt.want)
		}
		if p := change.Picture; err == nil && (len(p.Offers) != 1 || len(p.Lapsed) != 0 || !slices.Equal(p.Offers[0].Accepted, []dispute.PartyID{c.Rider})) {
			t.Errorf("%s: offers %v, lapsed %v", name, p.Offers, p.Lapsed)
		}
		if _, err := c.Try(dispute.AcceptOffer, c.Worker(), offer); codeOf(err) != "out_of_turn" {
			t.Errorf("%s, by the worker at the door: got %q", name, codeOf(err))
		}
	}
}

func TestALapsedOfferIsForgottenWithTheClaimItNames(t *testing.T) {
	t.Parallel()
	c := offered(t)
	c.Ring(disputetest.Day(t, "2026-03-25").Start(), none)
	if len(c.Now.Lapsed) != 1 || len(c.Now.Offers) != 0 {
		t.Fatalf("offers %v, lapsed %v", c.Now.Offers, c.Now.Lapsed)
	}
	c.On("2026-03-25").Do(dispute.EndMediation, c.Worker(), &dispute.Ending{})
	if len(c.Now.Lapsed) != 0 {
		t.Errorf("got %v", c.Now.Lapsed)
	}
}

func TestAPrivateOfferThatLapsesLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	c.Do(dispute.MakeOffer, c.Insurer(), &dispute.Proposal{AmountFen: 1, Private: true, Expires: disputetest.Day(t, "2026-03-24")})
	c.Ring(disputetest.Day(t, "2026-03-25").Start(), none)
	if len(c.Now.Offers)+len(c.Now.Lapsed) != 0 {
		t.Errorf("offers %v, lapsed %v", c.Now.Offers, c.Now.Lapsed)
	}
}

func TestOfferCounterOfferAndAcceptanceByAllWhoWait(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	first := proposes(c, c.Insurer(), &dispute.Proposal{AmountFen: 800_000, Expires: disputetest.Day(t, "2026-03-23")})
	runs(t, c, statute.OfferExpiry, "2026-03-16", "2026-03-23")
	if !told(c.Last, string(dispute.MakeOffer), c.Rider) || told(c.Last, string(dispute.MakeOffer), c.Other) {
		t.Errorf("an offer tells the other side and not its maker: %v", c.Last.Notices)
	}
	counter := proposes(c, c.Worker(), &dispute.Proposal{AmountFen: 1_500_000, Answers: first})
	if _, on := c.Now.Offer(first); on || c.Runs(statute.OfferExpiry) {
		t.Error("the offer that was answered is still on the table")
	}
	for by, want := range map[dispute.PartyID]string{c.Rider: "out_of_turn", c.Other: ""} {
		role := dispute.Worker
		if by == c.Other {
			role = dispute.Respondent
		}
		_, err := c.Try(dispute.AcceptOffer, disputetest.Party(by, role), &dispute.Answer{To: counter})
		if got := codeOf(err); got != want {
			t.Errorf("accepting as %s: got %q, want %q", role, got, want)
		}
	}
	c.Do(dispute.AcceptOffer, c.Insurer(), &dispute.Answer{To: counter})
	if o, _ := c.Now.Offer(counter); !slices.Equal(o.Accepted, []dispute.PartyID{c.Other}) {
		t.Errorf("accepted by %v", o.Accepted)
	}
	if _, err := c.Try(dispute.AcceptOffer, c.Insurer(), &dispute.Answer{To: counter}); codeOf(err) != "out_of_turn" {
		t.Errorf("accepting twice: got %q", codeOf(err))
	}
}

func TestAMediatorsProposalWaitsForEveryParty(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	offer := proposes(c, c.Mediator(), &dispute.Proposal{AmountFen: 1_200_000, Expires: disputetest.Day(t, "2026-03-20")})
	c.Do(dispute.AcceptOffer, c.Worker(), &dispute.Answer{To: offer})
	if !c.Runs(statute.OfferExpiry) {
		t.Error("the offer stopped running while one answer is missing")
	}
	c.Do(dispute.AcceptOffer, c.Mediator(), &dispute.Answer{To: offer}, disputetest.For(c.Other))
	if c.Runs(statute.OfferExpiry) {
		t.Error("an offer that all accepted can still lapse")
	}
}

func TestARejectedOfferLeavesTheTableWithItsClock(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	offer := proposes(c, c.Insurer(), &dispute.Proposal{AmountFen: 100, Expires: disputetest.Day(t, "2026-03-20")})
	c.Do(dispute.RejectOffer, c.Worker(), &dispute.Answer{To: offer})
	if len(c.Now.Offers) > 0 || c.Runs(statute.OfferExpiry) || c.Now.Stage != dispute.Mediation {
		t.Errorf("got %+v", c.Now)
	}
}

func TestAnOfferCannotBeAcceptedOnADayAfterItLapsed(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	offer := proposes(c, c.Insurer(), &dispute.Proposal{AmountFen: 100, Expires: disputetest.Day(t, "2026-03-17")})
	c.On("2026-03-19")
	if _, err := c.Try(dispute.AcceptOffer, c.Worker(), &dispute.Answer{To: offer}); codeOf(err) != "too_late" {
		t.Errorf("two days late: got %q", codeOf(err))
	}
	onTime := disputetest.HappenedOn(disputetest.Day(t, "2026-03-17"))
	if _, err := c.Try(dispute.AcceptOffer, c.Mediator(), &dispute.Answer{To: offer}, disputetest.For(c.Rider), onTime); err != nil {
		t.Errorf("given by telephone in time and entered late: %v", err)
	}
	if _, err := c.Try(dispute.MakeOffer, c.Worker(), &dispute.Proposal{AmountFen: 1, Expires: disputetest.Day(t, "2026-03-18")}); fieldOf(err) != "expires/past" {
		t.Errorf("an offer that lapses before it is made: got %q", fieldOf(err))
	}
}

func TestAPrivateOfferIsBetweenItsMakerAndTheMediator(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	offer := proposes(c, c.Insurer(), &dispute.Proposal{AmountFen: 2_000_000, Private: true, Expires: disputetest.Day(t, "2026-03-25")})
	if c.Last.Audience != dispute.OtherSideOnly {
		t.Errorf("got audience %q", c.Last.Audience)
	}
	if told(c.Last, string(dispute.MakeOffer), c.Rider) {
		t.Error("the worker was told of it")
	}
	if slices.Contains(dispute.Possible(c.Worker(), c.Now), dispute.AcceptOffer) {
		t.Error("the worker is offered to accept it")
	}
	for _, act := range []dispute.ActName{dispute.AcceptOffer, dispute.RejectOffer} {
		if _, err := c.Try(act, c.Mediator(), &dispute.Answer{To: offer}, disputetest.For(c.Rider)); err == nil {
			t.Errorf("%s of a private offer was taken", act)
		}
	}
	k := c.Clock(statute.OfferExpiry)
	proposes(c, c.Insurer(), &dispute.Proposal{AmountFen: 1}) // beside an open one it is no more to be had
	for _, act := range []dispute.ActName{dispute.AcceptOffer, dispute.RejectOffer} {
		if _, err := c.Try(act, c.Worker(), &dispute.Answer{To: offer}); fieldOf(err) != "to/gone" {
			t.Errorf("%s of a private offer by the worker: got %q", act, fieldOf(err))
		}
	}
	if _, err := c.Try(dispute.MakeOffer, c.Worker(), &dispute.Proposal{AmountFen: 1, Answers: offer}); fieldOf(err) != "answers/gone" {
		t.Errorf("countering it: got %q", fieldOf(err))
	}
	for kind, moment := range map[string]time.Time{"reminder": k.RemindAt, "lapsed": k.LapsesAt} {
		change, ok := dispute.Rings(c.Now, moment, none)
		if !ok || told(change, kind, c.Rider) || !told(change, kind, c.Other) {
			t.Errorf("%s: rang %v, notices %v, want one for its maker and none for the worker", kind, ok, change.Notices)
		}
	}
}

func TestACounterOfferStopsNoClockButTheOffers(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	before := len(c.Now.Clocks)
	for _, subject := range []string{string(c.Now.Claims[0].ID), disputetest.ID("nothing")} {
		_, err := c.Try(dispute.MakeOffer, c.Insurer(), &dispute.Proposal{AmountFen: 1, Answers: dispute.ActID(subject)})
		if fieldOf(err) != "answers/gone" || len(c.Now.Clocks) != before {
			t.Errorf("answering %s: got %q", subject, fieldOf(err))
		}
	}
}

func TestAnOfferOnAClaimThatIsNotOpenIsRefused(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	_, err := c.Try(dispute.MakeOffer, c.Worker(), &dispute.Proposal{AmountFen: 1, Claims: []dispute.ClaimID{"no-such-claim"}})
	if fieldOf(err) != "claims/claim" {
		t.Errorf("got %q", fieldOf(err))
	}
}

func TestAPrivateSessionIsOnRecordForItsSideAlone(t *testing.T) {
	t.Parallel()
	for private, want := range map[dispute.Side]dispute.Audience{
		"": dispute.Everyone, dispute.Applicant: dispute.ApplicantOnly, dispute.OtherSide: dispute.OtherSideOnly,
	} {
		c := disputetest.Accepted(t)
		c.Do(dispute.RecordSession, c.Mediator(), disputetest.Talk(private))
		if c.Last.Audience != want || len(c.Last.Papers) != 1 || c.Last.Papers[0].Audience != want {
			t.Errorf("caucus with %q: audience %q, papers %v, want %q", private, c.Last.Audience, c.Last.Papers, want)
		}
	}
}

func TestGoingOnPastTheMonthTakesEveryPartysConsent(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	until := disputetest.Day(t, "2026-05-20")
	one := &dispute.Extension{Until: until, Consented: []dispute.PartyID{c.Rider, c.Rider}}
	if _, err := c.Try(dispute.Extend, c.Mediator(), one); fieldOf(err) != "consented/both" {
		t.Errorf("one side alone: got %q", fieldOf(err))
	}
	both := []dispute.PartyID{c.Rider, c.Other}
	if _, err := c.Try(dispute.Extend, c.Mediator(), &dispute.Extension{Until: c.Today, Consented: both}); fieldOf(err) != "until/past" {
		t.Errorf("to the same day: got %q", fieldOf(err))
	}
	for _, until := range []string{"2026-05-20", "2026-07-20", "2026-09-21"} {
		c.Do(dispute.Extend, c.Mediator(), &dispute.Extension{Until: disputetest.Day(t, until), Consented: both})
		runs(t, c, statute.Mediation, "2026-03-16", until)
	}
	if n := len(slices.DeleteFunc(slices.Clone(c.Now.Clocks), func(k dispute.Clock) bool { return k.Rule != statute.Mediation })); n != 1 {
		t.Errorf("%d mediation clocks run, want one", n)
	}
}
