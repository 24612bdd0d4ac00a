package api_test

import (
	"net/http"
	"slices"
	"testing"

	"hejie/internal/dispute"
)

type trail struct {
	Lines []struct{ Account, Staff, Party, What, Subject string }
	Next  string
}

// TestTheHeadReadsTheTrailOfACaseAndNobodyElse: who read, who was refused, and that the trail itself was read.
func TestTheHeadReadsTheTrailOfACaseAndNobodyElse(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	head, path := o.staff(t, o.Head), "/api/cases/"+string(m.ID)
	o.do(t, ask{path: path, token: m.mediator}).mustBe(t, "reading", http.StatusOK)
	o.act(t, m, m.worker, dispute.Accept, form(map[string]any{"elsewhere": "none"})).mustBe(t, "a worker who accepts", http.StatusForbidden)
	o.do(t, ask{path: path, token: o.neighbour(t)}).mustBe(t, "another committee", http.StatusNotFound)
	for who, token := range map[string]string{"the mediator": m.mediator, "the worker": m.worker} {
		o.do(t, ask{path: path + "/trail", token: token}).mustBe(t, who, http.StatusForbidden, "forbidden")
	}
	o.do(t, ask{path: path + "/trail", token: o.neighbour(t)}).mustBe(t, "a stranger", http.StatusNotFound, "not_found")
	o.do(t, ask{path: path + "/trail?before=x", token: head}).mustBe(t, "no such place", http.StatusBadRequest, "bad_query")
	read := func() (said []string) {
		var got trail
		o.do(t, ask{path: path + "/trail", token: head}).mustBe(t, "the head", http.StatusOK).into(t, &got)
		for _, l := range got.Lines {
			said = append(said, l.Staff+" "+l.What+" "+l.Subject)
		}
		return said
	}
	first, second := read(), read()
	for _, want := range []string{"林秀兰 read ", " refused/forbidden accept", " refused/not_found ", "林秀兰 refused/forbidden "} {
		if !slices.Contains(first, want) {
			t.Errorf("got %q, want %q", first, want)
		}
	}
	if len(second) == 0 || second[0] != "陈国栋 read_trail " {
		t.Errorf("got %q, want the head's own reading first", second)
	}
}

func TestALongTrailIsReadPageByPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m, head := o.file(t), o.staff(t, o.Head)
	o.Exec(t, `insert into audit (at, actor, case_id, what) select now(), '{"roles": []}', '`+string(m.ID)+`', 'list' from generate_series(1, 150)`)
	path, lines := "/api/cases/"+string(m.ID)+"/trail", 0
	for next := "?"; next != ""; {
		var got trail
		o.do(t, ask{path: path + next, token: head}).mustBe(t, next, http.StatusOK).into(t, &got)
		for _, l := range got.Lines {
			if l.What == "list" {
				lines++
			}
		}
		if next = got.Next; next != "" {
			next = "?before=" + next
		}
	}
	if lines != 150 {
		t.Errorf("got %d lines, want each of 150 once", lines)
	}
}
