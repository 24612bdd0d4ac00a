package routelog

// legend names the looks and signs, drawn as they are above, and returns the height of the sheet.
func (d *drawing) legend(y float64) float64 {
	const pitch = 6.6
	third := sheetWidth / 3.0
	y += 1.5
	for i, l := range looks {
		d.key(XY{rim + third*float64(i%3), y + pitch*float64(i/3)}, l.strokes, l.zh+" "+l.en)
	}
	d.key(XY{rim + third*2, y + pitch}, unseen, "无轨迹 silence")
	if len(d.dots) > 0 {
		y += pitch
		for i, m := range []struct {
			sign sign
			text string
		}{{dropoffSign, "送达 drop-off"}, {pickupSign, "取餐 pickup"}, {stopSign, "停留 stop"}, {incidentSign, "事发 incident"}} {
			x := []float64{0, 44, 84, 120}[i]
			if m.sign == incidentSign {
				d.add(Circle{At: XY{x + 5, y + pitch}, R: 3.1, Stroke: Stroke{Ink: alarm, Width: 0.6}, Fill: &rose})
			}
			d.symbol(XY{x + 5, y + pitch}, m.sign)
			d.legendText(XY{x + 10, y + pitch}, m.text)
		}
	}
	y += 2 * pitch
	d.crossOut(XY{5, y})
	d.legendText(XY{10, y}, "取消或转单 cancelled or reassigned")
	y += pitch
	d.legendText(XY{rim, y}, shanghai(d.from).Format("2006-01-02")+" 北京时间 UTC+8 · "+d.analyser)
	return y + pitch/2 + 0.5
}

// key shows a look as a line, with its name.
func (d *drawing) key(at XY, strokes []Stroke, text string) {
	d.line([]XY{{at.X, at.Y}, {at.X + 12, at.Y}}, strokes)
	d.legendText(XY{at.X + 14, at.Y}, text)
}

func (d *drawing) legendText(at XY, text string) {
	d.add(Label{At: XY{at.X, at.Y + 0.35*letter}, Text: text, Size: letter, Anchor: Start, Ink: black})
}
