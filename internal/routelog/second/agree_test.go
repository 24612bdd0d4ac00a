package second_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hejie/internal/routelog"
)

// days is how many days a plain test run judges twice; the benchmark judges as many as it is told to:
//
//	go test -run '^$' -bench TwoReadings -benchtime 100000x ./internal/routelog/second
const days = 10_000

func TestTheRulesWrittenTwiceJudgeEveryDayAlike(t *testing.T) {
	t.Parallel()
	t.Logf("%d days of series %d", days, seed)
	seen := &tally{}
	t.Run("days", func(t *testing.T) {
		const shards = 4
		for shard := range shards {
			t.Run(fmt.Sprint(shard), func(t *testing.T) {
				t.Parallel()
				for number := shard; number < days; number += shards {
					agree(t, number, seen)
				}
			})
		}
	})
	// Agreement is worth something only where every answer occurs.
	for _, name := range []string{onOrder, continuous, inTransit, interrupted, noOrder, offDuty, cannotTell,
		"at " + onOrder, "at " + betweenOrders, "at " + beforeFirst, "at " + afterLast, "at " + noOrders} {
		if n := seen.of(name); n < days/100 {
			t.Errorf("%s: got %d of %d days, want at least one in a hundred", name, n, days)
		}
		t.Logf("%s: %d", name, seen.of(name))
	}
}

func BenchmarkTwoReadings(b *testing.B) {
	seen := &tally{}
	for number := range b.N {
		agree(b, days+number, seen)
	}
}

// agree judges one day by both writings.
func agree(t testing.TB, number int, seen *tally) {
	t.Helper()
	r := invent(number)
	theirs, ours := first(t, r), judge(r)
	seen.note(ours)
	if d := differences(theirs, ours); len(d) > 0 {
		t.Errorf("day %d: first against second:\n%s\n%s\n%v", number, strings.Join(d, "\n"), because(theirs), r)
	}
}

// because is what the first writing rests on, for whoever has to settle a difference.
func because(f routelog.Findings) string {
	out := ""
	for _, r := range append(f.Because, f.Missing...) {
		out += r.Code + " "
	}
	return out
}

// tally counts how often each answer occurred.
type tally struct {
	mu     sync.Mutex
	counts map[string]int
}

func (s *tally) note(v verdict) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.counts == nil {
		s.counts = map[string]int{}
	}
	s.counts[v.finding]++
	s.counts["at "+v.position]++
}

func (s *tally) of(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[name]
}

// first judges a day by the product's own package.
func first(t testing.TB, r record) routelog.Findings {
	t.Helper()
	log := &routelog.Log{}
	for i, o := range r.orders {
		log.Orders = append(log.Orders, routelog.Order{ID: o.id, Accepted: theirClock(o.accepted), Arrived: theirClock(o.arrived),
			PickedUp: theirClock(o.picked), Delivered: theirClock(o.delivered), Cancelled: theirClock(o.canceled),
			Pickup: theirPlace(o.pickup), Dropoff: theirPlace(o.dropoff), Datum: routelog.WGS84, Ref: routelog.Ref{Source: "orders.csv", Line: i + 2}})
	}
	for _, s := range r.shifts {
		log.Online = append(log.Online, routelog.Shift{From: theirTime(s.from), To: theirTime(s.to), Online: s.online})
	}
	if len(r.track) > 0 {
		log.Track = theirTrack(t, r)
	}
	in := routelog.Incident{From: theirTime(r.incident.from), To: theirTime(r.incident.to), Place: theirPlace(r.incident.place), PlaceDatum: routelog.WGS84}
	return routelog.Judge(log, in, theirPolicy(r.policy))
}

func theirTime(at int64) time.Time { return time.UnixMilli(at).In(routelog.Shanghai) }

func theirClock(c *clock) *routelog.Clock {
	if c == nil {
		return nil
	}
	return &routelog.Clock{At: theirTime(c.at), Width: time.Duration(c.precision) * time.Millisecond, Tolerance: time.Duration(c.tolerance) * time.Millisecond}
}

func theirPlace(p *place) *routelog.Place {
	if p == nil {
		return nil
	}
	return &routelog.Place{Lat: p.lat, Lon: p.lon}
}

// theirTrack hands a track over as a file, as a rider would.
func theirTrack(t testing.TB, r record) *routelog.Track {
	t.Helper()
	var file strings.Builder
	file.WriteString("time,lat,lon\n")
	for _, q := range r.track {
		fmt.Fprintf(&file, "%d,%.7f,%.7f\n", q.at, q.lat, q.lon)
	}
	src := routelog.Source{Name: "track.csv", Datum: routelog.WGS84}
	if !r.datumDeclared {
		src.Datum = routelog.Undeclared
	}
	track := &routelog.Track{}
	if err := track.Read(src, strings.NewReader(file.String())); err != nil {
		t.Fatal(err)
	}
	return track
}

func theirPolicy(p policy) routelog.Policy {
	s := func(ms int64) float64 { return float64(ms) / 1000 }
	return routelog.Policy{Name: "invented", StopRadiusM: p.stopRadiusM, StopS: s(p.stop), LongStopS: s(p.longStop), HandoverRadiusM: p.handoverRadiusM,
		SilenceS: s(p.silence), BlindS: s(p.blind), TowardNext: p.towardNext, DetourRatio: p.detourRatio, DirectFloorM: p.directFloorM,
		TransitS: s(p.transit), DutyBreakS: s(p.dutyBreak), OpenOrderS: s(p.openOrder), ReachS: s(p.reach), PlaceWindowS: s(p.placeWindow),
		TeleportMps: p.teleportMPS, TeleportReturnS: s(p.teleportReturnWait)}
}

// differences compares what both say, field by field.
func differences(f routelog.Findings, v verdict) (out []string) {
	unlike := func(field string, first, second any) {
		if fmt.Sprint(first) != fmt.Sprint(second) {
			out = append(out, fmt.Sprintf("  %s: %v against %v", field, first, second))
		}
	}
	unlike("finding", f.Finding, v.finding)
	unlike("position", f.Position, v.position)
	unlike("phase", or(f.Phase), v.phase)
	unlike("delivering_only", f.Coverage.DeliveringOnly, v.answers.deliveringOnly)
	unlike("order_only", f.Coverage.OrderOnly, v.answers.orderOnly)
	unlike("first_order_to_midnight", f.Coverage.FirstOrderToMidnight, v.answers.firstOrderToMidnight)
	unlike("online", f.Coverage.Online, v.answers.online)
	unlike("continuous_work", f.Coverage.ContinuousWork, v.answers.continuousWork)
	unlike("points used", f.Quality.PointsUsed, v.used)
	if len(out) > 0 { // what is told follows from these
		return out
	}
	if best := closest(f, v.told); len(best) > 0 {
		out = append(out, best...)
	}
	return out
}

// closest compares what the first tells with each alternative that the second would tell, and gives the fewest differences:
// which of several equal ones is told is nowhere said.
func closest(f routelog.Findings, told []telling) (best []string) {
	for i, w := range told {
		if d := tellingDifferences(f, w); i == 0 || len(d) < len(best) {
			best = d
		}
	}
	return best
}

func tellingDifferences(f routelog.Findings, w telling) (out []string) {
	unlike := func(field string, first, second any) {
		if fmt.Sprint(first) != fmt.Sprint(second) {
			out = append(out, fmt.Sprintf("  %s: %v against %v", field, first, second))
		}
	}
	apart := func(field string, first *float64, second, within float64) {
		if first != nil && math.Abs(*first-second) > within+math.Abs(second)/1000 {
			out = append(out, fmt.Sprintf("  %s: %v against %v", field, *first, second))
		}
	}
	unlike("previous", or(f.Previous.ID), w.previous)
	unlike("next", or(f.Next.ID), w.next)
	unlike("gap", theirGap(f.Gap.Stretch), ourGap(w.gap))
	if w.gap == nil || f.Gap.From == nil {
		return out
	}
	unlike("points", or(f.Movement.Points), w.points)
	apart("distance", f.Movement.DistanceM, w.pathM, 0.06)
	apart("displacement", f.Movement.DisplacementM, w.directM, 0.06)
	apart("coverage of movement", f.Movement.Coverage, w.coverage, 0.0001)
	unlike("toward_next known", f.Movement.TowardNext != nil, w.towardNext != nil)
	if w.towardNext != nil {
		apart("toward_next", f.Movement.TowardNext, *w.towardNext, 0.001)
	}
	var theirs, ours []string
	for _, s := range f.Movement.Stops {
		theirs = append(theirs, fmt.Sprint(show(s.From.UnixMilli()), "–", show(s.To.UnixMilli()), or(s.Near), s.Silent))
	}
	for _, s := range w.stops {
		ours = append(ours, fmt.Sprint(show(s.from), "–", show(s.to), s.near, s.silent))
	}
	unlike("stops", theirs, ours)
	if f.Quality.PointsRead > 0 {
		unlike("silences", theirSilences(f.Quality.Silences), ourSilences(w.silences))
	}
	return out
}

func theirSilences(all []routelog.Quiet) (out []string) {
	for _, s := range all {
		out = append(out, show(s.From.UnixMilli())+"–"+show(s.To.UnixMilli()))
	}
	return slices.Clip(out)
}

func ourSilences(all []halt) (out []string) {
	for _, s := range all {
		out = append(out, show(s.from)+"–"+show(s.to))
	}
	return out
}

func theirGap(s routelog.Stretch) string {
	if s.From == nil || s.To == nil {
		return ""
	}
	return show(s.From.UnixMilli()) + "–" + show(s.To.UnixMilli())
}

func ourGap(s *span) string {
	if s == nil {
		return ""
	}
	return show(s.from) + "–" + show(s.to)
}

// or gives what is pointed at, or its zero value.
func or[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
