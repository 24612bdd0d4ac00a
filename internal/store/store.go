// Package store is the record: PostgreSQL through pgx, a file per aggregate, SQL where it is used. Reading and writing are
// different types: a Reader only reads, under a Scope that row-level security enforces a second time; what moves a case is
// written by Record and Ring alone, one transaction per act. What a person hands in goes through the inbox (HandIn, File),
// is sealed with the case's key, and is never changed.
package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
)

// Store is one process's way to the record. It holds nothing that another copy would miss.
type Store struct {
	pool *pgxpool.Pool
	keys *seal.Keys
	law  dispute.Law
}

// Open connects as the role in url (serve or work). It does not wait for the database: /readyz says whether it answers.
func Open(ctx context.Context, url string, keys *seal.Keys, law dispute.Law) (*Store, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, errors.New("reading the database URL: it is not a PostgreSQL URL") // the cause would print the password
	}
	config.ConnConfig.ConnectTimeout = 2 * time.Second
	config.MaxConns = max(config.MaxConns, 16)
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("preparing connections: %w", err)
	}
	return &Store{pool: pool, keys: keys, law: law}, nil
}

// Close gives the connections back.
func (s *Store) Close() { s.pool.Close() }

// Keys are the deployment's keys, for doors that sign or read tokens.
func (s *Store) Keys() *seal.Keys { return s.keys }

// Law is the statute book and calendar in force here.
func (s *Store) Law() dispute.Law { return s.law }

// answerPatience is how long PostgreSQL may take for what needs no work at all.
const answerPatience = 2 * time.Second

// Ping says whether PostgreSQL answers this copy within two seconds; Unavailable when not, and when every connection is taken
// for so long.
func (s *Store) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, answerPatience)
	defer cancel()
	return known(s.pool.Ping(ctx))
}

// tries is how often a transaction that lost a race with another is begun anew.
const tries = 4

// write runs one transaction under a scope, and begins it anew when it lost a race (40001, 40P01). A panic rolls back.
func (s *Store) write(ctx context.Context, scope Scope, do func(*Tx) error) error {
	var err error
	for range tries {
		if err = s.writeOnce(ctx, scope, do); !lostRace(err) {
			break
		}
	}
	return known(err)
}

func (s *Store) writeOnce(ctx context.Context, scope Scope, do func(*Tx) error) (err error) {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	w := newWriting(conn, scope)
	defer func() {
		if p := recover(); p != nil {
			_ = w.end(ctx, errPanicked) // taken back; the panic goes on
			panic(p)
		}
	}()
	return w.end(ctx, do(&Tx{Reader: Reader{tx: w, store: s, scope: scope}, session: w}))
}

var errPanicked = errors.New("panicked in a transaction")

// Read answers questions under a scope. It cannot write.
func (s *Store) Read(ctx context.Context, scope Scope, do func(*Reader) error) error {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return known(err)
	}
	defer conn.Release()
	return known(do(&Reader{tx: reading(conn, scope), store: s, scope: scope}))
}

// Reader reads under its scope.
type Reader struct {
	tx    session
	store *Store
	scope Scope
}

// Tx also writes, in one transaction.
type Tx struct {
	Reader
	session *writing
}

// lostRace: serialization failure or deadlock; beginning anew is safe and likely to work.
func lostRace(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}

// violates says whether err is a violation of this constraint.
func violates(err error, constraint string) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "23505" && pg.ConstraintName == constraint
}

// ErrUnfit: PostgreSQL refuses what was to be written for what it is, a value that its column cannot hold (class 22) or a
// constraint that it breaks (class 23). The same again is refused again.
var ErrUnfit = errors.New("unfit for the record")

// known turns what PostgreSQL answers into the vocabulary of faults: nothing found, lost a race too often, not there; and
// marks what no second try would change.
func known(err error) error {
	var pg *pgconn.PgError
	switch {
	case err == nil:
		return nil
	case isFault(err):
		return err
	case errors.Is(err, pgx.ErrNoRows):
		return fault.Missing().Because(err)
	case lostRace(err), errors.As(err, &pg) && (pg.Code[:2] == "57" || pg.Code[:2] == "53" || pg.Code[:2] == "08"), unreachable(err):
		return fault.Busy().Because(err)
	case pg != nil && (pg.Code[:2] == "22" || pg.Code[:2] == "23"):
		return fmt.Errorf("%w: %w", ErrUnfit, err)
	}
	return err
}

func isFault(err error) bool {
	_, ok := fault.As(err)
	return ok
}

// unreachable: no connection, none free in time, or it broke in the middle; the caller tries again with the same key.
func unreachable(err error) bool {
	var connect *pgconn.ConnectError
	return errors.As(err, &connect) || pgconn.SafeToRetry(err) || pgconn.Timeout(err) || errors.Is(err, context.DeadlineExceeded) ||
		slices.ContainsFunc(brokenEnds, func(broken error) bool { return errors.Is(err, broken) })
}
