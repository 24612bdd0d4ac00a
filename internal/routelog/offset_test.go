package routelog_test

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hejie/internal/ride"
	"hejie/internal/routelog"
)

var stamps = regexp.MustCompile(`<time>([^<]*)</time>`)

// putOff moves every time of a GPX.
func putOff(t *testing.T, gpx []byte, by time.Duration) []byte {
	t.Helper()
	return stamps.ReplaceAllFunc(gpx, func(tag []byte) []byte {
		at, err := time.Parse(time.RFC3339, string(stamps.FindSubmatch(tag)[1]))
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Appendf(nil, "<time>%s</time>", at.Add(by).Format(time.RFC3339))
	})
}

// judgeTracks judges a drawn day with these tracks, each of its datum.
func judgeTracks(t *testing.T, d ride.Day, tracks map[string][]byte, datums map[string]routelog.Datum) routelog.Findings {
	t.Helper()
	log := &routelog.Log{Track: &routelog.Track{}}
	var err error
	if log.Orders, err = routelog.ReadOrders(routelog.Source{Name: "orders.csv", Datum: routelog.WGS84}, bytes.NewReader(d.OrdersCSV)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.gpx", "b.gpx"} {
		if tracks[name] == nil {
			continue
		}
		src := routelog.Source{Name: name, Datum: routelog.WGS84}
		if declared, ok := datums[name]; ok {
			src.Datum = declared
		}
		if err := log.Track.Read(src, bytes.NewReader(tracks[name])); err != nil {
			t.Fatal(err)
		}
	}
	in, err := routelog.ParseIncident(d.Incident.Format("2006-01-02T15:04"), 0)
	if err != nil {
		t.Fatal(err)
	}
	return routelog.Judge(log, in, routelog.DefaultPolicy())
}

func with(f routelog.Findings, prefix string) *routelog.Alternative {
	if i := slices.IndexFunc(f.Alternatives, func(a routelog.Alternative) bool { return strings.HasPrefix(a.With, prefix) }); i >= 0 {
		return &f.Alternatives[i]
	}
	return nil
}

func told(reasons []routelog.Reason, code string) *routelog.Reason {
	if i := slices.IndexFunc(reasons, func(r routelog.Reason) bool { return r.Code == code }); i >= 0 {
		return &reasons[i]
	}
	return nil
}

func TestAnOffsetOfTheTracksClockIsMeasuredAndNeverApplied(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		for _, off := range []time.Duration{0, -37 * time.Second, 95 * time.Second, -8 * time.Minute} {
			d := ride.Headline(seed, aDay)
			f := judgeTracks(t, d, map[string][]byte{"a.gpx": putOff(t, d.GPX, off)}, nil)
			if f.Quality.ClockOffsetS == nil || f.Clocks[2].OffsetS == nil || f.Clocks[2].OffsetUncertaintyS == nil {
				t.Errorf("seed %d, %s: got no offset, want one", seed, off)
				continue
			}
			got, give := *f.Quality.ClockOffsetS, *f.Clocks[2].OffsetUncertaintyS
			if math.Abs(got-off.Seconds()) > 20 || give > 40 {
				t.Errorf("seed %d: got %g ± %g s, want %s", seed, got, give, off)
			}
			alt := with(f, "clock_offset:")
			switch {
			case off == 0 && (alt != nil || told(f.Because, "clocks_agree") == nil && told(f.Because, "clock_offset") == nil):
				if alt == nil || math.Abs(got) <= give {
					t.Errorf("seed %d: got %v, want clocks that agree", seed, f.Because)
				}
			case off != 0 && (alt == nil || string(alt.Finding) != d.Finding || alt.With != fmt.Sprintf("clock_offset:%+gs", got)):
				t.Errorf("seed %d, %s: got %+v, want %s with the track put right", seed, off, alt, d.Finding)
			case off != 0 && told(f.Because, "clock_offset") == nil && told(f.Against, "clock_offset") == nil:
				t.Errorf("seed %d, %s: got no sentence on it", seed, off)
			}
			if r := told(append(f.Because, f.Against...), "clock_offset"); r != nil && len(r.Refs) < 6 {
				t.Errorf("seed %d, %s: got refs %v, want the handovers and the points", seed, off, r.Refs)
			}
		}
	}
}

func TestAZoneThatSlippedIsSuspectedAndNotCorrected(t *testing.T) {
	t.Parallel()
	d := ride.Headline(4, aDay)
	for _, hours := range []int{-8, 8, 1} {
		f := judgeTracks(t, d, map[string][]byte{"a.gpx": putOff(t, d.GPX, time.Duration(hours)*time.Hour)}, nil)
		alt, r := with(f, "clock_offset:"), told(f.Missing, "zone_slip")
		if string(f.Finding) == d.Finding || alt == nil || string(alt.Finding) != d.Finding || r == nil || math.Abs(*f.Quality.ClockOffsetS-float64(hours)*3600) > 20 {
			t.Errorf("%d h: got %s, %+v, %+v", hours, f.Finding, alt, r)
		}
	}
}

func TestAWeekCounterThatRolledOverIsSuspectedAndNotCorrected(t *testing.T) {
	t.Parallel()
	d := ride.Headline(4, aDay)
	f := judgeTracks(t, d, map[string][]byte{"a.gpx": putOff(t, d.GPX, -1024*7*24*time.Hour)}, nil)
	alt, r := with(f, "gps_week:+1024"), told(f.Missing, "week_rollover")
	if f.Finding != routelog.CannotTell || alt == nil || string(alt.Finding) != d.Finding || r == nil || len(r.Refs) == 0 {
		t.Errorf("got %s, %+v, %+v", f.Finding, alt, r)
	}
}

func TestTwoTracksEachHaveTheirOwnOffset(t *testing.T) {
	t.Parallel()
	d := ride.Headline(5, aDay)
	f := judgeTracks(t, d, map[string][]byte{"a.gpx": d.GPX, "b.gpx": putOff(t, d.GPX, 140*time.Second)}, nil)
	if len(f.Clocks) != 4 || f.Clocks[2].OffsetS == nil || f.Clocks[3].OffsetS == nil || math.Abs(*f.Clocks[3].OffsetS-*f.Clocks[2].OffsetS-140) > 3 {
		t.Fatalf("got clocks %+v", f.Clocks)
	}
	alt := with(f, "clock_offset:")
	if alt == nil || string(alt.Finding) != d.Finding || !strings.Contains(alt.With, ",") {
		t.Errorf("got %+v, want %s with both put right", alt, d.Finding)
	}
}

func TestTwoTracksOfOneRideInTwoDatumsAreSuspected(t *testing.T) {
	t.Parallel()
	d := ride.Headline(6, aDay)
	shifted := regexp.MustCompile(`lat="([^"]*)" lon="([^"]*)"`).ReplaceAllFunc(d.GPX, func(tag []byte) []byte {
		var p routelog.Place
		if _, err := fmt.Sscanf(string(tag), `lat="%g" lon="%g"`, &p.Lat, &p.Lon); err != nil {
			t.Fatal(err)
		}
		p = routelog.FromWGS84(p, routelog.GCJ02)
		return fmt.Appendf(nil, `lat="%.7f" lon="%.7f"`, p.Lat, p.Lon)
	})
	both := map[string][]byte{"a.gpx": d.GPX, "b.gpx": shifted}
	f := judgeTracks(t, d, both, nil)
	alt, r := with(f, "datum:gcj02:b.gpx"), told(f.Missing, "datum_suspected_between_tracks")
	if alt == nil || string(alt.Finding) != d.Finding || r == nil || len(r.Refs) == 0 || f.Quality.DatumSuspectM == nil || *f.Quality.DatumSuspectM < 200 {
		t.Errorf("got %+v, %+v, %v", alt, r, f.Alternatives)
	}
	if r != nil && (!strings.Contains(r.Text, "轨迹b.gpx按GCJ-02：") || strings.Contains(r.Text+r.TextEN, "gcj02")) {
		t.Errorf("got %q and %q, want the file and its datum in words", r.Text, r.TextEN)
	}
	right := judgeTracks(t, d, both, map[string]routelog.Datum{"b.gpx": routelog.GCJ02})
	if string(right.Finding) != d.Finding || right.Quality.DatumSuspectM != nil || with(right, "datum:") != nil {
		t.Errorf("declared right: got %s, %v", right.Finding, right.Alternatives)
	}
}

func TestADatumDeclaredWronglyIsSuspectedWithWhatWouldMendIt(t *testing.T) {
	t.Parallel()
	d := ride.HomeStop(6, aDay)
	f := judgeTracks(t, d, map[string][]byte{"a.gpx": d.GPX}, map[string]routelog.Datum{"a.gpx": routelog.GCJ02})
	mended, other := with(f, "datum:wgs84"), with(f, "order_datum:gcj02")
	if mended == nil || string(mended.Finding) != d.Finding || other == nil || told(f.Missing, "datum_suspected") == nil || f.Quality.DatumSuspectM == nil {
		t.Errorf("got %v, %v", f.Alternatives, f.Missing)
	}
}
