package web

import (
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/statute"
)

func remark(_ *deed, s *sheet) { s.text("text") }
func reason(_ *deed, s *sheet) { s.text("text") }
func decline(d *deed, s *sheet) {
	s.pick("code", "choice", []option{d.none(), {Value: "elsewhere", Label: d.t("ground.elsewhere")}, {Value: "not_civil", Label: d.t("ground.not_civil")},
		{Value: "refused", Label: d.t("ground.refused")}, {Value: "other", Label: d.t("ground.other")}})
	s.text("text").hint(d.t("decline.hint"))
}
func wordsOnly(_ *deed, s *sheet) { s.text("text") }
func wordsAndFiles(d *deed, s *sheet) {
	s.text("text")
	d.evidence(s)
}

// evidence is the place for files of an act.
func (d *deed) evidence(s *sheet) *input {
	f := s.files("evidence", d.t("file.photos"), "").hint(d.t("file.photos_hint"))
	f.Many = true
	return f
}

func accept(d *deed, s *sheet) {
	s.choose("elsewhere", "elsewhere.none", "elsewhere.court", "elsewhere.arbitration", "elsewhere.agency").hint(d.t("accept.elsewhere_hint"))
	s.pick("mediator", "choice", append([]option{{Label: d.t("accept.myself")}}, d.colleagues(dispute.Mediator)...))
	s.pick("matter", "choice", d.matters())
	s.tick("open").hint(d.t("accept.open_hint"))
	s.text("text")
}

func (d *deed) matters() []option {
	list := make([]option, len(dispute.Matters))
	for i, m := range dispute.Matters {
		list[i] = option{Value: string(m), Label: d.in(m.Name())}
	}
	if d.typed.Get("matter") == "" {
		d.typed.Set("matter", string(d.file.Picture.Matter))
	}
	return list
}

func investigate(d *deed, s *sheet) {
	s.moment("held").first(d.nowTyped())
	s.line("place")
	s.line("asked")
	s.lines("present").hint(d.t("lines.hint"))
	s.text("text")
}

// nowTyped is the workplace's time as a browser types it.
func (d *deed) nowTyped() string { return d.file.Now.In(statute.Zone).Format("2006-01-02T15:04") }

func opening(d *deed, s *sheet) {
	s.tick("open").hint(d.t("accept.open_hint"))
	s.line("objection")
	s.text("text")
}

func session(d *deed, s *sheet) {
	s.moment("held").first(d.nowTyped())
	s.line("place").first(d.t("session.place"))
	s.pick("private", "choice", []option{{Label: d.t("session.joint")}, {Value: "applicant", Label: d.t("session.caucus_applicant")},
		{Value: "respondent", Label: d.t("session.caucus_respondent")}}).hint(d.t("session.caucus_hint"))
	s.pick("attended", "ticks", d.principals())
	s.lines("present").hint(d.t("lines.hint"))
	s.text("text")
	s.choose("result", "result.continue", "result.written", "result.oral", "result.none", "result.withdrawn")
	s.moment("next")
}

func offer(d *deed, s *sheet) {
	s.hidden("answers", "")
	s.money("amount_fen").need()
	s.text("text").hint(d.t("offer.text_hint"))
	s.date("expires").hint(d.t("offer.expires_hint"))
	s.tick("private")
	d.claims(s, "claims")
}

// answerOffer is a yes or no to an offer on the table.
func answerOffer(d *deed, s *sheet) {
	var list []option
	for _, o := range d.offers(d.file) {
		if !o.Private {
			list = append(list, option{Value: o.ID, Label: strings.TrimSpace(o.Amount + " " + o.By + " " + o.Text)})
		}
	}
	s.pick("to", "choice", list)
	s.text("text")
}
