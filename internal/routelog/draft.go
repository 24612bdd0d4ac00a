package routelog

import (
	"fmt"
	"math"
	"strings"

	"hejie/internal/fault"
)

// The sheet, in mm. Letters of 5 mm are ten pixels on a telephone 390 pixels wide.
const (
	sheetWidth  = 180.0
	mapHeight   = 120.0
	letter      = 5.0
	labelColumn = 24.0
	laneHeight  = 7.0
	margin      = 10 * 60 * 1000 // ms shown about the gap
)

// The inks, from dark to light; each is told from the others in black and white.
var (
	black = Ink{0, 0, 0}
	deep  = Ink{20, 60, 120}   // the way in question
	alarm = Ink{170, 20, 20}   // the incident
	mid   = Ink{120, 120, 120} // the rest of the way
	soft  = Ink{200, 200, 200}
	faint = Ink{218, 218, 218} // the grid
	white = Ink{255, 255, 255}
)

// Draft lays out the picture of findings already judged: the path over a plain scale grid with drop-off, pickup, incident
// and stops, above a timeline of orders, speed and silences with the incident's band. Without a track only the timeline
// is drawn. The log must be the one that was judged.
func Draft(log *Log, in Incident, f Findings) Picture {
	if log.Track != nil {
		log.Track.clean(f.Policy)
	}
	from, to := shown(in, f)
	return newCut(log, view{t: log.Track}, in, f, from, to).draw()
}

// drawing is the sheet as it grows.
type drawing struct {
	*cut
	phased []stretch
	p      Picture
}

func (c *cut) draw() Picture {
	d := &drawing{cut: c, phased: c.phases()}
	d.p = Picture{Width: sheetWidth, Title: fault.Text{ZH: "配送路线与时间线", EN: "Delivery route and timeline"}, Desc: d.describe()}
	y := d.route()
	d.p.Height = d.timeline(y)
	return d.p
}

func (d *drawing) add(shapes ...Shape) { d.p.Shapes = append(d.p.Shapes, shapes...) }

// shown chooses the time shown: the gap and the incident with twenty minutes about it, and a margin; over three hours
// from the incident it is cut.
func shown(in Incident, f Findings) (from, to int64) {
	at, until := in.From.UnixMilli(), in.To.UnixMilli()
	from, to = at-20*60*1000, until+20*60*1000
	if g := f.Gap; g.From != nil && g.To != nil {
		from, to = min(from, g.From.UnixMilli()), max(to, g.To.UnixMilli())
	}
	const most = 3 * 3600 * 1000
	return max(from-margin, at-most), min(to+margin, until+most)
}

// describe is the text alternative.
func (d *drawing) describe() fault.Text {
	zh := []string{fmt.Sprintf("认定：%s。", d.finding.ZH())}
	en := []string{fmt.Sprintf("Finding: %s.", d.finding.EN())}
	if !d.incident.empty() {
		zh = append(zh, fmt.Sprintf("事发：%s至%s。", date(d.incident.from), clock(d.incident.to)))
		en = append(en, fmt.Sprintf("Incident: %s to %s.", date(d.incident.from), clock(d.incident.to)))
	}
	if d.previous != nil {
		zh = append(zh, fmt.Sprintf("上一单%s结束于%s。", d.previous.id, clock(d.previous.to)))
		en = append(en, fmt.Sprintf("Previous order %s ended at %s.", d.previous.id, clock(d.previous.to)))
	}
	if d.next != nil && d.next.begins {
		zh = append(zh, fmt.Sprintf("下一单%s始于%s。", d.next.id, clock(d.next.from)))
		en = append(en, fmt.Sprintf("Next order %s began at %s.", d.next.id, clock(d.next.from)))
	}
	return fault.Text{ZH: strings.Join(zh, ""), EN: strings.Join(en, " ")}
}

func date(at int64) string  { return shanghai(at).Format("2006-01-02 15:04:05") }
func clock(at int64) string { return shanghai(at).Format("15:04:05") }

// frame maps places to the sheet.
type frame struct {
	origin Place
	scale  float64 // mm per metre
	at     XY      // of the origin
}

func (f frame) xy(p Place) XY {
	north, east := f.metres(p)
	return XY{X: f.at.X + east*f.scale, Y: f.at.Y - north*f.scale}
}

// metres is how far a place lies north and east of the origin, on the plane of a sheet.
func (f frame) metres(p Place) (north, east float64) {
	const degree = math.Pi / 180 * 6371008.8
	return (p.Lat - f.origin.Lat) * degree, math.Remainder(p.Lon-f.origin.Lon, 360) * degree * math.Cos(radians(f.origin.Lat))
}

// newFrame fits all places into the map.
func newFrame(places []Place) frame {
	f := frame{origin: places[0], scale: 1}
	low, high := XY{}, XY{}
	for _, p := range places {
		north, east := f.metres(p)
		low = XY{math.Min(low.X, east), math.Min(low.Y, north)}
		high = XY{math.Max(high.X, east), math.Max(high.Y, north)}
	}
	const pad = 14
	f.scale = math.Min((sheetWidth-2*pad)/math.Max(high.X-low.X, 200), (mapHeight-2*pad)/math.Max(high.Y-low.Y, 200))
	f.at = XY{X: sheetWidth/2 - (low.X+high.X)/2*f.scale, Y: mapHeight/2 + (low.Y+high.Y)/2*f.scale}
	return f
}

// route draws the map and returns where the next part begins.
func (d *drawing) route() float64 {
	if len(d.dots) == 0 {
		d.add(Label{At: XY{sheetWidth / 2, 10}, Text: "这段时间没有轨迹  No track of this time", Size: letter, Anchor: Middle, Ink: black})
		return 16
	}
	marks := d.marks()
	var places []Place
	for _, x := range d.dots {
		places = append(places, x.at)
	}
	for _, m := range marks {
		places = append(places, m.at)
	}
	f := newFrame(places)
	d.grid(f)
	d.path(f)
	for _, m := range marks {
		d.mark(f.xy(m.at), m)
	}
	d.add(Rect{At: XY{0, 0}, W: sheetWidth, H: mapHeight, Stroke: Stroke{Ink: mid, Width: 0.3}})
	return mapHeight + 4
}

// grid is plain squares of a round size, named in the corner.
func (d *drawing) grid(f frame) {
	step := 100.0
	for _, s := range []float64{100, 200, 500, 1000, 2000, 5000, 10000, 50000, 200000, 1000000} {
		if step = s; s*f.scale >= sheetWidth/8 {
			break
		}
	}
	line := Stroke{Ink: faint, Width: 0.25}
	size := math.Max(step*f.scale, sheetWidth/100)
	for x := size / 2; x < sheetWidth; x += size {
		d.add(Polyline{Points: []XY{{x, 0}, {x, mapHeight}}, Stroke: line})
	}
	for y := size / 2; y < mapHeight; y += size {
		d.add(Polyline{Points: []XY{{0, y}, {sheetWidth, y}}, Stroke: line})
	}
	text := fmt.Sprintf("一格 %g m", step)
	if step >= 1000 {
		text = fmt.Sprintf("一格 %g km", step/1000)
	}
	d.add(Label{At: XY{sheetWidth - 3, mapHeight - 3}, Text: text, Size: letter, Anchor: End, Ink: black, Halo: true},
		Label{At: XY{9, letter + 2}, Text: "北 N", Size: letter, Anchor: Start, Ink: black, Halo: true},
		Polyline{Points: []XY{{3, 5}, {5, 2}, {7, 5}}, Stroke: Stroke{Ink: black, Width: 0.5}},
		Polyline{Points: []XY{{5, 2}, {5, 8}}, Stroke: Stroke{Ink: black, Width: 0.5}})
}

// path draws the way in three strokes: in question, otherwise, and dashed across silences.
func (d *drawing) path(f frame) {
	var run []XY
	style := Stroke{}
	flush := func() {
		if len(run) > 1 {
			d.add(Polyline{Points: run, Stroke: style})
		}
	}
	for i := 1; i < len(d.dots); i++ {
		a, b := d.dots[i-1], d.dots[i]
		from, to, now := f.xy(a.at), f.xy(b.at), d.strokeOf(a, b)
		if len(run) == 0 || now.Width != style.Width || (now.Dash == nil) != (style.Dash == nil) {
			flush()
			run, style = []XY{from}, now
		}
		if last := run[len(run)-1]; math.Hypot(to.X-last.X, to.Y-last.Y) > 0.3 || i == len(d.dots)-1 {
			run = append(run, to)
		}
	}
	flush()
}

func (d *drawing) strokeOf(a, b dot) Stroke {
	s := Stroke{Ink: mid, Width: 0.5}
	if a.ms >= d.gap.from && b.ms <= d.gap.to && b.ms <= d.incident.to {
		s = Stroke{Ink: deep, Width: 1.2}
	}
	if b.quiet {
		s.Dash = []float64{2, 2}
	}
	return s
}
