package pdf

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/jung-kurt/gofpdf"
)

// canvas is gofpdf with the document's own cut fonts and the one way of setting text that loses nothing.
type canvas struct {
	out *gofpdf.Fpdf
}

var families = [styles]string{Text: "NotoSerifSC", Strong: "NotoSansSCBold"}

func newCanvas(info Info, s *shaper) *canvas {
	p := gofpdf.New("P", "mm", "A4", "")
	made := info.Made
	if made.IsZero() {
		made = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	// All three are needed for the same facts to give the same bytes.
	p.SetCatalogSort(true)
	p.SetCreationDate(made.UTC())
	p.SetModificationDate(made.UTC())
	p.SetCompression(true)
	p.SetProducer("hejie", false)
	p.SetTitle(bmp(Clean(info.Title)), true)
	p.SetSubject(bmp(Clean(info.English)), true)
	p.SetAutoPageBreak(false, 0)
	p.SetLineWidth(hairline)
	for style, family := range families {
		if codes := s.codes[style]; len(codes) > 0 {
			p.AddUTF8FontFromBytes(family, "", s.faces[style].Cut(codes))
		}
	}
	return &canvas{out: p}
}

func (c *canvas) page(marks []mark) {
	c.out.AddPage()
	for _, m := range marks {
		m(c)
	}
}

// cells sets one line. Neighbours that read back as their codes go out together; a named cell stands alone between marks
// that carry its real text. spread is added after every cell, in thousandths of the size.
func (c *canvas) cells(x, y, size float64, cells []cell, spread float64) {
	em := size * mmPerPoint / 1000
	if spread != 0 {
		c.raw("%.4f Tc\n", spread*size/1000)
		defer c.raw("0 Tc\n")
	}
	for len(cells) > 0 {
		n, wide := run(cells)
		length := (float64(wide) + spread*float64(n)) * em
		c.out.SetFont(families[cells[0].style], "", size)
		c.segment(x, y, cells[:n])
		c.decorate(x, y, size, length, cells[:n])
		x += length
		cells = cells[n:]
	}
}

// run counts the cells at the head that can be set with one operator, and their width.
func run(cells []cell) (n, wide int) {
	head := cells[0]
	for n = 0; n < len(cells); n++ {
		c := cells[n]
		if n > 0 && (head.named || c.named || c.style != head.style || c.under != head.under) {
			break
		}
		wide += c.width
	}
	return n, wide
}

func (c *canvas) segment(x, y float64, cells []cell) {
	if cells[0].named {
		c.raw("/Span <</ActualText <FEFF%s>>> BDC\n", hexUTF16(cells[0].text))
		defer c.raw("EMC\n")
	}
	var codes strings.Builder
	for _, cl := range cells {
		codes.WriteString(cl.codes)
	}
	c.out.Text(x, y, codes.String())
}

func (c *canvas) decorate(x, y, size, length float64, cells []cell) {
	if cells[0].under {
		c.out.Line(x, y+1.2, x+length, y+1.2)
	}
	if cells[0].tick {
		em := size * mmPerPoint
		c.out.SetLineWidth(0.4)
		c.out.Line(x+0.22*em, y-0.38*em, x+0.44*em, y-0.12*em)
		c.out.Line(x+0.44*em, y-0.12*em, x+0.86*em, y-0.78*em)
		c.out.SetLineWidth(hairline)
	}
}

func (c *canvas) raw(format string, args ...any) {
	c.out.RawWriteStr(fmt.Sprintf(format, args...))
}

func hexUTF16(text string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	return b.String()
}

// bmp is text for the two places where gofpdf cannot carry a character beyond U+FFFF: the title and the bookmarks.
func bmp(text string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return geta
		}
		return r
	}, text)
}
