package routelog

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// letter is the size of all text, in mm: at least ten pixels on a telephone 390 pixels wide, with the page's edges.
const letter = 5.0

// area is an upright rectangle of the sheet, in mm.
type area struct{ left, top, right, bottom float64 }

func (a area) width() float64  { return a.right - a.left }
func (a area) height() float64 { return a.bottom - a.top }

func (a area) meets(b area) bool {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

func (a area) within(b area) bool {
	return a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom
}

func (a area) holds(p XY) bool {
	return p.X >= a.left && p.X <= a.right && p.Y >= a.top && p.Y <= a.bottom
}

// textWidth is how wide a text is at most, in ems, in the fonts that pages and papers are set in.
func textWidth(s string) float64 {
	wide := 0.0
	for _, r := range s {
		switch {
		case r >= 0x2e80 || r == '…' || r == '×' || r == '·' || r == '—':
			wide++
		case unicode.Is(unicode.M, r):
		case strings.ContainsRune(" .,:;'|!()[]ijlI", r):
			wide += 0.36
		case strings.ContainsRune("mwMW%@", r):
			wide += 0.95
		case unicode.IsUpper(r) || r > 0x7e && r != '–':
			wide += 0.75
		default:
			wide += 0.61
		}
	}
	return wide
}

// areaOf is what a label covers.
func areaOf(l Label) area {
	w := textWidth(l.Text) * l.Size
	if l.Bold {
		w *= 1.04
	}
	left := l.At.X
	switch l.Anchor {
	case Start: // it begins there
	case Middle:
		left -= w / 2
	case End:
		left -= w
	}
	return area{left, l.At.Y - 0.86*l.Size, left + w, l.At.Y + 0.2*l.Size}
}

// placer finds room for labels on the map, so that none covers another, a symbol, or the edge.
type placer struct {
	room  area
	taken []area
	path  []XY // to be kept clear where there is a choice
}

func (p *placer) free(a area) bool {
	return a.within(p.room) && !slices.ContainsFunc(p.taken, func(b area) bool { return a.meets(b) })
}

// compass is in which directions a label is tried, best first.
var compass = []XY{{1, -0.4}, {-1, -0.4}, {1, 0.6}, {-1, 0.6}, {0, -1}, {0, 1}, {1, -1.6}, {-1, -1.6}, {1, 1.8}, {-1, 1.8}}

// place sets a label near a point, radius mm from it or farther, and returns where; ok is false where there is no room in
// the given number of rings.
func (p *placer) place(l Label, at XY, radius float64, rings int) (Label, bool) {
	best, cost := Label{}, math.Inf(1)
	for ring := range rings {
		for i, to := range compass {
			try := beside(l, at, to, radius+0.8+float64(ring)*4)
			box := areaOf(try)
			if !p.free(box) {
				continue
			}
			if c := float64(ring)*4 + float64(i)*0.3 + 2*p.crossed(box); c < cost {
				best, cost = try, c
			}
		}
	}
	if math.IsInf(cost, 1) {
		return l, false
	}
	p.taken = append(p.taken, areaOf(best))
	return best, true
}

// beside puts a label at a distance in a direction, its near edge toward the point.
func beside(l Label, at, to XY, far float64) Label {
	l.Anchor = Middle
	if to.X > 0 {
		l.Anchor = Start
	} else if to.X < 0 {
		l.Anchor = End
	}
	l.At = XY{at.X + to.X*far, at.Y + to.Y*far + 0.33*l.Size}
	if to.X == 0 && to.Y > 0 {
		l.At.Y = at.Y + far + 0.86*l.Size
	}
	if to.X == 0 && to.Y < 0 {
		l.At.Y = at.Y - far - 0.2*l.Size
	}
	return l
}

// crossed is how much of the path a label would cover, in points of it, few weighing as much as many.
func (p *placer) crossed(a area) float64 {
	n := 0
	for _, x := range p.path {
		if a.holds(x) {
			n++
		}
	}
	return math.Min(float64(n), 6)
}

// leader joins a label that stands apart to its point.
func leader(l Label, at XY, radius float64) (Polyline, bool) {
	a := areaOf(l)
	end := XY{math.Max(a.left, math.Min(at.X, a.right)), math.Max(a.top, math.Min(at.Y, a.bottom))}
	far := math.Hypot(end.X-at.X, end.Y-at.Y)
	if far < radius+3 {
		return Polyline{}, false
	}
	from := XY{at.X + (end.X-at.X)*radius/far, at.Y + (end.Y-at.Y)*radius/far}
	return Polyline{Points: []XY{from, end}, Stroke: Stroke{Ink: black, Width: 0.3}}, true
}

// plainID is an id without what cannot be seen, its middle left out where it is long.
func plainID(id string, most int) string {
	runes := slices.DeleteFunc([]rune(strings.ToValidUTF8(id, "�")), func(r rune) bool {
		return unicode.Is(unicode.C, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
	})
	if len(runes) > most {
		runes = slices.Concat(runes[:most/3], []rune("…"), runes[len(runes)-most+most/3+1:])
	}
	return string(runes)
}

// shortIDs names orders by the shortest ends of their ids that tell them apart, in the room of the column; those that
// even so look alike are numbered.
func shortIDs(ids []string, room float64) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = plainID(id, 24)
	}
	for n := 4; n <= 6; n++ {
		if short := shortened(out, n, room); len(slices.Compact(slices.Sorted(slices.Values(short)))) == len(short) || n == 6 {
			return numbered(short)
		}
	}
	return out
}

func shortened(ids []string, n int, room float64) []string {
	out := slices.Clone(ids)
	for i, id := range out {
		if textWidth(id)*letter <= room && len([]rune(id)) <= 8 {
			continue
		}
		runes := []rune(id)
		end := runes[max(0, len(runes)-n):]
		for len(end) > 1 && (unicode.Is(unicode.M, end[0]) || (textWidth(string(end))+1)*letter > room) {
			end = end[1:]
		}
		out[i] = "…" + string(end)
	}
	return out
}

// numbered tells equal names apart.
func numbered(names []string) []string {
	seen := map[string]int{}
	for i, name := range names {
		seen[name]++
		if n := seen[name]; n > 1 {
			runes := []rune(name)
			names[i] = "…" + string(runes[max(0, len(runes)-2):]) + "(" + string(rune('0'+min(n, 9))) + ")"
		}
	}
	return names
}
