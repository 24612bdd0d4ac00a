package routelog

import (
	"bytes"
	"errors"
	"io"
)

// gpxReader reads the track points of GPX 1.0 and 1.1; way points and planned routes are no track and are passed over.
// Only a point's own time counts, not one inside its extensions.
type gpxReader struct {
	*xmlScanner
	emit    func(sample) error
	point   sample
	inPoint int // how deep the open trkpt lies; 0 outside
	segment int
}

func (g *gpxReader) scan() error {
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
