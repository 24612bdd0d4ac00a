package dispute_test

import (
	"slices"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/statute"
)

// runs fails unless a clock of this rule runs with these days.
func runs(t *testing.T, c *disputetest.Case, rule statute.RuleID, start, due string) {
	t.Helper()
	k := c.Clock(rule)
	if k.Start != disputetest.Day(t, start) || k.Due != disputetest.Day(t, due) {
		t.Errorf("%s: got %s to %s, want %s to %s", rule, k.Start, k.Due, start, due)
	}
	if k.LapsesAt != k.Due.AddDays(1).Start() {
		t.Errorf("%s lapses at %s, want the midnight after %s", rule, k.LapsesAt, k.Due)
	}
	if k.Advised.After(k.Due) {
		t.Errorf("%s advises %s, after the last day %s", rule, k.Advised, k.Due)
	}
}

func TestAFilingStartsAcceptanceAndInterruptsTheLimitationOfItsClaim(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t, disputetest.HurtOn(disputetest.Day(t, "2026-03-02")))
	if c.Now.Stage != dispute.Filed || c.Now.Version != 1 || c.Now.Turn != 1 {
		t.Errorf("got %s version %d turn %d", c.Now.Stage, c.Now.Version, c.Now.Turn)
	}
	runs(t, c, statute.Acceptance, "2026-03-09", "2026-03-12")
	runs(t, c, statute.InsuranceLimitation, "2026-03-09", "2028-03-09")
	if k := c.Clock(statute.InsuranceLimitation); k.Subject != string(c.Now.Claims[0].ID) {
		t.Errorf("the limitation is of %q, want the claim", k.Subject)
	}
	if c.Last.Number {
		t.Error("a case got its number before it was accepted")
	}
	moved := c.Last.Clocks[len(c.Last.Clocks)-1]
	if len(moved.Readings) != 1 || moved.Readings[0].Effective != disputetest.Day(t, "2028-03-02") || moved.Reasons[0].Code != "interrupted" {
		t.Errorf("the day without the filing is not beside it: %+v", moved)
	}
}

func TestADayOfAccidentAfterTheFilingStartsTheLimitationAtTheFiling(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t, disputetest.HurtOn(disputetest.Day(t, "2026-03-20")))
	runs(t, c, statute.InsuranceLimitation, "2026-03-09", "2028-03-09")
}

func TestALimitationThatSeemsToHaveRunOutIsNotAssertedToRun(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t, disputetest.HurtOn(disputetest.Day(t, "2024-03-01")))
	if c.Runs(statute.InsuranceLimitation) {
		t.Error("a filing after the limitation started it again")
	}
	if !told(c.Last, "limitation_passed", "") {
		t.Error("the desk was not told to look")
	}
}

func TestOtherMattersRunTheGeneralLimitation(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t, disputetest.About(dispute.ThirdParty))
	runs(t, c, statute.GeneralLimitation, "2026-03-09", "2029-03-09")
	if c.Runs(statute.InsuranceLimitation) {
		t.Error("two years run in a matter that is none of an insurer's")
	}
}

func TestOnlyWhatIsSaidToBeAnInsurerIsTakenForOne(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		against dispute.Person
		matter  dispute.Matter
		want    dispute.Matter
	}{
		"an insurer":                      {dispute.Person{Name: "甲", Organisation: true, Insurer: true}, "", dispute.InsuranceClaim},
		"a platform":                      {dispute.Person{Name: "甲", Organisation: true}, "", dispute.Other},
		"a person":                        {dispute.Person{Name: "甲"}, "", dispute.Other},
		"a company in an insurance claim": {dispute.Person{Name: "甲", Organisation: true}, dispute.InsuranceClaim, dispute.InsuranceClaim},
		"an insurer in a matter of pay":   {dispute.Person{Name: "甲", Insurer: true}, dispute.Pay, dispute.Pay},
	} {
		c := disputetest.File(t, disputetest.About(tt.matter), func(f *dispute.Filing) { f.Against = tt.against })
		other, _ := c.Now.Party(c.Other)
		if c.Now.Matter != tt.want || c.Now.Claims[0].Matter != tt.want || other.Insurer != tt.against.Insurer {
			t.Errorf("%s: got %s, claim %s, insurer %t; want %s, %t", name, c.Now.Matter, c.Now.Claims[0].Matter, other.Insurer, tt.want, tt.against.Insurer)
		}
	}
}

func TestAFilingFromTheFutureIsRefused(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t)
	act := c.Last.Act()
	act.HappenedOn = c.Today.AddDays(1)
	if _, err := dispute.OpenFile(act, disputetest.Committee, disputetest.Filing(), c.Law); fieldOf(err) != "happened_on/future" {
		t.Errorf("got %q", fieldOf(err))
	}
}

func TestAcceptanceIsRefusedWhereAnotherBodyHasTheCase(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"court", "arbitration", "agency", ""} {
		c := disputetest.File(t)
		if _, err := c.Try(dispute.Accept, c.Mediator(), &dispute.Acceptance{Elsewhere: body}); fieldOf(err) != "elsewhere/elsewhere" {
			t.Errorf("%q: got %q", body, fieldOf(err))
		}
	}
}

func TestAcceptanceNumbersTheCaseAndStartsTheClockOfItsSource(t *testing.T) {
	t.Parallel()
	for source, want := range map[dispute.Source]struct {
		rule statute.RuleID
		due  string
	}{
		dispute.ByWorker:  {statute.Mediation, "2026-04-10"},
		dispute.OnPaper:   {statute.Mediation, "2026-04-10"},
		dispute.ByCourt:   {statute.MediationCourt, "2026-04-09"},
		dispute.ByPolice:  {statute.MediationPolice, "2026-04-10"},
		dispute.ByHotline: {statute.MediationHotline, "2026-04-10"},
	} {
		c := disputetest.Accepted(t, disputetest.From(source))
		runs(t, c, want.rule, "2026-03-10", want.due)
		if c.Runs(statute.Acceptance) || !c.Last.Number || c.Now.Accepted != c.Today || c.Now.Mediator != disputetest.MediatorLi {
			t.Errorf("%s: got %+v", source, c.Now)
		}
		for _, form := range []dispute.PaperForm{dispute.RegisterPaper, dispute.RightsPaper} {
			if !due(c.Last, form) {
				t.Errorf("%s: no %s", source, form)
			}
		}
	}
}

func TestAMonthIsAMonthAndNotThirtyDays(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t).On("2026-03-31")
	c.Do(dispute.Accept, c.Mediator(), disputetest.NotElsewhere())
	runs(t, c, statute.Mediation, "2026-03-31", "2026-04-30")
}

func TestAcceptingLeavesTheCaseWithTheMediatorTheHeadAssigned(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t)
	c.Do(dispute.Assign, c.Head(), &dispute.Handing{Mediator: disputetest.MediatorWang})
	c.Do(dispute.Accept, disputetest.Staff(disputetest.HeadZhou, dispute.Head, dispute.Mediator), disputetest.NotElsewhere())
	if c.Now.Mediator != disputetest.MediatorWang {
		t.Errorf("got %s, want the one assigned", c.Now.Mediator)
	}
}

func TestAPaperHandedInEarlierStartsItsClockOnThatDay(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t).On("2026-03-12")
	c.Do(dispute.Accept, c.Mediator(), disputetest.NotElsewhere(), disputetest.HappenedOn(disputetest.Day(t, "2026-03-10")))
	runs(t, c, statute.Mediation, "2026-03-10", "2026-04-10")
}

func TestASupplementHoldsTheAcceptanceClockAndStartsItAnew(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t).On("2026-03-11")
	c.Do(dispute.AskSupplement, c.Mediator(), disputetest.Text())
	runs(t, c, statute.Supplement, "2026-03-11", "2026-03-18")
	if k := c.Clock(statute.Acceptance); !k.Paused {
		t.Error("the acceptance clock went on")
	}
	if next := c.Now.Next(); next.After(c.Clock(statute.Supplement).LapsesAt) || next.IsZero() {
		t.Errorf("the next moment is %s", next)
	}
	c.On("2026-03-16").Do(dispute.Supplement, c.Worker(), disputetest.Text())
	runs(t, c, statute.Acceptance, "2026-03-16", "2026-03-19")
	if c.Runs(statute.Supplement) || c.Last.Audience != dispute.ApplicantOnly {
		t.Errorf("supplement runs: %v, audience %q", c.Runs(statute.Supplement), c.Last.Audience)
	}
}

func TestASupplementThatDoesNotComeLetsTheAcceptanceClockRunFromItsDay(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t).On("2026-03-11")
	c.Do(dispute.AskSupplement, c.Mediator(), disputetest.Text())
	change, _ := c.Ring(c.Clock(statute.Supplement).LapsesAt, none)
	k := c.Clock(statute.Acceptance)
	runs(t, c, statute.Acceptance, "2026-03-18", "2026-03-23")
	if k.Paused {
		t.Error("the acceptance clock stands still with nothing left to wait for")
	}
	if move := change.Clocks[len(change.Clocks)-1]; move.ID != k.ID || move.State != dispute.Running {
		t.Errorf("recorded as %+v", move)
	}
	if late, ok := c.Ring(k.LapsesAt, none); !ok || c.Runs(statute.Acceptance) || !told(late, "lapsed", "") {
		t.Error("nobody was told that acceptance is overdue")
	}
}

func TestAskingAgainHoldsTheAcceptanceClockUntilTheNewDay(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t).On("2026-03-11")
	c.Do(dispute.AskSupplement, c.Mediator(), disputetest.Text())
	c.On("2026-03-13").Do(dispute.AskSupplement, c.Mediator(), disputetest.Text())
	held := 0
	for _, k := range c.Now.Clocks {
		if k.Rule == statute.Acceptance {
			held++
		}
	}
	if k := c.Clock(statute.Acceptance); held != 1 || !k.Paused {
		t.Errorf("%d acceptance clocks, paused %v", held, k.Paused)
	}
	runs(t, c, statute.Supplement, "2026-03-13", "2026-03-20")
	runs(t, c, statute.Acceptance, "2026-03-20", "2026-03-25")
}

func TestALateSupplementIsTaken(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t)
	c.Do(dispute.AskSupplement, c.Mediator(), disputetest.Text())
	c.Ring(c.Clock(statute.Supplement).LapsesAt, none)
	if c.Runs(statute.Supplement) {
		t.Fatal("the supplement's day has passed and its clock still runs")
	}
	if _, err := c.Try(dispute.Supplement, c.Mediator(), disputetest.Text(), disputetest.For(c.Rider)); err != nil {
		t.Errorf("for the worker, by the desk: %v", err)
	}
	c.On("2026-03-20").Do(dispute.Supplement, c.Worker(), disputetest.Text())
	runs(t, c, statute.Acceptance, "2026-03-20", "2026-03-25")
}

func TestDecliningEndsTheCaseAndKeepsTheLimitationClock(t *testing.T) {
	t.Parallel()
	c := disputetest.At(t, dispute.Declined)
	if c.Now.Claims[0].State != dispute.ClaimRefused || !due(c.Last, dispute.DeclinedPaper) {
		t.Errorf("got claim %s, papers %v", c.Now.Claims[0].State, c.Last.Papers)
	}
	if !c.Runs(statute.InsuranceLimitation) || c.Runs(statute.Acceptance) {
		t.Errorf("clocks left: %v", c.Now.Clocks)
	}
}

func TestTellingRightsReachesEveryPartyOnce(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t)
	for range 2 {
		c.Do(dispute.TellRights, c.Mediator(), &dispute.Reason{})
	}
	if want := []dispute.PartyID{c.Rider, c.Other}; !slices.Equal(c.Now.Told, want) {
		t.Errorf("got %v, want %v", c.Now.Told, want)
	}
}

// told says whether a change leaves a notice of this kind for a party, or for anyone when none is named.
func told(c dispute.Change, kind string, party dispute.PartyID) bool {
	return slices.ContainsFunc(c.Notices, func(n dispute.Notice) bool { return n.Kind == kind && (party == "" || n.Party == party) })
}

// due says whether a change makes a paper due.
func due(c dispute.Change, form dispute.PaperForm) bool {
	return slices.ContainsFunc(c.Papers, func(p dispute.PaperDue) bool { return p.Form == form && !p.Void })
}
