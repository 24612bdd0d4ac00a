package routelog

import (
	"cmp"
	"slices"
)

// handover is one recorded moment at a known place (交接): an arrival at a pickup, or a departure from a pickup or a door.
type handover struct {
	order   *Order
	place   Place // in WGS-84
	at      int64 // by the orders' clock, the middle of what was written
	width   int64
	arrival bool
	visit   int // of which order and place; a pickup's arrival and departure are one
}

// What it takes to measure one clock against another.
const (
	offsetReach  = 12 * 3600 * 1000 // handovers farther from the incident say little about it
	maxHandovers = 120
	offsetNear   = 30 * 60 * 1000   // an offset is sought within this first
	offsetFar    = 15 * 3600 * 1000 // and then as far as zones lie apart
	visitRadius  = 60.0             // metres
	visitSlack   = 25.0             // metres beyond the nearest approach that still count as being there
	visitSpeed   = 6.25             // metres per second, a rider coming or going
	visitGap     = 60 * 1000        // a silence longer than this hides an arrival or a departure
	agreement    = 120 * 1000       // offsets this close together agree
	leastVisits  = 3                // so many must
)

// handovers lists the recorded moments at places that the orders themselves give, those nearest the incident first.
func (c *inquest) handovers() []handover {
	var out []handover
	add := func(o *Order, place *Place, k *Clock, arrival bool, visit int) {
		if place == nil || k == nil {
			return
		}
		at := k.At.Add(k.Width / 2).UnixMilli()
		if max(at-c.to, c.from-at) <= offsetReach {
			out = append(out, handover{o, ToWGS84(*place, o.Datum.Or(c.assume.orders)), at, k.Width.Milliseconds(), arrival, visit})
		}
	}
	for i := range c.log.Orders {
		o := &c.log.Orders[i]
		if contradicts(o) {
			continue
		}
		add(o, o.Pickup, o.Arrived, true, 2*i)
		add(o, o.Pickup, o.PickedUp, false, 2*i)
		add(o, o.Dropoff, o.Delivered, false, 2*i+1)
	}
	slices.SortStableFunc(out, func(a, b handover) int { return cmp.Compare(c.apart(a.at), c.apart(b.at)) })
	return out[:min(len(out), maxHandovers)]
}

// apart is how far a moment lies from the incident.
func (c *inquest) apart(at int64) int64 { return max(at-c.to, c.from-at, 0) }

func visits(handovers []handover) int {
	seen := map[int]bool{}
	for _, h := range handovers {
		seen[h.visit] = true
	}
	return len(seen)
}

// presence is one time the track was at a place; an edge it did not see is not known.
type presence struct {
	from, to   int64
	came, left bool
	first      int // the points of the track that say so
	last       int
}

// presences finds the times the points were at a place: as near as they came to it, give or take the slack.
func presences(place Place, points []passing) []presence {
	const degree = visitRadius / 110_000
	var out []presence
	for i := 0; i < len(points); i++ {
		if d := points[i].at.Lat - place.Lat; d > degree || d < -degree || roughly(points[i].at, place) > visitRadius {
			continue
		}
		j := i
		for j+1 < len(points) && points[j+1].ms-points[j].ms <= visitGap && roughly(points[j+1].at, place) <= visitRadius {
			j++
		}
		s := nearest(place, points[i:j+1])
		s.came = i > 0 && points[i].ms-points[i-1].ms <= visitGap
		s.left = j+1 < len(points) && points[j+1].ms-points[j].ms <= visitGap
		out = append(out, s)
		i = j
	}
	return out
}

// nearest cuts a visit to the time it was at its nearest.
func nearest(place Place, points []passing) presence {
	least := visitRadius
	for _, f := range points {
		least = min(least, roughly(f.at, place))
	}
	a, b := 0, len(points)-1
	for roughly(points[a].at, place) > least+visitSlack {
		a++
	}
	for roughly(points[b].at, place) > least+visitSlack {
		b--
	}
	return presence{from: points[a].ms, to: points[b].ms, first: points[a].i, last: points[b].i}
}
