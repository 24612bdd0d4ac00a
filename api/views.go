package api

import (
	"time"

	"hejie/internal/dispute"
	"hejie/internal/statute"
	"hejie/internal/store"
)

type caseView struct {
	Case      dispute.CaseID     `json:"case"`
	Number    string             `json:"number,omitempty"`
	Kind      dispute.Kind       `json:"kind"`
	Matter    dispute.Matter     `json:"matter"`
	Stage     dispute.Stage      `json:"stage"`
	StageText string             `json:"stage_text"`
	Turn      int                `json:"turn"`
	FiledOn   statute.Date       `json:"filed_on"`
	Committee string             `json:"committee"`
	Mediator  string             `json:"mediator,omitempty"`
	You       string             `json:"you,omitempty"` // the reader's own party
	Parties   []partyView        `json:"parties"`
	Claims    []dispute.Claim    `json:"claims"`
	Offers    []dispute.Offer    `json:"offers"`
	Agreement *dispute.Agreement `json:"agreement,omitempty"`
	Terms     []dispute.Term     `json:"terms"`
	Requests  []dispute.Request  `json:"requests"`
	Clocks    []clockView        `json:"clocks"`
	Evidence  []evidenceView     `json:"evidence"`
	Routes    []routeView        `json:"routes"`
	Destroyed []destroyedView    `json:"destroyed,omitempty"`
	Acts      []actView          `json:"acts"`
}

type partyView struct {
	ID   dispute.PartyID `json:"id"`
	Side dispute.Side    `json:"side"`
	For  dispute.PartyID `json:"for,omitempty"`
	dispute.Person
	Left bool `json:"left,omitempty"`
}

type clockView struct {
	ID          dispute.ClockID    `json:"id"`
	Rule        statute.RuleID     `json:"rule"`
	Subject     string             `json:"subject,omitempty"`
	State       dispute.ClockState `json:"state"`
	Start       statute.Date       `json:"start"`
	Due         statute.Date       `json:"due"`
	Advised     statute.Date       `json:"advised"`
	Provisional bool               `json:"provisional"`
	Reasons     []statute.Reason   `json:"reasons"`
}

type evidenceView struct {
	ID         dispute.EvidenceID `json:"id"`
	Side       dispute.Side       `json:"side"`
	Kind       string             `json:"kind"`
	Name       string             `json:"name"`
	Media      string             `json:"media"`
	Size       int64              `json:"size"`
	SHA256     string             `json:"sha256"`
	Quarantine string             `json:"quarantine,omitempty"`
	Unlisted   bool               `json:"unlisted,omitempty"` // kept, and no act names it
	StoredAt   string             `json:"stored_at"`
	Href       string             `json:"href"`
}

// actView is what the reader may do now: where to post it and what the form holds.
type actView struct {
	Name    dispute.ActName `json:"name"`
	Label   string          `json:"label"`
	Href    string          `json:"href"`
	Schema  string          `json:"schema"`
	IfMatch bool            `json:"if_match"`
}

func viewOf(f store.CaseFile, by dispute.Actor, lang string) caseView {
	p := f.Picture
	v := caseView{
		Case: p.Case, Number: f.Number, Kind: p.Kind, Matter: p.Matter, Stage: p.Stage, StageText: p.Stage.Name().In(lang), Turn: p.Turn,
		FiledOn: p.FiledOn, Committee: f.Committee.Name, Mediator: f.Mediator, You: string(by.Party),
		Claims: list(p.Claims), Offers: list(p.Offers), Agreement: p.Agreement, Terms: list(p.Terms), Requests: list(p.Requests),
		Parties: []partyView{}, Clocks: []clockView{}, Evidence: []evidenceView{}, Routes: []routeView{}, Acts: []actView{},
	}
	for _, x := range p.Parties {
		v.Parties = append(v.Parties, partyView{ID: x.ID, Side: x.Side, For: x.For, Person: f.People[x.ID], Left: x.Left})
	}
	for _, c := range f.Clocks {
		v.Clocks = append(v.Clocks, clockView{c.ID, c.Rule, c.Subject, c.State, c.Start, c.Due, c.Advised, c.Provisional, list(c.Reasons)})
	}
	for _, e := range f.Evidence {
		v.Evidence = append(v.Evidence, evidenceOf(p.Case, e))
	}
	for _, t := range f.Routes {
		v.Routes = append(v.Routes, routeOf(f, t, lang))
	}
	for _, d := range f.Destructions {
		v.Destroyed = append(v.Destroyed, destroyedView{d.Act, stamp(d.At), d.What, d.Subject, d.SHA256})
	}
	for _, name := range dispute.Possible(by, p) {
		v.Acts = append(v.Acts, actOf(p.Case, name, lang))
	}
	return v
}

func evidenceOf(id dispute.CaseID, e store.EvidenceRow) evidenceView {
	return evidenceView{e.ID, e.Side, e.Kind, e.Name, e.Media, e.Size, e.SHA256, e.Quarantine, e.Unlisted, stamp(e.StoredAt),
		"/api/cases/" + string(id) + "/evidence/" + string(e.ID)}
}

func actOf(id dispute.CaseID, name dispute.ActName, lang string) actView {
	row, _ := dispute.RowOf(name)
	return actView{name, name.Label().In(lang), "/api/cases/" + string(id) + "/acts/" + string(name),
		"/openapi.json#/components/schemas/act_" + string(name), row.Moves()}
}

type docketPage struct {
	Cases []docketLine `json:"cases"`
	Next  string       `json:"next,omitempty"`
}

type docketLine struct {
	Case      dispute.CaseID `json:"case"`
	Number    string         `json:"number,omitempty"`
	Matter    dispute.Matter `json:"matter"`
	Stage     dispute.Stage  `json:"stage"`
	Applicant string         `json:"applicant"`
	Against   string         `json:"against"`
	FiledOn   statute.Date   `json:"filed_on"`
	NextDue   statute.Date   `json:"next_due"`
	Overdue   bool           `json:"overdue"`
}

func lineOf(l store.DocketLine) docketLine {
	return docketLine{l.Case, l.Number, l.Matter, l.Stage, l.Applicant, l.Against, l.FiledOn, l.NextDue, l.Overdue}
}

// list is never null in an answer.
func list[T any](x []T) []T {
	if x == nil {
		return []T{}
	}
	return x
}

// stamp is a moment as the API writes it: RFC 3339 in mainland China's zone.
func stamp(t time.Time) string { return t.In(statute.Zone).Format(time.RFC3339) }
