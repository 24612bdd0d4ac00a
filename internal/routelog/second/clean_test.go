package second_test

import (
	"cmp"
	"math"
	"slices"
	"testing"
)

// kept is a point of the cleaned track; broken says that the track does not lead to it from the one before.
type kept struct {
	point
	broken bool
}

// clean sorts a track and leaves out what cannot be: bad coordinates, exact duplicates, and teleports that came back.
func clean(track []point, p policy) []kept {
	var rest []point
	for _, q := range track {
		if possible(q.place) {
			rest = append(rest, q)
		}
	}
	// Reading: rows in any order give the same finding, so points of one instant are put in order by their place.
	slices.SortFunc(rest, func(a, b point) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.lat, b.lat), cmp.Compare(a.lon, b.lon))
	})
	rest = slices.Compact(rest)
	var out []kept
	for len(rest) > 0 {
		if len(out) == 0 {
			out, rest = append(out, kept{point: rest[0]}), rest[1:]
			continue
		}
		last := out[len(out)-1].point
		back, found := comesBack(last, rest, p)
		if !found {
			back = 0
		}
		out, rest = append(out, kept{rest[back], !found}), rest[back+1:]
	}
	return out
}

// possible says whether there is such a place.
// Reading: "zero coordinates" are the pair 0, 0, which a phone without a fix reports.
func possible(p place) bool {
	return !math.IsNaN(p.lat) && !math.IsNaN(p.lon) && math.Abs(p.lat) <= 90 && math.Abs(p.lon) <= 180 && p != place{}
}

// comesBack finds the first of the points ahead that can follow the last kept one: the next one, or one within the wait.
// Reading: the wait runs from the first teleported point, when the track was seen to leave.
func comesBack(last point, ahead []point, p policy) (index int, found bool) {
	for i, q := range ahead {
		if i > 0 && q.at-ahead[0].at > p.teleportReturnWait {
			break
		}
		if follows(last, q, p) {
			return i, true
		}
	}
	return 0, false
}

// follows says whether nobody need ride over the teleport speed to be at b after a.
// Stamps are whole seconds, so two points may truly lie up to a second farther apart than they say.
func follows(a, b point, p policy) bool {
	return metres(a.place, b.place) <= p.teleportMPS*max(1, float64(b.at-a.at)/1000)
}

// whereAt is the track's position at a time: its point nearest in time, if one is within the window.
// Reading: of two equally near the earlier one, since nothing later can be known then.
func whereAt(track []kept, at int64, p policy) *place {
	best := lastBy(track, at)
	i := slices.IndexFunc(track, func(k kept) bool { return k.at > at })
	if i >= 0 && (best == nil || track[i].at-at < at-best.at) {
		best = &track[i]
	}
	if best == nil || max(best.at-at, at-best.at) > p.placeWindow {
		return nil
	}
	return &best.place
}

// lastBy is the last point at or before a time; nil when there is none.
func lastBy(track []kept, at int64) *kept {
	var last *kept
	for i := range track {
		if track[i].at <= at {
			last = &track[i]
		}
	}
	return last
}

// road is a place on a straight road north, so many metres from its beginning (to a centimetre over some kilometres).
func road(m float64) place { return place{31.2 + m/110857.6, 121.4} }

func TestCleaningLeavesOutWhatCannotBe(t *testing.T) {
	t.Parallel()
	at := func(s int64, m float64) point { return point{s * second, road(m)} }
	tests := []struct {
		name   string
		track  []point
		want   []int64 // seconds of the points kept
		breaks int
	}{
		{"rows in any order", []point{at(20, 100), at(0, 0), at(10, 50)}, []int64{0, 10, 20}, 0},
		{"an exact duplicate", []point{at(0, 0), at(0, 0), at(10, 50)}, []int64{0, 10}, 0},
		{"zero and impossible coordinates", []point{at(0, 0), {second, place{}}, {2 * second, place{91, 121}}, at(10, 50)}, []int64{0, 10}, 0},
		{"one teleport", []point{at(0, 0), at(10, 5000), at(20, 100)}, []int64{0, 20}, 0},
		{"a run of teleports", []point{at(0, 0), at(10, 5000), at(20, 5010), at(30, 9000), at(40, 100)}, []int64{0, 40}, 0},
		{"back exactly at the wait's end", []point{at(0, 0), at(10, 50000), at(130, 100)}, []int64{0, 130}, 0},
		{"back too late breaks the track", []point{at(0, 0), at(10, 50000), at(131, 50100)}, []int64{0, 10, 131}, 1},
		{"not over 40 m/s", []point{at(0, 0), at(10, 399)}, []int64{0, 10}, 0},
	}
	for _, tt := range tests {
		var got []int64
		breaks := 0
		for _, k := range clean(tt.track, usual()) {
			got = append(got, k.at/second)
			if k.broken {
				breaks++
			}
		}
		if !slices.Equal(got, tt.want) || breaks != tt.breaks {
			t.Errorf("%s: got %v with %d breaks, want %v with %d", tt.name, got, breaks, tt.want, tt.breaks)
		}
	}
}
