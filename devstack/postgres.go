package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	recovery  = 30 * time.Second       // how long the remains of a killed server may hold a new one up
	patience  = 2 * time.Minute        // how long a starting server may replay its log
	interval  = 25 * time.Millisecond  // between two looks at a starting server
	retry     = 300 * time.Millisecond // between two starts while remains are there
	stopAfter = 20 * time.Second       // how long a stopping server may take before it is told more firmly
)

// A postgres is a running private PostgreSQL server.
type postgres struct {
	server
	pid   int
	ended chan struct{} // closed when the process has ended
	err   error         // why, once it has
}

// startPostgres makes the cluster where there is none, starts it and waits until it answers.
func startPostgres(ctx context.Context, f folder, o options) (*postgres, error) {
	h, err := f.home()
	if err != nil {
		return nil, err
	}
	wanted, err := h.major()
	if err != nil {
		return nil, err
	}
	b, err := findBinaries(os.Getenv, knownFolders, wanted)
	if err != nil {
		return nil, err
	}
	key, err := f.clusterKey(h, b)
	if err != nil {
		return nil, err
	}
	if err := h.settle(ctx); err != nil {
		return nil, err
	}
	chosen, err := f.choosePorts(o.portBase, "postgres")
	if err != nil {
		return nil, err
	}
	return launch(ctx, f, h, b, server{admin: privateURL(chosen.address("postgres"), key.Admin), passwords: key, bin: b.path})
}

// clusterKey gives the passwords, and makes the cluster with them the first time. A cluster whose passwords are gone is
// refused: nothing could get in.
func (f folder) clusterKey(h home, b binaries) (passwords, error) {
	_, err := f.readPasswords()
	if h.exists() && errors.Is(err, fs.ErrNotExist) {
		return passwords{}, refuse(exitFailed, "%s is missing, without it the cluster in %s cannot be used: put it back, or delete both to begin anew",
			f.file("passwords.json"), h.cluster())
	}
	key, err := f.keepPasswords()
	if err != nil || h.exists() {
		return key, err
	}
	return key, h.makeCluster(b, key.Admin)
}

// settle waits for the server of a devstack that was killed to end, and tells it to: the lock on the data folder is
// held, so nobody uses it.
func (h home) settle(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, recovery)
	defer cancel()
	if pid := h.postmaster(); pid != 0 {
		say("waiting for the PostgreSQL of the last start (process %d) to end", pid)
		endOrphan(pid)
	}
	for h.postmaster() != 0 {
		err := pause(ctx, interval)
		if errors.Is(err, context.DeadlineExceeded) {
			return refuse(exitRunning, "another PostgreSQL (process %d) still runs on %s: stop it first", h.postmaster(), h.cluster())
		}
		if err != nil {
			return err
		}
	}
	return h.forgetStranger()
}

// launch starts the server, again and again for a while when the remains of a killed one (its shared memory, a process
// not yet reaped) keep it from starting.
func launch(ctx context.Context, f folder, h home, b binaries, s server) (*postgres, error) {
	log, err := f.openLog("postgres")
	if err != nil {
		return nil, err
	}
	defer log.Close()
	begun := time.Now()
	for {
		p, err := attempt(ctx, log, h, b, s)
		if err == nil {
			say("PostgreSQL %d on %s (%s)", b.major, s.admin.Host, since(begun))
			return p, nil
		}
		if !errors.Is(err, errRemains) || time.Since(begun) > recovery {
			return nil, err
		}
		if err := pause(ctx, retry); err != nil {
			return nil, err
		}
	}
}

// errRemains marks a start that the remains of a killed server prevented.
var errRemains = errors.New("the remains of the last server are still there")

// attempt starts the server once and waits until it answers or ends.
func attempt(ctx context.Context, log *os.File, h home, b binaries, s server) (*postgres, error) {
	from, err := log.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, fmt.Errorf("reading PostgreSQL's log: %w", err)
	}
	p := &postgres{server: s, ended: make(chan struct{})}
	command := h.account.command(h.path, b.program("postgres"), settings(h, s)...)
	command.Stdout, command.Stderr = log, log
	if err := p.spawn(command); err != nil {
		return nil, fmt.Errorf("starting PostgreSQL: %w", err)
	}
	if err := p.ready(ctx); err != nil {
		p.stop()
		return nil, explain(err, log, from)
	}
	return p, nil
}

// settings are the server's arguments: loopback only, no socket files, password needed, UTC.
func settings(h home, s server) []string {
	args := []string{"-D", h.cluster(), "-p", s.admin.Port()}
	for _, setting := range []string{
		"listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=" + strconv.Itoa(maxConnections),
		"logging_collector=off", "log_destination=stderr", "log_line_prefix=%m [%p] %u@%d ", "timezone=UTC", "log_timezone=UTC",
	} {
		args = append(args, "-c", setting)
	}
	return args
}

// maxConnections leaves room for Temporal's pools (up to 120) beside those of tests.
const maxConnections = 300

// spawn starts the process on a thread that lives as long as it: the kernel ends it with that thread.
func (p *postgres) spawn(command *exec.Cmd) error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := command.Start()
		if err == nil {
			p.pid = command.Process.Pid
		}
		started <- err
		if err == nil {
			p.err = command.Wait()
			close(p.ended)
		}
	}()
	return <-started
}

// ready waits until the server takes a password, or has ended.
func (p *postgres) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		conn, err := p.connect(ctx, "")
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-p.ended:
			return fmt.Errorf("PostgreSQL ended while starting: %v", p.err)
		default:
		}
		if waited := pause(ctx, interval); waited != nil {
			return errors.Join(waited, err)
		}
	}
}

// explain adds the end of the log to a failed start, and tells whether remains were the reason.
func explain(err error, log *os.File, from int64) error {
	text, readErr := io.ReadAll(io.NewSectionReader(log, from, 1<<20))
	if readErr != nil {
		return errors.Join(err, readErr)
	}
	for _, sign := range []string{"postmaster.pid", "shared memory block"} {
		if strings.Contains(string(text), sign) {
			return fmt.Errorf("%w: %v\n%s", errRemains, err, lastLines(string(text), 5))
		}
	}
	return fmt.Errorf("%w\n%s", err, lastLines(string(text), 5))
}

// stop ends the server: fast (open transactions are rolled back), then immediate, then by force.
func (p *postgres) stop() {
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL} {
		if err := syscall.Kill(p.pid, signal); err != nil {
			break // it is gone already
		}
		select {
		case <-p.ended:
			return
		case <-time.After(stopAfter):
			say("PostgreSQL is slow to stop")
		}
	}
	<-p.ended
}

// pause waits, or less when the context ends first.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
