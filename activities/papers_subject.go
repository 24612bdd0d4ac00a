package activities

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/document"
	"hejie/internal/seal"
	"hejie/internal/statute"
	"hejie/internal/store"
)

// subject is what one paper is drawn from: the case, the act that made it due, and the deployment that prints it. Dates
// come from the act, never from the moment of drawing.
type subject struct {
	file    store.CaseFile
	paper   store.PaperRow
	act     store.Event
	keys    *seal.Keys
	law     dispute.Law
	address string
}

func (c Clerk) subject(file store.CaseFile, p store.PaperRow) (subject, error) {
	act, ok := file.Event(p.Subject)
	if !ok {
		return subject{}, fmt.Errorf("no act %s is on record for %s", p.Subject, p.Form)
	}
	return subject{file: file, paper: p, act: act, keys: c.Record.Keys(), law: c.Record.Law(), address: c.Address}, nil
}

// formOf is the form that the paper's act was handed in with; another one is an error, not a blank sheet.
func formOf[T any](s subject) (*T, error) {
	form, ok := s.act.Form.(*T)
	if !ok {
		return nil, fmt.Errorf("%s is drawn from a %T, not from a %T", s.paper.Form, form, s.act.Form)
	}
	return form, nil
}

// sheet is what every form carries: the committee, the case's number, the day of the fact, and the code by which a photo
// of the signed sheet finds its way back.
func (s subject) sheet() document.Sheet {
	return document.Sheet{
		Committee: s.file.Committee.Name, CaseNumber: s.number(), Made: s.act.Act.HappenedOn.Start(),
		QR: "hejie:" + string(s.file.Picture.Case) + "/" + s.paper.ID, QRText: s.paper.ID[:8],
	}
}

// number is the case's, which what was drawn from the filing cannot have: it is given on acceptance.
func (s subject) number() string {
	if s.act.Act.Name == dispute.File {
		return ""
	}
	return s.file.Number
}

// day is the act's own day as papers write it.
func (s subject) day() string { return dayZH(s.act.Act.HappenedOn) }

func dayZH(d statute.Date) string {
	if d.IsZero() {
		return ""
	}
	return document.DateZH(d.Start())
}

// clockZH is a moment to the second in Shanghai; "" where it is not known.
func clockZH(t *time.Time) string {
	if t == nil {
		return ""
	}
	return document.MomentZH(*t)
}

// momentZH writes a moment of a form; words that are no moment are printed as they stand.
func momentZH(written string) string {
	t, err := dispute.ParseMoment(written)
	if err != nil {
		return written
	}
	return document.TimeZH(t)
}

// principals are the parties themselves whom this paper's readers may read of together.
func (s subject) principals() []dispute.Party {
	return slices.DeleteFunc(s.file.Picture.Principals(), func(x dispute.Party) bool { return !s.covers(x.Side) })
}

// covers says whether a paper that belongs to one side speaks of this one.
func (s subject) covers(side dispute.Side) bool {
	switch s.paper.Audience {
	case dispute.ApplicantOnly, dispute.OtherSideOnly:
		return string(s.paper.Audience) == string(side)
	}
	return true
}

func (s subject) name(id dispute.PartyID) string { return s.file.People[id].Name }

// names are the names of these parties in their order.
func (s subject) names(list []dispute.Party) []string {
	names := make([]string, len(list))
	for i, x := range list {
		names[i] = s.name(x.ID)
	}
	return names
}

// of keeps the parties of one side.
func of(side dispute.Side, list []dispute.Party) []dispute.Party {
	return slices.DeleteFunc(slices.Clone(list), func(x dispute.Party) bool { return x.Side != side })
}

// blocks are the blocks (当事人信息块) of these parties with their agents.
func (s subject) blocks(list []dispute.Party) []document.Party {
	blocks := make([]document.Party, len(list))
	for i, x := range list {
		blocks[i] = s.block(s.file.People[x.ID], s.tellsAll(x.Side))
		blocks[i].Agents = s.agents(x)
	}
	return blocks
}

// tellsAll says whether everyone who reads the paper may know all about a party of this side: its own side and the
// committee may; the other side knows the name. What a shared paper leaves out is a line to write on. Two papers say who
// everyone is: the application, in the applicant's own words, and the agreement, of which the law wants it (人民调解法 29).
func (s subject) tellsAll(side dispute.Side) bool {
	switch s.paper.Form {
	case dispute.ApplicationPaper, dispute.AgreementPaper, dispute.SignedPaper, dispute.OralPaper:
		return true
	}
	return s.paper.Audience == dispute.CommitteeOnly || string(s.paper.Audience) == string(side)
}

// block is who a party is. A company's entry in the public register is no secret; everything else is told only where all.
func (s subject) block(p dispute.Person, all bool) document.Party {
	b := document.Party{Kind: document.Person, Name: p.Name}
	if p.Organisation || p.Insurer {
		b.Kind, b.Representative, b.CreditCode, b.Address = document.Organisation, p.LegalRep, p.CreditCode, p.Address
	}
	if !all {
		return b
	}
	b.Gender, b.Ethnicity, b.Occupation, b.IDNumber, b.Address = p.Gender, p.Ethnicity, p.Occupation, p.IDNumber, p.Address
	if p.Age > 0 {
		b.Age = fmt.Sprintf("%d岁", p.Age)
	}
	b.Contact = joined("，", p.Contact, p.Phone)
	return b
}

// authorities are 代理权限 in words; the powers of the special one are listed, as the law wants them.
var authorities = map[dispute.Authority]string{
	dispute.NoAuthority:      "",
	dispute.GeneralAuthority: "一般授权",
	dispute.SpecialAuthority: "特别授权：代为承认、放弃、变更请求，和解，签署协议",
}

func (s subject) agents(principal dispute.Party) []document.Agent {
	var agents []document.Agent
	for _, x := range s.file.Picture.Parties {
		if x.For != principal.ID || x.Left {
			continue
		}
		p := s.file.People[x.ID]
		a := document.Agent{Name: p.Name, Authority: authorities[x.Authority]}
		if s.tellsAll(x.Side) {
			a.Relation, a.Contact = p.Occupation, p.Phone
		}
		agents = append(agents, a)
	}
	return agents
}

// mediators are who carries the case, as far as the record names them.
func (s subject) mediators() []string {
	if s.file.Mediator != "" {
		return []string{s.file.Mediator}
	}
	if s.act.Act.By.Has(dispute.Mediator) && s.act.Staff != "" {
		return []string{s.act.Staff}
	}
	return nil
}

// recorder is the member of staff who wrote the record, where it is not the mediator in person.
func (s subject) recorder() string {
	if slices.Contains(s.mediators(), s.act.Staff) {
		return ""
	}
	return s.act.Staff
}

// contact is how the committee is reached.
func (s subject) contact() string {
	return joined("，", s.file.Committee.Phone, s.file.Committee.Address)
}

// joined joins the texts that are not empty.
func joined(sep string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(t string) bool { return strings.TrimSpace(t) == "" }), sep)
}
