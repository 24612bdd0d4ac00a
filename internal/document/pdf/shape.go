package pdf

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"hejie/internal/document/fonts"
)

// Style is one of the two faces.
type Style int

// The faces: Text is the serif, Strong the bold sans of headings and labels.
const (
	Text Style = iota
	Strong
	styles
)

// geta (〓, U+3013) is what printers set where they have no type for a character.
const geta = '〓'

// cell is what one grapheme takes: the codes that draw it and its width.
type cell struct {
	text  string // the grapheme, as it must be read back
	codes string // BMP characters as the document's cut font maps them
	style Style
	width int  // thousandths of the font size
	named bool // the codes do not say what the text says: ActualText does
	under bool // ruled below, as a blank to fill in or a value filled in
	tick  bool // a tick is drawn over it
	glued bool // no line begins with it
}

// shaper turns clean text into cells and remembers which glyphs the document needs.
type shaper struct {
	faces   [styles]*fonts.Face
	codes   [styles]map[uint16]uint16 // code → glyph of the face
	private [styles]map[rune]uint16   // private-use code given to a character beyond U+FFFF
	missing map[string]bool
}

func newShaper(set fonts.Set) *shaper {
	s := &shaper{faces: [styles]*fonts.Face{set.Serif, set.Bold}, missing: map[string]bool{}}
	for i := range s.codes {
		s.codes[i], s.private[i] = map[uint16]uint16{}, map[rune]uint16{}
	}
	return s
}

// shape gives the cells of one line of clean text.
func (s *shaper) shape(text string, style Style) []cell {
	cells := make([]cell, 0, len(text)/2)
	for len(text) > 0 {
		grapheme := next(text)
		cells = append(cells, s.grapheme(grapheme, style))
		text = text[len(grapheme):]
	}
	return cells
}

// next is the first grapheme of text. Hanzi, ASCII and full-width signs are their own where another such follows, which
// spares the general rule for nearly all text.
func next(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if solitary(first) && (size == len(text) || solitary(firstRune(text[size:]))) {
		return text[:size]
	}
	grapheme, _, _, _ := uniseg.FirstGraphemeClusterInString(text, -1)
	return grapheme
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

func solitary(r rune) bool {
	return r >= ' ' && r < 0x7F || r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF ||
		r >= 0x3000 && r <= 0x3029 || r >= 0xFF01 && r <= 0xFF5E
}

// grapheme finds how to draw one grapheme: as it is, else in the other face, else as 〓.
func (s *shaper) grapheme(text string, style Style) cell {
	if text == Unticked || text == Ticked {
		return s.box(text)
	}
	for _, st := range []Style{style, Text} {
		if c, ok := s.drawn(text, st); ok {
			return c
		}
	}
	s.missing[text] = true
	glyph, _ := s.faces[Text].Glyph(geta)
	return s.add(cell{text: text, style: Text, named: true}, geta, glyph)
}

// The boxes of a form. Neither face has them: a square is set, a tick drawn over it, and they read back as themselves.
const (
	Unticked = "☐"
	Ticked   = "☑"
)

func (s *shaper) box(text string) cell {
	const square = '□'
	glyph, _ := s.faces[Text].Glyph(square)
	return s.add(cell{text: text, style: Text, named: true, tick: text == Ticked}, square, glyph)
}

// drawn is the cell for a grapheme the face has every visible character of. A grapheme of several characters, or of
// one beyond U+FFFF, is named, because the codes alone would not read back as it.
func (s *shaper) drawn(text string, style Style) (cell, bool) {
	runes := []rune(text)
	c := cell{text: text, style: style, named: len(runes) > 1}
	var glyphs []uint16
	runes = slices.DeleteFunc(runes, follows)
	for _, r := range runes {
		g, ok := s.faces[style].Glyph(r)
		if !ok {
			return cell{}, false
		}
		glyphs = append(glyphs, g)
	}
	for i, r := range runes {
		if r > 0xFFFF {
			if r = s.privateCode(style, r); r == 0 {
				return cell{}, false
			}
			c.named = true
		}
		c = s.add(c, r, glyphs[i])
	}
	return c, len(runes) > 0
}

func (s *shaper) add(c cell, code rune, glyph uint16) cell {
	s.codes[c.style][uint16(code)] = glyph
	c.codes += string(code)
	c.width += s.faces[c.style].Advance(glyph)
	return c
}

// privateCode gives a character beyond U+FFFF a code from the private use area, the same all through the document; 0
// when all 6,400 are given away.
func (s *shaper) privateCode(style Style, r rune) rune {
	code, ok := s.private[style][r]
	if !ok {
		if len(s.private[style]) == 0xF900-0xE000 {
			return 0
		}
		code = 0xE000 + uint16(len(s.private[style]))
		s.private[style][r] = code
	}
	return rune(code)
}

// missed are the graphemes drawn as 〓, sorted.
func (s *shaper) missed() []string {
	var out []string
	for text := range s.missing {
		out = append(out, text)
	}
	slices.SortFunc(out, strings.Compare)
	return out
}

// width is the length of cells in mm at a size in points.
func width(cells []cell, size float64) float64 {
	total := 0
	for _, c := range cells {
		total += c.width
	}
	return float64(total) * size * mmPerPoint / 1000
}

const mmPerPoint = 25.4 / 72
