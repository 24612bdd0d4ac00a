package routelog

import (
	"bufio"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
)

// orderFormat is one way orders are written down; a new one is one more row of orderFormats.
type orderFormat struct {
	name  string
	looks func(first byte) bool
	read  func(src Source, r *bufio.Reader, add func(line int, get func(column string) string) error) error
}

var orderFormats = []orderFormat{
	{"json", func(c byte) bool { return c == '[' || c == '{' }, readOrderJSON},
	{"csv", func(c byte) bool { return c != '<' }, readOrderTable},
}

// ReadOrders reads a file of orders: a CSV table with our headers, Chinese headers or a mapping, or a JSON array of
// objects with the same names. A cell that is filled but cannot be read refuses the file, naming line and field (a
// *BadInput): an order half read would give another finding.
func ReadOrders(src Source, r io.Reader) ([]Order, error) {
	text, first, err := opening(src, r, maxOrderBytes, orderKindsZH, orderKindsEN)
	if err != nil {
		return nil, err
	}
	var orders []Order
	add := func(line int, get func(string) string) error {
		if len(orders) == maxOrders {
			return src.bad(line, "", "订单过多（上限两万行），请只提供相关日期的订单。", "too many orders (the limit is 20,000 rows); hand in the days concerned")
		}
		o, filled, err := orderFrom(src, line, get)
		if err == nil && filled {
			orders = append(orders, o)
		}
		return err
	}
	for _, f := range orderFormats {
		if f.looks(first) {
			err := f.read(src, text, add)
			return orders, src.sized(err, "订单文件超过64 MB，请只提供相关日期的订单。", "the order file is over 64 MB; hand in the days concerned")
		}
	}
	return nil, src.bad(1, "", "这不是订单表，请提供"+orderKindsZH+"。", "this is not a table of orders; hand in "+orderKindsEN)
}

// TypedOrders takes orders typed beside a screenshot, a map of our column names for each; the line is its place in the
// list. It refuses like ReadOrders.
func TypedOrders(src Source, rows []map[string]string) ([]Order, error) {
	var orders []Order
	for i, row := range rows {
		o, filled, err := orderFrom(src, i+1, func(column string) string { return row[column] })
		if err != nil {
			return nil, err
		}
		if filled {
			orders = append(orders, o)
		}
	}
	return orders, nil
}

func readOrderTable(src Source, r *bufio.Reader, add func(int, func(string) string) error) error {
	t := newTable(src, r)
	header, line, err := t.header()
	if err != nil {
		return err
	}
	cols := findColumns(header, vocabulary(orderHeaders, src.Mapping))
	if !cols.hasAny("accepted_at", "arrived_at", "picked_up_at", "delivered_at", "cancelled_at", reassignedAt) {
		return src.bad(line, "", "第一行没有认识的时间列（如 接单时间、送达时间），请加表头或提供列名对照表。",
			"the first row has no known time column (accepted_at, delivered_at …); add headers or a mapping")
	}
	for {
		row, line, err := t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := add(line, func(column string) string { return cols.cell(row, column) }); err != nil {
			return err
		}
	}
}

// orderFrom reads one row; filled is false when nothing at all was in it.
func orderFrom(src Source, line int, get func(string) string) (o Order, filled bool, err error) {
	row := &orderRow{src: src, line: line, get: get}
	o = Order{
		ID:        strings.ToValidUTF8(strings.TrimSpace(get("order_id")), "�"),
		Accepted:  row.clock("accepted_at"),
		Arrived:   row.clock("arrived_at"),
		PickedUp:  row.clock("picked_up_at"),
		Delivered: row.clock("delivered_at"),
		Cancelled: row.clock("cancelled_at"),
		Pickup:    row.place("pickup_lat", "pickup_lon"),
		Dropoff:   row.place("dropoff_lat", "dropoff_lon"),
		Datum:     src.Datum,
		Zone:      src.Zone,
		Ref:       Ref{Source: src.Name, Line: line},
	}
	if moved := row.clock(reassignedAt); moved != nil {
		o.Cancelled, o.Reassigned = moved, true
	}
	if o.ID == "" && row.filled {
		o.ID = "#" + strconv.Itoa(line)
	}
	return o, row.filled || o.ID != "", row.err
}

// orderRow reads cells and keeps the first error.
type orderRow struct {
	src    Source
	line   int
	get    func(string) string
	filled bool
	err    error
}

func (r *orderRow) clock(column string) *Clock {
	text := r.get(column)
	c, ok := ParseClock(text, r.src.Zone)
	r.filled = r.filled || c != nil
	if c != nil {
		c.Tolerance = r.src.Tolerance
	}
	if r.err != nil {
		return c
	}
	switch {
	case !ok && yearless(text):
		r.err = r.src.bad(r.line, column, "时间没有年份，不能猜。请写全，如 2025-05-18 18:45。", "the time has no year, and none is guessed; write it in full as 2025-05-18 18:45")
	case !ok:
		r.err = r.src.bad(r.line, column, "时间无法识别，请写成 2025-05-18 18:45 或 2025-05-18 18:45:30。",
			"cannot read the time; write it as 2025-05-18 18:45 or 2025-05-18 18:45:30")
	case c != nil && !plausible(c.At.UnixMilli()):
		r.err = r.src.bad(r.line, column, "年份不对（早于1990年或晚于2089年），请核对这个时间。", "the year cannot be right (before 1990 or after 2089); check this time")
	}
	return c
}

// place reads two coordinates; either missing, or both zero, is no place.
func (r *orderRow) place(lat, lon string) *Place {
	a, okA := r.degrees(lat, 90)
	b, okB := r.degrees(lon, 180)
	if !okA || !okB || a == 0 && b == 0 {
		return nil
	}
	r.filled = true
	return &Place{Lat: a, Lon: b}
}

func (r *orderRow) degrees(column string, limit float64) (float64, bool) {
	text := strings.TrimSpace(r.get(column))
	if blank(text) {
		return 0, text != "" && text[0] == '0'
	}
	scale, scaleErr := r.src.scale()
	v, err := strconv.ParseFloat(text, 64)
	degrees := v / scale
	switch bad := err != nil || math.IsNaN(v) || math.Abs(degrees) > limit; {
	case r.err != nil:
	case scaleErr != nil:
		r.err = scaleErr
	case bad && math.Abs(v) >= 1e5 && v == math.Trunc(v):
		r.err = r.src.bad(r.line, column, "坐标不是度数。若是放大后的整数，请在列名对照表里写 \"coordinate_scale\": \"1000000\"。",
			"the coordinate is no degrees; if it is a whole number of millionths, say \"coordinate_scale\": \"1000000\" in the mapping")
	case bad:
		r.err = r.src.bad(r.line, column, "坐标无法识别，请写成十进制度数，如 23.7435。",
			"cannot read the coordinate; write it in decimal degrees such as 23.7435")
	}
	return degrees, err == nil
}
