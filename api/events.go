package api

import (
	"encoding/json"
	"net/http"

	"hejie/internal/dispute"
)

// listEvents is what happened, as the reader's side may see it.
func (a *API) listEvents(w http.ResponseWriter, r *http.Request) error {
	who, id, scope, err := a.person(r)
	if err != nil {
		return err
	}
	f, err := a.file(r, scope, id)
	if err != nil {
		return err
	}
	events := make([]eventView, 0, len(f.Events))
	for i, e := range f.Events {
		if !who.Staff() {
			e.Seq = int64(i + 1) // a gap would tell that there is something between
		}
		form, err := json.Marshal(e.Form)
		if err != nil {
			return err
		}
		events = append(events, eventView{ID: e.Act.ID, Seq: e.Seq, Act: e.Act.Name, Label: e.Act.Name.Label().In(language(r)), For: e.Act.For,
			Channel: e.Act.Channel, HappenedOn: e.Act.HappenedOn.String(), RecordedAt: stamp(e.Act.RecordedAt), Staff: e.Staff,
			Stage: e.Stage, Audience: e.Audience, Form: form})
	}
	return reply(w, http.StatusOK, map[string]any{"events": events})
}

type eventView struct {
	ID         dispute.ActID    `json:"id"`
	Seq        int64            `json:"seq"`
	Act        dispute.ActName  `json:"act"`
	Label      string           `json:"label"`
	For        dispute.PartyID  `json:"for,omitempty"`
	Channel    dispute.Channel  `json:"channel"`
	HappenedOn string           `json:"happened_on"`
	RecordedAt string           `json:"recorded_at"`
	Staff      string           `json:"staff,omitempty"`
	Stage      dispute.Stage    `json:"stage"`
	Audience   dispute.Audience `json:"audience,omitempty"`
	Form       json.RawMessage  `json:"form"`
}

// listDocuments names the papers of the case that the reader's side may see.
func (a *API) listDocuments(w http.ResponseWriter, r *http.Request) error {
	_, id, scope, err := a.person(r)
	if err != nil {
		return err
	}
	f, err := a.file(r, scope, id)
	if err != nil {
		return err
	}
	papers := make([]paperView, 0, len(f.Papers))
	for _, p := range f.Papers {
		papers = append(papers, paperView{p.ID, p.Form, p.Subject, p.State, p.Pages, p.SHA256, p.Missing,
			"/api/cases/" + string(id) + "/documents/" + p.ID + p.Form.Ending()})
	}
	return reply(w, http.StatusOK, map[string]any{"documents": papers})
}

type paperView struct {
	ID      string            `json:"id"`
	Form    dispute.PaperForm `json:"form"`
	Subject dispute.ActID     `json:"subject"`
	State   string            `json:"state"`
	Pages   int               `json:"pages"`
	SHA256  string            `json:"sha256,omitempty"`
	Missing string            `json:"missing,omitempty"`
	Href    string            `json:"href"`
}
