package api

import (
	"encoding/json"
	"net/http"
	"slices"

	"github.com/gorilla/mux"

	"hejie/internal/auth"
	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/statute"
	"hejie/internal/store"
)

// envelope is an act as it is posted: for whom, how it reached us, on which day it counts, and its form.
type envelope struct {
	For        dispute.PartyID      `json:"for,omitempty"`
	Channel    dispute.Channel      `json:"channel,omitempty"`
	HappenedOn statute.Date         `json:"happened_on,omitzero"`
	Proof      []dispute.EvidenceID `json:"proof,omitempty"`
	Form       json.RawMessage      `json:"form,omitempty"`
}

// act takes one act: 200 with where the case stands, 202 with a place to look while the engine does not answer.
func (a *API) act(w http.ResponseWriter, r *http.Request) error {
	who, id, scope, err := a.person(r)
	if err != nil {
		return err
	}
	doing, form, err := a.posted(w, r, who, id, scope)
	if err != nil {
		return err
	}
	k, err := key(r, keyScope(who))
	if err != nil {
		return err
	}
	out, err := a.Door.Do(r.Context(), scope, doing, form, k)
	if err != nil {
		return err
	}
	href := "/api/cases/" + string(id) + "/entries/" + string(out.Entry)
	if out.Pending {
		w.Header().Set("Location", href)
		return reply(w, http.StatusAccepted, pending{Entry: out.Entry, Href: href})
	}
	w.Header().Set("ETag", etag(out.Standing.Turn))
	return reply(w, http.StatusOK, done{Entry: out.Entry, Case: toldTo(who, out.Standing)})
}

// toldTo leaves out of an answer to a party the version of the record, which counts what the party may not know of.
func toldTo(who auth.Identity, s dispute.Standing) dispute.Standing {
	if !who.Staff() {
		s.Version = 0
	}
	return s
}

type pending struct {
	Entry dispute.ActID `json:"entry"`
	Href  string        `json:"href"`
}

type done struct {
	Entry dispute.ActID    `json:"entry"`
	Case  dispute.Standing `json:"case"`
}

// posted reads the act: known, with the turn it was made at, its envelope and its form. A case that is not visible is
// missing before anything else is said.
func (a *API) posted(w http.ResponseWriter, r *http.Request, who auth.Identity, id dispute.CaseID, scope store.Scope) (dispute.Act, dispute.Form, error) {
	doing := dispute.Act{Case: id, Name: dispute.ActName(mux.Vars(r)["act"]), By: who.Actor}
	if err := a.visible(r, scope, id); err != nil {
		return doing, nil, err
	}
	form := dispute.Forms(doing.Name)
	if form == nil || doing.Name == dispute.File {
		return doing, nil, fault.Missing()
	}
	var err error
	if doing.IfTurn, err = ifMatch(r, doing.Name); err != nil {
		return doing, nil, err
	}
	var e envelope
	if err := read(w, r, &e); err != nil {
		return doing, nil, err
	}
	if len(e.Form) > 0 {
		if err := strictly(e.Form, form); err != nil {
			return doing, nil, err
		}
	}
	doing.For, doing.Channel, doing.HappenedOn, doing.Proof = e.For, e.Channel, e.HappenedOn, e.Proof
	return doing, form, settled(&doing, who.Actor)
}

// settled: a party acts for itself on the web, today; staff say how and when.
func settled(a *dispute.Act, by dispute.Actor) error {
	if a.Channel == "" {
		a.Channel = dispute.Web
	}
	if !slices.Contains(dispute.Channels, a.Channel) {
		return fault.BadField("channel", "channel", fault.Text{ZH: "方式应为 web、phone、counter、paper 或 post。", EN: "The channel is web, phone, counter, paper or post."})
	}
	if !by.Staff() && (a.For != "" && a.For != by.Party || a.Channel != dispute.Web || !a.HappenedOn.IsZero()) {
		return fault.BadField("for", "own", fault.Text{ZH: "您只能以自己的名义、按当天日期提交。", EN: "You act for yourself, today; the mediator records what happened otherwise."})
	}
	for _, p := range append([]string{string(a.For)}, ids(a.Proof)...) {
		if p != "" && !dispute.ValidID(p) {
			return fault.BadField("proof", "uuid", fault.Text{ZH: "编号格式不正确。", EN: "This is not an id."})
		}
	}
	return nil
}

func ids(list []dispute.EvidenceID) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}

// visible says whether the case is there for this person, in the one way that tells nothing.
func (a *API) visible(r *http.Request, scope store.Scope, id dispute.CaseID) error {
	return a.Record.Read(r.Context(), scope, func(rd *store.Reader) error { return rd.Visible(r.Context(), id) })
}

// readEntry says what became of something handed in.
func (a *API) readEntry(w http.ResponseWriter, r *http.Request) error {
	_, id, scope, err := a.person(r)
	if err != nil {
		return err
	}
	entry := mux.Vars(r)["entry"]
	if !dispute.ValidID(entry) {
		return fault.Missing()
	}
	var out store.Outcome
	err = a.Record.Read(r.Context(), scope, func(rd *store.Reader) (err error) {
		out, err = rd.Entry(r.Context(), id, dispute.ActID(entry))
		return err
	})
	if err != nil {
		return err
	}
	view := entryView{Entry: dispute.ActID(entry), Status: "pending"}
	switch {
	case out.Done:
		view.Status = "done"
	case out.Refused != nil:
		problem := problemOf(out.Refused, language(r))
		view.Status, view.Problem = "refused", &problem
	case out.Parked:
		view.Status = "parked"
	}
	return reply(w, http.StatusOK, view)
}

type entryView struct {
	Entry   dispute.ActID `json:"entry"`
	Status  string        `json:"status"`
	Problem *Problem      `json:"problem,omitempty"`
}
