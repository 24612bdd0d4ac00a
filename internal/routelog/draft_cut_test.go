package routelog

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// log reads a drawn day; the track is nil without points.
func (d drawn) log() *Log {
	track := &Track{sources: []Source{{Name: "track", Datum: WGS84}}}
	for _, s := range d.rows {
		track.keep(s)
	}
	log := &Log{Orders: d.orders, Track: track}
	for i := range 4 {
		from := day("16:00:00").Add(time.Duration(i*70) * time.Minute)
		log.Online = append(log.Online, Shift{From: from, To: from.Add(50 * time.Minute), Online: i%2 == 0})
	}
	return log
}

// otherwise is the same day as far as [from, to) goes, and another one outside.
func (d drawn) otherwise(t *rapid.T, from, to time.Time) *Log {
	log := d.log()
	other := &Log{Track: &Track{sources: log.Track.sources}}
	for _, s := range d.rows {
		if at := time.UnixMilli(s.ms); !at.Before(from) && at.Before(to) {
			other.Track.keep(s)
		}
	}
	for i := range rapid.IntRange(0, 30).Draw(t, "points outside") {
		at := from.Add(-time.Duration(1+i*7) * time.Second)
		if i%2 == 0 {
			at = to.Add(time.Duration(i*11) * time.Second)
		}
		other.Track.keep(sample{ms: at.UnixMilli(), timed: true, lat: 30 + float64(i%3), lon: 110, line: i})
	}
	for i, o := range log.Orders {
		if outside(o, from, to) && i%2 == 0 {
			continue
		}
		for _, c := range []**Clock{&o.Accepted, &o.Arrived, &o.PickedUp, &o.Delivered, &o.Cancelled} {
			*c = pushed(*c, from, to, time.Duration(rapid.IntRange(0, 900).Draw(t, "pushed"))*time.Second)
		}
		if o.Delivered != nil && !o.Delivered.At.Before(to) {
			o.Dropoff = at(Place{-45, 170})
			if rapid.Bool().Draw(t, "taken away") {
				o.Delivered, o.Cancelled, o.Reassigned = nil, o.Delivered, true
			}
		}
		other.Orders = append(other.Orders, o)
	}
	for _, at := range []time.Time{from.Add(-5 * time.Hour), to.Add(time.Hour)} {
		other.Orders = append(other.Orders, Order{ID: "ANOTHER", Accepted: &Clock{At: at}, Delivered: &Clock{At: at.Add(30 * time.Minute)}, Pickup: at1(40, 116), Dropoff: at1(41, 117)})
	}
	for _, s := range log.Online {
		if s.From.Before(from) {
			s.From = s.From.Add(-time.Hour)
		}
		if s.To.After(to) {
			s.To = s.To.Add(time.Hour)
		}
		if s.From.Before(to) && s.To.After(from) {
			other.Online = append(other.Online, s)
		}
	}
	return other
}

func at1(lat, lon float64) *Place { return &Place{lat, lon} }

// outside says whether no moment of an order comes near the stretch.
func outside(o Order, from, to time.Time) bool {
	s, ok := newSpan(&o, variant{})
	return !ok || s.doubtFrom >= to.UnixMilli() || s.doubtTo < from.UnixMilli()
}

// pushed moves what happened outside farther out, all by alike amounts so that nothing changes its order.
func pushed(c *Clock, from, to time.Time, by time.Duration) *Clock {
	if c == nil {
		return nil
	}
	moved := *c
	switch {
	case c.At.Before(from):
		moved.At = from.Add(-10 * from.Sub(c.At)).Truncate(time.Millisecond)
	case !c.At.Before(to):
		moved.At = to.Add(10*c.At.Sub(to) + by/1000)
	}
	return &moved
}

func TestNothingOutsideTheStretchChangesThePicture(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawDay(t)
		in := Incident{From: d.at, To: d.at.Add(time.Minute)}
		log := d.log()
		f := Judge(log, in, DefaultPolicy())
		from := d.at.Add(-time.Duration(rapid.IntRange(0, 120).Draw(t, "before")) * time.Minute)
		to := from.Add(time.Duration(rapid.IntRange(1, 120*60).Draw(t, "length")) * time.Second)
		if rapid.Bool().Draw(t, "at the gap") && f.Gap.From != nil {
			from, to = *f.Gap.From, *f.Gap.To
		}
		want, got := svgOf(DraftWithin(log, in, f, from, to)), svgOf(DraftWithin(d.otherwise(t, from, to), in, f, from, to))
		if got != want {
			t.Fatalf("a change outside [%s, %s) shows:\n%s", clock(from.UnixMilli()), clock(to.UnixMilli()), firstDifference(want, got))
		}
	})
}

func svgOf(p Picture) string {
	var b bytes.Buffer
	if err := SVG(&b, p); err != nil {
		return err.Error()
	}
	return b.String()
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d\n%s\n%s", i, x[i], y[i])
		}
	}
	return fmt.Sprintf("%d lines against %d", len(x), len(y))
}

func TestTheStretchHidesTheDayAroundIt(t *testing.T) {
	t.Parallel()
	h := hand{orders: homeOrders + row("EARLIER", "17:00:00", "", "17:20:00", "17:40:00", "", at(north(9000)), at(north(8000))) +
		row("LATER", "19:40:00", "", "19:50:00", "20:10:00", "", at(north(9000)), at(north(8000))), track: homeStop, at: "2025-05-18T18:55", datum: WGS84, orderDatum: WGS84}
	log, in := h.log(t)
	f := Judge(log, in, DefaultPolicy())
	text := svgOf(DraftWithin(log, in, f, day("18:40:00"), day("18:56:00")))
	for _, hidden := range []string{"EARLIER", "LATER", "18:30", "19:05", "19:12", ">A<", "上一单", "下一单"} {
		if strings.Contains(text, hidden) {
			t.Errorf("the picture of 18:40 to 18:56 names %q", hidden)
		}
	}
	whole := svgOf(Draft(log, in, f))
	for _, named := range []string{"18:30", "19:05"} {
		if !strings.Contains(whole, named) {
			t.Errorf("the whole picture does not name %q", named)
		}
	}
}

func TestAStretchTurnedRoundOrEmptyIsDrawn(t *testing.T) {
	t.Parallel()
	h := hand{orders: homeOrders, track: homeStop, at: "2025-05-18T18:55"}
	log, in := h.log(t)
	f := Judge(log, in, DefaultPolicy())
	for _, to := range []string{"18:20:00", "18:50:00"} {
		p := DraftWithin(log, in, f, day("18:50:00"), day(to))
		if p.Height <= 0 || math.IsNaN(p.Height) || len(p.Shapes) == 0 {
			t.Errorf("to %s: got a sheet %g mm high with %d shapes", to, p.Height, len(p.Shapes))
		}
	}
}
