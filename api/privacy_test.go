package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/store"
)

// TestASideReadsItsOwnAndWhatIsShared: phones and addresses, unshared files, private offers, caucuses, notes and messages of
// one side are not the other's to read, at any door.
func TestASideReadsItsOwnAndWhatIsShared(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	insurer := o.insurer(t, m)
	photo := o.upload(t, m, m.worker, "我的病历.jpg", jpeg())
	o.act(t, m, m.mediator, dispute.Accept, form(map[string]any{"elsewhere": "none"})).mustBe(t, "accepting", http.StatusOK)
	secret := func(word string) map[string]any {
		return map[string]any{"held": "2026-03-16T09:30", "place": "调解室", "private": "applicant", "text": word, "result": "continue"}
	}
	o.act(t, m, m.mediator, dispute.RecordSession, form(secret("底线五千"))).mustBe(t, "a caucus", http.StatusOK)
	o.act(t, m, m.worker, dispute.MakeOffer, form(map[string]any{"amount_fen": 543_210, "private": true, "text": "私下方案"})).mustBe(t, "a private offer", http.StatusOK)
	o.act(t, m, m.worker, dispute.Message, form(text("请别告诉公司"))).mustBe(t, "a message", http.StatusOK)
	o.act(t, m, m.mediator, dispute.Note, form(text("内部记录"))).mustBe(t, "a note", http.StatusOK)
	o.act(t, m, m.mediator, dispute.DangerNote, form(text("有威胁"))).mustBe(t, "a note on danger", http.StatusOK)
	hers := []string{disputetest.RiderPhone, string(photo.ID), photo.SHA256, "我的病历", "底线五千", "543210", "私下方案", "请别告诉公司"}
	desks := []string{"内部记录"}
	o.reads(t, m, insurer, nil, slices.Concat(hers, desks, []string{"有威胁"}))
	o.reads(t, m, m.worker, hers, append(desks, "有威胁"))
	o.reads(t, m, m.mediator, slices.Concat(hers, desks), []string{"有威胁"})
	o.reads(t, m, insurer, []string{`"mediation"`}, []string{`"insurance_limitation"`, `"acceptance"`})
	o.reads(t, m, m.worker, []string{`"mediation"`, `"insurance_limitation"`, `"acceptance"`}, nil)
	o.do(t, ask{path: m.path("/evidence/" + string(photo.ID)), token: insurer}).mustBe(t, "the worker's file", http.StatusNotFound, "not_found")
}

// TestNumbersTellAPartyNothingOfWhatItMayNotSee: its events are numbered among themselves, and the version of the record, which
// counts all of them, is the committee's.
func TestNumbersTellAPartyNothingOfWhatItMayNotSee(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	insurer := o.insurer(t, m)
	o.act(t, m, m.worker, dispute.Message, form(text("请别告诉公司"))).mustBe(t, "a message", http.StatusOK)
	said := o.act(t, m, insurer, dispute.Message, form(text("请问材料"))).mustBe(t, "the insurer's", http.StatusOK)
	if strings.Contains(string(said.Body), "version") || !strings.Contains(string(said.Body), `"turn"`) {
		t.Errorf("the insurer is answered %s, want no version", said.Body)
	}
	noted := o.act(t, m, m.mediator, dispute.Note, form(text("内部记录"))).mustBe(t, "a note", http.StatusOK)
	if !strings.Contains(string(noted.Body), `"version"`) {
		t.Errorf("the mediator is answered %s, want the version", noted.Body)
	}
	for who, token := range map[string]string{"the insurer": insurer, "the worker": m.worker} {
		var got struct{ Events []struct{ Seq int } }
		o.do(t, ask{path: m.path("/events"), token: token}).mustBe(t, who, http.StatusOK).into(t, &got)
		for i, e := range got.Events {
			if e.Seq != i+1 {
				t.Errorf("%s: event %d has the number %d", who, i+1, e.Seq)
			}
		}
	}
}

// reads: the case and its events hold all of some words for this reader, and none of others.
func (o *office) reads(t *testing.T, m *matter, token string, all, none []string) {
	t.Helper()
	read := ""
	for _, rest := range []string{"", "/events", "/documents"} {
		read += string(o.do(t, ask{path: m.path(rest), token: token}).mustBe(t, rest, http.StatusOK).Body)
	}
	for _, word := range all {
		if !strings.Contains(read, word) {
			t.Errorf("%q is not there", word)
		}
	}
	for _, word := range none {
		if strings.Contains(read, word) {
			t.Errorf("%q is there to read", word)
		}
	}
}

// TestAPaperIsReadOnceItIsDrawn, by those it is for.
func TestAPaperIsReadOnceItIsDrawn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	insurer := o.insurer(t, m)
	var due struct {
		Documents []struct{ ID, Form, Href string }
	}
	o.do(t, ask{path: m.path("/documents"), token: m.worker}).into(t, &due)
	i := slices.IndexFunc(due.Documents, func(d struct{ ID, Form, Href string }) bool { return d.Form == string(dispute.ReceiptPaper) })
	if i < 0 {
		t.Fatalf("got %+v, want a receipt due", due.Documents)
	}
	receipt := due.Documents[i]
	o.do(t, ask{path: receipt.Href, token: m.worker}).mustBe(t, "not yet drawn", http.StatusNotFound, "not_found")
	wrapped, key, err := o.Work.PaperKey(t.Context(), m.ID, receipt.ID)
	must(t, "a key", err)
	stored, err := o.disk.Put(t.Context(), strings.NewReader("%PDF-1.7 receipt"), 1<<20, key)
	must(t, "storing", err)
	waiting, err := o.Work.DuePapers(t.Context(), m.ID)
	must(t, "what is due", err)
	since := waiting[slices.IndexFunc(waiting, func(p store.PaperRow) bool { return p.ID == receipt.ID })].DueAt
	_, err = o.Work.PaperDrawn(t.Context(), store.Drawn{Paper: receipt.ID, VaultID: stored.ID, Pages: 1, Size: stored.Size, SHA256: stored.SHA256[:], Wrapped: wrapped, Due: since})
	must(t, "recording", err)
	a := o.do(t, ask{path: receipt.Href, token: m.worker}).mustBe(t, "drawn", http.StatusOK)
	if string(a.Body) != "%PDF-1.7 receipt" || a.Header.Get("Content-Type") != "application/pdf" {
		t.Errorf("got %q as %s", a.Body, a.Header.Get("Content-Type"))
	}
	o.do(t, ask{path: receipt.Href, token: insurer}).mustBe(t, "the insurer", http.StatusNotFound, "not_found")
}

// TestThePictureOfTheRouteIsTheRidersAndTheCommittees.
func TestThePictureOfTheRouteIsTheRidersAndTheCommittees(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	insurer := o.insurer(t, m)
	o.do(t, ask{path: m.path("/route.svg"), token: m.worker}).mustBe(t, "none yet", http.StatusNotFound, "not_found")
	var done struct{ Entry dispute.ActID }
	run := form(map[string]any{"at": "2026-03-02T18:45", "typed": []any{map[string]any{"accepted": "2026-03-02T18:00", "delivered": "2026-03-02T18:30"}}})
	o.act(t, m, m.mediator, dispute.AnalyseRoute, run).mustBe(t, "asking for it", http.StatusOK).into(t, &done)
	must(t, "judging", o.Work.RouteJudged(t.Context(), store.Judged{Route: done.Entry, Case: m.ID, Finding: "cannot_tell", Analyser: "test",
		Result: json.RawMessage(`{"finding":"cannot_tell"}`), SVG: []byte("<svg/>")}))
	for who, token := range map[string]string{"worker": m.worker, "mediator": m.mediator} {
		a := o.do(t, ask{path: m.path("/route.svg"), token: token}).mustBe(t, who, http.StatusOK)
		if !bytes.Equal(a.Body, []byte("<svg/>")) || !strings.Contains(a.Header.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s: got %q with %v", who, a.Body, a.Header)
		}
	}
	o.do(t, ask{path: m.path("/route.svg"), token: insurer}).mustBe(t, "the insurer", http.StatusNotFound, "not_found")
}
