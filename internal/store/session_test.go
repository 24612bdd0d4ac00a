package store

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"hejie/internal/dispute"
)

// single is a store with one connection, so that whoever asks next gets the connection of whoever asked before.
func single(t *testing.T) *Store {
	t.Helper()
	config, err := pgxpool.ParseConfig(os.Getenv("DATABASE_URL"))
	if err != nil {
		t.Fatal(err)
	}
	config.MaxConns = 1
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return &Store{pool: pool}
}

const whoLooks = `select coalesce(current_setting('app.kind', true), '') || ' ' || current_setting('transaction_read_only')`

// bare is what the next borrower of the connection finds, outside every scope.
func (s *Store) bare(t *testing.T) string {
	t.Helper()
	var found string
	if err := s.pool.QueryRow(t.Context(), whoLooks).Scan(&found); err != nil {
		t.Fatalf("after that the connection does not answer: %v", err)
	}
	return found
}

func asked(ctx context.Context, t *testing.T, in session) string {
	t.Helper()
	var found string
	if err := in.QueryRow(ctx, whoLooks).Scan(&found); err != nil {
		t.Fatal(err)
	}
	return found
}

func TestEveryQuestionCarriesTheScopeAndLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	s, ctx := single(t), t.Context()
	scope := AsParty(dispute.Actor{}, "00000000-0000-4000-8000-000000000001")
	err := s.Read(ctx, scope, func(r *Reader) error {
		for range 2 {
			if got := asked(ctx, t, r.tx); got != "party on" {
				t.Errorf("reading: got %q, want the party, read only", got)
			}
		}
		return nil
	})
	if got := s.bare(t); err != nil || got != " off" {
		t.Errorf("after reading: got %q, %v, want no scope", got, err)
	}
	err = s.write(ctx, scope, func(tx *Tx) error {
		for range 2 {
			if got := asked(ctx, t, tx.tx); got != "party off" {
				t.Errorf("writing: got %q, want the party, and leave to write", got)
			}
		}
		return nil
	})
	if got := s.bare(t); err != nil || got != " off" {
		t.Errorf("after writing: got %q, %v, want no scope", got, err)
	}
}

var errOurs = errors.New("ours")

// TestNoEndingLeavesItsScopeOnTheConnection: a refusal, an error of the database, a caller who has gone, a panic.
func TestNoEndingLeavesItsScopeOnTheConnection(t *testing.T) {
	t.Parallel()
	s := single(t)
	endings := map[string]func(context.Context, session) error{
		"a refusal": func(context.Context, session) error { return errOurs },
		"an error":  func(ctx context.Context, in session) error { _, err := in.Exec(ctx, `select 1/0`); return err },
		"rows unread": func(ctx context.Context, in session) error {
			_, err := in.Query(ctx, `select generate_series(1, 100000)`)
			return errors.Join(errOurs, err)
		},
		"a batch that fails in the middle": func(ctx context.Context, in session) error {
			b := &pgx.Batch{}
			b.Queue(`select 1`)
			b.Queue(`select 1/0`)
			b.Queue(`select 2`)
			return in.SendBatch(ctx, b).Close()
		},
		"a caller who has gone": func(ctx context.Context, in session) error {
			ctx, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
			defer cancel()
			_, err := in.Exec(ctx, `select pg_sleep(60)`)
			return err
		},
		"a panic": func(context.Context, session) error { panic("as it happens") },
	}
	for name, ending := range endings {
		for way, enter := range map[string]func(func(session) error) error{
			"reading": func(do func(session) error) error {
				return s.Read(t.Context(), AsSystem(), func(r *Reader) error { return do(r.tx) })
			},
			"writing": func(do func(session) error) error {
				return s.write(t.Context(), AsSystem(), func(tx *Tx) error { return do(tx.tx) })
			},
		} {
			err := caught(func() error {
				return enter(func(in session) error {
					asked(t.Context(), t, in)
					return ending(t.Context(), in)
				})
			})
			if err == nil {
				t.Errorf("%s, %s: got no error", way, name)
			}
			if got := s.bare(t); got != " off" {
				t.Errorf("%s, %s: the next finds %q, want no scope", way, name, got)
			}
		}
	}
}

func caught(do func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = errPanicked
		}
	}()
	return do()
}

func TestAFailurePassedOverIsNoCommit(t *testing.T) {
	t.Parallel()
	s := single(t)
	err := s.write(t.Context(), AtDoor(), func(tx *Tx) error {
		_, _ = tx.tx.Exec(t.Context(), `select 1/0`) // passed over
		return nil
	})
	if !errors.Is(err, errTakenBack) {
		t.Errorf("got %v, want to hear that it was taken back", err)
	}
}
