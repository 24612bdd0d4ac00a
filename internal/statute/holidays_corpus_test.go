//go:build corpus

package statute

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestCorpusEveryDay2013To2026AgreesWithAnIndependentList compares each day with holiday-cn, whose folder lies in the
// directory that HEJIE_REALDATA names.
func TestCorpusEveryDay2013To2026AgreesWithAnIndependentList(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("HEJIE_REALDATA")
	if dir == "" {
		t.Fatal("HEJIE_REALDATA does not name the folder of real data")
	}
	want := map[Date]bool{}
	for year := 2013; year <= 2026; year++ {
		readHolidayCN(t, filepath.Join(dir, "holiday-cn", fmt.Sprintf("%d.json", year)), want)
	}
	cal := book(t).Calendar()
	for d := (Date{2013, time.January, 1}); d.Year() <= 2026; d = d.AddDays(1) {
		rests, listed := want[d]
		if !listed {
			rests = weekend(d)
		}
		if got := cal.Rests(d); got != rests {
			t.Errorf("%s: got rest %v, want %v", d, got, rests)
		}
	}
}

func readHolidayCN(t *testing.T, path string, into map[Date]bool) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Days []struct {
			Date Date `json:"date"`
			Off  bool `json:"isOffDay"`
		} `json:"days"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Days) == 0 {
		t.Fatalf("%s lists no days", path)
	}
	for _, d := range file.Days {
		into[d.Date] = d.Off
	}
}
