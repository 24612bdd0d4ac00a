package second_test

import "testing"

// whole is an order with its three main clocks, picked up 10 minutes after acceptance, along the test road.
func whole(id string, accepted *clock, picked *clock, delivered *clock, pickup, dropoff float64) order {
	from, to := road(pickup), road(dropoff)
	return order{id: id, accepted: accepted, picked: picked, delivered: delivered, pickup: &from, dropoff: &to}
}

// steady is a track with a point every 10 s between two times and two places of the test road.
func steady(from, to *clock, fromM, toM float64) (track []point) {
	for at := from.at; at < to.at; at += 10 * second {
		share := float64(at-from.at) / float64(to.at-from.at)
		track = append(track, point{at, road(fromM + share*(toM-fromM))})
	}
	return track
}

// noon is the day most tests start from: an order until 12:30, another from 12:50 that is picked up at 13:00, a ride between.
func noon() record {
	return record{
		orders: []order{
			whole("A", clockAt(12, 0, 0), clockAt(12, 10, 0), clockAt(12, 30, 0), 0, 2000),
			whole("B", clockAt(12, 50, 0), clockAt(13, 0, 0), clockAt(13, 20, 0), 5000, 8000),
		},
		track:         steady(clockAt(12, 0, 0), clockAt(13, 30, 0), 0, 9000),
		policy:        usual(),
		datumDeclared: true,
	}
}

func at(h, m int64) incident {
	from := clockAt(h, m, 0).at
	return incident{from: from, to: from + minute}
}

func TestEachFindingIsReached(t *testing.T) {
	t.Parallel()
	standing := append(steady(clockAt(12, 30, 0), clockAt(12, 32, 0), 2000, 2600), steady(clockAt(12, 32, 0), clockAt(12, 45, 0), 2600, 2610)...)
	tests := []struct {
		name                     string
		change                   func(*record)
		in                       incident
		finding, position, phase string
	}{
		{"inside an order", func(*record) {}, at(12, 5), onOrder, onOrder, toPickup},
		{"with a parcel", func(*record) {}, at(12, 20), onOrder, onOrder, delivering},
		{"between two orders on the way", func(*record) {}, at(12, 40), continuous, betweenOrders, ""},
		{"soon after the last", func(*record) {}, at(13, 25), inTransit, afterLast, ""},
		{"a long stop elsewhere", func(r *record) { r.track = standing }, at(12, 44), interrupted, betweenOrders, ""},
		{"a long stop elsewhere while online", func(r *record) {
			r.track, r.shifts = standing, []shift{{clockAt(12, 0, 0).at, clockAt(14, 0, 0).at, true}}
		}, at(12, 44), continuous, betweenOrders, ""},
		{"a long stop in an undeclared datum", func(r *record) { r.track, r.datumDeclared = standing, false }, at(12, 44), cannotTell, betweenOrders, ""},
		{"before the first order", func(*record) {}, at(11, 30), noOrder, beforeFirst, ""},
		{"long after the last order", func(*record) {}, at(14, 10), noOrder, afterLast, ""},
		{"no order within three hours", func(*record) {}, at(17, 0), offDuty, noOrders, ""},
		{"offline", func(r *record) { r.shifts = []shift{{clockAt(12, 0, 0).at, clockAt(14, 0, 0).at, false}} }, at(12, 40), offDuty, betweenOrders, ""},
		{"no track", func(r *record) { r.track = nil }, at(12, 40), cannotTell, betweenOrders, ""},
		{"no orders", func(r *record) { r.orders = nil }, at(12, 40), cannotTell, noOrders, ""},
		{"an order without an end", func(r *record) { r.orders[1].delivered = nil }, at(13, 40), cannotTell, afterLast, ""},
		{"orders of another day", func(r *record) { r.incident.from += 2 * day; r.incident.to += 2 * day }, at(12, 40), cannotTell, noOrders, ""},
		{"a minute that begins in an order and ends after it", func(r *record) { r.orders[0].delivered = clockAt(12, 30, 30) }, at(12, 30), continuous, betweenOrders, ""},
		{"such a minute without a track", func(r *record) { r.orders[0].delivered, r.track = clockAt(12, 30, 30), nil }, at(12, 30), cannotTell, betweenOrders, ""},
		{"a silence over the incident", func(r *record) {
			r.track = append(steady(clockAt(12, 30, 0), clockAt(12, 34, 0), 2000, 2300), steady(clockAt(12, 45, 0), clockAt(13, 0, 0), 4000, 5000)...)
		}, at(12, 40), cannotTell, betweenOrders, ""},
	}
	for _, tt := range tests {
		r := noon()
		r.incident = tt.in
		tt.change(&r)
		got := judge(r)
		if got.finding != tt.finding || got.position != tt.position || got.phase != tt.phase {
			t.Errorf("%s: got %s, %s, %q; want %s, %s, %q", tt.name, got.finding, got.position, got.phase, tt.finding, tt.position, tt.phase)
		}
	}
}

func TestTheGapRunsFromThePreviousDeliveryToTheNextPickup(t *testing.T) {
	t.Parallel()
	r := noon()
	r.incident = at(12, 40)
	got := judge(r).told[0]
	if got.previous != "A" || got.next != "B" || got.gap == nil || *got.gap != (span{clockAt(12, 30, 0).at, clockAt(13, 0, 0).at}) {
		t.Fatalf("got %s to %s over %+v", got.previous, got.next, got.gap)
	}
	if got.points != 181 || got.pathM < 2999 || got.pathM > 3001 || got.coverage != 1 || len(got.stops)+len(got.silences) != 0 {
		t.Errorf("got %d points, %.0f m, coverage %v, %v, %v", got.points, got.pathM, got.coverage, got.stops, got.silences)
	}
	if got.towardNext == nil || *got.towardNext < 0.54 || *got.towardNext > 0.56 { // 900 m are left of 2000 m
		t.Errorf("toward the next: got %v, want 0.55", got.towardNext)
	}
	if d := got.directM - got.pathM; d > 0.5 || d < -0.5 {
		t.Errorf("displacement: got %.1f m on a straight road of %.1f m", got.directM, got.pathM)
	}
}

func TestTheTimeFactsUnderEachWording(t *testing.T) {
	t.Parallel()
	late := whole("N", clockAt(23, 40, 0), clockAt(23, 50, 0), clockAt(25, 10, 0), 0, 2000)
	tests := []struct {
		name   string
		orders []order
		in     incident
		want   answers
	}{
		{"with a parcel", noon().orders, at(12, 20), answers{yes, yes, yes, cannotTell, yes}},
		{"to the pickup", noon().orders, at(12, 5), answers{no, yes, yes, cannotTell, yes}},
		{"the minute of the pickup", noon().orders, at(12, 9), answers{no, yes, yes, cannotTell, yes}},
		{"long after the last", noon().orders, at(14, 10), answers{no, no, yes, cannotTell, cannotTell}},
		{"before the first", noon().orders, at(11, 30), answers{no, no, no, cannotTell, cannotTell}},
		{"an open order after midnight", []order{late}, at(24, 50), answers{yes, yes, yes, cannotTell, yes}},
		{"no open order after midnight", []order{late}, at(25, 20), answers{no, no, no, cannotTell, cannotTell}},
		{"without orders", nil, at(12, 20), answers{cannotTell, cannotTell, cannotTell, cannotTell, cannotTell}},
	}
	for _, tt := range tests {
		if got := judge(record{orders: tt.orders, incident: tt.in, policy: usual()}).answers; got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
}
