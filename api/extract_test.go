package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/store"
)

// TestTheOtherSideReadsTheExtractOfARouteAndNoMore: at every door the whole analysis is not there for the other side.
func TestTheOtherSideReadsTheExtractOfARouteAndNoMore(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	insurer := o.insurer(t, m)
	track := o.upload(t, m, m.worker, "ride.csv", []byte("time,lat,lon\n2026-03-02 18:40:00,23.1,114\n"))
	for _, purpose := range []string{"track", "share_track"} {
		o.act(t, m, m.worker, dispute.Consent, form(map[string]any{"purpose": purpose})).mustBe(t, purpose, http.StatusOK)
	}
	var run, share struct{ Entry dispute.ActID }
	o.act(t, m, m.mediator, dispute.AnalyseRoute, form(map[string]any{"at": "2026-03-02T18:45", "tracks": []any{track.ID}})).
		mustBe(t, "asking for it", http.StatusOK).into(t, &run)
	must(t, "judging", o.Work.RouteJudged(t.Context(), store.Judged{Route: run.Entry, Case: m.ID, Finding: "cannot_tell", Analyser: "test", Statements: 9,
		Result: json.RawMessage(`{"finding":"cannot_tell","home":"HOME"}`), SVG: []byte("<svg>HOME</svg>")}))
	o.do(t, ask{path: m.path("/route.svg"), token: insurer}).mustBe(t, "not shown", http.StatusNotFound, "not_found")
	o.act(t, m, m.mediator, dispute.ShareEvidence, form(map[string]any{"analysis": run.Entry})).mustBe(t, "showing it", http.StatusOK).into(t, &share)
	o.extract(t, m)
	if a := o.do(t, ask{path: m.path("/route.svg"), token: insurer}).mustBe(t, "its picture", http.StatusOK); string(a.Body) != "<svg>stretch</svg>" {
		t.Errorf("got %q, want the extract's picture", a.Body)
	}
	seen := o.do(t, ask{path: m.path(""), token: insurer}).mustBe(t, "the case", http.StatusOK)
	if text := string(seen.Body); strings.Contains(text, "HOME") || !strings.Contains(text, "第二项") {
		t.Errorf("got %s; want the extract's statements and nothing of the whole", text)
	}
	o.documents(t, m, insurer)
	object := func(number int) answer {
		return o.act(t, m, insurer, dispute.ObjectRoute, form(map[string]any{"analysis": run.Entry, "points": []any{map[string]any{"statement": number, "text": "不对"}}}))
	}
	object(3).mustBe(t, "a statement that it does not see", http.StatusUnprocessableEntity, "invalid")
	object(2).mustBe(t, "one that it sees", http.StatusOK)
	if mine := o.do(t, ask{path: m.path(""), token: m.worker}); !strings.Contains(string(mine.Body), `"objections"`) || !strings.Contains(string(mine.Body), "HOME") {
		t.Error("the worker does not read the objection beside the whole analysis")
	}
	o.act(t, m, m.worker, dispute.RevokeConsent, form(map[string]any{"purpose": "track"})).mustBe(t, "taking it back", http.StatusOK)
	o.do(t, ask{path: m.path("/route.svg"), token: insurer}).mustBe(t, "its picture", http.StatusNotFound, "not_found")
	o.do(t, ask{path: m.path("/route.svg"), token: m.worker}).mustBe(t, "the worker's picture", http.StatusNotFound, "not_found")
	if told := o.do(t, ask{path: m.path(""), token: m.worker}); !strings.Contains(string(told.Body), `"what":"track"`) {
		t.Errorf("the worker is not told what was destroyed: %s", told.Body)
	}
}

// extract makes what was shown of the case's analysis: the second statement, a picture, a table of one point.
func (o *office) extract(t *testing.T, m *matter) {
	t.Helper()
	due, err := o.Work.DueExtracts(t.Context(), m.ID)
	must(t, "looking for it", err)
	if len(due) != 1 {
		t.Fatalf("got %d extracts due, want 1", len(due))
	}
	points := store.PointsOf(due[0])
	wrapped, key, err := o.Work.PaperKey(t.Context(), m.ID, points)
	must(t, "a key", err)
	kept, err := o.disk.Put(t.Context(), strings.NewReader("time,lat,lon\n"), 1<<20, key)
	must(t, "storing", err)
	first, err := o.Work.ExtractMade(t.Context(), store.Made{Extract: due[0], Case: m.ID, Numbers: []int{2}, SVG: []byte("<svg>stretch</svg>"),
		Result: json.RawMessage(`{"statements":[{"number":2,"text":{"zh":"第二项"}}]}`),
		Points: store.Drawn{Paper: points, VaultID: kept.ID, Size: kept.Size, SHA256: kept.SHA256[:], Wrapped: wrapped}})
	if must(t, "recording", err); !first {
		t.Fatal("the extract was not recorded")
	}
}

// documents: the other side is offered the table and the extract, and can fetch the table.
func (o *office) documents(t *testing.T, m *matter, insurer string) {
	t.Helper()
	var list struct {
		Documents []struct{ Form, Href string }
	}
	o.do(t, ask{path: m.path("/documents"), token: insurer}).into(t, &list)
	forms := map[string]string{}
	for _, d := range list.Documents {
		forms[d.Form] = d.Href
	}
	if _, whole := forms["route_report"]; whole || forms["route_extract"] == "" {
		t.Errorf("the other side is offered %v", forms)
	}
	a := o.do(t, ask{path: forms["route_points"], token: insurer}).mustBe(t, "the table", http.StatusOK)
	if string(a.Body) != "time,lat,lon\n" || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/csv") || !strings.HasSuffix(forms["route_points"], ".csv") {
		t.Errorf("got %q as %s", a.Body, a.Header.Get("Content-Type"))
	}
}
