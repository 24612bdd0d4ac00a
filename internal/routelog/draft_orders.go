package routelog

import (
	"cmp"
	"slices"
)

// ending is how an order came to its end inside the cut.
type ending string

const (
	goesOn     ending = "" // it goes on after the cut
	handedOver ending = "delivered"
	cancelled  ending = "cancelled"
	reassigned ending = "reassigned"
	unended    ending = "open" // no end on record
)

// lane is one order as far as it lies inside the cut. Moments outside it are the cut's turns.
type lane struct {
	block
	id              string
	begins          bool  // its beginning lies inside
	arrived, picked int64 // to where it did not happen by then
	end             ending
	doubtful        bool
	pickup, dropoff *Place // nil where the cut does not reach them or nobody knows
}

// readOrders takes the orders as far as they lie inside, earliest first.
func (c *cut) readOrders(orders []Order, f Findings) {
	ahead := false
	for _, s := range newTimeline(orders, variant{}, c.policy).spans {
		if s.start >= c.to || s.end < c.from || s.end == c.from && s.start < c.from && s.open {
			continue
		}
		l := c.lane(s)
		if n := f.Next.ID; n != nil && l.id == *n && !ahead {
			l.pickup, ahead = c.pickupOf(s, l), true
		}
		c.lanes = append(c.lanes, l)
	}
	slices.SortStableFunc(c.lanes, earlier)
	for i := range c.lanes {
		l := &c.lanes[i]
		if f.Previous.ID != nil && f.Previous.EndedAt != nil && l.id == *f.Previous.ID && l.end != goesOn && l.to == f.Previous.EndedAt.UnixMilli() {
			c.previous = l
		}
		if f.Next.ID != nil && c.next == nil && l != c.previous && l.id == *f.Next.ID {
			c.next = l
		}
	}
}

// earlier orders lanes by what of them lies inside.
func earlier(a, b lane) int {
	return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.id, b.id))
}

func (c *cut) lane(s span) lane {
	b := c.clip(block{s.start, s.end})
	l := lane{block: b, id: s.order.ID, begins: s.start >= c.from, doubtful: s.doubtful,
		arrived: min(max(min(s.arrived, s.picked), b.from), b.to), picked: min(max(s.picked, b.from), b.to)}
	if s.end < c.to {
		l.end = endingOf(s)
	}
	if s.deliveredAt != never && c.holds(s.deliveredAt) {
		l.dropoff = c.placeOf(s.order.Dropoff, s.order.Datum, s.deliveredAt)
	}
	return l
}

// pickupOf is where an order was, or was to be, picked up: where that happened inside, where the order ended inside, or
// where the track comes there. Nothing that happened outside is asked.
func (c *cut) pickupOf(s span, l lane) *Place {
	for _, at := range []int64{s.picked, s.arrived} {
		if at != never && c.holds(at) {
			return c.placeOf(s.order.Pickup, s.order.Datum, at)
		}
	}
	if l.end != goesOn {
		return c.placeOf(s.order.Pickup, s.order.Datum, never)
	}
	if s.order.Pickup == nil || l.picked == l.from {
		return nil
	}
	place := ToWGS84(*s.order.Pickup, s.order.Datum)
	if slices.ContainsFunc(c.dots, func(d dot) bool { return Distance(d.at, place) <= c.policy.HandoverRadiusM }) {
		return &place
	}
	return nil
}

func endingOf(s span) ending {
	switch {
	case s.deliveredAt != never:
		return handedOver
	case s.open:
		return unended
	case s.order.Reassigned:
		return reassigned
	}
	return cancelled
}

// placeOf is an order's place in WGS-84; one not given is the track's at that time.
func (c *cut) placeOf(given *Place, d Datum, at int64) *Place {
	if given != nil {
		place := ToWGS84(*given, d)
		return &place
	}
	if at == never {
		return nil
	}
	return c.near(at, ms(c.policy.PlaceWindowS))
}

// stretch is a time in one phase.
type stretch struct {
	block
	phase Phase
}

// phases divides the whole cut by what the orders inside say: where several run, the furthest of them; where
// none runs, the gap or noWork.
func (c *cut) phases() []stretch {
	turns := c.turns()
	running := map[Phase]int{}
	out := []stretch{{block: block{c.from, c.to}}}
	for i, e := range turns {
		running[e.phase] += e.step
		if i+1 < len(turns) && turns[i+1].at == e.at {
			continue
		}
		now := Phase("")
		for _, p := range []Phase{inGap, ToPickup, AtPickup, Delivering} {
			if running[p] > 0 {
				now = p
			}
		}
		last := &out[len(out)-1]
		switch {
		case now == last.phase:
		case e.at == last.from:
			last.phase = now
		default:
			last.to = e.at
			out = append(out, stretch{block{e.at, c.to}, now})
		}
	}
	return slices.DeleteFunc(out, func(s stretch) bool { return s.empty() })
}

// turn is a moment at which a phase of an order begins (+1) or ends (-1).
type turn struct {
	at    int64
	phase Phase
	step  int
}

func (c *cut) turns() []turn {
	turns := []turn{{c.gap.from, inGap, 1}, {c.gap.to, inGap, -1}}
	for _, l := range c.lanes {
		if l.doubtful {
			continue
		}
		for _, p := range l.parts() {
			turns = append(turns, turn{p.from, p.phase, 1}, turn{p.to, p.phase, -1})
		}
	}
	slices.SortFunc(turns, func(a, b turn) int { return cmp.Compare(a.at, b.at) })
	return turns
}

// parts are the phases an order went through inside the cut.
func (l lane) parts() []stretch {
	all := []stretch{{block{l.from, l.arrived}, ToPickup}, {block{l.arrived, l.picked}, AtPickup}, {block{l.picked, l.to}, Delivering}}
	return slices.DeleteFunc(all, func(s stretch) bool { return s.empty() })
}
