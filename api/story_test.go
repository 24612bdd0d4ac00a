package api_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
)

// matter is a case that was filed, with the tokens of the people in it.
type matter struct {
	ID              dispute.CaseID
	Code, Number    string // of the receipt
	Worker, Insurer dispute.PartyID
	worker          string // token
	mediator, head  string
}

func (m *matter) path(rest string) string { return "/api/cases/" + string(m.ID) + rest }

type filed struct {
	Case    dispute.CaseID `json:"case"`
	Receipt struct {
		Code     string `json:"code"`
		Number   string `json:"number"`
		IssuedAt string `json:"issued_at"`
		SHA256   string `json:"sha256"`
	} `json:"receipt"`
}

type session struct {
	Token string         `json:"token"`
	Case  dispute.CaseID `json:"case"`
}

// view is what tests read of a case.
type view struct {
	Stage   dispute.Stage `json:"stage"`
	Turn    int           `json:"turn"`
	You     dispute.PartyID
	Parties []struct {
		ID   dispute.PartyID `json:"id"`
		Side dispute.Side    `json:"side"`
		dispute.Person
	} `json:"parties"`
	Offers    []dispute.Offer    `json:"offers"`
	Agreement *dispute.Agreement `json:"agreement"`
	Terms     []dispute.Term     `json:"terms"`
	Evidence  []struct {
		ID   dispute.EvidenceID `json:"id"`
		Name string             `json:"name"`
		Href string             `json:"href"`
	} `json:"evidence"`
	Acts []struct {
		Name dispute.ActName `json:"name"`
	} `json:"acts"`
}

// filing is the shortest complaint there is, with a phone to send codes to.
func filing() map[string]any {
	return map[string]any{
		"applicant": map[string]any{"name": disputetest.RiderName, "phone": disputetest.RiderPhone},
		"against":   map[string]any{"name": disputetest.InsurerName, "phone": "95518", "organisation": true, "insurer": true},
		"story":     disputetest.Story,
	}
}

// file files the shortest complaint and lets its worker and the staff in.
func (o *office) file(t *testing.T) *matter {
	t.Helper()
	var got filed
	o.do(t, ask{path: "/api/cases", body: filing()}).mustBe(t, "filing", http.StatusCreated).into(t, &got)
	m := &matter{ID: got.Case, Code: got.Receipt.Code, Number: got.Receipt.Number, mediator: o.staff(t, o.Mediator), head: o.staff(t, o.Head)}
	var s session
	o.do(t, ask{path: "/api/track", body: map[string]string{"code": m.Code}}).mustBe(t, "tracking", http.StatusCreated).into(t, &s)
	if m.worker = s.Token; s.Case != m.ID {
		t.Fatalf("got case %s, want %s", s.Case, m.ID)
	}
	for _, p := range o.view(t, m, m.mediator).Parties {
		if p.Side == dispute.Applicant {
			m.Worker = p.ID
		} else {
			m.Insurer = p.ID
		}
	}
	return m
}

// insurer lets the other side in, by a link and the code sent to its phone.
func (o *office) insurer(t *testing.T, m *matter) string {
	t.Helper()
	var link struct{ Link string }
	o.do(t, ask{path: m.path("/links"), token: m.mediator, body: map[string]any{"party": m.Insurer, "days": 7}}).
		mustBe(t, "a link", http.StatusCreated).into(t, &link)
	o.do(t, ask{path: "/api/links/codes", body: map[string]string{"link": link.Link}}).mustBe(t, "a code", http.StatusAccepted)
	var s session
	o.do(t, ask{path: "/api/links", body: map[string]string{"link": link.Link, "code": o.phone.last()}}).
		mustBe(t, "opening the link", http.StatusCreated).into(t, &s)
	return s.Token
}

func (o *office) view(t *testing.T, m *matter, token string) view {
	t.Helper()
	var v view
	o.do(t, ask{path: m.path(""), token: token}).mustBe(t, "reading the case", http.StatusOK).into(t, &v)
	return v
}

// act posts an act on the case as it stands.
func (o *office) act(t *testing.T, m *matter, token string, name dispute.ActName, envelope map[string]any) answer {
	t.Helper()
	head := o.do(t, ask{method: http.MethodHead, path: m.path(""), token: token})
	return o.do(t, ask{path: m.path("/acts/" + string(name)), token: token, body: envelope, header: map[string]string{"If-Match": head.Header.Get("ETag")}})
}

func form(f any) map[string]any { return map[string]any{"form": f} }

func TestACaseIsCarriedFromFilingToMoneyThroughTheJSONDoors(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	insurer := o.insurer(t, m)
	steps := []struct {
		name  dispute.ActName
		token string
		body  func() map[string]any
	}{
		{dispute.Accept, m.mediator, func() map[string]any { return form(map[string]any{"elsewhere": "none"}) }},
		{dispute.RecordSession, m.mediator, func() map[string]any { return form(disputetest.Talk("")) }},
		{dispute.MakeOffer, insurer, func() map[string]any { return form(map[string]any{"amount_fen": 1_500_000}) }},
		{dispute.AcceptOffer, m.worker, func() map[string]any {
			return form(map[string]any{"to": o.view(t, m, m.worker).Offers[0].ID})
		}},
		{dispute.Draft, m.mediator, func() map[string]any {
			return form(map[string]any{"facts": disputetest.Story, "terms": []any{map[string]any{"payer": m.Insurer, "payee": m.Worker, "amount_fen": 1_500_000}}})
		}},
		{dispute.Sign, m.worker, func() map[string]any { return form(o.signing(t, m, "drawn")) }},
		{dispute.Sign, m.mediator, func() map[string]any {
			return map[string]any{"for": m.Insurer, "channel": "paper", "proof": []any{o.upload(t, m, m.mediator, "sheet.jpg", jpeg()).ID}, "form": o.signing(t, m, "seal")}
		}},
		{dispute.SignMediator, m.mediator, func() map[string]any { return form(o.signing(t, m, "paper")) }},
		{dispute.AffixSeal, m.head, func() map[string]any { return form(o.signing(t, m, "seal")) }},
		{dispute.RecordPayment, m.mediator, func() map[string]any {
			return map[string]any{"for": m.Worker, "channel": "phone", "form": map[string]any{"term": o.view(t, m, m.worker).Terms[0].ID, "amount_fen": 1_500_000}}
		}},
	}
	for _, s := range steps {
		o.act(t, m, s.token, s.name, s.body()).mustBe(t, string(s.name), http.StatusOK)
	}
	if got := o.view(t, m, m.worker); got.Stage != dispute.Closed {
		t.Errorf("got stage %s, want closed", got.Stage)
	}
	o.remembers(t, m, dispute.File, dispute.Accept, dispute.Sign, dispute.RecordPayment)
}

func (o *office) signing(t *testing.T, m *matter, method string) map[string]any {
	t.Helper()
	return map[string]any{"agreement": o.view(t, m, m.mediator).Agreement.ID, "method": method}
}

// remembers: the acts stand in the case's events, with papers due from them.
func (o *office) remembers(t *testing.T, m *matter, acts ...dispute.ActName) {
	t.Helper()
	var got struct {
		Events []struct {
			Act        dispute.ActName
			RecordedAt time.Time `json:"recorded_at"`
		}
	}
	o.do(t, ask{path: m.path("/events"), token: m.mediator}).mustBe(t, "events", http.StatusOK).into(t, &got)
	var papers struct{ Documents []struct{ Href string } }
	o.do(t, ask{path: m.path("/documents"), token: m.mediator}).mustBe(t, "documents", http.StatusOK).into(t, &papers)
	for _, name := range acts {
		if !slices.ContainsFunc(got.Events, func(e struct {
			Act        dispute.ActName
			RecordedAt time.Time `json:"recorded_at"`
		}) bool {
			return e.Act == name
		}) {
			t.Errorf("%s is not among the events", name)
		}
	}
	if len(papers.Documents) == 0 {
		t.Error("got no papers, want those of filing, acceptance and agreement")
	}
}
