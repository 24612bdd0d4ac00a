package routelog

import (
	"math"
)

// Stop is a stay within the policy's radius of its first point (停留). Near is "previous_dropoff" or "next_pickup" where it
// was made there, else empty. Silent says that most of it is a silence whose ends lie together.
type Stop struct {
	from, to int64
	at       Place
	near     string
	silent   bool
	refs     []Ref
}

// silence is a stretch without points.
type silence struct {
	from, to int64
	refs     []Ref
}

// gap is the stretch with no parcel in hand about the incident, and what the track shows of it. Lengths are in metres.
type gap struct {
	from, to     int64
	clip         int64 // the incident's end: silences and stops are cut there
	fixes        []fix
	path         float64
	displacement float64
	silences     []silence
	stops        []Stop
	longest      int64
	silent       int64
	behind       *Place // the previous drop-off
	ahead        *Place // the next pickup
	aheadByTrack bool   // … read off the track, since the order does not say it
	behindTrack  bool
}

// measure reads the track over a gap. prev is the order before; next may be nil.
func (w *world) measure(prev, next *span, clip int64) *gap {
	g := &gap{from: prev.over, to: clip, clip: clip}
	if next != nil && pickedUp(next) {
		g.to = max(next.pickupTime, g.from)
	}
	g.clip = min(max(clip, g.from), g.to)
	g.behind, g.behindTrack = w.placeOf(prev.order.Dropoff, prev.order.Datum, prev.deliveredAt)
	if next != nil {
		g.ahead, g.aheadByTrack = w.placeOf(next.order.Pickup, next.order.Datum, pickedAt(next))
	}
	var steps []float64
	g.fixes, steps = w.tape.between(w.view, g.from, g.to)
	for i := 1; i < len(g.fixes); i++ {
		g.path += steps[i]
	}
	if n := len(g.fixes); n > 1 {
		g.displacement = Distance(g.fixes[0].at, g.fixes[n-1].at)
	}
	w.findSilences(g)
	w.findStops(g)
	return g
}

// pickedUp says whether the order is known to have been picked up, about a known time: it says so, or it was delivered
// after an arrival or an acceptance that stands for the pickup. A delivery alone does not say since when.
func pickedUp(s *span) bool {
	return s.picked != never || s.deliveredAt != never && firstKnown(s.arrived, s.accepted) != never
}

func pickedAt(s *span) int64 {
	if pickedUp(s) {
		return s.pickupTime
	}
	return never
}

// placeOf gives an order's place in WGS-84; one not given is the track's at that time, and says so.
func (w *world) placeOf(given *Place, d Datum, at int64) (p *Place, byTrack bool) {
	if given != nil {
		place := ToWGS84(*given, d.Or(w.orderDatum))
		return &place, false
	}
	if at == never {
		return nil, false
	}
	if f, ok := w.view.near(at, ms(w.policy.PlaceWindowS)); ok {
		return &f.at, true
	}
	return nil, false
}

// findSilences lists the stretches without points up to the clip, the one before the first point and the one at the end
// among them.
func (w *world) findSilences(g *gap) {
	if w.view.t == nil || w.view.t.n == 0 {
		g.silences = []silence{{from: g.from, to: g.clip}}
		g.silent, g.longest = g.clip-g.from, g.clip-g.from
		return
	}
	before, had := w.view.lastAt(g.from - 1)
	if !had {
		before.ms = math.MinInt64 / 2
	}
	for _, f := range g.fixes {
		if f.ms > g.clip {
			w.silence(g, before, f)
			return
		}
		w.silence(g, before, f)
		before = f
	}
	after, had := w.view.firstAfter(g.to)
	if !had {
		after.ms = never / 2
	}
	w.silence(g, before, after)
}

// silence notes what lies between two neighbouring points if it is one.
func (w *world) silence(g *gap, a, b fix) {
	s := silence{from: max(a.ms, g.from), to: min(b.ms, g.clip)}
	if s.to <= s.from || b.ms-a.ms <= ms(w.policy.SilenceS) && !b.broken {
		return
	}
	for _, f := range []fix{a, b} {
		if f.ref.Source != "" {
			s.refs = append(s.refs, f.ref)
		}
	}
	g.silences = append(g.silences, s)
	g.silent += s.to - s.from
	g.longest = max(g.longest, s.to-s.from)
}

// findStops lists the stays up to the clip: maximal runs within the radius of their first point. Points closer than a
// second are thinned first, so that no file can make this slow.
func (w *world) findStops(g *gap) {
	fixes := w.stopFixes(g)
	for i := 0; i < len(fixes); {
		j, quiet := i, int64(0)
		for j+1 < len(fixes) && !fixes[j+1].broken && within(fixes[i].at, fixes[j+1].at, w.policy.StopRadiusM) {
			if step := fixes[j+1].ms - fixes[j].ms; step > ms(w.policy.SilenceS) {
				quiet += step
			}
			j++
		}
		long := fixes[j].ms - fixes[i].ms
		if long < ms(w.policy.StopS) || long == 0 {
			i++
			continue
		}
		g.stops = append(g.stops, Stop{from: fixes[i].ms, to: fixes[j].ms, at: fixes[i].at, near: w.nearby(g, fixes[i].at),
			silent: 2*quiet > long, refs: []Ref{fixes[i].ref, fixes[j].ref}})
		i = j
	}
}

// stopFixes are the gap's points up to the clip, at most one a second, led by where a silence across its start began.
func (w *world) stopFixes(g *gap) []fix {
	out := make([]fix, 0, len(g.fixes)+1)
	if before, ok := w.view.lastAt(g.from - 1); ok && len(g.fixes) > 0 && g.fixes[0].ms > g.from && g.fixes[0].ms-before.ms > ms(w.policy.SilenceS) {
		before.ms = g.from
		out = append(out, before)
	}
	for _, f := range g.fixes {
		if f.ms > g.clip {
			break
		}
		if n := len(out); n == 0 || f.broken || f.ms-out[n-1].ms >= 1000 {
			out = append(out, f)
		}
	}
	return out
}

func (w *world) nearby(g *gap, at Place) string {
	switch {
	case g.behind != nil && Distance(at, *g.behind) <= w.policy.HandoverRadiusM:
		return "previous_dropoff"
	case g.ahead != nil && Distance(at, *g.ahead) <= w.policy.HandoverRadiusM:
		return "next_pickup"
	}
	return ""
}

// interruptedFrom is the moment from which a stop counts as an interruption: when the part of it that the online log
// cannot have been waiting by the online log reaches the limit; never if it does not, or was made at a handover.
func (w *world) interruptedFrom(s Stop) int64 {
	if s.near != "" {
		return never
	}
	need, at := ms(w.policy.LongStopS), s.from
	for at < s.to {
		state, until := w.online.at(at)
		until = min(until, s.to)
		if state != online && state != disputed {
			if until-at >= need {
				return at + need
			}
			need -= until - at
		}
		at = until
	}
	return never
}

// toward is how much nearer the incident lies to the next pickup than the gap's start; ok is false where a place is
// not known.
func (w *world) toward(g *gap, t int64) (share float64, ok bool) {
	if g.ahead == nil {
		return 0, false
	}
	start, okStart := w.startOf(g)
	here, okHere := w.placeAt(t)
	if !okStart || !okHere {
		return 0, false
	}
	return 1 - Distance(here, *g.ahead)/max(Distance(start, *g.ahead), w.policy.DirectFloorM), true
}

func (w *world) startOf(g *gap) (Place, bool) {
	if f, ok := w.view.near(g.from, ms(w.policy.PlaceWindowS)); ok {
		return f.at, true
	}
	if g.behind != nil {
		return *g.behind, true
	}
	return Place{}, false
}

// placeAt is where the incident was: as stated, else the last point before it that is not too old.
func (w *world) placeAt(t int64) (Place, bool) {
	if w.incident.Place != nil {
		return ToWGS84(*w.incident.Place, w.incident.PlaceDatum.Or(w.view.assumed)), true
	}
	f, ok := w.view.lastAt(t)
	return f.at, ok && t-f.ms <= ms(w.policy.PlaceWindowS)
}
