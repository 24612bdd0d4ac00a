package routelog

import (
	"cmp"
	"math"
	"slices"
)

// cut is what a log and its findings say of [from, to) and of nothing else (截取): a picture is drawn from a cut alone, so
// that what lies outside can neither be seen in it nor worked out from it. Times are in ms, places in WGS-84.
type cut struct {
	from, to int64
	policy   Policy
	finding  Finding
	analyser string
	incident block  // what of the incident lies inside; empty where nothing does
	stated   *Place // where it was, if a source says so
	gap      block  // what of the gap lies inside; empty where nothing does
	gapOpen  bool   // … and it goes on after the cut
	tracked  bool   // there is a track
	dots     []dot
	silences []block
	stops    []stay
	lanes    []lane
	shifts   []shift
	previous *lane
	next     *lane
}

// dot is a point of the track kept for drawing, at most one in a pitch of time. Metres is the way ridden since the one
// before, over all points between.
type dot struct {
	ms     int64
	at     Place
	metres float64
	quiet  bool // a silence, or a leap that did not come back, lies before it
	leapt  bool // … a leap
}

// stay is a stop inside the cut. At is nil where no point inside shows it.
type stay struct {
	block
	at     *Place
	near   string
	silent bool
}

// shift is a stretch of the online log inside the cut.
type shift struct {
	block
	state onlineState
}

func (b block) empty() bool { return b.to <= b.from }

// newCut reads a view of the track, cleaned, between two moments.
func newCut(log *Log, v view, in Incident, f Findings, from, to int64) *cut {
	c := &cut{from: from, to: max(to, from+1000), policy: f.Policy, finding: f.Finding, analyser: f.Analyser, tracked: log.Track != nil && log.Track.n > 0}
	c.incident = c.clip(block{in.From.UnixMilli(), max(in.To.UnixMilli(), in.From.UnixMilli()+1)})
	if in.Place != nil && !c.incident.empty() {
		at := ToWGS84(*in.Place, in.PlaceDatum)
		c.stated = &at
	}
	if g := f.Gap; g.From != nil && g.To != nil {
		whole := block{g.From.UnixMilli(), g.To.UnixMilli()}
		c.gap, c.gapOpen = c.clip(whole), whole.to > c.to
	}
	c.read(v)
	c.readOrders(log.Orders, f)
	c.readOnline(log.Online)
	for _, s := range f.Movement.Stops {
		c.addStop(s)
	}
	return c
}

func (c *cut) clip(b block) block {
	b.from, b.to = max(b.from, c.from), min(b.to, c.to)
	if b.to < b.from {
		return block{}
	}
	return b
}

// holds says whether a moment lies inside.
func (c *cut) holds(at int64) bool { return at >= c.from && at < c.to }

// maxDots bounds what is drawn of a track, however many points it has.
const maxDots = 20_000

// read walks the points inside once.
func (c *cut) read(v view) {
	if v.t == nil {
		return
	}
	pitch := max(1000, (c.to-c.from)/maxDots)
	var last fix
	var step dot
	first := true
	for i := v.search(c.from); i < v.t.n && v.t.at(i).ms+v.shift < c.to; i++ {
		if v.t.at(i).mark == left {
			continue
		}
		x := v.fix(i)
		step.ms, step.at = x.ms, x.at
		switch {
		case first:
			c.silence(c.from, x.ms)
		case x.broken || x.ms-last.ms > ms(c.policy.SilenceS):
			step.quiet, step.leapt = true, x.broken
			c.silence(last.ms, x.ms)
		default:
			step.metres += Distance(last.at, x.at)
		}
		if first || step.quiet || x.ms-c.dots[len(c.dots)-1].ms >= pitch {
			c.keep(step)
			step = dot{}
		}
		last, first = x, false
	}
	if !first {
		c.silence(last.ms, c.to)
	}
}

// keep adds a dot; past all bounds, which only a track made of leaps can reach, the last one is moved instead.
func (c *cut) keep(d dot) {
	if len(c.dots) > 2*maxDots {
		d.quiet = true
		c.dots[len(c.dots)-1] = d
		return
	}
	c.dots = append(c.dots, d)
}

// silence notes a stretch without points, joined with the one before where less than a two-thousandth of the cut lies
// between them.
func (c *cut) silence(from, to int64) {
	if to-from <= ms(c.policy.SilenceS) {
		return
	}
	if n := len(c.silences); n > 0 && from-c.silences[n-1].to < (c.to-c.from)/2000 {
		c.silences[n-1].to = to
		return
	}
	c.silences = append(c.silences, block{from, to})
}

// addStop takes a stop of the findings as far as it lies inside, at the first point inside that shows it.
func (c *cut) addStop(s Stay) {
	whole := block{s.From.UnixMilli(), s.To.UnixMilli()}
	b := c.clip(whole)
	if b.empty() {
		return
	}
	out := stay{block: b, silent: s.Silent}
	if s.Near != nil {
		out.near = *s.Near
	}
	if whole.from >= c.from {
		out.at = &Place{Lat: s.Lat, Lon: s.Lon}
	} else if i := c.after(b.from); i < len(c.dots) && c.dots[i].ms <= b.to {
		out.at = &c.dots[i].at
	}
	c.stops = append(c.stops, out)
}

// after is the number of the first dot at or after a moment; their count where there is none.
func (c *cut) after(at int64) int {
	i, _ := slices.BinarySearchFunc(c.dots, at, func(d dot, at int64) int { return cmp.Compare(d.ms, at) })
	return i
}

// nearest is the number of the dot closest to a moment; -1 without dots.
func (c *cut) nearest(at int64) int {
	i := c.after(at)
	if i == len(c.dots) || i > 0 && at-c.dots[i-1].ms <= c.dots[i].ms-at {
		return i - 1
	}
	return i
}

// near is the place of the dot closest to a moment, within a window.
func (c *cut) near(at, window int64) *Place {
	i := c.nearest(at)
	if i < 0 || max(at-c.dots[i].ms, c.dots[i].ms-at) > window {
		return nil
	}
	return &c.dots[i].at
}

// seen is where the track was at a moment, between the dots about it; nil in a silence.
func (c *cut) seen(at int64) *Place {
	i := c.after(at)
	switch {
	case i == len(c.dots):
		return nil
	case c.dots[i].ms == at:
		return &c.dots[i].at
	case i == 0 || c.dots[i].quiet:
		return nil
	}
	a, b := c.dots[i-1], c.dots[i]
	share := float64(at-a.ms) / float64(b.ms-a.ms)
	return &Place{a.at.Lat + (b.at.Lat-a.at.Lat)*share, a.at.Lon + math.Remainder(b.at.Lon-a.at.Lon, 360)*share}
}

// readOnline takes the online log as far as it lies inside, joined where it says the same.
func (c *cut) readOnline(shifts []Shift) {
	l := newOnlineLog(shifts)
	for at := c.from; at < c.to; {
		state, until := l.at(at)
		until = min(until, c.to)
		if n := len(c.shifts); n > 0 && c.shifts[n-1].state == state {
			c.shifts[n-1].to = until
		} else {
			c.shifts = append(c.shifts, shift{block{at, until}, state})
		}
		at = until
	}
	c.shifts = slices.DeleteFunc(c.shifts, func(s shift) bool { return s.state == unsaid || s.state == disputed })
}
