package routelog

import (
	"cmp"
	"math"
	"slices"
)

// noTrack is the way across a silence, beside the phases.
const noTrack Phase = "silence"

// Bounds on what a path may take up in a file, however long the track is.
const (
	maxPathPoints = 2500
	maxRuns       = 200
)

// run is a part of the path in one phase.
type run struct {
	phase  Phase
	points []XY
}

func (r run) length() float64 {
	n := 0.0
	for i := 1; i < len(r.points); i++ {
		n += mmApart(r.points[i-1], r.points[i])
	}
	return n
}

func mmApart(a, b XY) float64 { return math.Hypot(b.X-a.X, b.Y-a.Y) }

// phaseAt is the phase of a moment inside the cut.
func (d *drawing) phaseAt(at int64) Phase {
	i, found := slices.BinarySearchFunc(d.phased, at, func(s stretch, at int64) int { return cmp.Compare(s.from, at) })
	if !found {
		i--
	}
	return d.phased[max(i, 0)].phase
}

// path draws the way in the looks of its phases, the silences first so that they lie lowest.
func (d *drawing) path(f frame, p *placer) []run {
	runs := d.runs(f)
	for _, silent := range []bool{true, false} {
		for _, r := range runs {
			if (r.phase == noTrack) != silent {
				continue
			}
			strokes := unseen
			if !silent {
				strokes = lookOf(r.phase).strokes
			}
			for _, part := range clipped(r.points, sheetMap) {
				d.line(part, strokes)
				p.path = append(p.path, along(part, 2)...)
			}
		}
	}
	return runs
}

// runs are the path on the sheet, simplified.
func (d *drawing) runs(f frame) []run {
	var runs []run
	for i := 1; i < len(d.dots); i++ {
		a, b := d.dots[i-1], d.dots[i]
		phase := d.phaseAt((a.ms + b.ms) / 2)
		if b.quiet {
			phase = noTrack
		}
		if n := len(runs); n == 0 || runs[n-1].phase != phase || phase == noTrack {
			runs = append(runs, run{phase, []XY{f.xy(a.at)}})
		}
		last := &runs[len(runs)-1]
		last.points = append(last.points, f.xy(b.at))
	}
	for least := 0.5; len(runs) > maxRuns; least *= 2 {
		runs = joined(runs, least)
	}
	return thinned(runs)
}

// joined gives runs shorter than so many mm to the run before.
func joined(runs []run, least float64) []run {
	out := runs[:1]
	for _, r := range runs[1:] {
		last := &out[len(out)-1]
		if r.length() < least || last.phase == r.phase {
			last.points = append(last.points, r.points[1:]...)
		} else {
			out = append(out, r)
		}
	}
	return out
}

// thinned leaves out points that no eye would miss, and more of them where there would be too many.
func thinned(runs []run) []run {
	out := make([]run, len(runs))
	for least := 0.1; ; least *= 1.7 {
		total := 0
		for i, r := range runs {
			out[i] = run{r.phase, simple(r.points, least)}
			total += len(out[i].points)
		}
		if total <= maxPathPoints || least > 100 {
			return out
		}
	}
}

// simple keeps the points that lie farther than so many mm off the line between those kept (Douglas and Peucker), a
// thousand points at a time, so that no shape makes it slow.
func simple(points []XY, least float64) []XY {
	const most = 1000
	var spaced []XY
	for i, p := range points {
		if n := len(spaced); n == 0 || mmApart(p, spaced[n-1]) >= least || i == len(points)-1 {
			spaced = append(spaced, p)
		}
	}
	out := spaced[:1:1]
	for from := 0; from < len(spaced)-1; from += most {
		part := spaced[from:min(from+most+1, len(spaced))]
		out = append(out, bends(part, least)...)
		out = append(out, part[len(part)-1])
	}
	if len(out) == 1 {
		out = append(out, out[0])
	}
	return out
}

// bends are the points between the ends of a line that it cannot do without.
func bends(points []XY, least float64) []XY {
	if len(points) < 3 {
		return nil
	}
	a, b, worst, far := points[0], points[len(points)-1], 0, least
	for i := 1; i < len(points)-1; i++ {
		if off := offLine(points[i], a, b); off > far {
			worst, far = i, off
		}
	}
	if worst == 0 {
		return nil
	}
	return slices.Concat(bends(points[:worst+1], least), points[worst:worst+1], bends(points[worst:], least))
}

func offLine(p, a, b XY) float64 {
	long := mmApart(a, b)
	if long == 0 {
		return mmApart(p, a)
	}
	t := math.Max(0, math.Min(1, ((p.X-a.X)*(b.X-a.X)+(p.Y-a.Y)*(b.Y-a.Y))/(long*long)))
	return mmApart(p, XY{a.X + t*(b.X-a.X), a.Y + t*(b.Y-a.Y)})
}

// clipped are the parts of a line that lie within an area.
func clipped(points []XY, in area) [][]XY {
	var out [][]XY
	for i := 1; i < len(points); i++ {
		a, b, ok := clippedTo(points[i-1], points[i], in)
		if !ok {
			continue
		}
		if n := len(out); n > 0 && out[n-1][len(out[n-1])-1] == a {
			out[n-1] = append(out[n-1], b)
		} else {
			out = append(out, []XY{a, b})
		}
	}
	return out
}

// clippedTo cuts one straight line to an area (Liang and Barsky).
func clippedTo(a, b XY, in area) (XY, XY, bool) {
	t0, t1 := 0.0, 1.0
	dx, dy := b.X-a.X, b.Y-a.Y
	for _, side := range [][2]float64{{-dx, a.X - in.left}, {dx, in.right - a.X}, {-dy, a.Y - in.top}, {dy, in.bottom - a.Y}} {
		switch q := side[1] / side[0]; {
		case side[0] == 0 && side[1] < 0:
			return a, b, false
		case side[0] < 0:
			t0 = math.Max(t0, q)
		case side[0] > 0:
			t1 = math.Min(t1, q)
		}
	}
	if t0 > t1 {
		return a, b, false
	}
	from, to := a, b
	if t0 > 0 {
		from = XY{a.X + t0*dx, a.Y + t0*dy}
	}
	if t1 < 1 {
		to = XY{a.X + t1*dx, a.Y + t1*dy}
	}
	return from, to, true
}

// along are points every so many mm of a line.
func along(points []XY, pitch float64) []XY {
	var out []XY
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		n := math.Max(1, math.Ceil(mmApart(a, b)/pitch))
		for k := 0.0; k < n; k++ {
			out = append(out, XY{a.X + (b.X-a.X)*k/n, a.Y + (b.Y-a.Y)*k/n})
		}
	}
	return out
}
