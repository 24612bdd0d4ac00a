package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/google/uuid"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// steps is how many screens there are: who, what happened, and what is at hand.
const steps = 3

// orderRows is how many orders' times can be typed beside a screenshot: the one before the accident, the one after, one more.
const orderRows = 3

type filePage struct {
	Base
	Step    int
	Key     string
	Carried []*input // what the other screens hold; the server keeps nothing until the last of them
	Fields  []*input
	Orders  [][]*input
	Last    []*input // files, which are read last
}

// file is the worker's form in three screens: no account, and no more than four required fields. Nothing is stored until the
// last screen is sent; then the case is filed first and the files after it.
func (a *Web) file(v *visit) error {
	if !v.posted() {
		return v.fileStep(http.StatusOK, 1, url.Values{"key": {uuid.NewString()}}, nil)
	}
	l := &lodging{visit: v, filing: func(values url.Values) (*dispute.Filing, error) { return v.filing(values) }}
	values, err := v.fields(l.takeAtTheEnd)
	if err != nil {
		return err
	}
	step := stepOf(values)
	switch {
	case values.Get("lang") != "":
		v.choose(values.Get("lang"))
		return v.fileStep(http.StatusOK, step, values, nil)
	case values.Get("go") == "back":
		return v.fileStep(http.StatusOK, max(1, step-1), values, nil)
	case step < steps:
		return v.nextStep(step, values)
	}
	return l.finish(values)
}

func stepOf(values url.Values) int {
	for step := range steps {
		if values.Get("step") == fmt.Sprint(step+1) {
			return step + 1
		}
	}
	return 1
}

// takeAtTheEnd refuses files of any screen but the last.
func (l *lodging) takeAtTheEnd(values url.Values, f attached) error {
	if stepOf(values) != steps || values.Get("lang") != "" {
		return nil
	}
	return l.take(values, f)
}

// nextStep looks at this screen alone; what the others hold is looked at on theirs, and all of it at the end.
func (v *visit) nextStep(step int, values url.Values) error {
	_, err := v.filing(values)
	f, refused := fault.As(err)
	if err != nil && !refused {
		return err
	}
	if refused {
		f.Fields = slices.DeleteFunc(slices.Clone(f.Fields), func(x fault.Field) bool { return v.screenOf(x.Name, values) != step })
		if len(f.Fields) > 0 {
			return v.fileStep(status(f), step, values, f)
		}
	}
	return v.fileStep(http.StatusOK, step+1, values, nil)
}

// finish files the case, keeps what is left, and gives the receipt; a refusal goes back to the screen it is about, with
// everything that was typed.
func (l *lodging) finish(values url.Values) error {
	err := l.lodge(values)
	f, refused := fault.As(err)
	switch {
	case refused:
		return l.fileStep(status(f), l.screenOf(firstField(f), values), values, f)
	case err != nil:
		return err
	}
	l.tell(values)
	l.letIn()
	return l.receipt()
}

func firstField(f *fault.Fault) string {
	if len(f.Fields) == 0 {
		return ""
	}
	return f.Fields[0].Name
}

// letIn opens the case for whoever just filed it; without it the code on the receipt does.
func (l *lodging) letIn() {
	if l.who.Staff() {
		return
	}
	session, err := l.Auth.Track(l.r.Context(), l.filed.Code, l.from())
	if err != nil {
		l.Log.WarnContext(l.r.Context(), "no session after filing", "case", l.filed.Case, "err", err)
		return
	}
	http.SetCookie(l.w, l.cookies.Set(session))
	l.who = session.Identity
}

// screens are the fields of each screen.
func (v *visit) screens(values url.Values) (*sheet, [steps + 1][]*input, error) {
	s := v.sheet(&dispute.Filing{}, values)
	var screens [steps + 1][]*input
	s.line("applicant.name").need().label(v.t("file.name")).auto("name")
	s.add("applicant.phone", "tel").need().label(v.t("file.phone")).hint(v.t("file.phone_hint")).auto("tel")
	screens[1] = s.fields
	s.text("story").label(v.t("file.story")).hint(v.t("file.story_hint"))
	s.line("against.name").label(v.t("file.against")).hint(v.t("file.against_hint"))
	s.pick("body", "radio", v.bodies()).label(v.t("file.body")).first("insurer")
	if err := s.committee(); err != nil {
		return s, screens, err
	}
	screens[2] = s.fields[len(screens[1]):]
	s.date("hurt_on").label(v.t("file.hurt_on"))
	s.add("hurt_at", "clock").label(v.t("file.hurt_at"))
	for i := range orderRows {
		for _, column := range []string{"accepted", "picked_up", "delivered", "cancelled"} {
			s.moment(fmt.Sprintf("typed[%d].%s", i, column))
		}
	}
	screens[3] = s.fields[len(screens[1])+len(screens[2]):]
	return s, screens, nil
}

// bodies are the kinds of body that refuse to pay.
func (v *visit) bodies() []option {
	return []option{{Value: "insurer", Label: v.t("body.insurer")}, {Value: "platform", Label: v.t("body.platform")},
		{Value: "company", Label: v.t("body.company")}, {Value: "person", Label: v.t("body.person")}}
}

// committee asks which one where there are several.
func (s *sheet) committee() error {
	all, err := s.v.committees()
	if err != nil || len(all) < 2 {
		return err
	}
	options := []option{{Label: s.v.t("choose.one")}}
	for _, o := range all {
		options = append(options, option{Value: string(o.ID), Label: o.Name})
	}
	s.pick("committee", "choice", options).need()
	return nil
}

// filing reads the whole form from what was typed, and checks it. The page asks for a phone; the record does not need one.
func (v *visit) filing(values url.Values) (*dispute.Filing, error) {
	s, _, err := v.screens(values)
	if err != nil {
		return nil, err
	}
	f := &dispute.Filing{Source: dispute.ByWorker, Channel: dispute.Web}
	bad := decode(f, s.fields, values)
	if len(filled(values["applicant.phone"])) == 0 {
		bad = append(bad, fault.Field{Name: "applicant.phone", Code: "required", Text: fault.Text{
			ZH: "请填写手机号，调解员要用它联系您。", EN: "Give your phone number; the mediator needs it to reach you."}})
	}
	against(f, values.Get("body"))
	return f, checked(f, bad)
}

// against fills in what the kind of the other side says: an insurer's refusal is an insurance claim.
func against(f *dispute.Filing, body string) {
	f.Against.Organisation, f.Against.Insurer = body != "person", body == "insurer" || body == ""
	f.Matter = dispute.Other
	if f.Against.Insurer {
		f.Matter = dispute.InsuranceClaim
	}
}

// checked holds a form to its tags, together with what could not even be read.
func checked(form dispute.Form, bad []fault.Field) error {
	err := dispute.Check(form)
	f, refused := fault.As(err)
	if err != nil && !refused {
		return err
	}
	if len(bad) == 0 {
		return err
	}
	all := fault.BadField(bad[0].Name, bad[0].Code, bad[0].Text)
	all.Fields = bad
	if refused {
		for _, x := range f.Fields {
			if !slices.ContainsFunc(bad, func(b fault.Field) bool { return b.Name == x.Name }) {
				all.Fields = append(all.Fields, x)
			}
		}
	}
	return all
}

// screenOf finds the screen that a field is on; the last for what is on none.
func (v *visit) screenOf(name string, values url.Values) int {
	_, screens, err := v.screens(values)
	if err != nil {
		return steps
	}
	for i, fields := range screens {
		if slices.ContainsFunc(fields, func(f *input) bool { return f.Name == name }) {
			return i
		}
	}
	return steps
}

// fileStep shows one screen with what was typed on all of them.
func (v *visit) fileStep(code, step int, values url.Values, f *fault.Fault) error {
	s, screens, err := v.screens(values)
	if err != nil {
		return errors.Join(err, errorOf(f))
	}
	page := filePage{Base: v.base("file.title"), Step: step, Key: goodKey(values.Get("key")), Fields: screens[step]}
	page.Form = true
	if f != nil {
		page.Problems = s.blame(f)
	}
	for i := range screens {
		if i != step {
			page.Carried = append(page.Carried, screens[i]...)
		}
	}
	if step == steps {
		page.Fields, page.Orders = screens[step][:2], chunks(screens[step][2:], len(screens[step][2:])/orderRows)
		page.Last = v.uploads()
	}
	return v.show(code, "file", page)
}

func errorOf(f *fault.Fault) error {
	if f == nil {
		return nil
	}
	return f
}

func chunks(fields []*input, size int) [][]*input { return slices.Collect(slices.Chunk(fields, size)) }

// uploads are the last screen's places for files.
func (v *visit) uploads() []*input {
	s := v.sheet(&dispute.Filing{}, url.Values{})
	s.files("photos", v.t("file.photos"), "image/*,application/pdf,video/mp4,audio/mp4").hint(v.t("file.photos_hint")).Many = true
	s.files("orders", v.t("file.orders"), "image/*,.csv,.json,.txt").hint(v.t("file.orders_hint")).Many = true
	s.files("track", v.t("file.track"), ".gpx,.kml,.geojson,.json,.csv").hint(v.t("file.track_hint")).Many = true
	return s.fields
}

// OrderNames are the keys of what the rows of order times are called.
func (filePage) OrderNames() []string { return []string{"file.order1", "file.order2", "file.order3"} }
