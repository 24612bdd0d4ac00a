package routelog

import "math"

// The WGS-84 ellipsoid.
const (
	wgsA = 6378137.0
	wgsF = 1 / 298.257223563
	wgsB = wgsA * (1 - wgsF)
	wgsE = wgsF * (2 - wgsF) // first eccentricity squared
)

// Distance is the length in metres of the shortest way between two WGS-84 places on the ellipsoid, for any two places on
// earth: by the local radii for neighbours (exact to a millionth below 20 km), by Vincenty's inverse formula beyond
// (Survey Review 1975), and through a best midway point near the antipode, where that formula does not settle.
func Distance(a, b Place) float64 {
	dLon := math.Remainder(b.Lon-a.Lon, 360)
	if math.Abs(b.Lat-a.Lat) < 0.1 && math.Abs(dLon) < 0.1 && math.Abs(a.Lat) < 85 {
		return nearDistance(a.Lat, b.Lat, dLon)
	}
	if d, ok := vincenty(a.Lat, b.Lat, dLon); ok {
		return d
	}
	return antipodal(a, b)
}

// roughly is the distance on a sphere, within a hundredth of the true one: it spares hostile tracks the slow antipodes.
func roughly(a, b Place) float64 {
	s, c := math.Sin(radians(b.Lat-a.Lat)/2), math.Sin(radians(b.Lon-a.Lon)/2)
	h := s*s + math.Cos(radians(a.Lat))*math.Cos(radians(b.Lat))*c*c
	return 2 * 6371008.8 * math.Asin(math.Sqrt(math.Min(1, h)))
}

func radians(degrees float64) float64 { return degrees * math.Pi / 180 }

// surely says that two places lie within so many metres wherever a look tells: along the parallel and then the meridian
// it is no nearer than the shortest way. It says false where only reckoning could tell.
func surely(a, b Place, metres float64) bool {
	const degree = 111_700 // metres, at most
	return (math.Abs(b.Lat-a.Lat)+math.Abs(b.Lon-a.Lon))*degree <= metres
}

// within says whether two places lie within so many metres, exactly as their Distance does.
func within(a, b Place, metres float64) bool {
	return surely(a, b, metres) || Distance(a, b) <= metres
}

// nearDistance measures on the plane that touches the ellipsoid midway.
func nearDistance(lat1, lat2, dLon float64) float64 {
	mid := radians((lat1 + lat2) / 2)
	s := math.Sin(mid)
	w := 1 - wgsE*s*s
	normal := wgsA / math.Sqrt(w)
	meridian := normal * (1 - wgsE) / w
	return math.Hypot(meridian*radians(lat2-lat1), normal*math.Cos(mid)*radians(dLon))
}

// vincenty is the inverse formula; ok is false where it does not converge.
func vincenty(lat1, lat2, dLon float64) (metres float64, ok bool) {
	u1, u2 := math.Atan((1-wgsF)*math.Tan(radians(lat1))), math.Atan((1-wgsF)*math.Tan(radians(lat2)))
	sinU1, cosU1, sinU2, cosU2 := math.Sin(u1), math.Cos(u1), math.Sin(u2), math.Cos(u2)
	l := radians(dLon)
	lambda := l
	for range 200 {
		sinL, cosL := math.Sin(lambda), math.Cos(lambda)
		sinSigma := math.Hypot(cosU2*sinL, cosU1*sinU2-sinU1*cosU2*cosL)
		if sinSigma == 0 {
			return 0, math.Abs(l) < 1
		}
		cosSigma := sinU1*sinU2 + cosU1*cosU2*cosL
		sigma := math.Atan2(sinSigma, cosSigma)
		sinAlpha := cosU1 * cosU2 * sinL / sinSigma
		cos2Alpha := 1 - sinAlpha*sinAlpha
		cos2Mid := 0.0
		if cos2Alpha > 1e-15 {
			cos2Mid = cosSigma - 2*sinU1*sinU2/cos2Alpha
		}
		c := wgsF / 16 * cos2Alpha * (4 + wgsF*(4-3*cos2Alpha))
		next := l + (1-c)*wgsF*sinAlpha*(sigma+c*sinSigma*(cos2Mid+c*cosSigma*(2*cos2Mid*cos2Mid-1)))
		if math.Abs(next) > math.Pi {
			return 0, false
		}
		if math.Abs(next-lambda) < 1e-12 {
			return vincentyLength(cos2Alpha, sigma, sinSigma, cosSigma, cos2Mid), true
		}
		lambda = next
	}
	return 0, false
}

func vincentyLength(cos2Alpha, sigma, sinSigma, cosSigma, cos2Mid float64) float64 {
	u := cos2Alpha * (wgsA*wgsA - wgsB*wgsB) / (wgsB * wgsB)
	a := 1 + u/16384*(4096+u*(-768+u*(320-175*u)))
	b := u / 1024 * (256 + u*(-128+u*(74-47*u)))
	delta := b * sinSigma * (cos2Mid + b/4*(cosSigma*(2*cos2Mid*cos2Mid-1)-
		b/6*cos2Mid*(4*sinSigma*sinSigma-3)*(4*cos2Mid*cos2Mid-3)))
	return wgsB * a * (sigma - delta)
}

// antipodal measures through the best point a quarter of the way round the earth: both halves then converge. Being a
// little off the true line there lengthens the way only in the second order.
func antipodal(a, b Place) float64 {
	best := math.Inf(1)
	centre, step := 0.0, 10.0
	for range 5 {
		at := centre
		for k := -18; k <= 18; k++ {
			azimuth := at + float64(k)*step
			if d := through(a, b, azimuth); d < best {
				best, centre = d, azimuth
			}
		}
		step /= 6
	}
	return best
}

// through is the way from a to b by the point 90° from a on this azimuth.
func through(a, b Place, azimuth float64) float64 {
	lat, az := radians(a.Lat), radians(azimuth)
	mid := Place{
		Lat: math.Asin(math.Cos(lat)*math.Cos(az)) * 180 / math.Pi,
		Lon: a.Lon + math.Atan2(math.Sin(az)*math.Cos(lat), -math.Sin(lat)*math.Cos(lat)*math.Cos(az))*180/math.Pi,
	}
	first, ok1 := vincenty(a.Lat, mid.Lat, math.Remainder(mid.Lon-a.Lon, 360))
	second, ok2 := vincenty(mid.Lat, b.Lat, math.Remainder(b.Lon-mid.Lon, 360))
	if !ok1 || !ok2 {
		return math.Inf(1)
	}
	return first + second
}
