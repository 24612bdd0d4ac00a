package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"

	"github.com/gorilla/mux"

	"hejie/internal/auth"
	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// handle turns what a handler returns into an answer: nil was answered already, a fault is shown, anything else is ours to
// mend and told to nobody but the log. A panic ends one request.
func (a *API) handle(route Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer a.caught(w, r, route.Name)
		if err := route.Handler(a, w, r); err != nil {
			a.answer(w, r, route.Name, err)
		}
	})
}

func (a *API) answer(w http.ResponseWriter, r *http.Request, route string, err error) {
	if after, often := auth.RetryAfter(err); often {
		w.Header().Set("Retry-After", strconv.Itoa(int(after.Seconds())+1))
	}
	f, ok := fault.As(err)
	if !ok {
		a.Log.ErrorContext(r.Context(), "request failed", "route", route, "err", err)
		f = broken()
	} else if f.Kind == fault.Unavailable {
		a.Log.WarnContext(r.Context(), "request deferred", "route", route, "err", err)
	}
	a.noteRefusal(r, f)
	WriteProblem(w, r, f)
}

// noteRefusal puts it on the audit trail that somebody who is signed in was refused a case or an act in it. A form to be put
// right is no refusal. Who asks is found out once more, since a handler that refuses gives nobody back.
func (a *API) noteRefusal(r *http.Request, f *fault.Fault) {
	id := dispute.CaseID(mux.Vars(r)["id"])
	if !dispute.ValidID(string(id)) || !f.Kind.Refuses() || auth.Unauthenticated(f) {
		return
	}
	who, err := a.who(r)
	if err != nil {
		return // nobody is known who could be named
	}
	if err := a.Record.AuditRefusal(r.Context(), who.Actor, id, f, dispute.ActName(mux.Vars(r)["act"])); err != nil {
		a.Log.WarnContext(r.Context(), "a refusal is not on the trail", "case", id, "err", err)
	}
}

func (a *API) caught(w http.ResponseWriter, r *http.Request, route string) {
	if p := recover(); p != nil {
		a.Log.ErrorContext(r.Context(), "request panicked", "route", route, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
		WriteProblem(w, r, broken())
	}
}

func broken() *fault.Fault {
	return fault.New(fault.Unavailable, "internal", fault.Text{
		ZH: "系统出了问题，我们已记录。已提交的内容不会丢失，请稍后再试。",
		EN: "Something is broken on our side and noted. Nothing handed in is lost; try again later."})
}

// reply sends a JSON answer, encoded before the first header goes out.
func reply(w http.ResponseWriter, status int, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("writing an answer: %w", err)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(text) // the reader may be gone; the act is on record all the same
	return nil
}
