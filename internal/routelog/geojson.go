package routelog

import (
	"bufio"
)

// scanGeoJSON reads the tracks of GeoJSON (RFC 7946): a FeatureCollection, a Feature or a bare geometry. Times are those
// that exporters write: for a LineString or MultiLineString one for each position, in properties.coordTimes or
// properties.coordinateProperties.times, flat or nested like the positions; for a Point properties.time, timestamp,
// datetime or when. Positions are longitude, latitude, altitude; areas are no track and are passed over. Positions and
// times may stand in either order and a stream cannot be read twice, so whichever comes first waits, 12 or 16 bytes a
// point, up to maxPoints.
func scanGeoJSON(src Source, r *bufio.Reader, emit func(sample) error) error {
	g := &geoReader{jsonScanner: newJSON(src, r), emit: emit}
	root := g.feature()
	kind, err := g.thing(root)
	if err != nil {
		return err
	}
	if err := g.end(); err != nil {
		return err
	}
	if !geoKinds[kind] {
		return src.notATrack(1)
	}
	return root.finish()
}

var geoKinds = map[string]bool{"FeatureCollection": true, "Feature": true, "Point": true, "MultiPoint": true, "LineString": true,
	"MultiLineString": true, "Polygon": true, "MultiPolygon": true, "GeometryCollection": true}

type geoReader struct {
	jsonScanner
	emit    func(sample) error
	segment int
}

// feature collects what one Feature, or a bare geometry, says.
type feature struct {
	pairing
	line   int               // of its times, or where it begins
	field  string            // that its times stand in
	own    map[string]string // the single times of its properties, by name
	point  bool              // its position stands alone, not in a list
	area   bool
	spans  []int // how many positions each list of positions has
	counts []int // how many times each list of times has
}

func (g *geoReader) feature() *feature {
	g.segment++
	return &feature{pairing: newPairing(g.src, g.segment, g.emit), line: g.line, field: "coordTimes"}
}

// thing reads a GeoJSON object of any kind into a feature and says which it is; the features of a collection become
// features of their own.
func (g *geoReader) thing(f *feature) (kind string, err error) {
	err = g.object(func(name string) error {
		switch name {
		case "type":
			if value, err := g.value(); err != nil || value != jsonString {
				return err
			}
			kind = string(g.text[:min(len(g.text), maxValue)])
			f.area = f.area || kind == "Polygon" || kind == "MultiPolygon"
			return nil
		case "features":
			return g.perhaps('[', func() error { return g.array(g.member) })
		case "geometries":
			return g.perhaps('[', func() error { return g.array(func() error { return g.geometry(f) }) })
		case "geometry":
			return g.geometry(f)
		case "coordinates":
			return g.perhaps('[', func() error { _, err := g.positions(f, 0); return err })
		case "properties":
			return g.perhaps('{', func() error { return g.object(func(name string) error { return g.property(f, name) }) })
		}
		return g.skip()
	})
	return kind, err
}

// member reads one feature of a collection.
func (g *geoReader) member() error {
	f := g.feature()
	if err := g.geometry(f); err != nil {
		return err
	}
	return f.finish()
}

func (g *geoReader) geometry(f *feature) error {
	return g.perhaps('{', func() error {
		_, err := g.thing(f)
		return err
	})
}

// perhaps reads a value that begins as expected, and passes any other over.
func (g *geoReader) perhaps(open byte, read func() error) error {
	c, err := g.peek()
	if err != nil {
		return err
	}
	if c != open {
		return g.skip()
	}
	return read()
}

// positions reads a position, or a list of whatever depth; depth is 0 for the outermost. alone is true for a position.
func (g *geoReader) positions(f *feature, depth int) (alone bool, err error) {
	at, n, inner, lists := [2]float64{}, 0, 0, false
	readable, line := true, g.line
	err = g.array(func() error {
		c, err := g.peek()
		if err != nil {
			return err
		}
		if c == '[' {
			lists = true
			alone, err := g.positions(f, depth+1)
			if alone {
				inner++
			}
			return err
		}
		kind, err := g.value()
		if n < len(at) && err == nil {
			var ok bool
			at[n], ok = parseDegrees(g.text)
			readable = readable && ok && kind == jsonNumber
		}
		n++
		return err
	})
	switch {
	case err != nil:
		return false, err
	case n == 0:
		return false, f.span(&f.spans, inner, g.line)
	}
	f.point = depth == 0
	return true, f.place(at[1], at[0], !readable || n < len(at) || lists, line)
}
