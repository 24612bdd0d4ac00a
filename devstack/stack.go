package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
)

// A database server is a PostgreSQL in use: private, with a process to watch and stop, or foreign, with neither.
type databaseServer struct {
	server
	environment []variable
	ended       <-chan struct{} // closed when a private server ends; nil for a foreign one
	stop        func()
}

// startDatabase starts the private PostgreSQL, or takes the one named by HEJIE_DEV_POSTGRES, and prepares it.
func startDatabase(ctx context.Context, f folder, o options) (databaseServer, error) {
	foreign, err := foreignURL(os.Getenv)
	if err != nil {
		return databaseServer{}, err
	}
	var d databaseServer
	if foreign != nil {
		d, err = useForeign(ctx, f, server{admin: foreign})
	} else {
		d, err = usePrivate(ctx, f, o)
	}
	if err != nil {
		return d, err
	}
	if err := d.prepare(ctx); err != nil {
		d.stop()
		return d, err
	}
	return d, nil
}

// usePrivate starts a server of devstack's own.
func usePrivate(ctx context.Context, f folder, o options) (databaseServer, error) {
	p, err := startPostgres(ctx, f, o)
	if err != nil {
		return databaseServer{}, err
	}
	return databaseServer{server: p.server, environment: p.environment(f), ended: p.ended, stop: p.stop}, nil
}

// useForeign takes a server that someone else runs, for as long as no other devstack has it.
func useForeign(ctx context.Context, f folder, s server) (databaseServer, error) {
	var err error
	if s.passwords, err = f.keepPasswords(); err != nil {
		return databaseServer{}, err
	}
	release, err := s.claim(ctx)
	if err != nil {
		return databaseServer{}, err
	}
	say("using the PostgreSQL of HEJIE_DEV_POSTGRES on %s", s.admin.Host)
	return databaseServer{server: s, environment: s.environment(f), stop: release}, nil
}

// claimKey is the advisory lock by which one devstack has a foreign server.
const claimKey = 0x48656a6965 // "Hejie"

// claim holds an advisory lock on the foreign server, or refuses: two devstacks would set each other's passwords.
func (s server) claim(ctx context.Context) (release func(), err error) {
	conn, err := s.connect(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("connecting to HEJIE_DEV_POSTGRES: %w", err)
	}
	release = func() { conn.Close(context.WithoutCancel(ctx)) } // the server lets go of the lock with the connection
	var got bool
	if err = conn.QueryRow(ctx, `select pg_try_advisory_lock($1)`, int64(claimKey)).Scan(&got); err == nil && !got {
		err = refuse(exitRunning, "another devstack is using the PostgreSQL on %s: stop it first", s.admin.Host)
	}
	if err != nil {
		release()
		return nil, err
	}
	return release, nil
}

// runStack starts everything, runs the command and stops everything, in the reverse order.
func runStack(ctx context.Context, f folder, o options) (int, error) {
	if _, err := exec.LookPath(o.command[0]); err != nil { // before anything is started for it
		return notStarted(err)
	}
	release, err := f.lockAll("postgres", "temporal")
	if err != nil {
		return 0, err
	}
	defer release()
	d, err := startDatabase(ctx, f, o)
	if err != nil {
		return 0, err
	}
	defer d.stop()
	w, err := startTemporal(ctx, f, o, d.server)
	if err != nil {
		return 0, err
	}
	defer w.stop()
	c := guarded(o.command, grace)
	c.environment, c.stackEnded = extend(o.environment, append(d.environment, w.environment()...)), d.ended
	return c.run(ctx)
}

// servePostgres runs PostgreSQL alone until it is interrupted, which is its normal end.
func servePostgres(ctx context.Context, f folder, o options) error {
	release, err := f.lockAll("postgres")
	if err != nil {
		return err
	}
	defer release()
	d, err := startDatabase(ctx, f, o)
	if err != nil {
		return err
	}
	defer d.stop()
	if err := announce(os.Stdout, d.environment); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return nil
	case <-d.ended:
		return errPostgresEnded
	}
}

// serveTemporal runs Temporal alone, on a PostgreSQL that is already there, until it is interrupted. It outlives a
// PostgreSQL that is killed and goes on when that is back.
func serveTemporal(ctx context.Context, f folder, o options) error {
	release, err := f.lockAll("temporal")
	if err != nil {
		return err
	}
	defer release()
	s, err := f.existingServer(ctx)
	if err != nil {
		return err
	}
	if err := s.prepare(ctx); err != nil {
		return err
	}
	w, err := startTemporal(ctx, f, o, s)
	if err != nil {
		return err
	}
	defer w.stop()
	if err := announce(os.Stdout, w.environment()); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}
