package routelog

import (
	"sort"
)

// mark says what cleaning made of a point.
type mark uint8

const (
	kept   mark = iota
	broken      // kept, but the track leapt here and did not come back: a silence lies before it
	left        // left out
)

// clean marks duplicates, leaps and breaks, on the sorted track. It hides nothing: what it leaves out is counted, and a
// track cleaned again under another policy starts from all points.
func (t *Track) clean(p Policy) (d Dropped, used int) {
	t.sort()
	c := cleaner{t: t, v: view{t: t}, p: p, last: -1, d: t.dropped, budget: 4*t.n + 1_000_000}
	for i := 0; i < t.n; {
		i = c.step(i)
	}
	return c.d, c.used
}

type cleaner struct {
	t      *Track
	v      view
	p      Policy
	last   int   // the last kept point, -1 before the first
	at     Place // and its place
	d      Dropped
	used   int
	budget int // how many points may be looked at ahead, in all, so that no file takes quadratic time
}

// step deals with point i and returns the next to deal with.
func (c *cleaner) step(i int) int {
	if c.duplicate(i) {
		c.drop(i, &c.d.Duplicate)
		return i + 1
	}
	place := c.v.place(c.t.at(i))
	switch {
	case c.last < 0 || c.follows(i, place):
		c.keep(i, place, kept)
		return i + 1
	}
	back := c.comesBack(i)
	if back < 0 {
		c.keep(i, place, broken)
		return i + 1
	}
	for ; i < back; i++ {
		if c.duplicate(i) {
			c.drop(i, &c.d.Duplicate)
		} else {
			c.drop(i, &c.d.Teleport)
		}
	}
	return back
}

func (c *cleaner) duplicate(i int) bool {
	if i == 0 {
		return false
	}
	a, b := c.t.at(i-1), c.t.at(i)
	return a.ms == b.ms && a.lat == b.lat && a.lon == b.lon && c.t.sources[a.source].Datum == c.t.sources[b.source].Datum
}

func (c *cleaner) drop(i int, count *int) {
	*count++
	c.t.blocks[i/blockPoints][i%blockPoints].mark = left
}

func (c *cleaner) keep(i int, at Place, m mark) {
	c.t.blocks[i/blockPoints][i%blockPoints].mark = m
	c.last, c.at = i, at
	c.used++
}

// follows says whether the point can be reached from the last kept one. Stamps are mostly whole seconds, so that two
// points may truly be up to a second farther apart than they say.
func (c *cleaner) follows(i int, at Place) bool {
	reach := c.p.TeleportMps * max(float64(c.t.at(i).ms-c.t.at(c.last).ms)/1000, 1)
	return surely(c.at, at, reach) || roughly(c.at, at) <= reach*1.02 && Distance(c.at, at) <= reach
}

// comesBack finds the first point, soon enough after the leap at i, that follows the last kept one; -1 when none does.
func (c *cleaner) comesBack(i int) int {
	until := c.t.at(i).ms + ms(c.p.TeleportReturnS)
	for j := i + 1; j < c.t.n && c.t.at(j).ms <= until && c.budget > 0; j++ {
		c.budget--
		if c.follows(j, c.v.place(c.t.at(j))) {
			return j
		}
	}
	return -1
}

// view reads a cleaned track in WGS-84: undeclared files in the datum assumed for them, all times shifted.
type view struct {
	t       *Track
	assumed Datum
	shift   int64 // ms added to every time
}

// fix is a point of a view.
type fix struct {
	ms     int64
	at     Place
	ref    Ref
	broken bool
}

func (v view) place(p point) Place {
	return ToWGS84(unpacked(p), v.t.sources[p.source].Datum.Or(v.assumed))
}

func unpacked(p point) Place { return Place{Lat: float64(p.lat) / 1e7, Lon: float64(p.lon) / 1e7} }

func (v view) fix(i int) fix {
	p := v.t.at(i)
	return fix{ms: p.ms + v.shift, at: v.place(p), broken: p.mark == broken,
		ref: v.t.ref(i)}
}

// search finds the index of the first point at or after a time.
func (v view) search(at int64) int {
	if v.t == nil {
		return 0
	}
	return sort.Search(v.t.n, func(i int) bool { return v.t.at(i).ms+v.shift >= at })
}

// between gives the kept points of [from, to].
func (v view) between(from, to int64) []fix {
	first, last := v.search(from), v.search(to+1)
	if last <= first {
		return nil
	}
	out := make([]fix, 0, last-first)
	for i := first; i < last; i++ {
		if v.t.at(i).mark != left {
			out = append(out, v.fix(i))
		}
	}
	return out
}

// lastAt is the last kept point at or before a time.
func (v view) lastAt(at int64) (fix, bool) {
	for i := v.search(at+1) - 1; i >= 0; i-- {
		if v.t.at(i).mark != left {
			return v.fix(i), true
		}
	}
	return fix{}, false
}

// firstAfter is the first kept point after a time.
func (v view) firstAfter(at int64) (fix, bool) {
	for i := v.search(at + 1); v.t != nil && i < v.t.n; i++ {
		if v.t.at(i).mark != left {
			return v.fix(i), true
		}
	}
	return fix{}, false
}

// near is the kept point closest in time to a moment, if one lies within the window.
func (v view) near(at, window int64) (fix, bool) {
	a, okA := v.lastAt(at)
	b, okB := v.firstAfter(at)
	okA, okB = okA && at-a.ms <= window, okB && b.ms-at <= window
	if okA && (!okB || at-a.ms <= b.ms-at) {
		return a, true
	}
	return b, okB
}
