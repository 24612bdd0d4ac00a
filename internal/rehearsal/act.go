package rehearsal

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"slices"
	"time"
)

// patience is how long a rehearsal waits for what comes by itself: a paper, a message, an analysis, a clock.
const patience = 30 * time.Second

// act does one act at the door, with the turn that this person sees, or hears the refusal that is written.
func (p *player) act(ctx context.Context, s Step) error {
	token, err := p.token(ctx, s.As)
	if err != nil {
		return err
	}
	v, err := p.look(ctx, s.As)
	if err != nil {
		return err
	}
	p.know(v)
	body, err := p.envelope(s, v)
	if err != nil {
		return err
	}
	got, err := p.knock(ctx, request{method: "POST", path: "/api/cases/" + p.caseID + "/acts/" + s.Act, token: token, ifMatch: v.etag, json: body, once: true})
	if err != nil {
		return err
	}
	if s.Refused != "" || got.problem() != "" {
		return expectRefusal(s, got)
	}
	var done struct {
		Entry string `json:"entry"`
		Href  string `json:"href"`
	}
	if err := got.into(&done); err != nil {
		return err
	}
	if s.Keep != "" {
		p.cast.Vars["kept"].(map[string]any)[s.Keep] = done.Entry
	}
	if got.status == 202 {
		return p.settled(ctx, token, done.Href)
	}
	return nil
}

func expectRefusal(s Step, got answer) error {
	if s.Refused == "" || got.problem() != s.Refused {
		return fmt.Errorf("the door answered %d %s, where %q was to come: %s", got.status, got.problem(), s.Refused, got.body)
	}
	return nil
}

// settled waits until an entry that was only stored has been recorded.
func (p *player) settled(ctx context.Context, token, href string) error {
	return until(ctx, patience, func() (bool, error) {
		got, err := p.knock(ctx, request{method: "GET", path: href, token: token})
		if err != nil {
			return false, err
		}
		var e struct {
			Status string `json:"status"`
		}
		err = got.into(&e)
		return e.Status == "done", err
	})
}

// envelope fills in the act as it is posted.
func (p *player) envelope(s Step, v view) (map[string]any, error) {
	body := map[string]any{}
	if s.For != "" {
		body["for"] = v.party(s.For)
	}
	if s.Channel != "" {
		body["channel"] = s.Channel
	}
	if s.On != "" {
		at, err := p.when(s.On)
		if err != nil {
			return nil, err
		}
		body["happened_on"] = at.Format(time.DateOnly)
	}
	proof := []string{}
	for _, name := range s.Proof {
		id, _ := p.cast.Vars["evidence"].(map[string]any)[name].(string)
		proof = append(proof, id)
	}
	body["proof"] = proof
	form, err := p.fillAll(map[string]any(s.Form))
	if err == nil && s.Form != nil {
		body["form"] = form
	}
	return body, err
}

// view is the case as one person sees it.
type view struct {
	etag    string
	raw     []byte
	Stage   string `json:"stage"`
	Number  string `json:"number"`
	Parties []struct {
		ID   string `json:"id"`
		Side string `json:"side"`
	} `json:"parties"`
	Claims []struct {
		ID string `json:"id"`
	} `json:"claims"`
	Offers []struct {
		ID string `json:"id"`
	} `json:"offers"`
	Agreement *struct {
		ID string `json:"id"`
	} `json:"agreement"`
	Terms []struct {
		ID string `json:"id"`
	} `json:"terms"`
	Clocks []struct {
		Rule, State, Due string
	} `json:"clocks"`
	Routes []struct {
		State, Finding string
		Problem        json.RawMessage
		Extracts       []struct{ State string }
	} `json:"routes"`
	Destroyed []struct{ What string } `json:"destroyed"`
	Acts      []struct {
		Name string `json:"name"`
	} `json:"acts"`
}

// party is the id of the worker's or the other side's first party.
func (v view) party(who string) string {
	side := map[string]string{"worker": "applicant", "insurer": "respondent"}[who]
	for _, x := range v.Parties {
		if x.Side == side {
			return x.ID
		}
	}
	return ""
}

func (v view) can(act string) bool {
	return slices.ContainsFunc(v.Acts, func(a struct {
		Name string `json:"name"`
	}) bool {
		return a.Name == act
	})
}

// extract is the state of the newest extract of the newest analysis; empty where there is none.
func (v view) extract() string {
	if len(v.Routes) == 0 || len(v.Routes[len(v.Routes)-1].Extracts) == 0 {
		return ""
	}
	shown := v.Routes[len(v.Routes)-1].Extracts
	return shown[len(shown)-1].State
}

// look reads the case as this person.
func (p *player) look(ctx context.Context, who string) (view, error) {
	var v view
	token, err := p.token(ctx, who)
	if err != nil {
		return v, err
	}
	got, err := p.knock(ctx, request{method: "GET", path: "/api/cases/" + p.caseID, token: token})
	if err != nil {
		return v, err
	}
	v.etag, v.raw = got.etag, got.body
	return v, got.into(&v)
}

// know lets the story name what this person sees: parties, claims, the offer and the agreement on the table, the terms.
func (p *player) know(v view) {
	p.cast.Vars["party"] = map[string]any{"worker": v.party("worker"), "insurer": v.party("insurer")}
	p.cast.Vars["number"] = v.Number
	if len(v.Claims) > 0 {
		p.cast.Vars["claim"] = v.Claims[0].ID
	}
	if len(v.Offers) > 0 {
		p.cast.Vars["offer"] = v.Offers[len(v.Offers)-1].ID
	}
	if v.Agreement != nil {
		p.cast.Vars["agreement"] = v.Agreement.ID
	}
	if len(v.Terms) > 0 {
		p.cast.Vars["term"] = v.Terms[0].ID
	}
}

// see checks what must be true. What comes by itself — a clock, an analysis, a message — is waited for.
func (p *player) see(ctx context.Context, s Step) error {
	who := s.As
	if who == "" {
		who = "mediator"
	}
	return until(ctx, patience, func() (bool, error) {
		v, err := p.look(ctx, who)
		if err != nil {
			return false, err
		}
		p.know(v)
		if err := s.See.matches(v); err != nil {
			return false, err
		}
		if err := p.hidden(v, s.See.Hidden); err != nil {
			return false, err
		}
		err = p.told(ctx, who, s.See.Message)
		return err == nil, err
	})
}

func (s See) matches(v view) error {
	if s.Stage != "" && v.Stage != s.Stage {
		return fmt.Errorf("the stage is %q, not %q", v.Stage, s.Stage)
	}
	if s.Finding != "" && (len(v.Routes) == 0 || v.Routes[len(v.Routes)-1].Finding != s.Finding) {
		return fmt.Errorf("the route's finding is not %q: %+v", s.Finding, v.Routes)
	}
	if got := v.extract(); s.Extract != "" && got != s.Extract {
		return fmt.Errorf("the newest extract is %q, not %q", got, s.Extract)
	}
	for _, what := range s.Burnt {
		if !slices.ContainsFunc(v.Destroyed, func(d struct{ What string }) bool { return d.What == what }) {
			return fmt.Errorf("%s should be destroyed and is not: %+v", what, v.Destroyed)
		}
	}
	for _, act := range s.Acts {
		if !v.can(act) {
			return fmt.Errorf("%s should be possible and is not", act)
		}
	}
	for _, act := range s.NoActs {
		if v.can(act) {
			return fmt.Errorf("%s should not be possible and is", act)
		}
	}
	return s.clocks(v)
}

func (s See) clocks(v view) error {
	for rule, state := range s.Clocks {
		if !slices.ContainsFunc(v.Clocks, func(c struct{ Rule, State, Due string }) bool { return c.Rule == rule && c.State == state }) {
			return fmt.Errorf("no clock %s is %s: %+v", rule, state, v.Clocks)
		}
	}
	for rule, day := range s.Dues {
		if !slices.ContainsFunc(v.Clocks, func(c struct{ Rule, State, Due string }) bool { return c.Rule == rule && c.Due == day }) {
			return fmt.Errorf("no clock %s is due on %s: %+v", rule, day, v.Clocks)
		}
	}
	return nil
}

// hidden: what this person must not know stands nowhere in what they are sent.
func (p *player) hidden(v view, texts []string) error {
	for _, text := range texts {
		filled, err := p.fill(text)
		if err != nil {
			return err
		}
		if bytes.Contains(v.raw, []byte(filled)) {
			return fmt.Errorf("%q is shown to someone who must not see it", filled)
		}
	}
	return nil
}
