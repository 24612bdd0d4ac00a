// Package ride draws riding days for tests and rehearsals: orders and track agree with each other as a real
// platform's export and a telephone's track would, and the same seed gives the same day. Coordinates are WGS-84, which
// the files say nowhere, as in life: declare them.
package ride

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"time"
)

// Ride is one order of a day as the platform recorded it. A zero time is an empty cell.
type Ride struct {
	ID                                     string
	Accepted, Arrived, PickedUp, Delivered time.Time
	Reassigned                             time.Time // 转单
	Pickup, Dropoff                        Spot
}

// Spot is a place in WGS-84 degrees.
type Spot struct{ Lat, Lon float64 }

// Day is a riding day with an incident in it.
type Day struct {
	OrdersCSV       []byte    // Chinese headers, UTF-8, the reassigned order included
	OrdersRiderCSV  []byte    // the rider's own list: without the reassigned order
	GPX             []byte    // GPX 1.1, a point about every 5 seconds
	Incident        time.Time // the minute, as a police record has it
	IncidentExact   time.Time // the second, as it truly was
	IncidentPlace   Spot
	Previous, Next  Ride
	Rides           []Ride
	Finding         string // what the full record shows, with the incident's minute and no tolerance
	FindingOwnList  string // what the rider's own list shows
	LongestStopSecs int    // the longest stop in the gap away from handovers
}

// city is a riding ground: dense enough that every order lies within a few kilometres.
type city struct {
	name   string
	centre Spot
}

var cities = []city{
	{"河源", Spot{23.7435, 114.7005}}, {"惠州", Spot{23.0860, 114.4160}}, {"长沙", Spot{28.1990, 112.9790}},
	{"成都", Spot{30.6570, 104.0660}}, {"武汉", Spot{30.5840, 114.2990}}, {"西安", Spot{34.2600, 108.9470}},
}

var shanghai = time.FixedZone("+08:00", 8*3600)

// Headline is the case that must always work (continuous): delivered, then a fall about 15 minutes later on the ride
// to the next pickup, whose order comes a minute or two after and is reassigned. Every date of day is kept, in
// Shanghai's zone.
func Headline(seed uint64, day time.Time) Day {
	b := newBuilder(seed, day)
	b.ordinaryRides(3)
	previous := b.last()
	fallAfter := time.Duration(13*60+b.r.IntN(180)) * time.Second
	shop := b.spot(b.at, 3200, 4200)
	b.rideFor(shop, fallAfter, 0.65+0.2*b.r.Float64())
	fall, fell := b.now, b.at
	accepted := fall.Truncate(time.Minute).Add(time.Duration(61+b.r.IntN(50)) * time.Second)
	next := Ride{ID: b.id(), Accepted: accepted, Reassigned: accepted.Add(time.Duration(240+b.r.IntN(400)) * time.Second), Pickup: shop, Dropoff: b.spot(shop, 900, 2500)}
	b.wait(time.Duration(90+b.r.IntN(60)) * time.Second)
	b.rides = append(b.rides, next)
	d := b.day(fall, fell, previous, next)
	d.Finding, d.FindingOwnList = "continuous", "in_transit"
	return d
}

// HomeStop is the story that ends without agreement (interrupted): after the last delivery he rode home, stayed there
// for 20 to 35 minutes, and fell after setting out again.
func HomeStop(seed uint64, day time.Time) Day {
	b := newBuilder(seed, day)
	b.ordinaryRides(3)
	previous := b.last()
	home := b.spot(b.at, 1600, 2400)
	b.rideTo(home)
	stay := time.Duration(1200+b.r.IntN(900)) * time.Second
	b.wait(stay)
	shop := b.spot(home, 2000, 3000)
	b.rideFor(shop, time.Duration(120+b.r.IntN(120))*time.Second, 0.3+0.3*b.r.Float64())
	fall, fell := b.now, b.at
	accepted := fall.Truncate(time.Minute).Add(time.Duration(90+b.r.IntN(120)) * time.Second)
	next := Ride{ID: b.id(), Accepted: accepted, Reassigned: accepted.Add(5 * time.Minute), Pickup: shop, Dropoff: b.spot(shop, 900, 2500)}
	b.wait(2 * time.Minute)
	b.rides = append(b.rides, next)
	d := b.day(fall, fell, previous, next)
	d.Finding, d.FindingOwnList, d.LongestStopSecs = "interrupted", ownListFinding(previous, d.Incident), int(stay.Seconds())
	return d
}

// ownListFinding is what a list without a next order leaves of an interruption: after half an hour no order is near, and
// a minute that straddles the half hour decides nothing.
func ownListFinding(previous Ride, minute time.Time) string {
	switch since := minute.Sub(previous.Delivered); {
	case since > 30*time.Minute:
		return "no_order"
	case since+time.Minute > 30*time.Minute:
		return "cannot_tell"
	}
	return "interrupted"
}

// builder rides through a day, writing down a point every few seconds.
type builder struct {
	r     *rand.Rand
	city  city
	now   time.Time
	at    Spot
	rides []Ride
	fixes []fix
	n     int
}

type fix struct {
	t  time.Time
	at Spot
}

func newBuilder(seed uint64, day time.Time) *builder {
	r := rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))
	y, m, d := day.In(shanghai).Date()
	b := &builder{r: r, city: cities[r.IntN(len(cities))]}
	b.now = time.Date(y, m, d, 16, 30+r.IntN(60), r.IntN(60), 0, shanghai)
	b.at = b.spot(b.city.centre, 0, 1500)
	return b
}

func (b *builder) id() string {
	b.n++
	return fmt.Sprintf("%s%08d", b.now.Format("0102"), b.r.IntN(90_000_000)+10_000_000)
}

func (b *builder) last() Ride { return b.rides[len(b.rides)-1] }

// spot is a place between two distances from another.
func (b *builder) spot(from Spot, near, far float64) Spot {
	angle, metres := b.r.Float64()*2*math.Pi, near+b.r.Float64()*(far-near)
	return Spot{Lat: from.Lat + metres*math.Cos(angle)/111_000, Lon: from.Lon + metres*math.Sin(angle)/(111_320*math.Cos(from.Lat*math.Pi/180))}
}

// ordinaryRides delivers n orders, one after another, and ends at the door of the last.
func (b *builder) ordinaryRides(n int) {
	b.wait(time.Minute)
	for range n {
		o := Ride{ID: b.id(), Accepted: b.now, Pickup: b.spot(b.at, 500, 1500)}
		b.rideTo(o.Pickup)
		o.Arrived = b.now
		b.wait(time.Duration(60+b.r.IntN(300)) * time.Second)
		o.PickedUp = b.now
		o.Dropoff = b.spot(o.Pickup, 800, 2500)
		b.rideTo(o.Dropoff)
		b.wait(time.Duration(40+b.r.IntN(80)) * time.Second)
		o.Delivered = b.now
		b.rides = append(b.rides, o)
		if len(b.rides) < n {
			b.wait(time.Duration(20+b.r.IntN(100)) * time.Second)
		}
	}
}

// rideTo rides at 5 to 8 m/s.
func (b *builder) rideTo(to Spot) {
	b.rideFor(to, time.Duration(metres(b.at, to)/(5+3*b.r.Float64())*float64(time.Second)), 1)
}

// rideFor covers a share of the way to a place in a given time, with a rider's small wanderings.
func (b *builder) rideFor(to Spot, d time.Duration, share float64) {
	from, start := b.at, b.now
	end := Spot{from.Lat + (to.Lat-from.Lat)*share, from.Lon + (to.Lon-from.Lon)*share}
	for {
		b.now = b.now.Add(time.Duration(4+b.r.IntN(3)) * time.Second)
		part := float64(b.now.Sub(start)) / float64(d)
		if part >= 1 {
			b.now, b.at = start.Add(d.Truncate(time.Second)), end
			b.note(1)
			return
		}
		b.at = Spot{from.Lat + (end.Lat-from.Lat)*part, from.Lon + (end.Lon-from.Lon)*part}
		b.note(3)
	}
}

// wait stays where he is, with the receiver's jitter.
func (b *builder) wait(d time.Duration) {
	for until := b.now.Add(d); b.now.Before(until); {
		b.now = b.now.Add(min(time.Duration(4+b.r.IntN(3))*time.Second, until.Sub(b.now)))
		b.note(4)
	}
}

// note writes down a point with the receiver's error, in metres.
func (b *builder) note(jitter float64) {
	b.fixes = append(b.fixes, fix{b.now, Spot{b.at.Lat + jitter*(b.r.Float64()-0.5)/111_000, b.at.Lon + jitter*(b.r.Float64()-0.5)/111_000}})
}

func metres(a, b Spot) float64 {
	return math.Hypot((a.Lat-b.Lat)*111_000, (a.Lon-b.Lon)*111_320*math.Cos(a.Lat*math.Pi/180))
}

func (b *builder) day(fall time.Time, fell Spot, previous, next Ride) Day {
	return Day{
		OrdersCSV: ordersCSV(b.rides, false), OrdersRiderCSV: ordersCSV(b.rides, true), GPX: b.gpx(),
		Incident: fall.Truncate(time.Minute), IncidentExact: fall, IncidentPlace: fell,
		Previous: previous, Next: next, Rides: b.rides,
	}
}

// ordersCSV writes the platform's table; the rider's own list lacks what was reassigned.
func ordersCSV(rides []Ride, ownList bool) []byte {
	var out bytes.Buffer
	out.WriteString("订单号,接单时间,到店时间,取餐时间,送达时间,转单时间,取货纬度,取货经度,送达纬度,送达经度\n")
	for _, r := range rides {
		if ownList && !r.Reassigned.IsZero() {
			continue
		}
		fmt.Fprintf(&out, "%s,%s,%s,%s,%s,%s,%.6f,%.6f,%.6f,%.6f\n", r.ID, cell(r.Accepted), cell(r.Arrived), cell(r.PickedUp),
			cell(r.Delivered), cell(r.Reassigned), r.Pickup.Lat, r.Pickup.Lon, r.Dropoff.Lat, r.Dropoff.Lon)
	}
	return out.Bytes()
}

func cell(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(shanghai).Format("2006-01-02 15:04:05")
}

func (b *builder) gpx() []byte {
	var out bytes.Buffer
	out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<gpx version="1.1" creator="phone" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>` + b.city.name + `</name><trkseg>` + "\n")
	for _, f := range b.fixes {
		fmt.Fprintf(&out, `<trkpt lat="%.7f" lon="%.7f"><time>%s</time></trkpt>`+"\n", f.at.Lat, f.at.Lon, f.t.UTC().Format(time.RFC3339))
	}
	out.WriteString("</trkseg></trk></gpx>\n")
	return out.Bytes()
}
