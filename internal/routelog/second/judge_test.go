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
		views = append(views, d.viewsAt(x)...)
	}
	shown := leading(views)
	v := verdict{finding: together(views), position: shown.position, phase: phaseOf(views)}
	if shown.previous >= 0 {
		v.previous = d.runs[shown.previous].id
	}
	if shown.next >= 0 {
		v.next = d.runs[shown.next].id
	}
	if m := d.look(shown.previous, shown.next); m != nil && !shown.inHand {
		v.gap, v.points, v.stops, v.silences = &m.span, m.points, m.stops, m.silences
		v.coverage, v.pathM, v.displacementM, v.towardNext = m.coverage, m.pathM, m.directM, m.toward
	}
	v.answers = agreed(views)
	v.answers.continuousWork = continuousWork(v.finding)
	return v
}

// scene is a record made ready: orders in order, the track cleaned, and every gap measured at most once.
type scene struct {
	record
	runs    []run
	cleaned []kept
	looked  map[[2]int]*look
}

func newScene(r record) *scene {
	return &scene{record: r, runs: runs(r.orders, r.policy), cleaned: clean(r.track, r.policy), looked: map[[2]int]*look{}}
}

// instants are all at which anything can change within the incident, each with its neighbours.
func (d *scene) instants() []int64 {
	in := d.incident
	marks := []int64{in.from, in.to}
	for _, r := range d.runs {
		for _, c := range []*clock{r.start, r.end, r.arrived, r.picked} {
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
	midnight := midnightBefore(in.to)
	marks = append(marks, midnight, midnight+afterMidnight)
	var all []int64
	for _, m := range marks {
		for x := m - 2; x <= m+2; x++ {
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
	previous, next           int  // indexes of runs, -1 for none
	inHand                   bool // a parcel is in hand, so there is no gap
	answers                  answers
}

// viewsAt judges an instant under every reading of the clocks.
func (d *scene) viewsAt(x int64) []view {
	var views []view
	fates := make([]fate, len(d.runs))
	var choose func(i int)
	choose = func(i int) {
		if i == len(d.runs) {
			v := d.view(x, fates)
			if !slices.Contains(views, v) {
				views = append(views, v)
			}
			return
		}
		for _, f := range d.runs[i].fates(x, d.policy) {
			fates[i] = f
			choose(i + 1)
		}
	}
	choose(0)
	return views
}

// view judges one alternative, by the precedence of the findings.
func (d *scene) view(x int64, fates []fate) view {
	v := d.place(fates)
	v.finding = d.finding(x, fates, v)
	v.answers = d.answersAt(x, fates)
	return v
}

// place finds where an instant lies among the orders.
func (d *scene) place(fates []fate) view {
	v := view{position: noOrders, previous: -1, next: -1}
	running := -1
	var ended, coming []int
	for i, f := range fates {
		switch {
		case f.running() && !d.runs[i].doubtful:
			running = i
			v.phase = further(v.phase, f)
			v.inHand = v.inHand || f.picked
		case f.begun: // Reading: one that ran in contradiction counts with those before the instant
			ended = append(ended, i)
		default:
			coming = append(coming, i)
		}
	}
	last := d.lastOf(ended)
	switch first := d.firstOf(coming); {
	case running >= 0:
		v.position = onOrder
		v.previous, v.next = last, d.nextOf(d.inPeriod(append(coming, d.unpicked(fates)...), d.runs[running].period))
		if last >= 0 && d.runs[last].period != d.runs[running].period {
			v.previous = -1
		}
	case last >= 0 && first >= 0 && d.runs[last].period == d.runs[first].period:
		v.position, v.previous = betweenOrders, last
		v.next = d.nextOf(d.inPeriod(coming, d.runs[first].period))
	// Reading: where 3 hours after one period and 3 hours before another overlap, the former has not ended yet.
	case last >= 0 && fates[last].near:
		v.position, v.previous = afterLast, last
	case first >= 0 && slices.ContainsFunc(coming, func(i int) bool { return fates[i].near }):
		v.position = beforeFirst
		v.next = d.nextOf(d.inPeriod(coming, d.runs[first].period))
	}
	return v
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

// lastOf is the order that ended last: the latest end, then the latest beginning, then the later number.
func (d *scene) lastOf(ended []int) int {
	best := -1
	for _, i := range ended {
		if best < 0 || d.runs[i].end.at >= d.runs[best].end.at {
			best = i
		}
	}
	return best
}

// firstOf is the order that begins first; runs are kept in that order.
func (d *scene) firstOf(coming []int) int {
	if len(coming) == 0 {
		return -1
	}
	return slices.Min(coming)
}

func (d *scene) inPeriod(of []int, period int) []int {
	return slices.DeleteFunc(slices.Clone(of), func(i int) bool { return d.runs[i].period != period })
}

// unpicked are the orders that run and have still to be picked up.
func (d *scene) unpicked(fates []fate) (out []int) {
	for i, f := range fates {
		if f.running() && !d.runs[i].doubtful && d.runs[i].picked != nil && !f.picked {
			out = append(out, i)
		}
	}
	return out
}

// nextOf is the next to be picked up, else the next to be accepted.
func (d *scene) nextOf(coming []int) int {
	best := -1
	for _, i := range coming {
		if best < 0 || d.sooner(d.runs[i], d.runs[best]) {
			best = i
		}
	}
	return best
}

// sooner says whether a comes before b. One that was never picked up comes after all that were.
func (d *scene) sooner(a, b run) bool {
	pa, pb := a.pickupTime(), b.pickupTime()
	if (pa == nil) != (pb == nil) {
		return pa != nil
	}
	if pa != nil && pa.at != pb.at {
		return pa.at < pb.at
	}
	return cmp.Or(cmp.Compare(a.start.at, b.start.at), cmp.Compare(a.id, b.id)) < 0
}

// finding goes down the precedence of the specification, line by line.
func (d *scene) finding(x int64, fates []fate, v view) string {
	if v.position == onOrder {
		return onOrder
	}
	if d.ordersFail(fates) {
		return cannotTell
	}
	if v.position == noOrders || states(d.shifts, x) == no {
		return offDuty
	}
	if v.position == beforeFirst || v.position == afterLast && !fates[v.previous].fresh {
		return noOrder
	}
	m := d.look(v.previous, v.next)
	if d.stood(m, x) {
		return d.unlessUndeclared()
	}
	if m == nil || !m.seen || m.blind {
		return cannotTell
	}
	if v.position == afterLast {
		return inTransit
	}
	return d.onTheWay(m, v.next, fates[v.next])
}

// ordersFail says that the orders are missing, do not reach the incident, or have no end where it matters.
func (d *scene) ordersFail(fates []fate) bool {
	reaching := false
	for i, f := range fates {
		if f.lingering || d.runs[i].doubtful && f.running() {
			return true
		}
		reaching = reaching || f.reaching
	}
	return !reaching
}

// stood says whether the rider had by x made a long stop elsewhere.
// Reading: a stop counts with what it had lasted at the instant judged, so what may have followed a crash never counts.
func (d *scene) stood(m *look, x int64) bool {
	return m != nil && slices.ContainsFunc(m.stops, func(h halt) bool {
		return h.idle(x, d.shifts) >= d.policy.longStop && !h.near(d.policy, m.dropoff, m.pickup)
	})
}

// onTheWay decides between two orders when neither a stop nor a silence did.
func (d *scene) onTheWay(m *look, next int, f fate) string {
	r := d.runs[next]
	switch {
	case m.toward != nil && *m.toward >= d.policy.towardNext,
		m.pathM <= d.policy.detourRatio*max(m.direct, d.policy.directFloorM),
		m.pickup == nil,
		r.accepted != nil && !f.begun:
		return continuous
	case r.accepted == nil:
		// Reading: a detour interrupts only after the next acceptance. When that was is not known here, so neither is this.
		return cannotTell
	}
	return d.unlessUndeclared()
}

// unlessUndeclared is an interruption, if it does not rest on a datum that nobody declared inside China.
// Reading: any finding of a stop or a detour rests on it, as soon as one point of the track lies inside China.
func (d *scene) unlessUndeclared() string {
	inChina := func(k kept) bool { return k.lat > 0.8293 && k.lat < 55.8271 && k.lon > 72.004 && k.lon < 137.8347 }
	if !d.datumDeclared && slices.ContainsFunc(d.cleaned, inChina) {
		return cannotTell
	}
	return interrupted
}

// look is a measured gap with what its two ends are.
type look struct {
	stretch
	dropoff, pickup *place
	direct          float64 // between the two, or along the track where one is not known
	toward          *float64
}

// look measures the gap between an order's end and another's pickup, or the incident; nil when there is no such gap.
func (d *scene) look(previous, next int) *look {
	if previous < 0 {
		return nil
	}
	key := [2]int{previous, next}
	if m, ok := d.looked[key]; ok {
		return m
	}
	m := d.lookAt(d.runs[previous], next)
	d.looked[key] = m
	return m
}

// Reading: a gap lies between the times as they are written.
func (d *scene) lookAt(previous run, next int) *look {
	gap := span{previous.end.at, d.incident.to}
	m := &look{dropoff: d.placeOf(previous.dropoff, previous.end)}
	if next >= 0 {
		r := d.runs[next]
		if c := r.pickupTime(); c != nil {
			gap.to = c.at
		}
		// Reading: where he accepted an order is not where he picked it up, so that time does not give the place.
		m.pickup = d.placeOf(r.pickup, cmp.Or(r.picked, r.arrived))
	}
	if gap.length() == 0 {
		return nil
	}
	m.stretch = measure(d.cleaned, gap, d.incident, d.policy)
	m.direct = m.directM
	if m.dropoff != nil && m.pickup != nil {
		m.direct = metres(*m.dropoff, *m.pickup)
	}
	m.toward = d.toward(m.dropoff, m.pickup)
	return m
}

// toward is how much of the way to the next pickup lay behind him at the incident.
func (d *scene) toward(from, to *place) *float64 {
	// Reading: without a stated place it is the track's at the incident's beginning, before anything that followed it.
	at := d.placeOf(d.incident.place, &clock{at: d.incident.from})
	if from == nil || to == nil || at == nil || *from == *to {
		return nil
	}
	share := 1 - metres(*at, *to)/metres(*from, *to)
	return &share
}

// placeOf is a place as given, or else the track's at that time.
func (d *scene) placeOf(given *place, at *clock) *place {
	if given != nil || at == nil {
		return given
	}
	return whereAt(d.cleaned, at.at, d.policy)
}
