package routelog

import (
	"math"
	"slices"
)

// mismatch is a suspected confusion of datums (疑似坐标系不符): the vector between what should lie together, in metres, and
// the readings that would mend it.
type mismatch struct {
	size   float64
	mends  []mend
	tracks bool // between two tracks, else between the orders' places and the tracks
	refs   []Ref
}

// mend is one datum declared otherwise: that of a track file, of every track (-1), or of the orders.
type mend struct {
	with   string
	track  int
	orders bool
	datum  Datum
}

// everyTrack stands for all track files.
const everyTrack = -1

// suspect looks for the known offset between datums in the distances from the orders' places to where the track was at
// pickup and delivery. It takes at least two places that agree on one of the offsets; nil without.
func (c *inquest) suspect() *mismatch {
	w := c.world(variant{})
	var north, east []float64
	var at, place Place
	var refs []Ref
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
				n, e := between(f.at, ToWGS84(*visit.place, s.order.Datum))
				north, east, at, place = append(north, n), append(east, e), f.at, *visit.place
				refs = append(refs, s.order.Ref, f.ref)
			}
		}
	}
	n, e, ok := shifted(at, north, east, 2)
	if !ok {
		return nil
	}
	m := &mismatch{size: math.Hypot(n, e), refs: firstRefs(refs)}
	read := c.log.Track.sources[0].Datum.Or(c.assume.track).Or(WGS84)
	for _, d := range Datums {
		if d != read && mended(at, n, e, read, d) {
			m.mends = append(m.mends, mend{with: "datum:" + string(d), track: everyTrack, datum: d})
		}
	}
	for _, o := range c.log.Orders {
		if o.Pickup == nil && o.Dropoff == nil {
			continue
		}
		was := o.Datum.Or(c.assume.orders).Or(WGS84)
		for _, d := range Datums {
			if d != was && mended(ToWGS84(place, was), -n, -e, was, d) {
				m.mends = append(m.mends, mend{with: "order_datum:" + string(d), orders: true, datum: d})
			}
		}
		break
	}
	return m
}

// mended says whether a place read in one datum would lie where the vector points, were it read in another.
func mended(at Place, north, east float64, read, other Datum) bool {
	n, e := between(at, ToWGS84(asWritten(at, read), other))
	return math.Hypot(n-north, e-east) <= 0.2*math.Hypot(north, east)
}

// asWritten is a place in WGS-84 as a file in datum d would have it.
func asWritten(at Place, d Datum) Place {
	if d == WGS84 {
		return at
	}
	return shiftTo(at, d)
}

// suspectTracks looks for the same between two tracks of one ride: the median vector between their points of the same
// second. It takes at least ten such points, within reach of the incident; nil without.
func (c *inquest) suspectTracks() *mismatch {
	t := c.log.Track
	if t == nil {
		return nil
	}
	for a := 0; a < min(len(t.sources), 6); a++ { // more files than telephones are pieces of one track
		for b := a + 1; b < min(len(t.sources), 6); b++ {
			if m := c.suspectPair(a, b); m != nil {
				return m
			}
		}
	}
	return nil
}

func (c *inquest) suspectPair(a, b int) *mismatch {
	t, reach := c.log.Track, int64(offsetReach)
	first, second := c.passings(a, c.from-reach, c.to+reach), c.passings(b, c.from-reach, c.to+reach)
	var north, east []float64
	var at Place
	var refs []Ref
	for i, j := 0, 0; i < len(first) && j < len(second); {
		switch apart := second[j].ms - first[i].ms; {
		case apart <= -500:
			j++
		case apart >= 500:
			i++
		default:
			n, e := between(first[i].at, second[j].at)
			north, east, at = append(north, n), append(east, e), first[i].at
			if len(refs) < 6 {
				refs = append(refs, t.ref(first[i].i), t.ref(second[j].i))
			}
			i, j = i+1, j+1
		}
	}
	n, e, ok := shifted(at, north, east, 10)
	if !ok {
		return nil
	}
	m := &mismatch{size: math.Hypot(n, e), tracks: true, refs: refs}
	for _, side := range []struct {
		source      int
		at          Place
		north, east float64
	}{{a, at, n, e}, {b, moved(at, n, e), -n, -e}} {
		src := c.log.Track.sources[side.source]
		was := src.Datum.Or(c.assume.track).Or(WGS84)
		for _, d := range Datums {
			if d != was && mended(side.at, side.north, side.east, was, d) {
				m.mends = append(m.mends, mend{with: "datum:" + string(d) + ":" + src.Name, track: side.source, datum: d})
			}
		}
	}
	return m
}

// moved is the place so many metres north and east of another.
func moved(at Place, north, east float64) Place {
	const degree = math.Pi / 180 * 6371008.8
	return Place{Lat: at.Lat + north/degree, Lon: at.Lon + east/(degree*math.Cos(radians(at.Lat)))}
}

// shifted says whether enough vectors agree, by their median, on one that a confusion of datums makes at this place.
func shifted(at Place, north, east []float64, least int) (n, e float64, ok bool) {
	if len(north) < least || !InChina(at) {
		return 0, 0, false
	}
	n, e = median(north), median(east)
	return n, e, math.Hypot(n, e) > 150 && knownOffset(at, n, e)
}

func firstRefs(refs []Ref) []Ref { return refs[:min(len(refs), 6)] }

// between is how far b lies north and east of a, in metres.
func between(a, b Place) (north, east float64) {
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
		n, e := between(pair[0], pair[1])
		if math.Hypot(n-north, e-east) <= 0.2*math.Hypot(n, e) {
			return true
		}
	}
	return false
}
