package routelog

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestFilesCutAndTurnedGiveTheSameFindings writes the three-order day, with a clock that is off, as the files a rider might
// hand in: rows in any order, in any number of files, times in any notation, places in any datum that is declared.
func TestFilesCutAndTurnedGiveTheSameFindings(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows := strings.Split(strings.TrimSpace(off(threeRides().csv(), time.Duration(rapid.IntRange(-90, 90).Draw(t, "off"))*time.Second)), "\n")[1:]
		plain := readRows(t, [][]string{rows}, WGS84, 0)
		want := judgedRows(t, plain)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		files := rapid.IntRange(1, 3).Draw(t, "files")
		var parts [][]string
		for i := range files {
			parts = append(parts, rows[i*len(rows)/files:(i+1)*len(rows)/files])
		}
		datum := rapid.SampledFrom(Datums).Draw(t, "datum")
		if got := judgedRows(t, readRows(t, parts, datum, rapid.IntRange(0, 3).Draw(t, "notation"))); got != want {
			t.Fatalf("in %d files of %s: got %s, want %s", files, datum, got, want)
		}
	})
}

func judgedRows(t *rapid.T, track *Track) Finding {
	orders, err := ReadOrders(Source{Name: "orders", Datum: WGS84}, strings.NewReader(threeOrders()))
	if err != nil {
		t.Fatal(err)
	}
	in, err := ParseIncident(fallAt, 0)
	if err != nil {
		t.Fatal(err)
	}
	return Judge(&Log{Orders: orders, Track: track}, in, DefaultPolicy()).Finding
}

// readRows reads the parts as files, their places written in a datum and their times in one of four notations.
func readRows(t *rapid.T, parts [][]string, datum Datum, notation int) *Track {
	track := &Track{}
	for i, part := range parts {
		text := []string{"time,lat,lon"}
		for _, row := range part {
			clock, place, _ := strings.Cut(row, ",")
			var p Place
			if _, err := fmt.Sscanf(place, "%g,%g", &p.Lat, &p.Lon); err != nil {
				t.Fatal(err)
			}
			p = FromWGS84(p, datum)
			text = append(text, fmt.Sprintf("%s,%.7f,%.7f", notated(clock, notation), p.Lat, p.Lon))
		}
		src := Source{Name: fmt.Sprint("track", i), Datum: datum}
		if notation == 3 {
			src.Zone = time.FixedZone("+09:00", 9*3600)
		}
		if err := track.Read(src, strings.NewReader(strings.Join(text, "\n"))); err != nil {
			t.Fatal(err)
		}
	}
	return track
}

// notated writes a moment as it stands, in UTC, in Unix milliseconds, or without zone by a clock in Tokyo.
func notated(clock string, notation int) string {
	at, err := time.Parse(time.RFC3339, clock)
	switch {
	case err != nil:
		return clock
	case notation == 1:
		return at.UTC().Format(time.RFC3339)
	case notation == 2:
		return fmt.Sprint(at.UnixMilli())
	case notation == 3:
		return at.In(time.FixedZone("", 9*3600)).Format("2006-01-02 15:04:05")
	}
	return clock
}

// TestNothingHandedInTogetherMakesItPanic judges every combination of parts that may be there or not, declared or not.
func TestNothingHandedInTogetherMakesItPanic(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := drawDay(t)
		log := &Log{}
		if rapid.Bool().Draw(t, "orders") {
			log.Orders = d.orders
			for i := range log.Orders {
				log.Orders[i].Datum = rapid.SampledFrom([]Datum{Undeclared, WGS84, GCJ02, BD09}).Draw(t, "order datum")
				for _, k := range log.Orders[i].clocks() {
					k.Tolerance = time.Duration(rapid.SampledFrom([]int{0, 0, 0, 30}).Draw(t, "order tolerance")) * time.Second
				}
			}
		}
		if rapid.Bool().Draw(t, "track") {
			log.Track = &Track{}
			for i := range rapid.IntRange(0, 3).Draw(t, "files") {
				log.Track.sources = append(log.Track.sources, Source{Name: fmt.Sprint(i), Datum: rapid.SampledFrom([]Datum{Undeclared, WGS84, GCJ02, BD09}).Draw(t, "datum"),
					Tolerance: time.Duration(rapid.SampledFrom([]int{0, 0, 0, 7}).Draw(t, "track tolerance")) * time.Second})
				late := rapid.SampledFrom([]int64{0, 0, 1, 600_000}).Draw(t, "late")
				for _, s := range d.rows {
					s.ms += late
					s.zoned = i > 0
					log.Track.keep(s)
				}
			}
		}
		in := Incident{From: d.at, To: d.at.Add(time.Duration(rapid.IntRange(-1, 7200).Draw(t, "width")) * time.Second)}
		if rapid.Bool().Draw(t, "place") {
			in.Place, in.PlaceDatum = at(east(500)), rapid.SampledFrom([]Datum{Undeclared, BD09}).Draw(t, "place datum")
		}
		strict := DefaultPolicy()
		strict.Name, strict.LongStopS = "strict", 200
		f := JudgeAll(log, in, []Policy{DefaultPolicy(), strict})
		if len(f.Because) == 0 || f.Finding == "" || len(f.Alternatives) == 0 {
			t.Fatalf("got %+v", f)
		}
		if _, _, err := f.excerpt(log); err != nil {
			t.Fatal(err)
		}
	})
}

func (f Findings) excerpt(log *Log) (string, int, error) {
	var out strings.Builder
	from, to := f.Segment()
	n, err := Excerpt(&out, log, from, to)
	return out.String(), n, err
}
