package routelog

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// ride is a hand-made track: legs between places, in WGS-84, a point every step.
type ride struct {
	rows []string
	now  time.Time
	at   Place
}

// The places of the hand-made cases: one street that runs east from Origin, a degree of longitude being 102 km there.
var origin = Place{23.7, 114.7}

func east(metres float64) Place { return Place{origin.Lat, origin.Lon + metres/101_960} }

func north(metres float64) Place { return Place{origin.Lat + metres/110_770, origin.Lon} }

func startRide(clock string, at Place) *ride { return &ride{now: day(clock), at: at} }

func day(clock string) time.Time {
	c, ok := ParseClock("2025-05-18 "+clock, nil)
	if !ok || c == nil {
		panic("a test's own time: " + clock)
	}
	return c.At
}

// to rides to a place until a time, a point every 10 s.
func (r *ride) to(p Place, until string) *ride {
	from, start, end := r.at, r.now, day(until)
	for ; !r.now.After(end); r.now = r.now.Add(10 * time.Second) {
		part := float64(r.now.Sub(start)) / float64(end.Sub(start))
		r.point(r.now, Place{from.Lat + (p.Lat-from.Lat)*part, from.Lon + (p.Lon-from.Lon)*part})
	}
	r.at = p
	return r
}

// stay waits until a time; silently leaves no points until then.
func (r *ride) stay(until string) *ride { return r.to(r.at, until) }

func (r *ride) silently(p Place, until string) *ride {
	r.now, r.at = day(until), p
	r.point(r.now, p)
	r.now = r.now.Add(10 * time.Second)
	return r
}

// leap notes one point elsewhere without moving on.
func (r *ride) leap(p Place) *ride {
	r.point(r.now, p)
	r.now = r.now.Add(10 * time.Second)
	return r
}

func (r *ride) point(t time.Time, p Place) {
	r.rows = append(r.rows, fmt.Sprintf("%s,%.7f,%.7f", t.Format(time.RFC3339), p.Lat, p.Lon))
}

func (r *ride) csv() string { return "time,lat,lon\n" + strings.Join(r.rows, "\n") }

const orderHead = "order_id,accepted_at,arrived_at,picked_up_at,delivered_at,cancelled_at,pickup_lat,pickup_lon,dropoff_lat,dropoff_lon\n"

// row writes an order; places are metres along the street, NaN-free: "" is missing.
func row(id, accepted, arrived, picked, delivered, cancelled string, pickup, dropoff *Place) string {
	cells := []string{id}
	for _, clock := range []string{accepted, arrived, picked, delivered, cancelled} {
		if clock != "" && !strings.Contains(clock, "-") {
			clock = "2025-05-18 " + clock
		}
		cells = append(cells, clock)
	}
	for _, p := range []*Place{pickup, dropoff} {
		if p == nil {
			cells = append(cells, "", "")
		} else {
			cells = append(cells, fmt.Sprintf("%.7f", p.Lat), fmt.Sprintf("%.7f", p.Lon))
		}
	}
	return strings.Join(cells, ",") + "\n"
}

func at(p Place) *Place { return &p }

// hand is a hand-made case and what it must give.
type hand struct {
	name                   string
	orders, track, online  string
	at                     string
	tolerance              time.Duration
	datum, orderDatum      Datum
	finding                Finding
	position               Position
	because, against, lack string // codes that must be there; "" asks nothing
}

func (h hand) judge(t *testing.T) Findings {
	t.Helper()
	log, in := h.log(t)
	return Judge(log, in, DefaultPolicy())
}

// log reads the case.
func (h hand) log(t *testing.T) (*Log, Incident) {
	t.Helper()
	log := &Log{}
	var err error
	if h.orders != "" {
		if log.Orders, err = ReadOrders(Source{Name: "orders.csv", Datum: h.orderDatum}, strings.NewReader(h.orders)); err != nil {
			t.Fatal(err)
		}
	}
	if h.track != "" {
		log.Track = &Track{}
		if err := log.Track.Read(Source{Name: "track.csv", Datum: h.datum}, strings.NewReader(h.track)); err != nil {
			t.Fatal(err)
		}
	}
	if h.online != "" {
		if log.Online, err = ReadOnline(Source{Name: "online.csv"}, strings.NewReader(h.online)); err != nil {
			t.Fatal(err)
		}
	}
	in, err := ParseIncident(h.at, h.tolerance)
	if err != nil {
		t.Fatal(err)
	}
	return log, in
}

func codes(reasons []Reason) string {
	var out []string
	for _, r := range reasons {
		out = append(out, r.Code)
	}
	return strings.Join(out, " ")
}

// The headline: delivered 18:30 at 0 m, riding east to the pickup at 3,000 m, a fall at 18:45; then the phone lies.
var (
	delivered   = orderHead + row("A", "18:01:00", "18:08:00", "18:12:00", "18:30:00", "", at(north(2000)), at(origin))
	takenAway   = row("B", "18:46:40", "", "", "", "18:58:00", at(east(3000)), nil)
	toPickup    = startRide("18:25:00", origin).stay("18:31:00").to(east(2400), "18:45:30").stay("19:10:00").csv()
	homeStop    = startRide("18:25:00", origin).stay("18:31:00").to(north(2500), "18:35:00").stay("18:50:00").to(east(1500), "18:58:00").csv()
	homeOrders  = delivered + row("B", "19:05:00", "19:10:00", "19:12:00", "19:30:00", "", at(east(3000)), at(north(4000)))
	shelterStop = startRide("18:25:00", origin).stay("18:31:00").to(east(1200), "18:35:00").stay("18:41:00").to(east(2400), "18:46:00").csv()
)

func hands() []hand {
	return []hand{
		{name: "headline: the reassigned order on record", orders: delivered + takenAway, track: toPickup, at: "2025-05-18T18:45",
			datum: WGS84, orderDatum: WGS84, finding: Continuous, position: BetweenOrders, because: "next_order_taken_away", against: "no_order_in_hand"},
		{name: "headline: his own list lacks it", orders: delivered, track: toPickup, at: "2025-05-18T18:45",
			datum: WGS84, orderDatum: WGS84, finding: InTransit, position: AfterLast, lack: "cancelled_or_reassigned_orders"},
		{name: "headline: already accepted when he fell", orders: delivered + row("B", "18:40:00", "", "", "", "18:58:00", at(east(3000)), nil), track: toPickup,
			at: "2025-05-18T18:45", finding: OnOrder, position: AtOrder, because: "inside_order"},
		{name: "no track at all", orders: delivered + takenAway, at: "2025-05-18T18:45", finding: CannotTell, position: BetweenOrders, because: "no_track", lack: "track"},
		{name: "Li: delivered 00:49, crash 01:03", orders: orderHead + row("A", "2025-05-18 00:20", "", "2025-05-18 00:31", "2025-05-18 00:49", "", nil, at(origin)),
			track: startRide("00:48:00", origin).to(east(2500), "01:03:30").csv(), at: "2025-05-18T01:03", finding: InTransit, position: AfterLast, lack: "cancelled_or_reassigned_orders"},
		{name: "Peng, tolerance 0", orders: peng, track: pengTrack, at: "2025-05-18T13:45", finding: Continuous, position: BetweenOrders},
		{name: "Peng, tolerance 40 s", orders: peng, track: pengTrack, at: "2025-05-18T13:45", tolerance: 40 * time.Second, finding: Continuous, position: BetweenOrders},
		{name: "Peng, tolerance 41 s", orders: peng, track: pengTrack, at: "2025-05-18T13:45", tolerance: 41 * time.Second, finding: Continuous, position: BetweenOrders, because: "clocks_cannot_order"},
		{name: "Peng without a track", orders: peng, at: "2025-05-18T13:45", tolerance: 41 * time.Second, finding: CannotTell, position: BetweenOrders},
		{name: "home stop", orders: homeOrders, track: homeStop, at: "2025-05-18T18:55", datum: WGS84, orderDatum: WGS84, finding: Interrupted, position: BetweenOrders, because: "long_stop", against: "moving_again"},
		{name: "home stop, no datum declared", orders: homeOrders, track: homeStop, at: "2025-05-18T18:55", finding: CannotTell, position: BetweenOrders, lack: "datum"},
		{name: "home stop far from anything, only the track's datum declared", orders: homeOrders, track: homeStop, at: "2025-05-18T18:55", datum: WGS84, finding: Interrupted, position: BetweenOrders},
		{name: "home stop while online", orders: homeOrders, track: homeStop, online: "from,to,state\n2025-05-18 17:00,2025-05-18 20:00,online\n", at: "2025-05-18T18:55",
			datum: WGS84, orderDatum: WGS84, finding: Continuous, position: BetweenOrders, because: "stop_while_online"},
		{name: "offline", orders: homeOrders, track: homeStop, online: "from,to,state\n2025-05-18 18:31,2025-05-18 19:00,offline\n", at: "2025-05-18T18:55", finding: OffDuty, position: BetweenOrders, because: "offline"},
		{name: "shelter from rain, under ten minutes", orders: delivered + takenAway, track: shelterStop, at: "2025-05-18T18:45", datum: WGS84, orderDatum: WGS84,
			finding: Continuous, position: BetweenOrders, against: "short_stop"},
		{name: "a long wait at the next pickup", orders: homeOrders, track: startRide("18:29:00", origin).to(east(2950), "18:40:00").stay("19:00:00").csv(), at: "2025-05-18T18:58",
			datum: WGS84, orderDatum: WGS84, finding: Continuous, position: BetweenOrders, because: "stop_at_handover"},
		{name: "the phone breaks at the crash", orders: homeOrders, track: startRide("18:29:00", origin).to(east(2400), "18:45:10").csv(), at: "2025-05-18T18:45", finding: Continuous, position: BetweenOrders},
		{name: "lying hurt for long is no stop before it", orders: homeOrders, track: startRide("18:29:00", origin).to(east(2400), "18:45:10").stay("19:20:00").csv(),
			at: "2025-05-18T18:45", datum: WGS84, orderDatum: WGS84, finding: Continuous, position: BetweenOrders},
		{name: "a silence over the incident", orders: homeOrders, track: startRide("18:29:00", origin).to(east(500), "18:33:00").silently(east(2400), "18:50:00").to(east(3000), "18:55:00").csv(),
			at: "2025-05-18T18:45", finding: CannotTell, position: BetweenOrders, because: "silence", lack: "track"},
		{name: "a silence before it with both ends together is a stop", orders: homeOrders, track: startRide("18:29:00", origin).to(north(2500), "18:35:00").silently(north(2510), "18:50:00").to(east(500), "18:56:00").csv(),
			at: "2025-05-18T18:55", datum: WGS84, orderDatum: WGS84, finding: Interrupted, position: BetweenOrders, against: "silent_stop"},
		{name: "a silence that ended before it blinds nothing", orders: homeOrders, track: startRide("18:29:00", origin).to(east(500), "18:33:00").silently(east(2000), "18:42:00").to(east(2500), "18:46:00").csv(),
			at: "2025-05-18T18:45", finding: Continuous, position: BetweenOrders, against: "silence"},
		{name: "wandering before the next acceptance is no detour", orders: delivered + takenAway, track: startRide("18:29:00", origin).to(north(3000), "18:34:00").to(east(-2000), "18:40:00").to(north(10), "18:46:00").csv(),
			at: "2025-05-18T18:45", datum: WGS84, orderDatum: WGS84, finding: Continuous, position: BetweenOrders, because: "not_yet_accepted", against: "long_way"},
		{name: "before the first order", orders: delivered, track: toPickup, at: "2025-05-18T17:30", finding: NoOrder, position: BeforeFirst, lack: "online_log"},
		{name: "an hour after the last", orders: delivered, track: toPickup, at: "2025-05-18T19:35", finding: NoOrder, position: AfterLast, lack: "cancelled_or_reassigned_orders"},
		{name: "four hours after the last", orders: delivered, at: "2025-05-18T22:35", finding: OffDuty, position: NoOrders},
		{name: "another day", orders: delivered, at: "2025-05-20T18:45", finding: CannotTell, position: NoOrders, because: "orders_do_not_reach"},
		{name: "an order without end", orders: orderHead + row("A", "18:01:00", "", "18:12:00", "", "", nil, nil), track: toPickup, at: "2025-05-18T18:45", finding: CannotTell, position: AfterLast, because: "order_without_end"},
		{name: "an order without end, long ago", orders: orderHead + row("A", "18:01:00", "", "18:12:00", "", "", nil, nil), track: toPickup, at: "2025-05-18T19:15", finding: NoOrder, position: AfterLast},
		{name: "an order whose times contradict", orders: orderHead + row("A", "18:50:00", "", "", "18:40:00", "", nil, nil), track: toPickup, at: "2025-05-18T18:45", finding: CannotTell, position: BeforeFirst, because: "order_contradicts_itself"},
		{name: "overlapping orders: the further phase", orders: delivered + row("B", "18:20:00", "18:40:00", "18:44:00", "19:00:00", "", nil, nil), at: "2025-05-18T18:45", finding: OnOrder, position: AtOrder},
		{name: "over midnight", orders: orderHead + row("A", "2025-05-17 23:40:00", "", "2025-05-17 23:50:00", "2025-05-18 00:10:00", "", nil, nil), at: "2025-05-18T00:05", finding: OnOrder, position: AtOrder},
		{name: "delivered within the minute of the incident", orders: orderHead + row("A", "18:01:00", "", "18:12:00", "18:45:20", "", nil, at(east(2400))), track: toPickup, at: "2025-05-18T18:45",
			finding: InTransit, position: AfterLast, because: "clocks_cannot_order", lack: "finer_clock"},
		{name: "a single teleport", orders: delivered + takenAway, track: startRide("18:29:00", origin).to(east(1000), "18:36:00").leap(north(9000)).to(east(2400), "18:46:00").csv(),
			at: "2025-05-18T18:45", finding: Continuous, position: BetweenOrders},
		{name: "teleports in a row", orders: delivered + takenAway, track: startRide("18:29:00", origin).to(east(1000), "18:36:00").leap(north(9000)).leap(north(9010)).leap(north(9020)).to(east(2400), "18:46:00").csv(),
			at: "2025-05-18T18:45", finding: Continuous, position: BetweenOrders},
		{name: "a stay at home during an order taken away again, before the gap", orders: delivered + row("C", "18:32:00", "", "", "", "18:44:00", at(east(3000)), nil) + row("B", "18:52:00", "18:58:00", "19:00:00", "19:20:00", "", at(east(3000)), nil),
			track: homeStop, at: "2025-05-18T18:48", datum: WGS84, orderDatum: WGS84, finding: Continuous, position: BetweenOrders, because: "short_path", against: "previous_order_taken_away"},
		{name: "a long way after an acceptance is on that order, never a detour", orders: delivered + row("B", "18:34:00", "", "19:00:00", "19:20:00", "", at(east(3000)), nil), track: startRide("18:29:00", origin).to(north(3000), "18:36:00").to(east(-2000), "18:43:00").to(north(10), "18:50:00").csv(),
			at: "2025-05-18T18:45", datum: WGS84, orderDatum: WGS84, finding: OnOrder, position: AtOrder, because: "inside_order"},
		{name: "no orders", orders: orderHead, track: toPickup, at: "2025-05-18T18:45", finding: CannotTell, position: NoOrders, because: "no_orders"},
	}
}

var (
	peng = orderHead + row("P1", "13:10:00", "", "13:20:00", "13:38", "", nil, at(origin)) + row("P2", "13:46:40", "13:55:00", "13:58:00", "14:20:00", "", at(east(2500)), nil)

	pengTrack = startRide("13:36:00", origin).to(east(2500), "13:55:00").stay("13:58:00").csv()
)

func TestHandMadeCasesAreFoundAsTheyShould(t *testing.T) {
	t.Parallel()
	for _, h := range hands() {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			got := h.judge(t)
			if got.Finding != h.finding || got.Position != h.position {
				t.Errorf("got %s, %s; want %s, %s\nbecause %v", got.Finding, got.Position, h.finding, h.position, got.Because)
			}
			for want, in := range map[string]string{h.because: codes(got.Because), h.against: codes(got.Against), h.lack: codes(got.Missing)} {
				if !strings.Contains(" "+in+" ", " "+want) {
					t.Errorf("got codes %q, want %q among them", in, want)
				}
			}
		})
	}
}

func TestPengsRelationTurnsAtFortyOneSeconds(t *testing.T) {
	t.Parallel()
	for tolerance, want := range map[int]Answer{0: Before, 40: Before, 41: Unclear} {
		h := hand{orders: peng, track: pengTrack, at: "2025-05-18T13:45", tolerance: time.Duration(tolerance) * time.Second}
		if got := h.judge(t); *got.Next.Relation != want {
			t.Errorf("tolerance %d s: got %s, want %s", tolerance, *got.Next.Relation, want)
		}
	}
}

func TestGB18030AndUTF16OrdersReadTheSame(t *testing.T) {
	t.Parallel()
	text := "订单号,接单时间,取餐时间,送达时间,转单时间\nA,2025-05-18 18:01:00,2025-05-18 18:12:00,2025-05-18 18:30:00,\nB,2025-05-18 18:46:40,,,2025-05-18 18:58:00\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, orders := range map[string]string{"UTF-8": text, "BOM": "\ufeff" + text, "GB18030": gb, "semicolons": strings.ReplaceAll(text, ",", ";"), "tabs": strings.ReplaceAll(text, ",", "\t"), "CRLF": strings.ReplaceAll(text, "\n", "\r\n")} {
		got := hand{orders: orders, track: toPickup, at: "2025-05-18T18:45", datum: WGS84}.judge(t)
		if got.Finding != Continuous || !strings.Contains(codes(got.Because), "next_order_taken_away") || *got.Next.ID != "B" {
			t.Errorf("%s: got %s, %v", name, got.Finding, got.Because)
		}
	}
}
