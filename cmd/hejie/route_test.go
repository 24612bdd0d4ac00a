package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hejie/internal/ride"
)

func TestRouteWritesTheSameReportTwiceFromFilesAlone(t *testing.T) {
	t.Parallel()
	day := ride.Headline(3, time.Date(2025, 5, 18, 0, 0, 0, 0, time.FixedZone("+08:00", 8*3600)))
	dir := t.TempDir()
	orders, track := filepath.Join(dir, "orders.csv"), filepath.Join(dir, "track.gpx")
	clause := filepath.Join(dir, "clause.txt")
	for name, text := range map[string][]byte{orders: day.OrdersCSV, track: day.GPX, clause: []byte("配送期间：自接单时起至送达时止。\n")} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var made [3][]byte
	for i, name := range []string{"one.pdf", "two.pdf", "quoting.pdf"} {
		var errs bytes.Buffer
		pdf := filepath.Join(dir, name)
		args := []string{"route", "--orders", orders, "--track", track, "--datum", "wgs84", "--at", day.Incident.Format("2006-01-02T15:04"), "--pdf", pdf}
		if name == "quoting.pdf" {
			args = append(args, "--wording", clause, "--wording-source", "保险单A1，特别约定第2条")
		}
		if status := dispatch(t.Context(), args, io.Discard, &errs); status != 0 {
			t.Fatalf("got status %d: %s", status, errs.String())
		}
		file, err := os.ReadFile(pdf)
		if err != nil {
			t.Fatal(err)
		}
		made[i] = file
	}
	if !bytes.HasPrefix(made[0], []byte("%PDF-")) || !bytes.Equal(made[0], made[1]) {
		t.Errorf("got %d and %d bytes, want one PDF twice", len(made[0]), len(made[1]))
	}
	if !bytes.HasPrefix(made[2], []byte("%PDF-")) || bytes.Equal(made[0], made[2]) {
		t.Error("a report with the clause is the report without it")
	}
}
