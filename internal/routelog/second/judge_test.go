package second_test

import (
	"cmp"
	"slices"
)

// judge applies the rules to a day.
func judge(r record) verdict {
	d := newScene(r)
	var views []view
	for _, x := range d.instants() {
		for _, v := range d.viewsAt(x) {
			if !slices.Contains(views, v) {
				views = append(views, v)
			}
		}
	}
	plain := slices.DeleteFunc(slices.Clone(views), func(v view) bool { return v.strained })
	if len(plain) == 0 {
		plain = views
	}
	v := verdict{finding: together(views), position: positionOf(plain), phase: phaseOf(views), answers: agreed(views), used: len(d.cleaned)}
	for _, w := range tellable(plain, v.finding, v.position) {
		v.told = append(v.told, d.tell(w))
	}
	v.answers.continuousWork = continuousWork(v.finding)
	return v
}

// tell writes an alternative out.
func (d *scene) tell(v view) (t telling) {
	if v.previous >= 0 {
		t.previous = d.runs[v.previous].id
	}
	if v.next >= 0 {
		t.next = d.runs[v.next].id
	}
	if m := v.look; m != nil {
		t.gap, t.points, t.stops, t.silences = &m.span, m.points, m.stops, m.silences
		t.coverage, t.pathM, t.directM, t.towardNext = m.coverage, m.pathM, m.directM, m.toward
	}
	return t
}

// scene is a record made ready: orders in order, the track cleaned, and every gap measured at most once.
type scene struct {
	record
	runs     []run
	leanings []leaning
	cleaned  []kept
	looked   map[lookKey]*look
}

type lookKey struct {
	previous, next int
	span
}

func newScene(r record) *scene {
	all := runs(r.orders)
	return &scene{record: r, runs: all, leanings: leanings(all, r.policy), cleaned: clean(r.track, r.policy), looked: map[lookKey]*look{}}
}

// instants are all at which anything can change within the incident, each with its neighbours: the last at which a clock that
// ends there can still be ahead lies two before. That a stop becomes long between two of them shows at the later one.
func (d *scene) instants() []int64 {
	in := d.incident
	marks := []int64{in.from, in.to}
	for _, r := range d.runs {
		for _, c := range []*clock{r.start, r.end, r.over, r.arrived, r.picked} {
			if c == nil {
				continue
			}
			from, to := c.bounds()
			for _, away := range d.policy.distances() {
				marks = append(marks, from+away, to+away)
			}
		}
	}
	for _, s := range d.shifts {
		marks = append(marks, s.from, s.to)
	}
	for i, k := range d.cleaned {
		if last := i == len(d.cleaned)-1; last || d.cleaned[i+1].at-k.at > min(d.policy.placeWindow, d.policy.blind) {
			marks = append(marks, k.at, k.at+d.policy.blind)
			if !last {
				marks = append(marks, d.cleaned[i+1].at)
			}
		}
	}
	midnight := midnightBefore(in.to)
	marks = append(marks, midnight, midnight+afterMidnight)
	var all []int64
	for _, m := range marks {
		for x := m - 2; x <= m+1; x++ {
			if in.from <= x && x < in.to {
				all = append(all, x)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// view is what the rules say at one instant under one reading of the clocks.
type view struct {
	finding, position, phase string
	previous, next           int   // indexes of runs, -1 for none
	inHand                   bool  // a parcel is in hand, so there is no gap
	strained                 bool  // no leaning has the orders stand so: it is judged, but another is told if there is one
	look                     *look // the gap, measured; nil where there is none
	answers                  answers
}

// viewsAt judges an instant under every reading of the clocks.
func (d *scene) viewsAt(x int64) []view {
	var views []view
	ways := make([][]fate, len(d.runs))
	for i, r := range d.runs {
		ways[i] = r.fates(x, d.policy)
	}
	fates := make([]fate, len(d.runs))
	var choose func(i int)
	choose = func(i int) {
		if i < len(d.runs) {
			for _, f := range ways[i] {
				fates[i] = f
				choose(i + 1)
			}
			return
		}
		some, agree := d.standing(x, fates)
		for _, l := range some {
			for _, v := range d.viewsOf(x, fates, l) {
				v.strained = !agree
				if !slices.Contains(views, v) {
					views = append(views, v)
				}
			}
		}
	}
	choose(0)
	return views
}

// standing are the leanings under which the orders stand to the instant as they are taken to; all where none agrees.
func (d *scene) standing(x int64, fates []fate) (some []leaning, agree bool) {
	agrees := func(l leaning) bool {
		for i, f := range fates {
			r := d.runs[i]
			if (l.began(r) <= x) != f.begun || (l.over(r) <= x) != f.over {
				return false
			}
		}
		return true
	}
	some = slices.DeleteFunc(slices.Clone(d.leanings), func(l leaning) bool { return !agrees(l) })
	if len(some) == 0 {
		return d.leanings, false
	}
	return some, true
}

// viewsOf judges one standing of the orders, over every gap that the clocks at its ends allow.
func (d *scene) viewsOf(x int64, fates []fate, l leaning) (views []view) {
	v := d.place(fates, l)
	v.answers = d.answersAt(x, fates, v.next)
	looks := []*look{nil}
	if !v.inHand && v.previous >= 0 {
		looks = d.looks(x, v, fates)
	}
	for _, m := range looks {
		v.look = m
		v.finding = d.finding(x, fates, v)
		views = append(views, v)
	}
	return views
}

// place finds where an instant lies among the orders.
func (d *scene) place(fates []fate, l leaning) view {
	v := view{position: noOrders, previous: -1, next: -1}
	running := -1
	var over, coming, ahead []int
	for i, f := range fates {
		switch {
		case d.runs[i].running(f):
			running = i
			v.phase = further(v.phase, f)
			v.inHand = v.inHand || f.picked
			if !f.picked {
				ahead = append(ahead, i)
			}
		case f.over:
			over = append(over, i)
		case !f.begun:
			coming = append(coming, i)
		}
	}
	// Reading: where 3 hours after one period and 3 hours before another overlap, the former has not ended yet.
	period := d.periodAt(fates, l)
	if period < 0 {
		return v
	}
	v.previous = d.lastOf(l.inPeriod(over, period), l)
	v.next = d.nextOf(l.inPeriod(append(ahead, coming...), period), l)
	switch {
	case running >= 0:
		v.position = onOrder
	case v.previous < 0:
		v.position = beforeFirst
	case v.next < 0:
		v.position = afterLast
	default:
		v.position = betweenOrders
	}
	return v
}

// periodAt is the duty period that an instant belongs to, with its reach on both sides; -1 for none.
func (d *scene) periodAt(fates []fate, l leaning) int {
	for i, f := range fates {
		if f.begun && !f.over {
			return l.period[i]
		}
	}
	best := -1
	for i, f := range fates {
		if f.over && f.near {
			best = max(best, l.period[i])
		}
	}
	if best >= 0 {
		return best
	}
	for i, f := range fates { // the first to come is the nearest
		if !f.begun && f.near {
			return l.period[i]
		}
	}
	return -1
}

// further is the further of a phase and that of an order that runs.
// Reading: an order is in the phase of its last known event; merged orders are in the furthest.
func further(phase string, f fate) string {
	switch {
	case f.picked || phase == delivering:
		return delivering
	case f.arrived || phase == atPickup:
		return atPickup
	}
	return toPickup
}

// lastOf is the order that ended last: the latest end, then the latest in the order of runs.
func (d *scene) lastOf(over []int, l leaning) int {
	best := -1
	at := func(i int) int64 { return l.over(d.runs[i]) }
	for _, i := range over {
		if best < 0 || at(i) > at(best) || at(i) == at(best) && i > best {
			best = i
		}
	}
	return best
}

// nextOf is the next to be picked up, else to be accepted, and among equals the first in the order of runs. An order that was
// taken away is where he was headed until then, so its acceptance stands in for a pickup like any other's.
func (d *scene) nextOf(coming []int, l leaning) int {
	best := -1
	at := func(i int) int64 { return l.start(cmp.Or(d.runs[i].pickupTime(), d.runs[i].start)) }
	for _, i := range coming {
		if best < 0 || at(i) < at(best) || at(i) == at(best) && i < best {
			best = i
		}
	}
	return best
}

// finding goes down the precedence of the specification, line by line.
func (d *scene) finding(x int64, fates []fate, v view) string {
	if v.position == onOrder {
		return onOrder
	}
	if d.ordersFail(fates) {
		return cannotTell
	}
	if v.position == noOrders || state(d.shifts, x) == no {
		return offDuty
	}
	if v.position == beforeFirst || v.position == afterLast && !fates[v.previous].fresh {
		return noOrder
	}
	if d.gapInDoubt(v) {
		return cannotTell
	}
	if at := slices.IndexFunc(v.look.stops, func(h halt) bool { return h.near == "" && h.idle(x, d.shifts) >= d.policy.longStop }); at >= 0 {
		return d.unlessUndeclared(v.look)
	}
	if blind(d.cleaned, v.look.span, x, d.policy) {
		return cannotTell
	}
	if v.position == afterLast {
		return inTransit
	}
	return d.onTheWay(v.look, d.runs[v.next], fates[v.next])
}

// ordersFail says that the orders are missing, do not reach the incident, or leave open whether one runs just then.
func (d *scene) ordersFail(fates []fate) bool {
	reaching := false
	for i, f := range fates {
		if d.runs[i].unclear(f) {
			return true
		}
		reaching = reaching || f.reaching
	}
	return !reaching
}

// gapInDoubt says that the gap would begin or end at an order whose clocks contradict each other there.
func (d *scene) gapInDoubt(v view) bool {
	previous := d.runs[v.previous]
	return previous.doubtful || previous.disputed || v.next >= 0 && d.runs[v.next].doubtful
}

// onTheWay decides between two orders when neither a stop nor a silence did. Without an acceptance both readings speak for him:
// accepted already, he was on an order; not yet, he had no destination.
func (d *scene) onTheWay(m *look, next run, f fate) string {
	if m.toward != nil && *m.toward >= d.policy.towardNext || m.pathM <= d.policy.detourRatio*max(m.directM, d.policy.directFloorM) ||
		m.pickup == nil || next.accepted == nil || !f.begun {
		return continuous
	}
	return d.unlessUndeclared(m)
}

// unlessUndeclared is an interruption, if it does not rest on a track's datum that nobody declared inside China. It rests on it
// where the orders give a place to compare with; places read off the track itself shift with it.
func (d *scene) unlessUndeclared(m *look) string {
	if !d.datumDeclared && m.given && m.points > 0 {
		return cannotTell
	}
	return interrupted
}

// look is a measured gap with what its two ends are.
type look struct {
	stretch
	dropoff, pickup *place
	given           bool // one of the two is the order's own word
	toward          *float64
}

// looks measures every gap that the clocks of the previous order's end and the next one's pickup allow.
func (d *scene) looks(x int64, v view, fates []fate) (all []*look) {
	for _, from := range d.runs[v.previous].over.ends() {
		for _, to := range d.gapEnds(v.next) {
			known := v.next >= 0 && d.runs[v.next].picked != nil && d.runs[v.next].pickedUp()
			from = max(from, d.runs[v.previous].latestBefore())
			if from > x || known && to <= x && !fates[v.next].picked {
				continue // this reading has the order not over, or the other picked up
			}
			all = append(all, d.look(lookKey{v.previous, v.next, span{from, to}}))
		}
	}
	return all
}

// latestBefore is the last thing known to have happened in an order before its end, which cannot have come earlier.
func (r run) latestBefore() int64 {
	latest := -never
	for _, c := range []*clock{r.accepted, r.arrived, r.picked} {
		if c != nil && !r.doubtful && !r.disputed {
			latest = max(latest, c.at)
		}
	}
	return latest
}

// gapEnds are the times at which a gap may end: the pickup of the next order, or the incident when there was none.
func (d *scene) gapEnds(next int) []int64 {
	if next >= 0 && d.runs[next].pickedUp() {
		if c := d.runs[next].pickupTime(); c != nil {
			return c.ends()
		}
	}
	return []int64{d.incident.to}
}

func (d *scene) look(key lookKey) *look {
	m, ok := d.looked[key]
	if !ok {
		m = d.lookAt(key)
		d.looked[key] = m
	}
	return m
}

func (d *scene) lookAt(key lookKey) *look {
	m := &look{stretch: measure(d.cleaned, span{key.from, max(key.from, key.to)}, d.incident, d.policy)}
	if previous := d.runs[key.previous]; previous.dropoff != nil {
		m.dropoff, m.given = previous.dropoff, true
	} else if previous.delivered != nil { // where an order was taken away is no drop-off
		at := key.from
		if previous.doubtful {
			at += previous.delivered.at - previous.over.at
		}
		m.dropoff = whereAt(d.cleaned, at, d.policy)
	}
	if key.next >= 0 {
		if next := d.runs[key.next]; next.pickup != nil {
			m.pickup, m.given = next.pickup, true
		} else if next.pickedUp() && next.pickupTime() != nil {
			m.pickup = whereAt(d.cleaned, key.to, d.policy)
		}
	}
	for i := range m.stops {
		m.stops[i].near = nearby(m.stops[i].place, m.dropoff, m.pickup, d.policy)
	}
	m.toward = d.toward(m)
	return m
}

// toward is how much of the way to the next pickup lay behind him at the incident's end. Where it began is the track's place, or
// the drop-off; where it stood is the place stated, or the track's last by then.
func (d *scene) toward(m *look) *float64 {
	from, at := whereAt(d.cleaned, m.from, d.policy), d.incident.place
	if from == nil {
		from = m.dropoff
	}
	if last := lastBy(d.cleaned, d.incident.to); at == nil && last != nil && d.incident.to-last.at <= d.policy.placeWindow {
		at = &last.place
	}
	if from == nil || m.pickup == nil || at == nil {
		return nil
	}
	share := 1 - metres(*at, *m.pickup)/max(metres(*from, *m.pickup), d.policy.directFloorM)
	return &share
}
