package routelog

import (
	_ "embed" // china.txt
	"math"
	"strconv"
	"strings"
	"sync"
)

// china.txt is the outline of mainland China and Hainan, one ring a line as "lon,lat …", holes included (even-odd rule):
// Natural Earth's countries 1:10m, version 4.1 (public domain, from the package world-atlas 2.0.2), widened 0.2° to sea so that quays and reclaimed land
// are inside, less every neighbour, Hong Kong, Macau, Taiwan, Kinmen and Matsu, simplified to 0.005°; the rivers at
// Heihe and Dongxing are drawn by hand. It says where a datum shift applies and nothing else.
//
//go:embed data/china.txt
var chinaText string

// bandsPerDegree cuts the outline into strips of latitude, so that a point is asked against a few edges only.
const bandsPerDegree = 4

type edge struct{ x1, y1, x2, y2 float64 }

type outline struct {
	south, west, north, east float64
	bands                    [][]edge
}

var china = sync.OnceValue(func() *outline { return readOutline(chinaText) })

// InChina says whether a WGS-84 place lies where GCJ-02 and BD-09 are in force.
func InChina(p Place) bool { return china().contains(p) }

// nearChina says whether a place is near enough for its unshifted twin to lie inside.
func nearChina(p Place) bool {
	o := china()
	const margin = 0.02
	return p.Lat > o.south-margin && p.Lat < o.north+margin && p.Lon > o.west-margin && p.Lon < o.east+margin
}

func readOutline(text string) *outline {
	o := &outline{south: 90, west: 180, north: -90, east: -180, bands: make([][]edge, 180*bandsPerDegree)}
	for line := range strings.Lines(text) {
		ring := readRing(line)
		for i := range ring {
			a, b := ring[i], ring[(i+1)%len(ring)]
			o.add(edge{a.Lon, a.Lat, b.Lon, b.Lat})
		}
	}
	return o
}

func readRing(line string) []Place {
	var ring []Place
	for _, pair := range strings.Fields(line) {
		lon, lat, _ := strings.Cut(pair, ",")
		x, errX := strconv.ParseFloat(lon, 64)
		y, errY := strconv.ParseFloat(lat, 64)
		if errX == nil && errY == nil {
			ring = append(ring, Place{Lat: y, Lon: x})
		}
	}
	return ring
}

func band(lat float64) int { return int(math.Floor((lat + 90) * bandsPerDegree)) }

func (o *outline) add(e edge) {
	low, high := math.Min(e.y1, e.y2), math.Max(e.y1, e.y2)
	o.south, o.north = math.Min(o.south, low), math.Max(o.north, high)
	o.west, o.east = math.Min(o.west, math.Min(e.x1, e.x2)), math.Max(o.east, math.Max(e.x1, e.x2))
	for b := band(low); b <= band(high) && b < len(o.bands); b++ {
		o.bands[b] = append(o.bands[b], e)
	}
}

// contains casts a ray eastward and counts the edges it crosses.
func (o *outline) contains(p Place) bool {
	if !(p.Lat > o.south && p.Lat < o.north && p.Lon > o.west && p.Lon < o.east) {
		return false
	}
	in := false
	for _, e := range o.bands[band(p.Lat)] {
		if (e.y1 > p.Lat) != (e.y2 > p.Lat) && p.Lon < (e.x2-e.x1)*(p.Lat-e.y1)/(e.y2-e.y1)+e.x1 {
			in = !in
		}
	}
	return in
}
