package routelog

import "math"

// arrows shows the direction of travel by an arrowhead every few centimetres, where the way is straight enough to have
// one.
func (d *drawing) arrows(p *placer, runs []run) {
	total := 0.0
	for _, r := range runs {
		total += r.length()
	}
	pitch := math.Max(26, total/40)
	next := pitch / 3
	for _, r := range runs {
		if r.phase == noTrack {
			continue
		}
		for _, part := range clipped(r.points, sheetMap) {
			fine := along(part, 0.5)
			for i := 4; i < len(fine)-4; i++ {
				next -= mmApart(fine[i-1], fine[i])
				room := area{fine[i].X - 2.6, fine[i].Y - 2.6, fine[i].X + 2.6, fine[i].Y + 2.6}
				if next <= 0 && mmApart(fine[i-4], fine[i+4]) > 2.8 && p.free(room) {
					p.taken = append(p.taken, room)
					d.arrow(fine[i-4], fine[i], fine[i+4])
					next = pitch
				}
			}
		}
	}
}

// arrow is an open arrowhead at a point, pointing from one place to another.
func (d *drawing) arrow(from, at, to XY) {
	long := mmApart(from, to)
	ux, uy := (to.X-from.X)/long, (to.Y-from.Y)/long
	const back, side = 2.6, 2.4
	tip := XY{at.X + ux*1.3, at.Y + uy*1.3}
	head := []XY{{tip.X - ux*back - uy*side, tip.Y - uy*back + ux*side}, tip, {tip.X - ux*back + uy*side, tip.Y - uy*back - ux*side}}
	d.line(head, []Stroke{{Ink: white, Width: 1.8}, {Ink: black, Width: 0.8}})
}

// doubt draws, under the path, the stretch of it covered within the incident's interval: where it may have happened.
func (d *drawing) doubt(f frame) {
	var parts []run
	for _, stop := range d.within(d.incident) {
		p := f.xy(stop.at)
		if n := len(parts); n == 0 || stop.quiet {
			parts = append(parts, run{points: []XY{p}})
		} else {
			parts[n-1].points = append(parts[n-1].points, p)
		}
	}
	parts = thinned(parts)
	for _, s := range []Stroke{{Ink: alarm, Width: 7.4}, {Ink: rose, Width: 6.2}} {
		for _, part := range parts {
			for _, line := range clipped(part.points, sheetMap) {
				d.add(Circle{At: line[0], R: s.Width / 2, Fill: &s.Ink}, Circle{At: line[len(line)-1], R: s.Width / 2, Fill: &s.Ink})
				d.line(line, []Stroke{s})
			}
		}
	}
}

// within are the dots of a block, with the places at its edges where the track shows them.
func (c *cut) within(b block) []dot {
	if b.empty() {
		return nil
	}
	var out []dot
	if at := c.seen(b.from); at != nil {
		out = append(out, dot{ms: b.from, at: *at})
	}
	for i := c.after(b.from + 1); i < len(c.dots) && c.dots[i].ms < b.to; i++ {
		out = append(out, c.dots[i])
	}
	if at := c.seen(b.to); at != nil {
		out = append(out, dot{ms: b.to, at: *at})
	}
	return out
}

// tick is a round time on the path.
type tick struct {
	at   XY
	text string
}

// ticks marks round times along the path, none where he had not moved on since the last.
func (d *drawing) ticks(f frame, p *placer) []tick {
	var out []tick
	step := d.step()
	for at := roundUp(d.from, step); at < d.to; at += step {
		place := d.seen(at)
		if place == nil {
			continue
		}
		xy := f.xy(*place)
		if !sheetMap.holds(xy) || len(out) > 0 && mmApart(xy, out[len(out)-1].at) < 5 {
			continue
		}
		out = append(out, tick{xy, d.short(at)})
		d.add(Circle{At: xy, R: 1.1, Stroke: Stroke{Ink: black, Width: 0.5}, Fill: &white})
		p.taken = append(p.taken, area{xy.X - 1.4, xy.Y - 1.4, xy.X + 1.4, xy.Y + 1.4})
	}
	return out
}

// tickLabels names the ticks, as far as there is room.
func (d *drawing) tickLabels(p *placer, ticks []tick) {
	for _, t := range ticks {
		l := Label{Text: t.text, Size: letter, Ink: black, Halo: true}
		if l, ok := p.place(l, t.at, 1.6, 1); ok {
			d.add(l)
		}
	}
}
