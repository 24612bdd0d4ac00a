package routelog

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// maxLanes is how many orders are drawn; the rest are counted.
const maxLanes = 6

// laneRows are the orders nearest to the incident, one row each, earliest first.
func (d *drawing) laneRows() []timeRow {
	away := func(l lane) int64 { return max(l.from-d.incident.to, d.incident.from-l.to, 0) }
	drawn := slices.SortedStableFunc(slices.Values(d.lanes), func(a, b lane) int { return cmp.Compare(away(a), away(b)) })
	drawn = drawn[:min(len(drawn), maxLanes)]
	slices.SortStableFunc(drawn, earlier)
	var ids []string
	for _, l := range drawn {
		ids = append(ids, l.id)
	}
	var rows []timeRow
	for i, name := range shortIDs(ids, labelColumn-2) {
		rows = append(rows, timeRow{name, laneHeight, func(y float64) { d.lane1(drawn[i], y) }})
	}
	switch rest := len(d.lanes) - len(drawn); {
	case len(d.lanes) == 0:
		rows = append(rows, timeRow{"订单", laneHeight, func(y float64) { d.remark(y, "这段时间没有订单 no order in this time") }})
	case rest > 0:
		rows = append(rows, timeRow{"", laneHeight, func(y float64) { d.remark(y, fmt.Sprintf("另有%d单未画 %d more not drawn", rest, rest)) }})
	}
	return rows
}

func (d *drawing) remark(y float64, text string) {
	d.say(Label{At: XY{labelColumn + 1, y + laneHeight - 1.7}, Text: text, Size: letter, Anchor: Start, Ink: black})
}

// lane1 draws an order in the looks of its phases, with its end in words.
func (d *drawing) lane1(l lane, y float64) {
	top, bottom := y+0.7, y+laneHeight-0.9
	a, b := d.x(l.from), d.x(l.to)
	if l.doubtful {
		d.add(Polyline{Points: []XY{{a, y + laneHeight/2}, {math.Max(b, a+1), y + laneHeight/2}}, Stroke: Stroke{Ink: black, Width: 0.8, Dash: []float64{1, 1}}})
	} else {
		for _, s := range l.parts() {
			d.box(area{d.x(s.from), top, math.Max(d.x(s.to), d.x(s.from)+0.3), bottom}, s.phase)
		}
	}
	if l.end == cancelled || l.end == reassigned {
		d.crossOut(XY{b, (top + bottom) / 2})
		a, b = a-1.6, b+1.6
	}
	d.laneWords(l, a, b, bottom-0.9)
}

// laneWords says how the order ended, beside its bar or on it, and when it was accepted where there is room.
func (d *drawing) laneWords(l lane, a, b, y float64) {
	text := ""
	switch {
	case l.doubtful:
		text = "时间矛盾"
	case l.end == handedOver:
		text = "送达 " + d.short(l.to)
	case l.end == cancelled:
		text = "取消 " + d.short(l.to)
	case l.end == reassigned:
		text = "转单 " + d.short(l.to)
	case l.end == unended:
		text = "无结束记录"
	}
	end := Label{At: XY{0, y}, Text: text, Size: letter, Ink: black, Halo: true}
	if !d.sayFirst(d.rightOf(end, b), d.leftOf(end, a), d.rightOf(end, max(b, d.banded.right))) {
		d.sayOn(end, (a+b)/2)
	}
	if l.begins && !l.doubtful {
		begin := Label{At: XY{0, y}, Text: d.short(l.from), Size: letter, Ink: black, Halo: true}
		if begin = d.leftOf(begin, a); areaOf(begin).left > labelColumn {
			d.sayClear(begin)
		}
	}
}

// sayOn says a label on a bar, in a white field.
func (d *drawing) sayOn(l Label, x float64) {
	l.At.X, l.Anchor, l.Halo = x, Middle, false
	box := areaOf(l)
	field := Rect{At: XY{box.left - 0.6, box.top}, W: box.width() + 1.2, H: box.height(), Fill: &white}
	if n := len(d.late); d.say(l) {
		d.late = slices.Insert(d.late, n, Shape(field))
	}
}

// crossOut marks an order that was taken from the rider.
func (d *drawing) crossOut(at XY) {
	both := []Stroke{{Ink: white, Width: 2}, {Ink: alarm, Width: 1}}
	d.line([]XY{{at.X - 2.2, at.Y - 2.2}, {at.X + 2.2, at.Y + 2.2}}, both)
	d.line([]XY{{at.X - 2.2, at.Y + 2.2}, {at.X + 2.2, at.Y - 2.2}}, both)
}

// speedRow draws km/h over time, the mean of each half millimetre or more, broken at silences.
func (d *drawing) speedRow(y float64) {
	speeds := d.speeds()
	top := 30.0
	for _, s := range speeds {
		for top < s.kmh {
			top += 30
		}
	}
	low, h := y+speedHeight-2, speedHeight-5.5
	d.say(Label{At: XY{rim, y + laneHeight + letter}, Text: "km/h", Size: letter, Anchor: Start, Ink: black})
	for _, v := range []float64{0, top / 2, top} {
		line := low - h*v/top
		d.add(Polyline{Points: []XY{{labelColumn, line}, {sheetWidth - rim, line}}, Stroke: Stroke{Ink: faint, Width: 0.25}})
		d.say(Label{At: XY{labelColumn - 1, line + 0.33*letter}, Text: fmt.Sprintf("%g", v), Size: letter, Anchor: End, Ink: black})
	}
	var run []XY
	for _, s := range speeds {
		if s.fresh {
			d.line(run, []Stroke{{Ink: black, Width: 0.5}})
			run = nil
		}
		run = append(run, XY{d.x(s.at), low - h*s.kmh/top})
	}
	d.line(run, []Stroke{{Ink: black, Width: 0.5}})
}

// pace is a mean speed; fresh says that a silence lies before it.
type pace struct {
	at    int64
	kmh   float64
	fresh bool
}

// speeds are means over half a millimetre of the axis, at least.
func (d *drawing) speeds() []pace {
	pitch := int64(0.5 * float64(d.to-d.from) / (sheetWidth - labelColumn))
	var out []pace
	metres, since, fresh := 0.0, int64(0), true
	for i, x := range d.dots {
		if i == 0 || x.quiet {
			metres, since, fresh = 0, x.ms, true
			continue
		}
		metres += x.metres
		if took := x.ms - since; took >= pitch && took > 0 {
			out = append(out, pace{x.ms, metres / float64(took) * 3600, fresh})
			metres, since, fresh = 0, x.ms, false
		}
	}
	return out
}
