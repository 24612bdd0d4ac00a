package pdf

// Align is where a column's text stands.
type Align int

// The alignments.
const (
	Left Align = iota
	Centre
	Right
)

// Column is one column of a table.
type Column struct {
	Head  string
	Share float64 // of the width, relative to the others; 0 counts as 1
	Align Align
}

const (
	padX = 1.6
	padY = 1.2
)

// Table sets a ruled table. A row too long for the page goes on overleaf, under the head again; with no rows it leaves
// that many empty ones to fill in.
func (d *Document) Table(columns []Column, rows [][]string, empty int) {
	t := table{Document: d, columns: columns, edges: edges(columns)}
	heads := make([]string, len(columns))
	for i, c := range columns {
		heads[i] = c.Head
	}
	t.head = t.cells(heads, Strong)
	d.Space(1)
	d.need(3*tablePitch + 4*padY)
	t.header()
	for _, row := range rows {
		t.row(t.cells(row, Text))
	}
	if len(rows) == 0 {
		for range empty {
			t.row(make([][][]cell, len(columns)))
		}
	}
	d.Space(2)
}

// table is one being set.
type table struct {
	*Document
	columns []Column
	edges   []float64
	head    [][][]cell // per column, its lines
}

func edges(columns []Column) []float64 {
	total, at := 0.0, left
	for _, c := range columns {
		total += share(c.Share)
	}
	out := []float64{at}
	for _, c := range columns {
		at += measure * share(c.Share) / total
		out = append(out, at)
	}
	return out
}

// cells breaks a row's texts into the lines of each column; texts beyond the columns are the caller's mistake and are
// joined to the last column, so that nothing is lost.
func (t *table) cells(row []string, style Style) [][][]cell {
	out := make([][][]cell, len(t.columns))
	for i, text := range row {
		i = min(i, len(t.columns)-1)
		limit := units(t.edges[i+1]-t.edges[i]-2*padX, tableSize)
		for _, p := range paragraphs(text) {
			out[i] = append(out[i], breakLines(t.shaped(p, style), limit, limit)...)
		}
	}
	return out
}

func (t *table) header() { t.piece(t.head, tallest(t.head)) }

// row sets a row, whole if a page can hold it, else in pieces.
func (t *table) row(lines [][][]cell) {
	for rest := max(tallest(lines), 1); rest > 0; {
		fit := int((bottom - t.y - 2*padY) / tablePitch)
		whole := rest <= fit
		if !whole && (fit < 3 || rest <= onePage) {
			t.newPage()
			t.header()
			continue
		}
		n := min(rest, fit)
		t.piece(lines, n)
		lines, rest = dropped(lines, n), rest-n
		if rest > 0 {
			t.newPage()
			t.header()
		}
	}
}

// onePage is how many lines of a row are kept together at most.
const onePage = 25

func tallest(lines [][][]cell) int {
	n := 0
	for _, column := range lines {
		n = max(n, len(column))
	}
	return n
}

func dropped(lines [][][]cell, n int) [][][]cell {
	out := make([][][]cell, len(lines))
	for i, column := range lines {
		out[i] = column[min(n, len(column)):]
	}
	return out
}

// piece sets the first n lines of each column in ruled boxes.
func (t *table) piece(lines [][][]cell, n int) {
	height := float64(n)*tablePitch + 2*padY
	for i, column := range lines {
		for j, cells := range column[:min(n, len(column))] {
			t.line(t.startOf(i, cells), t.y+padY+float64(j)*tablePitch+baseline(tablePitch), tableSize, cells)
		}
	}
	top := t.y
	t.y += height
	t.rule(left, top, right, top)
	t.rule(left, t.y, right, t.y)
	for _, x := range t.edges {
		t.rule(x, top, x, t.y)
	}
}

func (t *table) startOf(column int, cells []cell) float64 {
	from, to := t.edges[column]+padX, t.edges[column+1]-padX
	slack := to - from - width(trimmed(cells), tableSize)
	switch t.columns[column].Align {
	case Left:
	case Centre:
		from += slack / 2
	case Right:
		from += slack
	}
	return from
}
