package routelog

import (
	"math"
	"slices"
	"time"
)

// timeRow is one row of the timeline: its name at the left, and what it draws below y.
type timeRow struct {
	name   string
	height float64
	draw   func(y float64)
}

const (
	laneHeight  = 7.0
	speedHeight = 21.0
	stripHeight = 6.0
)

// x places a moment on the time axis, kept on the sheet.
func (d *drawing) x(at int64) float64 {
	share := float64(at-d.from) / float64(d.to-d.from)
	return labelColumn + (sheetWidth-rim-labelColumn)*math.Min(1, math.Max(0, share))
}

// timeline draws the rows under one another with the incident's band through all, the clock below, and returns where
// the next part begins.
func (d *drawing) timeline(top float64) float64 {
	d.names = &placer{room: area{0, top, sheetWidth, math.MaxFloat64}}
	first := top + letter + 1.5
	rows := d.rows()
	bottom := first
	for _, r := range rows {
		bottom += r.height
	}
	d.band(first, bottom)
	d.say(d.bandName(top))
	y := first
	for _, r := range rows {
		d.say(Label{At: XY{rim, y + 0.5*(min(r.height, laneHeight)+0.7*letter)}, Text: r.name, Size: letter, Anchor: Start, Ink: black})
		r.draw(y)
		y += r.height
	}
	d.bandEdges(first, bottom)
	d.axis(bottom)
	d.add(d.late...)
	d.late = nil
	return bottom + letter + 4
}

// rows are what there is to show.
func (d *drawing) rows() []timeRow {
	var rows []timeRow
	if !d.gap.empty() {
		rows = append(rows, timeRow{"空档", stripHeight, d.bracket})
	}
	rows = append(rows, timeRow{"阶段", stripHeight, d.strip})
	rows = append(rows, d.laneRows()...)
	if len(d.shifts) > 0 {
		rows = append(rows, timeRow{"上线", laneHeight, d.onlineRow})
	}
	if len(d.dots) > 0 {
		rows = append(rows, timeRow{"速度", speedHeight, d.speedRow}, timeRow{"无轨迹", laneHeight, d.silenceRow})
	}
	return rows
}

// say keeps a label for the end, so that nothing is drawn over it, unless there is no room for it.
func (d *drawing) say(l Label) bool {
	box := areaOf(l)
	if l.Text == "" || !d.names.free(box) {
		return false
	}
	d.names.taken = append(d.names.taken, box)
	d.late = append(d.late, l)
	return true
}

// sayFirst says the first of the labels that finds room clear of the incident's band, else the first that finds any, and
// returns whether one did.
func (d *drawing) sayFirst(labels ...Label) bool {
	return slices.ContainsFunc(labels, d.sayClear) || slices.ContainsFunc(labels, d.say)
}

// sayClear says a label if it stays clear of the incident's band.
func (d *drawing) sayClear(l Label) bool { return !areaOf(l).meets(d.banded) && d.say(l) }

// bracket spans the gap, with its length on it where there is room; its right end is open where it goes on.
func (d *drawing) bracket(y float64) {
	a, b, middle := d.x(d.gap.from), d.x(d.gap.to), y+stripHeight/2
	l := Label{At: XY{0, middle + 0.35*letter}, Text: lapse(d.gap.to - d.gap.from), Size: letter, Bold: true, Ink: black}
	half := textWidth(l.Text)*letter/2 + 1.5
	at := (a + b) / 2
	for _, other := range []float64{(a + d.banded.left) / 2, (d.banded.right + b) / 2} {
		if at-half < d.banded.right && at+half > d.banded.left && other-half > a && other+half < b {
			at = other
		}
	}
	parts := [][]XY{{{a, middle}, {b, middle}}}
	if l.At.X, l.Anchor = at, Middle; at-half > a+1 && at+half < b-1 && d.say(l) {
		parts = [][]XY{{{a, middle}, {at - half, middle}}, {{at + half, middle}, {b, middle}}}
	} else {
		d.sayFirst(d.rightOf(l, b), d.leftOf(l, a))
	}
	parts = append(parts, []XY{{a, middle - 2}, {a, middle + 2}})
	if !d.gapOpen {
		parts = append(parts, []XY{{b, middle - 2}, {b, middle + 2}})
	}
	for _, part := range parts {
		d.line(part, []Stroke{{Ink: lookOf(inGap).strokes[0].Ink, Width: 0.7}})
	}
}

// rightOf and leftOf put a label beside a moment's place.
func (d *drawing) rightOf(l Label, x float64) Label {
	l.At.X, l.Anchor = x+1.5, Start
	return l
}

func (d *drawing) leftOf(l Label, x float64) Label {
	l.At.X, l.Anchor = x-1.5, End
	return l
}

// strip is the phases over time in the looks of the path.
func (d *drawing) strip(y float64) {
	for _, s := range d.phased {
		if a, b := d.x(s.from), d.x(s.to); b-a >= 0.2 {
			d.line([]XY{{a, y + stripHeight/2}, {b, y + stripHeight/2}}, lookOf(s.phase).strokes)
		}
	}
}

// onlineRow draws the online log: clear while online, hatched while offline, each in words where there is room.
func (d *drawing) onlineRow(y float64) {
	for _, s := range d.shifts {
		b := area{d.x(s.from), y + 0.6, d.x(s.to), y + laneHeight - 0.8}
		text := "在线"
		if s.state == offline {
			text = "离线"
			d.hatch(b)
		} else {
			d.add(Rect{At: XY{b.left, b.top}, W: b.width(), H: b.height(), Stroke: Stroke{Ink: black, Width: 0.4}, Fill: &white})
		}
		l := Label{At: XY{0, b.bottom - 0.9}, Text: text, Size: letter, Ink: black}
		for _, part := range [][2]float64{{b.left, b.right}, {b.left, d.banded.left}, {d.banded.right, b.right}} {
			l.At.X, l.Anchor = (part[0]+part[1])/2, Middle
			if box := areaOf(l); part[1]-part[0] > 2.4*letter && box.left > b.left && box.right < b.right && !box.meets(d.banded) {
				d.sayOn(l, l.At.X)
				break
			}
		}
	}
}

func (d *drawing) silenceRow(y float64) {
	for _, s := range d.silences {
		d.hatch(area{d.x(s.from), y + 0.6, math.Max(d.x(s.to), d.x(s.from)+0.4), y + laneHeight - 0.8})
	}
}

// band tints the incident's interval across all rows; bandEdges draws its edges over them.
func (d *drawing) band(top, bottom float64) {
	if a, b := d.bandSides(); !d.incident.empty() {
		d.banded = area{a - 0.5, top, b + 0.5, bottom}
		d.add(Rect{At: XY{a, top}, W: b - a, H: bottom - top, Fill: &rose})
	}
}

func (d *drawing) bandEdges(top, bottom float64) {
	if d.incident.empty() {
		return
	}
	a, b := d.bandSides()
	for _, x := range []float64{a, b} {
		d.line([]XY{{x, top}, {x, bottom}}, []Stroke{{Ink: white, Width: 0.9}, {Ink: alarm, Width: 0.5, Dash: []float64{1.6, 1}}})
	}
}

func (d *drawing) bandSides() (a, b float64) {
	a, b = d.x(d.incident.from), d.x(d.incident.to)
	return a, math.Max(b, a+0.8)
}

// bandName is the incident's time, above its band.
func (d *drawing) bandName(top float64) Label {
	if d.incident.empty() {
		return Label{}
	}
	a, b := d.bandSides()
	l := Label{Text: "事发 " + d.span(d.incident), Size: letter, Anchor: Middle, Bold: true, Ink: alarm}
	half := areaOf(l).width()/2 + rim
	l.At = XY{math.Max(half, math.Min(sheetWidth-half, (a+b)/2)), top + letter}
	return l
}

// step is the distance of the clock's labels, in ms.
func (d *drawing) step() int64 {
	step := time.Second.Milliseconds()
	for _, s := range []int64{10, 60, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 604800, 2592000, 31536000, 315360000} {
		if step = s * 1000; (d.to-d.from)/step <= 8 {
			break
		}
	}
	return step
}

// roundUp is the first moment after at that Shanghai's clock shows as a whole number of steps.
func roundUp(at, step int64) int64 {
	const east = 8 * 3600 * 1000
	return (floorDiv(at+east, step)+1)*step - east
}

// axis writes the clock under the rows.
func (d *drawing) axis(y float64) {
	line := Stroke{Ink: black, Width: 0.5}
	d.add(Polyline{Points: []XY{{labelColumn, y}, {sheetWidth - rim, y}}, Stroke: line})
	step := d.step()
	for at := roundUp(d.from, step); at < d.to; at += step {
		x := d.x(at)
		d.add(Polyline{Points: []XY{{x, y}, {x, y + 1.5}}, Stroke: line})
		d.say(Label{At: XY{x, y + letter + 1.2}, Text: d.short(at), Size: letter, Anchor: Middle, Ink: black})
	}
}

// short is a clock reading for a label: to the minute, or to the second where the cut is short; with the day where it
// is long.
func (d *drawing) short(at int64) string {
	layout := "15:04"
	switch long := d.to - d.from; {
	case long > 8*86400*1000:
		layout = "01-02"
	case long > 86400*1000:
		layout = "02日15时"
	case long < 6*60*1000:
		layout = "15:04:05"
	}
	return shanghai(at).Format(layout)
}

// span writes an interval for a label, as finely as its ends are.
func (d *drawing) span(b block) string {
	layout := "15:04"
	if b.from%60_000 != 0 || b.to%60_000 != 0 {
		layout = "15:04:05"
	}
	return shanghai(b.from).Format(layout) + "–" + shanghai(b.to).Format(layout)
}
