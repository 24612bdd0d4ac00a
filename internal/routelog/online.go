package routelog

import (
	"bufio"
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"
)

// onlineState is what the online log says of a moment.
type onlineState string

const (
	unsaid   onlineState = ""
	online   onlineState = "online"
	offline  onlineState = "offline"
	disputed onlineState = "disputed" // its rows contradict one another
)

// onlineLog answers for any moment, in ms, sorted and without overlaps: where shifts overlap and differ, it is disputed.
type onlineLog struct{ edges []onlineEdge }

type onlineEdge struct {
	at    int64
	state onlineState
	ref   Ref
}

func newOnlineLog(shifts []Shift) onlineLog {
	var cuts []int64
	for _, s := range shifts {
		cuts = append(cuts, s.From.UnixMilli(), s.To.UnixMilli())
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	ordered := slices.SortedFunc(slices.Values(shifts), func(a, b Shift) int {
		return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To))
	})
	log := onlineLog{}
	for _, at := range cuts {
		edge := onlineEdge{at: at}
		for _, s := range ordered {
			if s.From.UnixMilli() > at {
				break
			}
			if s.To.UnixMilli() > at {
				edge.hear(s)
			}
		}
		log.edges = append(log.edges, edge)
	}
	return log
}

// hear adds what one more shift says of the moment.
func (e *onlineEdge) hear(s Shift) {
	said := offline
	if s.Online {
		said = online
	}
	switch e.state {
	case unsaid:
		e.state, e.ref = said, s.Ref
	case online, offline:
		if e.state != said {
			e.state = disputed
		}
	}
}

// moved is the log with its clock off by so many ms.
func (l onlineLog) moved(off int64) onlineLog {
	if off == 0 {
		return l
	}
	out := onlineLog{edges: slices.Clone(l.edges)}
	for i := range out.edges {
		out.edges[i].at += off
	}
	return out
}

// at gives the state at a moment and until when it holds.
func (l onlineLog) at(t int64) (onlineState, int64) {
	i, found := slices.BinarySearchFunc(l.edges, t, func(e onlineEdge, t int64) int { return cmp.Compare(e.at, t) })
	if !found {
		i--
	}
	until := int64(never)
	if i+1 < len(l.edges) {
		until = l.edges[i+1].at
	}
	if i < 0 {
		return unsaid, until
	}
	return l.edges[i].state, until
}

func (l onlineLog) refAt(t int64) []Ref {
	for i := len(l.edges) - 1; i >= 0; i-- {
		if l.edges[i].at <= t {
			return []Ref{l.edges[i].ref}
		}
	}
	return nil
}

var onlineHeaders = map[string][]string{"from": {"开始时间", "上线时间"}, "to": {"结束时间", "下线时间"}, "state": {"状态"}}

const maxShifts = 2000

// ReadOnline reads an online log (上线记录): a CSV table from, to, state, the state being online or offline (在线, 离线), or a
// JSON array of objects with the same names. An open end reaches to the next midnight of Shanghai. It refuses like
// ReadOrders.
func ReadOnline(src Source, r io.Reader) ([]Shift, error) {
	text, first, err := opening(src, r, maxOrderBytes, orderKindsZH, orderKindsEN)
	if err != nil {
		return nil, err
	}
	var shifts []Shift
	add := func(line int, get func(string) string) error {
		if len(shifts) == maxShifts {
			return src.bad(line, "", "上线记录过多，请只提供相关日期的记录。", "too many shifts; hand in the days concerned")
		}
		s, err := shiftFrom(src, line, get)
		shifts = append(shifts, s)
		return err
	}
	read := readShiftTable
	if first == '[' || first == '{' {
		read = readShiftJSON
	}
	if err := read(src, text, add); err != nil {
		return nil, src.sized(err, "上线记录超过64 MB，请只提供相关日期的记录。", "the online log is over 64 MB; hand in the days concerned")
	}
	return shifts, nil
}

func readShiftJSON(src Source, r *bufio.Reader, add func(int, func(string) string) error) error {
	meaning := vocabulary(onlineHeaders, nil)
	return jsonRows(src, r, "上线记录", "shift", func(n int, header, cells []string) error {
		cols := findColumns(header, meaning)
		return add(n, func(column string) string { return cols.cell(cells, column) })
	})
}

func readShiftTable(src Source, r *bufio.Reader, add func(int, func(string) string) error) error {
	t := newTable(src, r)
	header, line, err := t.header()
	if err != nil {
		return err
	}
	cols := findColumns(header, vocabulary(onlineHeaders, nil))
	if !cols.hasAny("from") || !cols.hasAny("to") || !cols.hasAny("state") {
		return src.bad(line, "", "第一行需要有 from、to、state 三列。", "the first row needs the columns from, to and state")
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

func shiftFrom(src Source, line int, get func(string) string) (Shift, error) {
	row := &orderRow{src: src, line: line, get: get}
	from, to := row.clock("from"), row.clock("to")
	if row.err != nil {
		return Shift{}, row.err
	}
	s := Shift{Start: from, End: to, Zone: src.Zone, Ref: Ref{Source: src.Name, Line: line}}
	switch strings.ToLower(get("state")) {
	case "online", "在线", "上线":
		s.Online = true
	case "offline", "离线", "下线":
	default:
		return s, src.bad(line, "state", "状态应为 online 或 offline。", "the state is online or offline")
	}
	if from == nil {
		return s, src.bad(line, "from", "缺少开始时间。", "the beginning is missing")
	}
	s.From, s.To = from.At, midnightAfter(from.At)
	if to != nil {
		s.To = to.At.Add(to.Width)
	}
	if !s.To.After(s.From) {
		return s, src.bad(line, "to", "结束时间早于开始时间。", "it ends before it begins")
	}
	return s, nil
}
