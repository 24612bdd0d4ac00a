package store

import (
	"context"
	"errors"
	"net"
	"os"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"hejie/internal/fault"
)

// TestReadinessIsAnsweredWhileEveryConnectionIsTaken: whoever asks has no deadline of his own.
func TestReadinessIsAnsweredWhileEveryConnectionIsTaken(t *testing.T) {
	t.Parallel()
	s := single(t)
	if err := s.Ping(t.Context()); err != nil {
		t.Fatalf("a free connection: %v", err)
	}
	taken, err := s.pool.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Ping(t.Context()); !fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v, want unavailable", err)
	}
	taken.Release()
	if err := s.Ping(t.Context()); err != nil {
		t.Errorf("free again: %v", err)
	}
}

// severed is a line that, once cut, swallows what is sent and brings nothing back, as a machine does that lost its power.
type severed struct {
	net.Conn
	cut *atomic.Bool
}

func (s severed) Write(b []byte) (int, error) {
	if s.cut.Load() {
		return len(b), nil
	}
	return s.Conn.Write(b)
}

// TestTakingBackDoesNotWaitForADeadLine: the connection is thrown away, and the next is a new one.
func TestTakingBackDoesNotWaitForADeadLine(t *testing.T) {
	t.Parallel()
	config, err := pgxpool.ParseConfig(os.Getenv("DATABASE_URL"))
	if err != nil {
		t.Fatal(err)
	}
	var cut atomic.Bool
	config.ConnConfig.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		return severed{conn, &cut}, err
	}
	config.MaxConns = 1
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	s := &Store{pool: pool}
	err = s.write(t.Context(), AtDoor(), func(tx *Tx) error {
		asked(t.Context(), t, tx.tx)
		cut.Store(true)
		return errOurs
	})
	if !errors.Is(err, errOurs) {
		t.Errorf("got %v, want our own", err)
	}
	cut.Store(false)
	if got := s.bare(t); got != " off" {
		t.Errorf("the next finds %q, want no scope", got)
	}
}
