package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"go.temporal.io/sdk/client"
)

// journeys is how often each file goes from upload to picture.
const journeys = 5

// hurtAt is the incident of every ride here, between the two orders of rideOrders.
const hurtAt = "2025-05-18T18:45"

// uploads prints what a case takes from the upload of its files to the picture of its route, through the doors, beside a
// process that reads, judges and draws the same files alone.
func uploads(ctx context.Context, h *hejie, engine client.Client) error {
	dir, err := os.MkdirTemp("", "hejie-bench-")
	if err != nil {
		return fmt.Errorf("making room for tracks: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // a temporary folder: what stays behind harms nobody
	orders := filepath.Join(dir, "orders.csv")
	if err := os.WriteFile(orders, []byte(rideOrders), 0o600); err != nil {
		return fmt.Errorf("writing orders: %w", err)
	}
	for _, ride := range []struct {
		start  time.Time
		points int
	}{
		{time.Date(2025, 5, 18, 9, 50, 0, 0, time.UTC), 3600}, // an hour
		{time.Date(2025, 5, 13, 10, 0, 0, 0, time.UTC), ridePoints},
	} {
		track := filepath.Join(dir, fmt.Sprintf("ride-%d.gpx", ride.points))
		if err := rideFormats[0].write(track, ride.start, ride.points); err != nil {
			return fmt.Errorf("writing a track: %w", err)
		}
		t := travel{hejie: h, engine: engine, orders: orders, track: track}
		if err := t.take(ctx, ride.points); err != nil {
			return err
		}
	}
	return nil
}

// travel is one track and its orders, taken through the doors.
type travel struct {
	*hejie
	engine        client.Client
	orders, track string
}

// legs are the parts of the way from upload to picture, in their order.
type legs [4]time.Duration

var legNames = [...]string{"uploading", "posting analyse_route", "waiting for the errand", "read, judged, drawn, served"}

// take takes the bare process and the case in turn, so that the machine's mood meets both, and prints their medians.
func (t travel) take(ctx context.Context, points int) error {
	bare := &contest{name: "hejie route --svg", args: []string{"bin/hejie", "route", "--orders", t.orders, "--track", t.track,
		"--at", hurtAt, "--datum", "wgs84", "--order-datum", "wgs84", "--svg", t.track + ".svg"}}
	fmt.Printf("\nfrom upload to picture, a GPX of %d points, medians of %d (load before %s)\n", points, journeys, machineLoad())
	var all []legs
	cost := spent{}
	for range journeys {
		if err := bare.run(ctx); err != nil {
			return err
		}
		c, err := t.admit(ctx)
		if err != nil {
			return fmt.Errorf("bringing a case to its inquiry: %w", err)
		}
		before := look()
		l, err := t.walk(ctx, c)
		if err != nil {
			return err
		}
		cost.add(before, look())
		all = append(all, l)
	}
	whole := medianOf(all, func(l legs) time.Duration { return l[0] + l[1] + l[2] + l[3] })
	fmt.Printf("  one case  %8.0f ms\n", ms(whole))
	for i, name := range legNames {
		fmt.Printf("    %-28s %8.0f ms\n", name, ms(medianOf(all, func(l legs) time.Duration { return l[i] })))
	}
	fmt.Printf("  %s, a process of its own over the same files  %8.0f ms\n  ratio %.2f (load after %s)\n",
		bare.name, ms(bare.median()), whole.Seconds()/bare.median().Seconds(), machineLoad())
	cost.print("case", journeys)
	fmt.Printf("  processor time of one, process: %.2f ms\n", ms(bare.cpu))
	return nil
}

func medianOf(all []legs, of func(legs) time.Duration) time.Duration {
	var times []time.Duration
	for _, l := range all {
		times = append(times, of(l))
	}
	slices.Sort(times)
	return times[len(times)/2]
}

// machineLoad is the run queue's mean over one, five and fifteen minutes, so that a figure can be read with it.
func machineLoad() string {
	text, err := os.ReadFile("/proc/loadavg")
	words := strings.Fields(string(text))
	if err != nil || len(words) < 3 {
		return "unknown"
	}
	return strings.Join(words[:3], " ")
}
