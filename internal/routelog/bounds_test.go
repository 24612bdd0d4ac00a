package routelog

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestTwoPlacesLieWithinADistanceExactlyWhenTheirDistanceSaysSo(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := Place{rapid.Float64Range(-90, 90).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon")}
		b := Place{min(90, max(-90, a.Lat+rapid.Float64Range(-0.002, 0.002).Draw(t, "north"))), a.Lon + rapid.Float64Range(-0.002, 0.002).Draw(t, "east")}
		for _, metres := range []float64{0, 1, 60, 150} {
			if got, want := within(a, b, metres), Distance(a, b) <= metres; got != want {
				t.Fatalf("%v and %v within %g m: got %v, want %v at %g m", a, b, metres, got, want, Distance(a, b))
			}
		}
	})
}

// denseDay is a track of one point a second through a gap of nearly three hours.
func denseDay() string {
	var b strings.Builder
	b.WriteString("time,lat,lon\n")
	for start, i := day("18:25:00"), 0; i < 3*3600; i++ {
		fmt.Fprintf(&b, "%s,%.7f,%.7f\n", start.Add(time.Duration(i)*time.Second).Format(time.RFC3339), origin.Lat, origin.Lon+float64(i)*0.00004)
	}
	return b.String()
}

func TestClocksThatMayBeADayOffAreToldAsTooCoarseAfterBoundedWork(t *testing.T) {
	t.Parallel()
	log, in := hand{orders: delivered + row("B", "21:20:00", "", "21:25:00", "21:40:00", "", at(east(3000)), nil),
		track: denseDay(), at: "2025-05-18T20:00", datum: WGS84, orderDatum: WGS84}.log(t)
	for i := range log.Orders {
		for _, k := range log.Orders[i].clocks() {
			k.Tolerance = 24 * time.Hour
		}
	}
	log.Track.sources[0].Tolerance = 24 * time.Hour
	c := newCase(log, in, DefaultPolicy())
	if v := c.verdict(); v.finding != CannotTell || v.main.rule != "clocks_too_coarse" {
		t.Errorf("got %s by %s, want cannot_tell by clocks_too_coarse", v.finding, v.main.rule)
	}
	if f := c.findings(); strings.Count(codes(f.Because), "clocks_too_coarse") != 1 || strings.Contains(codes(f.Because), "clocks_cannot_order") {
		t.Errorf("got %s, want no word of each possibility having been judged", codes(f.Because))
	}
	if c.tape.read > 3*maxPointsRead {
		t.Errorf("read %d points, want little over %d", c.tape.read, maxPointsRead)
	}
}

func TestMeasuringAClockAsksForLittleMoreThanItsPoints(t *testing.T) {
	log := &Log{Track: &Track{}}
	var err error
	if log.Orders, err = ReadOrders(Source{Name: "orders", Datum: WGS84}, strings.NewReader(homeOrders)); err != nil {
		t.Fatal(err)
	}
	log.Track.sources = []Source{{Name: "track", Datum: WGS84}}
	const points = 200_000
	for i := range points {
		p := east(float64(i % 3000))
		log.Track.keep(sample{ms: day("00:00:00").UnixMilli() + int64(i)*400, timed: true, lat: p.Lat, lon: p.Lon, line: i + 2})
	}
	in, err := ParseIncident("2025-05-18T18:45", 0)
	if err != nil {
		t.Fatal(err)
	}
	c := newCase(log, in, DefaultPolicy())
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c.measureOffset(0)
	runtime.ReadMemStats(&after)
	if got := (after.TotalAlloc - before.TotalAlloc) / points; got > 80 { // within half an hour, then within fifteen
		t.Errorf("asked for %d bytes a point, want 80 at most", got)
	}
}
