package second_test

import (
	"slices"
	"time"
)

// track rides the way about the incident, and then spoils the record of it.
func (v *inventor) track() {
	in := v.r.incident
	from, to := in.from-v.between(0, 5400), in.to+v.between(0, 2400)
	if v.one(8) == 0 || len(v.stay) == 0 && v.one(2) == 0 {
		return
	}
	step := pick(v, int64(10), 15, 20, 30, 45, 61, 90)
	steady := v.one(3) != 0
	for at := from / second * second; at < to; {
		v.r.track = append(v.r.track, point{at, v.beside(v.truly(at), pick(v, 0.0, 3, 15))})
		if steady {
			at += step * second
		} else {
			at += v.between(1, 2*step)
		}
	}
	for range pick(v, 0, 0, 0, 1, 1, 2) {
		v.silence()
	}
	for range pick(v, 0, 0, 1, 3) {
		v.teleport()
	}
	v.rubbish()
}

// truly is where the rider was: on the straight line between two waypoints.
func (v *inventor) truly(at int64) place {
	if len(v.stay) == 0 {
		return place{31.2, 121.4}
	}
	i := slices.IndexFunc(v.stay, func(w waypoint) bool { return w.at > at })
	switch i {
	case 0:
		return v.stay[0].place
	case -1:
		return v.stay[len(v.stay)-1].place
	}
	a, b := v.stay[i-1], v.stay[i]
	share := float64(at-a.at) / float64(b.at-a.at)
	return place{a.lat + share*(b.lat-a.lat), a.lon + share*(b.lon-a.lon)}
}

// silence takes the points of a stretch near the incident away, of a length about the thresholds or well over them.
func (v *inventor) silence() {
	p, in := v.r.policy, v.r.incident
	length := pick(v, p.silence+v.between(-3, 3), p.blind+v.between(-3, 3), p.blind+v.between(0, 900), p.blind+v.between(0, 900))
	from := pick(v, in.from-length, in.from-p.blind, in.to-p.blind, in.from-length/2, in.from-v.between(0, 1800)) + v.between(-2, 2)
	v.r.track = slices.DeleteFunc(v.r.track, func(q point) bool { return q.at > from && q.at < from+length })
}

// teleport throws a few points in a row far away; a long throw does not come back in time.
func (v *inventor) teleport() {
	if len(v.r.track) == 0 {
		return
	}
	away := place{v.Float64() - 0.5, v.Float64() - 0.5}
	first := v.IntN(len(v.r.track))
	for i := first; i < min(len(v.r.track), first+pick(v, 1, 1, 2, 4, 12, 400)); i++ {
		q := &v.r.track[i]
		q.place = toGrid(place{q.lat + away.lat, q.lon + away.lon})
	}
}

// rubbish adds duplicates, second readings of one instant and impossible places, and shuffles the rows.
func (v *inventor) rubbish() {
	for range pick(v, 0, 0, 2, 5) {
		if len(v.r.track) == 0 {
			return
		}
		q := pick(v, v.r.track...)
		switch v.one(4) {
		case 0:
			q.place = place{}
		case 1:
			q.lat = 91
		case 2:
			q.place = v.beside(q.place, 25)
		}
		v.r.track = append(v.r.track, q)
	}
	if v.one(2) == 0 {
		v.Shuffle(len(v.r.track), func(i, j int) { v.r.track[i], v.r.track[j] = v.r.track[j], v.r.track[i] })
	}
}

// online invents a log whose shifts change near the incident, leave holes and may contradict each other.
func (v *inventor) online() {
	in := v.r.incident
	for range pick(v, 0, 0, 0, 1, 2, 3) {
		from := in.from + pick(v, -v.between(0, 9000), -v.between(0, 9000), -v.between(0, 900), v.between(-61, 61))
		to := pick(v, in.from, in.to, in.to+v.between(0, 3600), in.to+v.between(0, 3600), from+v.between(1, 3600))
		if to > from {
			v.r.shifts = append(v.r.shifts, shift{from, to, v.one(3) != 0})
		}
	}
}

// show prints an instant in China.
func show(at int64) string {
	return time.UnixMilli(at).In(time.FixedZone("", 8*3600)).Format("02 15:04:05.999")
}
