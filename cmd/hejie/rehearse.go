package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"hejie/internal/rehearsal"
)

// playing is what to rehearse.
type playing struct {
	seed    uint64
	out     string
	stories []string
}

// rehearse plays stories through the doors of a hejie dev: one that runs already (--at), or one that it starts itself.
func rehearse(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("rehearse", flag.ContinueOnError)
	flags.SetOutput(out)
	at := flags.String("at", "", "the address of a running hejie dev; without it one is started for the rehearsal")
	seedText := flags.String("seed", "", "the number that names, amounts and dates are drawn from; drawn and printed when not given")
	dir := flags.String("out", "", "a folder for the documents")
	if err := flags.Parse(args); err != nil {
		return err
	}
	p := playing{seed: rand.Uint64() >> 32, out: *dir, stories: flags.Args()}
	if *seedText != "" {
		n, err := strconv.ParseUint(*seedText, 10, 64)
		if err != nil {
			return fmt.Errorf("reading the seed: %w", err)
		}
		p.seed = n
	}
	if *at != "" {
		return play(ctx, *at, p, out)
	}
	return rehearseAlone(ctx, p, out)
}

// rehearseAlone starts a hejie dev, plays, and ends it.
func rehearseAlone(ctx context.Context, p playing, out io.Writer) error {
	d, err := startDev(ctx, out)
	if err != nil {
		return err
	}
	defer d.close()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	all, ctx := errgroup.WithContext(ctx)
	d.run(ctx, all, out)
	all.Go(func() error {
		defer stop()
		return d.play(ctx, p, out)
	})
	return all.Wait()
}

func (d *development) play(ctx context.Context, p playing, out io.Writer) error {
	address := d.doors.config.PublicURL.String()
	if err := awaitDoors(ctx, address); err != nil {
		return err
	}
	if err := play(ctx, address, p, out); err != nil {
		return err
	}
	return d.playOver(ctx)
}

// play plays each story with a cast of its own from the seed.
func play(ctx context.Context, at string, p playing, out io.Writer) error {
	fmt.Fprintf(out, "hejie: rehearsing with seed %d\n", p.seed)
	begun := time.Now()
	for i, file := range p.stories {
		f, err := os.Open(file)
		if err != nil {
			return fmt.Errorf("opening a story: %w", err)
		}
		story, err := rehearsal.Load(f)
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		cast := rehearsal.Draw(p.seed+uint64(i), story)
		stage := rehearsal.Stage{Base: at, Accounts: demoAccounts(), Progress: out, Out: p.out}
		if err := rehearsal.Play(ctx, stage, story, cast); err != nil {
			return fmt.Errorf("with seed %d: %w", p.seed, err)
		}
	}
	fmt.Fprintf(out, "\nhejie: %d stories played in %s\n", len(p.stories), time.Since(begun).Round(100*time.Millisecond))
	return nil
}
