package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hejie/internal/ride"
)

var update = flag.Bool("update", false, "write docs/samples anew")

const samples = "../../docs/samples/"

// sampleDay is the drawn ride that docs/samples holds.
func sampleDay() ride.Day {
	return ride.Headline(2, time.Date(2025, 5, 18, 0, 0, 0, 0, time.FixedZone("+08:00", 8*3600)))
}

func TestTheSamplesAreADrawnRideAndNobodysLife(t *testing.T) {
	t.Parallel()
	day := sampleDay()
	for name, want := range map[string][]byte{"orders.csv": day.OrdersCSV, "own-list.csv": day.OrdersRiderCSV, "ride.gpx": day.GPX} {
		if *update {
			if err := os.WriteFile(samples+name, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(samples + name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what internal/ride draws (%v); make it with go test ./cmd/hejie -run Samples -update", name, err)
		}
	}
}

// TestTheSamplesShowWhatTheReadmeSays runs its commands.
func TestTheSamplesShowWhatTheReadmeSays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ orders, finding, stricter string }{
		{"orders.csv", "continuous", "continuous"},
		{"own-list.csv", "in_transit", "no_order"},
	} {
		t.Run(c.orders, func(t *testing.T) {
			t.Parallel()
			svg, pdf := filepath.Join(t.TempDir(), "route.svg"), filepath.Join(t.TempDir(), "route.pdf")
			got := judged(t, c.orders, "--policy", samples+"published.json", "--policy", samples+"policy.json",
				"--svg", svg, "--pdf", pdf, "--wording", samples+"wording.txt", "--wording-source", "演示条款第1条")
			if got.Finding != c.finding || len(got.Alternatives) != 1 || got.Alternatives[0].Finding != c.stricter {
				t.Errorf("got %+v, want %s and beside it %s", got, c.finding, c.stricter)
			}
			for path, head := range map[string]string{svg: "<svg", pdf: "%PDF-"} {
				if text, err := os.ReadFile(path); err != nil || !bytes.HasPrefix(text, []byte(head)) {
					t.Errorf("%s does not begin with %s (%v)", filepath.Base(path), head, err)
				}
			}
		})
	}
}

// verdict is what the commands print, as far as the README tells it.
type verdict struct {
	Finding      string `json:"finding"`
	Alternatives []struct {
		With    string `json:"with"`
		Finding string `json:"finding"`
	} `json:"alternatives"`
}

func judged(t *testing.T, orders string, more ...string) verdict {
	t.Helper()
	var out, errs bytes.Buffer
	args := append([]string{"route", "--orders", samples + orders, "--track", samples + "ride.gpx", "--at", "2025-05-18T17:25",
		"--datum", "wgs84", "--order-datum", "wgs84", "--json"}, more...)
	if status := dispatch(t.Context(), args, &out, &errs); status != 0 {
		t.Fatalf("got status %d: %s", status, errs.String())
	}
	var v verdict
	if err := json.Unmarshal(out.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	return v
}
