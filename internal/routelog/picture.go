package routelog

import "hejie/internal/fault"

// Picture is one drawing for the page and the paper: shapes in millimetres, x to the right and y downward from the upper
// left corner, to be drawn in their order. It is laid out for the width of A4 between margins and stays legible in black
// and white and on a telephone 390 pixels wide. Patterns are ordinary lines, so a renderer needs only the four shapes.
type Picture struct {
	Width, Height float64    // mm
	Title         fault.Text // one line
	Desc          fault.Text // the text alternative: what the picture shows, in sentences
	Shapes        []Shape
}

// Shape is a Polyline, a Circle, a Rect or a Label: nothing else.
type Shape interface{ shape() }

// XY is a place on the paper, in mm.
type XY struct{ X, Y float64 }

// Ink is a colour whose lightness alone already tells it from the others.
type Ink struct{ R, G, B uint8 }

// Stroke is how a line is drawn. A Width of 0 draws none. Dash is on, off, … in mm; nil is solid.
type Stroke struct {
	Ink   Ink
	Width float64
	Dash  []float64
}

// Polyline is an open line through its points (two or more).
type Polyline struct {
	Points []XY
	Stroke Stroke
}

// Circle is a circle about At. A nil Fill leaves it open.
type Circle struct {
	At     XY
	R      float64
	Stroke Stroke
	Fill   *Ink
}

// Rect is an upright rectangle whose upper left corner is At. A nil Fill leaves it open.
type Rect struct {
	At     XY
	W, H   float64
	Stroke Stroke
	Fill   *Ink
}

// Anchor says which point of a label stands at its place.
type Anchor string

// The anchors.
const (
	Start  Anchor = "start"
	Middle Anchor = "middle"
	End    Anchor = "end"
)

// Label is one line of text whose baseline passes through At. Size is the height of the letters' em in mm. Halo asks
// for a white edge about the letters where the renderer can draw one.
type Label struct {
	At     XY
	Text   string
	Size   float64
	Anchor Anchor
	Bold   bool
	Ink    Ink
	Halo   bool
}

func (Polyline) shape() {}
func (Circle) shape()   {}
func (Rect) shape()     {}
func (Label) shape()    {}
