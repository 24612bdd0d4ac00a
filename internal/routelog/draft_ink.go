package routelog

// The inks. The five of the phases stand apart in lightness, so that a colour-blind reader and a black-and-white print
// keep them apart, and each is dark enough against white; the test of this file measures it.
var (
	black = Ink{0, 0, 0}       // delivering
	blue  = Ink{0, 45, 100}    // the gap: no parcel in hand, no order
	brown = Ink{110, 70, 20}   // at the pickup
	teal  = Ink{20, 130, 130}  // on the way to the pickup
	grey  = Ink{148, 148, 148} // no order, outside the gap
	alarm = Ink{170, 20, 20}   // the incident
	rose  = Ink{255, 222, 222} // … what its clock leaves open
	faint = Ink{218, 218, 218} // the grid
	white = Ink{255, 255, 255}
)

// The phases of the gap and of all other time without an order, beside those of orders.
const (
	inGap  Phase = "gap"
	noWork Phase = ""
)

// look is how a phase is drawn: as a line, its strokes one above the other, and in words.
type look struct {
	phase   Phase
	strokes []Stroke
	zh, en  string
}

// looks are told apart by ink and by pattern: hollow, barred, solid, a chain of links, thin.
var looks = []look{
	{ToPickup, []Stroke{{Ink: teal, Width: 2.2}, {Ink: white, Width: 1}}, "去取餐", "to pickup"},
	{AtPickup, []Stroke{{Ink: brown, Width: 2.4, Dash: []float64{0.9, 0.9}}}, "在店", "at pickup"},
	{Delivering, []Stroke{{Ink: black, Width: 2}}, "配送中", "delivering"},
	{inGap, []Stroke{{Ink: blue, Width: 2.6}, {Ink: white, Width: 1.1, Dash: []float64{2.6, 2.6}}}, "空档无单", "gap"},
	{noWork, []Stroke{{Ink: grey, Width: 0.8}}, "其他无单", "no order"},
}

// unseen is how the way across a silence is drawn: straight, thin and dashed, in no phase.
var unseen = []Stroke{{Ink: black, Width: 0.5, Dash: []float64{3, 2}}}

func lookOf(p Phase) look {
	for _, l := range looks {
		if l.phase == p {
			return l
		}
	}
	return looks[len(looks)-1]
}

// line draws a line in a look, stroke over stroke.
func (d *drawing) line(points []XY, strokes []Stroke) {
	if len(points) < 2 {
		return
	}
	for _, s := range strokes {
		d.add(Polyline{Points: points, Stroke: s})
	}
}

// box draws a stretch of a row in the look of a phase: hollow, barred, filled.
func (d *drawing) box(b area, p Phase) {
	ink := lookOf(p).strokes[0].Ink
	out := Rect{At: XY{b.left, b.top}, W: b.width(), H: b.height(), Stroke: Stroke{Ink: ink, Width: 0.7}, Fill: &white}
	if p == Delivering {
		out.Fill = &ink
	}
	d.add(out)
	if p == AtPickup {
		for x := b.left + 0.9; x < b.right; x += 1.8 {
			d.add(Polyline{Points: []XY{{x, b.top}, {x, b.bottom}}, Stroke: Stroke{Ink: ink, Width: 0.9}})
		}
	}
}

// hatch draws a stretch of a row as slanting lines.
func (d *drawing) hatch(b area) {
	d.add(Rect{At: XY{b.left, b.top}, W: b.width(), H: b.height(), Stroke: Stroke{Ink: black, Width: 0.4}, Fill: &white})
	for x := b.left; x < b.right; x += 1.8 {
		run := min(b.height(), b.right-x)
		d.add(Polyline{Points: []XY{{x, b.bottom}, {x + run, b.bottom - run}}, Stroke: Stroke{Ink: black, Width: 0.35}})
	}
}
