package routelog

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// drawn is a random day: a few orders with times to the second or the minute, and a track that rides, waits, falls
// silent and leaps.
type drawn struct {
	orders []Order
	rows   []sample
	at     time.Time
}

func drawDay(t *rapid.T) drawn {
	d := drawn{at: day("18:00:00").Add(time.Duration(rapid.IntRange(-120, 300).Draw(t, "incident")) * time.Minute)}
	now := day("17:00:00")
	for i := range rapid.IntRange(0, 4).Draw(t, "orders") {
		now = now.Add(time.Duration(rapid.IntRange(0, 2400).Draw(t, "pause")) * time.Second)
		o := Order{ID: fmt.Sprint("O", i), Accepted: drawClock(t, now), Ref: Ref{"orders", i + 2}}
		if rapid.Bool().Draw(t, "places") {
			o.Pickup, o.Dropoff = at(east(float64(rapid.IntRange(-3000, 3000).Draw(t, "pickup")))), at(north(float64(rapid.IntRange(-3000, 3000).Draw(t, "dropoff"))))
		}
		picked := now.Add(time.Duration(rapid.IntRange(60, 900).Draw(t, "to pickup")) * time.Second)
		now = picked.Add(time.Duration(rapid.IntRange(60, 1500).Draw(t, "to door")) * time.Second)
		switch rapid.SampledFrom([]string{"delivered", "delivered", "reassigned", "open", "unaccepted"}).Draw(t, "end") {
		case "delivered":
			o.PickedUp, o.Delivered = drawClock(t, picked), drawClock(t, now)
		case "unaccepted":
			o.Accepted, o.PickedUp, o.Delivered = nil, drawClock(t, picked), drawClock(t, now)
		case "reassigned":
			o.Cancelled, o.Reassigned = drawClock(t, picked), true
		}
		d.orders = append(d.orders, o)
	}
	d.rows = drawTrack(t)
	return d
}

func drawClock(t *rapid.T, at time.Time) *Clock {
	if rapid.Bool().Draw(t, "to the minute") {
		return &Clock{At: at.Truncate(time.Minute), Width: time.Minute}
	}
	return &Clock{At: at}
}

func drawTrack(t *rapid.T) []sample {
	var rows []sample
	now, here := day("16:50:00"), origin
	for range rapid.IntRange(0, 12).Draw(t, "legs") {
		seconds := rapid.IntRange(60, 1500).Draw(t, "leg")
		step := rapid.SampledFrom([]int{10, 10, 10, 40, 400}).Draw(t, "step")
		speed := rapid.SampledFrom([]float64{0, 0, 0.00005, 0.00008}).Draw(t, "speed")
		for i := 0; i < seconds; i += step {
			now = now.Add(time.Duration(step) * time.Second)
			here.Lon += speed * float64(step)
			p := here
			if rapid.IntRange(0, 40).Draw(t, "leap") == 0 {
				p.Lat += 0.5
			}
			rows = append(rows, sample{ms: now.UnixMilli(), timed: true, zoned: true, lat: p.Lat, lon: p.Lon, line: len(rows) + 1})
		}
	}
	return rows
}

// find judges a drawn day with its rows in some order, split into so many files, in some datum declared.
func (d drawn) find(t *rapid.T, rows []sample, files int, datum Datum, tolerance time.Duration) Finding {
	track := &Track{}
	for i := range files {
		track.sources = append(track.sources, Source{Name: fmt.Sprint("track", i), Datum: datum})
		for j := i * len(rows) / files; j < (i+1)*len(rows)/files; j++ {
			s := rows[j]
			p := FromWGS84(Place{s.lat, s.lon}, datum)
			s.lat, s.lon = p.Lat, p.Lon
			track.keep(s)
		}
	}
	in, err := ParseIncident(d.at.Format("2006-01-02T15:04"), tolerance)
	if err != nil {
		t.Fatal(err)
	}
	return Judge(&Log{Orders: d.orders, Track: track}, in, DefaultPolicy()).Finding
}

func TestShufflingRowsAndSplittingFilesChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawDay(t)
		want := d.find(t, d.rows, 1, WGS84, 0)
		shuffled := append([]sample(nil), d.rows...)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if got := d.find(t, shuffled, rapid.IntRange(1, 3).Draw(t, "files"), WGS84, 0); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	})
}

func TestAnotherDatumDeclaredChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawDay(t)
		want := d.find(t, d.rows, 1, WGS84, 0)
		for _, datum := range []Datum{GCJ02, BD09} {
			if got := d.find(t, d.rows, 1, datum, 0); got != want {
				t.Fatalf("%s: got %s, want %s", datum, got, want)
			}
		}
	})
}

func TestMoreToleranceNeverTurnsCannotTellIntoAVerdict(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawDay(t)
		narrow := rapid.IntRange(0, 600).Draw(t, "narrow")
		wide := narrow + rapid.IntRange(1, 3600).Draw(t, "more")
		before := d.find(t, d.rows, 1, WGS84, time.Duration(narrow)*time.Second)
		after := d.find(t, d.rows, 1, WGS84, time.Duration(wide)*time.Second)
		if before == CannotTell && after != CannotTell {
			t.Fatalf("tolerance %d s cannot tell, %d s says %s", narrow, wide, after)
		}
	})
}

func TestEveryNotationOfTheZoneGivesTheSameFinding(t *testing.T) {
	t.Parallel()
	base := hand{orders: delivered + takenAway, track: toPickup, at: "2025-05-18T18:45", datum: WGS84, orderDatum: WGS84}
	want := base.judge(t).Finding
	for name, track := range map[string]string{"UTC": toUTC(toPickup), "none": strings.ReplaceAll(toPickup, "+08:00", ""), "compact": strings.ReplaceAll(toPickup, "+08:00", "+0800")} {
		other := base
		other.track = track
		if got := other.judge(t).Finding; got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

// toUTC rewrites the times of a track table from Shanghai to UTC, as Unix milliseconds.
func toUTC(track string) string {
	lines := strings.Split(track, "\n")
	for i, line := range lines[1:] {
		text, rest, _ := strings.Cut(line, ",")
		c, _ := ParseClock(text, nil)
		lines[i+1] = fmt.Sprintf("%d,%s", c.At.UnixMilli(), rest)
	}
	return strings.Join(lines, "\n")
}
