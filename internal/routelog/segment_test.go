package routelog

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestTheSegmentReachesFromThePreviousDeliveryToTheNextPickup(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, orders, at, from, to string
		tolerance                  time.Duration
	}{
		{name: "between two orders", orders: homeOrders, at: "2025-05-18T18:55", from: "18:30:00", to: "19:12:00"},
		{name: "no pickup on record: to the incident's end", orders: delivered, at: "2025-05-18T18:45", from: "18:30:00", to: "18:46:00"},
		{name: "a running order's span", orders: delivered, at: "2025-05-18T18:20", from: "18:01:00", to: "18:30:00"},
		{name: "on the way to a pickup: not where the parcel went after it", orders: delivered + row("B", "18:43:00", "18:55:00", "18:57:00", "19:08:00", "", nil, nil),
			at: "2025-05-18T18:45", from: "18:43:00", to: "18:57:00"},
		{name: "accepted before the previous delivery: from that delivery", orders: delivered + row("B", "18:05:00", "", "18:29:00", "18:50:00", "", nil, nil),
			at: "2025-05-18T18:40", from: "18:30:00", to: "18:50:00"},
		{name: "no order near: two hours about it", orders: delivered, at: "2025-05-18T12:00:00", from: "11:00:00.5", to: "13:00:00.5"},
		{name: "a long gap is cut to two hours that hold the incident", orders: delivered + row("B", "20:50:00", "", "21:20:00", "21:40:00", "", nil, nil), at: "2025-05-18T18:45",
			from: "18:30:00", to: "20:30:00"},
		{name: "an incident wider than two hours keeps its middle", orders: delivered, at: "2025-05-18T18:45:00", tolerance: 3 * time.Hour, from: "17:45:00.5", to: "19:45:00.5"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			from, to := hand{orders: tt.orders, track: toPickup, at: tt.at, tolerance: tt.tolerance}.judge(t).Segment()
			if got, want := from.Format("15:04:05.999")+" "+to.Format("15:04:05.999"), tt.from+" "+tt.to; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestASegmentIsNeverOverTwoHoursAndHoldsTheIncident(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawDay(t)
		in := Incident{From: d.at, To: d.at.Add(time.Duration(rapid.IntRange(1, 4*3600).Draw(t, "width")) * time.Second)}
		from, to := Judge(&Log{Orders: d.orders}, in, DefaultPolicy()).Segment()
		outer, inner := [2]time.Time{from, to}, [2]time.Time{in.From, in.To}
		if in.To.Sub(in.From) > 2*time.Hour {
			outer, inner = inner, outer
		}
		if to.Sub(from) > 2*time.Hour || inner[0].Before(outer[0]) || inner[1].After(outer[1]) {
			t.Fatalf("got %s to %s for %s to %s", from, to, in.From, in.To)
		}
	})
}

func TestAnExcerptHoldsTheUsedPointsOfItsStretchAndNoOther(t *testing.T) {
	t.Parallel()
	track := &Track{}
	text := "time,lat,lon\n2025-05-18 18:29:59,23.7,114.7\n2025-05-18 18:30:00,23.7,114.7\n2025-05-18 18:30:10,24.9,114.7\n2025-05-18 18:30:20.500,23.7001,114.7\n2025-05-18 18:30:30,23.7002,114.7\n"
	if err := track.Read(Source{Name: "t", Datum: WGS84}, strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	log := &Log{Track: track}
	Judge(log, Incident{From: day("18:45:00"), To: day("18:46:00")}, DefaultPolicy())
	var out bytes.Buffer
	n, err := Excerpt(&out, log, day("18:30:00"), day("18:30:30"))
	want := "time,lat,lon\n2025-05-18T18:30:00+08:00,23.7000000,114.7000000\n2025-05-18T18:30:20.5+08:00,23.7001000,114.7000000\n"
	if err != nil || n != 2 || out.String() != want {
		t.Errorf("got %d, %v\n%s\nwant\n%s", n, err, out.String(), want)
	}
	again := &Track{}
	if err := again.Read(Source{Name: "excerpt", Datum: WGS84}, &out); err != nil || again.Len() != 2 {
		t.Errorf("got %d points and %v of our own table, want 2", again.Len(), err)
	}
	if n, err := Excerpt(&out, &Log{}, day("18:30:00"), day("18:31:00")); n != 0 || err != nil {
		t.Errorf("got %d, %v without a track", n, err)
	}
}

// broke is a writer that cannot write.
type broke struct{}

var errFull = errors.New("the disk is full")

func (broke) Write([]byte) (int, error) { return 0, errFull }

func TestAnExcerptThatCannotBeWrittenSaysSo(t *testing.T) {
	t.Parallel()
	if _, err := Excerpt(broke{}, &Log{}, day("18:30:00"), day("18:31:00")); !errors.Is(err, errFull) {
		t.Errorf("got %v, want %v", err, errFull)
	}
}
