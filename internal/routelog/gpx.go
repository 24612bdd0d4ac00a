package routelog

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/transform"
)

// scanGPX reads the track points of GPX 1.0 and 1.1; way points and planned routes are no track and are passed over.
// Only a point's own time counts, not one inside its extensions.
func scanGPX(src Source, r *bufio.Reader, emit func(sample) error) error {
	r, err := declared(src, r)
	if err != nil {
		return err
	}
	g := &gpxReader{xmlScanner: xmlScanner{src: src, r: r, line: 1}, emit: emit}
	if err := g.root(); err != nil {
		return err
	}
	for {
		kind, err := g.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := g.take(kind); err != nil {
			return err
		}
	}
}

// declared converts from the encoding that the XML declaration names; UTF-16 and marks were seen before.
func declared(src Source, r *bufio.Reader) (*bufio.Reader, error) {
	head, _ := r.Peek(256)
	head, _, found := bytes.Cut(head, []byte("?>"))
	if !found || !bytes.Contains(head, []byte("<?xml")) {
		return r, nil
	}
	x := xmlScanner{tag: bytes.TrimLeft(head, " \t\r\n")}
	name := strings.ToLower(string(x.attribute("encoding")))
	switch name {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be":
		return r, nil
	}
	enc, err := ianaindex.IANA.Encoding(name)
	if err != nil || enc == nil {
		return nil, src.bad(1, "encoding", "声明的文字编码不认识，请另存为UTF-8。", "unknown declared encoding; save the file as UTF-8")
	}
	return bufio.NewReaderSize(transform.NewReader(r, enc.NewDecoder()), sniffed), nil
}

type gpxReader struct {
	xmlScanner
	emit    func(sample) error
	point   sample
	inPoint int // how deep the open trkpt lies; 0 outside
	segment int
}

// root refuses a file whose outermost element is not GPX of a known version.
func (g *gpxReader) root() error {
	kind, err := g.next()
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	space := string(g.attribute("xmlns"))
	known := space == "" || strings.HasPrefix(space, "http://www.topografix.com/GPX/1/")
	if err != nil || kind == closed || string(elementName(g.tag)) != "gpx" || !known {
		return g.src.bad(g.at, "", "这不是GPX 1.0或1.1文件。", "this is not a GPX 1.0 or 1.1 file")
	}
	return nil
}

func (g *gpxReader) take(kind tagKind) error {
	depth := len(g.names)
	switch {
	case kind == closed:
		return g.closed(depth)
	case g.inPoint == 0 && depth >= 1:
		return g.open(kind, depth)
	}
	return nil
}

// open begins a segment or a point.
func (g *gpxReader) open(kind tagKind, depth int) error {
	name := elementName(g.tag)
	switch {
	case string(name) == "trkseg":
		g.segment++
	case string(name) == "trkpt":
		g.point = g.startPoint()
		if kind == empty {
			return g.emit(g.point)
		}
		g.inPoint = depth
	}
	return nil
}

// closed ends a value or a point. depth is what remains open.
func (g *gpxReader) closed(depth int) error {
	switch {
	case g.inPoint == 0:
		return nil
	case depth == g.inPoint && bytes.HasSuffix(g.tag, []byte("time")) && string(elementName(g.tag[1:])) == "time":
		return g.time()
	case depth == g.inPoint-1:
		g.inPoint = 0
		return g.emit(g.point)
	}
	return nil
}

func (g *gpxReader) startPoint() sample {
	s := sample{line: g.at, segment: g.segment}
	lat, okLat := parseDegrees(g.attribute("lat"))
	lon, okLon := parseDegrees(g.attribute("lon"))
	s.lat, s.lon, s.garbled = lat, lon, !okLat || !okLon
	return s
}

func (g *gpxReader) time() error {
	text := bytes.TrimSpace(g.text)
	if ms, ok := fastTime(text); ok {
		g.point.ms, g.point.timed, g.point.zoned = ms, ms != 0, true
		return nil
	}
	g.point.clock(string(text), g.src)
	return nil
}

// fastTime reads the one form nearly every track uses, 2025-05-18T10:45:30[.123]Z.
func fastTime(b []byte) (int64, bool) {
	if len(b) < 20 || b[4] != '-' || b[7] != '-' || b[10] != 'T' || b[13] != ':' || b[16] != ':' || b[len(b)-1] != 'Z' {
		return 0, false
	}
	year, ok1 := two(b[0:], 100)
	century := year
	year, ok2 := two(b[2:], 100)
	month, ok3 := two(b[5:], 13)
	day, ok4 := two(b[8:], 32)
	hour, ok5 := two(b[11:], 24)
	minute, ok6 := two(b[14:], 60)
	second, ok7 := two(b[17:], 60)
	year += century * 100
	if !(ok1 && ok2 && ok3 && ok4 && ok5 && ok6 && ok7) || month < 1 || day < 1 || day > daysIn(year, month) {
		return 0, false
	}
	ms := daysFromCivil(year, month, day)*86400000 + int64(hour*3600+minute*60+second)*1000
	if len(b) == 20 {
		return ms, true
	}
	unit := int64(100)
	if b[19] != '.' || len(b) == 21 {
		return 0, false
	}
	for _, c := range b[20 : len(b)-1] {
		if c < '0' || c > '9' {
			return 0, false
		}
		ms += int64(c-'0') * unit
		unit /= 10
	}
	return ms, true
}

func two(b []byte, below int) (int, bool) {
	n := int(b[0]-'0')*10 + int(b[1]-'0')
	return n, b[0] >= '0' && b[0] <= '9' && b[1] >= '0' && b[1] <= '9' && n < below
}

// parseDegrees reads a decimal number; plain ones, up to 15 digits, without a detour through a string.
func parseDegrees(b []byte) (float64, bool) {
	b = bytes.TrimSpace(b)
	digits, point, n := 0, -1, int64(0)
	start := 0
	if len(b) > 0 && b[0] == '-' {
		start = 1
	}
	for i := start; i < len(b); i++ {
		switch c := b[i]; {
		case c >= '0' && c <= '9' && digits < 15:
			n = n*10 + int64(c-'0')
			digits++
		case c == '.' && point < 0:
			point = digits
		default:
			v, err := strconv.ParseFloat(string(b), 64)
			return v, err == nil || errors.Is(err, strconv.ErrRange)
		}
	}
	v := float64(n)
	if point >= 0 {
		v /= tens[digits-point]
	}
	if start == 1 {
		v = -v
	}
	return v, digits > 0
}

// tens are exact in binary, so that dividing by them rounds once, as ParseFloat does.
var tens = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}
