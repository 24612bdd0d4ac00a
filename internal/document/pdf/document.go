// Package pdf lays Chinese papers out over gofpdf. It keeps its own record of every page first — what stands where, which
// glyphs are needed — and hands it to gofpdf only at the end, with fonts cut to the document, so that nothing typed can
// make gofpdf lose a character or fall over. Only A4, black, and what forms need: paragraphs, underlined fields, tables,
// boxes to tick, places to sign and to seal, a QR code, line drawings. Lengths are in mm, font sizes in points.
package pdf

import (
	"fmt"
	"io"
	"time"

	"hejie/internal/document/fonts"
)

// Info is what a document says about itself.
type Info struct {
	Title   string
	English string    // the title in English, for the file's properties
	Footer  string    // set small at the foot of every page, left: which case
	Note    string    // set small below it, as a remark on the template
	Made    time.Time // date of creation in the file; the zero value is 1 January 2000
	QR      string    // content of the code at the head of the first page; "" for none
	QRText  string    // set small under the code
}

// Result is what came of drawing.
type Result struct {
	Pages   int
	Missing []string // graphemes the fonts lack, sorted; each stands as 〓
}

// The page, by the proportions of GB/T 9704: 天头 37 mm, 订口 28 mm, 版心 156 mm wide. The foot is 30 mm, and the head of the
// following pages lower, because a form that fits one sheet is better than a form that is airy.
const (
	pageWidth, pageHeight = 210.0, 297.0
	left, right           = 28.0, pageWidth - 26.0
	topFirst, topNext     = 37.0, 26.0
	bottom                = pageHeight - 30.0
	measure               = right - left
)

// Type sizes and line pitches.
const (
	titleSize   = 20.0
	headingSize = 12.0
	bodySize    = 12.0
	tableSize   = 10.5
	smallSize   = 9.0
	tinySize    = 8.0

	bodyPitch  = 7.4
	tablePitch = 5.8
	smallPitch = 5.0
	hairline   = 0.2
)

// Document is a document being laid out. It is not for concurrent use; any number may be laid out at once.
type Document struct {
	info   Info
	shaper *shaper
	pages  [][]mark
	y      float64 // the next free line on the last page
	err    error   // the first thing that could not be laid out; Render reports it
}

// mark is something on a page; it is put on the canvas when the whole document is known.
type mark func(*canvas)

// New begins a document with its first page.
func New(info Info) (*Document, error) {
	set, err := fonts.Load()
	if err != nil {
		return nil, err
	}
	d := &Document{info: info, shaper: newShaper(set)}
	d.newPage()
	if info.QR != "" {
		d.code(info.QR, info.QRText)
	}
	return d, nil
}

// Render writes the document. It fails when something could not be laid out or w fails; it never panics.
func (d *Document) Render(w io.Writer) (_ Result, err error) {
	defer func() {
		if trouble := recover(); trouble != nil {
			err = fmt.Errorf("drawing %q: %v", d.info.Title, trouble)
		}
	}()
	if d.err != nil {
		return Result{}, d.err
	}
	d.footers()
	c := newCanvas(d.info, d.shaper)
	for _, page := range d.pages {
		c.page(page)
	}
	if err := c.out.Output(w); err != nil {
		return Result{}, fmt.Errorf("writing %q: %w", d.info.Title, err)
	}
	return Result{Pages: len(d.pages), Missing: d.shaper.missed()}, nil
}

func (d *Document) newPage() {
	d.pages = append(d.pages, nil)
	d.y = topNext
	if len(d.pages) == 1 {
		d.y = topFirst
	}
}

// need begins a new page unless so much height is left.
func (d *Document) need(height float64) {
	if d.y+height > bottom && d.y > topNext {
		d.newPage()
	}
}

// Together begins a new page unless so many lines of body type and rows of places to sign are left, so that a sheet is
// never signed without the words it is signed for. What no page could hold asks for one row.
func (d *Document) Together(lines, signRows int) {
	const row = signHeight + 2*namePitch
	height := float64(lines)*bodyPitch + float64(signRows)*row
	if height > bottom-topNext {
		height = float64(lines)*bodyPitch + row
	}
	d.need(height)
}

// Space leaves height free, but not at the head of a page.
func (d *Document) Space(height float64) {
	if d.y > topNext {
		d.y += height
	}
}

func (d *Document) mark(m mark) {
	last := len(d.pages) - 1
	d.pages[last] = append(d.pages[last], m)
}

// line sets cells with their left end at x and their baseline at y.
func (d *Document) line(x, y, size float64, cells []cell) {
	if cells = trimmed(cells); len(cells) > 0 {
		d.mark(func(c *canvas) { c.cells(x, y, size, cells, 0) })
	}
}

// rule draws a line.
func (d *Document) rule(x1, y1, x2, y2 float64) {
	d.mark(func(c *canvas) { c.out.Line(x1, y1, x2, y2) })
}

// shaped cleans and shapes one line's text.
func (d *Document) shaped(text string, style Style) []cell {
	return d.shaper.shape(oneLine(Clean(text)), style)
}

// footers set the foot of every page, now that their number is known: which case, which page, which paper.
func (d *Document) footers() {
	total := d.shaped(fmt.Sprintf("%s　共%d页", d.info.Title, len(d.pages)), Text)
	numbered := d.shaped(d.info.Footer, Text)
	note := d.shaped(d.info.Note, Text)
	for i := range d.pages {
		number := d.shaped(fmt.Sprintf("— %d —", i+1), Text)
		middle := width(number, tableSize)
		side := (measure-middle)/2 - 3
		d.pages[i] = append(d.pages[i], func(c *canvas) {
			c.cells(left, bottom+9.5, tinySize, whole(numbered, side, tinySize), 0)
			c.cells(left+(measure-middle)/2, bottom+9.5, tableSize, number, 0)
			c.cells(right-width(total, tinySize), bottom+9.5, tinySize, whole(total, side, tinySize), 0)
			c.cells(left, bottom+15, tinySize, whole(note, measure, tinySize), 0)
		})
	}
}

// whole is the cells where they fit and nothing where they do not: half a case number would be another case's.
func whole(cells []cell, length, size float64) []cell {
	if width(cells, size) > length {
		return nil
	}
	return cells
}
