package routelog

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// more is a hand-made case with clocks or datums in doubt, and what it must give beside the finding.
type more struct {
	hand
	orderTolerance, trackTolerance time.Duration
	alternative                    string // "with finding", one that must be there
}

func (m more) judge(t *testing.T) Findings {
	t.Helper()
	log, in := m.log(t)
	for i := range log.Orders {
		for _, k := range log.Orders[i].clocks() {
			k.Tolerance = m.orderTolerance
		}
	}
	if log.Track != nil {
		log.Track.sources[0].Tolerance = m.trackTolerance
	}
	return Judge(log, in, DefaultPolicy())
}

// A day of three orders before the headline's gap, so that clocks and datums can be compared: pickups and doors along the
// street, each reached, waited at and left.
const (
	minuteStop   = "19:40:00"
	fallAt       = "2025-05-18T18:45"
	nearStopEdge = "2025-05-18T18:50:00"
)

func threeOrders() string {
	return orderHead +
		row("X", "17:00:00", "17:05:00", "17:08:00", "17:15:00", "", at(east(800)), at(east(2600))) +
		row("Y", "17:20:00", "17:25:00", "17:29:00", "17:36:00", "", at(north(1500)), at(north(-900))) +
		row("A", "18:01:00", "18:08:00", "18:12:00", "18:30:00", "", at(north(2000)), at(origin)) + takenAway
}

func threeRides() *ride {
	return startRide("16:58:00", origin).to(east(800), "17:05:00").stay("17:08:00").to(east(2600), "17:14:00").stay("17:15:00").
		to(north(1500), "17:25:00").stay("17:29:00").to(north(-900), "17:35:00").stay("17:36:00").stay("18:01:00").
		to(north(2000), "18:08:00").stay("18:12:00").to(origin, "18:28:00").stay("18:30:00").to(east(2400), "18:45:30").stay("19:10:00")
}

// off moves every time of a track table.
func off(track string, by time.Duration) string {
	lines := strings.Split(track, "\n")
	for i, line := range lines[1:] {
		text, rest, _ := strings.Cut(line, ",")
		c, _ := ParseClock(text, nil)
		lines[i+1] = c.At.Add(by).Format(time.RFC3339) + "," + rest
	}
	return strings.Join(lines, "\n")
}

func mores() []more {
	declared := func(h hand) hand {
		h.datum, h.orderDatum = WGS84, WGS84
		return h
	}
	endsAt := func(clock string) string {
		return orderHead + row("A", "18:01:00", "", "18:12:00", clock, "", nil, at(north(3000)))
	}
	longStop := func(until string) string {
		return startRide("18:29:00", origin).to(north(2500), "18:40:00").stay(until).to(north(2600), "18:52:00").csv()
	}
	return []more{
		{hand: hand{name: "an order's end within its tolerance of the incident", orders: endsAt("18:44:40"), track: toPickup, at: fallAt, finding: InTransit, position: AfterLast,
			because: "clocks_cannot_order", lack: "finer_order_clock"}, orderTolerance: 30 * time.Second},
		{hand: hand{name: "an order's end beyond its tolerance", orders: endsAt("18:44:40"), track: toPickup, at: fallAt, finding: InTransit, position: AfterLast, because: "after_last_moving"},
			orderTolerance: 20 * time.Second},
		{hand: hand{name: "an order's end within its tolerance, and no track", orders: endsAt("18:44:40"), at: fallAt, finding: CannotTell, position: AfterLast,
			because: "possibility", lack: "cancelled_or_reassigned_orders"}, orderTolerance: 30 * time.Second},
		{hand: declared(hand{name: "a stop long enough only if the track's clock is right", orders: homeOrders, track: longStop("18:50:00"), at: nearStopEdge,
			finding: Interrupted, position: BetweenOrders, because: "long_stop"})},
		{hand: declared(hand{name: "a stop long enough only if the track's clock is right, which it may not be", orders: homeOrders, track: longStop("18:50:00"), at: nearStopEdge,
			finding: CannotTell, position: BetweenOrders, because: "possibility", lack: "track_clock"}), trackTolerance: 15 * time.Second},
		{hand: declared(hand{name: "a track's tolerance that changes nothing", orders: threeOrders(), track: threeRides().csv(), at: fallAt,
			finding: Continuous, position: BetweenOrders, because: "nearer_to_next"}), trackTolerance: 30 * time.Second, orderTolerance: 30 * time.Second},
		{hand: declared(hand{name: "measured clocks that agree", orders: threeOrders(), track: threeRides().csv(), at: fallAt, finding: Continuous, position: BetweenOrders, because: "clock"})},
		{hand: declared(hand{name: "a track's clock two minutes slow", orders: threeOrders(), track: off(threeRides().csv(), -2*time.Minute), at: fallAt,
			finding: Continuous, position: BetweenOrders, because: "clock_offset"}), alternative: "clock_offset:- continuous"},
		{hand: declared(hand{name: "a track's clock so slow that it seems silent", orders: threeOrders(), track: off(threeRides().stay(minuteStop).csv(), -20*time.Minute), at: "2025-05-18T19:28",
			finding: CannotTell, position: AfterLast, lack: "cancelled_or_reassigned_orders"})},
		{hand: declared(hand{name: "a zone that slipped by eight hours", orders: threeOrders(), track: off(threeRides().csv(), -8*time.Hour), at: fallAt,
			finding: CannotTell, position: BetweenOrders, because: "no_track", lack: "zone_slip"}), alternative: "clock_offset:-28 continuous"},
		{hand: declared(hand{name: "a week counter that rolled over", orders: threeOrders(), track: off(threeRides().csv(), -1024*7*24*time.Hour), at: fallAt,
			finding: CannotTell, position: BetweenOrders, because: "no_track", lack: "week_rollover"}), alternative: "gps_week:+1024 continuous"},
		{hand: hand{name: "the track declared in a datum it is not in", orders: threeOrders(), track: threeRides().csv(), at: fallAt, datum: GCJ02, orderDatum: WGS84,
			finding: Continuous, position: BetweenOrders, lack: "datum_suspected"}, alternative: "datum:wgs84 continuous"},
		{hand: hand{name: "no datum declared, where nothing hangs on it", orders: threeOrders(), track: threeRides().csv(), at: fallAt,
			finding: Continuous, position: BetweenOrders, lack: "track_datum_undeclared"}, alternative: "datum:bd09 continuous"},
		{hand: declared(hand{name: "a detour after the acceptance is still on the order", orders: delivered + row("B", "18:33:00", "18:58:00", "19:00:00", "19:20:00", "", at(east(3000)), nil),
			track: startRide("18:29:00", origin).to(north(3000), "18:34:00").to(east(-2000), "18:40:00").to(north(10), "18:46:00").csv(), at: fallAt, finding: OnOrder, position: AtOrder, because: "inside_order"})},
		{hand: declared(hand{name: "a detour, and no acceptance on record", orders: delivered + row("B", "", "18:58:00", "19:00:00", "19:20:00", "", at(east(3000)), nil),
			track: startRide("18:29:00", origin).to(north(3000), "18:34:00").to(east(-2000), "18:40:00").to(north(10), "18:46:00").csv(), at: fallAt,
			finding: Continuous, position: BetweenOrders, because: "acceptance_unknown", against: "long_way", lack: "acceptance"})},
		{hand: declared(hand{name: "shelter of half an hour while online is waiting", orders: delivered + takenAway, online: "from,to,state\n2025-05-18 17:00,2025-05-18 20:00,online\n",
			track: startRide("18:29:00", origin).to(north(900), "18:31:00").stay("18:43:00").to(east(1200), "18:46:00").csv(), at: fallAt,
			finding: Continuous, position: BetweenOrders, because: "stop_while_online"})},
	}
}

func TestClocksAndDatumsInDoubtAreFoundAsTheyShould(t *testing.T) {
	t.Parallel()
	for _, m := range mores() {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			got := m.judge(t)
			if got.Finding != m.finding || got.Position != m.position {
				t.Errorf("got %s, %s; want %s, %s\nbecause %v", got.Finding, got.Position, m.finding, m.position, got.Because)
			}
			for want, in := range map[string]string{m.because: codes(got.Because), m.against: codes(got.Against), m.lack: codes(got.Missing)} {
				if !strings.Contains(" "+in+" ", " "+want) {
					t.Errorf("got codes %q, want %q among them", in, want)
				}
			}
			if with, finding, asked := strings.Cut(m.alternative, " "); asked {
				found := false
				for _, a := range got.Alternatives {
					found = found || strings.HasPrefix(a.With, with) && a.Finding == Finding(finding)
				}
				if !found {
					t.Errorf("got %v, want %s: %s among them", got.Alternatives, with, finding)
				}
			}
		})
	}
}

func TestEveryReasonPointsAtRowsItCanBeCheckedIn(t *testing.T) {
	t.Parallel()
	all := mores()
	for _, h := range hands() {
		all = append(all, more{hand: h})
	}
	for _, m := range all {
		f := m.judge(t)
		for _, r := range append(append(append([]Reason{}, f.Because...), f.Against...), f.Missing...) {
			if len(r.Refs) == 0 && m.orders != orderHead {
				t.Errorf("%s: %s points at nothing: %s", m.name, r.Code, r.Text)
			}
		}
		if len(f.NotProved) == 0 || len(f.Because) == 0 {
			t.Errorf("%s: got %d reasons and %d things not proved, want some of each", m.name, len(f.Because), len(f.NotProved))
		}
	}
}

func TestAFindingWithoutANextOrderAsksForTheCancelledAndReassigned(t *testing.T) {
	t.Parallel()
	taken := orderHead + row("A", "18:01:00", "", "18:12:00", "18:30:00", "", nil, nil) + row("C", "17:00:00", "", "", "", "17:20:00", nil, nil)
	for name, orders := range map[string]string{"none on record": delivered, "one on record": taken} {
		f := hand{orders: orders, track: toPickup, at: fallAt}.judge(t)
		var text string
		for _, r := range f.Missing {
			if r.Code == "cancelled_or_reassigned_orders" {
				text = r.Text
			}
		}
		if text == "" || strings.Contains(text, "：C。") != (name == "one on record") {
			t.Errorf("%s: got %q", name, text)
		}
	}
}

func TestTheSameDoubtsGiveTheSameBytes(t *testing.T) {
	t.Parallel()
	for _, m := range mores() {
		a, errA := json.Marshal(m.judge(t))
		b, errB := json.Marshal(m.judge(t))
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			t.Errorf("%s: got two answers: %v, %v\n%s\n%s", m.name, errA, errB, a, b)
		}
	}
}
