package routelog

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

// table reads the rows of a text table (RFC 4180, with comma, semicolon or tab), one at a time and within limits.
type table struct {
	src   Source
	r     *bufio.Reader
	comma byte
	line  int // of the next byte
	cells []string
	cell  []byte
}

func newTable(src Source, r *bufio.Reader) *table {
	return &table{src: src, r: r, comma: sniffComma(r), line: 1}
}

// sniffComma takes the separator that stands most often, outside quotes, in the first line that says anything.
func sniffComma(r *bufio.Reader) byte {
	head, _ := r.Peek(sniffed)
	first, _, _ := bytes.Cut(bytes.TrimLeft(head, "\r\n "), []byte("\n"))
	count := map[byte]int{}
	quoted := false
	for _, c := range first {
		if c == '"' {
			quoted = !quoted
		} else if !quoted {
			count[c]++
		}
	}
	best := byte(',')
	for _, c := range []byte(";\t") {
		if count[c] > count[best] {
			best = c
		}
	}
	return best
}

// next gives the cells of the next row that is not blank, and the line it begins on; io.EOF after the last. The cells
// are overwritten by the next call.
func (t *table) next() (cells []string, line int, err error) {
	for {
		line = t.line
		if err := t.row(); err != nil {
			return nil, line, err
		}
		if len(t.cells) > 1 || t.cells[0] != "" {
			return t.cells, line, nil
		}
	}
}

// header is the first row; a table without any is refused.
func (t *table) header() (cells []string, line int, err error) {
	cells, line, err = t.next()
	if errors.Is(err, io.EOF) {
		return nil, line, t.src.bad(0, "", "文件里没有内容。", "there is nothing in the file")
	}
	return cells, line, err
}

func (t *table) row() error {
	t.cells = t.cells[:0]
	for {
		end, err := t.field()
		if errors.Is(err, io.EOF) && len(t.cells) == 0 && len(t.cell) == 0 {
			return io.EOF
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if len(t.cells) == maxColumns {
			return t.src.bad(t.line, "", "列数过多，这不像订单表或轨迹表。", "too many columns for a table of orders or points")
		}
		t.cells = append(t.cells, strings.TrimSpace(string(t.cell)))
		if end {
			return nil
		}
	}
}

// field reads one cell into t.cell; end is true when the row ends with it.
func (t *table) field() (end bool, err error) {
	t.cell = t.cell[:0]
	opened := 0 // the line a quote was opened on
	for {
		c, err := t.r.ReadByte()
		if errors.Is(err, io.EOF) {
			if opened > 0 {
				return true, t.src.bad(opened, "", "引号没有成对，请检查这一行。", "a quotation mark is never closed; check this line")
			}
			return true, io.EOF
		}
		if err != nil {
			return true, t.src.unread(t.line, err)
		}
		if c == '\n' {
			t.line++
		}
		switch {
		case opened > 0 && c == '"':
			if again, _ := t.r.Peek(1); len(again) == 1 && again[0] == '"' {
				_, _ = t.r.Discard(1) // the byte just peeked is there
				t.cell = append(t.cell, '"')
			} else {
				opened = 0
			}
			continue
		case opened > 0:
		case c == '"' && len(bytes.TrimSpace(t.cell)) == 0:
			opened = t.line
			continue
		case c == t.comma:
			return false, nil
		case c == '\n':
			return true, nil
		}
		if len(t.cell) == maxCell {
			return true, t.src.bad(t.line, "", "单元格过长，请检查引号是否成对。", "a cell is too long; check that quotation marks are closed")
		}
		t.cell = append(t.cell, c)
	}
}
