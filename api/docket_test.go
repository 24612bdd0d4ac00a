package api_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hejie/internal/dispute"
)

type docket struct {
	Cases []struct {
		Case  dispute.CaseID
		Stage dispute.Stage
	}
	Next string
}

func (o *office) docket(t *testing.T, token, query string) docket {
	t.Helper()
	var d docket
	o.do(t, ask{path: "/api/cases" + query, token: token}).mustBe(t, query, http.StatusOK).into(t, &d)
	return d
}

func TestTheDocketIsReadPageByPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	token := o.staff(t, o.Mediator)
	var want, got []dispute.CaseID
	for i := range 5 {
		var f filed
		o.do(t, ask{path: "/api/cases", body: with(changed{"story": fmt.Sprint("事", i)})}).into(t, &f)
		want = append(want, f.Case)
	}
	for next := ""; ; {
		page := o.docket(t, token, "?limit=2&cursor="+url.QueryEscape(next))
		for _, c := range page.Cases {
			got = append(got, c.Case)
		}
		if next = page.Next; next == "" {
			break
		}
	}
	slices.Reverse(got)
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestTheDocketIsNarrowed by each of its filters, which hold on every page.
func TestTheDocketIsNarrowed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m, _ := o.file(t), o.file(t)
	o.act(t, m, m.mediator, dispute.Accept, form(map[string]any{"elsewhere": "none"})).mustBe(t, "accepting", http.StatusOK)
	for query, want := range map[string]int{
		"": 2, "?stage=inquiry": 1, "?stage=filed": 1, "?stage=closed": 0, "?kind=dispute": 2, "?kind=legal_aid": 0, "?mine=true": 1, "?mine=false": 2,
		"?due_before=2020-01-01": 0, "?due_before=2999-01-01": 2, "?q=" + string(m.ID): 1, "?limit=1": 1, "?limit=1000000000": 2,
		"?q=" + url.QueryEscape(m.Number): 1, "?q=" + url.QueryEscape(m.Number+"0"): 0,
		"?stage=inquiry&q=" + string(m.ID): 1, "?stage=filed&q=" + string(m.ID): 0,
	} {
		if got := o.docket(t, m.mediator, query); len(got.Cases) != want {
			t.Errorf("50: %q: got %d cases, want %d", query, len(got.Cases), want)
		}
	}
	if got := o.docket(t, o.neighbour(t), ""); len(got.Cases) != 0 {
		t.Errorf("50: another committee: got %d cases, want none", len(got.Cases))
	}
}

// TestAQueryThatCannotBeUsedIsRefused: reliability.md §5, row 50.
func TestAQueryThatCannotBeUsedIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m, _ := o.file(t), o.file(t)
	next := o.docket(t, m.mediator, "?limit=1").Next
	for _, query := range []string{
		"page=-1", "size=1000000000", "sort=password", "org=" + string(o.Org), "limit=0", "limit=-1", "limit=x", "limit=99999999999999999999",
		"cursor=forged", "cursor=" + url.QueryEscape(next) + "x", "stage=nowhere", "kind=nothing", "mine=1", "due_before=2026-02-30", "due_before=x",
		"stage=filed&stage=closed", "q=a;b", "q=%zz", "q=%ff", "q=" + strings.Repeat("a", 801),
	} {
		o.do(t, ask{path: "/api/cases?" + query, token: m.mediator}).mustBe(t, "50: "+query[:min(len(query), 30)], http.StatusBadRequest, "bad_query")
	}
	o.do(t, ask{path: "/api/cases?limit=1&cursor=" + url.QueryEscape(next), token: o.neighbour(t)}).mustBe(t, "50: another committee's cursor", http.StatusBadRequest, "bad_query")
	o.do(t, ask{path: "/api/cases", token: m.worker}).mustBe(t, "a worker's docket", http.StatusForbidden, "forbidden")
}

// TestWhoSawANameOnTheDocketIsOnTheTrail: a list shows people, too.
func TestWhoSawANameOnTheDocketIsOnTheTrail(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m, other := o.file(t), o.file(t)
	o.docket(t, m.mediator, "?q="+string(m.ID))
	seen := o.Column(t, `select case_id::text || ' ' || (actor->>'account') from audit where what = 'list'`)
	if want := []string{string(m.ID) + " " + string(o.Mediator.Account)}; !slices.Equal(seen, want) {
		t.Errorf("got %v, want %v and nothing of %s", seen, want, other.ID)
	}
}

// TestSearchingIsLimitedForEachAccountAndTheRefusalIsOnTheTrail: the docket without a search goes on, and so do colleagues.
func TestSearchingIsLimitedForEachAccountAndTheRefusalIsOnTheTrail(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m, colleague := o.file(t), o.staff(t, o.Head)
	o.docket(t, m.mediator, "?q=13800138000")
	o.Exec(t, `update attempts set tries = 60`)
	refused := o.do(t, ask{path: "/api/cases?q=13800138000", token: m.mediator}).mustBe(t, "the 61st search", http.StatusTooManyRequests, "too_many_attempts")
	if seconds, err := strconv.Atoi(refused.Header.Get("Retry-After")); err != nil || seconds < 1 || seconds > 15*60+1 {
		t.Errorf("got Retry-After %q, want seconds within the quarter of an hour", refused.Header.Get("Retry-After"))
	}
	if !strings.Contains(string(refused.Body), "查询过于频繁") {
		t.Errorf("got %s, want why", refused.Body)
	}
	o.docket(t, m.mediator, "?stage=filed")
	o.docket(t, colleague, "?q=13800138000")
	got := o.Column(t, `select what || ' ' || (actor->>'account') from audit where what = 'search_refused'`)
	if want := []string{"search_refused " + string(o.Mediator.Account)}; !slices.Equal(got, want) {
		t.Errorf("got %v on the trail, want %v", got, want)
	}
}
