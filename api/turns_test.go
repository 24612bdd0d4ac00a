package api_test

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/store"
)

// TestAStageActNamesTheTurnThatWasSeen: reliability.md §5, row 49.
func TestAStageActNamesTheTurnThatWasSeen(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	accept := func(match string) answer {
		return o.do(t, ask{path: m.path("/acts/accept"), token: m.mediator, body: form(map[string]any{"elsewhere": "none"}), header: map[string]string{"If-Match": match}})
	}
	accept("").mustBe(t, "49: missing", http.StatusPreconditionRequired, "if_match_required")
	for _, odd := range []string{"*", "1", `W/"1"`, `"0"`, `"-1"`, `"01"`, `"1","2"`, `"1" `, `"99999999999999999999"`, "\"" + strings.Repeat("1", 5000) + "\""} {
		accept(odd).mustBe(t, "49: "+odd[:min(len(odd), 20)], http.StatusBadRequest, "bad_query")
	}
	accept(`"7"`).mustBe(t, "49: stale", http.StatusPreconditionFailed, "stale")
	done := accept(`"1"`).mustBe(t, "49: as seen", http.StatusOK)
	if got := done.Header.Get("ETag"); got != `"2"` {
		t.Errorf("got ETag %s, want \"2\"", got)
	}
}

// TestAWorkersPhotoSpoilsNobodysTyping: acts beside the story need no If-Match and move no ETag.
func TestAWorkersPhotoSpoilsNobodysTyping(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	before := o.view(t, m, m.mediator).Turn
	o.upload(t, m, m.worker, "a.jpg", jpeg())
	o.do(t, ask{path: m.path("/acts/message"), token: m.worker, body: form(text("照片已上传"))}).mustBe(t, "a message", http.StatusOK)
	if got := o.view(t, m, m.mediator).Turn; got != before {
		t.Errorf("got turn %d, want %d", got, before)
	}
}

func TestTwoMediatorsAtOnceAreOneDoneAndOneStale(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	tokens := []string{m.mediator, o.staff(t, o.Account(t, "黄志明", dispute.Mediator))}
	got := make([]int, 2)
	var both sync.WaitGroup
	for i, token := range tokens {
		both.Go(func() {
			got[i] = o.do(t, ask{path: m.path("/acts/decline"), token: token, body: form(text("不属受理范围")), header: map[string]string{"If-Match": `"1"`}}).Status
		})
	}
	both.Wait()
	slices.Sort(got)
	if got[0] != http.StatusOK || got[1] != http.StatusConflict && got[1] != http.StatusPreconditionFailed {
		t.Errorf("got %v, want one 200 and one refused", got)
	}
}

// TestAnActOutOfTurnIsToldWhereTheCaseStands: reliability.md §5, row 48.
func TestAnActOutOfTurnIsToldWhereTheCaseStands(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	draft := form(map[string]any{"facts": "事实", "terms": []any{map[string]any{"payer": m.Insurer, "payee": m.Worker, "amount_fen": 1}}})
	p := o.act(t, m, m.mediator, dispute.Draft, draft).mustBe(t, "48: an agreement before mediation", http.StatusConflict, "out_of_turn").problem(t)
	if p.Stage != "filed" || !slices.Contains(p.Acts, "accept") || slices.Contains(p.Acts, "draft_agreement") {
		t.Errorf("got stage %q and acts %v, want filed and what is possible there", p.Stage, p.Acts)
	}
	o.act(t, m, m.worker, dispute.Withdraw, form(map[string]any{})).mustBe(t, "withdrawing", http.StatusOK)
	o.act(t, m, m.worker, dispute.Withdraw, form(map[string]any{})).mustBe(t, "48: withdrawing twice", http.StatusConflict, "out_of_turn")
	o.act(t, m, m.mediator, dispute.EndMediation, form(map[string]any{})).mustBe(t, "48: ending what is over", http.StatusConflict, "out_of_turn")
	o.act(t, m, m.worker, dispute.Accept, form(map[string]any{"elsewhere": "none"})).mustBe(t, "a worker accepting", http.StatusForbidden, "forbidden")
}

func TestOnlyStaffSayForWhomHowAndWhen(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	say := func(token string, envelope map[string]any) answer {
		envelope["form"] = text("同意")
		return o.do(t, ask{path: m.path("/acts/message"), token: token, body: envelope})
	}
	say(m.worker, map[string]any{"for": m.Insurer}).mustBe(t, "a worker for the insurer", http.StatusUnprocessableEntity, "invalid")
	say(m.worker, map[string]any{"channel": "phone"}).mustBe(t, "a worker by phone", http.StatusUnprocessableEntity, "invalid")
	say(m.worker, map[string]any{"happened_on": "2026-01-05"}).mustBe(t, "a worker on another day", http.StatusUnprocessableEntity, "invalid")
	say(m.worker, map[string]any{"for": m.Worker}).mustBe(t, "a worker for themself", http.StatusOK)
	say(m.mediator, map[string]any{"for": m.Insurer, "channel": "phone"}).mustBe(t, "a mediator for the insurer", http.StatusOK)
	say(m.mediator, map[string]any{"channel": "smoke"}).mustBe(t, "a channel that is none", http.StatusUnprocessableEntity, "invalid")
	say(m.mediator, map[string]any{"happened_on": "2999-01-01"}).mustBe(t, "56: tomorrow", http.StatusUnprocessableEntity, "invalid")
	say(m.mediator, map[string]any{"happened_on": "2026-02-30"}).mustBe(t, "9: 30 February", http.StatusUnprocessableEntity, "invalid")
	say(m.mediator, map[string]any{"proof": []any{"x"}}).mustBe(t, "a proof that is no id", http.StatusUnprocessableEntity, "invalid")
	say(m.mediator, map[string]any{"recorded_at": "2020-01-01T00:00:00Z"}).mustBe(t, "56: a moment of recording", http.StatusBadRequest, "malformed")
}

// TestWhatIsHandedInWhileTheEngineIsAwayIsDeliveredLater: 202 with a place to look, then done, or refused with the problem.
func TestWhatIsHandedInWhileTheEngineIsAwayIsDeliveredLater(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	o.engine.away.Store(true)
	var one, two struct{ Entry, Href string }
	o.act(t, m, m.mediator, dispute.Accept, form(map[string]any{"elsewhere": "none"})).mustBe(t, "accepting", http.StatusAccepted).into(t, &one)
	o.act(t, m, m.mediator, dispute.Decline, form(text("重复"))).mustBe(t, "declining too", http.StatusAccepted).into(t, &two)
	o.becomes(t, m, one.Href, "pending", "")
	o.upload(t, m, m.worker, "a.jpg", jpeg())
	o.engine.away.Store(false)
	o.relay(t)
	o.becomes(t, m, one.Href, "done", "")
	o.becomes(t, m, two.Href, "refused", "out_of_turn")
	if got := o.view(t, m, m.mediator).Stage; got != dispute.Inquiry {
		t.Errorf("got stage %s, want inquiry", got)
	}
	o.do(t, ask{path: m.path("/entries/" + one.Entry + "x"), token: m.mediator}).mustBe(t, "an entry that is no id", http.StatusNotFound, "not_found")
	other := o.file(t)
	o.do(t, ask{path: other.path("/entries/" + one.Entry), token: m.mediator}).mustBe(t, "an entry of another case", http.StatusNotFound, "not_found")
}

// TestWhatWasGivenUpOnSaysSo until somebody has it tried anew.
func TestWhatWasGivenUpOnSaysSo(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	o.engine.away.Store(true)
	var one struct {
		Entry dispute.ActID
		Href  string
	}
	o.act(t, m, m.mediator, dispute.Accept, form(map[string]any{"elsewhere": "none"})).mustBe(t, "accepting", http.StatusAccepted).into(t, &one)
	tray := store.Tray{Store: o.Work}
	for range 5 {
		must(t, "failing", tray.Tried(t.Context(), one.Entry, ""))
	}
	o.becomes(t, m, one.Href, "parked", "")
	_, err := tray.Unpark(t.Context())
	must(t, "unparking", err)
	o.becomes(t, m, one.Href, "pending", "")
}

func (o *office) becomes(t *testing.T, m *matter, href, status, code string) {
	t.Helper()
	var e struct {
		Status  string
		Problem struct{ Code string }
	}
	o.do(t, ask{path: href, token: m.mediator}).mustBe(t, "an entry", http.StatusOK).into(t, &e)
	if e.Status != status || e.Problem.Code != code {
		t.Errorf("got %s %s, want %s %s", e.Status, e.Problem.Code, status, code)
	}
}
