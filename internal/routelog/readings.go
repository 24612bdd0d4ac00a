package routelog

import (
	"slices"
	"time"
)

// reading is one way in which the clocks of the sources can truly have stood: how the orders' fall, and how far the
// tracks' and the online log's were off, in ms.
type reading struct {
	variant
	track, online int64
}

// maxReadings bounds the ways judged, times the orders in each, beyond which the clocks are simply too coarse.
const maxReadings = 5_000_000

// maxPointsRead bounds the points of gaps measured in all these ways, likewise. A wider tolerance adds ways and takes none
// away, so that where the clocks are too coarse wider ones are too.
const maxPointsRead = 10_000_000

// ladder is the tolerances judged, in ms from the least. A stated one is rounded up to the next rung, and every rung below
// it is judged too: so a wider tolerance only ever adds to what is possible, and never turns "cannot tell" into a
// verdict.
type ladder []int64

// steps are every second of the first minute, every ten to ten minutes, every minute to an hour, every hour to a day;
// strides are the rungs where two kinds of clock are off at once.
var (
	steps   = newSteps()
	strides = ladder{1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_200_000, 1_800_000, 3_600_000,
		7_200_000, 14_400_000, 28_800_000, 43_200_000, 86_400_000}
)

func newSteps() (out ladder) {
	for s := int64(1); s <= 86400; {
		out = append(out, s*1000)
		switch {
		case s < 60:
			s++
		case s < 600:
			s += 10
		case s < 3600:
			s += 60
		default:
			s += 3600
		}
	}
	return out
}

// over rounds a tolerance up to a rung, in ms; over a day it is taken as a day.
func (l ladder) over(tolerance time.Duration) int64 {
	if tolerance <= 0 || len(l) == 0 {
		return 0
	}
	i, _ := slices.BinarySearch(l, tolerance.Milliseconds())
	return l[min(i, len(l)-1)]
}

// upTo lists the rungs up to the first that reaches the tolerance, the widest first; none for none.
func (l ladder) upTo(tolerance int64) []int64 {
	if tolerance <= 0 || len(l) == 0 {
		return nil
	}
	i, _ := slices.BinarySearch(l, tolerance)
	out := slices.Clone(l[:min(i+1, len(l))])
	slices.Reverse(out)
	return out
}

// readings lists every way the clocks can have stood; as written comes first. Where the orders' clocks and the track's
// may both be off, they are off together in strides, and each alone in steps.
func (c *inquest) readings() []reading {
	var out []reading
	for _, v := range c.coarse() {
		out = append(out, reading{variant: v})
	}
	orders, track, online := c.tolerances()
	for _, slack := range steps.upTo(orders) {
		out = append(out, offBy(steps, slack, 0)...)
	}
	for _, off := range bothWays(steps.upTo(track)) {
		for _, v := range c.coarse() {
			out = append(out, reading{variant: v, track: off})
		}
	}
	for _, off := range bothWays(steps.upTo(online)) {
		for _, v := range c.coarse() {
			out = append(out, reading{variant: v, online: off})
		}
	}
	if orders > 0 && track > 0 {
		for _, off := range bothWays(strides.upTo(track)) {
			for _, slack := range strides.upTo(orders) {
				out = append(out, offBy(strides, slack, off)...)
			}
		}
	}
	return out
}

// offBy is every way in which the orders' clocks fall with a slack, the track's being off by so much.
func offBy(l ladder, slack, track int64) []reading {
	var out []reading
	for _, v := range variants {
		v.slack, v.ladder = slack, l
		out = append(out, reading{variant: v, track: track})
	}
	return out
}

func bothWays(off []int64) []int64 {
	var out []int64
	for _, o := range off {
		out = append(out, o, -o)
	}
	return out
}

// tolerances are the widest stated of orders, tracks and online log, in ms. The tracks are taken to be off together.
func (c *inquest) tolerances() (orders, track, online int64) {
	for i := range c.log.Orders {
		for _, k := range c.log.Orders[i].clocks() {
			orders = max(orders, k.Tolerance.Milliseconds())
		}
	}
	if t := c.log.Track; t != nil {
		for _, src := range t.sources {
			track = max(track, src.Tolerance.Milliseconds())
		}
	}
	for _, s := range c.log.Online {
		for _, k := range []*Clock{s.Start, s.End} {
			if k != nil {
				online = max(online, k.Tolerance.Milliseconds())
			}
		}
	}
	return orders, track, online
}

// clocks are the times an order has.
func (o *Order) clocks() []*Clock {
	all := []*Clock{o.Accepted, o.Arrived, o.PickedUp, o.Delivered, o.Cancelled}
	return slices.DeleteFunc(all, func(c *Clock) bool { return c == nil })
}

// coarse are the ways the orders' clocks fall as they were written, leaving out what coarseness cannot change.
func (c *inquest) coarse() []variant {
	for i := range c.log.Orders {
		for _, k := range c.log.Orders[i].clocks() {
			if k.Width > 0 {
				return variants
			}
		}
	}
	return variants[:1]
}
