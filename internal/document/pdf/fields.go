package pdf

import "strings"

// Field is one labelled blank of a row.
type Field struct {
	Label string
	Value string
	Share float64 // of the row's width, relative to the other fields; 0 counts as 1
}

// Row sets fields side by side, each value on a ruled line, ruled again for every line the longest value takes. An empty
// value leaves the line to write on.
func (d *Document) Row(fields ...Field) {
	d.row(fields, flow{size: bodySize, pitch: bodyPitch})
}

func (d *Document) row(fields []Field, f flow) {
	boxes := d.boxes(fields, f.size)
	lines := 1
	for _, b := range boxes {
		lines = max(lines, len(b.lines))
	}
	d.need(min(float64(lines), 6) * f.pitch)
	for i := range lines {
		d.need(f.pitch)
		y := d.y + baseline(f.pitch)
		for _, b := range boxes {
			if i == 0 {
				d.line(b.x, y, f.size, b.label)
			}
			if i < len(b.lines) {
				d.line(b.from+0.8, y, f.size, b.lines[i])
			}
			d.rule(b.from, y+1.5, b.to, y+1.5)
		}
		d.y += f.pitch
	}
}

// box is a field with its place.
type box struct {
	x, from, to float64 // where the label begins, where the line begins and ends
	label       []cell
	lines       [][]cell
}

const gutter = 3.0

func (d *Document) boxes(fields []Field, size float64) []box {
	total := 0.0
	for _, f := range fields {
		total += share(f.Share)
	}
	boxes, x := make([]box, len(fields)), left
	for i, f := range fields {
		room := (measure - gutter*float64(len(fields)-1)) * share(f.Share) / total
		b := box{x: x, to: x + room, label: d.shaped(f.Label, Text)}
		b.from = x + width(b.label, size) + 1
		// A line shorter than 12 mm holds nothing: a long label then stands over its value's room.
		b.from = min(b.from, b.to-12)
		b.lines = d.valueLines(f.Value, size, b.to-b.from-1.6)
		boxes[i], x = b, x+room+gutter
	}
	return boxes
}

func (d *Document) valueLines(value string, size, room float64) (lines [][]cell) {
	if strings.TrimSpace(value) == "" {
		return nil
	}
	for _, p := range paragraphs(value) {
		limit := units(room, size)
		lines = append(lines, breakLines(d.shaped(p, Text), limit, limit)...)
	}
	return lines
}

func share(s float64) float64 {
	if s <= 0 {
		return 1
	}
	return s
}

// Check is one choice of a form.
type Check struct {
	Label string
	On    bool
}

// Checks sets choices after a label, a box before each, as many on a line as fit.
func (d *Document) Checks(label string, checks ...Check) {
	spans := []Span{{Text: label}}
	for _, c := range checks {
		box := Unticked
		if c.On {
			box = Ticked
		}
		spans = append(spans, Span{Text: box + c.Label, Glued: true}, Span{Text: "　"})
	}
	d.Plain(spans...)
}
