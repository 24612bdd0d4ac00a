package routelog

import (
	"testing"
	"time"
)

// TestWhatTheSecondReadingFoundStaysMended holds the days on which the rules, written a second time from the specification,
// showed the first writing wrong.
func TestWhatTheSecondReadingFoundStaysMended(t *testing.T) {
	t.Parallel()
	const accepted = "18:10:00"
	tests := []hand{
		{name: "after an order whose times contradict", orders: orderHead + row("A", "18:30:00", "", "", "18:20:00", "", nil, nil), track: toPickup,
			at: "2025-05-18T18:45", finding: CannotTell, position: AfterLast, because: "order_contradicts_itself"},
		{name: "before an order whose times contradict", orders: orderHead + row("A", "18:00:00", "", "", "18:30:00", "", nil, nil) +
			row("B", "19:30:00", "", "", "19:20:00", "", nil, nil), track: toPickup,
			at: "2025-05-18T18:45", finding: CannotTell, position: BetweenOrders, because: "order_contradicts_itself"},
		{name: "cancelled, and delivered after", orders: orderHead + row("A", accepted, "", "18:15:00", "18:50:00", "18:40:00", nil, nil), track: toPickup,
			at: "2025-05-18T18:45:30", finding: CannotTell, because: "order_contradicts_itself"},
		{name: "before it was cancelled it ran", orders: orderHead + row("A", accepted, "", "18:15:00", "18:50:00", "18:40:00", nil, nil), track: toPickup,
			at: "2025-05-18T18:30:00", finding: OnOrder, position: AtOrder},
		{name: "cancelled after the delivery", orders: orderHead + row("A", accepted, "", "18:15:00", "18:40:00", "18:50:00", nil, nil), track: toPickup,
			at: "2025-05-18T18:30:00", finding: OnOrder, position: AtOrder},
		{name: "delivered in a minute in which it was picked up later", orders: orderHead + row("A", accepted, "", "18:45:40", "18:45", "", nil, nil),
			track: toPickup, at: "2025-05-18T18:45:20", finding: OnOrder, position: AtOrder},
		{name: "an order without end, last seen in the minute in which another began", orders: orderHead + row("A", accepted, "", "18:45", "", "", nil, nil) +
			row("B", "18:45", "", "18:55:00", "19:10:00", "", nil, nil), track: toPickup, at: "2025-05-18T18:45:30", finding: CannotTell},
		{name: "an order with one time, in the minute in which another began", orders: orderHead + row("A", "", "18:45", "", "", "", nil, nil) +
			row("B", "18:45", "", "18:55:00", "19:10:00", "", nil, nil) + row("C", "18:00", "", "18:10:00", "18:30:00", "", nil, nil), track: toPickup,
			at: "2025-05-18T18:45:30", finding: CannotTell},
		{name: "three hours or less, as the minutes fall", orders: orderHead + row("A", "15:46", "", "", "", "", nil, nil) +
			row("B", "18:46", "", "18:55:00", "19:10:00", "", nil, nil), track: toPickup, at: "2025-05-18T18:40:00", finding: CannotTell},
		{name: "under three hours however the minutes fall", orders: orderHead + row("A", "", "", "", "", "15:46", nil, nil) +
			row("B", "18:45", "", "18:55:00", "19:10:00", "", nil, nil), at: "2025-05-18T18:40:00", finding: CannotTell, position: BetweenOrders, because: "no_track"},
	}
	for _, h := range tests {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			f := h.judge(t)
			if f.Finding != h.finding || h.position != "" && f.Position != h.position {
				t.Errorf("got %s at %s, want %s at %s", f.Finding, f.Position, h.finding, h.position)
			}
			if h.because != "" && !hasCode(f.Because, h.because) {
				t.Errorf("because: got %+v, want %s", f.Because, h.because)
			}
		})
	}
}

func hasCode(reasons []Reason, code string) bool {
	for _, r := range reasons {
		if r.Code == code {
			return true
		}
	}
	return false
}

func TestAnOnlineLogThatContradictsItselfSaysNothing(t *testing.T) {
	t.Parallel()
	const both = "from,to,state\n2025-05-18 17:00,2025-05-18 20:00,online\n2025-05-18 18:00,2025-05-18 19:00,offline\n"
	orders := orderHead + row("A", "18:00:00", "", "18:05:00", "18:20:00", "", nil, nil)
	f := hand{orders: orders, online: both, at: "2025-05-18T18:45:00"}.judge(t)
	if f.Finding == OffDuty || f.Coverage.Online != Unclear {
		t.Errorf("got %s, online %s; want not off duty, and nothing about online", f.Finding, f.Coverage.Online)
	}
	stop := startRide("18:00:00", origin).to(east(2000), "18:21:00").stay("18:40:00").csv()
	f = hand{orders: orders, track: stop, datum: WGS84, online: both, at: "2025-05-18T18:39:00"}.judge(t)
	if f.Finding == Interrupted {
		t.Error("a stop that may have been waiting online interrupts")
	}
}

func TestATimeFactIsAskedAtEveryInstantOfTheIncident(t *testing.T) {
	t.Parallel()
	orders := orderHead + row("A", "18:00:00", "", "18:05:00", "18:44:00", "", nil, nil) + row("B", "18:46:00", "", "18:47:00", "19:00:00", "", nil, nil)
	f := hand{orders: orders, at: "2025-05-18T18:45:00", tolerance: 3 * time.Minute}.judge(t)
	if f.Coverage.OrderOnly != Unclear || f.Coverage.DeliveringOnly != Unclear {
		t.Errorf("on an order at both ends and not between: got %+v", f.Coverage)
	}
	contradictory := orderHead + row("A", "18:30:00", "", "", "18:20:00", "", nil, nil)
	if f := (hand{orders: contradictory, at: "2025-05-18T19:00:00"}).judge(t); f.Coverage.FirstOrderToMidnight != Unclear {
		t.Errorf("after an order whose acceptance is in doubt: got %s", f.Coverage.FirstOrderToMidnight)
	}
}

func TestADeliveryAloneDoesNotSayWhenTheParcelCameIntoHand(t *testing.T) {
	t.Parallel()
	orders := orderHead + row("A", "18:00:00", "", "18:05:00", "18:20:00", "", nil, nil) + row("B", "", "", "", "19:10:00", "", nil, nil)
	f := hand{orders: orders, at: "2025-05-18T18:45:00"}.judge(t)
	if f.Gap.To == nil || !f.Gap.To.Equal(day("18:45:01")) || f.Next.PickupAt != nil {
		t.Errorf("got a gap to %v and a pickup at %v, want the incident's end and none", f.Gap.To, f.Next.PickupAt)
	}
}

func TestAStopBeginsWhereHeStoodWhenTheGapBegan(t *testing.T) {
	t.Parallel()
	orders := orderHead + row("A", "18:00:00", "", "18:05:00", "18:20:00", "", nil, nil)
	track := startRide("18:00:00", origin).to(east(500), "18:10:00").silently(east(2000), "18:20:00").stay("18:40:00").csv()
	f := hand{orders: orders, track: track, datum: WGS84, at: "2025-05-18T18:40:00"}.judge(t)
	if len(f.Movement.Stops) != 1 || !f.Movement.Stops[0].From.Equal(day("18:20:00")) {
		t.Errorf("got %+v, want one stop from 18:20:00", f.Movement.Stops)
	}
}

func TestAPlaceOlderThanTheWindowIsNotTheIncidents(t *testing.T) {
	t.Parallel()
	orders := orderHead + row("A", "18:00:00", "", "18:05:00", "18:20:00", "", nil, at(origin)) + row("B", "18:50:00", "", "18:55:00", "19:10:00", "", at(east(5000)), nil)
	track := startRide("18:00:00", origin).to(east(2000), "18:43:00").csv()
	f := hand{orders: orders, track: track, datum: WGS84, orderDatum: WGS84, at: "2025-05-18T18:45:00"}.judge(t)
	if f.Movement.TowardNext != nil {
		t.Errorf("two minutes after the last point: got %v of the way, want unknown", *f.Movement.TowardNext)
	}
}
