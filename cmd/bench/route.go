package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"hejie/internal/routelog"
)

const ridePoints = 1_000_000

// routes prints what reading and judging a long track takes, beside a converter that only reads the same file, and how
// fast each format is read.
func routes(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "hejie-bench-")
	if err != nil {
		return fmt.Errorf("making room for tracks: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // a temporary folder: what stays behind harms nobody
	for _, f := range rideFormats {
		if err := f.write(filepath.Join(dir, f.name), time.Date(2025, 5, 13, 10, 0, 0, 0, time.UTC), ridePoints); err != nil {
			return fmt.Errorf("writing a track as %s: %w", f.name, err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "orders.csv"), []byte(rideOrders), 0o600); err != nil {
		return fmt.Errorf("writing orders: %w", err)
	}
	if err := against(ctx, dir); err != nil {
		return err
	}
	fmt.Printf("\npoints read per second\n")
	for _, f := range rideFormats {
		if err := f.read(filepath.Join(dir, f.name)); err != nil {
			return fmt.Errorf("reading a track as %s: %w", f.name, err)
		}
	}
	return nil
}

// contest is one command that is timed as a whole process.
type contest struct {
	name  string
	args  []string
	times []time.Duration
	cpu   time.Duration // of the last run
	peak  int64         // KiB, the highest
}

// against times hejie route and gpsbabel over the same file in turn, so that the machine's mood meets both.
func against(ctx context.Context, dir string) error {
	track, orders := filepath.Join(dir, "ride.gpx"), filepath.Join(dir, "orders.csv")
	route := []string{"bin/hejie", "route", "--orders", orders, "--track", track, "--at", "2025-05-18T18:45"}
	all := []*contest{
		{name: "gpsbabel, reading it", args: []string{"gpsbabel", "-i", "gpx", "-f", track, "-o", "unicsv", "-F", "/dev/null"}},
		{name: "hejie route, no datum declared", args: route},
		{name: "hejie route, WGS-84 declared", args: append(slices.Clone(route), "--datum", "wgs84", "--order-datum", "wgs84")},
		{name: "hejie route, GCJ-02 declared", args: append(slices.Clone(route), "--datum", "gcj02", "--order-datum", "gcj02")},
	}
	for range rounds {
		for _, c := range all {
			if err := c.run(ctx); err != nil {
				return err
			}
		}
	}
	fmt.Printf("\na GPX of %d points, whole processes in turn, medians of %d (goals: read and judged ≤ 2 s, ≤ 64 MiB, faster than gpsbabel)\n", ridePoints, rounds)
	for _, c := range all {
		fmt.Printf("  %-32s %6.2f s  %5.2f s of processor  peak %6.1f MiB  ratio to gpsbabel %.2f\n",
			c.name, c.median().Seconds(), c.cpu.Seconds(), float64(c.peak)/1024, c.median().Seconds()/all[0].median().Seconds())
	}
	return nil
}

func (c *contest) run(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, c.args[0], c.args[1:]...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("starting %s: %w", c.name, err)
	}
	ended := make(chan struct{})
	peak := make(chan int64)
	go func() { peak <- peakOf(cmd.Process.Pid, ended) }()
	err := cmd.Wait()
	c.times = append(c.times, time.Since(begun))
	close(ended)
	c.peak = max(c.peak, <-peak)
	if err != nil {
		return fmt.Errorf("timing %s: %w: %s", c.name, err, said.Bytes())
	}
	c.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return nil
}

// peakOf watches the highest memory of a process, in KiB, until it has ended. What the system adds up for a child that ended
// begins with the memory of this process, from which it was forked, and would be this one's.
func peakOf(pid int, ended <-chan struct{}) int64 {
	var highest int64
	for {
		select {
		case <-ended:
			return highest
		case <-time.After(5 * time.Millisecond):
		}
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if err != nil {
			continue // it is ending
		}
		_, line, _ := bytes.Cut(status, []byte("VmHWM:"))
		var kib int64
		if _, err := fmt.Sscan(string(line), &kib); err == nil {
			highest = max(highest, kib)
		}
	}
}

func (c *contest) median() time.Duration {
	times := slices.Sorted(slices.Values(c.times))
	return times[len(times)/2]
}

// rideFormat writes the same ride in one format; point is one of its lines, given a time and two coordinates.
type rideFormat struct {
	name             string
	head, point, end string
}

var rideFormats = []rideFormat{
	{"ride.gpx", "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>\n", "<trkpt lat=\"%[2]s\" lon=\"%[3]s\">\n<ele>31.5</ele>\n<time>%[1]s</time>\n</trkpt>\n", "</trkseg></trk></gpx>\n"},
	{"ride.kml", "<kml xmlns=\"http://www.opengis.net/kml/2.2\" xmlns:gx=\"http://www.google.com/kml/ext/2.2\"><Placemark><gx:Track>\n", "<when>%[1]s</when>\n<gx:coord>%[3]s %[2]s 31.5</gx:coord>\n", "</gx:Track></Placemark></kml>\n"},
	{"ride.geojson", "{\"type\":\"FeatureCollection\",\"features\":[\n", "{\"type\":\"Feature\",\"properties\":{\"time\":\"%[1]s\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[%[3]s,%[2]s,31.5]}},\n", "{\"type\":\"Feature\",\"properties\":null,\"geometry\":null}]}\n"},
	{"ride.csv", "time,lat,lon\n", "%[1]s,%[2]s,%[3]s\n", ""},
}

const rideOrders = "order_id,accepted_at,arrived_at,picked_up_at,delivered_at,pickup_lat,pickup_lon,dropoff_lat,dropoff_lon\n" +
	"A,2025-05-18 18:01:00,2025-05-18 18:08:00,2025-05-18 18:12:00,2025-05-18 18:30:00,23.70,114.70,23.72,114.72\n" +
	"B,2025-05-18 18:46:40,2025-05-18 18:55:00,2025-05-18 18:56:00,2025-05-18 19:08:00,23.73,114.71,23.74,114.72\n"

// write rides in circles, one point a second: a million are eleven days.
func (f rideFormat) write(path string, start time.Time, points int) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(file)
	_, _ = io.WriteString(w, f.head) // the writer keeps its first failure for Flush
	for i := range points {
		part := float64(i%2000) / 2000
		_, _ = fmt.Fprintf(w, f.point, start.Add(time.Duration(i)*time.Second).Format(time.RFC3339), fmt.Sprintf("%.7f", 23.7+part*0.05), fmt.Sprintf("%.7f", 114.7+part*(1-part)*0.2))
	}
	_, _ = io.WriteString(w, f.end)
	if err := w.Flush(); err != nil {
		return err
	}
	return file.Close()
}

// read takes the median of several readings.
func (f rideFormat) read(path string) error {
	var times []time.Duration
	for range rounds {
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		begun := time.Now()
		err = new(routelog.Track).Read(routelog.Source{Name: f.name, Datum: routelog.WGS84}, file)
		_ = file.Close() // only read from
		if err != nil {
			return err
		}
		times = append(times, time.Since(begun))
	}
	slices.Sort(times)
	fmt.Printf("  %-13s %9.0f\n", f.name, ridePoints/times[len(times)/2].Seconds())
	return nil
}
