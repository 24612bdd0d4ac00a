package routelog

import (
	"bytes"
	"errors"
	"io"
	"strings"
)

// kmlReader reads the timed points of KML: gx:Track (in 2.3 plain Track), alone or in a gx:MultiTrack, whose times
// (when) and places (gx:coord) stand in step, and Placemarks with a TimeStamp and a Point. The points of a LineString
// have no time and are handed over without one; areas and models are no track and are passed over.
type kmlReader struct {
	*xmlScanner
	emit    func(sample) error
	segment int
	track   *pairing // the open gx:Track
	opened  int      // the line it begins on
	mark    placemark
	path    lineString
}

// placemark is what the open Placemark has said so far.
type placemark struct {
	when  string
	point *sample
}

func (k *kmlReader) scan() error {
	for {
		kind, err := k.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if kind == empty {
			k.text = k.text[:0]
		}
		if err := k.take(kind); err != nil {
			return err
		}
	}
}

func (k *kmlReader) take(kind tagKind) error {
	switch kind {
	case opened:
		return k.begin(string(elementName(k.tag)))
	case closed:
		return k.end(string(elementName(k.tag[1:])))
	}
	name := string(elementName(k.tag)) // begun and ended at once, and never among the open ones
	if name == "Track" || name == "Placemark" {
		return nil
	}
	return k.end(name)
}

func (k *kmlReader) begin(name string) error {
	switch {
	case name == "Track":
		p := newPairing(k.src, k.segment, k.emit)
		k.track, k.opened = &p, k.at
	case name == "Placemark":
		k.mark = placemark{}
	case name == "coordinates" && k.under(2) == "LineString":
		k.path = lineString{k: k}
		k.sink = k.path.text
	}
	return nil
}

// under is the open element so many levels up; 1 is the innermost.
func (k *kmlReader) under(levels int) string {
	if len(k.names) < levels {
		return ""
	}
	return k.names[len(k.names)-levels]
}

// end takes the value of an element, or ends what it began.
func (k *kmlReader) end(name string) error {
	switch parent := k.under(1); {
	case name == "when" && parent == "Track" && k.track != nil:
		return k.track.time(string(bytes.TrimSpace(k.text)), k.at)
	case name == "coord" && parent == "Track" && k.track != nil:
		lat, lon, ok := kmlPlace(strings.Fields(string(k.text)))
		return k.track.place(lat, lon, !ok, k.at)
	case name == "when" && parent == "TimeStamp":
		k.mark.when = string(bytes.TrimSpace(k.text))
	case name == "coordinates" && parent == "Point":
		return k.point()
	case name == "coordinates" && k.sink != nil:
		k.sink, k.segment = nil, k.segment+1
		return k.path.flush()
	case name == "Track" && k.track != nil:
		return k.endTrack()
	case name == "Placemark":
		return k.endPlacemark()
	}
	return nil
}

// endTrack refuses a track whose times and places are not equally many: which belong together cannot be known.
func (k *kmlReader) endTrack() error {
	p := k.track
	k.track, k.segment = nil, k.segment+1
	if p.nTimes > 0 && p.nTimes != p.nPlaces {
		return k.src.uneven(k.opened, "when", p.nTimes, p.nPlaces)
	}
	return p.untimed()
}

// point keeps the place of a Placemark until its time is known. A second one in the same Placemark lets the first go
// without.
func (k *kmlReader) point() error {
	if err := k.flushPoint(); err != nil {
		return err
	}
	lat, lon, ok := kmlPlace(strings.Split(string(bytes.TrimSpace(k.text)), ","))
	k.mark.point = &sample{lat: lat, lon: lon, garbled: !ok, line: k.at, segment: k.segment}
	return nil
}

func (k *kmlReader) endPlacemark() error {
	if k.mark.point != nil {
		k.mark.point.clock(k.mark.when, k.src)
	}
	err := k.flushPoint()
	k.mark = placemark{}
	return err
}

func (k *kmlReader) flushPoint() error {
	if k.mark.point == nil {
		return nil
	}
	s := *k.mark.point
	k.mark.point = nil
	return k.emit(s)
}

// kmlPlace reads longitude, latitude and perhaps an altitude. Nothing at all is 0, 0: no fix.
func kmlPlace(parts []string) (lat, lon float64, ok bool) {
	if len(parts) == 0 || len(parts) == 1 && parts[0] == "" {
		return 0, 0, true
	}
	if len(parts) < 2 {
		return 0, 0, false
	}
	lon, okLon := parseDegrees([]byte(parts[0]))
	lat, okLat := parseDegrees([]byte(parts[1]))
	return lat, lon, okLat && okLon
}

// lineString hands over the points of a LineString as its text streams by: "lon,lat,alt lon,lat,alt …".
type lineString struct {
	k     *kmlReader
	tuple []byte
}

func (l *lineString) text(chunk []byte) error {
	for _, c := range chunk {
		if c > ' ' {
			if len(l.tuple) < maxValue {
				l.tuple = append(l.tuple, c)
			}
			continue
		}
		if err := l.flush(); err != nil {
			return err
		}
	}
	return nil
}

func (l *lineString) flush() error {
	if len(l.tuple) == 0 {
		return nil
	}
	lat, lon, ok := kmlPlace(strings.Split(string(l.tuple), ","))
	l.tuple = l.tuple[:0]
	return l.k.emit(sample{lat: lat, lon: lon, garbled: !ok, line: l.k.line, segment: l.k.segment})
}
