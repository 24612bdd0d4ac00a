package dispute_test

import (
	"slices"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/statute"
)

// ripe is a case at a stage in which every act that the stage allows has what it needs: an offer to answer, a draft to
// sign, a request for each holder. The other side is a natural person, so that no seal is wanted.
func ripe(t *testing.T, stage dispute.Stage) *disputetest.Case {
	t.Helper()
	c := disputetest.At(t, stage, disputetest.AgainstPerson)
	c.Now.Analysed, c.Now.RouteShown = true, true
	c.Now.Objections = []dispute.Objection{{ID: dispute.ActID(disputetest.ID("the objection")), By: c.Rider}}
	switch stage {
	case dispute.Filed:
		c.Do(dispute.AskSupplement, c.Mediator(), disputetest.Text())
		c.Now.Mediator = disputetest.MediatorLi
		c.Do(dispute.DiscloseInterest, c.Mediator(), disputetest.Because())
	case dispute.Inquiry, dispute.Mediation:
		c.Do(dispute.DiscloseInterest, c.Mediator(), disputetest.Because())
		for _, holder := range []dispute.PartyID{c.Rider, c.Other, ""} {
			c.Do(dispute.AskEvidence, c.Mediator(), &dispute.EvidenceRequest{
				Holder: holder, Outside: "交警大队", Standing: dispute.Goodwill, Text: disputetest.Remark})
		}
	}
	if stage == dispute.Performing { // something is owed both ways
		back := c.Now.Terms[0]
		back.ID, back.Payer, back.Payee = disputetest.ID("the term back"), back.Payee, back.Payer
		c.Now.Terms = append(c.Now.Terms, back)
	}
	if stage == dispute.Mediation {
		c.Do(dispute.MakeOffer, c.Mediator(), &dispute.Proposal{AmountFen: 1_500_000})
	}
	return c
}

// asker is someone holding one role in the case: a party on its side, or the staff member to whom the case is assigned.
func asker(c *disputetest.Case, r dispute.Role) dispute.Actor {
	switch r {
	case dispute.Worker:
		return c.Worker()
	case dispute.Respondent:
		return c.Insurer()
	case dispute.System:
		return dispute.TheSystem
	}
	return disputetest.Staff(disputetest.MediatorLi, r)
}

// says reads the table alone: who may do the act as their own, and who for which party.
func says(row dispute.Row, r dispute.Role, c *disputetest.Case, party dispute.PartyID) bool {
	switch party {
	case "":
		return slices.Contains(row.Own, r)
	case c.Rider:
		return r == dispute.Worker && slices.Contains(row.Own, r) ||
			slices.Contains(row.Behalf, r) && slices.Contains(row.Own, dispute.Worker)
	}
	return r == dispute.Respondent && slices.Contains(row.Own, r) ||
		slices.Contains(row.Behalf, r) && slices.Contains(row.Own, dispute.Respondent)
}

// beforeAcceptance: the committee has nothing to end yet; it declines.
func beforeAcceptance(act dispute.ActName, stage dispute.Stage, by dispute.Role) bool {
	return act == dispute.EndMediation && stage == dispute.Filed && by != dispute.Worker && by != dispute.Respondent
}

func TestMayGivesExactlyWhatTheTableSays(t *testing.T) {
	t.Parallel()
	for _, stage := range dispute.Stages {
		c := ripe(t, stage)
		for _, row := range dispute.Table {
			for _, role := range dispute.Roles {
				for _, party := range []dispute.PartyID{"", c.Rider, c.Other} {
					r := dispute.Ref{Name: row.Act, By: asker(c, role), For: party}
					want := ""
					switch {
					case !says(row, role, c, party):
						want = "forbidden"
					case !slices.Contains(row.In, stage), beforeAcceptance(row.Act, stage, role) && party == "":
						want = "out_of_turn"
					}
					if got := codeOf(dispute.May(r, c.Now)); got != want {
						t.Errorf("%s at %s by %s for %q: got %q, want %q", row.Act, stage, role, party, got, want)
					}
				}
			}
		}
	}
}

func TestPossibleListsWhatMayAllowsAndNothingElse(t *testing.T) {
	t.Parallel()
	for _, stage := range dispute.Stages {
		c := ripe(t, stage)
		for _, role := range dispute.Roles {
			by := asker(c, role)
			var want []dispute.ActName
			for _, row := range dispute.Table {
				if slices.ContainsFunc([]dispute.PartyID{"", c.Rider, c.Other}, func(p dispute.PartyID) bool {
					return dispute.May(dispute.Ref{Name: row.Act, By: by, For: p}, c.Now) == nil
				}) {
					want = append(want, row.Act)
				}
			}
			if got := dispute.Possible(by, c.Now); !slices.Equal(got, want) {
				t.Errorf("%s at %s: got %v, want %v", role, stage, got, want)
			}
		}
	}
}

func TestEveryActOfTheTableHasALabelAFormAndOneLine(t *testing.T) {
	t.Parallel()
	seen := map[dispute.ActName]bool{}
	for _, row := range dispute.Table {
		if seen[row.Act] {
			t.Errorf("%s stands twice", row.Act)
		}
		seen[row.Act] = true
		if l := row.Act.Label(); l.ZH == "" || l.EN == "" {
			t.Errorf("%s has no label in both languages", row.Act)
		}
		if (dispute.Forms(row.Act) == nil) != (row.Act == dispute.Ring) {
			t.Errorf("%s: only the ringing of a clock has no form", row.Act)
		}
		if len(row.In) == 0 || len(row.Own) == 0 {
			t.Errorf("%s is possible nowhere or for nobody", row.Act)
		}
	}
}

func TestWhatAChapterAwaitsIsTheTablesActsNotTakenBesideIt(t *testing.T) {
	t.Parallel()
	for _, stage := range dispute.Stages {
		awaited := dispute.Awaited(stage)
		for _, row := range dispute.Table {
			want := !row.Beside && slices.Contains(row.In, stage)
			if got := slices.Contains(awaited, row.Act); got != want {
				t.Errorf("%s at %s: awaited %v, want %v", row.Act, stage, got, want)
			}
		}
		if stage.Final() && len(awaited) > 0 {
			t.Errorf("%s is final and still waits for %v", stage, awaited)
		}
	}
}

func TestNoActButReopeningLeadsOutOfAFinalStage(t *testing.T) {
	t.Parallel()
	for _, row := range dispute.Table {
		if slices.ContainsFunc(row.In, dispute.Stage.Final) && len(row.To) > 0 && row.Act != dispute.Reopen {
			t.Errorf("%s moves a final case", row.Act)
		}
	}
}

// leading is a form that leads on, for the acts that move a case.
func leading(c *disputetest.Case, act dispute.ActName) dispute.Form {
	switch act {
	case dispute.Accept:
		return disputetest.NotElsewhere()
	case dispute.RecordSession:
		return disputetest.Talk("")
	case dispute.Draft, dispute.AgreeOrally:
		return c.Promise(statute.Date{})
	case dispute.Sign, dispute.SignMediator, dispute.AffixSeal:
		return c.Signing("seal")
	case dispute.RecordPayment:
		return &dispute.Payment{Term: c.Now.Terms[0].ID, AmountFen: c.Now.Terms[0].AmountFen}
	case dispute.Refer:
		return disputetest.Away()
	}
	return dispute.Forms(act)
}

// nearly is a case at a stage in which only this act is wanting for what it may lead to.
func nearly(t *testing.T, stage, to dispute.Stage, act dispute.ActName) *disputetest.Case {
	t.Helper()
	if act == dispute.Reopen && to == dispute.Filed {
		c := disputetest.File(t)
		unaccepted[stage](c)
		return c
	}
	c := disputetest.At(t, stage, disputetest.AgainstPerson)
	names := map[dispute.ActName]func(){
		dispute.Sign:         func() { c.Do(dispute.Sign, c.Worker(), c.Signing("drawn")) },
		dispute.SignMediator: func() { c.Do(dispute.SignMediator, c.Mediator(), c.Signing("paper")) },
		dispute.AffixSeal:    func() { c.Do(dispute.AffixSeal, c.Head(), c.Signing("seal")) },
	}
	if _, signs := names[act]; !signs {
		return c
	}
	c.Do(dispute.Sign, c.Insurer(), c.Signing("drawn"))
	for other, sign := range names {
		if other != act {
			sign()
		}
	}
	return c
}

func TestEveryStageTheTableNamesIsReached(t *testing.T) {
	t.Parallel()
	for _, row := range dispute.Table {
		for _, from := range row.In {
			for _, to := range row.Leads(from) {
				c := nearly(t, from, to, row.Act)
				by := disputetest.Staff(disputetest.MediatorLi, dispute.Mediator, dispute.Head)
				if !slices.Contains(row.Own, dispute.Mediator) && !slices.Contains(row.Own, dispute.Head) ||
					beforeAcceptance(row.Act, from, dispute.Mediator) {
					by = c.Worker()
				}
				c.Do(row.Act, by, leading(c, row.Act))
				if c.Now.Stage != to {
					t.Errorf("%s at %s led to %s, want %s", row.Act, from, c.Now.Stage, to)
				}
			}
		}
	}
}

// codeOf is the code of a fault, empty for none.
func codeOf(err error) string {
	if f, ok := fault.As(err); ok {
		return f.Code
	}
	if err != nil {
		return "not a fault: " + err.Error()
	}
	return ""
}

// fieldOf names the field and code of a refused form: "terms/due".
func fieldOf(err error) string {
	f, ok := fault.As(err)
	if !ok || len(f.Fields) == 0 {
		return codeOf(err)
	}
	return f.Fields[0].Name + "/" + f.Fields[0].Code
}
