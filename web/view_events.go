package web

import (
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/store"
)

// eventLine is one thing that happened, as the timeline tells it.
type eventLine struct {
	ID, Day, Recorded, Label, Who, For, Channel, Text, Private string
	Proof                                                      int
}

// events are what this reader may know of, the newest first.
func (v *visit) events(f store.CaseFile) []eventLine {
	var list []eventLine
	for i := len(f.Events) - 1; i >= 0; i-- {
		list = append(list, v.event(f, f.Events[i]))
	}
	return list
}

func (v *visit) event(f store.CaseFile, e store.Event) eventLine {
	a := e.Act
	line := eventLine{ID: string(a.ID), Day: v.day(a.HappenedOn), Recorded: v.moment(a.RecordedAt), Label: v.in(a.Name.Label()), Text: v.told(f, e.Form),
		Private: v.audience(e.Audience), Proof: len(a.Proof)}
	switch {
	case a.By.Has(dispute.System):
		line.Who = v.t("side.system")
	case a.By.Staff():
		line.Who = e.Staff
	default:
		line.Who = v.name(f, a.By.Party)
	}
	if a.For != "" && a.For != a.By.Party {
		line.For = v.name(f, a.For)
	}
	if a.Channel != dispute.Web && a.Channel != "" {
		line.Channel = v.t("channel." + string(a.Channel))
	}
	return line
}

// audience says who else reads this; empty when everyone does.
func (v *visit) audience(a dispute.Audience) string {
	switch a {
	case dispute.ApplicantOnly:
		return v.t("audience.applicant")
	case dispute.OtherSideOnly:
		return v.t("audience.respondent")
	case dispute.CommitteeOnly:
		return v.t("audience.committee")
	case dispute.OutsideFile:
		return v.t("audience.outside_file")
	}
	return ""
}

// told is what was said, in the words in which it was handed in.
func (v *visit) told(f store.CaseFile, form dispute.Form) string {
	switch x := form.(type) {
	case *dispute.Filing:
		return said(x.Story, strings.Join(x.Asks, "\n"))
	case *dispute.Acceptance:
		return x.Text
	case *dispute.Grounds:
		return x.Text
	case *dispute.Reason:
		return x.Text
	case *dispute.Opening:
		return said(x.Objection, x.Text)
	case *dispute.Words:
		return x.Text
	case *dispute.InquiryRecord:
		return said(said(x.Place, x.Asked), x.Text)
	case *dispute.SessionRecord:
		return said(x.Place, x.Text)
	case *dispute.Proposal:
		return said(v.yuan(x.AmountFen), x.Text)
	case *dispute.Answer:
		return x.Text
	case *dispute.Extension:
		return said(v.t("event.until", v.day(x.Until)), x.Text)
	case *dispute.Payment:
		return said(v.yuan(x.AmountFen), x.Text)
	}
	return v.toldBeside(f, form)
}

// toldBeside tells what is taken beside the story.
func (v *visit) toldBeside(f store.CaseFile, form dispute.Form) string {
	switch x := form.(type) {
	case *dispute.Default:
		return x.Text
	case *dispute.Ending:
		return x.Text
	case *dispute.Referral:
		return said(x.Name, x.Text)
	case *dispute.Handing:
		return x.Text
	case *dispute.EvidenceRequest:
		return said(x.Outside, x.Text)
	case *dispute.EvidenceAnswer:
		return said(v.t("answer."+x.Result), x.Text)
	case *dispute.EvidenceNote:
		return said(v.t("event.files", len(x.Evidence)), x.Proves)
	case *dispute.ConsentForm:
		return said(v.t("purpose."+x.Purpose), said(x.Recipient, x.Text))
	case *dispute.PartyForm:
		return said(x.Person.Name, x.Text)
	case *dispute.ClaimForm:
		return said(v.yuan(x.AmountFen), x.Text)
	case *dispute.MediatorChoice:
		return said(v.t("mediator_choice."+x.Choice), x.Text)
	case *dispute.RecusalDecision:
		return said(v.t("recusal."+x.Result), x.Text)
	case *dispute.Correction:
		return x.Text
	case *dispute.CaseLink:
		return x.Text
	case *dispute.HandClock:
		return said(v.day(x.Due), x.Text)
	case *dispute.ClockStop:
		return x.Text
	case *dispute.Visit:
		return said(v.t("performed."+x.Performed), x.Text)
	case *dispute.Confirmed:
		return said(v.t("confirmed."+x.Result), said(x.Number, x.Text))
	case *dispute.RouteRun:
		return x.Reason
	case *dispute.RouteObjection:
		return v.objected(x)
	case *dispute.ObjectionAnswer:
		return v.objectionAnswered(x)
	}
	return ""
}

// said puts two sayings one below the other, where there are two.
func said(a, b string) string {
	if a != "" && b != "" {
		return a + "\n" + b
	}
	return a + b
}
