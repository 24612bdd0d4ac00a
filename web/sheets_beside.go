package web

import (
	"fmt"
	"reflect"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/statute"
	"hejie/internal/store"
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
var evidenceKinds = []string{"kind.photo", "kind.orders", "kind.track", "kind.policy", "kind.medical", "kind.identity", "kind.refusal",
	"kind.payment", "kind.signed", "kind.other"}

func addEvidence(d *deed, s *sheet) {
	s.choose("kind", evidenceKinds...)
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

// routeRows is how many orders' times can be typed for an analysis.
const routeRows = 4

func analyse(d *deed, s *sheet) {
	_, filing := d.file.Filing()
	s.moment("at").first(hurtAt(filing))
	s.add("tolerance_s", "number").hint(d.t("route.tolerance_hint"))
	s.pick("orders", "ticks", d.stored("orders", "text/csv", "application/json", "text/plain"))
	s.pick("tracks", "ticks", d.stored("track", "application/gpx+xml", "text/csv"))
	for i := range routeRows {
		d.typedOrder(s, i, filing)
	}
	s.pick("datum", "choice", []option{d.none(), {Value: "wgs84", Label: "WGS-84"}, {Value: "gcj02", Label: "GCJ-02"}, {Value: "bd09", Label: "BD-09"}}).hint(d.t("route.datum_hint"))
	s.pick("order_datum", "choice", []option{d.none(), {Value: "wgs84", Label: "WGS-84"}, {Value: "gcj02", Label: "GCJ-02"}, {Value: "bd09", Label: "BD-09"}})
	s.text("reason")
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

// stored are the files of a case that may hold orders or a track: those said to, and those whose content could.
func (d *deed) stored(kind string, media ...string) []option {
	var list []option
	for _, e := range d.file.Evidence {
		if !e.Destroyed && e.Quarantine == "" && readable(e, kind, media) {
			list = append(list, option{Value: string(e.ID), Label: e.Name + " · " + d.side(e.Side)})
		}
	}
	return list
}

func readable(e store.EvidenceRow, kind string, media []string) bool {
	for _, m := range media {
		if e.Media == m {
			return true
		}
	}
	return e.Kind == kind && !strings.HasPrefix(e.Media, "image/")
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

func consent(d *deed, s *sheet) {
	s.choose("purpose", "purpose.track", "purpose.medical", "purpose.share_track", "purpose.share_file", "purpose.refer", "purpose.handling", "purpose.extension")
	if d.name == dispute.RevokeConsent {
		return
	}
	s.line("recipient").hint(d.t("consent.recipient_hint"))
	s.date("until")
	s.text("text")
}

// person asks who someone is. Only the name must be given.
func person(d *deed, s *sheet) {
	s.line("person.name")
	s.add("person.phone", "tel")
	s.tick("person.organisation").label(d.t("person.organisation"))
	s.tick("person.insurer").label(d.t("person.insurer"))
	s.pick("person.id_kind", "choice", []option{d.none(), {Value: "resident", Label: d.t("id_kind.resident")}, {Value: "residence_permit", Label: d.t("id_kind.residence_permit")},
		{Value: "permanent", Label: d.t("id_kind.permanent")}, {Value: "passport", Label: d.t("id_kind.passport")}, {Value: "other", Label: d.t("id_kind.other")}})
	s.line("person.id_number").hint(d.t("person.id_hint"))
	s.line("person.credit_code")
	s.line("person.legal_rep")
	s.line("person.contact")
	s.line("person.gender")
	s.line("person.ethnicity")
	s.add("person.age", "number")
	s.line("person.occupation")
	s.line("person.address")
	s.line("person.email")
}

func addParty(d *deed, s *sheet) {
	sides := []option{{Value: "applicant", Label: d.t("side.applicant")}, {Value: "respondent", Label: d.t("side.respondent")}, {Value: "third", Label: d.t("side.third")}}
	mine := d.file.Picture.SideOf(d.who.Actor.Party)
	if !d.who.Staff() {
		sides = []option{{Value: string(mine), Label: d.side(mine)}}
	}
	s.pick("side", "choice", sides)
	d.represents(s)
	person(d, s)
	s.text("text")
}

// represents asks whom an agent acts for, and how far. The field has a name of its own, since "for" is whose act it is.
func (d *deed) represents(s *sheet) {
	s.pick("principal", "choice", append([]option{{Label: d.t("party.self")}}, d.principals()...)).label(d.t("party.for"))
	s.choose("authority", "authority.general", "authority.special").hint(d.t("party.authority_hint"))
}

// agent puts whom an agent acts for into the form; a party of its own has no authority.
func agent(d *deed, form dispute.Form) []fault.Field {
	f, ok := form.(*dispute.PartyForm)
	if !ok {
		return nil
	}
	if f.For = dispute.PartyID(d.typed.Get("principal")); f.For == "" {
		f.Authority = ""
	}
	return nil
}

func replaceParty(d *deed, s *sheet) {
	s.pick("replaces", "choice", d.principals())
	s.choose("side", "side.applicant", "side.respondent", "side.third")
	person(d, s)
	s.text("text")
}

// correct puts a party's details right when the page was opened for one, else says what is wrong in a record.
func correct(d *deed, s *sheet) {
	s.text("text")
	id := dispute.PartyID(d.typed.Get("party"))
	known, ok := d.file.People[id]
	if !ok {
		s.pick("act", "choice", append([]option{d.none()}, d.records()...))
		return
	}
	s.hidden("party", string(id))
	from := len(s.fields)
	person(d, s)
	if !d.posted() {
		prefill(s.fields[from:], known)
	}
}

// prefill writes what is on record into the fields of a person.
func prefill(fields []*input, known dispute.Person) {
	for _, f := range fields {
		at := byJSON(reflect.ValueOf(known), strings.TrimPrefix(f.Name, "person."))
		switch {
		case !at.IsValid() || at.IsZero():
		case at.Kind() == reflect.Bool:
			f.first("true")
		default:
			f.first(fmt.Sprint(at.Interface()))
		}
	}
}

// corrected: the details of nobody are corrected unless a party was named.
func corrected(_ *deed, form dispute.Form) []fault.Field {
	if f, ok := form.(*dispute.Correction); ok && f.Party == "" {
		f.Person = nil
	}
	return nil
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
