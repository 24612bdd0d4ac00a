package second_test

import (
	"cmp"
	"slices"
	"testing"
)

// run is an order as the rules see it: where it begins and ends, and what is wrong with it.
type run struct {
	order
	start, end *clock
	over       *clock // when it had surely ended: its end, or its last clock where these contradict each other
	open       bool   // neither delivered nor cancelled: it runs to its last known event
	doubtful   bool   // its clocks cannot be in order, however coarse they are: it ran at some time between the first and the last
	disputed   bool   // it was cancelled and delivered after: between the two nobody knows whether it ran
}

// pickedUp says whether the parcel came into hand at all: a pickup is on record, or a delivery, which needs one.
func (r run) pickedUp() bool { return r.picked != nil || r.delivered != nil }

// pickupTime is when the parcel came into hand, or would have: picked up, else arrived, else accepted; nil when none is known.
func (r run) pickupTime() *clock { return cmp.Or(r.picked, r.arrived, r.accepted) }

// runs gives the orders that have any clock, by their beginning.
func runs(orders []order) []run {
	var all []run
	for _, o := range orders {
		if r, ok := runOf(o); ok {
			all = append(all, r)
		}
	}
	// Reading: rows in any order give the same finding, so orders that begin together go by their end and their number.
	slices.SortStableFunc(all, func(a, b run) int {
		return cmp.Or(cmp.Compare(a.start.at, b.start.at), cmp.Compare(a.end.at, b.end.at), cmp.Compare(a.id, b.id))
	})
	return all
}

// leaning is one way in which the orders' clocks compare with each other: all beginnings as early or as late as they can be,
// and all ends likewise. Which of two orders ended last, and whether three hours lay between them, may hang on it.
type leaning struct {
	lateStarts, lateEnds bool
	period               []int // the duty period of each order
}

func (l leaning) start(c *clock) int64 { return lean(c, l.lateStarts) }

func (l leaning) end(c *clock) int64 { return lean(c, l.lateEnds) }

// began and over are an order's two ends. Where all that is known of it is its end, that is one time; an acceptance alone leaves
// open how long it ran.
func (l leaning) began(r run) int64 {
	if r.start == r.over && !r.open {
		return l.end(r.start)
	}
	if r.start == r.over {
		return min(l.start(r.start), l.end(r.over))
	}
	return l.start(r.start)
}

func (l leaning) over(r run) int64 { return l.end(r.over) }

func lean(c *clock, late bool) int64 {
	ends := c.ends()
	if late {
		return ends[len(ends)-1]
	}
	return ends[0]
}

func (l leaning) inPeriod(of []int, period int) []int {
	return slices.DeleteFunc(slices.Clone(of), func(i int) bool { return l.period[i] != period })
}

// leanings gives all four, each with its duty periods: a period ends where nothing runs for the break.
func leanings(all []run, p policy) []leaning {
	var out []leaning
	for _, l := range []leaning{{}, {lateStarts: true}, {lateEnds: true}, {lateStarts: true, lateEnds: true}} {
		byStart := make([]int, len(all))
		for i := range byStart {
			byStart[i] = i
		}
		slices.SortStableFunc(byStart, func(a, b int) int { return cmp.Compare(l.began(all[a]), l.began(all[b])) })
		l.period = make([]int, len(all))
		period, last := 0, int64(0)
		for n, i := range byStart {
			if n > 0 && l.began(all[i])-last >= p.dutyBreak {
				period++
			}
			l.period[i] = period
			last = max(last, l.over(all[i]), l.began(all[i]))
		}
		out = append(out, l)
	}
	return out
}

// runOf finds an order's ends; ok is false when no clock is known.
func runOf(o order) (r run, ok bool) {
	var known []*clock
	for _, c := range []*clock{o.accepted, o.arrived, o.picked, o.delivered, o.canceled} {
		if c != nil {
			known = append(known, c)
		}
	}
	if len(known) == 0 {
		return run{}, false
	}
	first, last := firstOf(known), lastOf(known)
	r = run{order: o, start: cmp.Or(o.accepted, first), end: cmp.Or(o.delivered, o.canceled), open: o.delivered == nil && o.canceled == nil}
	if r.open {
		r.end = last
	}
	r.over = r.end
	if o.delivered != nil && o.canceled != nil && surelyBefore(o.canceled, o.delivered) {
		r.end, r.over, r.disputed = o.canceled, o.delivered, true
	}
	if contradictory(o.accepted, o.arrived, o.picked, cmp.Or(o.delivered, o.canceled)) || r.disputed && contradictory(o.accepted, o.canceled) {
		r.start, r.end, r.over, r.doubtful, r.disputed, r.open = first, last, last, true, false, false
	}
	return r, true
}

// firstOf is when the first of some clocks was, as well as they tell together: one of them, or a clock of its own.
func firstOf(known []*clock) *clock {
	from, to := known[0].bounds()
	for _, c := range known[1:] {
		a, b := c.bounds()
		from, to = min(from, a), min(to, b)
	}
	return clockOf(known, from, to)
}

// lastOf is when the last of some clocks was.
func lastOf(known []*clock) *clock {
	from, to := known[0].bounds()
	for _, c := range known[1:] {
		a, b := c.bounds()
		from, to = max(from, a), max(to, b)
	}
	known = slices.Clone(known)
	slices.Reverse(known)
	return clockOf(known, from, to)
}

func clockOf(known []*clock, from, to int64) *clock {
	for _, c := range known {
		if a, b := c.bounds(); a == from && b == to {
			return c
		}
	}
	return &clock{at: from, precision: to - from}
}

// surelyBefore says that a was before b however coarsely both are written.
func surelyBefore(a, b *clock) bool {
	_, to := a.bounds()
	from, _ := b.bounds()
	return to <= from
}

// contradictory says that clocks cannot be in the order in which they are given; nil is missing.
func contradictory(inOrder ...*clock) bool {
	for i, a := range inOrder {
		for _, b := range inOrder[i+1:] {
			if a != nil && b != nil && surelyBefore(b, a) {
				return true
			}
		}
	}
	return false
}

// fate is how an order stands to one instant, if its clocks are read in one of the ways that they allow.
type fate struct {
	begun, arrived, picked, ended bool
	over                          bool // it had surely ended
	lingering                     bool // open, and its last known event is not long ago: it may still run
	fresh                         bool // it ended at most transit_s ago
	near                          bool // it runs within duty_break_s of the instant
	reaching                      bool // it runs within reach_s of the instant
	today                         bool // it began on the instant's day
	laterToday                    bool // it begins on the instant's day
}

// running says that the order is known to run.
func (r run) running(f fate) bool { return f.begun && !f.ended && !r.doubtful }

// unclear says that nobody can tell from the order's clocks whether it runs.
func (r run) unclear(f fate) bool {
	return r.doubtful && f.begun && !f.over || r.disputed && f.ended && !f.over || f.lingering
}

// fates gives every way in which an order may stand to an instant.
func (r run) fates(x int64, p policy) []fate {
	var all, sound []fate
	for _, start := range readings(r.start, x, p) {
		for _, end := range readings(r.end, x, p) {
			for _, arrived := range readings(r.arrived, x, p) {
				for _, picked := range readings(r.picked, x, p) {
					for _, over := range readings(r.over, x, p) {
						f := r.fate(x, p, start, end, arrived, picked, over)
						if slices.Contains(all, f) {
							continue
						}
						all = append(all, f)
						if r.disputed || (!f.ended || f.begun) && (!f.ended || r.picked == nil || f.picked) && (!f.picked || f.begun) && (!f.over || f.ended) {
							sound = append(sound, f)
						}
					}
				}
			}
		}
	}
	if len(sound) == 0 {
		return all // its clocks contradict each other: no reading of them is in order
	}
	return sound
}

// never stands for a clock that is not known.
const never = int64(1) << 60

func (r run) fate(x int64, p policy, start, end, arrived, picked, over int64) fate {
	// One clock is not two times.
	if r.start == r.arrived {
		arrived = start
	}
	if r.start == r.picked {
		picked = start
	}
	switch r.end {
	case r.start:
		end = start
	case r.arrived:
		end = arrived
	case r.picked:
		end = picked
	}
	if r.over == r.end {
		over = end
	}
	f := fate{begun: start <= x, ended: end <= x, arrived: arrived <= x, picked: picked <= x, over: over <= x}
	f.lingering = r.open && f.ended && x-end < p.openOrder
	f.fresh = f.over && x-over <= p.transit
	f.near = f.begun && !f.over || f.over && x-over <= p.dutyBreak || !f.begun && start-x <= p.dutyBreak
	f.reaching = f.begun && !f.over || f.over && x-over <= p.reach || !f.begun && start-x <= p.reach
	f.today = f.begun && start >= midnightBefore(x)
	f.laterToday = !f.begun && start < midnightBefore(x)+day
	return f
}

// readings are the instants that a clock may mean, as far as the difference matters at x: its written one when it does not.
func readings(c *clock, x int64, p policy) []int64 {
	if c == nil {
		return []int64{never}
	}
	from, to := c.bounds()
	var out []int64
	for _, d := range p.distances() {
		if at := x - d; from <= at && at < to-1 {
			out = append(out, at, at+1)
		}
		if at := x - d - 1; from <= at && at < to-1 {
			out = append(out, at, at+1)
		}
	}
	if m := midnightBefore(x); from < m && m <= to-1 {
		out = append(out, m-1, m)
	}
	if len(out) == 0 {
		return []int64{c.at}
	}
	out = append(out, from, to-1)
	slices.Sort(out)
	return slices.Compact(out)
}

// distances are how far after (or, negative, before) an order's clock something changes.
func (p policy) distances() []int64 {
	return []int64{0, p.transit, p.openOrder, p.dutyBreak, p.reach, -p.dutyBreak, -p.reach}
}

// midnightBefore is the beginning of the day in China (+08:00) that an instant belongs to.
func midnightBefore(x int64) int64 {
	const zone = 8 * hour
	days := (x + zone) / day
	return days*day - zone
}

// clockAt is a time of the test day, precise to the second.
func clockAt(h, m, s int64) *clock {
	return &clock{at: testDay + h*hour + m*minute + s*second, precision: 0}
}

// testDay is midnight in China at the beginning of 2025-05-18.
const testDay = int64(1747497600000)

func TestAnOrderRunsFromAcceptanceToItsEnd(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name                     string
		o                        order
		start, end               *clock
		open, doubtful, pickedUp bool
	}{
		{"whole", order{accepted: clockAt(12, 0, 0), picked: clockAt(12, 10, 0), delivered: clockAt(12, 30, 0)},
			clockAt(12, 0, 0), clockAt(12, 30, 0), false, false, true},
		{"acceptance missing", order{picked: clockAt(12, 10, 0), delivered: clockAt(12, 30, 0)},
			clockAt(12, 10, 0), clockAt(12, 30, 0), false, false, true},
		{"cancelled", order{accepted: clockAt(12, 0, 0), canceled: clockAt(12, 5, 0)},
			clockAt(12, 0, 0), clockAt(12, 5, 0), false, false, false},
		{"without an end", order{accepted: clockAt(12, 0, 0), arrived: clockAt(12, 7, 0)},
			clockAt(12, 0, 0), clockAt(12, 7, 0), true, false, false},
		{"end before start", order{accepted: clockAt(12, 0, 0), delivered: clockAt(11, 0, 0)},
			clockAt(11, 0, 0), clockAt(12, 0, 0), false, true, true},
		{"arrival before acceptance", order{accepted: clockAt(12, 0, 0), arrived: clockAt(11, 50, 0), delivered: clockAt(12, 30, 0)},
			clockAt(11, 50, 0), clockAt(12, 30, 0), false, true, true},
	}
	for _, tt := range tests {
		got, ok := runOf(tt.o)
		if !ok || *got.start != *tt.start || *got.end != *tt.end || got.open != tt.open || got.doubtful != tt.doubtful ||
			got.pickedUp() != tt.pickedUp {
			t.Errorf("%s: got %+v from %v to %v", tt.name, got, *got.start, *got.end)
		}
	}
	if _, ok := runOf(order{id: "A"}); ok {
		t.Error("an order without any clock: got a run, want none")
	}
}

func TestADutyPeriodEndsWhenNoOrderRunsForThreeHours(t *testing.T) {
	t.Parallel()
	whole := func(id string, from, to *clock) order { return order{id: id, accepted: from, delivered: to} }
	got := runs([]order{
		whole("C", clockAt(15, 59, 59), clockAt(16, 10, 0)),
		whole("A", clockAt(12, 0, 0), clockAt(13, 0, 0)),
		whole("B", clockAt(12, 10, 0), clockAt(12, 20, 0)),
		whole("D", clockAt(19, 10, 0), clockAt(19, 20, 0)),
	})
	periods := leanings(got, usual())[0].period
	for i, want := range []struct {
		id     string
		period int
	}{{"A", 0}, {"B", 0}, {"C", 0}, {"D", 1}} {
		if got[i].id != want.id || periods[i] != want.period {
			t.Errorf("order %d: got %s in period %d, want %s in %d", i, got[i].id, periods[i], want.id, want.period)
		}
	}
}
