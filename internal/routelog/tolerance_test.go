package routelog

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// tolerant judges a drawn day with the tolerances of its sources stated.
func (d drawn) tolerant(in Incident, orders, track, online time.Duration) Findings {
	log := &Log{Online: []Shift{{From: d.at.Add(-time.Hour), To: d.at.Add(-20 * time.Minute), Online: true, Start: &Clock{At: d.at.Add(-time.Hour), Tolerance: online}}}}
	for _, o := range d.orders {
		for _, k := range []**Clock{&o.Accepted, &o.Arrived, &o.PickedUp, &o.Delivered, &o.Cancelled} {
			if *k != nil {
				c := **k
				c.Tolerance = orders
				*k = &c
			}
		}
		log.Orders = append(log.Orders, o)
	}
	if len(d.rows) > 0 {
		log.Track = &Track{sources: []Source{{Name: "track", Datum: WGS84, Tolerance: track}}}
		for _, s := range d.rows {
			log.Track.keep(s)
		}
	}
	return Judge(log, in, DefaultPolicy())
}

func TestNoToleranceOfAnySourceTurnsCannotTellIntoAVerdict(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawDay(t)
		second := rapid.SampledFrom([]int{0, 0, 1, 3, 20}) // most days one source alone is in doubt
		draw := func(name string) (narrow, wide time.Duration) {
			n := second.Draw(t, name)
			return time.Duration(n) * time.Second, time.Duration(n+second.Draw(t, name+" more")) * time.Second
		}
		orders, ordersWide := draw("orders")
		track, trackWide := draw("track")
		online, onlineWide := draw("online")
		in := Incident{From: d.at, To: d.at.Add(time.Minute)}
		narrow, wide := d.tolerant(in, orders, track, online), d.tolerant(in, ordersWide, trackWide, onlineWide)
		if narrow.Finding == CannotTell && wide.Finding != CannotTell {
			t.Fatalf("orders %s, track %s, online %s cannot tell; %s, %s, %s say %s", orders, track, online, ordersWide, trackWide, onlineWide, wide.Finding)
		}
	})
}
