//go:build corpus

package routelog

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// realdata is the folder of files nobody here made; it must be there when these tests are asked for.
func realdata(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("HEJIE_REALDATA")
	if dir == "" {
		t.Fatal("HEJIE_REALDATA names no folder")
	}
	return dir
}

func records(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, name := range rows[0] {
			record[name] = row[i]
		}
		out = append(out, record)
	}
	return out
}

// tally is what the reference tells of a GPX file.
type tally struct {
	points, timed int
	first, last   int64
	metres        float64
}

func tallyOf(t *testing.T, path string) tally {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := decoded(f)
	if err != nil {
		t.Fatal(err)
	}
	var sum tally
	var before sample
	if err := scanXML(Source{Name: path, Zone: time.UTC}, text, func(s sample) error {
		if sum.points > 0 && s.segment == before.segment {
			sum.metres += Distance(Place{before.lat, before.lon}, Place{s.lat, s.lon})
		}
		sum.points++
		if s.timed {
			if sum.timed == 0 {
				sum.first = s.ms
			}
			sum.timed, sum.last = sum.timed+1, s.ms
		}
		before = s
		return nil
	}); err != nil {
		t.Errorf("%s: %v", path, err)
	}
	return sum
}

// TestCorpusGPXFilesOfTheWorldReadAsTheReference compares points, times and geodesic metres; the reference reads a time
// without zone as UTC, so the files are declared so here.
func TestCorpusGPXFilesOfTheWorldReadAsTheReference(t *testing.T) {
	dir := realdata(t)
	for _, r := range records(t, filepath.Join(dir, "gpx-reference", "gpx_reference_results.csv")) {
		got := tallyOf(t, filepath.Join(dir, r["file"]))
		points, timed := atoi(t, r["points"]), atoi(t, r["points_with_time"])
		metres, _ := strconv.ParseFloat(r["geodesic_m_sum_within_segments"], 64)
		if got.points != points || got.timed != timed || math.Abs(got.metres-metres) > metres/1000 {
			t.Errorf("%s: got %d points, %d timed, %.3f m, want %d, %d, %.3f", r["file"], got.points, got.timed, got.metres, points, timed, metres)
		}
		if timed > 0 && (clockOf(t, r["first_time"]) != got.first || clockOf(t, r["last_time"]) != got.last) {
			t.Errorf("%s: got times %d to %d, want %s to %s", r["file"], got.first, got.last, r["first_time"], r["last_time"])
		}
	}
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func clockOf(t *testing.T, s string) int64 {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04:05.999999Z07:00", s)
	if err != nil {
		t.Fatal(err)
	}
	return at.UnixMilli()
}

func TestCorpusMapServicesCoordinatesAreReproduced(t *testing.T) {
	dir := realdata(t)
	for _, r := range records(t, filepath.Join(dir, "coord-vectors", "china_cities_vectors.csv")) {
		at := func(prefix, suffix string) Place {
			lat, errLat := strconv.ParseFloat(r[prefix+"_lat"+suffix], 64)
			lon, errLon := strconv.ParseFloat(r[prefix+"_lng"+suffix], 64)
			if errLat != nil || errLon != nil {
				t.Fatalf("%s: no %s", r["name"], prefix)
			}
			return Place{lat, lon}
		}
		wgs := at("wgs", "")
		for d, want := range map[Datum]Place{GCJ02: at("gcj", "_fixture"), BD09: at("bd", "_fixture")} {
			if off := Distance(FromWGS84(wgs, d), want); off > 1 {
				t.Errorf("%s in %s: got %.2f m away, want under 1", r["name"], d, off)
			}
			if off := Distance(ToWGS84(FromWGS84(wgs, d), d), wgs); off > 0.1 {
				t.Errorf("%s through %s: came back %.3f m away, want under 0.1", r["name"], d, off)
			}
		}
	}
}

func TestCorpusDialectsOfCSVAreReadAsNamed(t *testing.T) {
	dir := filepath.Join(realdata(t), "csv-spectrum")
	names, err := filepath.Glob(filepath.Join(dir, "csvs", "*.csv"))
	if err != nil || len(names) == 0 {
		t.Fatalf("got no tables: %v", err)
	}
	for _, name := range names {
		raw, err := os.ReadFile(filepath.Join(dir, "json", strings.TrimSuffix(filepath.Base(name), ".csv")+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var want []map[string]string
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
		compareTable(t, name, want)
	}
}

func compareTable(t *testing.T, name string, want []map[string]string) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := decoded(f)
	if err != nil {
		t.Fatal(err)
	}
	table := newTable(Source{Name: name}, text)
	header, _, err := table.next()
	if err != nil {
		t.Fatal(err)
	}
	header = append([]string(nil), header...)
	n := 0
	for ; ; n++ {
		row, _, err := table.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i, cell := range row {
			if n >= len(want) || strings.ReplaceAll(cell, "\r\n", "\n") != strings.ReplaceAll(want[n][header[i]], "\r\n", "\n") {
				t.Errorf("%s row %d %s: got %q", filepath.Base(name), n, header[i], cell)
			}
		}
	}
	if n != len(want) {
		t.Errorf("%s: got %d rows, want %d", filepath.Base(name), n, len(want))
	}
}
