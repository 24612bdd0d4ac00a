package web

import (
	"net/http"
	"net/url"

	"github.com/google/uuid"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/statute"
	"hejie/internal/store"
)

type counterPage struct {
	Base
	Key    string
	Fields []*input
	Last   []*input
}

// counter files for a worker beside the desk, on the phone, or by a paper handed in: one page, the day it happened, and a photo
// of the paper where there is one.
func (a *Web) counter(v *visit) error {
	if !v.who.Actor.Has(dispute.Helper, dispute.Mediator, dispute.Recorder, dispute.Head) {
		return fault.NotYours()
	}
	if !v.posted() {
		return v.counterForm(http.StatusOK, url.Values{"key": {uuid.NewString()}}, nil)
	}
	l := &lodging{visit: v, by: v.who.Actor, filing: v.counterFiling}
	values, err := v.fields(l.take)
	if err != nil {
		return err
	}
	err = l.lodge(values)
	f, refused := fault.As(err)
	switch {
	case refused:
		return v.counterForm(status(f), values, f)
	case err != nil:
		return err
	}
	l.tell(values)
	return l.receipt()
}

// counterSheet asks twelve fields at most.
func (v *visit) counterSheet(values url.Values) (*sheet, error) {
	var today statute.Date
	err := v.read(func(r *store.Reader) error {
		now, err := r.Now(v.r.Context())
		today = statute.DateOf(now)
		return err
	})
	if err != nil {
		return nil, err
	}
	s := v.sheet(&dispute.Filing{}, values)
	s.choose("source", "source.oral", "source.paper", "source.helper", "source.committee", "source.police", "source.court", "source.hotline")
	s.choose("channel", "channel.counter", "channel.phone", "channel.paper", "channel.post")
	s.date("happened_on").hint(v.t("act.happened_on_hint")).first(today.String())
	s.line("applicant.name").label(v.t("counter.name"))
	s.add("applicant.phone", "tel").label(v.t("file.phone"))
	s.text("story")
	s.line("against.name").label(v.t("counter.against"))
	s.pick("body", "radio", v.bodies()).label(v.t("file.body")).first("insurer")
	s.money("amount_fen")
	s.date("hurt_on")
	s.add("hurt_at", "clock")
	return s, nil
}

func (v *visit) counterFiling(values url.Values) (*dispute.Filing, error) {
	s, err := v.counterSheet(values)
	if err != nil {
		return nil, err
	}
	f := &dispute.Filing{}
	bad := decode(f, s.fields, values)
	against(f, values.Get("body"))
	return f, checked(f, bad)
}

func (v *visit) counterForm(code int, values url.Values, f *fault.Fault) error {
	s, err := v.counterSheet(values)
	if err != nil {
		return err
	}
	page := counterPage{Base: v.base("counter.title"), Key: goodKey(values.Get("key")), Fields: s.fields}
	if f != nil {
		page.Problems = s.blame(f)
	}
	files := v.sheet(&dispute.Filing{}, url.Values{})
	files.files("proof", v.t("act.proof"), "image/*,application/pdf").hint(v.t("act.proof_hint")).Many = true
	page.Last = files.fields
	return v.show(code, "counter", page)
}
