package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hejie/api"
	"hejie/internal/dispute/disputetest"
)

// TestWhatMayNotBeSeenLooksLikeWhatIsNot: reliability.md §5, row 6. One status, one body, for every reader and every path.
func TestWhatMayNotBeSeenLooksLikeWhatIsNot(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m, other := o.file(t), o.file(t)
	readers := map[string]string{"another committee": o.neighbour(t), "another case's worker": other.worker, "the mediator": m.mediator, "its worker": m.worker}
	random := disputetest.ID("no case")
	ids := map[string]string{
		"unknown": random, "up": "..", "up, hidden": "..%2f..%2fetc%2fpasswd", "NUL": "%00", "10 kB": strings.Repeat("a", 10<<10),
		"upper case": strings.ToUpper(string(m.ID)), "look-alike": strings.Replace(string(m.ID), string(m.ID)[:1], "%D0%B0", 1),
		"in braces": "%7B" + string(m.ID) + "%7D", "with a blank": string(m.ID) + "%20", "SQL": "'%20or%201=1--",
	}
	paths := []string{"", "/events", "/documents", "/route.svg", "/entries/" + random, "/evidence/" + random, "/documents/" + random + ".pdf"}
	want := string(o.do(t, ask{path: "/api/nothing"}).mustBe(t, "no door", http.StatusNotFound, "not_found").Body)
	same := func(what string, q ask) {
		if a := o.do(t, q).mustBe(t, "6: "+what, http.StatusNotFound); string(a.Body) != want {
			t.Errorf("6: %s: got %s, want %s", what, a.Body, want)
		}
	}
	for who, token := range readers {
		for name, id := range ids {
			for _, rest := range paths {
				same(who+", "+name+rest, ask{path: "/api/cases/" + id + rest, token: token})
			}
			same(who+" acting, "+name, ask{path: "/api/cases/" + id + "/acts/message", token: token, body: form(text("x"))})
			same(who+" making a link, "+name, ask{path: "/api/cases/" + id + "/links", token: token, body: map[string]any{"party": random}})
		}
	}
	for _, who := range []string{"another committee", "another case's worker"} {
		for _, rest := range paths[:4] {
			same(who+rest, ask{path: m.path(rest), token: readers[who]})
		}
		same(who+" acting", ask{path: m.path("/acts/message"), token: readers[who], body: form(text("x"))})
		same(who+" making a link", ask{path: m.path("/links"), token: readers[who], body: map[string]any{"party": m.Insurer}})
		same(who+" asking for a receipt", ask{path: m.path("/receipts"), token: readers[who], body: map[string]any{"party": m.Worker}})
		q := parcel(t, part{"file", "a.jpg", string(jpeg())})
		q.path, q.token = m.path("/evidence"), readers[who]
		same(who+" adding evidence", q)
	}
	for _, act := range []string{"file", "ring", "nothing", "..", "%00"} {
		same("an act that is none: "+act, ask{path: m.path("/acts/" + act), token: m.mediator, body: form(map[string]any{})})
	}
	if got := o.shelved(t); got != 0 {
		t.Errorf("got %d files in the vault, want none", got)
	}
}

func TestWithoutASessionEveryCaseDoorIsClosed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	for _, route := range api.Routes {
		path := strings.NewReplacer("{id}", string(m.ID), "{act}", "message", "{entry}", string(m.ID), "{file}", string(m.ID), "{document}", string(m.ID)).Replace(route.Path)
		if path == route.Path && route.Name != "listCases" {
			continue
		}
		for name, header := range map[string]string{"none": "", "basic": "Basic eDp5", "empty": "Bearer ", "unknown": "Bearer p" + strings.Repeat("A", 43), "long": "Bearer " + strings.Repeat("A", 9000)} {
			q := ask{method: route.Method, path: path, header: map[string]string{"Authorization": header}}
			o.do(t, q).mustBe(t, route.Name+", token "+name, http.StatusUnauthorized, "signed_out")
		}
	}
	o.do(t, ask{path: m.path(""), header: map[string]string{"Authorization": "bearer " + m.worker}}).mustBe(t, "a scheme has no case", http.StatusOK)
}

// TestAnotherMethodIsToldWhichThereAre: reliability.md §5, row 51.
func TestAnotherMethodIsToldWhichThereAre(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	for path, allow := range map[string]string{
		"/api/cases": "GET, HEAD, POST", m.path(""): "GET, HEAD", m.path("/acts/message"): "POST", "/api/sessions": "POST, DELETE", "/healthz": "GET, HEAD",
	} {
		for _, method := range []string{"TRACE", "PUT", "PATCH", "OPTIONS", "BREW"} {
			r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
			r.Header.Set("Origin", "https://elsewhere.example")
			w := httptest.NewRecorder()
			o.doors.ServeHTTP(w, r)
			a := answer{w.Code, w.Header(), w.Body.Bytes()}
			a.mustBe(t, "51: "+method+" "+path, http.StatusMethodNotAllowed, "method_not_allowed")
			if got := a.Header.Get("Allow"); got != allow {
				t.Errorf("51: %s %s: got Allow %q, want %q", method, path, got, allow)
			}
			for name := range a.Header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("51: %s %s: got %s", method, path, name)
				}
			}
		}
	}
}

// TestHEADIsAnsweredLikeGET, without the body, through a real server.
func TestHEADIsAnsweredLikeGET(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := o.file(t)
	photo := o.upload(t, m, m.worker, "a.jpg", jpeg())
	server := httptest.NewServer(o.doors)
	t.Cleanup(server.Close)
	for _, path := range []string{"/healthz", "/readyz", "/openapi.json", "/api/committees", m.path(""), m.path("/events"), m.path("/evidence/" + string(photo.ID)), m.path("/route.svg"), "/api/nothing"} {
		var got [2]*http.Response
		for i, method := range []string{http.MethodHead, http.MethodGet} {
			r, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, nil)
			must(t, "asking", err)
			r.Header.Set("Authorization", "Bearer "+m.worker)
			got[i], err = server.Client().Do(r) //nolint:bodyclose // closed two lines below, through the array
			must(t, "answering", err)
			must(t, "closing", got[i].Body.Close())
		}
		for _, name := range []string{"Content-Type", "ETag", "Content-Disposition"} {
			if head, get := got[0].Header.Get(name), got[1].Header.Get(name); got[0].StatusCode != got[1].StatusCode || head != get {
				t.Errorf("%s: HEAD %d %s %q, GET %d %q", path, got[0].StatusCode, name, head, got[1].StatusCode, get)
			}
		}
	}
}
