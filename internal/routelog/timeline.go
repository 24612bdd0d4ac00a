package routelog

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// never stands for a moment that is not known to come.
const never = math.MaxInt64

// Phase is where an order stands (配送阶段).
type Phase string

// The phases, from the earliest to the furthest.
const (
	ToPickup   Phase = "to_pickup"
	AtPickup   Phase = "at_pickup"
	Delivering Phase = "delivering"
)

// variant chooses, for clocks that are coarse or of a stated tolerance, which end is taken: of what begins, and of what
// ends. Slack, in ms, is how much of the tolerances is used, and ladder the steps they are rounded up to.
type variant struct {
	lateStarts, lateEnds bool
	slack                int64
	ladder               ladder
}

// variants are every way the clocks of orders can fall; the first is as written.
var variants = []variant{{}, {lateStarts: true, lateEnds: true}, {lateEnds: true}, {lateStarts: true}}

// span is one order on the timeline: moments in ms, never where unknown.
type span struct {
	order                   *Order
	start                   int64 // acceptance, or the first known event
	accepted                int64
	arrived, picked         int64
	end                     int64 // delivery or cancellation, or the last known event of an open order
	over                    int64 // when it had surely ended: its end, or the last of its times where these contradict
	open                    bool  // no end is known
	lastSeen                int64 // … and the latest that its last known event can have been
	doubtful                bool  // its times contradict one another
	disputed                bool  // it was cancelled, and delivered after
	doubtFrom, doubtTo      int64 // its first and its last time
	unsureFrom, unsureTo    int64 // when nobody can tell from them whether it ran: [unsureFrom, unsureTo)
	pickupTime, deliveredAt int64 // picked up, else arrived, else accepted
}

// block is a stretch of time.
type block struct{ from, to int64 }

// timeline is all orders in one variant, the stretches in which any runs, and the duty periods.
type timeline struct {
	spans   []span
	running []block
	periods []block
}

func newTimeline(orders []Order, v variant, p Policy) *timeline {
	tl := &timeline{}
	for i := range orders {
		if s, ok := newSpan(&orders[i], v); ok {
			tl.spans = append(tl.spans, s)
		}
	}
	slices.SortFunc(tl.spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), cmp.Compare(a.order.ID, b.order.ID),
			cmp.Compare(a.order.Ref.Line, b.order.Ref.Line))
	})
	tl.running = merged(tl.spans, 0)
	tl.periods = merged(tl.spans, ms(p.DutyBreakS)-1)
	return tl
}

// merged joins spans that overlap, touch, or lie no more than gap apart.
func merged(spans []span, gap int64) []block {
	var out []block
	for _, s := range spans {
		if n := len(out); n > 0 && s.start <= out[n-1].to+gap {
			out[n-1].to = max(out[n-1].to, s.over)
		} else {
			out = append(out, block{s.start, s.over})
		}
	}
	return out
}

// newSpan puts an order on the timeline; ok is false where it has no time at all.
func newSpan(o *Order, v variant) (s span, ok bool) {
	s = span{order: o, accepted: v.start(o.Accepted), arrived: v.start(o.Arrived), picked: v.start(o.PickedUp), deliveredAt: v.end(o.Delivered)}
	cancelled := v.end(o.Cancelled)
	end := firstKnown(s.deliveredAt, cancelled)
	known := []int64{s.accepted, s.arrived, s.picked, s.deliveredAt, cancelled}
	known = slices.DeleteFunc(known, func(at int64) bool { return at == never })
	if len(known) == 0 {
		return s, false
	}
	s.start, s.end, s.open = s.accepted, end, end == never
	if s.start == never {
		s.start = slices.Min(known)
	}
	s.pickupTime = firstKnown(s.picked, s.arrived, s.accepted, s.start)
	if s.open {
		s.endOpen(v)
	}
	if s.open && len(known) == 1 {
		s.start = min(s.start, s.end) // one moment: where it ended early, it began early
	}
	s.doubtFrom, s.doubtTo = slices.Min(known), slices.Max(known)
	s.close(v, cancelled)
	return s, true
}

// endOpen takes what is last known of an order for its end: it falls like one, and as one moment.
func (s *span) endOpen(v variant) {
	s.end = v.lastOf(s.order)
	s.lastSeen = variant{lateEnds: true, slack: v.slack, ladder: v.ladder}.lastOf(s.order)
	switch {
	case s.order.PickedUp != nil:
		s.picked = v.end(s.order.PickedUp)
	case s.order.Arrived != nil:
		s.arrived = v.end(s.order.Arrived)
	}
}

// close settles the end, and what is in doubt about it. However its clocks fall, an order ends no earlier than what happened
// in it can have. One whose times contradict one another ran at some time between the first and the last of them.
func (s *span) close(v variant, cancelled int64) {
	s.doubtful, s.disputed = contradicts(s.order), withdrawn(s.order)
	s.unsureFrom, s.unsureTo = never, never
	switch {
	case s.doubtful:
		s.disputed, s.open = false, false
		s.start, s.over = s.doubtFrom, v.lastOf(s.order)
		for _, end := range []int64{s.deliveredAt, cancelled} {
			if end != never {
				s.over = max(s.over, end)
			}
		}
		s.end = s.over
		s.unsureFrom, s.unsureTo = s.start, s.over
	case s.disputed:
		s.end, s.over = max(cancelled, s.start), max(s.deliveredAt, s.start)
		s.unsureFrom, s.unsureTo = s.end, s.over
	default:
		s.end = max(s.end, s.start, v.earliest(s.order))
		s.over = s.end
		if s.deliveredAt != never {
			s.deliveredAt = s.end
		}
	}
}

func (v variant) start(c *Clock) int64 { return v.pick(c, v.lateStarts) }

func (v variant) end(c *Clock) int64 { return v.pick(c, v.lateEnds) }

func (v variant) pick(c *Clock, late bool) int64 {
	switch {
	case c == nil:
		return never
	case late && c.Width > 0: // the end of its minute belongs to the next
		return c.At.Add(c.Width).UnixMilli() - 1 + v.off(c)
	case late:
		return c.At.UnixMilli() + v.off(c)
	}
	return c.At.UnixMilli() - v.off(c)
}

// lastOf is the last known event of an order without an end.
func (v variant) lastOf(o *Order) int64 {
	last := int64(math.MinInt64)
	for _, c := range []*Clock{o.Accepted, o.Arrived, o.PickedUp} {
		if c != nil {
			last = max(last, v.end(c))
		}
	}
	return last
}

// earliest is the earliest moment by which all that happened before an order's end can have happened.
func (v variant) earliest(o *Order) int64 {
	return variant{slack: v.slack, ladder: v.ladder}.lastOf(o)
}

// off is how far a clock is taken to be off: its own tolerance, rounded up to the step it is judged in, within the slack.
func (v variant) off(c *Clock) int64 { return min(v.slack, v.ladder.over(c.Tolerance)) }

func firstKnown(moments ...int64) int64 {
	for _, m := range moments {
		if m != never {
			return m
		}
	}
	return never
}

// contradicts says whether the events of an order cannot have happened in their order, however coarsely they were
// written. A tolerance mends no contradiction: one clock wrote them all.
func contradicts(o *Order) bool {
	end := o.Delivered
	if end == nil {
		end = o.Cancelled
	}
	return outOfOrder(o.Accepted, o.Arrived, o.PickedUp, end) || outOfOrder(o.Accepted, o.Cancelled)
}

// withdrawn says whether an order was cancelled before it was delivered: one of the two ended it, and nobody says which.
func withdrawn(o *Order) bool {
	return o.Cancelled != nil && o.Delivered != nil && outOfOrder(o.Delivered, o.Cancelled)
}

// outOfOrder says whether clocks, missing ones left out, cannot have come in the order in which they are given.
func outOfOrder(clocks ...*Clock) bool {
	latest := int64(math.MinInt64)
	for _, c := range clocks {
		if c == nil {
			continue
		}
		if c.At.Add(max(c.Width, time.Millisecond)).UnixMilli() <= latest {
			return true
		}
		latest = max(latest, c.At.UnixMilli())
	}
	return false
}

// runs says whether the order is known to be running.
func (s *span) runs(t int64) bool { return !s.doubtful && s.start <= t && t < s.end }

// unclear says whether the order's own times leave it open that it ran.
func (s *span) unclear(t int64) bool { return s.unsureFrom <= t && t < s.unsureTo }

// lingers says whether an order without an end may still have run.
func (s *span) lingers(t, open int64) bool { return s.open && s.end <= t && t < s.lastSeen+open }

// carried says whether the parcel is in the rider's hand.
func (s *span) carried(t int64) bool { return s.runs(t) && s.picked <= t }

// phase of a running order; an order never known to be picked up stays where it was last seen.
func (s *span) phase(t int64) Phase {
	switch {
	case s.picked <= t:
		return Delivering
	case s.arrived <= t:
		return AtPickup
	}
	return ToPickup
}

// furthest gives the further of two phases: delivering, at the pickup, on the way to it.
func furthest(a, b Phase) Phase {
	rank := map[Phase]int{"": 0, ToPickup: 1, AtPickup: 2, Delivering: 3}
	if rank[b] > rank[a] {
		return b
	}
	return a
}

// period is the duty period a moment lies in, before or after, with its reach on both sides.
func (tl *timeline) period(t, reach int64) (b block, ok bool) {
	for _, p := range slices.Backward(tl.periods) { // the period just worked comes before the one to come
		if t >= p.from && t <= p.to+reach {
			return p, true
		}
	}
	for _, p := range tl.periods {
		if t >= p.from-reach && t < p.from {
			return p, true
		}
	}
	return block{}, false
}

// nearest is how far the closest order lies from a moment.
func (tl *timeline) nearest(t int64) int64 {
	best := int64(never)
	for _, r := range tl.running {
		best = min(best, max(r.from-t, t-r.to, 0))
	}
	return best
}

// previous is the order that ended last at or before t within the period.
func (tl *timeline) previous(t int64, p block) *span {
	var best *span
	for i := range tl.spans {
		s := &tl.spans[i]
		if s.over <= t && !s.unclear(t) && s.start >= p.from && (best == nil || s.over >= best.over) {
			best = s
		}
	}
	return best
}

// next is the next order to be picked up, else to be accepted, within the period: running ones whose parcel is not yet
// in hand among them.
func (tl *timeline) next(t int64, p block) *span {
	var best *span
	for i := range tl.spans {
		s := &tl.spans[i]
		ahead := s.start > t || s.runs(t) && s.picked > t
		if ahead && s.start >= p.from && s.over <= p.to && (best == nil || s.pickupTime < best.pickupTime) {
			best = s
		}
	}
	return best
}
