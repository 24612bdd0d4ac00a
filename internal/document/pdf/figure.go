package pdf

import (
	"hejie/internal/routelog"
)

// Figure sets a drawing with its title under it, scaled down where it is larger than the text area; it is never divided.
// Paper is black: colours come out as the greys of their lightness.
func (d *Document) Figure(p routelog.Picture) {
	if p.Width <= 0 || p.Height <= 0 {
		return
	}
	const room = bottom - topNext - 2*bodyPitch
	scale := min(1, measure/p.Width, room/p.Height)
	d.Space(2)
	d.need(p.Height*scale + bodyPitch)
	f := figure{Document: d, x: left + (measure-p.Width*scale)/2, y: d.y, scale: scale}
	for _, shape := range p.Shapes {
		f.shape(shape)
	}
	d.y += p.Height*scale + 1
	d.centred(p.Title.ZH, Text, tableSize, tablePitch)
	d.Space(1)
}

// figure places a drawing's shapes on the page.
type figure struct {
	*Document
	x, y, scale float64
}

func (f figure) at(p routelog.XY) (x, y float64) { return f.x + p.X*f.scale, f.y + p.Y*f.scale }

func (f figure) shape(s routelog.Shape) {
	switch s := s.(type) {
	case routelog.Polyline:
		f.polyline(s)
	case routelog.Circle:
		x, y := f.at(s.At)
		f.filled(s.Stroke, s.Fill, func(c *canvas, how string) { c.out.Circle(x, y, s.R*f.scale, how) })
	case routelog.Rect:
		x, y := f.at(s.At)
		f.filled(s.Stroke, s.Fill, func(c *canvas, how string) { c.out.Rect(x, y, s.W*f.scale, s.H*f.scale, how) })
	case routelog.Label:
		f.label(s)
	}
}

func (f figure) polyline(s routelog.Polyline) {
	if len(s.Points) < 2 || s.Stroke.Width <= 0 {
		return
	}
	f.mark(func(c *canvas) {
		f.stroke(c, s.Stroke)
		c.out.MoveTo(f.at(s.Points[0]))
		for _, p := range s.Points[1:] {
			c.out.LineTo(f.at(p))
		}
		c.out.DrawPath("D")
		plain(c)
	})
}

// filled draws a closed shape with whichever of fill and stroke it has.
func (f figure) filled(s routelog.Stroke, fill *routelog.Ink, draw func(*canvas, string)) {
	how := ""
	if fill != nil {
		how = "F"
	}
	if s.Width > 0 {
		how += "D"
	}
	if how == "" {
		return
	}
	f.mark(func(c *canvas) {
		f.stroke(c, s)
		if fill != nil {
			g := grey(*fill)
			c.out.SetFillColor(g, g, g)
		}
		draw(c, how)
		plain(c)
	})
}

func (f figure) stroke(c *canvas, s routelog.Stroke) {
	g := grey(s.Ink)
	c.out.SetDrawColor(g, g, g)
	c.out.SetLineWidth(max(s.Width*f.scale, 0.05))
	dash := make([]float64, len(s.Dash))
	for i, d := range s.Dash {
		dash[i] = d * f.scale
	}
	c.out.SetDashPattern(dash, 0)
}

// plain gives the canvas back its black hairline.
func plain(c *canvas) {
	c.out.SetDrawColor(0, 0, 0)
	c.out.SetFillColor(0, 0, 0)
	c.out.SetLineWidth(hairline)
	c.out.SetDashPattern(nil, 0)
}

func (f figure) label(s routelog.Label) {
	style := Text
	if s.Bold {
		style = Strong
	}
	cells, size := f.shaped(s.Text, style), s.Size*f.scale/mmPerPoint
	if len(cells) == 0 || size <= 0 {
		return
	}
	x, y := f.at(s.At)
	switch s.Anchor {
	case routelog.Start: // it begins there
	case routelog.Middle:
		x -= width(cells, size) / 2
	case routelog.End:
		x -= width(cells, size)
	}
	f.mark(func(c *canvas) {
		if s.Halo {
			c.out.SetFillColor(255, 255, 255)
			c.out.Rect(x-0.3, y-0.8*s.Size*f.scale, width(cells, size)+0.6, s.Size*f.scale, "F")
			c.out.SetFillColor(0, 0, 0)
		}
		c.cells(x, y, size, cells, 0)
	})
}

// grey is the lightness of a colour, by the usual weights of the eye.
func grey(i routelog.Ink) int {
	return (299*int(i.R) + 587*int(i.G) + 114*int(i.B) + 500) / 1000
}
