package api_test

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"hejie/api"
	"hejie/internal/auth"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/seal"
	"hejie/internal/store"
	"hejie/workflows"
)

// TestReadyDependsOnTheRecordAlone: the engine is reported, and decides nothing.
func TestReadyDependsOnTheRecordAlone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for away, want := range map[bool]string{false: "up", true: "down"} {
		o.engine.away.Store(away)
		var got struct{ Status, Engine string }
		if o.do(t, ask{path: "/readyz"}).mustBe(t, "ready", http.StatusOK).into(t, &got); got.Engine != want {
			t.Errorf("got engine %q, want %q", got.Engine, want)
		}
		o.do(t, ask{path: "/api/cases", body: filing()}).mustBe(t, "filing with the engine "+want, http.StatusCreated)
	}
}

// TestWithoutTheRecordEveryDoorSaysTryAgain: PostgreSQL away is 503 with Retry-After, never a loss or a fault of ours.
func TestWithoutTheRecordEveryDoorSaysTryAgain(t *testing.T) {
	t.Parallel()
	o := deserted(t)
	o.do(t, ask{path: "/healthz"}).mustBe(t, "alive", http.StatusOK)
	token := "s" + strings.Repeat("A", 43)
	id := disputetest.ID("case")
	for what, q := range map[string]ask{
		"ready": {path: "/readyz"}, "committees": {path: "/api/committees"}, "filing": {path: "/api/cases", body: filing()},
		"tracking": {path: "/api/track", body: map[string]string{"code": "x"}}, "signing in": {path: "/api/sessions", body: map[string]string{"name": "lin", "password": "x"}},
		"signing out": {path: "/api/sessions", method: http.MethodDelete, token: token}, "the docket": {path: "/api/cases", token: token},
		"a case": {path: "/api/cases/" + id, token: token}, "an act": {path: "/api/cases/" + id + "/acts/message", token: token, body: form(text("x"))},
		"a receipt code": {path: "/api/receipts/codes", body: map[string]string{"number": "1", "phone": disputetest.RiderPhone}},
	} {
		if a := o.do(t, q).mustBe(t, what, http.StatusServiceUnavailable, "unavailable"); a.Header.Get("Retry-After") == "" {
			t.Errorf("%s: got no Retry-After", what)
		}
	}
}

// deserted is an office whose PostgreSQL does not answer: the port was let go of a moment ago.
func deserted(t *testing.T) *office {
	t.Helper()
	port, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, "a port", err)
	must(t, "letting go of it", port.Close())
	keys, err := seal.Begin(t.TempDir() + "/keys")
	must(t, "keys", err)
	record, err := store.Open(t.Context(), "postgres://hejie@"+port.Addr().String()+"/hejie?sslmode=disable", keys, disputetest.Law(t))
	must(t, "opening", err)
	t.Cleanup(record.Close)
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	a := &api.API{Record: record, Door: workflows.Door{Record: record}, Auth: auth.New(record, keys, &phone{}, quiet), Log: quiet, Engine: func() string { return "down" }}
	return &office{doors: a.Handler()}
}

// TestTheDescriptionAndTheCommitteesAreOpenToAll.
func TestTheDescriptionAndTheCommitteesAreOpenToAll(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var doc struct{ OpenAPI string }
	if o.do(t, ask{path: "/openapi.json"}).mustBe(t, "the description", http.StatusOK).into(t, &doc); doc.OpenAPI != "3.1.0" {
		t.Errorf("got %q, want 3.1.0", doc.OpenAPI)
	}
	var all struct{ Committees []struct{ ID, Name string } }
	o.do(t, ask{path: "/api/committees"}).mustBe(t, "committees", http.StatusOK).into(t, &all)
	if len(all.Committees) != 1 || all.Committees[0].ID != string(o.Org) {
		t.Errorf("got %+v, want the one committee", all.Committees)
	}
}
