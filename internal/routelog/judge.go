package routelog

import (
	"slices"
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
	for _, p := range policies[1:] { // first, since the judging that is told leaves its own marks on the track
		others = append(others, newCase(log, in, p).alternative("policy:"+p.Name))
	}
	f := newCase(log, in, policies[0]).findings()
	f.Alternatives = append(f.Alternatives, others...)
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
	tape    *tape
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
	c.tape = &tape{}
	return c
}

// assuming is the same evidence read under an assumption.
func (c *inquest) assuming(a assumption) *inquest {
	other := *c
	other.assume, other.tape = a, &tape{}
	return &other
}

// world is the evidence with the orders' clocks fallen one way, and every other clock as written.
func (c *inquest) world(v variant) *world { return c.worldOf(reading{variant: v}) }

func (c *inquest) worldOf(r reading) *world {
	return &world{policy: c.policy, incident: c.in, from: c.from, to: c.to, online: c.online.moved(r.online), orders: c.log.Orders,
		view: view{t: c.log.Track, assumed: c.assume.track, shift: c.assume.shift + r.track}, orderDatum: c.assume.orders,
		tl: newTimeline(c.log.Orders, r.variant, c.policy), gaps: map[gapKey]*gap{}, tape: c.tape}
}

// verdict is the combined finding with the scenes it was combined from: the first of each finding, position and phase.
type verdict struct {
	finding  Finding
	mixed    bool  // the clocks leave more than one finding possible
	main     scene // the scene that is told
	scenes   []scene
	position Position
}

// verdict judges every alternative that the clocks leave open: each instant of the incident at which anything changes,
// in every way the clocks of the sources can have stood.
func (c *inquest) verdict() verdict {
	return c.judgeWhile(func([]scene) bool { return true })
}

// alternative is the finding alone, with what decided it; it is judged no further than needed.
func (c *inquest) alternative(with string) Alternative {
	v := c.judgeWhile(undecided)
	because := v.main.deciding()
	if v.finding != v.main.finding {
		because = v.mixedReason()
	}
	return Alternative{With: with, Finding: v.finding, Because: &because}
}

// undecided says whether judging on can change the combined finding.
func undecided(scenes []scene) bool {
	v := combine(scenes)
	return !v.mixed || v.finding != CannotTell
}

func (c *inquest) judgeWhile(on func([]scene) bool) verdict {
	readings := c.readings()
	if c.tooMany(readings) {
		return c.tooCoarse(c.world(variant{}))
	}
	var scenes []scene
	for _, r := range readings {
		w := c.worldOf(r)
		cuts := w.orderCuts()
		if len(cuts) > maxCuts {
			return c.tooCoarse(w)
		}
		scenes = w.judgeAt(cuts, scenes)
		more := w.trackCuts(cuts) // known only once the gaps of the first were measured
		if len(more) > maxCuts {
			return c.tooCoarse(w)
		}
		scenes = w.judgeAt(more, scenes)
		if c.tape.read > maxPointsRead {
			return c.tooCoarse(w)
		}
		if !on(scenes) {
			break
		}
	}
	return combine(scenes)
}

// tooMany says whether there are more ways than are judged; as the clocks were written, there never are.
func (c *inquest) tooMany(readings []reading) bool {
	return len(readings) > len(variants) && len(readings)*len(c.log.Orders) > maxReadings
}

// judgeAt adds the scenes at these instants that differ from those known.
func (w *world) judgeAt(cuts []int64, scenes []scene) []scene {
	for _, t := range cuts {
		s := w.judge(t)
		if !slices.ContainsFunc(scenes, func(o scene) bool {
			return o.finding == s.finding && o.position == s.position && o.phase == s.phase
		}) {
			scenes = append(scenes, s)
		}
	}
	return scenes
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
		cuts = append(cuts, s.start, s.arrived, s.picked, s.end, s.over+ms(p.TransitS)+1, s.lastSeen+ms(p.OpenOrderS), s.unsureFrom, s.unsureTo)
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
	v.main.lay()
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

// trackInChina looks at the point nearest the incident.
func (c *inquest) trackInChina() bool {
	f, ok := c.world(variant{}).view.near(c.from, never/4)
	return ok && InChina(f.at)
}
