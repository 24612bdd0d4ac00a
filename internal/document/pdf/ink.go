package pdf

import (
	"math"
	"strconv"
	"strings"
)

const (
	inkHeight = 12.0  // of a drawn signature at most, over the line
	inkWidth  = 0.35  // of a stroke
	inkMost   = 20000 // numbers: more than a hand draws
)

// ink sets a drawn signature into a box of this width over the line, as large as it fits. What is no path of absolute moves,
// lines and curves is left out, whole: half a signature is none.
func (d *Document) ink(path string, x, y, width float64) {
	strokes := inkStrokes(path)
	low, high, ok := bounds(strokes)
	if !ok {
		return
	}
	scale := min(width/max(high.x-low.x, 1e-6), inkHeight/max(high.y-low.y, 1e-6))
	at := func(p inkPoint) (float64, float64) { return x + (p.x-low.x)*scale, y + (p.y-low.y)*scale }
	d.mark(func(c *canvas) {
		c.out.SetLineWidth(inkWidth)
		c.out.SetLineCapStyle("round")
		for _, s := range strokes {
			c.out.MoveTo(at(s[0]))
			for _, p := range s[1:] {
				c.out.LineTo(at(p))
			}
			c.out.DrawPath("D")
		}
		c.out.SetLineCapStyle("butt")
		c.out.SetLineWidth(hairline)
	})
}

type inkPoint struct{ x, y float64 }

// bounds of strokes; not ok without any that can be seen.
func bounds(strokes [][]inkPoint) (low, high inkPoint, ok bool) {
	low, high = inkPoint{math.Inf(1), math.Inf(1)}, inkPoint{math.Inf(-1), math.Inf(-1)}
	for _, s := range strokes {
		for _, p := range s {
			low, high = inkPoint{min(low.x, p.x), min(low.y, p.y)}, inkPoint{max(high.x, p.x), max(high.y, p.y)}
		}
	}
	return low, high, high.x > low.x || high.y > low.y
}

// inkStrokes reads path data: M and L, and the curves C and S, which become short lines. nil for anything else.
func inkStrokes(path string) (strokes [][]inkPoint) {
	var pen inkPen
	for path = strings.TrimSpace(path); path != ""; {
		letter := path[0]
		end := strings.IndexAny(path[1:], "MLCSZmlcszHVQTAhvqta") + 1
		if end == 0 {
			end = len(path)
		}
		points, ok := inkPoints(path[1:end])
		if !ok || !pen.draw(letter, points) || pen.count > inkMost {
			return nil
		}
		path = path[end:]
	}
	return pen.strokes
}

// inkPoints reads pairs of numbers, at least one.
func inkPoints(text string) ([]inkPoint, bool) {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' })
	if len(words) == 0 || len(words)%2 != 0 {
		return nil, false
	}
	points := make([]inkPoint, len(words)/2)
	for i, w := range words {
		n, err := strconv.ParseFloat(w, 64)
		if err != nil || math.Abs(n) > 1e6 || math.IsNaN(n) {
			return nil, false
		}
		if i%2 == 0 {
			points[i/2].x = n
		} else {
			points[i/2].y = n
		}
	}
	return points, true
}

// inkPen draws as path data says.
type inkPen struct {
	strokes [][]inkPoint
	bend    inkPoint // the control that a smooth curve mirrors
	count   int
}

func (p *inkPen) draw(letter byte, points []inkPoint) bool {
	p.count += len(points)
	if letter == 'M' {
		p.strokes = append(p.strokes, points[:1:1])
		letter, points = 'L', points[1:]
	}
	each := map[byte]int{'L': 1, 'C': 3, 'S': 2}[letter]
	if each == 0 || len(points)%each != 0 || len(p.strokes) == 0 {
		return false
	}
	for ; len(points) > 0; points = points[each:] {
		p.step(letter, points[:each])
	}
	return true
}

func (p *inkPen) step(letter byte, points []inkPoint) {
	stroke := &p.strokes[len(p.strokes)-1]
	from, to := (*stroke)[len(*stroke)-1], points[len(points)-1]
	switch letter {
	case 'C':
		p.curve(stroke, from, points[0], points[1], to)
	case 'S':
		p.curve(stroke, from, inkPoint{2*from.x - p.bend.x, 2*from.y - p.bend.y}, points[0], to)
	default:
		*stroke = append(*stroke, to)
		p.bend = to
	}
}

// curve is a cubic Bézier in eight lines, which at the size of a signature no eye tells from it.
func (p *inkPen) curve(stroke *[]inkPoint, a, b, c, d inkPoint) {
	const parts = 8
	for i := 1; i <= parts; i++ {
		t := float64(i) / parts
		u := 1 - t
		*stroke = append(*stroke, inkPoint{
			u*u*u*a.x + 3*u*u*t*b.x + 3*u*t*t*c.x + t*t*t*d.x,
			u*u*u*a.y + 3*u*u*t*b.y + 3*u*t*t*c.y + t*t*t*d.y,
		})
	}
	p.bend, p.count = c, p.count+parts
}
