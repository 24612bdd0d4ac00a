package second_test

import (
	"cmp"
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
	seen            bool    // the track has anything to say of the gap before the incident's end
	blind           bool    // a long silence touches the incident
}

// measure looks at a cleaned track within a gap.
func measure(track []kept, gap span, in incident, p policy) stretch {
	s := stretch{span: gap, limit: min(gap.to, in.to)}
	looked := span{gap.from, s.limit}
	var inside []kept
	for _, k := range track {
		if gap.from <= k.at && k.at < gap.to {
			inside = append(inside, k)
			s.seen = s.seen || k.at < s.limit
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
	for _, q := range quiet(track) {
		within := q.cut(looked)
		s.seen = s.seen || q.small(p) && within.length() > 0
		if within.length() == 0 || within.length() <= p.silence && !q.broken {
			continue
		}
		s.silences = append(s.silences, halt{from: within.from, to: within.to})
		silent += within.length()
		// Reading: a silence touches the incident when it reaches to its beginning, even without running into it.
		s.blind = s.blind || within.length() > p.blind && within.to >= in.from && within.from <= in.to
	}
	if gap.length() > 0 {
		s.coverage = 1 - float64(silent)/float64(gap.length())
	}
	s.stops = stops(track, looked, p)
	return s
}

// quietness is the time between two neighbouring points of a track, or before its first and after its last.
type quietness struct {
	span
	edge, broken bool
}

// small says that the track runs on over it.
func (q quietness) small(p policy) bool { return !q.edge && !q.broken && q.length() <= p.silence }

func quiet(track []kept) []quietness {
	if len(track) == 0 {
		return []quietness{{span{-never, never}, true, false}}
	}
	all := []quietness{{span{-never, track[0].at}, true, false}}
	for i := 1; i < len(track); i++ {
		all = append(all, quietness{span{track[i-1].at, track[i].at}, false, track[i].broken})
	}
	return append(all, quietness{span{track[len(track)-1].at, never}, true, false})
}

// stops finds where the rider stood in a stretch.
// Reading: a run has its first point within the stretch, or on the far side of a silence that leads into it, since a silence whose
// ends lie within the radius is a stop too. It goes on for as long as the rider stands, and only then is it clipped to the stretch.
func stops(track []kept, in span, p policy) []halt {
	own := around(track, in, p)
	var found []halt
	for i := 0; i < len(own) && own[i].at < in.to; {
		j, silent := standing(own, i, p)
		whole := span{own[i].at, own[j].at}
		if cut := whole.cut(in); whole.length() >= p.stop {
			if cut.length() >= p.stop {
				found = append(found, halt{cut.from, cut.to, own[i].place, silent})
			}
			i = j + 1
			continue
		}
		i++
	}
	return append(found, silentOnly(own, found, in, p)...)
}

// around gives the points from a stretch's beginning on, and the one before it when a silence leads from there into it.
func around(track []kept, in span, p policy) []kept {
	for i, k := range track {
		if k.at >= in.from {
			if i > 0 && k.at > in.from && k.at-track[i-1].at > p.silence {
				i--
			}
			return track[i:]
		}
	}
	return nil
}

// standing is the last point of the run that stays within the radius of its first, and whether a silence lies in it.
func standing(own []kept, first int, p policy) (last int, silent bool) {
	last = first
	for last+1 < len(own) && !own[last+1].broken && metres(own[first].place, own[last+1].place) <= p.stopRadiusM {
		silent = silent || own[last+1].at-own[last].at > p.silence
		last++
	}
	return last, silent
}

// silentOnly gives the silences whose ends lie within the radius of each other and that no run has taken in.
func silentOnly(own []kept, taken []halt, in span, p policy) (found []halt) {
	for i := 1; i < len(own); i++ {
		a, b := own[i-1], own[i]
		cut := span{a.at, b.at}.cut(in)
		covered := slices.ContainsFunc(taken, func(h halt) bool { return h.from <= cut.from && cut.to <= h.to })
		if !b.broken && !covered && b.at-a.at > p.silence && cut.length() >= p.stop && metres(a.place, b.place) <= p.stopRadiusM {
			found = append(found, halt{cut.from, cut.to, a.place, true})
		}
	}
	return found
}

// near says whether a stop is at the previous drop-off or the next pickup.
func (h halt) near(p policy, handovers ...*place) bool {
	for _, at := range handovers {
		if at != nil && metres(h.place, *at) <= p.handoverRadiusM {
			return true
		}
	}
	return false
}

// idle is how long a stop had lasted by x, without what the online log shows as waiting online.
// Reading: a stop that is online only in part is waiting in that part.
func (h halt) idle(x int64, shifts []shift) int64 {
	stood := span{h.from, min(h.to, x)}
	marks := []int64{stood.from, stood.to}
	for _, s := range shifts {
		marks = append(marks, s.from, s.to)
	}
	slices.Sort(marks)
	idle := int64(0)
	for i := 1; i < len(marks); i++ {
		if piece := (span{marks[i-1], marks[i]}).cut(stood); piece.length() > 0 && states(shifts, piece.from) != yes {
			idle += piece.length()
		}
	}
	return idle
}

// states is what the online log says at an instant: yes for online, no for offline.
// Reading: where its rows contradict each other, as where it has none, it does not tell.
func states(shifts []shift, x int64) string {
	said := ""
	for _, s := range shifts {
		if s.from <= x && x < s.to {
			word := no
			if s.online {
				word = yes
			}
			if said != "" && said != word {
				return cannotTell
			}
			said = word
		}
	}
	return cmp.Or(said, cannotTell)
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
		{"clipped by the incident", ride(0, 0, 60, 0, 120, 0, 180, 0, 240, 0), 200, [][2]int64{{0, 200}}},
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
	if len(got.silences) != 1 || got.silences[0].from != 30*second || got.silences[0].to != 110*second || got.blind {
		t.Errorf("got %+v, blind %v; want 30 s to 110 s, which blinds nobody", got.silences, got.blind)
	}
	if want := 1 - 80.0/600; got.coverage != want {
		t.Errorf("coverage: got %v, want %v", got.coverage, want)
	}
}
