package routelog

import (
	"math"
	"time"
)

// findings tells a verdict with everything it rests on.
func (c *inquest) findings() Findings {
	v := c.verdict()
	a := c.asides(v)
	f := Findings{
		Incident: Stretch{From: stamp(c.from), To: stamp(c.to)},
		Position: v.position, Phase: v.phase(), Finding: v.finding,
		Because: c.grounded(v, append(v.because(), a.because...)), Against: c.grounded(v, append(v.against(), a.against...)),
		Missing: c.grounded(v, append(c.missing(v), a.missing...)), NotProved: v.notProved(),
		Coverage: c.coverage(v), Quality: c.quality(v), Alternatives: a.alternatives, Clocks: c.clockRows(a.offsets),
		Analyser: Analyser, Policy: c.policy,
	}
	f.Quality.DatumSuspectM, f.Quality.ClockOffsetS = a.suspectM, a.offsetS
	if s := v.main.prev; s != nil {
		f.Previous = c.previous(s)
	}
	if s := v.main.next; s != nil {
		f.Next = c.next(s)
	}
	f.Movement.Stops, f.Movement.Refs = []Stay{}, []Ref{}
	if g := v.main.gap; g != nil {
		f.Gap = Gap{Stretch: Stretch{From: stamp(g.from), To: stamp(g.to)}, Seconds: seconds(g.to - g.from)}
		f.Movement = v.main.movement()
	}
	f.Disclosed = v.main.disclosed()
	return f
}

// stamp prints a moment in Shanghai's zone; nil where it is not known.
func stamp(at int64) *time.Time {
	if at == never {
		return nil
	}
	t := shanghai(at)
	return &t
}

func shanghai(at int64) time.Time { return time.UnixMilli(at).In(Shanghai) }

func seconds(ms int64) *float64 { return number(float64(ms) / 1000) }

func number(v float64) *float64 { return &v }

func count(n int) *int { return &n }

// rounded keeps what is meant: figures beyond it would be noise of the machine's arithmetic.
func rounded(v float64, decimals int) *float64 {
	unit := math.Pow(10, float64(decimals))
	return number(math.Round(v*unit) / unit)
}

// phase is that of the order the whole incident fell in, if it kept one phase.
func (v verdict) phase() *Phase {
	phase := v.scenes[0].phase
	for _, s := range v.scenes {
		if s.position != AtOrder || s.phase != phase {
			return nil
		}
	}
	return &phase
}

// window is a clock's interval in ms, tolerance included; a clock written to the second is an instant.
func window(k *Clock) (from, to int64) {
	return k.At.Add(-k.Tolerance).UnixMilli(), k.At.Add(k.Width + k.Tolerance).UnixMilli()
}

func (c *inquest) previous(s *span) Previous {
	p := Previous{ID: &s.order.ID, Ref: &s.order.Ref}
	end := s.order.Delivered
	if end == nil {
		end = s.order.Cancelled
	}
	if end != nil {
		from, to := window(end)
		p.EndedAt = stamp(end.At.UnixMilli())
		p.Since = Range{Min: seconds(c.from - to), Max: seconds(c.to - from)}
	}
	return p
}

func (c *inquest) next(s *span) Next {
	n := Next{ID: &s.order.ID, PickupAt: stamp(pickedAt(s)), Ref: &s.order.Ref}
	relation := Unclear
	target := s.order.Accepted
	if target != nil {
		from, to := window(target)
		n.AcceptedAt = stamp(target.At.UnixMilli())
		switch {
		case c.to <= from:
			relation = Before
		case c.from >= to:
			relation = After
		}
	} else if s.order.PickedUp != nil {
		target = s.order.PickedUp
	} else {
		target = s.order.Arrived
	}
	n.Relation = &relation
	if target != nil {
		from, to := window(target)
		n.Until = Range{Min: seconds(from - c.to), Max: seconds(to - c.from)}
	}
	return n
}

func (s *scene) movement() Movement {
	g := s.gap
	m := Movement{Points: count(len(g.fixes)), LongestSilence: seconds(g.longest), Stops: []Stay{}, Refs: []Ref{}}
	if g.to > g.from {
		m.Coverage = rounded(1-float64(g.silent)/float64(g.to-g.from), 4)
	}
	if len(g.fixes) > 0 {
		m.DistanceM, m.DisplacementM = rounded(g.path, 1), rounded(g.displacement, 1)
		m.Refs = []Ref{g.fixes[0].ref, g.fixes[len(g.fixes)-1].ref}
	}
	if share, ok := s.w.toward(g, s.w.to); ok {
		m.TowardNext = rounded(share, 4)
	}
	for _, stop := range g.stops {
		m.Stops = append(m.Stops, stop.stay())
	}
	return m
}

func (s Stop) stay() Stay {
	out := Stay{From: shanghai(s.from), To: shanghai(s.to), Seconds: float64(s.to-s.from) / 1000,
		Lat: math.Round(s.at.Lat*1e6) / 1e6, Lon: math.Round(s.at.Lon*1e6) / 1e6, Silent: s.silent, Refs: s.refs}
	if s.near != "" {
		out.Near = &s.near
	}
	return out
}

// quality counts what was read and what was left out.
func (c *inquest) quality(v verdict) Quality {
	q := Quality{OrdersRead: len(c.log.Orders), Dropped: c.dropped, PointsUsed: c.used, Silences: []Quiet{}}
	if t := c.log.Track; t != nil && len(t.sources) > 0 {
		q.PointsRead, q.OutOfOrder = t.read, t.disorder
		datum := t.sources[0].Datum.Or(WGS84)
		q.Datum = &datum
		q.DatumDeclared = true
		for _, src := range t.sources {
			q.DatumDeclared = q.DatumDeclared && src.Datum.Valid()
		}
	}
	if g := v.main.gap; g != nil && q.PointsRead > 0 {
		for _, s := range g.silences {
			q.Silences = append(q.Silences, Quiet{From: shanghai(s.from), To: shanghai(s.to), Seconds: float64(s.to-s.from) / 1000, Refs: append([]Ref{}, s.refs...)})
		}
	}
	return q
}
