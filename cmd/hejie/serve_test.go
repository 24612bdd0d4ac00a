package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"hejie/api"
	"hejie/web"
)

func TestTheWholeSiteAnswersAWrongAddressOrMethodAsItsDoorsDo(t *testing.T) {
	t.Parallel()
	pages, err := web.New(web.Config{})
	if err != nil {
		t.Fatal(err)
	}
	doors := site(&api.API{}, pages, nil)
	const problem, page = "application/problem+json", "text/html"
	for _, c := range []struct {
		method, path string
		status       int
		media, allow string
	}{
		{"GET", "/api", 404, problem, ""},
		{"GET", "/api/nowhere", 404, problem, ""},
		{"GET", "/nowhere", 404, page, ""},
		{"GET", "/cases/x/nowhere", 404, page, ""},
		{"DELETE", "/api/cases", 405, problem, "GET, HEAD, POST"},
		{"POST", "/healthz", 405, problem, "GET, HEAD"},
		{"PUT", "/file", 405, page, "GET, HEAD, POST"},
	} {
		t.Run(c.method+" "+c.path, func(t *testing.T) {
			t.Parallel()
			w := httptest.NewRecorder()
			doors.ServeHTTP(w, httptest.NewRequest(c.method, c.path, http.NoBody))
			if w.Code != c.status || !strings.HasPrefix(w.Header().Get("Content-Type"), c.media) || w.Header().Get("Allow") != c.allow {
				t.Errorf("got %d %s, Allow %q; want %d %s, %q", w.Code, w.Header().Get("Content-Type"), w.Header().Get("Allow"), c.status, c.media, c.allow)
			}
		})
	}
}
