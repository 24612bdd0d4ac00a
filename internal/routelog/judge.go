package routelog

import (
	"slices"
	"time"
)

// maxCuts is into how many pieces an incident may fall before its clock is simply too coarse.
const maxCuts = 500

// Judge says what the log shows about an incident under a policy. The log's track is sorted and marked in place, so one
// log is judged by one goroutine at a time; nothing in it is lost. An incident whose end is not after its beginning
// counts as lasting one millisecond.
func Judge(log *Log, in Incident, p Policy) Findings { return JudgeAll(log, in, []Policy{p}) }

// JudgeAll judges under the first policy and names the finding under each of the others as an alternative. No policy at
// all is the default one.
func JudgeAll(log *Log, in Incident, policies []Policy) Findings {
	if len(policies) == 0 {
		policies = []Policy{DefaultPolicy()}
	}
	var others []Alternative
	for _, p := range policies[1:] {
		others = append(others, Alternative{With: "policy:" + p.Name, Finding: newCase(log, in, p).verdict().finding})
	}
	c := newCase(log, in, policies[0])
	f := c.findings()
	f.Alternatives = append(c.assumptions(), others...)
	return f
}

// inquest is one judging of one incident: its evidence, cleaned, and the assumptions it is read under.
type inquest struct {
	log     *Log
	in      Incident
	policy  Policy
	online  onlineLog
	dropped Dropped
	used    int
	from    int64
	to      int64
	assume  assumption
}

// assumption is what is taken for granted about what nobody declared.
type assumption struct {
	track, orders Datum
	shift         int64
}

func newCase(log *Log, in Incident, p Policy) *inquest {
	c := &inquest{log: log, in: in, policy: p, online: newOnlineLog(log.Online), from: in.From.UnixMilli(), to: in.To.UnixMilli()}
	c.to = max(c.to, c.from+1)
	if log.Track != nil {
		c.dropped, c.used = log.Track.clean(p)
	}
	return c
}

func (c *inquest) world(v variant) *world {
	return &world{policy: c.policy, incident: c.in, from: c.from, to: c.to, online: c.online, orders: c.log.Orders,
		view: view{t: c.log.Track, assumed: c.assume.track, shift: c.assume.shift}, orderDatum: c.assume.orders,
		tl: newTimeline(c.log.Orders, v, c.policy), gaps: map[gapKey]*gap{}}
}

// verdict is the combined finding with the scenes it was combined from.
type verdict struct {
	finding  Finding
	mixed    bool  // the clocks leave more than one finding possible
	main     scene // the scene that is told
	scenes   []scene
	position Position
}

// verdict judges every alternative that the clocks leave open: each instant of the incident at which anything changes,
// with the orders' coarse clocks fallen every way.
func (c *inquest) verdict() verdict {
	var scenes []scene
	for _, v := range c.variants() {
		w := c.world(v)
		cuts := w.orderCuts()
		if len(cuts) > maxCuts {
			return c.tooCoarse(w)
		}
		for _, t := range cuts {
			scenes = append(scenes, w.judge(t))
		}
		more := w.trackCuts(cuts) // known only once the gaps of the first were measured
		if len(more) > maxCuts {
			return c.tooCoarse(w)
		}
		for _, t := range more {
			scenes = append(scenes, w.judge(t))
		}
	}
	return combine(scenes)
}

// variants leaves out what coarse clocks cannot change.
func (c *inquest) variants() []variant {
	for _, o := range c.log.Orders {
		for _, clock := range []*Clock{o.Accepted, o.Arrived, o.PickedUp, o.Delivered, o.Cancelled} {
			if clock != nil && clock.Width > 0 {
				return variants
			}
		}
	}
	return variants[:1]
}

func (c *inquest) tooCoarse(w *world) verdict {
	s := w.judge(c.from)
	s.finding, s.rule = CannotTell, "clocks_too_coarse"
	return verdict{finding: CannotTell, mixed: true, main: s, scenes: []scene{s}, position: s.position}
}

// orderCuts are the instants of the incident at which orders or online log change what is asked, its beginning first.
func (w *world) orderCuts() []int64 {
	p := w.policy
	cuts := []int64{w.from}
	for _, s := range w.tl.spans {
		cuts = append(cuts, s.start, s.arrived, s.picked, s.end, s.end+ms(p.TransitS)+1, s.end+ms(p.OpenOrderS), s.doubtFrom, s.doubtTo+1)
	}
	for _, b := range w.tl.running {
		for _, reach := range []int64{ms(p.DutyBreakS), ms(p.ReachS)} {
			cuts = append(cuts, b.from-reach, b.to+reach+1)
		}
	}
	for _, e := range w.online.edges {
		cuts = append(cuts, e.at)
	}
	return w.inside(cuts)
}

// trackCuts are the instants at which a stop becomes long, or a silence begins or ends to blind, besides the known ones.
func (w *world) trackCuts(known []int64) []int64 {
	var cuts []int64
	for _, g := range w.gaps {
		for _, s := range g.stops {
			cuts = append(cuts, w.interruptedFrom(s))
		}
		cuts = append(cuts, g.from)
	}
	blind := ms(w.policy.BlindS)
	last, ok := w.view.lastAt(w.from)
	for _, f := range w.view.between(w.from+1, w.to) {
		if !ok || f.ms-last.ms > min(ms(w.policy.PlaceWindowS), blind) {
			cuts = append(cuts, f.ms)
		}
		if ok {
			cuts = append(cuts, min(last.ms+blind+1, f.ms))
		}
		last, ok = f, true
	}
	if ok {
		cuts = append(cuts, last.ms+blind+1)
	}
	return slices.DeleteFunc(w.inside(cuts), func(t int64) bool { return slices.Contains(known, t) })
}

// inside keeps what lies in the incident, sorted, once each.
func (w *world) inside(cuts []int64) []int64 {
	cuts = slices.DeleteFunc(cuts, func(t int64) bool { return t < w.from || t >= w.to })
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

// combine is the rule for alternatives: all alike, that; all favourable, the last of on_order, continuous, in_transit;
// else it cannot be told.
func combine(scenes []scene) verdict {
	v := verdict{scenes: scenes}
	rank := map[Finding]int{OnOrder: 1, Continuous: 2, InTransit: 3}
	v.finding = scenes[0].finding
	for _, s := range scenes[1:] {
		switch {
		case s.finding == v.finding:
		case rank[s.finding] > 0 && rank[v.finding] > 0:
			v.mixed = true
			if rank[s.finding] > rank[v.finding] {
				v.finding = s.finding
			}
		default:
			v.mixed, v.finding = true, CannotTell
		}
	}
	v.position = commonPosition(scenes)
	v.main = mainScene(v)
	return v
}

// commonPosition is on_order only where the whole interval lies inside one span.
func commonPosition(scenes []scene) Position {
	for _, p := range []Position{BetweenOrders, AfterLast, BeforeFirst, NoOrders} {
		for _, s := range scenes {
			if s.position == p {
				return p
			}
		}
	}
	return AtOrder
}

// mainScene is the scene to tell: one that found what was found, at the position told, if there is one.
func mainScene(v verdict) scene {
	best, score := v.scenes[0], -1
	for _, s := range v.scenes {
		n := 0
		if s.finding == v.finding {
			n += 2
		}
		if s.position == v.position {
			n++
		}
		if n > score {
			best, score = s, n
		}
	}
	return best
}

// assumptions judges again under what was not declared or is suspected.
func (c *inquest) assumptions() []Alternative {
	out := []Alternative{}
	try := func(with string, a assumption) {
		other := *c
		other.assume = a
		out = append(out, Alternative{With: with, Finding: other.verdict().finding})
	}
	w := c.world(variant{})
	if w.trackUndeclared() && c.trackInChina() {
		try("datum:gcj02", assumption{track: GCJ02})
		try("datum:bd09", assumption{track: BD09})
	}
	if w.ordersUndeclared() && c.trackInChina() {
		try("order_datum:gcj02", assumption{orders: GCJ02})
		try("order_datum:bd09", assumption{orders: BD09})
	}
	if c.log.Track != nil && c.log.Track.unzoned > 0 && c.log.Track.unzoned == c.log.Track.n {
		try("track_zone:UTC", assumption{shift: (8 * time.Hour).Milliseconds()})
	}
	return out
}

// trackInChina looks at the point nearest the incident.
func (c *inquest) trackInChina() bool {
	f, ok := c.world(variant{}).view.near(c.from, never/4)
	return ok && InChina(f.at)
}
