package pdf

import (
	"fmt"

	"github.com/skip2/go-qrcode"
)

const codeSide = 22.0

// code draws a QR code in the head of the first page, at the left: the right corner is the dossier's, for its page
// numbers. The text under it says the same to people who type.
func (d *Document) code(content, text string) {
	qr, err := qrcode.New(content, qrcode.Medium)
	if err != nil {
		d.err = fmt.Errorf("drawing the QR code of %d bytes: %w", len(content), err)
		return
	}
	modules := qr.Bitmap() // with its quiet zone of four modules
	side := codeSide / float64(len(modules)-8)
	x, y := left-4*side, 9-4*side
	d.mark(func(c *canvas) {
		for row, line := range modules {
			bars(line, func(from, length int) {
				c.out.Rect(x+float64(from)*side, y+float64(row)*side, float64(length)*side, side, "F")
			})
		}
	})
	d.line(left, 9+codeSide+5, tinySize, whole(d.shaped(text, Text), measure, tinySize))
}

// bars calls draw for each run of dark modules of a row: fewer, longer rectangles leave no hairlines between them.
func bars(line []bool, draw func(from, length int)) {
	for i := 0; i < len(line); i++ {
		from := i
		for i < len(line) && line[i] {
			i++
		}
		if i > from {
			draw(from, i-from)
		}
	}
}
