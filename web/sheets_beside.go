package web

import (
	"fmt"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/statute"
)

func handOver(d *deed, s *sheet) {
	s.pick("mediator", "choice", d.colleagues(dispute.Mediator))
	s.text("text")
}

func chooseMediator(_ *deed, s *sheet) {
	s.choose("choice", "mediator_choice.accept", "mediator_choice.other")
	s.text("text")
}

func recusal(_ *deed, s *sheet) {
	s.choose("result", "recusal.kept", "recusal.removed")
	s.text("text")
}

func addClaim(d *deed, s *sheet) {
	s.pick("against", "choice", d.principals())
	s.pick("matter", "choice", d.matters())
	s.money("amount_fen")
	s.text("text")
}

func askEvidence(d *deed, s *sheet) {
	s.pick("holder", "choice", append([]option{{Label: d.t("request.outside")}}, d.principals()...))
	s.line("outside").free().hint(d.t("request.outside_hint"))
	s.choose("standing", "standing.own_copy", "standing.authorised", "standing.duty", "standing.goodwill")
	s.text("text")
}

func answerRequest(d *deed, s *sheet) {
	var list []option
	for _, q := range d.requests(d.file) {
		if q.Mine || d.who.Staff() {
			list = append(list, option{Value: q.ID, Label: q.Holder + "：" + q.Text})
		}
	}
	s.pick("to", "choice", list)
	s.choose("result", "answer.supplied", "answer.refused", "answer.none_held")
	s.text("text")
	d.evidence(s)
}

// evidenceKinds are what a file may be said to be.
var evidenceKinds = []string{"kind.photo", "kind.orders", "kind.track", "kind.online", "kind.policy", "kind.medical", "kind.identity", "kind.refusal",
	"kind.payment", "kind.signed", "kind.other"}

func shareEvidence(d *deed, s *sheet) {
	var list []option
	for _, e := range d.file.Evidence {
		if !e.Shared && !e.Destroyed {
			list = append(list, option{Value: string(e.ID), Label: e.Name})
		}
	}
	s.pick("evidence", "ticks", list)
	if reports := d.unshown(); len(reports) > 0 {
		s.pick("analysis", "choice", append([]option{{Label: d.t("share.no_report")}}, reports...)).label(d.t("share.report")).hint(d.t("share.report_hint"))
	}
	s.text("text")
}

// unshown are the route analyses whose report only the worker and the committee see.
func (d *deed) unshown() []option {
	var list []option
	for _, p := range d.file.Papers {
		e, ok := d.file.Event(p.Subject)
		if p.Form == dispute.RouteReportPaper && p.Audience != "" && p.State != "void" && ok {
			list = append(list, option{Value: string(p.Subject), Label: d.moment(e.Act.RecordedAt)})
		}
	}
	return list
}

func addEvidence(d *deed, s *sheet) {
	kind := s.choose("kind", evidenceKinds...)
	if d.who.Staff() {
		kind.hint(d.t("evidence.whose"))
	}
	s.line("proves")
	d.evidence(s).need()
}

// needsFile: an act of handing in files needs one.
func needsFile(d *deed, form dispute.Form) []fault.Field {
	if f, ok := form.(*dispute.EvidenceNote); !ok || len(f.Evidence) > 0 || len(d.broken) > 0 {
		return nil
	}
	return []fault.Field{{Name: "evidence", Code: "required", Text: fault.Text{ZH: "请选择要提交的照片或文件。", EN: "Choose the photos or files to hand in."}}}
}

// hurtAt is the accident's time as the worker gave it, where both day and hour are known.
func hurtAt(f *dispute.Filing) string {
	if f.HurtOn.IsZero() || f.HurtAt == "" {
		return ""
	}
	return f.HurtOn.String() + "T" + f.HurtAt
}

// typedOrder is one order's times, filled with what the worker typed beside the screenshot.
func (d *deed) typedOrder(s *sheet, i int, filing *dispute.Filing) {
	at := fmt.Sprintf("typed[%d].", i)
	var known dispute.TypedOrder
	if i < len(filing.Typed) && !d.posted() {
		known = filing.Typed[i]
	}
	for _, f := range []struct{ name, value string }{{"accepted", known.Accepted}, {"picked_up", known.PickedUp}, {"delivered", known.Delivered}, {"cancelled", known.Cancelled}} {
		in := s.moment(at + f.name).first(typedMoment(f.value))
		in.Label = d.t("draft.term", i+1, in.Label)
	}
}

// typedMoment is a stored moment as a browser types it.
func typedMoment(stored string) string {
	t, err := dispute.ParseMoment(stored)
	if err != nil {
		return ""
	}
	return t.In(statute.Zone).Format("2006-01-02T15:04:05")
}

func note(d *deed, s *sheet) {
	s.text("text")
	s.pick("audience", "choice", []option{{Value: "committee", Label: d.t("audience.committee")}, {Value: "applicant", Label: d.t("audience.applicant")},
		{Value: "respondent", Label: d.t("audience.respondent")}})
}

func message(d *deed, s *sheet) {
	s.text("text")
	if d.who.Staff() {
		s.pick("audience", "choice", []option{{Label: d.t("audience.everyone")}, {Value: "applicant", Label: d.t("audience.applicant")},
			{Value: "respondent", Label: d.t("audience.respondent")}})
	}
	d.evidence(s)
}

// records are the events that a correction may be about, the newest first.
func (d *deed) records() []option {
	var list []option
	for _, e := range d.events(d.file) {
		list = append(list, option{Value: e.ID, Label: e.Day + " " + e.Label})
	}
	return list
}

func linkCase(d *deed, s *sheet) {
	s.line("case").hint(d.t("link_case.hint"))
	s.text("text")
}

func addClock(d *deed, s *sheet) {
	s.date("due")
	s.text("text").hint(d.t("add_clock.hint"))
}

func stopClock(d *deed, s *sheet) {
	var list []option
	for _, k := range d.caseView(d.file).Clocks {
		if k.ByHand {
			list = append(list, option{Value: k.ID, Label: k.Name + " " + k.Due})
		}
	}
	s.pick("clock", "choice", list)
	s.text("text")
}

func followUp(_ *deed, s *sheet) {
	s.choose("performed", "performed.full", "performed.part", "performed.none")
	s.tick("content")
	s.text("text")
}

func confirmation(_ *deed, s *sheet) {
	s.choose("result", "confirmed.applied", "confirmed.confirmed", "confirmed.rejected", "confirmed.lapsed")
	s.line("number")
	s.text("text")
}
