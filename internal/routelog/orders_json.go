package routelog

import (
	"bufio"
	"slices"
	"strconv"
	"strings"
)

// readOrderJSON reads an array of flat objects whose names are our columns (or the mapping's); other names are passed
// over. The line of an order is its place in the array, from 1.
func readOrderJSON(src Source, r *bufio.Reader, add func(int, func(string) string) error) error {
	meaning := vocabulary(orderHeaders, src.Mapping)
	return jsonRows(src, r, "订单", "order", func(n int, header, cells []string) error {
		cols := findColumns(header, meaning)
		return add(n, func(column string) string { return cols.cell(cells, column) })
	})
}

// jsonRows walks over an array of flat objects, one at a time: their names, in order, and what stands under each.
func jsonRows(src Source, r *bufio.Reader, zh, en string, row func(n int, header, cells []string) error) error {
	j := newJSON(src, r)
	if c, err := j.peek(); err != nil || c != '[' {
		return src.bad(1, "", zh+"JSON应是对象的数组：[{…}, …]。", en+"s in JSON are an array of objects: [{…}, …]")
	}
	n := 0
	if err := j.array(func() error {
		n++
		if c, err := j.peek(); err != nil {
			return err
		} else if c != '{' {
			return src.bad(n, "", "第"+strconv.Itoa(n)+"个"+zh+"不是JSON对象。", en+" "+strconv.Itoa(n)+" is not a JSON object")
		}
		members, err := j.members(n)
		if err != nil {
			return err
		}
		header, cells := make([]string, len(members)), make([]string, len(members))
		for i, m := range members {
			header[i], cells[i] = m.name, m.cell
		}
		return row(n, header, cells)
	}); err != nil {
		return err
	}
	return j.end()
}

// jsonMember is a name of an object and the text under it.
type jsonMember struct{ name, cell string }

// members reads a flat object, sorted by name; of a name given twice the last counts. A list or an object under a name
// becomes text that no column can be read from.
func (j *jsonScanner) members(n int) ([]jsonMember, error) {
	var all []jsonMember
	err := j.object(func(name string) error {
		if len(all) == maxColumns {
			return j.src.bad(n, "", "列数过多，这不像订单表。", "too many names for a record of an order")
		}
		kind, err := j.value()
		if err != nil {
			return err
		}
		if j.long {
			return j.src.bad(n, name, "内容过长。", "the value is too long")
		}
		all = append(all, jsonMember{name, j.cell(kind)})
		return nil
	})
	slices.Reverse(all)
	slices.SortStableFunc(all, func(a, b jsonMember) int { return strings.Compare(a.name, b.name) })
	return slices.CompactFunc(all, func(a, b jsonMember) bool { return a.name == b.name }), err
}

func (j *jsonScanner) cell(kind byte) string {
	switch kind {
	case '[', '{':
		return "[…]"
	case jsonNumber:
		return plainNumber(string(j.text))
	}
	return string(j.text)
}
