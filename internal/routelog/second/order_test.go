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
	open       bool // neither delivered nor cancelled: it runs to its last known event
	doubtful   bool // its end lies before its start, however coarse the clocks
	period     int  // the duty period it belongs to
}

// pickupTime is when the parcel came into hand, as well as it is known.
// Reading: an order that was cancelled and has no pickup was never picked up; its other clocks do not stand in for one.
func (r run) pickupTime() *clock {
	if r.picked == nil && r.canceled != nil && r.delivered == nil {
		return nil
	}
	return cmp.Or(r.picked, r.arrived, r.accepted)
}

// runs gives the orders that have any clock, by their beginning, each with its duty period.
func runs(orders []order, p policy) []run {
	var all []run
	for _, o := range orders {
		if r, ok := runOf(o); ok {
			all = append(all, r)
		}
	}
	// Reading: rows in any order give the same finding, so orders that begin together go by their number.
	slices.SortStableFunc(all, func(a, b run) int {
		return cmp.Or(cmp.Compare(a.start.at, b.start.at), cmp.Compare(a.id, b.id))
	})
	// Reading: how far two orders lie apart is reckoned from the times as written; only the incident is judged by alternatives.
	var last int64
	for i := range all {
		if i > 0 {
			all[i].period = all[i-1].period
			if all[i].start.at-last >= p.dutyBreak {
				all[i].period++
			}
		}
		last = max(last, all[i].end.at)
	}
	return all
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
	byTime := func(a, b *clock) int { return cmp.Compare(a.at, b.at) }
	first, last := slices.MinFunc(known, byTime), slices.MaxFunc(known, byTime)
	r = run{order: o, start: cmp.Or(o.accepted, first), end: last, open: o.delivered == nil && o.canceled == nil}
	switch {
	case o.delivered != nil && o.canceled != nil:
		// Reading: whichever came first ended it: what is passed on at 12:10 and delivered at 12:30 another delivered.
		r.end = slices.MinFunc([]*clock{o.delivered, o.canceled}, byTime)
	case !r.open:
		r.end = cmp.Or(o.delivered, o.canceled)
	}
	// Reading: a span whose end lies before its start is no span. The order took place somewhere between its first and its last
	// clock; whether the rider was on it there cannot be told from it.
	_, endTo := r.end.bounds()
	startFrom, _ := r.start.bounds()
	if endTo <= startFrom {
		r.start, r.end, r.doubtful = first, last, true
	}
	return r, true
}

// fate is how an order stands to one instant, if its clocks are read in one of the ways that they allow.
type fate struct {
	begun, arrived, picked, ended bool
	lingering                     bool // open, and its last known event is not long ago: it may still run
	fresh                         bool // it ended at most transit_s ago
	near                          bool // it runs within duty_break_s of the instant
	reaching                      bool // it runs within reach_s of the instant
	today                         bool // it began on the instant's day
}

func (f fate) running() bool { return f.begun && !f.ended }

// fates gives every way in which an order may stand to an instant.
func (r run) fates(x int64, p policy) []fate {
	var all, sound []fate
	for _, start := range readings(r.start, x, p) {
		for _, end := range readings(r.end, x, p) {
			for _, arrived := range readings(r.arrived, x, p) {
				for _, picked := range readings(r.picked, x, p) {
					f := r.fate(x, p, start, end, arrived, picked)
					if slices.Contains(all, f) {
						continue
					}
					all = append(all, f)
					if (!f.ended || f.begun) && (!f.ended || r.picked == nil || f.picked) && (!f.picked || f.begun) {
						sound = append(sound, f)
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

func (r run) fate(x int64, p policy, start, end, arrived, picked int64) fate {
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
	f := fate{begun: start <= x, ended: end <= x, arrived: arrived <= x, picked: picked <= x}
	f.lingering = r.open && f.ended && x-end < p.openOrder
	f.fresh = f.ended && x-end <= p.transit
	// Reading: "up to 3 hours" is half-open like every interval: at 3 hours sharp after the end the period has ended.
	f.near = f.running() || f.ended && x-end < p.dutyBreak || !f.begun && start-x <= p.dutyBreak
	f.reaching = f.running() || f.ended && x-end <= p.reach || !f.begun && start-x <= p.reach
	f.today = f.begun && start >= midnightBefore(x)
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
	return &clock{at: testDay + h*hour + m*minute + s*second, precision: second}
}

// testDay is midnight in China at the beginning of 2025-05-18.
const testDay = int64(1747497600000)

func TestAnOrderRunsFromAcceptanceToItsEnd(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name             string
		o                order
		start, end       *clock
		open, doubtful   bool
		pickupTimeAbsent bool
	}{
		{"whole", order{accepted: clockAt(12, 0, 0), picked: clockAt(12, 10, 0), delivered: clockAt(12, 30, 0)},
			clockAt(12, 0, 0), clockAt(12, 30, 0), false, false, false},
		{"acceptance missing", order{picked: clockAt(12, 10, 0), delivered: clockAt(12, 30, 0)},
			clockAt(12, 10, 0), clockAt(12, 30, 0), false, false, false},
		{"cancelled", order{accepted: clockAt(12, 0, 0), canceled: clockAt(12, 5, 0)},
			clockAt(12, 0, 0), clockAt(12, 5, 0), false, false, true},
		{"without an end", order{accepted: clockAt(12, 0, 0), arrived: clockAt(12, 7, 0)},
			clockAt(12, 0, 0), clockAt(12, 7, 0), true, false, false},
		{"end before start", order{accepted: clockAt(12, 0, 0), delivered: clockAt(11, 0, 0)},
			clockAt(11, 0, 0), clockAt(12, 0, 0), false, true, false},
	}
	for _, tt := range tests {
		got, ok := runOf(tt.o)
		if !ok || *got.start != *tt.start || *got.end != *tt.end || got.open != tt.open || got.doubtful != tt.doubtful ||
			(got.pickupTime() == nil) != tt.pickupTimeAbsent {
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
	}, usual())
	for i, want := range []struct {
		id     string
		period int
	}{{"A", 0}, {"B", 0}, {"C", 0}, {"D", 1}} {
		if got[i].id != want.id || got[i].period != want.period {
			t.Errorf("order %d: got %s in period %d, want %s in %d", i, got[i].id, got[i].period, want.id, want.period)
		}
	}
}
