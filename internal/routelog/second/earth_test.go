package second_test

import (
	"math"
	"testing"
)

// The WGS-84 ellipsoid.
const (
	equatorM   = 6378137.0
	flattening = 1 / 298.257223563
	polarM     = equatorM * (1 - flattening)
)

// metres is the length of the geodesic between two places, by Vincenty's inverse formula (Survey Review, 1975).
func metres(a, b place) float64 {
	if a == b {
		return 0
	}
	u1 := math.Atan((1 - flattening) * math.Tan(radians(a.lat)))
	u2 := math.Atan((1 - flattening) * math.Tan(radians(b.lat)))
	l := radians(b.lon - a.lon)
	lambda := l
	for range 200 {
		s := auxiliary(u1, u2, lambda)
		if s.sinSigma == 0 {
			return 0
		}
		c := flattening / 16 * s.cos2Alpha * (4 + flattening*(4-3*s.cos2Alpha))
		next := l + (1-c)*flattening*s.sinAlpha*(s.sigma+c*s.sinSigma*(s.cos2M+c*s.cosSigma*(2*s.cos2M*s.cos2M-1)))
		if math.Abs(next-lambda) < 1e-12 {
			return s.length()
		}
		lambda = next
	}
	// Antipodal places, where the formula does not settle: no rider is there, and half the globe is far enough.
	return math.Pi * polarM
}

// sphere is a point of Vincenty's iteration on the auxiliary sphere.
type sphere struct{ sinSigma, cosSigma, sigma, sinAlpha, cos2Alpha, cos2M float64 }

func auxiliary(u1, u2, lambda float64) sphere {
	su1, cu1 := math.Sincos(u1)
	su2, cu2 := math.Sincos(u2)
	sl, cl := math.Sincos(lambda)
	s := sphere{
		sinSigma: math.Hypot(cu2*sl, cu1*su2-su1*cu2*cl),
		cosSigma: su1*su2 + cu1*cu2*cl,
	}
	if s.sinSigma == 0 {
		return s
	}
	s.sigma = math.Atan2(s.sinSigma, s.cosSigma)
	s.sinAlpha = cu1 * cu2 * sl / s.sinSigma
	s.cos2Alpha = 1 - s.sinAlpha*s.sinAlpha
	if s.cos2Alpha > 0 { // 0 along the equator
		s.cos2M = s.cosSigma - 2*su1*su2/s.cos2Alpha
	}
	return s
}

func (s sphere) length() float64 {
	uu := s.cos2Alpha * (equatorM*equatorM - polarM*polarM) / (polarM * polarM)
	a := 1 + uu/16384*(4096+uu*(-768+uu*(320-175*uu)))
	b := uu / 1024 * (256 + uu*(-128+uu*(74-47*uu)))
	m := s.cos2M
	delta := b * s.sinSigma * (m + b/4*(s.cosSigma*(2*m*m-1)-b/6*m*(4*s.sinSigma*s.sinSigma-3)*(4*m*m-3)))
	return polarM * a * (s.sigma - delta)
}

func radians(degrees float64) float64 { return degrees * math.Pi / 180 }

func TestDistancesAreThoseOfTheEllipsoid(t *testing.T) {
	t.Parallel()
	tests := []struct {
		a, b place
		want float64
	}{
		{place{31, 121}, place{31, 121}, 0},
		{place{0, 100}, place{0, 101}, equatorM * math.Pi / 180},  // an arc of the equator's circle
		{place{-90, 100}, place{90, 100}, 2 * 10001965.729},       // two meridian quadrants of WGS-84
		{place{0, 100}, place{90, 100}, 10001965.729},             // one
		{place{31.2, 121.4}, place{31.2, 121.401}, 95.2918977595}, // an arc of the parallel, which here is within a micrometre
	}
	tests[4].want = parallelRadius(31.2) * radians(0.001)
	for _, tt := range tests {
		if got := metres(tt.a, tt.b); math.Abs(got-tt.want) > 1e-3 {
			t.Errorf("%v to %v: got %.4f m, want %.4f m", tt.a, tt.b, got, tt.want)
		}
	}
}

// parallelRadius is the radius of a circle of latitude.
func parallelRadius(lat float64) float64 {
	s, c := math.Sincos(radians(lat))
	return equatorM * c / math.Sqrt(1-flattening*(2-flattening)*s*s)
}
