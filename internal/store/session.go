package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// session is a way to ask the database under a scope. Every question carries the scope in the same round trip: a door that
// waits for five answers in turn would spend its time on the wire.
type session interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// pipe sends batches, each led by what must be said before the questions.
type pipe struct {
	conn *pgxpool.Conn
	lead func(*pgx.Batch) // queues what goes before; the answers to it are dropped
}

// reading asks each question in a transaction of its own, which carries the scope and may not write. READ COMMITTED shows
// each statement its own moment anyway.
func reading(conn *pgxpool.Conn, scope Scope) *pipe {
	return &pipe{conn: conn, lead: func(b *pgx.Batch) { scope.enter(b, "on") }}
}

// writing is one transaction: begun with the first question, ended with the last batch or by end.
type writing struct {
	pipe
	begun, ended bool
}

func newWriting(conn *pgxpool.Conn, scope Scope) *writing {
	w := &writing{pipe: pipe{conn: conn}}
	w.lead = func(b *pgx.Batch) {
		if !w.begun {
			w.begun = true
			b.Queue("begin")
			scope.enter(b, "off")
		}
	}
	return w
}

// last sends the transaction's last batch and commits behind it in the same round trip.
func (w *writing) last(ctx context.Context, b *pgx.Batch) error {
	b.Queue("commit")
	err := w.SendBatch(ctx, b).Close()
	w.ended = err == nil
	return err
}

// end commits what was begun, or takes it back when err is not nil. A connection that cannot say so is thrown away by the
// pool, and PostgreSQL takes back what was not committed.
func (w *writing) end(ctx context.Context, err error) error {
	if !w.begun || w.ended {
		return err
	}
	w.ended = true
	if err != nil {
		w.takeBack(ctx)
		return err
	}
	tag, err := w.conn.Exec(ctx, "commit")
	if err == nil && tag.String() == "ROLLBACK" {
		return errTakenBack
	}
	return err
}

// takeBack says so even for a caller who has gone, and never waits for a line that is dead: past its deadline the connection
// is closed.
func (w *writing) takeBack(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerPatience)
	defer cancel()
	_, _ = w.conn.Exec(ctx, "rollback") // the first error is the one to tell
}

// errTakenBack: PostgreSQL answers a commit behind a failed statement with ROLLBACK and no error. Whoever passed over that
// failure must not believe that anything was written.
var errTakenBack = errors.New("the transaction had failed before its commit and was taken back")

// ahead sends a batch behind its lead and reads past the lead's answers.
func (p *pipe) ahead(ctx context.Context, questions *pgx.Batch) (pgx.BatchResults, error) {
	b := &pgx.Batch{}
	p.lead(b)
	led := b.Len()
	b.QueuedQueries = append(b.QueuedQueries, questions.QueuedQueries...)
	results := p.conn.SendBatch(ctx, b)
	for range led {
		if _, err := results.Exec(); err != nil {
			return nil, errors.Join(err, closed(results))
		}
	}
	return results, nil
}

// closed ends a batch of which an earlier error is already known.
func closed(results pgx.BatchResults) error {
	_ = results.Close() // it repeats the error that brought us here
	return nil
}

// SendBatch implements session.
func (p *pipe) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	results, err := p.ahead(ctx, b)
	if err != nil {
		return failedBatch{err: err}
	}
	return results
}

// Exec implements session.
func (p *pipe) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	results, err := p.ahead(ctx, one(sql, args))
	if err != nil {
		return pgconn.CommandTag{}, err
	}
	tag, err := results.Exec()
	if ended := results.Close(); err == nil {
		err = ended
	}
	return tag, err
}

// Query implements session.
func (p *pipe) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	results, err := p.ahead(ctx, one(sql, args))
	if err != nil {
		return nil, err
	}
	rows, err := results.Query()
	if err != nil {
		return nil, errors.Join(err, closed(results))
	}
	return &ledRows{rows, results}, nil
}

// QueryRow implements session.
func (p *pipe) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	results, err := p.ahead(ctx, one(sql, args))
	if err != nil {
		return failedRow{err}
	}
	return ledRow{results.QueryRow(), results}
}

func one(sql string, args []any) *pgx.Batch {
	b := &pgx.Batch{}
	b.Queue(sql, args...)
	return b
}

// ledRows gives the connection back when it is read to its end or left.
type ledRows struct {
	pgx.Rows
	results pgx.BatchResults
}

func (r *ledRows) Close() {
	r.Rows.Close()
	_ = r.results.Close() // an error of the question is in Rows.Err
}

type ledRow struct {
	row     pgx.Row
	results pgx.BatchResults
}

func (r ledRow) Scan(into ...any) error {
	err := r.row.Scan(into...)
	if ended := r.results.Close(); err == nil {
		err = ended
	}
	return err
}

type failedRow struct{ err error }

func (r failedRow) Scan(...any) error { return r.err }

// failedBatch answers everything with the error of the lead.
type failedBatch struct {
	pgx.BatchResults // nil: everything that is asked is answered below
	err              error
}

func (f failedBatch) Exec() (pgconn.CommandTag, error) { return pgconn.CommandTag{}, f.err }
func (f failedBatch) Query() (pgx.Rows, error)         { return nil, f.err }
func (f failedBatch) QueryRow() pgx.Row                { return failedRow{f.err} }
func (f failedBatch) Close() error                     { return f.err }
