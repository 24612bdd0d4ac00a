package dispute_test

import (
	"slices"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
)

// appoint brings an agent in through the desk and gives who then stands at the door.
func appoint(c *disputetest.Case, principal dispute.PartyID, side dispute.Side, authority dispute.Authority, role dispute.Role) dispute.Actor {
	change := c.Do(dispute.AddParty, c.Mediator(), disputetest.AgentOf(principal, side, authority))
	return disputetest.Agent(change.People[0].Party, principal, role)
}

func TestAnAgentOfGeneralAuthorityMayDoNothingThatBindsTheParty(t *testing.T) {
	t.Parallel()
	for _, stage := range dispute.Stages[:4] {
		c := ripe(t, stage)
		general := appoint(c, c.Rider, dispute.Applicant, dispute.GeneralAuthority, dispute.Worker)
		special := appoint(c, c.Rider, dispute.Applicant, dispute.SpecialAuthority, dispute.Worker)
		for _, row := range dispute.Table {
			ref := dispute.Ref{Name: row.Act, By: c.Worker()}
			own := codeOf(dispute.May(ref, c.Now))
			if ref.By = special; codeOf(dispute.May(ref, c.Now)) != own {
				t.Errorf("%s at %s: special authority does not reach as far as the party's own", row.Act, stage)
			}
			want := own
			if row.Special && slices.Contains(row.Own, dispute.Worker) {
				want = "forbidden"
			}
			if ref.By = general; codeOf(dispute.May(ref, c.Now)) != want {
				t.Errorf("%s at %s with general authority: got %q, want %q", row.Act, stage, codeOf(dispute.May(ref, c.Now)), want)
			}
		}
	}
}

func TestTheTableAsksSpecialAuthorityForWhatAdmitsWaivesSettlesOrSigns(t *testing.T) {
	t.Parallel()
	want := []dispute.ActName{dispute.MakeOffer, dispute.AcceptOffer, dispute.Sign, dispute.Withdraw, dispute.AddParty, dispute.AddClaim}
	var got []dispute.ActName
	for _, row := range dispute.Table {
		if row.Special {
			got = append(got, row.Act)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAnAgentWhoLeftOrActsForAnotherIsNobodyHere(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t)
	agent := appoint(c, c.Rider, dispute.Applicant, dispute.SpecialAuthority, dispute.Worker)
	message := dispute.Ref{Name: dispute.Message, By: agent}
	if err := dispute.May(message, c.Now); err != nil {
		t.Fatalf("an agent's message: %v", err)
	}
	forOther := dispute.Ref{Name: dispute.Message, By: disputetest.Agent(agent.Agent, c.Other, dispute.Respondent)}
	if got := codeOf(dispute.May(forOther, c.Now)); got != "forbidden" {
		t.Errorf("acting for the other side: got %q", got)
	}
	asParty := dispute.Ref{Name: dispute.Withdraw, By: disputetest.Party(agent.Agent, dispute.Worker)}
	if got := codeOf(dispute.May(asParty, c.Now)); got != "forbidden" {
		t.Errorf("an agent posing as a party: got %q", got)
	}
	heir := disputetest.AgentOf(c.Rider, dispute.Applicant, dispute.SpecialAuthority)
	heir.Replaces = agent.Agent
	c.Do(dispute.ReplaceParty, c.Mediator(), heir)
	if got := codeOf(dispute.May(message, c.Now)); got != "forbidden" {
		t.Errorf("an agent who was replaced: got %q", got)
	}
}

func TestAPartyWhoLeftActsNoMoreAndNothingIsRecordedForThem(t *testing.T) {
	t.Parallel()
	c := disputetest.Drafted(t)
	gone := c.Insurer()
	c.Do(dispute.ReplaceParty, c.Mediator(), &dispute.PartyForm{
		Person: dispute.Person{Name: "北岭分公司", Organisation: true, Insurer: true}, Side: dispute.OtherSide, Replaces: c.Other})
	if got := codeOf(dispute.May(dispute.Ref{Name: dispute.Message, By: gone}, c.Now)); got != "forbidden" {
		t.Errorf("the one who left: got %q", got)
	}
	behalf := dispute.Ref{Name: dispute.Message, By: c.Mediator(), For: c.Other}
	if got := codeOf(dispute.May(behalf, c.Now)); got != "forbidden" {
		t.Errorf("on behalf of the one who left: got %q", got)
	}
	if c.Now.Agreement != nil || !slices.ContainsFunc(c.Last.Papers, func(p dispute.PaperDue) bool { return p.Void }) {
		t.Error("the draft that named the one who left still stands")
	}
	heir := c.Last.People[0].Party
	if k := c.Now.Claims[0]; k.Against != heir {
		t.Errorf("the claim is against %s, want the heir %s", k.Against, heir)
	}
}

func TestStaffOfAnotherOrganisationAreRefusedEverything(t *testing.T) {
	t.Parallel()
	for _, stage := range dispute.Stages {
		c := ripe(t, stage)
		for _, role := range dispute.StaffRoles {
			by := disputetest.Staff(disputetest.MediatorLi, role)
			by.Org = disputetest.Neighbours
			if acts := dispute.Possible(by, c.Now); len(acts) > 0 {
				t.Errorf("%s of another committee at %s: got %v, want nothing", role, stage, acts)
			}
		}
	}
}

func TestTheSupervisingOfficeReassignsAndDoesNothingElse(t *testing.T) {
	t.Parallel()
	office := dispute.OrgID(disputetest.ID("supervising office"))
	for _, stage := range dispute.Stages {
		c := ripe(t, stage)
		by := disputetest.Staff(disputetest.HeadZhou, dispute.Supervisor, dispute.Mediator, dispute.Recorder)
		by.Org = office
		if acts := dispute.Possible(by, c.Now); len(acts) > 0 {
			t.Errorf("%s: an office that supervises another committee may %v", stage, acts)
		}
		c.Now.Supervisor = office
		want := []dispute.ActName{dispute.Assign}
		if stage.Final() {
			want = nil
		}
		if acts := dispute.Possible(by, c.Now); !slices.Equal(acts, want) {
			t.Errorf("%s: the supervisor may %v, want %v", stage, acts, want)
		}
		by.Roles = []dispute.Role{dispute.Head, dispute.Mediator}
		if acts := dispute.Possible(by, c.Now); len(acts) > 0 {
			t.Errorf("%s: one of that office who is no supervisor may %v", stage, acts)
		}
	}
}

func TestOnceACaseHasItsMediatorAnotherOneOfTheCommitteeDoesNotAct(t *testing.T) {
	t.Parallel()
	c := disputetest.Drafted(t)
	wang := disputetest.Staff(disputetest.MediatorWang, dispute.Mediator)
	if acts := dispute.Possible(wang, c.Now); len(acts) > 0 {
		t.Errorf("another mediator: got %v, want nothing", acts)
	}
	both := disputetest.Staff(disputetest.MediatorWang, dispute.Mediator, dispute.Recorder)
	recorder := disputetest.Staff(disputetest.MediatorWang, dispute.Recorder)
	if got, want := dispute.Possible(both, c.Now), dispute.Possible(recorder, c.Now); !slices.Equal(got, want) {
		t.Errorf("a mediator who also records: got %v, want a recorder's %v", got, want)
	}
	if slices.Contains(dispute.Possible(both, c.Now), dispute.SignMediator) {
		t.Error("a mediator who has not the case may sign as its mediator")
	}
	c.Do(dispute.HandOver, c.Mediator(), &dispute.Handing{Mediator: disputetest.MediatorWang})
	if !slices.Contains(dispute.Possible(wang, c.Now), dispute.SignMediator) || len(dispute.Possible(c.Mediator(), c.Now)) > 0 {
		t.Error("handing over did not change who acts")
	}
}

func TestAPartyHasTheRoleOfItsSideAndNoOther(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	for _, by := range []dispute.Actor{
		disputetest.Party(c.Other, dispute.Worker),
		disputetest.Party(c.Rider, dispute.Respondent),
		disputetest.Party(c.Rider, dispute.Mediator),
		disputetest.Party(dispute.PartyID(disputetest.ID("stranger")), dispute.Worker),
		disputetest.Staff(disputetest.MediatorLi, dispute.Worker),
		{},
	} {
		if acts := dispute.Possible(by, c.Now); len(acts) > 0 {
			t.Errorf("%+v: got %v, want nothing", by, acts)
		}
	}
}

func TestNothingIsRecordedForAPartyThatCouldNotDoItItself(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	for _, who := range []dispute.PartyID{c.Other, dispute.PartyID(disputetest.ID("stranger"))} {
		if got := codeOf(dispute.May(dispute.Ref{Name: dispute.Withdraw, By: c.Mediator(), For: who}, c.Now)); got != "forbidden" {
			t.Errorf("withdrawing for %s: got %q, want forbidden", who, got)
		}
	}
}

func TestAnActOutOfTurnNamesTheStageAndWhatIsPossible(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t)
	f, ok := fault.As(dispute.May(dispute.Ref{Name: dispute.SignMediator, By: c.Mediator()}, c.Now))
	if !ok || f.Stage != string(dispute.Filed) || !slices.Contains(f.Acts, string(dispute.Accept)) {
		t.Errorf("got %+v, want the stage filed and accept among what is possible", f)
	}
}

func TestAnUnknownActIsNotFound(t *testing.T) {
	t.Parallel()
	c := disputetest.File(t)
	for _, name := range []dispute.ActName{"", "delete", dispute.File} {
		if got := codeOf(dispute.May(dispute.Ref{Name: name, By: c.Mediator()}, c.Now)); got != "not_found" {
			t.Errorf("%q: got %q, want not_found", name, got)
		}
	}
}

func TestAnOldTurnIsStaleForStageActsAndNothingToTheOthers(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	for _, row := range dispute.Table {
		for _, by := range []dispute.Actor{c.Worker(), c.Mediator()} {
			r := dispute.Ref{Name: row.Act, By: by}
			if dispute.May(r, c.Now) != nil {
				continue
			}
			want := ""
			if row.Moves() {
				want = "stale"
			}
			if r.IfTurn = c.Now.Turn - 1; codeOf(dispute.May(r, c.Now)) != want {
				t.Errorf("%s with an old turn: got %q, want %q", row.Act, codeOf(dispute.May(r, c.Now)), want)
			}
			if r.IfTurn = c.Now.Turn; dispute.May(r, c.Now) != nil {
				t.Errorf("%s with the turn seen: %v", row.Act, dispute.May(r, c.Now))
			}
		}
	}
}

func TestOralAgreementIsNotOfferedInLabourMatters(t *testing.T) {
	t.Parallel()
	for _, m := range dispute.Matters {
		c := disputetest.Accepted(t, disputetest.About(m))
		want := ""
		if m.Labour() {
			want = "out_of_turn"
		}
		if got := codeOf(dispute.May(dispute.Ref{Name: dispute.AgreeOrally, By: c.Mediator()}, c.Now)); got != want {
			t.Errorf("%s: got %q, want %q", m, got, want)
		}
	}
	c := disputetest.File(t)
	c.Do(dispute.Accept, c.Mediator(), &dispute.Acceptance{Elsewhere: "none", Matter: dispute.Pay})
	if got := codeOf(dispute.May(dispute.Ref{Name: dispute.AgreeOrally, By: c.Mediator()}, c.Now)); got != "out_of_turn" {
		t.Errorf("taken in as a pay dispute: got %q, want out_of_turn", got)
	}
}
