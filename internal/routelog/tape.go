package routelog

import "slices"

// tape is the stretch of a track about a gap, read once for all the ways its clock can have stood: the used points, and
// from each one before it the metres, 0 where the track is broken.
type tape struct {
	from, to int64 // in the track's own time
	loaded   bool
	fixes    []fix
	steps    []float64
	read     int // points read off it in all
}

// between gives the used points of [from, to] as the view tells their times, and the metres to each.
func (t *tape) between(v view, from, to int64) ([]fix, []float64) {
	if v.t == nil {
		return nil, nil
	}
	shift := v.shift
	from, to = from-shift, to-shift
	if !t.loaded || from < t.from || to > t.to {
		t.load(v, from, to)
	}
	first := t.search(from)
	last := max(first, t.search(to+1))
	fixes := t.fixes[first:last:last]
	t.read += len(fixes)
	if shift != 0 {
		fixes = slices.Clone(fixes)
		for i := range fixes {
			fixes[i].ms += shift
		}
	}
	return fixes, t.steps[first:last]
}

func (t *tape) search(at int64) int {
	i, _ := slices.BinarySearchFunc(t.fixes, at, func(f fix, at int64) int {
		if f.ms < at {
			return -1
		}
		return 1
	})
	return i
}

// load reads the points of a stretch, and of what was loaded before.
func (t *tape) load(v view, from, to int64) {
	if t.loaded {
		from, to = min(from, t.from), max(to, t.to)
	}
	v.shift = 0
	t.from, t.to, t.loaded = from, to, true
	t.fixes = v.between(from, to)
	t.steps = make([]float64, len(t.fixes))
	for i := 1; i < len(t.fixes); i++ {
		if !t.fixes[i].broken {
			t.steps[i] = Distance(t.fixes[i-1].at, t.fixes[i].at)
		}
	}
}
