package routelog

import (
	"cmp"
	"math"
	"slices"
)

// offset is how far a track's clock runs ahead of the orders' (时钟偏差), in ms, measured at handovers and never applied. Its
// uncertainty is three standard errors of the agreeing handovers, half of what the clocks are coarse by, and the time it
// takes to come near.
type offset struct {
	ms, uncertainty int64
	visits          int
	refs            []Ref
}

// significant says whether the offset is more than its own uncertainty.
func (o *offset) significant() bool { return max(o.ms, -o.ms) > o.uncertainty }

// hours is the whole hours that the offset amounts to, as when a zone was written down wrongly; 0 where it does not.
func (o *offset) hours() int64 {
	const hour = 3600 * 1000
	n := int64(math.Round(float64(o.ms) / hour))
	if rest := o.ms - n*hour; max(rest, -rest) > o.uncertainty+5*60*1000 {
		return 0
	}
	return n
}

// bid is one handover's word on the offset.
type bid struct {
	ms    int64
	h     *handover
	track Ref
}

// measure compares one track's visits with the orders' clocks; nil where fewer than three handovers agree.
func (c *inquest) measureOffset(source int) *offset {
	all := c.handovers()
	if visits(all) < leastVisits {
		return nil
	}
	for _, reach := range []int64{offsetNear, offsetFar} {
		bids, seen := c.bids(all, source, reach)
		best := agreeing(bids)
		if n := visitsOf(best); n >= leastVisits && 2*n > seen {
			return settled(best, n)
		}
	}
	return nil
}

// bids are the offsets that every visit within reach of a handover's moment would mean; seen is of how many handovers.
func (c *inquest) bids(all []handover, source int, reach int64) (out []bid, seen int) {
	first, last := all[0].at, all[0].at
	for _, h := range all {
		first, last = min(first, h.at), max(last, h.at)
	}
	points := c.passings(source, first-reach, last+reach)
	known := map[Place][]presence{}
	for i := range all {
		h := &all[i]
		stays, ok := known[h.place]
		if !ok {
			stays = presences(h.place, points)
			known[h.place] = stays
		}
		for _, s := range stays {
			at, ref, ok := s.to, s.last, s.left
			if h.arrival {
				at, ref, ok = s.from, s.first, s.came
			}
			if off := at - h.at; ok && max(off, -off) <= reach {
				out = append(out, bid{off, h, c.log.Track.ref(ref)})
			}
		}
	}
	return out, visitsOf(out)
}

// passing is a point of one source, without its row: a day of a long track is held at once to measure its clock.
type passing struct {
	ms int64
	at Place
	i  int // of the track
}

// passings are all the points of one source in a stretch of its own time. What cleaning left out is among them: where
// two tracks disagree, each is measured by itself.
func (c *inquest) passings(source int, from, to int64) []passing {
	v := view{t: c.log.Track, assumed: c.assume.track}
	first, last := v.search(from), v.search(to+1)
	n := 0
	for i := first; i < last; i++ {
		if int(v.t.at(i).source) == source {
			n++
		}
	}
	out := make([]passing, 0, n)
	for i := first; i < last; i++ {
		if p := v.t.at(i); int(p.source) == source {
			out = append(out, passing{ms: p.ms, at: v.place(p), i: i})
		}
	}
	return out
}

// ref is the row of a track's point.
func (t *Track) ref(i int) Ref {
	p := t.at(i)
	return Ref{Source: t.sources[p.source].Name, Line: int(p.line)}
}

// agreeing is the largest set of bids, by handovers, that lie close together; of equal ones, that of the least offset.
func agreeing(bids []bid) []bid {
	slices.SortStableFunc(bids, func(a, b bid) int { return cmp.Compare(a.ms, b.ms) })
	var best []bid
	most := 0
	size := func(b []bid) int64 { m := b[len(b)/2].ms; return max(m, -m) }
	for i, j := 0, 0; i < len(bids); i++ {
		for j < len(bids) && bids[j].ms-bids[i].ms <= agreement {
			j++
		}
		if n := visitsOf(bids[i:j]); n > most || n == most && size(bids[i:j]) < size(best) {
			best, most = bids[i:j], n
		}
	}
	return best
}

func visitsOf(bids []bid) int {
	seen := map[int]bool{}
	for _, b := range bids {
		seen[b.h.visit] = true
	}
	return len(seen)
}

// settled is the median of the agreeing bids, to the second, with its uncertainty.
func settled(bids []bid, visits int) *offset {
	var values, apart []float64
	coarse := int64(1000)
	o := &offset{visits: visits}
	for _, b := range bids {
		values = append(values, float64(b.ms))
		coarse = max(coarse, b.h.width)
		if len(o.refs) < 12 {
			o.refs = append(o.refs, b.h.order.Ref, b.track)
		}
	}
	middle := median(values)
	for _, v := range values {
		apart = append(apart, math.Abs(v-middle))
	}
	spread := 3 * 1.4826 * median(apart) / math.Sqrt(float64(len(values)))
	o.ms = int64(math.Round(middle/1000)) * 1000
	o.uncertainty = int64(math.Ceil((spread+float64(coarse)/2)/1000)+visitSlack/visitSpeed) * 1000
	return o
}
