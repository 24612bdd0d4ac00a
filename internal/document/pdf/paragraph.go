package pdf

import (
	"strings"
)

// Span is a stretch of text in one face.
type Span struct {
	Text  string
	Style Style
	Under bool // ruled below
	Glued bool // never divided between lines, unless longer than one
}

// Value is a span for something filled in: ruled below, or, where it is empty, that many full-width spaces to write in.
func Value(text string, room int) Span {
	if strings.TrimSpace(text) == "" {
		text = strings.Repeat("　", room)
	}
	return Span{Text: text, Under: true}
}

// flow is how a paragraph stands.
type flow struct {
	size, pitch float64
	indent      float64 // of the first line, in em
	hang        float64 // of every line, in mm
}

// Title sets the name of the paper, centred.
func (d *Document) Title(text string) {
	d.centred(text, Strong, titleSize, 11)
	d.Space(2)
}

// Status sets the standing of a paper under its title, centred.
func (d *Document) Status(text string) {
	d.centred(text, Strong, 14, 8)
	d.Space(1)
}

// Over sets the line above the title: whose paper it is.
func (d *Document) Over(text string) { d.centred(text, Text, 14, 9) }

func (d *Document) centred(text string, style Style, size, pitch float64) {
	for _, cells := range breakLines(d.shaped(text, style), units(measure, size), units(measure, size)) {
		d.need(pitch)
		cells = trimmed(cells)
		d.line(left+(measure-width(cells, size))/2, d.y+pitch*0.7, size, cells)
		d.y += pitch
	}
}

// Right sets a line against the right margin, as a number under the title.
func (d *Document) Right(spans ...Span) {
	for _, cells := range breakLines(d.spans(spans), units(measure, bodySize), units(measure, bodySize)) {
		d.need(bodyPitch)
		cells = trimmed(cells)
		d.line(right-width(cells, bodySize), d.y+baseline(bodyPitch), bodySize, cells)
		d.y += bodyPitch
	}
}

// Heading sets a heading, keeps it with what follows and names it in the outline.
func (d *Document) Heading(text string) {
	d.Space(1.5)
	d.need(3 * bodyPitch)
	d.outline(text)
	d.paragraph([]Span{{Text: text, Style: Strong}}, flow{size: headingSize, pitch: bodyPitch})
}

// outline puts a bookmark here.
func (d *Document) outline(text string) {
	y := d.y
	text = bmp(strings.TrimRight(oneLine(Clean(text)), "：: "))
	d.mark(func(c *canvas) {
		c.out.SetFont(families[Text], "", bodySize) // with a core font set, gofpdf would garble the bookmark
		c.out.Bookmark(text, 0, y)
	})
}

// Body sets paragraphs, one for each line of the text, each with its first line two characters in.
func (d *Document) Body(text string) {
	for _, p := range paragraphs(text) {
		d.paragraph([]Span{{Text: p}}, flow{size: bodySize, pitch: bodyPitch, indent: 2})
	}
}

// Flow sets one paragraph of spans, its first line two characters in.
func (d *Document) Flow(spans ...Span) {
	d.paragraph(spans, flow{size: bodySize, pitch: bodyPitch, indent: 2})
}

// Note sets paragraphs in the smaller type of tables, each with its first line two characters in.
func (d *Document) Note(text string) {
	for _, p := range paragraphs(text) {
		d.paragraph([]Span{{Text: p}}, flow{size: tableSize, pitch: tablePitch, indent: 2})
	}
}

// Plain sets one paragraph of spans without indent.
func (d *Document) Plain(spans ...Span) {
	d.paragraph(spans, flow{size: bodySize, pitch: bodyPitch})
}

// Item sets a numbered or marked item; its further paragraphs and lines stand under the text, not under the number.
func (d *Document) Item(number, text string) {
	d.item(number, text, flow{size: bodySize, pitch: bodyPitch})
}

// SmallItem is an item in small type.
func (d *Document) SmallItem(number, text string) {
	d.item(number, text, flow{size: smallSize, pitch: smallPitch})
}

func (d *Document) item(number, text string, f flow) {
	head := d.shaped(number, Text)
	f.hang = max(width(head, f.size), 2*f.size*mmPerPoint)
	for i, p := range paragraphs(text) {
		if i == 0 {
			d.need(f.pitch)
			d.line(left, d.y+baseline(f.pitch), f.size, head)
		}
		d.paragraph([]Span{{Text: p}}, f)
	}
}

// Small sets paragraphs in small type without indent.
func (d *Document) Small(text string) {
	for _, p := range paragraphs(text) {
		d.paragraph([]Span{{Text: p}}, flow{size: smallSize, pitch: smallPitch})
	}
}

// Ruled leaves lines to write on.
func (d *Document) Ruled(lines int) {
	for range lines {
		d.need(bodyPitch + 1)
		d.y += bodyPitch + 1
		d.rule(left, d.y-0.6, right, d.y-0.6)
	}
}

func (d *Document) paragraph(spans []Span, f flow) {
	room := units(measure-f.hang, f.size)
	lines := breakLines(d.spans(spans), room-int(f.indent*1000), room)
	for i, cells := range lines {
		d.need(f.pitch)
		x, space := left+f.hang, room
		if i == 0 {
			x += f.indent * f.size * mmPerPoint
			space -= int(f.indent * 1000)
		}
		cells = trimmed(cells)
		spread := 0.0
		if i < len(lines)-1 {
			spread = justify(cells, space)
		}
		if y := d.y + baseline(f.pitch); len(cells) > 0 {
			d.mark(func(c *canvas) { c.cells(x, y, f.size, cells, spread) })
		}
		d.y += f.pitch
	}
}

// justify is what to add after each cell so that the line fills its room; nothing where that would show as gaps or make
// readers of the file see spaces.
func justify(cells []cell, room int) float64 {
	const most = 55
	used := 0
	for _, c := range cells {
		used += c.width
	}
	if len(cells) < 2 || used >= room {
		return 0
	}
	if spread := float64(room-used) / float64(len(cells)-1); spread <= most {
		return spread
	}
	return 0
}

func (d *Document) spans(spans []Span) []cell {
	var cells []cell
	for _, s := range spans {
		from := len(cells)
		cells = append(cells, d.shaped(s.Text, s.Style)...)
		for i := from; i < len(cells); i++ {
			cells[i].under, cells[i].glued = s.Under, s.Glued && i > from
		}
	}
	return cells
}

// paragraphs divides text at its line ends; empty ones at the end are left out, and no text is one empty paragraph.
func paragraphs(text string) []string {
	return strings.Split(strings.TrimRight(Clean(text), "\n"), "\n")
}

func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ") }

// trimmed leaves out the spaces at a line's end, but not the ruled ones that are there to be written on.
func trimmed(cells []cell) []cell {
	for len(cells) > 0 && blank(cells[len(cells)-1]) && !cells[len(cells)-1].under {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// units is a length in thousandths of a font size.
func units(length, size float64) int { return int(length / (size * mmPerPoint) * 1000) }

// baseline is how far below the top of a line its baseline stands.
func baseline(pitch float64) float64 { return pitch * 0.72 }
