package routelog

import (
	"fmt"
	"math"
	"time"
)

// x places a moment on the time axis, kept on the sheet.
func (d *drawing) x(at int64) float64 {
	share := float64(at-d.from) / float64(d.to-d.from)
	return labelColumn + (sheetWidth-labelColumn)*math.Min(1, math.Max(0, share))
}

// timeline draws orders, speed and silences under one axis and returns the height of the sheet.
func (d *drawing) timeline(y float64) float64 {
	top := y
	lanes := d.rows()
	bottom := top + float64(max(1, len(lanes)))*laneHeight
	speed := bottom + 3
	silent := speed
	if len(d.dots) > 0 {
		silent = speed + 22
		bottom = silent + 3 + laneHeight
	}
	d.incidentBand(top, bottom)
	d.rowName(top+laneHeight-1.6, "订单")
	for i, lane := range lanes {
		for _, s := range lane {
			d.bar(s, top+float64(i)*laneHeight)
		}
	}
	if len(d.dots) > 0 {
		d.speed(speed, silent-speed)
		d.rowName(silent+3+laneHeight-1.6, "无轨迹")
		for _, s := range d.silences {
			d.hatched(s.from, s.to, silent+3, laneHeight-1)
		}
	}
	d.axis(bottom)
	return d.legend(bottom + letter + 4)
}

func (d *drawing) rowName(y float64, text string) {
	d.add(Label{At: XY{0, y}, Text: text, Size: letter, Anchor: Start, Ink: black})
}

// rows puts orders that overlap under one another, five rows at most.
func (d *drawing) rows() [][]lane {
	var rows [][]lane
	for _, l := range d.lanes {
		placed := false
		for i := range rows {
			if last := rows[i][len(rows[i])-1]; !placed && last.to <= l.from {
				rows[i], placed = append(rows[i], l), true
			}
		}
		if !placed && len(rows) < 5 {
			rows = append(rows, []lane{l})
		}
	}
	return rows
}

// bar draws an order in its phases: white on the way to the pickup, grey at it, black with the parcel. A cancelled
// order ends in a cross.
func (d *drawing) bar(l lane, y float64) {
	h := laneHeight - 1.6
	edge := Stroke{Ink: black, Width: 0.35}
	fills := map[Phase]*Ink{ToPickup: &white, AtPickup: &soft, Delivering: &black}
	for _, part := range l.parts() {
		d.add(Rect{At: XY{d.x(part.from), y}, W: d.x(part.to) - d.x(part.from), H: h, Stroke: edge, Fill: fills[part.phase]})
	}
	if l.end == cancelled || l.end == reassigned {
		x := d.x(l.to)
		cross := Stroke{Ink: alarm, Width: 0.8}
		d.add(Polyline{Points: []XY{{x - 2, y}, {x + 2, y + h}}, Stroke: cross}, Polyline{Points: []XY{{x - 2, y + h}, {x + 2, y}}, Stroke: cross})
	}
}

// incidentBand marks the incident's interval across all rows, by edges and a tint.
func (d *drawing) incidentBand(top, bottom float64) {
	if d.incident.empty() {
		return
	}
	from, to := d.x(d.incident.from), d.x(d.incident.to)
	tint := Ink{255, 224, 224}
	d.add(Rect{At: XY{from, top - 1}, W: math.Max(to-from, 0.6), H: bottom - top + 1, Fill: &tint})
	for _, x := range []float64{from, math.Max(to, from+0.6)} {
		d.add(Polyline{Points: []XY{{x, top - 1}, {x, bottom}}, Stroke: Stroke{Ink: alarm, Width: 0.5, Dash: []float64{1.5, 1}}})
	}
}

// hatched draws a stretch as slanting lines in a box, told from others without colour.
func (d *drawing) hatched(from, to int64, y, h float64) {
	a, b := d.x(from), d.x(to)
	d.add(Rect{At: XY{a, y}, W: b - a, H: h, Stroke: Stroke{Ink: black, Width: 0.3}})
	for x := a; x < b; x += 2 {
		run := math.Min(h, b-x)
		d.add(Polyline{Points: []XY{{x, y + h}, {x + run, y + h - run}}, Stroke: Stroke{Ink: black, Width: 0.25}})
	}
}

// speed draws km/h over time, the greatest in each stretch of about half a millimetre, broken at silences.
func (d *drawing) speed(y, h float64) {
	d.rowName(y+h/2+letter/2, "速度")
	const top = 60.0
	for _, v := range []float64{0, 30, 60} {
		line := y + h - h*v/top
		d.add(Polyline{Points: []XY{{labelColumn, line}, {sheetWidth, line}}, Stroke: Stroke{Ink: faint, Width: 0.25}})
	}
	var run []XY
	flush := func() {
		if len(run) > 1 {
			d.add(Polyline{Points: run, Stroke: Stroke{Ink: deep, Width: 0.5}})
		}
		run = nil
	}
	for i := 1; i < len(d.dots); i++ {
		a, b := d.dots[i-1], d.dots[i]
		if b.quiet || b.ms == a.ms {
			flush()
			continue
		}
		v := math.Min(top, b.metres/float64(b.ms-a.ms)*3600)
		p := XY{d.x(b.ms), y + h - h*v/top}
		if n := len(run); n > 1 && p.X-run[n-2].X < 0.5 {
			run[n-1] = XY{p.X, math.Min(p.Y, run[n-1].Y)}
		} else {
			run = append(run, p)
		}
	}
	flush()
	d.add(Label{At: XY{sheetWidth, y + letter - 1}, Text: "60 km/h", Size: letter * 0.8, Anchor: End, Ink: black, Halo: true})
}

// axis writes the hours under the rows.
func (d *drawing) axis(y float64) {
	step := int64(time.Minute.Milliseconds())
	for _, m := range []int64{1, 5, 10, 15, 30, 60, 120, 360, 720, 1440, 10080, 43200, 525600, 5256000} {
		if step = m * 60000; (d.to-d.from)/step <= 6 {
			break
		}
	}
	d.add(Polyline{Points: []XY{{labelColumn, y}, {sheetWidth, y}}, Stroke: Stroke{Ink: black, Width: 0.4}})
	for at := (d.from/step + 1) * step; at < d.to; at += step {
		x := d.x(at)
		d.add(Polyline{Points: []XY{{x, y}, {x, y + 1.5}}, Stroke: Stroke{Ink: black, Width: 0.4}})
		if x > labelColumn+6 && x < sheetWidth-6 {
			d.add(Label{At: XY{x, y + letter + 1.5}, Text: shanghai(at).Format("15:04"), Size: letter, Anchor: Middle, Ink: black})
		}
	}
}

// legend names the shapes and strokes, drawn as they are above, and returns the height of the sheet.
func (d *drawing) legend(y float64) float64 {
	const row = 6.5
	y += 3
	for i, m := range []struct{ kind, text string }{{"dropoff", "送达 drop-off"}, {"pickup", "取餐 pickup"}, {"stop", "停留 stop"}, {"incident", "事发 incident"}} {
		x := 4 + float64(i)*45
		d.symbol(XY{x, y}, m.kind)
		d.legendText(x+5, y, m.text)
	}
	strokes := []Stroke{{Ink: deep, Width: 1.2}, {Ink: mid, Width: 0.5}, {Ink: deep, Width: 1.2, Dash: []float64{2, 2}}}
	for i, text := range []string{"空档路线 in the gap", "其余路线 other", "无轨迹 silence"} {
		x := float64(i) * 60
		d.add(Polyline{Points: []XY{{x + 1, y + row}, {x + 9, y + row}}, Stroke: strokes[i]})
		d.legendText(x+11, y+row, text)
	}
	for i, text := range []string{"赴店 to pickup", "到店 at pickup", "配送 delivering"} {
		x := float64(i) * 60
		d.add(Rect{At: XY{x + 1, y + 2*row - 2}, W: 8, H: 4, Stroke: Stroke{Ink: black, Width: 0.35}, Fill: []*Ink{&white, &soft, &black}[i]})
		d.legendText(x+11, y+2*row, text)
	}
	d.legendText(1, y+3*row, fmt.Sprintf("× 取消或转单 cancelled or reassigned    %s UTC+8  %s", shanghai(d.from).Format("2006-01-02"), Analyser))
	return y + 3*row + 4
}

func (d *drawing) legendText(x, y float64, text string) {
	d.add(Label{At: XY{x, y + 1.6}, Text: text, Size: letter * 0.88, Anchor: Start, Ink: black})
}
