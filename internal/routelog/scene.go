package routelog

import "slices"

// world is one way to read the evidence: a policy, an assumption about undeclared datums, and how coarse clocks fall.
type world struct {
	policy     Policy
	incident   Incident
	from, to   int64 // the incident, ms
	view       view
	orderDatum Datum // assumed for orders that declare none
	online     onlineLog
	orders     []Order
	tl         *timeline
	gaps       map[gapKey]*gap
	tape       *tape
}

type gapKey struct{ prev, next *Order }

// scene is the incident taken to have happened at one instant of one world, with all the rules ask about.
type scene struct {
	w          *world
	t          int64
	position   Position
	phase      Phase
	running    []*span
	prev, next *span
	gap        *gap
	open       *span // an order without end that may still have run
	doubtful   *span // an order whose times contradict one another about now
	state      onlineState
	finding    Finding
	rule       string // the code of what decided
	stop       *Stop  // … where a stop did
}

// judge looks at one instant and applies the rules.
func (w *world) judge(t int64) scene {
	s := w.see(t)
	s.finding, s.rule = s.decide()
	return s
}

// see gathers the facts about an instant.
func (w *world) see(t int64) scene {
	s := scene{w: w, t: t, position: NoOrders}
	s.state, _ = w.online.at(t)
	for i := range w.tl.spans {
		o := &w.tl.spans[i]
		switch {
		case o.runs(t):
			s.running = append(s.running, o)
			s.phase = furthest(s.phase, o.phase(t))
		case o.lingers(t, ms(w.policy.OpenOrderS)):
			s.open = o
		case o.unclear(t):
			s.doubtful = o
		}
	}
	if period, ok := w.tl.period(t, ms(w.policy.DutyBreakS)); ok {
		s.prev, s.next = w.tl.previous(t, period), w.tl.next(t, period)
		s.place()
	}
	return s
}

// place says where the instant stands among the orders.
func (s *scene) place() {
	switch {
	case len(s.running) > 0:
		s.position = AtOrder
	case s.prev == nil:
		s.position = BeforeFirst
	case s.next == nil:
		s.position = AfterLast
	default:
		s.position = BetweenOrders
	}
}

// lay measures the gap, when no parcel is in hand. Only what needs the track asks for it.
func (s *scene) lay() {
	for _, o := range s.running {
		if o.carried(s.t) {
			return
		}
	}
	if s.prev != nil && s.gap == nil {
		s.gap = s.w.gapBetween(s.prev, s.next)
	}
}

// gapBetween measures a gap once for all instants in it.
func (w *world) gapBetween(prev, next *span) *gap {
	key := gapKey{prev: prev.order}
	if next != nil {
		key.next = next.order
	}
	g, ok := w.gaps[key]
	if !ok {
		g = w.measure(prev, next, w.to)
		w.gaps[key] = g
	}
	return g
}

// decide applies the table of findings in its order of precedence: first what time alone tells, then what a stop does,
// then whether the track can be seen at all, then the way he took.
func (s *scene) decide() (Finding, string) {
	if f, rule := s.byTime(); f != "" {
		return f, rule
	}
	s.lay()
	if s.doubtful = s.gapInDoubt(); s.doubtful != nil {
		return CannotTell, "order_contradicts_itself"
	}
	if s.findStop() {
		if s.w.restsOnDatum(s.gap, s.stop) {
			return CannotTell, "datum_undeclared"
		}
		return Interrupted, "long_stop"
	}
	if blind := s.blind(); blind != "" {
		return CannotTell, blind
	}
	if s.position == AfterLast {
		return InTransit, "after_last_moving"
	}
	if reason := s.headed(); reason != "" {
		return Continuous, reason
	}
	if s.w.restsOnDatum(s.gap, nil) {
		return CannotTell, "datum_undeclared"
	}
	return Interrupted, "detour"
}

// byTime is what orders and online log alone decide; "" when they leave it to the track.
func (s *scene) byTime() (Finding, string) {
	near := s.w.tl.nearest(s.t)
	switch {
	case len(s.running) > 0:
		return OnOrder, "inside_order"
	case len(s.w.tl.spans) == 0:
		return CannotTell, "no_orders"
	case near > ms(s.w.policy.ReachS):
		return CannotTell, "orders_do_not_reach"
	case s.doubtful != nil:
		return CannotTell, "order_contradicts_itself"
	case s.open != nil:
		return CannotTell, "order_without_end"
	case s.state == offline:
		return OffDuty, "offline"
	case near > ms(s.w.policy.DutyBreakS):
		return OffDuty, "no_order_for_hours"
	case s.position == BeforeFirst || s.position == NoOrders:
		return NoOrder, "before_first"
	case s.position == AfterLast && s.t-s.prev.over > ms(s.w.policy.TransitS):
		return NoOrder, "long_after_last"
	}
	return "", ""
}

// gapInDoubt is the order whose times contradict one another where the gap would begin or end; nil for none.
func (s *scene) gapInDoubt() *span {
	switch {
	case s.prev.doubtful || s.prev.disputed:
		return s.prev
	case s.next != nil && s.next.doubtful:
		return s.next
	}
	return nil
}

// findStop looks for a stop that had already become an interruption.
func (s *scene) findStop() bool {
	for i := range s.gap.stops {
		if stop := &s.gap.stops[i]; s.w.interruptedFrom(*stop) <= s.t {
			s.stop = stop
			return true
		}
	}
	return false
}

// blind says why the track cannot show the instant; "" when it can.
func (s *scene) blind() string {
	last, ok := s.w.view.lastAt(s.t)
	switch {
	case !ok || last.ms < s.gap.from-ms(s.w.policy.PlaceWindowS):
		return "no_track"
	case s.t-last.ms > ms(s.w.policy.BlindS):
		return "silence"
	}
	return ""
}

// headed says why the way counts as the way to the next pickup; "" when it was a detour.
func (s *scene) headed() string {
	w, g := s.w, s.gap
	if share, ok := w.toward(g, s.t); ok && share >= w.policy.TowardNext {
		return "nearer_to_next"
	}
	switch {
	case g.path <= w.policy.DetourRatio*max(g.displacement, w.policy.DirectFloorM):
		return "short_path"
	case g.ahead == nil:
		return "next_place_unknown"
	case s.next.accepted == never:
		return "acceptance_unknown" // accepted already, he was on an order; not yet, he had no destination: alike
	case s.t < s.next.accepted:
		return "not_yet_accepted"
	}
	return ""
}

// restsOnDatum says whether an interruption would rest on a datum nobody declared inside China. Places that were read off
// the track itself shift with it. Where only the orders' datum is undeclared, it rests on it if any datum would put
// the stop at a handover.
func (w *world) restsOnDatum(g *gap, stop *Stop) bool {
	given := g.behind != nil && !g.behindTrack || g.ahead != nil && !g.aheadByTrack
	if !given || !slices.ContainsFunc(g.fixes, func(f fix) bool { return InChina(f.at) }) {
		return false
	}
	if w.trackUndeclared() {
		return true
	}
	for _, p := range []*Place{g.behind, g.ahead} {
		if p != nil && w.ordersUndeclared() && (stop == nil || w.couldBeAt(*p, stop.at)) {
			return true
		}
	}
	return false
}

// couldBeAt says whether some reading of an order's place would bring it within the handover radius.
func (w *world) couldBeAt(read, at Place) bool {
	for _, d := range Datums {
		if Distance(ToWGS84(read, d), at) <= w.policy.HandoverRadiusM {
			return true
		}
	}
	return false
}

func (w *world) trackUndeclared() bool {
	if w.view.t == nil || w.view.assumed != Undeclared {
		return false
	}
	for _, src := range w.view.t.sources {
		if src.Datum == Undeclared {
			return true
		}
	}
	return false
}

// ordersUndeclared says whether an order gives a place in no declared datum.
func (w *world) ordersUndeclared() bool {
	if w.orderDatum != Undeclared {
		return false
	}
	for _, o := range w.orders {
		if o.Datum == Undeclared && (o.Pickup != nil || o.Dropoff != nil) {
			return true
		}
	}
	return false
}
