package second_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
)

// inventor makes random days that are hard on purpose: everything lies near a boundary, and half of it is missing.
type inventor struct {
	*rand.Rand
	r     record
	marks []int64 // instants at which something changes, to put the incident at
	stay  []waypoint
}

// waypoint is where the rider truly was at a time.
type waypoint struct {
	at int64
	place
}

// seed begins every series of days; a day is named by its number in the series.
const seed = 17

// invent makes the day of a number, always the same.
func invent(number int) record {
	v := &inventor{Rand: rand.New(rand.NewPCG(seed, uint64(number)))}
	v.r = record{policy: usual(), datumDeclared: v.one(6) != 0}
	v.policy()
	if v.one(3) == 0 {
		v.plain()
	} else {
		v.orders()
		v.incident()
	}
	v.detours()
	v.track()
	v.online()
	v.Shuffle(len(v.r.orders), func(i, j int) { v.r.orders[i], v.r.orders[j] = v.r.orders[j], v.r.orders[i] })
	return v.r
}

// one is 0 once in n times.
func (v *inventor) one(n int) int { return v.IntN(n) }

// between gives whole seconds, in milliseconds.
func (v *inventor) between(from, to int64) int64 { return (from + v.Int64N(to-from+1)) * second }

// pick chooses one of a few, which may be written several times to be chosen more often.
func pick[T any](v *inventor, of ...T) T { return of[v.IntN(len(of))] }

// policy moves some thresholds on some days.
func (v *inventor) policy() {
	if v.one(4) != 0 {
		return
	}
	p := &v.r.policy
	for _, field := range []*int64{&p.stop, &p.longStop, &p.silence, &p.blind, &p.transit, &p.dutyBreak, &p.openOrder, &p.placeWindow, &p.teleportReturnWait} {
		if v.one(3) == 0 {
			*field = *field / second * pick(v, int64(50), 80, 150, 200) / 100 * second
		}
	}
	for _, field := range []*float64{&p.stopRadiusM, &p.handoverRadiusM, &p.directFloorM, &p.towardNext, &p.detourRatio, &p.teleportMPS} {
		if v.one(3) == 0 {
			*field *= pick(v, 0.5, 0.8, 1.5, 2)
		}
	}
}

// somewhere is a place of the town, to a ten-millionth of a degree.
func (v *inventor) somewhere() place {
	return toGrid(place{31.2 + v.Float64()*0.04, 121.4 + v.Float64()*0.04})
}

// beside is a place so many metres away at most.
func (v *inventor) beside(p place, metres float64) place {
	return toGrid(place{p.lat + (v.Float64()*2-1)*metres/110900, p.lon + (v.Float64()*2-1)*metres/95300})
}

// toGrid keeps as many decimals as a track keeps.
func toGrid(p place) place {
	return place{float64(int64(p.lat*1e7)) / 1e7, float64(int64(p.lon*1e7)) / 1e7}
}

// orders invents what the platform knows, and the way that leads through it.
func (v *inventor) orders() {
	now := testDay + v.between(9*3600, 23*3600)
	coarse := pick(v, 0, 0, 1, 2) // none, all, or some clocks are written to the minute only
	for i := range v.one(7) + v.one(3) - min(0, v.one(30)-1) {
		now += pick(v, v.between(0, 600), v.between(60, 1500), v.between(300, 2400), v.between(1790, 1810), v.between(10790, 10810),
			v.between(3000, 11000), 0, -v.between(0, 900), -v.between(0, 900))
		now = v.order(string(rune('A'+i)), now, coarse)
	}
	slices.SortStableFunc(v.stay, func(a, b waypoint) int { return cmp.Compare(a.at, b.at) })
}

// plain is one or two orders in good order, with the incident in the half hour after the first: the days on which the track
// decides.
func (v *inventor) plain() {
	accepted := testDay + v.between(9*3600, 23*3600)
	o := func(id string, accepted int64) (order, int64) {
		ended := accepted + v.between(900, 2400)
		pickup, dropoff := v.somewhere(), v.somewhere()
		v.stay = append(v.stay, waypoint{accepted + 5*minute, pickup}, waypoint{ended, dropoff})
		coarse := v.one(4) / 3
		return order{id: id, accepted: v.clock(accepted, coarse), picked: v.clock(accepted+5*minute, coarse), delivered: v.clock(ended, coarse),
			pickup: &pickup, dropoff: &dropoff}, ended
	}
	a, ended := o("A", accepted)
	v.r.orders = append(v.r.orders, a)
	if v.one(3) != 0 {
		b, _ := o("B", ended+v.between(900, 3600))
		v.r.orders = append(v.r.orders, b)
	}
	for i := range v.r.orders {
		if v.one(3) == 0 {
			v.r.orders[i].pickup = nil
		}
		if v.one(3) == 0 {
			v.r.orders[i].dropoff = nil
		}
	}
	from := ended + v.between(400, 1900)
	v.r.incident = incident{from: from, to: from + pick(v, second, second, minute, 5*minute)}
}

// order invents one that is accepted at a time, and gives the time at which it ended.
func (v *inventor) order(id string, accepted int64, coarse int) (ended int64) {
	arrived := accepted + v.between(0, 700)
	picked := arrived + v.between(0, 400)
	ended = picked + v.between(0, 1500)
	pickup, dropoff := v.somewhere(), v.somewhere()
	v.stay = append(v.stay, waypoint{arrived, pickup}, waypoint{picked, pickup}, waypoint{ended, dropoff})
	times := []int64{accepted, arrived, picked, ended}
	if v.one(16) == 0 { // somebody wrote nonsense
		times[v.IntN(4)] += pick(v, int64(-1), 1) * v.between(0, 1800)
	}
	var clocks [4]*clock
	for i, at := range times {
		if v.one(7) != 0 {
			clocks[i] = v.clock(at, coarse)
		}
	}
	o := order{id: id, accepted: clocks[0], arrived: clocks[1], picked: clocks[2], delivered: clocks[3]}
	switch v.one(14) {
	case 0, 1: // taken away before the pickup
		o.picked, o.delivered, o.canceled = nil, nil, clocks[3]
		if v.one(2) == 0 {
			o.arrived = nil
		}
	case 2: // taken away with the parcel
		o.delivered, o.canceled = nil, clocks[3]
	case 3:
		o.canceled = v.clock(ended+pick(v, int64(-1), 1)*v.between(0, 1200), coarse)
	case 4, 5:
		o.delivered = nil
	}
	if v.one(2) == 0 {
		o.pickup = &pickup
	}
	if v.one(2) == 0 {
		o.dropoff = &dropoff
	}
	v.r.orders = append(v.r.orders, o)
	return ended
}

// clock writes a time down, and remembers it as a boundary with all that hangs on it.
func (v *inventor) clock(at int64, coarse int) *clock {
	c := &clock{at: at}
	if coarse == 1 || coarse == 2 && v.one(2) == 0 {
		c = &clock{at: at / minute * minute, precision: minute}
	}
	p := v.r.policy
	v.marks = append(v.marks, c.at, c.at, c.at, c.at, c.at, c.at, c.at+v.between(0, 1200), c.at-v.between(0, 1200), c.at+p.transit, c.at+p.openOrder)
	if v.one(4) == 0 {
		v.marks = append(v.marks, c.at+p.dutyBreak, c.at-p.dutyBreak)
	}
	if v.one(8) == 0 {
		v.marks = append(v.marks, c.at+p.reach, c.at-p.reach, c.at+v.between(-80000, 80000))
	}
	return c
}

// incident puts it at a boundary or a second beside one, or anywhere near.
func (v *inventor) incident() {
	midnight := testDay + day
	marks := append(v.marks, midnight, midnight+afterMidnight, testDay+v.between(9*3600, 25*3600))
	from := pick(v, marks...) + pick(v, 0, 0, -second, second, v.between(-300, 300))
	length := second
	if v.one(2) == 0 {
		from, length = from/minute*minute, minute
	}
	tolerance := pick(v, 0, 0, 0, 0, minute, v.between(0, 120), v.between(0, 1200))
	v.r.incident = incident{from: from - tolerance, to: from + length + tolerance}
	if at := v.somewhere(); v.one(5) == 0 {
		v.r.incident.place = &at
	}
}

// detours puts stops and detours about the thresholds into the way before the incident.
func (v *inventor) detours() {
	p, in := v.r.policy, v.r.incident
	for range pick(v, 0, 0, 1, 1, 2) {
		start := in.from - v.between(0, 1500)
		where := v.somewhere()
		if len(v.stay) > 0 && v.one(3) == 0 {
			where = v.beside(pick(v, v.stay...).place, 200)
		}
		length := pick(v, 0, p.stop+v.between(-3, 3)*3, p.longStop+v.between(-20, 20), p.longStop+v.between(0, 900), p.longStop+v.between(0, 300))
		v.stay = append(slices.DeleteFunc(v.stay, func(w waypoint) bool { return w.at > start-2*minute && w.at < start+length+2*minute }),
			waypoint{start, where}, waypoint{start + length, where})
	}
	slices.SortStableFunc(v.stay, func(a, b waypoint) int { return cmp.Compare(a.at, b.at) })
}

// String names a day for whoever has to find out what is wrong with it.
func (r record) String() string {
	out := fmt.Sprintf("incident %s to %s at %v, declared %v\n", show(r.incident.from), show(r.incident.to), r.incident.place, r.datumDeclared)
	for _, o := range r.orders {
		out += "  " + o.id
		for i, c := range []*clock{o.accepted, o.arrived, o.picked, o.delivered, o.canceled} {
			if c != nil {
				out += fmt.Sprintf(" %s %s/%d", []string{"accepted", "arrived", "picked", "delivered", "cancelled"}[i], show(c.at), c.precision/second)
			}
		}
		out += fmt.Sprintf(" from %v to %v\n", o.pickup, o.dropoff)
	}
	for _, s := range r.shifts {
		out += fmt.Sprintf("  online %v %s to %s\n", s.online, show(s.from), show(s.to))
	}
	return out + fmt.Sprintf("  %d points, policy %+v", len(r.track), r.policy)
}
