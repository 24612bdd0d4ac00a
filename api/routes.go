package api

import (
	"encoding/json"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/store"
)

type routeView struct {
	ID         dispute.ActID   `json:"id"`
	State      string          `json:"state"`
	Progress   int             `json:"progress,omitempty"`
	Finding    string          `json:"finding,omitempty"`
	Statements int             `json:"statements,omitempty"`
	Result     any             `json:"result,omitempty"`
	Problem    any             `json:"problem,omitempty"`
	Corrects   dispute.ActID   `json:"corrects,omitempty"`
	Changes    []changeView    `json:"changes,omitempty"`
	Extracts   []extractView   `json:"extracts,omitempty"`
	Objections []objectionView `json:"objections,omitempty"`
}

// changeView is one thing in which an analysis differs from the one it corrects.
type changeView struct {
	Field string `json:"field"`
	Label string `json:"label"`
	Was   string `json:"was"`
	Is    string `json:"is"`
}

// extractView is what was shown of an analysis to the other side: the statements of one stretch. Its papers carry its id
// and points.
type extractView struct {
	ID         string          `json:"id"`
	State      string          `json:"state"`
	From       string          `json:"from,omitempty"`
	To         string          `json:"to,omitempty"`
	Statements json.RawMessage `json:"statements,omitempty"`
	Points     string          `json:"points"`
}

type objectionView struct {
	ID       dispute.ActID            `json:"id"`
	By       dispute.PartyID          `json:"by"`
	At       string                   `json:"at"`
	Points   []dispute.ObjectionPoint `json:"points"`
	Answered *objectionAnswerView     `json:"answer,omitempty"`
}

type objectionAnswerView struct {
	ID      dispute.ActID             `json:"id"`
	At      string                    `json:"at"`
	Results []dispute.ObjectionResult `json:"results"`
}

// destroyedView is something destroyed because a consent ended.
type destroyedView struct {
	Act     dispute.ActID `json:"act"`
	At      string        `json:"at"`
	What    string        `json:"what"`
	Subject string        `json:"subject"`
	SHA256  string        `json:"sha256,omitempty"`
}

func routeOf(f store.CaseFile, t store.RouteRow, lang string) routeView {
	v := routeView{ID: t.ID, State: t.State, Progress: t.Progress, Finding: t.Finding, Statements: t.Statements}
	if t.Result != nil {
		v.Result = t.Result
	}
	if t.Problem != nil {
		v.Problem = t.Problem
	}
	if run, ok := f.RouteRun(t.ID); ok {
		v.Corrects = run.Corrects
	}
	for _, c := range f.RouteChanges(t.ID) {
		v.Changes = append(v.Changes, changeView{c.Field, c.Label.In(lang), c.Was.In(lang), c.Is.In(lang)})
	}
	for _, e := range t.Extracts {
		v.Extracts = append(v.Extracts, extractOf(e))
	}
	for _, o := range t.Objections {
		v.Objections = append(v.Objections, objectionOf(o))
	}
	return v
}

func extractOf(e store.ExtractRow) extractView {
	v := extractView{ID: e.ID, State: e.State, From: known(e.From), To: known(e.To), Points: store.PointsOf(e.ID)}
	var kept struct {
		Statements json.RawMessage `json:"statements"`
	}
	if e.Result != nil && json.Unmarshal(e.Result, &kept) == nil {
		v.Statements = kept.Statements
	}
	return v
}

// known is a moment; empty for none.
func known(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return stamp(t)
}

func objectionOf(o store.ObjectionRow) objectionView {
	v := objectionView{ID: o.Event.Act.ID, By: o.Event.Act.Party(), At: stamp(o.Event.Act.RecordedAt), Points: o.Form.Points}
	if o.Answer != nil {
		v.Answered = &objectionAnswerView{o.Answered.Act.ID, stamp(o.Answered.Act.RecordedAt), o.Answer.Results}
	}
	return v
}
