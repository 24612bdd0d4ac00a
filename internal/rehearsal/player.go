package rehearsal

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"time"
)

// Stage is where a story is played: the address of a hejie dev, its demo accounts by role, and where to show progress and
// put the documents (out may be empty).
type Stage struct {
	Base     string
	Accounts map[string]Account
	Progress io.Writer
	Out      string
}

// Account is a demo account of the staff.
type Account struct{ Login, Password string }

// player plays one story.
type player struct {
	stage  Stage
	base   string
	http   *http.Client
	story  Story
	cast   Cast
	tokens map[string]string // by who: worker, insurer, mediator …
	caseID string
}

// Play plays a story from its first step to its last, then checks its papers against the table of facts. The first thing
// that is not as written ends it with an error that names the step.
func Play(ctx context.Context, stage Stage, s Story, cast Cast) error {
	p := &player{stage: stage, base: stage.Base, http: &http.Client{Timeout: time.Minute}, story: s, cast: cast, tokens: map[string]string{}}
	p.cast.Vars = maps.Clone(cast.Vars)
	p.cast.Vars["party"], p.cast.Vars["kept"], p.cast.Vars["evidence"] = map[string]any{}, map[string]any{}, map[string]any{}
	fmt.Fprintf(stage.Progress, "\n%s\n%s\n", s.Title, s.About)
	for i, step := range s.Steps {
		fmt.Fprintf(stage.Progress, "  %2d. %s\n", i+1, step.Say)
		if err := p.play(ctx, step); err != nil {
			return fmt.Errorf("%s, step %d (%s): %w", s.Name, i+1, step.Say, err)
		}
	}
	return p.papers(ctx)
}

// play does the parts of a step that are written, in this order.
func (p *player) play(ctx context.Context, s Step) error {
	for _, part := range []struct {
		written bool
		do      func(context.Context, Step) error
	}{
		{s.Date != "", p.date}, {s.File != nil, p.file}, {s.Session != "", p.session}, {s.Link != "", p.link},
		{s.Upload != nil, p.upload}, {s.Act != "", p.act}, {s.See != nil, p.see},
	} {
		if !part.written {
			continue
		}
		if err := part.do(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// date moves the workplace date; clocks that come due are rung by the sweeper, as on any other morning.
func (p *player) date(ctx context.Context, s Step) error {
	at, err := p.when(s.Date)
	if err != nil {
		return err
	}
	got, err := p.knock(ctx, request{method: "POST", path: "/dev/now", json: map[string]string{"now": at.Format(time.RFC3339)}})
	if err != nil {
		return err
	}
	return got.into(&struct{}{})
}

// token is the session of whoever stands at the door; staff sign in the first time.
func (p *player) token(ctx context.Context, who string) (string, error) {
	if t := p.tokens[who]; t != "" || who == "" {
		return t, nil
	}
	a, known := p.stage.Accounts[who]
	if !known {
		return "", fmt.Errorf("%q has no session yet: file, open a session or a link first", who)
	}
	return p.enter(ctx, who, "/api/sessions", map[string]string{"name": a.Login, "password": a.Password})
}

// enter opens a session and remembers its token.
func (p *player) enter(ctx context.Context, who, path string, with any) (string, error) {
	got, err := p.knock(ctx, request{method: "POST", path: path, json: with})
	if err != nil {
		return "", err
	}
	var session struct {
		Token string `json:"token"`
	}
	if err := got.into(&session); err != nil {
		return "", fmt.Errorf("%s comes in: %w", who, err)
	}
	p.tokens[who] = session.Token
	return session.Token, nil
}

// file hands a complaint in, from the worker's phone or at the desk. The receipt must say what was asked of it.
func (p *player) file(ctx context.Context, s Step) error {
	form, err := p.fillAll(s.File)
	if err != nil {
		return err
	}
	token := ""
	if s.As != "worker" {
		if token, err = p.token(ctx, s.As); err != nil {
			return err
		}
	}
	got, err := p.knock(ctx, request{method: "POST", path: "/api/cases", token: token, json: form, once: true})
	if err != nil {
		return err
	}
	var filed struct {
		Case    string `json:"case"`
		Status  string `json:"status"`
		Receipt struct{ Code, Number string }
	}
	if err := got.into(&filed); err != nil {
		return err
	}
	if filed.Status != "filed" || filed.Receipt.Code == "" {
		return fmt.Errorf("the receipt should say received, not yet accepted; it says %s", got.body)
	}
	p.caseID = filed.Case
	p.cast.Vars["case"], p.cast.Vars["code"], p.cast.Vars["receipt"] = filed.Case, filed.Receipt.Code, filed.Receipt.Number
	if s.As == "worker" {
		_, err = p.enter(ctx, "worker", "/api/track", map[string]string{"code": filed.Receipt.Code})
	}
	return err
}

// session opens the case with its receipt code.
func (p *player) session(ctx context.Context, s Step) error {
	_, err := p.enter(ctx, s.Session, "/api/track", map[string]any{"code": p.cast.Vars["code"]})
	return err
}

// link makes the other side's link at the desk, has the code sent, reads it from their phone and goes in.
func (p *player) link(ctx context.Context, s Step) error {
	token, err := p.token(ctx, s.As)
	if err != nil {
		return err
	}
	v, err := p.look(ctx, s.As)
	if err != nil {
		return err
	}
	got, err := p.knock(ctx, request{method: "POST", path: "/api/cases/" + p.caseID + "/links", token: token,
		json: map[string]any{"party": v.party(s.Link), "days": 14}})
	if err != nil {
		return err
	}
	var made struct {
		Link string `json:"link"`
	}
	if err := got.into(&made); err != nil {
		return err
	}
	code, err := p.codeFor(ctx, s.Link, made.Link)
	if err != nil {
		return err
	}
	_, err = p.enter(ctx, s.Link, "/api/links", map[string]string{"link": made.Link, "code": code})
	return err
}

// upload hands a file in: bytes first, then the fact, in one request.
func (p *player) upload(ctx context.Context, s Step) error {
	token, err := p.token(ctx, s.As)
	if err != nil {
		return err
	}
	fields := map[string]string{"kind": s.Upload.Kind}
	if s.Upload.For != "" {
		v, err := p.look(ctx, s.As)
		if err != nil {
			return err
		}
		fields["for"] = v.party(s.Upload.For)
	}
	body, kind, err := parcel(fields, s.Upload.Name, p.cast.Files[s.Upload.File])
	if err != nil {
		return fmt.Errorf("wrapping a file: %w", err)
	}
	got, err := p.knock(ctx, request{method: "POST", path: "/api/cases/" + p.caseID + "/evidence", token: token, body: body, kind: kind, once: true})
	if err != nil {
		return err
	}
	var kept struct {
		ID string `json:"id"`
	}
	if err := got.into(&kept); err != nil {
		return err
	}
	p.cast.Vars["evidence"].(map[string]any)[s.Upload.Keep] = kept.ID
	return nil
}
