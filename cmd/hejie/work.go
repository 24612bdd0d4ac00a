package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"hejie/activities"
	"hejie/internal/config"
	"hejie/internal/notify"
	"hejie/internal/store"
	"hejie/migrations"
	"hejie/worker"
	"hejie/workflows"
)

// work runs the worker until the context ends.
func work(ctx context.Context, _ []string, out io.Writer) error {
	p, err := assemble(ctx, func(c config.Config) config.Secret { return c.DatabaseWorkURL }, "DATABASE_URL_WORK")
	if err != nil {
		return err
	}
	defer p.close()
	post, err := p.post()
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "hejie: working")
	return p.work(ctx, post, nil)
}

func (p *parts) work(ctx context.Context, post notify.Post, woken <-chan struct{}) error {
	tray := store.Tray{Store: p.record}
	clerk := activities.Clerk{Record: p.record, Vault: p.vault, Post: post, Address: p.config.PublicURL.String()}
	go p.sweepVault(ctx)
	return worker.Run(ctx, worker.Options{
		Engine: p.engine, Queue: p.config.TaskQueue, Keeper: p.record, Errander: clerk, Outbox: tray, Docket: tray,
		SweepEvery: p.config.SweepEvery, Woken: woken, Log: p.log,
	})
}

// sweepVault destroys what rests on consents whose day has passed, and removes what that and interrupted uploads left, once
// an hour.
func (p *parts) sweepVault(ctx context.Context) {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		ended, err := p.record.ExpireConsents(ctx)
		p.log.Info("consents to tracks whose day had passed", "ended", ended, "err", err)
		swept, err := p.vault.Sweep(ctx, func(id string) (bool, error) { return p.record.Known(ctx, id) }, time.Hour)
		p.log.Info("vault swept", "interrupted", swept.Interrupted, "orphans", swept.Orphans, "err", err)
	}
}

// reconcile starts the workflow of every open case that has none, after the engine has lost everything, and has what was
// parked tried anew.
func reconcile(ctx context.Context, _ []string, out io.Writer) error {
	p, err := assemble(ctx, func(c config.Config) config.Secret { return c.DatabaseWorkURL }, "DATABASE_URL_WORK")
	if err != nil {
		return err
	}
	defer p.close()
	tray := store.Tray{Store: p.record}
	found, err := worker.Reconcile(ctx, tray, workflows.New(p.engine, p.config.TaskQueue))
	fmt.Fprintf(out, "hejie: %d open cases, %d workflows started\n", found.Open, found.Started)
	freed, unparked := tray.Unpark(ctx)
	fmt.Fprintf(out, "hejie: %d parked entries to be tried anew\n", freed)
	return errors.Join(err, unparked)
}

// migrate brings the database to the newest schema, as its owner.
func migrate(ctx context.Context, _ []string, out io.Writer) error {
	c, err := settings("DATABASE_URL_OWNER")
	if err != nil {
		return err
	}
	n, err := migrations.Up(ctx, c.DatabaseOwnerURL.Reveal())
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "hejie: %d migrations applied\n", n)
	return nil
}
