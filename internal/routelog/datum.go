package routelog

import "math"

// Datum is the coordinate system of a file (坐标系). The empty datum is undeclared: it is read as WGS-84 and says so.
type Datum string

// The datums in use in China.
const (
	Undeclared Datum = ""
	WGS84      Datum = "wgs84" // satellites, telephones, 天地图 within decimetres
	GCJ02      Datum = "gcj02" // 高德, 腾讯 and the platforms built on them
	BD09       Datum = "bd09"  // 百度
)

// Datums lists the datums a file can declare.
var Datums = []Datum{WGS84, GCJ02, BD09}

// Valid says whether d is declared and known.
func (d Datum) Valid() bool { return d == WGS84 || d == GCJ02 || d == BD09 }

// Or returns d, or other where d is undeclared.
func (d Datum) Or(other Datum) Datum {
	if d == Undeclared {
		return other
	}
	return d
}

// ToWGS84 converts a place from datum d, exact to a millimetre by iteration. Outside China's outline, where the
// shifted datums do not apply (Hong Kong, Macau and Taiwan among it), the place is returned untouched.
func ToWGS84(p Place, d Datum) Place {
	if d != GCJ02 && d != BD09 || !nearChina(p) {
		return p
	}
	guess := p
	for range 6 {
		shifted := shiftTo(guess, d)
		next := Place{Lat: guess.Lat + p.Lat - shifted.Lat, Lon: guess.Lon + p.Lon - shifted.Lon}
		moved := math.Abs(next.Lat-guess.Lat) + math.Abs(next.Lon-guess.Lon)
		guess = next
		if moved < 1e-8 { // a millimetre, and the next step is a thousandth of it
			break
		}
	}
	if !InChina(guess) {
		return p
	}
	return guess
}

// FromWGS84 converts a place to datum d, the forward direction of ToWGS84.
func FromWGS84(p Place, d Datum) Place {
	if d != GCJ02 && d != BD09 || !InChina(p) {
		return p
	}
	return shiftTo(p, d)
}

// shiftTo applies the forward shift without asking where the place is.
func shiftTo(p Place, d Datum) Place {
	q := gcj(p)
	if d == BD09 {
		return bd(q)
	}
	return q
}

// The ellipsoid of the GCJ-02 formula (Krasovsky 1940) and Baidu's angle; law.md §5, from the published gocoord constants.
const (
	krasovskyA  = 6378245.0
	krasovskyE2 = 0.00669342162296594323
	baiduAngle  = math.Pi * 3000 / 180
)

// gcj shifts a WGS-84 place by the published approximation of the national offset: a sum of sines about 105°E 35°N.
func gcj(p Place) Place {
	x, y := p.Lon-105, p.Lat-35
	once, twice, six := sines(x * math.Pi)
	twelfthX, thirdX := sineAndFourfold(x / 12 * math.Pi)
	twelfthY, thirdY := sineAndFourfold(y / 12 * math.Pi)
	common := 20*six + 20*twice
	root := math.Sqrt(math.Abs(x))
	dLat := -100 + 2*x + 3*y + 0.2*y*y + 0.1*x*y + 0.2*root +
		(common+20*math.Sin(y*math.Pi)+40*thirdY+160*twelfthY+320*math.Sin(y*math.Pi/30))*2/3
	dLon := 300 + x + 2*y + 0.1*x*x + 0.1*x*y + 0.1*root +
		(common+20*once+40*thirdX+150*twelfthX+300*math.Sin(x/30*math.Pi))*2/3
	sinLat, cosLat := math.Sincos(p.Lat * math.Pi / 180)
	w := 1 - krasovskyE2*sinLat*sinLat
	return Place{
		Lat: p.Lat + dLat*180/((krasovskyA*(1-krasovskyE2))/(w*math.Sqrt(w))*math.Pi),
		Lon: p.Lon + dLon*180/(krasovskyA/math.Sqrt(w)*cosLat*math.Pi),
	}
}

// sines gives the sines of an angle, of its double and of its sixfold for the price of one, since a million points take
// thirty sines each.
func sines(a float64) (once, twice, six float64) {
	sin, cos := math.Sincos(a)
	twice = 2 * sin * cos
	return sin, twice, twice * (3 - 4*twice*twice)
}

func sineAndFourfold(a float64) (once, four float64) {
	sin, cos := math.Sincos(a)
	return sin, 4 * sin * cos * (1 - 2*sin*sin)
}

// bd shifts a GCJ-02 place by Baidu's second offset: it is turned about the origin by a small angle and moved away.
func bd(p Place) Place {
	r := math.Hypot(p.Lon, p.Lat)
	k := 1 + 0.00002*math.Sin(p.Lat*baiduAngle)/r
	sin, cos := math.Sincos(0.000003 * math.Cos(p.Lon*baiduAngle))
	return Place{Lat: k*(p.Lat*cos+p.Lon*sin) + 0.006, Lon: k*(p.Lon*cos-p.Lat*sin) + 0.0065}
}
