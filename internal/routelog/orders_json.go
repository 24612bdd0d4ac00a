package routelog

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"strconv"
)

// readOrderJSON reads an array of flat objects whose names are our columns (or the mapping's); other names are passed
// over. The line of an order is its place in the array, from 1.
func readOrderJSON(src Source, r *bufio.Reader, add func(int, func(string) string) error) error {
	d := json.NewDecoder(r)
	d.UseNumber()
	if token, err := d.Token(); err != nil || token != json.Delim('[') {
		return src.bad(1, "", "订单JSON应是对象的数组：[{…}, …]。", "orders in JSON are an array of objects: [{…}, …]")
	}
	for n := 1; d.More(); n++ {
		row, err := orderObject(src, d, n)
		if err != nil {
			return err
		}
		if err := add(n, row); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return src.bad(0, "", "JSON文件不完整。", "the JSON file is cut short")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return src.bad(0, "", "订单JSON在数组之后还有内容，请只保留一个数组。", "something follows the array of orders; keep one array only")
	}
	return nil
}

// orderObject reads one object into a lookup by our column names.
func orderObject(src Source, d *json.Decoder, n int) (func(string) string, error) {
	var raw map[string]json.RawMessage
	if err := d.Decode(&raw); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, src.bad(n, "", "JSON文件不完整。", "the JSON file is cut short")
		}
		return nil, src.bad(n, "", "第"+strconv.Itoa(n)+"个订单不是有效的JSON对象。", "order "+strconv.Itoa(n)+" is not a valid JSON object")
	}
	header, cells := make([]string, 0, len(raw)), make([]string, 0, len(raw))
	for _, name := range sortedKeys(raw) {
		header = append(header, name)
		cells = append(cells, scalar(raw[name]))
	}
	cols := findColumns(header, orderHeaders, src.Mapping)
	return func(column string) string { return cols.cell(cells, column) }, nil
}

// scalar is the text of a string, number or null; anything else is itself, and will be found unreadable.
func scalar(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}
