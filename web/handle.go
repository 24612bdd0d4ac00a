package web

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/gorilla/mux"

	"hejie/internal/auth"
	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// handle turns what a page returns into an answer: nil was answered already, a fault is shown on a page, anything else is
// ours to mend and told to nobody but the log. A panic ends one request.
func (a *Web) handle(route Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := a.visit(w, r)
		defer v.caught(route.Name)
		err := v.enter(route.door)
		if err == nil {
			err = route.handler(a, v)
		}
		if err != nil {
			v.fail(route, err)
		}
	})
}

func (a *Web) visit(w http.ResponseWriter, r *http.Request) *visit {
	return &visit{Web: a, w: w, r: r, lang: languageOf(r)}
}

func (v *visit) caught(route string) {
	if p := recover(); p != nil {
		v.Log.ErrorContext(v.r.Context(), "page panicked", "route", route, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
		v.refuse(broken())
	}
}

// fail shows what went wrong. Who is not signed in is shown the way in.
func (v *visit) fail(route Route, err error) {
	if auth.Unauthenticated(err) {
		http.Redirect(v.w, v.r, v.wayIn(route.door), http.StatusSeeOther)
		return
	}
	if after, often := auth.RetryAfter(err); often {
		v.w.Header().Set("Retry-After", strconv.Itoa(int(after.Seconds())+1))
	}
	f, known := fault.As(err)
	if !known {
		v.Log.ErrorContext(v.r.Context(), "page failed", "route", route.Name, "request", v.w.Header().Get(requestID), "err", err)
		f = broken()
	}
	v.noteRefusal(f)
	v.refuse(f)
}

// noteRefusal puts it on the audit trail that this person was refused a case or an act in it. A form to be put right is no
// refusal.
func (v *visit) noteRefusal(f *fault.Fault) {
	if !v.signedIn() || v.id == "" || !f.Kind.Refuses() {
		return
	}
	if err := v.Record.AuditRefusal(v.r.Context(), v.who.Actor, v.id, f, dispute.ActName(mux.Vars(v.r)["act"])); err != nil {
		v.Log.WarnContext(v.r.Context(), "a refusal is not on the trail", "case", v.id, "err", err)
	}
}

func (v *visit) wayIn(d door) string {
	if d == staff {
		return v.url("signin")
	}
	return v.url("track")
}

func broken() *fault.Fault {
	return fault.New(fault.Unavailable, "internal", fault.Text{
		ZH: "系统出了问题，我们已记录。已提交的内容不会丢失，请稍后再试。",
		EN: "Something is broken on our side and noted. Nothing handed in is lost; try again later."})
}

// statusOf is the one table from codes and kinds to HTTP. A code that is not named goes by its kind.
var statusOf = map[string]int{
	"stale": http.StatusPreconditionFailed, "too_many_attempts": http.StatusTooManyRequests, "too_large": http.StatusRequestEntityTooLarge,
	"unsupported_type": http.StatusUnsupportedMediaType, "malformed": http.StatusBadRequest, "session": http.StatusBadRequest,
	"method_not_allowed": http.StatusMethodNotAllowed, "cross_origin": http.StatusForbidden,
}

var statusOfKind = map[fault.Kind]int{
	fault.Invalid: http.StatusUnprocessableEntity, fault.NotFound: http.StatusNotFound, fault.Forbidden: http.StatusForbidden,
	fault.Conflict: http.StatusConflict, fault.TooLate: http.StatusConflict, fault.Unavailable: http.StatusServiceUnavailable,
}

func status(f *fault.Fault) int {
	if s, ok := statusOf[f.Code]; ok {
		return s
	}
	return statusOfKind[f.Kind]
}

// requestID names a request in the log and to whoever reports trouble.
const requestID = "X-Request-Id"

func (a *Web) named(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(requestID, uuid.NewString())
		next.ServeHTTP(w, r)
	})
}

// policy lets a page load its own style, script and pictures and nothing else, and send forms nowhere but here.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func (a *Web) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin") // not no-referrer: old phones would send Origin: null with a form
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store") // a worker may sit at the employer's phone
		if a.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// sameOrigin refuses a form that another site sent.
func (a *Web) sameOrigin(next http.Handler) http.Handler { return a.origins.Handler(next) }

func (a *Web) crossOrigin(w http.ResponseWriter, r *http.Request) {
	a.visit(w, r).refuse(fault.New(fault.Forbidden, "cross_origin", fault.Text{
		ZH: "这次提交来自别的网站，未被接受。请在本网站重新打开页面后再提交。",
		EN: "This was sent from another site and was not taken. Open the page here again and resubmit."}))
}

// plainBody refuses a compressed body: unpacked it could be of any size.
func (a *Web) plainBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Content-Encoding") != "" {
			a.visit(w, r).refuse(badBody("unsupported_type"))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// NotFound is the page for an address that is no door, and for a case that is not this person's.
func (a *Web) NotFound() http.Handler {
	return a.named(a.headers(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { a.visit(w, r).refuse(fault.Missing()) })))
}

// MethodNotAllowed is the page for a door's address with another method; Allow names those it takes.
func (a *Web) MethodNotAllowed(router *mux.Router) http.Handler {
	return a.named(a.headers(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", strings.Join(allowed(router, r), ", "))
		a.visit(w, r).refuse(fault.New(fault.Invalid, "method_not_allowed", fault.Text{
			ZH: "这个地址不支持该请求方法。", EN: "This address does not take that method."}))
	})))
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
