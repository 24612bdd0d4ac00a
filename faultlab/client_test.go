package faultlab

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"sync/atomic"
	"time"
)

// person is someone at the doors, with an address and a session of their own.
type person struct {
	stack   *stack
	address string
	token   string
	http    *http.Client
}

var people atomic.Int64

// stranger is a person nobody knows yet.
func (s *stack) stranger() *person {
	n := people.Add(1)
	return &person{stack: s, address: fmt.Sprintf("10.%d.%d.%d", n>>16&255, n>>8&255, n&255), http: &http.Client{Timeout: 30 * time.Second}}
}

// staff signs a mediator or a head in.
func (s *stack) staff(login string) *person {
	s.t.Helper()
	p := s.stranger()
	p.enter("/api/sessions", map[string]string{"name": login, "password": password})
	return p
}

func (p *person) enter(path string, with any) {
	p.stack.t.Helper()
	var session struct{ Token string }
	p.must(p.persist(call{method: "POST", path: path, json: with})).into(p.stack, &session)
	p.token = session.Token
}

// call is one request. body makes its body anew for each try; key is the Idempotency-Key.
type call struct {
	method, path, key, ifMatch string
	json                       any
	body                       func() (io.Reader, string)
}

// answer is what a door said.
type answer struct {
	status     int
	kind, etag string
	after      string // Retry-After
	body       []byte
}

func (a answer) into(s *stack, v any) answer {
	s.t.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		s.t.Fatalf("reading %s: %v", a.body, err)
	}
	return a
}

// code is the code of a problem.
func (a answer) code() string {
	var p struct{ Code string }
	if json.Unmarshal(a.body, &p) != nil {
		return ""
	}
	return p.Code
}

// knock sends a request once.
func (p *person) knock(c call) (answer, error) {
	var body io.Reader
	kind := "application/json"
	switch {
	case c.body != nil:
		body, kind = c.body()
	case c.json != nil:
		text, err := json.Marshal(c.json)
		if err != nil {
			return answer{}, err
		}
		body = bytes.NewReader(text)
	}
	r, err := http.NewRequest(c.method, "http://"+p.stack.listen+c.path, body)
	if err != nil {
		return answer{}, err
	}
	for name, value := range map[string]string{"Content-Type": kind, "X-Forwarded-For": p.address, "Idempotency-Key": c.key,
		"If-Match": c.ifMatch, "Authorization": p.token} {
		if name == "Authorization" && value != "" {
			value = "Bearer " + value
		}
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	w, err := p.http.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer w.Body.Close() // reading: closing cannot lose anything
	text, err := io.ReadAll(w.Body)
	return answer{w.StatusCode, w.Header.Get("Content-Type"), w.Header.Get("ETag"), w.Header.Get("Retry-After"), text}, err
}

// persist sends a request until it is answered, with the same key each time, as a form that was not answered is sent again.
func (p *person) persist(c call) answer {
	p.stack.t.Helper()
	a, err := p.insist(c)
	if err != nil {
		p.stack.t.Fatalf("%s %s: %v", c.method, c.path, err)
	}
	return a
}

// insist is persist for a goroutine beside the test's own.
func (p *person) insist(c call, each ...func(answer, error)) (answer, error) {
	for begun := time.Now(); ; time.Sleep(100 * time.Millisecond) { // between two tries
		a, err := p.knock(c)
		for _, see := range each {
			see(a, err)
		}
		if err == nil && a.status < 500 {
			return a, nil
		}
		if time.Since(begun) > enough {
			return a, fmt.Errorf("no answer: %d %s, %v", a.status, a.body, err)
		}
	}
}

// must ends the test when the answer is a refusal.
func (p *person) must(a answer) answer {
	p.stack.t.Helper()
	if a.status >= 400 {
		p.stack.t.Fatalf("refused: %d %s", a.status, a.body)
	}
	return a
}

// filing is a complaint like any other. n makes it one of a kind.
func filing(n int) map[string]any {
	return map[string]any{
		"applicant":  map[string]any{"name": "王骑手", "phone": fmt.Sprintf("138%08d", n)},
		"against":    map[string]any{"name": "平安顺保险公司", "organisation": true, "insurer": true},
		"story":      fmt.Sprintf("第%d次送餐途中雨天滑倒，左手骨折，保险公司拒赔。", n),
		"amount_fen": 1860000 + n,
	}
}

// filed is a receipt.
type filed struct {
	Case    string
	Status  string
	Receipt struct{ Code string }
}

var complaints atomic.Int64

// fileCall is a new complaint with a key of its own.
func fileCall() call {
	return call{method: "POST", path: "/api/cases", key: rand.Text(), json: filing(int(complaints.Add(1)))}
}

// file hands a complaint in until it has its receipt, and opens its session.
func (p *person) file() string {
	p.stack.t.Helper()
	var f filed
	p.must(p.persist(fileCall())).into(p.stack, &f)
	p.track(f)
	return f.Case
}

func (p *person) track(f filed) { p.enter("/api/track", map[string]string{"code": f.Receipt.Code}) }

// actCall is an act with a key of its own; ifMatch only for acts that move the stage.
func actCall(id, act, ifMatch string, form any) call {
	return call{method: "POST", path: "/api/cases/" + id + "/acts/" + act, key: rand.Text(), ifMatch: ifMatch, json: map[string]any{"form": form}}
}

// message is a message that somebody leaves in the case: it moves nothing.
func message(id, text string) call { return actCall(id, "message", "", map[string]any{"text": text}) }

// turn is the case's ETag as this person sees it.
func (p *person) turn(id string) string {
	p.stack.t.Helper()
	return p.must(p.persist(call{method: "GET", path: "/api/cases/" + id})).etag
}

// do does an act that moves the stage, at the turn that is on record.
func (p *person) do(id, act string, form any) answer {
	p.stack.t.Helper()
	return p.must(p.persist(actCall(id, act, p.turn(id), form)))
}

// accept takes a case in.
func (p *person) accept(id string) answer {
	p.stack.t.Helper()
	return p.do(id, "accept", map[string]any{"elsewhere": "none"})
}

// uploadCall hands a file in.
func uploadCall(id, name string, content []byte) call {
	return call{method: "POST", path: "/api/cases/" + id + "/evidence", key: rand.Text(), body: func() (io.Reader, string) {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		part, err := w.CreateFormFile("file", name)
		if err == nil {
			_, err = part.Write(content)
		}
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			panic(err) // into memory: this cannot happen
		}
		return &b, w.FormDataContentType()
	}}
}

// halting is the call with its body up to so many hundredths, and then nothing more until cut is called. sent is closed
// when the part is on its way.
func (c call) halting(part int) (halted call, sent <-chan struct{}, cut func()) {
	body, kind := c.body()
	whole, err := io.ReadAll(body)
	if err != nil {
		panic(err) // from memory: this cannot happen
	}
	from, to := io.Pipe()
	written := make(chan struct{})
	go func() {
		_, _ = to.Write(whole[:len(whole)*part/100]) // fails when the connection does, which is what is wanted
		close(written)
	}()
	c.body = func() (io.Reader, string) { return from, kind }
	return c, written, func() { to.CloseWithError(io.ErrUnexpectedEOF) }
}
