package web

import (
	"slices"

	"hejie/internal/dispute"
	"hejie/internal/statute"
	"hejie/internal/store"
)

// caseView is a case as a page writes it down. It is made of what the store let this reader see, and of nothing else.
type caseView struct {
	Number    string
	Receipt   string
	Stage     string
	Final     bool
	Matter    string
	Committee store.Org
	Mediator  string
	FiledOn   string
	Parties   []partyLine
	Clocks    []clockLine
	Past      []clockLine
	Doubt     string // that a limitation may be disputed; for the worker and the desk
	Offers    []offerLine
	Agreement *agreementView
	Terms     []termLine
	Requests  []requestLine
	Events    []eventLine
	Files     []fileLine
	Papers    []paperLine
	Routes    []routeLine
	Gone      []goneLine  // what was destroyed because a consent ended
	Times     []timesLine // of orders, as typed in the filing; for the worker and the desk
}

type partyLine struct {
	ID, Name, Side, Role, Phone, More string
	Left                              bool
}

type clockLine struct {
	Name, Due, Plain, Article, State, ID string
	Readings                             string // the two days on which a limitation may be read to end
	Late, Provisional, Paused, ByHand    bool
	Reasons                              []string
}

type offerLine struct {
	ID, By, Amount, Expires, Text string
	Accepted                      []string
	Private, Mine, Answerable     bool
}

type termLine struct {
	ID, Payer, Payee, Amount, Paid, Due, How string
	Done, Overdue                            bool
}

type requestLine struct {
	ID, Holder, Standing, Text string
	Silent, Mine               bool
}

type fileLine struct {
	ID, Name, Kind, Side, Stored, Href, Preview, Why, SHA256 string
	Size                                                     string
	Gone                                                     bool
	Unlisted                                                 bool // kept, and no act names it
}

type paperLine struct {
	Name, State, Href string
	Kind              string // of file: PDF or CSV
	Form              dispute.PaperForm
	Subject           dispute.ActID
	Drawn, Void       bool
	SHA256            string
	Missing           string
}

// caseView makes the view of a case file.
func (v *visit) caseView(f store.CaseFile) caseView {
	p := f.Picture
	c := caseView{
		Number: f.Number, Receipt: store.ReceiptNumber(p.Case, f.FiledAt), Stage: v.in(p.Stage.Name()), Final: p.Stage.Final(),
		Matter: v.in(p.Matter.Name()), Committee: f.Committee, Mediator: f.Mediator, FiledOn: v.day(p.FiledOn),
		Parties: v.parties(f), Offers: v.offers(f), Agreement: v.agreement(f), Terms: v.terms(f), Requests: v.requests(f),
		Events: v.events(f), Files: v.files(f), Papers: v.papers(f), Routes: v.routes(f), Gone: v.gone(f), Doubt: v.doubt(f), Times: v.times(f),
	}
	for _, k := range f.Clocks {
		if !v.tells(f, k) {
			continue
		}
		if line := v.clock(f, k); k.State == dispute.Running || k.State == dispute.Paused {
			c.Clocks = append(c.Clocks, line)
		} else {
			c.Past = append(c.Past, line)
		}
	}
	return c
}

// worker says whether the page speaks to the applicant's side.
func (v *visit) worker(f store.CaseFile) bool {
	return !v.who.Staff() && f.Picture.SideOf(v.who.Actor.Party) == dispute.Applicant
}

// tells: a clock speaks of its subject, so whoever may not see the offer does not see that it lapses.
func (v *visit) tells(f store.CaseFile, k store.ClockRow) bool {
	if v.who.Staff() || k.Rule != statute.OfferExpiry {
		return true
	}
	_, seen := f.Event(dispute.ActID(k.Subject))
	return seen
}

func (v *visit) clock(f store.CaseFile, k store.ClockRow) clockLine {
	line := clockLine{ID: string(k.ID), Due: v.day(k.Advised), State: v.t("clock." + string(k.State)), Paused: k.Paused, Provisional: k.Provisional,
		ByHand: k.Rule == statute.ByHand, Late: k.State == dispute.Lapsed || k.Advised.Before(statute.DateOf(f.Now))}
	rule, err := v.Record.Law().Book.Edition(k.Rule, k.Edition)
	if err != nil {
		line.Name = string(k.Rule) // an edition that this copy does not hold: the date stands all the same
		return line
	}
	line.Name = v.in(rule.Name)
	if v.who.Staff() || v.worker(f) {
		line.Plain = v.in(rule.Plain) // written for the worker
		line.Readings = v.readings(f, k)
	}
	if article, law := rule.Article(); law {
		line.Article = v.in(article)
	}
	for _, r := range k.Reasons {
		line.Reasons = append(line.Reasons, v.in(r.Text))
	}
	return line
}

// name is who a party is; a party that the reader may not know by name is called by its side.
func (v *visit) name(f store.CaseFile, id dispute.PartyID) string {
	if person, ok := f.People[id]; ok && person.Name != "" {
		return person.Name
	}
	if id == "" {
		return v.t("side.committee")
	}
	return v.side(f.Picture.SideOf(id))
}

func (v *visit) side(s dispute.Side) string {
	switch s {
	case dispute.Applicant:
		return v.t("side.applicant")
	case dispute.OtherSide:
		return v.t("side.respondent")
	case dispute.ThirdSide:
		return v.t("side.third")
	}
	return v.t("side.committee")
}

func (v *visit) parties(f store.CaseFile) []partyLine {
	var list []partyLine
	for _, x := range f.Picture.Parties {
		person := f.People[x.ID]
		line := partyLine{ID: string(x.ID), Name: v.name(f, x.ID), Side: v.side(x.Side), Phone: person.Phone, Left: x.Left}
		if x.For != "" {
			line.Role = v.t("party.agent", v.name(f, x.For), v.authority(x.Authority))
		}
		for _, more := range []string{person.Contact, person.Address, person.Email} {
			if more != "" {
				line.More += more + " "
			}
		}
		list = append(list, line)
	}
	return list
}

func (v *visit) authority(a dispute.Authority) string {
	switch a {
	case dispute.SpecialAuthority:
		return v.t("authority.special")
	case dispute.GeneralAuthority:
		return v.t("authority.general")
	}
	return v.t("authority.none")
}

// yuan is an amount of money as the page prints it.
func (v *visit) yuan(fen int64) string {
	if fen == 0 {
		return ""
	}
	return v.t("money.yuan", dispute.FormatFen(fen))
}

func (v *visit) offers(f store.CaseFile) []offerLine {
	var list []offerLine
	for _, o := range f.Picture.Offers {
		line := offerLine{ID: string(o.ID), By: v.name(f, o.By), Amount: v.yuan(o.AmountFen), Expires: v.day(o.Expires), Private: o.Private,
			Mine: o.By != "" && o.By == v.who.Actor.Party}
		if e, ok := f.Event(o.ID); ok {
			if form, ok := e.Form.(*dispute.Proposal); ok {
				line.Text = form.Text
			}
		}
		for _, id := range o.Accepted {
			line.Accepted = append(line.Accepted, v.name(f, id))
		}
		line.Answerable = !o.Private && !line.Mine && !slices.Contains(o.Accepted, v.who.Actor.Party)
		list = append(list, line)
	}
	return list
}

func (v *visit) terms(f store.CaseFile) []termLine {
	promised := draftOf(f)
	var list []termLine
	for i, t := range f.Picture.Terms {
		line := termLine{ID: t.ID, Payer: v.name(f, t.Payer), Payee: v.name(f, t.Payee), Amount: v.yuan(t.AmountFen), Paid: v.yuan(t.PaidFen),
			Due: v.day(t.Due), Done: t.Done, Overdue: t.Overdue}
		if i < len(promised.Terms) {
			line.How = join(promised.Terms[i].Event, promised.Terms[i].How)
		}
		list = append(list, line)
	}
	return list
}

func join(a, b string) string {
	if a != "" && b != "" {
		return a + "；" + b
	}
	return a + b
}

func (v *visit) requests(f store.CaseFile) []requestLine {
	var list []requestLine
	for _, q := range f.Picture.Requests {
		line := requestLine{ID: string(q.ID), Holder: v.name(f, q.Holder), Standing: v.t("standing." + string(q.Standing)), Silent: q.Silent,
			Mine: q.Holder == v.who.Actor.Party}
		if e, ok := f.Event(q.ID); ok {
			if form, ok := e.Form.(*dispute.EvidenceRequest); ok {
				line.Text = form.Text
				if q.Holder == "" {
					line.Holder = form.Outside
				}
			}
		}
		list = append(list, line)
	}
	return list
}
