package second_test

import "slices"

// together makes one finding of all alternatives.
func together(views []view) string {
	mild := []string{onOrder, continuous, inTransit}
	last := -1
	for _, v := range views {
		i := slices.Index(mild, v.finding)
		if i < 0 {
			if slices.ContainsFunc(views, func(w view) bool { return w.finding != v.finding }) {
				return cannotTell
			}
			return v.finding
		}
		last = max(last, i)
	}
	return mild[last]
}

// positionOf is on_order only when every alternative is; else what lies between two orders says more than what lies after the
// last, before the first, or near none.
func positionOf(views []view) string {
	for _, position := range []string{betweenOrders, afterLast, beforeFirst, noOrders} {
		if slices.ContainsFunc(views, func(v view) bool { return v.position == position }) {
			return position
		}
	}
	return onOrder
}

// tellable are the alternatives that found what was found at the position told. Where none did both, those that found it;
// where none found it, those at the position.
func tellable(views []view, finding, position string) []view {
	for _, fits := range []func(view) bool{
		func(v view) bool { return v.finding == finding && v.position == position },
		func(v view) bool { return v.finding == finding },
		func(v view) bool { return v.position == position },
	} {
		if some := slices.DeleteFunc(slices.Clone(views), func(v view) bool { return !fits(v) }); len(some) > 0 {
			return some
		}
	}
	return nil
}

// phaseOf is the phase of an incident inside an order, if every alternative gives the same.
func phaseOf(views []view) string {
	for _, v := range views {
		if v.position != onOrder || v.phase != views[0].phase {
			return ""
		}
	}
	return views[0].phase
}

// continuousWork is the answer that follows from the finding alone.
func continuousWork(finding string) string {
	switch finding {
	case onOrder, continuous, inTransit:
		return yes
	case interrupted, offDuty:
		return no
	}
	return cannotTell
}

// agreed gives an answer where all alternatives give it.
// Reading: "only if both ends agree" is what it takes at least; an instant between them may still speak against it.
func agreed(views []view) answers {
	a := views[0].answers
	for _, v := range views[1:] {
		for _, pair := range [][2]*string{
			{&a.deliveringOnly, &v.answers.deliveringOnly}, {&a.orderOnly, &v.answers.orderOnly},
			{&a.firstOrderToMidnight, &v.answers.firstOrderToMidnight}, {&a.online, &v.answers.online},
		} {
			if *pair[0] != *pair[1] {
				*pair[0] = cannotTell
			}
		}
	}
	return a
}

// afterMidnight is how long an open order is covered on the next day, under the wording that ends at midnight.
const afterMidnight = 90 * minute

// answersAt gives the time facts at one instant; continuousWork follows from the finding.
func (d *scene) answersAt(x int64, fates []fate, next int) answers {
	a := answers{deliveringOnly: no, orderOnly: no, firstOrderToMidnight: no, online: state(d.shifts, x)}
	if !slices.ContainsFunc(fates, func(f fate) bool { return f.reaching }) {
		a.deliveringOnly, a.orderOnly, a.firstOrderToMidnight = cannotTell, cannotTell, cannotTell
		return a
	}
	for i, f := range fates {
		a.deliveringOnly = better(a.deliveringOnly, d.runs[i].isDelivering(f))
		a.orderOnly = better(a.orderOnly, d.runs[i].isOn(f))
		a.firstOrderToMidnight = better(a.firstOrderToMidnight, d.runs[i].coversDay(f, x))
	}
	if next >= 0 && d.runs[next].accepted == nil { // it may have been accepted already
		a.orderOnly = better(a.orderOnly, cannotTell)
	}
	return a
}

// better joins what two orders say: a yes of one settles it, and a doubt outweighs a no.
func better(a, b string) string {
	if a == yes || b == yes {
		return yes
	}
	if a == cannotTell || b == cannotTell {
		return cannotTell
	}
	return no
}

// isOn: acceptance to delivery.
func (r run) isOn(f fate) string {
	switch {
	case r.unclear(f):
		return cannotTell
	case r.running(f):
		return yes
	}
	return no
}

// isDelivering: pickup to delivery.
// Reading: an order whose pickup is not known may have been picked up at any time after its last event before; one that was
// never delivered and says nothing of a pickup was not.
func (r run) isDelivering(f fate) string {
	switch {
	case r.unclear(f):
		return cannotTell
	case !r.running(f), r.picked != nil && !f.picked, !r.pickedUp():
		return no
	case r.picked == nil:
		return cannotTell
	}
	return yes
}

// coversDay: from the day's first acceptance to 24:00, an order still open then to 01:30.
// Reading: an order open at midnight is covered while it is open, to 01:30 at most. Where the acceptance is not known, or in
// doubt, it may have been earlier on that day.
func (r run) coversDay(f fate, x int64) string {
	early := x-midnightBefore(x) < afterMidnight
	switch {
	case r.doubtful && (f.today || f.laterToday || early && f.begun && !f.over):
		return cannotTell
	case r.doubtful:
		return no
	case f.today:
		return yes
	case early && f.begun:
		return r.isOn(f)
	case r.accepted == nil && f.laterToday:
		return cannotTell
	}
	return no
}
