package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/mux"

	"hejie/internal/store"
)

// numbers asks a site for these paths and then for its numbers.
func numbers(t *testing.T, backlog func(context.Context) (store.Backlog, error), engine string, paths ...string) string {
	t.Helper()
	m := newMetrics(backlog, func() string { return engine }, slog.New(slog.DiscardHandler))
	r := mux.NewRouter()
	m.mount(r)
	inner := r.NewRoute().Subrouter()
	inner.HandleFunc("/cases/{id}", func(w http.ResponseWriter, r *http.Request) {
		if mux.Vars(r)["id"] == "gone" {
			w.WriteHeader(http.StatusNotFound)
		}
		_, _ = w.Write([]byte("a page")) // the recorder takes it
	}).Name("case")
	var answer *httptest.ResponseRecorder
	for _, path := range append(paths, "/metrics") {
		answer = httptest.NewRecorder()
		r.ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	}
	if answer.Code != http.StatusOK {
		t.Fatalf("got %d, want 200", answer.Code)
	}
	return answer.Body.String()
}

func TestTheNumbersSayWhatTheDoorsDidAndWhatWaits(t *testing.T) {
	t.Parallel()
	got := numbers(t, func(context.Context) (store.Backlog, error) {
		return store.Backlog{Waiting: 7, Parked: 2, Unstarted: 3}, nil
	}, "up",
		"/cases/secret", "/cases/secret", "/cases/gone")
	for _, want := range []string{
		`hejie_http_request_seconds_count{route="case",status="200"} 2`, `hejie_http_request_seconds_count{route="case",status="404"} 1`,
		"hejie_entries_waiting 7", "hejie_entries_parked 2", "hejie_cases_unstarted 3", "hejie_engine_up 1",
	} {
		if !strings.Contains(got, want+"\n") {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if strings.Contains(got, "secret") {
		t.Error("what somebody asked for is among the labels")
	}
}

func TestABacklogThatCannotBeCountedIsLeftOut(t *testing.T) {
	t.Parallel()
	got := numbers(t, func(context.Context) (store.Backlog, error) { return store.Backlog{}, errors.New("away") }, "down")
	if strings.Contains(got, "hejie_entries_waiting") || !strings.Contains(got, "hejie_engine_up 0\n") {
		t.Errorf("got\n%s\nwant the engine down and no backlog", got)
	}
}
