package second_test

import (
	"slices"
	"testing"
)

// stretch is the gap with no parcel in hand, measured.
type stretch struct {
	span
	limit           int64 // the earlier of the gap's and the incident's end: silences and stops are clipped there
	points          int
	stops, silences []halt
	coverage        float64
	pathM, directM  float64 // along the track, and from its first to its last point in the gap
}

// measure looks at a cleaned track within a gap, both of whose ends belong to the way.
func measure(track []kept, gap span, in incident, p policy) stretch {
	s := stretch{span: gap, limit: min(gap.to, max(gap.from, in.to))}
	var inside []kept
	for _, k := range track {
		if gap.from <= k.at && k.at <= gap.to {
			inside = append(inside, k)
		}
	}
	s.points = len(inside)
	for i := 1; i < len(inside); i++ {
		// Reading: a break in the track is a silence that nobody rode; any other silence was ridden at least in a straight line.
		if !inside[i].broken {
			s.pathM += metres(inside[i-1].place, inside[i].place)
		}
	}
	if len(inside) > 0 {
		s.directM = metres(inside[0].place, inside[len(inside)-1].place)
	}
	silent := int64(0)
	for _, q := range quiet(track, p) {
		if within := q.cut(span{gap.from, s.limit}); within.length() > 0 {
			s.silences = append(s.silences, halt{from: within.from, to: within.to})
			silent += within.length()
		}
	}
	if gap.length() > 0 {
		s.coverage = 1 - float64(silent)/float64(gap.length())
	}
	s.stops = stops(track, span{gap.from, s.limit}, p)
	return s
}

// quiet gives the silences of a track: over the limit between two neighbouring points or at a break, and without end before
// the first point and after the last. What is silent stays so in whatever part of it lies in a gap.
func quiet(track []kept, p policy) (all []span) {
	before := -never
	for _, k := range track {
		if k.broken || k.at-before > p.silence {
			all = append(all, span{before, k.at})
		}
		before = k.at
	}
	return append(all, span{before, never})
}

// blind says that the track cannot show an instant of a gap: its last point by then lies too far back, or before the gap.
func blind(track []kept, gap span, x int64, p policy) bool {
	last := lastBy(track, x)
	return last == nil || last.at < gap.from-p.placeWindow || x-last.at > p.blind
}

// stops finds where the rider stood in a stretch: runs of its points, led by the one on the far side of a silence across its
// beginning. Nothing after its end is asked, since what follows a crash says nothing of what came before.
func stops(track []kept, in span, p policy) (found []halt) {
	own := around(track, in, p)
	for i := 0; i < len(own); {
		j, quiet := standing(own, i, p)
		if long := own[j].at - own[i].at; long >= p.stop && long > 0 {
			found = append(found, halt{from: own[i].at, to: own[j].at, place: own[i].place, silent: 2*quiet > long})
			i = j // a silence may lead away from where a run ends
			continue
		}
		i++
	}
	return found
}

// around gives the points within a stretch, and the one before it, taken to its beginning, when a silence leads from there. Of
// several points within a second the first stands for all.
func around(track []kept, in span, p policy) (own []kept) {
	for i, k := range track {
		if k.at < in.from || k.at > in.to {
			continue
		}
		if len(own) == 0 && i > 0 && k.at > in.from && k.at-track[i-1].at > p.silence {
			lead := track[i-1]
			lead.at = in.from
			own = append(own, lead)
		}
		if n := len(own); n == 0 || k.broken || k.at-own[n-1].at >= second {
			own = append(own, k)
		}
	}
	return own
}

// standing is the last point of the run that stays within the radius of its first, and how much of the run is silence.
func standing(own []kept, first int, p policy) (last int, quiet int64) {
	last = first
	for last+1 < len(own) && !own[last+1].broken && metres(own[first].place, own[last+1].place) <= p.stopRadiusM {
		if step := own[last+1].at - own[last].at; step > p.silence {
			quiet += step
		}
		last++
	}
	return last, quiet
}

// nearby names the handover that a place is at, the previous drop-off or the next pickup.
func nearby(at place, dropoff, pickup *place, p policy) string {
	switch {
	case dropoff != nil && metres(at, *dropoff) <= p.handoverRadiusM:
		return "previous_dropoff"
	case pickup != nil && metres(at, *pickup) <= p.handoverRadiusM:
		return "next_pickup"
	}
	return ""
}

// idle is how long a stop had lasted by x, without what the online log shows as waiting online.
// Reading: a stop that is online only in part is waiting in that part, and where the log contradicts itself it may be.
func (h halt) idle(x int64, shifts []shift) int64 {
	stood := span{h.from, min(h.to, x)}
	marks := []int64{stood.from, stood.to}
	for _, s := range shifts {
		marks = append(marks, s.from, s.to)
	}
	slices.Sort(marks)
	idle := int64(0)
	for i := 1; i < len(marks); i++ {
		if piece := (span{marks[i-1], marks[i]}).cut(stood); piece.length() > 0 && !slices.Contains(said(shifts, piece.from), yes) {
			idle += piece.length()
		}
	}
	return idle
}

// said is what the online log says at an instant, once each: yes for online, no for offline; both when its rows contradict
// each other.
func said(shifts []shift, x int64) (words []string) {
	for _, s := range shifts {
		word := no
		if s.online {
			word = yes
		}
		if s.from <= x && x < s.to && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}

// state is what follows from it: nothing from a contradiction.
func state(shifts []shift, x int64) string {
	if words := said(shifts, x); len(words) == 1 {
		return words[0]
	}
	return cannotTell
}

// ride makes a cleaned track along the test road: pairs of seconds and metres.
func ride(pairs ...int64) []kept {
	var track []kept
	for i := 0; i < len(pairs); i += 2 {
		track = append(track, kept{point: point{pairs[i] * second, road(float64(pairs[i+1]))}})
	}
	return track
}

func TestAStopIsARunWithinTheRadiusOfItsFirstPoint(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		track []kept
		to    int64
		want  [][2]int64
	}{
		{"180 s", ride(0, 0, 50, 30, 100, 59, 150, 10, 180, 0, 200, 500), 300, [][2]int64{{0, 180}}},
		{"179 s", ride(0, 0, 50, 30, 100, 59, 150, 10, 179, 0, 200, 500), 300, nil},
		{"too far", ride(0, 0, 60, 61, 120, 122, 180, 183, 200, 500), 300, nil},
		{"clipped to nothing by the incident", ride(0, 0, 60, 0, 120, 0, 180, 0, 240, 0), 150, nil},
		{"with its last point before the incident", ride(0, 0, 60, 0, 120, 0, 180, 0, 240, 0), 200, [][2]int64{{0, 180}}},
	}
	for _, tt := range tests {
		var got [][2]int64
		for _, h := range stops(tt.track, span{0, tt.to * second}, usual()) {
			got = append(got, [2]int64{h.from / second, h.to / second})
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestASilenceWhoseEndsLieTogetherIsASilentStop(t *testing.T) {
	t.Parallel()
	got := stops(ride(0, 0, 10, 100, 20, 200, 700, 230, 710, 400), span{0, hour}, usual())
	if len(got) != 1 || !got[0].silent || got[0].from != 20*second || got[0].to != 700*second {
		t.Errorf("got %+v, want one silent stop from 20 s to 700 s", got)
	}
}

func TestSilencesAreClippedAtTheIncidentsEnd(t *testing.T) {
	t.Parallel()
	in := incident{from: 100 * second, to: 110 * second}
	got := measure(ride(0, 0, 30, 300, 500, 5000), span{0, 600 * second}, in, usual())
	if len(got.silences) != 1 || got.silences[0].from != 30*second || got.silences[0].to != 110*second {
		t.Errorf("got %+v, want 30 s to 110 s", got.silences)
	}
	if want := 1 - 80.0/600; got.coverage != want {
		t.Errorf("coverage: got %v, want %v", got.coverage, want)
	}
}
