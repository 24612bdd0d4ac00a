package web

import (
	"fmt"
	"reflect"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

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
