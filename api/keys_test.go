package api_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func keyed(k string) map[string]string { return map[string]string{"Idempotency-Key": k} }

// TestAKeyIsAskedForAndHeldToItsForm: reliability.md §5, row 8.
func TestAKeyIsAskedForAndHeldToItsForm(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	for name, k := range map[string]string{
		"missing": "", "5 kB": strings.Repeat("k", 5<<10), "201 characters": strings.Repeat("k", 201), "with CRLF": "a\r\nX-Evil: 1",
		"with a blank": "a b", "in Chinese": "键", "NUL": "a\x00",
	} {
		o.do(t, ask{path: "/api/cases", body: filing(), header: keyed(k)}).mustBe(t, "8: filing, "+name, http.StatusBadRequest, "bad_key")
		o.do(t, ask{path: m.path("/acts/message"), token: m.worker, body: form(text("你好")), header: keyed(k)}).mustBe(t, "8: an act, "+name, http.StatusBadRequest, "bad_key")
		q := parcel(t, part{"file", "a.jpg", string(jpeg())})
		q.path, q.token = m.path("/evidence"), m.worker
		q.header["Idempotency-Key"] = k
		o.do(t, q).mustBe(t, "8: a file, "+name, http.StatusBadRequest, "bad_key")
	}
	if got := o.shelved(t); got != 0 {
		t.Errorf("got %d files in the vault, want none", got)
	}
}

func text(s string) map[string]any { return map[string]any{"text": s} }

func TestTheSameKeyAndWordsGetTheSameAnswer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	q := ask{path: "/api/cases", body: filing(), header: keyed("once")}
	first := o.do(t, q).mustBe(t, "first", http.StatusCreated)
	again := o.do(t, q).mustBe(t, "again", http.StatusCreated)
	if diff := cmp.Diff(string(first.Body), string(again.Body)); diff != "" {
		t.Errorf("(-first +again):\n%s", diff)
	}
	q.body = with(changed{"story": "另一件事。"})
	o.do(t, q).mustBe(t, "8: other words", http.StatusUnprocessableEntity, "idempotency_key_reused")
	o.counts(t, "cases", 1)
}

func TestFiftyAtOnceWithOneKeyFileOneCase(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	answers := make([]answer, 50)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			answers[i] = o.do(t, ask{path: "/api/cases", body: filing(), header: keyed("one")})
		})
	}
	all.Wait()
	for i, a := range answers {
		if a.Status != http.StatusCreated || string(a.Body) != string(answers[0].Body) {
			t.Fatalf("%d: got %d %s, want %s", i, a.Status, a.Body, answers[0].Body)
		}
	}
	o.counts(t, "cases", 1)
	o.counts(t, "receipts", 1)
}

func TestAnActIsDoneOnceHoweverOftenItIsSent(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	q := ask{path: m.path("/acts/accept"), token: m.mediator, body: form(map[string]any{"elsewhere": "none"}),
		header: map[string]string{"Idempotency-Key": "accept", "If-Match": `"1"`}}
	first := o.do(t, q).mustBe(t, "accepting", http.StatusOK)
	again := o.do(t, q).mustBe(t, "accepting again", http.StatusOK)
	if diff := cmp.Diff(string(first.Body), string(again.Body)); diff != "" {
		t.Errorf("(-first +again):\n%s", diff)
	}
	q.body = form(map[string]any{"elsewhere": "court"})
	o.do(t, q).mustBe(t, "8: other words", http.StatusUnprocessableEntity, "idempotency_key_reused")
	refused := ask{path: m.path("/acts/accept"), token: m.mediator, body: form(map[string]any{"elsewhere": "none"}),
		header: map[string]string{"Idempotency-Key": "late", "If-Match": `"2"`}}
	one := o.do(t, refused).mustBe(t, "refused", http.StatusConflict, "out_of_turn")
	two := o.do(t, refused).mustBe(t, "refused again", http.StatusConflict, "out_of_turn")
	if diff := cmp.Diff(string(one.Body), string(two.Body)); diff != "" {
		t.Errorf("a refusal (-first +again):\n%s", diff)
	}
}

func TestTwoPeopleWithOneKeyDoNotMeet(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	insurer := o.insurer(t, m)
	for who, token := range map[string]string{"worker": m.worker, "insurer": insurer, "mediator": m.mediator, "head": m.head} {
		o.do(t, ask{path: m.path("/acts/message"), token: token, body: form(text(who)), header: keyed("mine")}).mustBe(t, who, http.StatusOK)
	}
	o.do(t, ask{path: "/api/cases", token: m.mediator, body: filing(), header: keyed("filed")}).mustBe(t, "at the desk", http.StatusCreated)
	o.do(t, ask{path: "/api/cases", body: with(changed{"story": "别的事"}), header: keyed("filed")}).mustBe(t, "at home", http.StatusCreated)
}

func TestAKeyUsedInAnotherCaseIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m, other := o.file(t), o.file(t)
	o.do(t, ask{path: m.path("/acts/note"), token: m.mediator, body: form(text("电话")), header: keyed("k")}).mustBe(t, "a note", http.StatusOK)
	o.do(t, ask{path: other.path("/acts/note"), token: m.mediator, body: form(text("电话")), header: keyed("k")}).
		mustBe(t, "8: the same words in another case", http.StatusUnprocessableEntity, "idempotency_key_reused")
}
