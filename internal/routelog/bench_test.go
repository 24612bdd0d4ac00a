package routelog

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// writeMillion writes a GPX of n points, one a second, riding in circles, and returns its path.
func writeMillion(tb testing.TB, n int) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "million.gpx")
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	w := bufio.NewWriter(f)
	_, _ = io.WriteString(w, "<?xml version=\"1.0\"?>\n<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>\n")
	start := day("18:00:00").Add(-5 * 24 * time.Hour)
	for i := range n {
		part := float64(i%2000) / 2000
		_, _ = fmt.Fprintf(w, "<trkpt lat=\"%.7f\" lon=\"%.7f\">\n<ele>31.5</ele>\n<time>%s</time>\n</trkpt>\n", 23.7+part*0.05, 114.7+part*(1-part)*0.2, start.Add(time.Duration(i)*time.Second).UTC().Format(time.RFC3339))
	}
	_, _ = io.WriteString(w, "</trkseg></trk></gpx>\n")
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	if err := f.Close(); err != nil {
		tb.Fatal(err)
	}
	return path
}

// BenchmarkGPXMillion reads a million points and judges an incident among them; it prints points per second and what Go
// held of the system's memory. The goal is 2 s and 64 MiB on two cores, whatever datum was declared.
func BenchmarkGPXMillion(b *testing.B) {
	path := writeMillion(b, 1_000_000)
	for _, datum := range append([]Datum{Undeclared}, Datums...) {
		b.Run("datum="+string(datum.Or("undeclared")), func(b *testing.B) { benchmarkMillion(b, path, datum) })
	}
}

func benchmarkMillion(b *testing.B, path string, datum Datum) {
	orders, err := ReadOrders(Source{Name: "orders", Datum: datum}, strings.NewReader(delivered+takenAway))
	if err != nil {
		b.Fatal(err)
	}
	in, err := ParseIncident("2025-05-18T18:45", 0)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		log := &Log{Orders: orders, Track: &Track{}}
		f, err := os.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		if err := log.Track.Read(Source{Name: "million.gpx", Datum: datum}, f); err != nil {
			b.Fatal(err)
		}
		_ = f.Close()
		if got := Judge(log, in, DefaultPolicy()); got.Quality.PointsRead != 1_000_000 || got.Movement.Points == nil {
			b.Fatalf("got %+v", got.Quality)
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapSys)/(1<<20), "MiB-heap")
	b.ReportMetric(1e6*float64(b.N)/b.Elapsed().Seconds(), "points/s")
}
