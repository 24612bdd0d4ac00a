package routelog_test

import (
	"bytes"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hejie/internal/ride"
	"hejie/internal/routelog"
)

func judge(t rapid.TB, orders, gpx []byte, at time.Time, tolerance time.Duration) routelog.Findings {
	t.Helper()
	log := &routelog.Log{}
	var err error
	if log.Orders, err = routelog.ReadOrders(routelog.Source{Name: "orders.csv", Datum: routelog.WGS84}, bytes.NewReader(orders)); err != nil {
		t.Fatal(err)
	}
	if gpx != nil {
		log.Track = &routelog.Track{}
		if err := log.Track.Read(routelog.Source{Name: "track.gpx", Datum: routelog.WGS84}, bytes.NewReader(gpx)); err != nil {
			t.Fatal(err)
		}
	}
	in, err := routelog.ParseIncident(at.Format("2006-01-02T15:04"), tolerance)
	if err != nil {
		t.Fatal(err)
	}
	return routelog.Judge(log, in, routelog.DefaultPolicy())
}

var aDay = time.Date(2025, 5, 18, 0, 0, 0, 0, routelog.Shanghai)

func TestEveryDrawnDayIsJudgedAsItsStoryGoes(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		for name, d := range map[string]ride.Day{"headline": ride.Headline(seed, aDay), "home": ride.HomeStop(seed, aDay)} {
			if got := judge(t, d.OrdersCSV, d.GPX, d.Incident, 0); string(got.Finding) != d.Finding {
				t.Errorf("%s %d: got %s (%v), want %s", name, seed, got.Finding, got.Because, d.Finding)
			}
			if got := judge(t, d.OrdersRiderCSV, d.GPX, d.Incident, 0); string(got.Finding) != d.FindingOwnList {
				t.Errorf("%s %d, his own list: got %s (%v), want %s", name, seed, got.Finding, got.Because, d.FindingOwnList)
			}
		}
	}
}

func TestADrawnDayIsTheSameForTheSameSeed(t *testing.T) {
	t.Parallel()
	a, b := ride.Headline(7, aDay), ride.Headline(7, aDay)
	if !bytes.Equal(a.GPX, b.GPX) || !bytes.Equal(a.OrdersCSV, b.OrdersCSV) || bytes.Equal(a.GPX, ride.Headline(8, aDay).GPX) {
		t.Error("got days that do not follow from their seeds")
	}
}
