package routelog

import (
	"fmt"
	"math"
	"slices"
)

// frame maps places to the sheet.
type frame struct {
	origin Place
	scale  float64 // mm per metre
	at     XY      // of the origin
}

func (f frame) xy(p Place) XY {
	e := f.metres(p)
	return XY{X: f.at.X + e.X*f.scale, Y: f.at.Y - e.Y*f.scale}
}

// metres is how far a place lies east and north of the origin, on the plane of a sheet.
func (f frame) metres(p Place) XY {
	const degree = math.Pi / 180 * 6371008.8
	return XY{math.Remainder(p.Lon-f.origin.Lon, 360) * degree * math.Cos(radians(f.origin.Lat)), (p.Lat - f.origin.Lat) * degree}
}

// extent is the ground that places take up, in metres about an origin; the zero extent is the origin.
type extent struct{ low, high XY }

func (e extent) with(o extent) extent {
	return extent{XY{math.Min(e.low.X, o.low.X), math.Min(e.low.Y, o.low.Y)}, XY{math.Max(e.high.X, o.high.X), math.Max(e.high.Y, o.high.Y)}}
}

func (e extent) span() float64 { return math.Max(e.high.X-e.low.X, e.high.Y-e.low.Y) }

// ground chooses what the map shows: the piece of track about the incident, and whatever else lies near enough not to
// make it small: pieces beyond a leap and places of orders may lie anywhere on earth. beyond says that something is
// left outside.
func (d *drawing) ground(marks []landmark) (f frame, beyond bool) {
	heart := d.nearest(d.centre())
	f = frame{origin: d.dots[heart].at}
	pieces, core := d.pieces(f, heart)
	all := pieces[core]
	most := math.Max(3*all.span(), 6000)
	grow := func(e extent) {
		if more := all.with(e); more.span() <= most {
			all = more
		} else {
			beyond = true
		}
	}
	for _, m := range marks {
		p := f.metres(m.at)
		grow(extent{p, p})
	}
	for i := 1; i < len(pieces); i++ {
		if core-i >= 0 {
			grow(pieces[core-i])
		}
		if core+i < len(pieces) {
			grow(pieces[core+i])
		}
	}
	return f.fit(all), beyond
}

func (c *cut) centre() int64 {
	if c.incident.empty() {
		return (c.from + c.to) / 2
	}
	return (c.incident.from + c.incident.to) / 2
}

// pieces are the extents of the track between its leaps, and which of them dot number heart lies in.
func (d *drawing) pieces(f frame, heart int) (out []extent, core int) {
	for i, x := range d.dots {
		p := f.metres(x.at)
		if i == 0 || x.leapt {
			out = append(out, extent{p, p})
		}
		last := len(out) - 1
		out[last] = out[last].with(extent{p, p})
		if i == heart {
			core = last
		}
	}
	return out, core
}

// fit scales and centres the frame.
func (f frame) fit(e extent) frame {
	const pad, least = 15, 200
	f.scale = math.Min((sheetWidth-2*pad)/math.Max(e.high.X-e.low.X, least), (mapHeight-2*pad)/math.Max(e.high.Y-e.low.Y, least))
	f.at = XY{X: sheetWidth/2 - (e.low.X+e.high.X)/2*f.scale, Y: mapHeight/2 + (e.low.Y+e.high.Y)/2*f.scale}
	return f
}

// sheetMap is the part of the sheet that is the map.
var sheetMap = area{rim, rim, sheetWidth - rim, mapHeight}

// route draws the map and returns where the next part begins.
func (d *drawing) route() float64 {
	if len(d.dots) == 0 {
		d.add(Label{At: XY{sheetWidth / 2, letter + 3}, Text: "这段时间没有轨迹 no track of this time", Size: letter, Anchor: Middle, Bold: true, Ink: black})
		return letter + 8
	}
	marks := d.marks()
	f, beyond := d.ground(marks)
	marks = slices.DeleteFunc(marks, func(m landmark) bool { return !sheetMap.holds(f.xy(m.at)) })
	p := &placer{room: area{1, 1, sheetWidth - 1, mapHeight - 1}}
	d.grid(f, p)
	d.doubt(f)
	d.remarks(p, beyond)
	runs := d.path(f, p)
	ticks := d.ticks(f, p)
	d.signs(f, p, marks)
	d.arrows(p, runs)
	d.landmarks(f, p, marks)
	d.tickLabels(p, ticks)
	d.add(d.late...)
	d.late = nil
	d.add(Rect{At: XY{rim, rim}, W: sheetMap.width(), H: sheetMap.height(), Stroke: Stroke{Ink: black, Width: 0.3}})
	return mapHeight + 2
}

// remarks says, in the lower left corner, what the map does not show.
func (d *drawing) remarks(p *placer, beyond bool) {
	y := mapHeight - 3.0
	if beyond {
		d.corner(p, XY{3, y}, Start, "图外还有 more beyond the map")
		y -= letter + 1
	}
	if !d.incident.empty() && d.where() == nil {
		d.corner(p, XY{3, y}, Start, "事发处无轨迹 no track there")
	}
}

// grid is plain squares of a round size, with the scale and the north in the corners.
func (d *drawing) grid(f frame, p *placer) {
	step := 50.0
	for _, s := range []float64{50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000, 200000, 500000, 1000000, 2000000, 5000000, 10000000} {
		if step = s; s*f.scale >= sheetWidth/12 {
			break
		}
	}
	line := Stroke{Ink: faint, Width: 0.25}
	size := math.Max(step*f.scale, sheetWidth/40)
	for x := sheetWidth - 4 - size; x > 0; x -= size {
		d.add(Polyline{Points: []XY{{x, rim}, {x, mapHeight}}, Stroke: line})
	}
	d.add(Polyline{Points: []XY{{sheetWidth - 4, rim}, {sheetWidth - 4, mapHeight}}, Stroke: line})
	for y := mapHeight - 4; y > 0; y -= size {
		d.add(Polyline{Points: []XY{{rim, y}, {sheetWidth - rim, y}}, Stroke: line})
	}
	d.scaleBar(p, size, step)
	d.add(Polyline{Points: []XY{{3, 5}, {5, 2}, {7, 5}}, Stroke: Stroke{Ink: black, Width: 0.6}},
		Polyline{Points: []XY{{5, 2}, {5, 8}}, Stroke: Stroke{Ink: black, Width: 0.6}})
	p.taken = append(p.taken, area{2, 1, 8, 9})
	d.corner(p, XY{9, letter + 2}, Start, "北 N")
}

// scaleBar is one square's side with its length.
func (d *drawing) scaleBar(p *placer, size, step float64) {
	text := fmt.Sprintf("%g 米 m", step)
	if step >= 1000 {
		text = fmt.Sprintf("%g 公里 km", step/1000)
	}
	right, y := sheetWidth-4.0, mapHeight-4.0
	left := right - size
	d.add(Polyline{Points: []XY{{left, y - 1.5}, {left, y}, {right, y}, {right, y - 1.5}}, Stroke: Stroke{Ink: black, Width: 0.7}})
	p.taken = append(p.taken, area{left - 0.5, y - 2, right + 0.5, y + 1})
	d.corner(p, XY{right, y - 2.5}, End, text)
}

// corner sets a label where it must stand.
func (d *drawing) corner(p *placer, at XY, anchor Anchor, text string) {
	l := Label{At: at, Text: text, Size: letter, Anchor: anchor, Ink: black, Halo: true}
	p.taken = append(p.taken, areaOf(l))
	d.late = append(d.late, l)
}
