// Command bench prints Hejie's figures as ratios against bare baselines taken in the same run, on the PostgreSQL and the
// Temporal server that devstack started. It asserts nothing: a machine's mood is not a property of the code.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	only := flag.String("only", "", "take one comparison alone: route, upload, note, message or filing")
	flag.Parse()
	if err := run(ctx, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, only string) error {
	fmt.Printf("%d cores, %s, load %s\n", runtime.NumCPU(), runtime.Version(), machineLoad())
	if only == "" || only == "route" {
		if err := routes(ctx); err != nil {
			return err
		}
	}
	if only == "route" {
		return nil
	}
	if err := records(); err != nil {
		return err
	}
	h, err := start(ctx)
	if err != nil {
		return err
	}
	defer h.stop()
	if err := h.memory(); err != nil {
		return err
	}
	if err := h.unthrottle(ctx); err != nil {
		return err
	}
	b, err := newBare(ctx)
	if err != nil {
		return err
	}
	defer b.close()
	if only == "" || only == "upload" {
		if err := uploads(ctx, h, b.client); err != nil {
			return fmt.Errorf("from upload to picture: %w", err)
		}
	}
	if only == "upload" {
		return nil
	}
	if err := errors.Join(h.openCases(ctx), b.openCases(ctx)); err != nil {
		return fmt.Errorf("opening cases to act in: %w", err)
	}
	for _, c := range []comparison{
		{"note", "acts per second (a note), end to end, against a bare update with one local activity", 0.7, h.note, b.update},
		{"message", "acts per second (a message, of which the desk is told), against the same", 0.7, h.message, b.update},
		{"filing", "filings per second, against a bare StartWorkflow and one INSERT", 0.8, h.file, b.start},
	} {
		if only != "" && c.name != only {
			continue
		}
		if err := c.take(ctx); err != nil {
			return err
		}
	}
	return nil
}

// comparison is one of Hejie's figures beside its baseline.
type comparison struct {
	name, title string
	goal        float64
	ours, bare  func(context.Context, int) error
}

const (
	clients = 16
	rounds  = 4
	round   = 5 * time.Second
)

// figure is what one round measured.
type figure struct {
	perSecond float64
	p50, p99  time.Duration
}

// take takes rounds of the two things in turn, so that the machine's mood meets both, and prints their medians.
func (c comparison) take(ctx context.Context) error {
	var mine, theirs []figure
	costs := [2]spent{{}, {}}
	acts := [2]int{}
	for range rounds {
		for i, side := range []struct {
			do   func(context.Context, int) error
			into *[]figure
		}{{c.bare, &theirs}, {c.ours, &mine}} {
			before := look()
			f, err := load(ctx, side.do)
			if err != nil {
				return fmt.Errorf("%s: %w", c.title, err)
			}
			costs[i].add(before, look())
			acts[i] += int(f.perSecond * round.Seconds())
			*side.into = append(*side.into, f)
		}
	}
	a, b := middle(mine), middle(theirs)
	fmt.Printf("\n%s\n  hejie %7.1f/s  p50 %6.1f ms  p99 %6.1f ms\n  bare  %7.1f/s  p50 %6.1f ms  p99 %6.1f ms\n  ratio %.2f (goal ≥ %.1f)   p99 ratio %.2f (goal ≤ 2)\n",
		c.title, a.perSecond, ms(a.p50), ms(a.p99), b.perSecond, ms(b.p50), ms(b.p99), a.perSecond/b.perSecond, c.goal, float64(a.p99)/float64(b.p99))
	costs[1].print("hejie", acts[1])
	costs[0].print("bare ", acts[0])
	return nil
}

// load lets the clients do a thing again and again for one round.
func load(ctx context.Context, do func(context.Context, int) error) (figure, error) {
	var lock sync.Mutex
	var times []time.Duration
	var failed atomic.Pointer[error]
	var all sync.WaitGroup
	end := time.Now().Add(round)
	for client := range clients {
		all.Go(func() {
			for time.Now().Before(end) && failed.Load() == nil {
				begun := time.Now()
				if err := do(ctx, client); err != nil {
					failed.Store(&err)
					return
				}
				lock.Lock()
				times = append(times, time.Since(begun))
				lock.Unlock()
			}
		})
	}
	all.Wait()
	if err := failed.Load(); err != nil {
		return figure{}, *err
	}
	slices.Sort(times)
	return figure{float64(len(times)) / round.Seconds(), times[len(times)/2], times[len(times)*99/100]}, nil
}

func middle(f []figure) figure {
	slices.SortFunc(f, func(a, b figure) int { return int(a.perSecond - b.perSecond) })
	return f[len(f)/2]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
