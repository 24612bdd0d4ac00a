package api

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/statute"
	"hejie/internal/store"
)

const (
	pageSize = 30
	pageMost = 100
)

// docketQuery reads the docket's filters; an unknown one is refused, so that a slip does not pass for "no matches".
func (a *API) docketQuery(r *http.Request, by dispute.Actor) (store.DocketQuery, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return store.DocketQuery{}, badQuery("")
	}
	for name, given := range values {
		if len(given) > 1 || !slices.Contains([]string{"stage", "kind", "due_before", "q", "limit", "cursor", "mine"}, name) {
			return store.DocketQuery{}, badQuery(name)
		}
	}
	q := store.DocketQuery{Stage: dispute.Stage(values.Get("stage")), Kind: dispute.Kind(values.Get("kind")), Find: values.Get("q")}
	if q.Stage != "" && !q.Stage.Valid() {
		return q, badQuery("stage")
	}
	if q.Kind != "" && q.Kind != dispute.Dispute && q.Kind != dispute.LegalAid {
		return q, badQuery("kind")
	}
	var ok bool
	if q.Limit, ok = intOf(values.Get("limit"), 1, pageMost, pageSize); !ok {
		return q, badQuery("limit")
	}
	switch values.Get("mine") {
	case "", "false":
	case "true":
		q.Mediator = by.Account
	default:
		return q, badQuery("mine")
	}
	err = a.windows(values, by, &q)
	return q, err
}

// windows reads the day and the cursor.
func (a *API) windows(values url.Values, by dispute.Actor, q *store.DocketQuery) (err error) {
	if day := values.Get("due_before"); day != "" {
		if q.DueBefore, err = statute.ParseDate(day); err != nil {
			return badQuery("due_before")
		}
	}
	if find, err := dispute.NormalizeLine(q.Find); err != nil {
		return badQuery("q")
	} else if q.Find = find; len(find) > 800 {
		return badQuery("q")
	}
	if cursor := values.Get("cursor"); cursor != "" {
		position, err := a.Record.Keys().ReadCursor(cursorScope(by), cursor)
		if err != nil || json.Unmarshal(position, &q.After) != nil {
			return badQuery("cursor")
		}
	}
	return nil
}

// cursor is where the next page begins; signed, and of use to this organisation alone.
func (a *API) cursor(by dispute.Actor, last store.DocketLine) string {
	position, err := json.Marshal(store.Position{MovedAt: last.MovedAt, Case: last.Case})
	if err != nil {
		return "" // a time and an id: this cannot happen
	}
	return a.Record.Keys().Cursor(cursorScope(by), position)
}

func cursorScope(by dispute.Actor) string { return "docket/" + string(by.Org) }

func badQuery(name string) error {
	return fault.New(fault.Invalid, "bad_query", fault.Text{ZH: "查询参数不正确：" + clip(name), EN: "This query parameter cannot be used: " + clip(name) + "."})
}

func clip(s string) string {
	if len(s) > 40 {
		return "…"
	}
	return s
}
