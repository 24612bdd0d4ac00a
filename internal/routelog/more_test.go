package routelog

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestWhatNobodyDeclaredIsJudgedTheOtherWaysToo(t *testing.T) {
	t.Parallel()
	home := hand{orders: homeOrders, track: homeStop, at: "2025-05-18T18:55"}.judge(t)
	got := map[string]Finding{}
	for _, a := range home.Alternatives {
		got[a.With] = a.Finding
	}
	for _, with := range []string{"datum:gcj02", "datum:bd09", "order_datum:gcj02", "order_datum:bd09"} {
		if got[with] == "" {
			t.Errorf("got %v, want %s among them", got, with)
		}
	}
	if home.Quality.DatumDeclared || *home.Quality.Datum != WGS84 {
		t.Errorf("got %+v, want wgs84 undeclared", home.Quality)
	}
	declared := hand{orders: homeOrders, track: homeStop, at: "2025-05-18T18:55", datum: WGS84, orderDatum: WGS84}.judge(t)
	if len(declared.Alternatives) != 0 || !declared.Quality.DatumDeclared {
		t.Errorf("got %v, want nothing left open", declared.Alternatives)
	}
}

func TestTimesWithoutZoneAreAlsoJudgedAsUTC(t *testing.T) {
	t.Parallel()
	bare := strings.ReplaceAll(toPickup, "+08:00", "")
	got := hand{orders: delivered + takenAway, track: bare, at: "2025-05-18T18:45", datum: WGS84, orderDatum: WGS84}.judge(t)
	if len(got.Alternatives) != 1 || got.Alternatives[0].With != "track_zone:UTC" || got.Alternatives[0].Finding != CannotTell || got.Alternatives[0].Because.Code != "no_track" || !strings.Contains(codes(got.Missing), "track_zone") {
		t.Errorf("got %v and %s", got.Alternatives, codes(got.Missing))
	}
}

func TestTypedOrdersAreOrders(t *testing.T) {
	t.Parallel()
	orders, err := TypedOrders(Source{Name: "screenshot"}, []map[string]string{{"delivered_at": "2025-05-18 18:30"}, {}, {"order_id": "B", "accepted_at": "2025-05-18 18:47"}})
	if err != nil || len(orders) != 2 || orders[0].ID != "#1" || orders[1].Ref != (Ref{"screenshot", 3}) {
		t.Fatalf("got %+v, %v", orders, err)
	}
	in, err := ParseIncident("2025-05-18T18:45", 0)
	if err != nil {
		t.Fatal(err)
	}
	got := Judge(&Log{Orders: orders}, in, DefaultPolicy())
	if got.Finding != CannotTell || got.Position != BetweenOrders || *got.Previous.Since.Min != 840 || *got.Previous.Since.Max != 960 {
		t.Errorf("got %s, %s, %v", got.Finding, got.Position, got.Previous)
	}
	_, err = TypedOrders(Source{Name: "screenshot"}, []map[string]string{{"delivered_at": "half past six"}})
	if err == nil || !strings.Contains(err.Error(), "screenshot:1: delivered_at") {
		t.Errorf("got %v, want the row and field named", err)
	}
}

func TestTheSameEvidenceGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	h := hand{orders: delivered + takenAway, track: shelterStop, at: "2025-05-18T18:45"}
	a, errA := json.Marshal(h.judge(t))
	b, errB := json.Marshal(h.judge(t))
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Errorf("got two answers: %v, %v\n%s\n%s", errA, errB, a, b)
	}
}

func TestTheNextPickupReadOffTheTrackSaysSo(t *testing.T) {
	t.Parallel()
	orders := orderHead + row("A", "18:01:00", "", "18:12:00", "18:30:00", "", nil, nil) + row("B", "18:46:40", "", "18:50:00", "19:10:00", "", nil, nil)
	got := hand{orders: orders, track: toPickup, at: "2025-05-18T18:45", datum: WGS84}.judge(t)
	if got.Finding != Continuous || got.Movement.TowardNext == nil || !strings.Contains(codes(got.Missing), "place_from_track") {
		t.Errorf("got %s, %v, %s", got.Finding, got.Movement.TowardNext, codes(got.Missing))
	}
}

func TestAStopOfferedByThePolicyFileInterruptsSooner(t *testing.T) {
	t.Parallel()
	strict, err := ReadPolicy("strict.json", strings.NewReader(`{"long_stop_s": 300}`))
	if err != nil {
		t.Fatal(err)
	}
	orders, err := ReadOrders(Source{Name: "orders", Datum: WGS84}, strings.NewReader(delivered+takenAway))
	if err != nil {
		t.Fatal(err)
	}
	log := &Log{Orders: orders, Track: &Track{}}
	if err := log.Track.Read(Source{Name: "track", Datum: WGS84}, strings.NewReader(shelterStop)); err != nil {
		t.Fatal(err)
	}
	in, err := ParseIncident("2025-05-18T18:45", 0)
	if err != nil {
		t.Fatal(err)
	}
	got := JudgeAll(log, in, []Policy{DefaultPolicy(), strict})
	if got.Finding != Continuous || len(got.Alternatives) != 1 || got.Alternatives[0].With != "policy:strict.json" || got.Alternatives[0].Finding != Interrupted || got.Alternatives[0].Because.Code != "long_stop" {
		t.Errorf("got %s with %v", got.Finding, got.Alternatives)
	}
}
