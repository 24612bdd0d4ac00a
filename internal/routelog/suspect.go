package routelog

import (
	"math"
	"slices"
)

// suspect looks for the known offset between datums in the distances from the orders' places to where the track was at
// pickup and delivery. It gives the size in metres when at least two places agree on one of the offsets, else nil.
func (c *inquest) suspect() *float64 {
	w := c.world(variant{})
	var north, east []float64
	var at Place
	for _, s := range w.tl.spans {
		for _, visit := range []struct {
			place *Place
			at    int64
		}{{s.order.Pickup, pickedAt(&s)}, {s.order.Dropoff, s.deliveredAt}} {
			f, ok := fix{}, false
			if visit.place != nil && visit.at != never && max(visit.at-c.to, c.from-visit.at) <= ms(c.policy.ReachS) {
				f, ok = w.view.near(visit.at, ms(c.policy.PlaceWindowS))
			}
			if ok && roughly(f.at, *visit.place) < 5000 { // farther is no datum's doing
				n, e := offset(f.at, ToWGS84(*visit.place, s.order.Datum))
				north, east, at = append(north, n), append(east, e), f.at
			}
		}
	}
	if len(north) < 2 || !InChina(at) {
		return nil
	}
	n, e := median(north), median(east)
	if size := math.Hypot(n, e); size > 150 && knownOffset(at, n, e) {
		return rounded(size, 0)
	}
	return nil
}

// offset is how far b lies north and east of a, in metres.
func offset(a, b Place) (north, east float64) {
	north = math.Copysign(Distance(a, Place{Lat: b.Lat, Lon: a.Lon}), b.Lat-a.Lat)
	east = math.Copysign(Distance(Place{Lat: b.Lat, Lon: a.Lon}, b), b.Lon-a.Lon)
	return north, east
}

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}

// knownOffset says whether a vector is, within a fifth, one that a confusion of two datums makes at this place.
func knownOffset(at Place, north, east float64) bool {
	g, b := shiftTo(at, GCJ02), shiftTo(at, BD09)
	for _, pair := range [][2]Place{{at, g}, {at, b}, {g, b}, {g, at}, {b, at}, {b, g}} {
		n, e := offset(pair[0], pair[1])
		if math.Hypot(n-north, e-east) <= 0.2*math.Hypot(n, e) {
			return true
		}
	}
	return false
}
