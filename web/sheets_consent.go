package web

import (
	"slices"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// consent asks for one thing at a time. What a track tells about a person's life is asked on pages of their own, in plain
// words; the rest is chosen from a list.
func consent(d *deed, s *sheet) {
	if _, own := trackQuestions[d.question()]; own && !d.who.Staff() {
		d.consentToTrack(s)
		return
	}
	purposes := []string{"purpose.track", "purpose.share_track", "purpose.medical", "purpose.share_file", "purpose.refer", "purpose.handling", "purpose.extension"}
	switch {
	case d.name == dispute.RevokeConsent:
		s.choose("purpose", purposes...)
		return
	case d.who.Staff():
		s.choose("purpose", purposes...)
		s.moment("from").hint(d.t("consent.window_hint"))
		s.moment("to")
	default:
		s.choose("purpose", purposes[2:]...)
	}
	s.line("recipient").hint(d.t("consent.recipient_hint"))
	s.date("until")
	s.text("text")
}

// trackQuestions are the three things that are asked about a track, each by itself: may the committee use it, may the other
// side see the stretch between two orders, may it see another stretch.
var trackQuestions = map[string]struct {
	purpose, heading, button string
	points                   []string
}{
	"track": {"track", "consent.track", "consent.track_yes", []string{"consent.track_what", "consent.track_who", "consent.track_apart", "consent.track_back", "consent.track_no"}},
	"share_track": {"share_track", "consent.share", "consent.share_yes",
		[]string{"consent.share_what", "consent.share_not", "consent.share_wider", "consent.share_back", "consent.share_no"}},
	"share_more": {"share_track", "consent.more", "consent.more_yes", []string{"consent.more_what", "consent.share_back", "consent.share_no"}},
}

// question is which of them this page asks.
func (d *deed) question() string {
	asked := d.typed.Get("ask")
	if asked == "" && d.name == dispute.Consent && !d.posted() {
		asked = d.typed.Get("purpose")
	}
	if d.name == dispute.RevokeConsent {
		return ""
	}
	return asked
}

func (d *deed) consentToTrack(s *sheet) {
	asked := d.question()
	q := trackQuestions[asked]
	s.hidden("ask", asked)
	s.hidden("purpose", q.purpose)
	if q.purpose == "share_track" {
		names := d.opposite()
		if len(names) == 1 {
			s.hidden("recipient", names[0].Value)
		} else {
			s.pick("recipient", "choice", names)
		}
	}
	if asked == "share_more" {
		s.moment("from").need()
		s.moment("to").need()
	}
	if asked == "track" {
		d.folded(s, "consent.fold_window", func() {
			s.moment("from").hint(d.t("consent.part_hint"))
			s.moment("to")
		})
	}
	d.folded(s, "consent.fold", func() { s.date("until").hint(d.t("consent.until_hint")) })
}

// opposite are the parties across from the worker, by name.
func (d *deed) opposite() []option {
	var list []option
	for _, x := range d.file.Picture.Principals() {
		if x.Side != dispute.Applicant {
			name := d.visit.name(d.file, x.ID)
			list = append(list, option{Value: name, Label: name})
		}
	}
	return list
}

// agreed puts on record who receives it and how far it reaches, in the words that were asked.
func agreed(d *deed, form dispute.Form) []fault.Field {
	f, ok := form.(*dispute.ConsentForm)
	asked := d.question()
	if _, own := trackQuestions[asked]; !ok || !own || d.who.Staff() {
		return nil
	}
	switch asked {
	case "track":
		f.Recipient, f.Text = d.file.Committee.Name, d.t("consent.scope_track", d.trackNames())
	case "share_track":
		f.Text, f.From, f.To = d.t("consent.scope_share"), "", ""
	case "share_more":
		f.Text = d.t("consent.scope_more")
		if f.From == "" || f.To == "" {
			return []fault.Field{{Name: "from", Code: "required", Text: fault.Text{ZH: "请填写从几时到几时。", EN: "Say from when to when."}}}
		}
	}
	return nil
}

// consentPoints are what is asked, point by point, in plain words.
func (d *deed) consentPoints() []string {
	q, own := trackQuestions[d.question()]
	if !own || d.who.Staff() || d.name != dispute.Consent {
		return nil
	}
	var names []string
	for _, o := range d.opposite() {
		names = append(names, o.Label)
	}
	var said []string
	for _, key := range q.points {
		said = append(said, d.t(key, d.trackNames(), d.file.Committee.Name, strings.Join(names, d.t("route.comma"))))
	}
	return said
}

// trackNames are the track files that this side handed in.
func (d *deed) trackNames() string {
	var names []string
	for _, e := range d.file.Evidence {
		if e.Kind == "track" && !e.Destroyed && !slices.Contains(names, e.Name) {
			names = append(names, e.Name)
		}
	}
	if names == nil {
		return d.t("consent.no_file")
	}
	return strings.Join(names, d.t("route.comma"))
}

// consentPage words a page that asks about a track; a party's list of other purposes shows the way to these pages.
func (d *deed) consentPage(page *actPage) {
	if d.name != dispute.Consent || d.who.Staff() {
		return
	}
	if q, own := trackQuestions[d.question()]; own {
		page.Heading, page.Title, page.Button, page.Lead = d.t(q.heading), d.t(q.heading), d.t(q.button), ""
		page.Points = d.consentPoints()
		return
	}
	for _, asked := range []string{"track", "share_track"} {
		page.Ways = append(page.Ways, way{d.here(".act", "act", string(dispute.Consent)) + "?ask=" + asked, d.t(trackQuestions[asked].heading)})
	}
}
