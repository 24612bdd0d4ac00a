package pdf

// Cut sets a dashed line to cut the sheet along, with its words in the middle: above it stands the stub (存根).
func (d *Document) Cut(label string) {
	const height = 9.0
	d.need(height)
	y, words := d.y+height/2, d.shaped(label, Text)
	half := width(words, tinySize)/2 + 2
	d.mark(func(c *canvas) {
		c.out.SetDashPattern([]float64{1.6, 1.2}, 0)
		c.out.Line(left, y, left+measure/2-half, y)
		c.out.Line(left+measure/2+half, y, right, y)
		c.out.SetDashPattern(nil, 0)
	})
	d.line(left+measure/2-half+2, y+1, tinySize, words)
	d.y += height
}
