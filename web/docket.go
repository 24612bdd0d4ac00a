package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/statute"
	"hejie/internal/store"
)

// docketRows is how many cases stand on one page of the docket.
const docketRows = 30

type docketPage struct {
	Base
	Filters []*input
	Lines   []docketLine
	Kept    []*input // the filters, for the next page
	Next    string   // where it begins; empty on the last page

	shown []dispute.CaseID // for the audit trail
}

type docketLine struct {
	Href, Number, Applicant, Against, Stage, Matter, Filed, Due string
	Overdue                                                     bool
}

// docket lists the office's cases, last moved first. The filters are posted, so that no name or phone ever stands in an address.
func (a *Web) docket(v *visit) error {
	typed, err := v.typedInto()
	if err != nil {
		return err
	}
	s := v.filters(typed)
	page := docketPage{Base: v.base("docket.title"), Filters: s.fields}
	q, err := v.docketQuery(typed)
	if err == nil && q.Find != "" {
		err = v.Auth.Search(v.r.Context(), v.who.Actor)
	}
	if err == nil {
		err = v.read(func(r *store.Reader) error { return v.lines(r, q, &page) })
	}
	f, refused := fault.As(err)
	switch {
	case refused && f.Kind == fault.Invalid:
		page.Problems = s.blame(f)
		return v.show(http.StatusUnprocessableEntity, "docket", page)
	case err != nil:
		return err
	}
	if err := v.Record.AuditListed(v.r.Context(), v.who.Actor, page.shown); err != nil {
		return err
	}
	for name, values := range typed {
		if name != "cursor" && len(values) > 0 {
			page.Kept = append(page.Kept, &input{Name: name, Kind: "hidden", Value: values[0]})
		}
	}
	return v.show(http.StatusOK, "docket", page)
}

func (v *visit) filters(typed url.Values) *sheet {
	s := v.sheet(&nothing{}, typed)
	s.line("q").label(v.t("docket.find")).hint(v.t("docket.find_hint"))
	stages := []option{{Label: v.t("docket.all")}}
	for _, stage := range dispute.Stages {
		stages = append(stages, option{Value: string(stage), Label: v.in(stage.Name())})
	}
	s.pick("stage", "choice", stages).label(v.t("docket.stage"))
	s.date("due_before").label(v.t("docket.due_before"))
	s.tick("mine").label(v.t("docket.mine"))
	return s
}

func (v *visit) docketQuery(typed url.Values) (store.DocketQuery, error) {
	q := store.DocketQuery{Stage: dispute.Stage(typed.Get("stage")), Limit: docketRows}
	if q.Stage != "" && !q.Stage.Valid() {
		q.Stage = ""
	}
	if typed.Get("mine") == "true" {
		q.Mediator = v.who.Actor.Account
	}
	if day := typed.Get("due_before"); day != "" {
		var err error
		if q.DueBefore, err = statute.ParseDate(day); err != nil {
			return q, fault.BadField("due_before", "date", fieldOf("", dayError(err)).Text)
		}
	}
	var err error
	if q.Find, err = dispute.NormalizeLine(typed.Get("q")); err != nil || len(q.Find) > 800 {
		return q, fault.BadField("q", "text", fault.Text{ZH: "请输入完整的姓名、电话或案号。", EN: "Type a whole name, phone or case number."})
	}
	return q, v.after(typed.Get("cursor"), &q)
}

// after reads where the last page ended; the mark is signed, and of use to this office alone.
func (v *visit) after(cursor string, q *store.DocketQuery) error {
	if cursor == "" {
		return nil
	}
	position, err := v.Record.Keys().ReadCursor(v.cursorScope(), cursor)
	if err != nil || json.Unmarshal(position, &q.After) != nil {
		return fault.BadField("q", "cursor", fault.Text{ZH: "这一页已失效，请重新查询。", EN: "This page is no longer valid; search again."})
	}
	return nil
}

func (v *visit) cursorScope() string { return "docket/" + string(v.who.Actor.Org) }

func (v *visit) lines(r *store.Reader, q store.DocketQuery, page *docketPage) error {
	found, err := r.Docket(v.r.Context(), q)
	if err != nil {
		return err
	}
	for _, l := range found {
		page.shown = append(page.shown, l.Case)
		page.Lines = append(page.Lines, docketLine{Href: v.url("desk", "id", string(l.Case)), Number: l.Number, Applicant: l.Applicant, Against: l.Against,
			Stage: v.in(l.Stage.Name()), Matter: v.in(l.Matter.Name()), Filed: v.day(l.FiledOn), Due: v.day(l.NextDue), Overdue: l.Overdue})
	}
	if len(found) < q.Limit {
		return nil
	}
	last := found[len(found)-1]
	position, err := json.Marshal(store.Position{MovedAt: last.MovedAt, Case: last.Case})
	if err != nil {
		return fmt.Errorf("marking where a page ends: %w", err)
	}
	page.Next = v.Record.Keys().Cursor(v.cursorScope(), position)
	return nil
}
