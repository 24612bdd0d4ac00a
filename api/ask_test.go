package api_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/google/uuid"

	"hejie/api"
)

// ask is one request. A body that is a string or bytes is sent as it is, anything else as JSON.
type ask struct {
	method, path string
	token        string
	body         any
	header       map[string]string // on top of what a well-behaved client sends; "" takes one away
}

type answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// into reads the answer's JSON.
func (a answer) into(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal(a.Body, v); err != nil {
		t.Fatalf("reading the answer %q: %v", a.Body, err)
	}
}

// problem reads the answer as a problem.
func (a answer) problem(t *testing.T) api.Problem {
	t.Helper()
	var p api.Problem
	a.into(t, &p)
	return p
}

// mustBe fails the test when the answer has another status, or, where given, another problem code.
func (a answer) mustBe(t *testing.T, what string, status int, code ...string) answer {
	t.Helper()
	if a.Status != status {
		t.Errorf("%s: got %d %s, want %d", what, a.Status, a.Body, status)
		return a
	}
	if len(code) > 0 && a.problem(t).Code != code[0] {
		t.Errorf("%s: got %s, want %s", what, a.problem(t).Code, code[0])
	}
	return a
}

// do sends a request and holds question and answer to the description.
func (o *office) do(t *testing.T, q ask) answer {
	t.Helper()
	r := q.request(t)
	sent := r.Clone(t.Context())
	w := httptest.NewRecorder()
	o.doors.ServeHTTP(w, r)
	a := answer{Status: w.Code, Header: w.Header(), Body: w.Body.Bytes()}
	sent.Body = io.NopCloser(bytes.NewReader(q.bytes(t)))
	conforms(t, sent, a)
	return a
}

func (q ask) bytes(t *testing.T) []byte {
	t.Helper()
	switch body := q.body.(type) {
	case nil:
		return nil
	case string:
		return []byte(body)
	case []byte:
		return body
	default:
		text, err := json.Marshal(body)
		must(t, "writing a body", err)
		return text
	}
}

func (q ask) request(t *testing.T) *http.Request {
	t.Helper()
	method, path := q.method, q.path
	if method == "" {
		method = http.MethodGet
		if q.body != nil {
			method = http.MethodPost
		}
	}
	r := httptest.NewRequestWithContext(t.Context(), method, path, bytes.NewReader(q.bytes(t)))
	if q.body != nil {
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Idempotency-Key", uuid.NewString())
	}
	if q.token != "" {
		r.Header.Set("Authorization", "Bearer "+q.token)
	}
	for name, value := range q.header {
		if r.Header[name] = []string{value}; value == "" {
			delete(r.Header, name)
		}
	}
	return r
}

// conforms holds an answer to the description, and the question too when it was accepted.
func conforms(t *testing.T, r *http.Request, a answer) {
	t.Helper()
	if a.Status >= 500 && a.Status != http.StatusServiceUnavailable {
		t.Errorf("%s %s: got %d", r.Method, r.URL.Path, a.Status)
	}
	if r.Method == http.MethodHead {
		return // a HEAD is its GET without the body: TestHEADIsAnsweredLikeGET compares them
	}
	_, router := document(t)
	route, params, err := router.FindRoute(r)
	if err != nil {
		isProblem(t, r, a)
		return
	}
	in := &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route, Options: &openapi3filter.Options{
		AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true, SkipSettingDefaults: true,
		ExcludeRequestBody: strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/"),
	}}
	if a.Status < 300 {
		if err := openapi3filter.ValidateRequest(t.Context(), in); err != nil {
			t.Errorf("%s %s was accepted against the description: %.600s", r.Method, r.URL.Path, err)
		}
	}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: a.Status, Header: a.Header, Options: in.Options}
	if err := openapi3filter.ValidateResponse(t.Context(), out.SetBodyBytes(a.Body)); err != nil {
		t.Errorf("%s %s: the answer is not as described: %.600s\n%.600s", r.Method, r.URL.Path, err, a.Body)
	}
}

// isProblem: what is no door is still answered with a problem.
func isProblem(t *testing.T, r *http.Request, a answer) {
	t.Helper()
	if a.Status < 400 || a.Header.Get("Content-Type") != "application/problem+json; charset=utf-8" || a.problem(t).Code == "" {
		t.Errorf("%s %s: got %d %s, want a problem", r.Method, r.URL.Path, a.Status, a.Header.Get("Content-Type"))
	}
}
