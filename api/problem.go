package api

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"hejie/internal/auth"
	"hejie/internal/fault"
)

// Problem is an RFC 9457 problem document.
type Problem struct {
	Type   string        `json:"type"`
	Title  string        `json:"title"`
	Status int           `json:"status"`
	Code   string        `json:"code"`
	Fields []FieldDetail `json:"fields,omitempty"`
	Stage  string        `json:"stage,omitempty"`
	Acts   []string      `json:"acts,omitempty"`
	Clock  string        `json:"clock,omitempty"`
}

// FieldDetail is one field that cannot be used, in the reader's language.
type FieldDetail struct {
	Field   string `json:"field"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// statusOf is the one table from codes and kinds to HTTP. A code that is not named goes by its kind.
var statusOf = map[string]int{
	"stale": http.StatusPreconditionFailed, "too_many_attempts": http.StatusTooManyRequests, "upload_cut": http.StatusBadRequest,
	"too_large": http.StatusRequestEntityTooLarge, "unsupported_type": http.StatusUnsupportedMediaType,
	"malformed": http.StatusBadRequest, "bad_key": http.StatusBadRequest, "bad_query": http.StatusBadRequest,
	"if_match_required": http.StatusPreconditionRequired, "method_not_allowed": http.StatusMethodNotAllowed,
}

var statusOfKind = map[fault.Kind]int{
	fault.Invalid: http.StatusUnprocessableEntity, fault.NotFound: http.StatusNotFound, fault.Forbidden: http.StatusForbidden,
	fault.Conflict: http.StatusConflict, fault.TooLate: http.StatusConflict, fault.Unavailable: http.StatusServiceUnavailable,
}

// Status is the HTTP status of a fault.
func Status(f *fault.Fault) int {
	if auth.Unauthenticated(f) {
		return http.StatusUnauthorized
	}
	if s, ok := statusOf[f.Code]; ok {
		return s
	}
	return statusOfKind[f.Kind]
}

func problemOf(f *fault.Fault, lang string) Problem {
	p := Problem{Type: "/problems/" + f.Code, Title: f.Text.In(lang), Status: Status(f), Code: f.Code, Stage: f.Stage, Acts: f.Acts, Clock: f.Clock}
	for _, x := range f.Fields {
		p.Fields = append(p.Fields, FieldDetail{Field: x.Name, Code: x.Code, Message: x.Text.In(lang)})
	}
	return p
}

// WriteProblem answers with a fault. It never shows a cause.
func WriteProblem(w http.ResponseWriter, r *http.Request, f *fault.Fault) {
	body, err := json.Marshal(problemOf(f, language(r)))
	if err != nil { // strings only: this cannot happen
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	status := Status(f)
	switch status {
	case http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "5")
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	w.Header().Set("Content-Type", "application/problem+json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the reader may be gone; there is nobody left to tell
	}
}

// language is the reader's: English when they ask for it before Chinese, else Chinese.
func language(r *http.Request) string {
	for _, tag := range strings.Split(r.Header.Get("Accept-Language"), ",") {
		switch tag = strings.ToLower(strings.TrimSpace(tag)); {
		case strings.HasPrefix(tag, "zh"):
			return "zh"
		case strings.HasPrefix(tag, "en"):
			return "en"
		}
	}
	return "zh"
}

// NotFound answers a path that is no door.
func NotFound(w http.ResponseWriter, r *http.Request) { WriteProblem(w, r, fault.Missing()) }

// MethodNotAllowed answers a door's path with another method, naming those it takes (gorilla/mux names none).
func MethodNotAllowed(router *mux.Router) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", strings.Join(allowed(router, r), ", "))
		WriteProblem(w, r, fault.New(fault.Invalid, "method_not_allowed", fault.Text{
			ZH: "这个地址不支持该请求方法，可用的方法见 Allow。", EN: "This address does not take that method; Allow names those it takes."}))
	})
}

func allowed(router *mux.Router, r *http.Request) []string {
	var methods []string
	for _, m := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		try := r.Clone(r.Context())
		try.Method = m
		var match mux.RouteMatch
		if router.Match(try, &match) && match.MatchErr == nil && !slices.Contains(methods, m) {
			methods = append(methods, m)
		}
	}
	return methods
}
