package dispute_test

import (
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/statute"
)

func TestAnActCountsFromADayThatHasComeAndNotFromBeforeTheFiling(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t)
	for _, act := range []dispute.ActName{dispute.Note, dispute.DangerNote, dispute.Message} {
		for day, want := range map[string]string{
			"2026-03-11": "happened_on/future", "2026-03-10": "", "2026-03-09": "", "2026-03-08": "happened_on/before_filing",
		} {
			_, err := c.Try(act, c.Mediator(), disputetest.Text(), disputetest.HappenedOn(disputetest.Day(t, day)))
			if fieldOf(err) != want {
				t.Errorf("%s on %s: got %q, want %q", act, day, fieldOf(err), want)
			}
		}
	}
	old := disputetest.HappenedOn(disputetest.Day(t, "2026-03-02"))
	if _, err := c.Try(dispute.AddEvidence, c.Worker(), &dispute.EvidenceNote{}, old); err != nil {
		t.Errorf("evidence from before the filing: %v", err)
	}
}

func TestAFormThatIsNotTheActsIsRefusedWithoutAPanic(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t)
	for name, form := range map[string]dispute.Form{
		"another act's":         &dispute.Signing{},
		"none":                  nil,
		"none of the right one": (*dispute.Words)(nil),
		"not by reference":      dispute.Words{Text: disputetest.Remark},
	} {
		_, err := c.Try(dispute.Note, c.Mediator(), form)
		if _, told := fault.As(err); err == nil || told {
			t.Errorf("%s: got %v, want an error that is nobody's to read", name, err)
		}
	}
}

func TestWhatIsTakenBesideTheChapterLeavesTheTurn(t *testing.T) {
	t.Parallel()
	for _, stage := range dispute.Stages {
		c := disputetest.At(t, stage)
		for act, by := range map[dispute.ActName]dispute.Actor{
			dispute.AddEvidence: c.Worker(), dispute.Message: c.Worker(), dispute.Consent: c.Worker(), dispute.Note: c.Head(),
		} {
			form := dispute.Forms(act)
			change, err := c.Try(act, by, form)
			if err != nil {
				t.Fatalf("%s at %s: %v", act, stage, err)
			}
			if p := change.Picture; p.Turn != c.Now.Turn || p.Version != c.Now.Version+1 || p.Stage != stage {
				t.Errorf("%s at %s: turn %d→%d, version %d→%d", act, stage, c.Now.Turn, p.Turn, c.Now.Version, p.Version)
			}
		}
	}
}

func TestNotesMessagesAndEvidenceReachTheirAudience(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	to := func(s dispute.Side) *dispute.Words { return &dispute.Words{Text: disputetest.Remark, Audience: s} }
	for _, tt := range []struct {
		name string
		act  dispute.ActName
		by   dispute.Actor
		form dispute.Form
		want dispute.Audience
	}{
		{"a working note", dispute.Note, c.Mediator(), to(""), dispute.CommitteeOnly},
		{"a caucus note", dispute.Note, c.Mediator(), to(dispute.Applicant), dispute.ApplicantOnly},
		{"the other side's caucus note", dispute.Note, c.Mediator(), to(dispute.OtherSide), dispute.OtherSideOnly},
		{"a note on danger, whatever it asks for", dispute.DangerNote, c.Mediator(), to(dispute.Applicant), dispute.OutsideFile},
		{"a worker's message", dispute.Message, c.Worker(), to(dispute.OtherSide), dispute.ApplicantOnly},
		{"an insurer's message", dispute.Message, c.Insurer(), to(""), dispute.OtherSideOnly},
		{"the committee's message to one side", dispute.Message, c.Mediator(), to(dispute.OtherSide), dispute.OtherSideOnly},
		{"the committee's message to all", dispute.Message, c.Mediator(), to(""), dispute.Everyone},
		{"a worker's evidence", dispute.AddEvidence, c.Worker(), &dispute.EvidenceNote{}, dispute.ApplicantOnly},
		{"an insurer's evidence", dispute.AddEvidence, c.Insurer(), &dispute.EvidenceNote{}, dispute.OtherSideOnly},
		{"the committee's evidence", dispute.AddEvidence, c.Mediator(), &dispute.EvidenceNote{}, dispute.CommitteeOnly},
	} {
		change, err := c.Try(tt.act, tt.by, tt.form)
		if err != nil || change.Audience != tt.want {
			t.Errorf("%s: got %q, %v, want %q", tt.name, change.Audience, err, tt.want)
		}
		for _, n := range change.Notices {
			if n.Party != "" && !tt.want.Reads(c.Now.SideOf(n.Party)) {
				t.Errorf("%s: a notice goes to %s, who may not read it", tt.name, c.Now.SideOf(n.Party))
			}
		}
	}
}

func TestARequestForEvidenceRunsItsWeekAndIsAnsweredByItsHolder(t *testing.T) {
	t.Parallel()
	c := requested(t)
	runs(t, c, statute.EvidenceRequest, "2026-03-16", "2026-03-23")
	answer := &dispute.EvidenceAnswer{To: c.Now.Requests[0].ID, Result: "none_held"}
	if _, err := c.Try(dispute.AnswerRequest, c.Worker(), answer); codeOf(err) != "out_of_turn" {
		t.Errorf("by one who was not asked: got %q", codeOf(err))
	}
	if _, err := c.Try(dispute.AnswerRequest, c.Insurer(), &dispute.EvidenceAnswer{To: "another", Result: "refused"}); fieldOf(err) != "to/gone" {
		t.Errorf("to another request: got %q", fieldOf(err))
	}
	c.Do(dispute.AnswerRequest, c.Insurer(), answer)
	if len(c.Now.Requests) > 0 || c.Runs(statute.EvidenceRequest) {
		t.Errorf("requests %v, clocks %v", c.Now.Requests, c.Now.Clocks)
	}
}

func TestTheDeskEntersTheAnswerOfAHolderOutsideTheCase(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t)
	c.Do(dispute.AskEvidence, c.Mediator(), &dispute.EvidenceRequest{Outside: "交警大队", Standing: dispute.Goodwill, Text: disputetest.Remark})
	c.Do(dispute.AnswerRequest, c.Mediator(), &dispute.EvidenceAnswer{To: c.Now.Requests[0].ID, Result: "supplied"})
	if len(c.Now.Requests) > 0 {
		t.Errorf("got %v", c.Now.Requests)
	}
}

func TestAWorkerAddsOnlyToTheirOwnSide(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t)
	for name, tt := range map[string]struct {
		form *dispute.PartyForm
		want string
	}{
		"their own lawyer":         {disputetest.AgentOf(c.Rider, dispute.Applicant, dispute.SpecialAuthority), ""},
		"an agent of the insurer":  {disputetest.AgentOf(c.Other, dispute.OtherSide, dispute.SpecialAuthority), "side/own"},
		"an agent across the line": {disputetest.AgentOf(c.Other, dispute.Applicant, dispute.SpecialAuthority), "for/party"},
	} {
		if _, err := c.Try(dispute.AddParty, c.Worker(), tt.form); fieldOf(err) != tt.want {
			t.Errorf("%s: got %q, want %q", name, fieldOf(err), tt.want)
		}
	}
}

func TestWhoTakesAPartysPlaceTakesItsOffers(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	offer := proposes(c, c.Insurer(), &dispute.Proposal{AmountFen: 1})
	form := &dispute.PartyForm{Person: dispute.Person{Name: "北岭分公司", Organisation: true}, Side: dispute.OtherSide, Replaces: c.Other}
	wrong := *form
	wrong.Side = dispute.Applicant
	if _, err := c.Try(dispute.ReplaceParty, c.Mediator(), &wrong); fieldOf(err) != "replaces/party" {
		t.Errorf("by the other side: got %q", fieldOf(err))
	}
	heir := c.Do(dispute.ReplaceParty, c.Mediator(), form).People[0].Party
	if o, _ := c.Now.Offer(offer); o.By != heir {
		t.Errorf("the offer is by %s, want %s", o.By, heir)
	}
}

func TestAnAgentLeavesWithWhomTheyActedFor(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	lawyer := c.Do(dispute.AddParty, c.Mediator(), disputetest.AgentOf(c.Other, dispute.OtherSide, dispute.SpecialAuthority)).People[0].Party
	riders := c.Do(dispute.AddParty, c.Mediator(), disputetest.AgentOf(c.Rider, dispute.Applicant, dispute.SpecialAuthority)).People[0].Party
	heir := c.Do(dispute.ReplaceParty, c.Mediator(), &dispute.PartyForm{
		Person: dispute.Person{Name: "北岭分公司", Organisation: true}, Side: dispute.OtherSide, Replaces: c.Other}).People[0].Party
	if gone, _ := c.Now.Party(lawyer); !gone.Left || gone.For != c.Other {
		t.Errorf("got %+v, want the agent gone with the one they acted for", gone)
	}
	if stays, _ := c.Now.Party(riders); stays.Left {
		t.Error("the other side's agent left too")
	}
	again := c.Do(dispute.AddParty, c.Mediator(), disputetest.AgentOf(heir, dispute.OtherSide, dispute.SpecialAuthority)).People[0].Party
	if err := dispute.May(dispute.Ref{Name: dispute.Message, By: disputetest.Agent(again, heir, dispute.Respondent)}, c.Now); err != nil {
		t.Errorf("whom the successor appointed: got %v", err)
	}
}

func TestAClockByHandRunsToItsDayAndAloneCanBeStopped(t *testing.T) {
	t.Parallel()
	c := clocked(t)
	runs(t, c, statute.ByHand, "2026-03-10", "2026-03-20")
	if _, err := c.Try(dispute.AddClock, c.Mediator(), &dispute.HandClock{Due: disputetest.Day(t, "2026-03-09")}); fieldOf(err) != "due/past" {
		t.Errorf("a day in the past: got %q", fieldOf(err))
	}
	for rule, want := range map[statute.RuleID]string{statute.Mediation: "clock/gone", statute.InsuranceLimitation: "clock/gone", statute.ByHand: ""} {
		if _, err := c.Try(dispute.StopClock, c.Mediator(), &dispute.ClockStop{Clock: c.Clock(rule).ID}); fieldOf(err) != want {
			t.Errorf("stopping %s: got %q, want %q", rule, fieldOf(err), want)
		}
	}
}

func TestACorrectionWritesThePersonAnew(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t)
	person := &dispute.Person{Name: "陈志刚"}
	c.Do(dispute.Correct, c.Mediator(), &dispute.Correction{Party: c.Rider, Person: person, Text: disputetest.Remark})
	if len(c.Last.People) != 1 || c.Last.People[0].Person != *person || c.Last.People[0].Party != c.Rider {
		t.Errorf("got %v", c.Last.People)
	}
	if _, err := c.Try(dispute.Correct, c.Mediator(), &dispute.Correction{Party: "nobody", Person: person}); fieldOf(err) != "party/party" {
		t.Errorf("nobody: got %q", fieldOf(err))
	}
}

func TestARouteIsAnalysedAfterTheRecord(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t)
	c.Do(dispute.AnalyseRoute, c.Mediator(), &dispute.RouteRun{At: "2026-03-02T18:45"})
	if !c.Last.Analyse || !c.Last.Errands(false).Routes || !due(c.Last, dispute.RouteReportPaper) {
		t.Errorf("got %+v", c.Last)
	}
}

func TestAudiencesOpenToTheirSideAndTheCommittee(t *testing.T) {
	t.Parallel()
	sides := []dispute.Side{dispute.Applicant, dispute.OtherSide, dispute.ThirdSide, dispute.NeitherSide}
	for audience, want := range map[dispute.Audience][]bool{
		dispute.Everyone:      {true, true, true, true},
		dispute.ApplicantOnly: {true, false, false, true},
		dispute.OtherSideOnly: {false, true, false, true},
		dispute.CommitteeOnly: {false, false, false, true},
		dispute.OutsideFile:   {false, false, false, true},
	} {
		for i, s := range sides {
			if got := audience.Reads(s); got != want[i] {
				t.Errorf("%s reads %q: got %v, want %v", s, audience, got, want[i])
			}
		}
	}
}

func TestWhoeverIsNotOfTheCaseReadsOnlyWhatEveryoneMay(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t)
	stranger := c.Now.SideOf(dispute.PartyID(disputetest.ID("stranger")))
	if dispute.ApplicantOnly.Reads(stranger) || dispute.CommitteeOnly.Reads(stranger) {
		t.Errorf("a stranger stands on side %q and reads the file", stranger)
	}
	if c.Now.SideOf("") != dispute.NeitherSide {
		t.Error("an act of no party is not the committee's")
	}
}
