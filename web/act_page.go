package web

import (
	"slices"

	"github.com/google/uuid"

	"hejie/internal/dispute"
	"hejie/internal/statute"
)

// page is the form of the act, with what was typed.
func (d *deed) page() (actPage, *sheet) {
	s := d.sheetOf()
	label := d.in(d.name.Label())
	page := actPage{Base: Base{v: d.visit, Title: label}, Heading: label, Case: d.caseView(d.file), Turn: d.file.Picture.Turn, Button: label, Key: d.typed.Get("key")}
	if page.Key == "" {
		page.Key = uuid.NewString()
	}
	if lead := sheets[d.name].lead; lead != "" {
		page.Lead = d.t(lead)
	}
	if d.name == dispute.ObjectRoute && d.meant("points", d.typed["statement"]) != nil {
		page.Lead = d.t("lead.object_ticked")
	}
	d.consentPage(&page)
	if d.name == dispute.Sign || d.name == dispute.SignMediator || d.name == dispute.AffixSeal {
		page.Reads, page.Draws = page.Case.Agreement, d.name == dispute.Sign && !d.who.Staff()
	}
	for _, f := range s.fields {
		switch {
		case f.Kind == "files":
			page.Last, page.Multipart = append(page.Last, f), true
		case slices.Contains(frame, f.Name):
			page.Frame = append(page.Frame, f)
		case f.Fold != "":
			page.fold(f)
		default:
			page.Fields = append(page.Fields, f)
		}
	}
	for _, name := range []string{"evidence", "proof"} {
		for _, id := range filled(d.typed[name]) {
			page.Kept = append(page.Kept, &input{Name: name, Kind: "hidden", Value: id})
		}
	}
	return page, s
}

// fold is a part of a form that most leave empty, behind a line that says what it holds.
type fold struct {
	Title  string
	Fields []*input
}

// Unfolded says whether a field of it holds something, be it a mistake.
func (f fold) Unfolded() bool {
	return slices.ContainsFunc(f.Fields, func(f *input) bool { return f.Value != "" || f.Error != "" })
}

// fold puts a field behind the line that it belongs to.
func (p *actPage) fold(f *input) {
	i := slices.IndexFunc(p.Folds, func(x fold) bool { return x.Title == f.Fold })
	if i < 0 {
		i, p.Folds = len(p.Folds), append(p.Folds, fold{Title: f.Fold})
	}
	p.Folds[i].Fields = append(p.Folds[i].Fields, f)
}

// frame are the fields around a form that staff fill in.
var frame = []string{"for", "channel", "happened_on"}

// sheetOf writes the form down: around it who it is for, how and when; then its own fields; then the photo of the paper.
func (d *deed) sheetOf() *sheet {
	s := d.visit.sheet(dispute.Forms(d.name), d.typed)
	if d.who.Staff() {
		d.around(s)
	}
	before := len(s.fields)
	sheets[d.name].write(d, s)
	if d.who.Staff() && len(d.row.Behalf) > 0 && !slices.ContainsFunc(s.fields[before:], func(f *input) bool { return f.Name == "evidence" && f.Kind == "files" }) {
		s.files("proof", d.t("act.proof"), "image/*,application/pdf").hint(d.t("act.proof_hint")).Many = true
	}
	return s
}

// around asks whose act it is where it may be a party's, and how and when it was done.
func (d *deed) around(s *sheet) {
	var whose []option
	if dispute.May(dispute.Ref{Name: d.name, By: d.who.Actor}, d.file.Picture) == nil {
		whose = append(whose, option{Value: "", Label: d.t("act.own")})
	}
	for _, x := range d.file.Picture.Principals() {
		if dispute.May(dispute.Ref{Name: d.name, By: d.who.Actor, For: x.ID}, d.file.Picture) == nil {
			whose = append(whose, option{Value: string(x.ID), Label: d.partyName(x)})
		}
	}
	if len(d.row.Behalf) > 0 {
		s.pick("for", "choice", whose).label(d.t("act.for"))
	}
	if len(d.row.Behalf) > 0 || slices.Contains(spoken, d.name) {
		d.channel(s)
	}
	s.date("happened_on").label(d.t("act.happened_on")).hint(d.t("act.happened_on_hint")).first(statute.DateOf(d.file.Now).String())
}

// spoken are the committee's own acts that are done with people, at the desk or by telephone.
var spoken = []dispute.ActName{dispute.Investigate, dispute.RecordSession, dispute.TellRights, dispute.AgreeOrally, dispute.Extend, dispute.FollowUp}

func (d *deed) channel(s *sheet) {
	s.choose("channel", "channel.counter", "channel.phone", "channel.paper", "channel.post", "channel.web").label(d.t("act.channel")).first("counter")
}

func (d *deed) partyName(x dispute.Party) string {
	return d.side(x.Side) + "：" + d.visit.name(d.file, x.ID)
}
