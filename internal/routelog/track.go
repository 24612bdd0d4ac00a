package routelog

import (
	"bufio"
	"io"
	"math"
	"sort"
)

// sample is one point of a track as a reader found it. A reader hands over every point, however bad.
type sample struct {
	ms       int64 // since 1970
	timed    bool  // a time stood there and could be read
	zoned    bool  // … with its zone
	garbled  bool  // the coordinates are no numbers at all
	badTime  bool  // a time stood there and could not be read
	yearless bool  // … because it has no year
	lat, lon float64
	line     int
	segment  int
}

// trackFormat is one way tracks are written down; a new one is one more row of trackFormats.
type trackFormat struct {
	name  string
	looks func(first byte) bool
	scan  func(src Source, r *bufio.Reader, emit func(sample) error) error
}

var trackFormats = []trackFormat{
	{"xml", func(c byte) bool { return c == '<' }, scanXML},
	{"geojson", func(c byte) bool { return c == '{' }, scanGeoJSON},
	{"csv", func(c byte) bool { return c != '[' }, scanTrackTable},
}

// Dropped counts what was left out of a track, by reason. Everything left out stays in the evidence.
type Dropped struct {
	Duplicate     int `json:"duplicate"`
	Teleport      int `json:"teleport"`
	BadCoordinate int `json:"bad_coordinate"`
	NoTime        int `json:"no_time"`
	Unreadable    int `json:"unreadable"`
}

// Track is all points of all track files, packed 24 bytes each. The zero Track is empty and ready to Read.
type Track struct {
	sources  []Source
	blocks   [][]point
	n        int
	read     int
	dropped  Dropped
	disorder int   // rows whose time goes back within their file
	unzoned  int   // times without a zone, read as their source's
	bare     []int // … by source, as far as there were any
	swapped  int   // impossible points that would lie in China with latitude and longitude exchanged
	sorted   bool  // by time, over all files
}

// point is packed: degrees in ten-millionths (a centimetre), so that a million fit in 24 MB.
type point struct {
	ms       int64
	lat, lon int32
	line     uint32
	source   uint16
	mark     mark
}

const blockPoints = 1 << 14

// Read adds the points of a file, streaming: GPX 1.0 and 1.1, KML, GeoJSON or CSV, told apart by what they contain. It
// returns a *BadInput naming the line where the file cannot be read at all, or has no time anywhere; single bad points
// are counted instead.
func (t *Track) Read(src Source, r io.Reader) error {
	text, first, err := opening(src, r, maxTrackBytes, trackKindsZH, trackKindsEN)
	if err != nil {
		return err
	}
	for _, f := range trackFormats {
		if f.looks(first) {
			return src.sized(t.scan(src, f, text), "轨迹文件超过1 GB，请只提供相关日期的轨迹。", "the track is over 1 GB; hand in the days concerned")
		}
	}
	return src.notATrack(1)
}

func (t *Track) scan(src Source, f trackFormat, text *bufio.Reader) error {
	if len(t.sources) == math.MaxUint16 {
		return src.bad(0, "", "轨迹文件过多。", "too many track files")
	}
	t.sources = append(t.sources, src)
	last, before, anyTime := int64(math.MinInt64), t.read, false
	var first sample
	err := f.scan(src, text, func(s sample) error {
		if t.read == maxPoints {
			return src.tooMany(s.line)
		}
		if t.read == before {
			first = s
		}
		anyTime = anyTime || s.timed && plausible(s.ms)
		if t.keep(s) {
			if s.ms < last {
				t.disorder++
			}
			last = s.ms
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case t.read == before && f.name != "csv": // a table of no rows says that nothing was recorded
		return src.trackless()
	case t.read > before && !anyTime:
		return src.timeless(first)
	}
	return nil
}

// keep counts a sample and stores it if it has a time and a possible place.
func (t *Track) keep(s sample) bool {
	t.read++
	switch {
	case s.garbled || s.badTime || s.timed && !plausible(s.ms):
		t.dropped.Unreadable++
	case !possible(s.lat, s.lon):
		t.dropped.BadCoordinate++
		if possible(s.lon, s.lat) && InChina(Place{Lat: s.lon, Lon: s.lat}) {
			t.swapped++
		}
	case !s.timed:
		t.dropped.NoTime++
	default:
		if !s.zoned {
			t.unzoned++
			for len(t.bare) < len(t.sources) {
				t.bare = append(t.bare, 0)
			}
			t.bare[len(t.sources)-1]++
		}
		t.store(point{ms: s.ms, lat: packed(s.lat), lon: packed(s.lon), line: uint32(s.line), source: uint16(len(t.sources) - 1)})
		return true
	}
	return false
}

// possible refuses 0,0 (a receiver without a fix), what lies off the globe, and NaN.
func possible(lat, lon float64) bool {
	return math.Abs(lat) <= 90 && math.Abs(lon) <= 180 && !(lat == 0 && lon == 0)
}

func packed(degrees float64) int32 { return int32(math.Round(degrees * 1e7)) }

func (t *Track) store(p point) {
	if t.n%blockPoints == 0 {
		t.blocks = append(t.blocks, make([]point, 0, blockPoints))
	}
	last := len(t.blocks) - 1
	t.sorted = (t.n == 0 || t.sorted && !before(p, t.at(t.n-1)))
	t.blocks[last] = append(t.blocks[last], p)
	t.n++
}

func (t *Track) at(i int) point { return t.blocks[i/blockPoints][i%blockPoints] }

// Len, Less and Swap order the points by time, and by what they say where times are equal, so that the order of rows
// and of files never matters.
func (t *Track) Len() int           { return t.n }
func (t *Track) Less(i, j int) bool { return before(t.at(i), t.at(j)) }

// Swap is part of sort.Interface.
func (t *Track) Swap(i, j int) {
	a, b := &t.blocks[i/blockPoints][i%blockPoints], &t.blocks[j/blockPoints][j%blockPoints]
	*a, *b = *b, *a
}

func before(a, b point) bool {
	switch {
	case a.ms != b.ms:
		return a.ms < b.ms
	case a.lat != b.lat:
		return a.lat < b.lat
	}
	return a.lon < b.lon
}

func (t *Track) sort() {
	if !t.sorted {
		sort.Sort(t)
		t.sorted = true
	}
}
