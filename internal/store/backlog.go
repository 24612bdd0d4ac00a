package store

import "context"

// Backlog is what waits for the engine, over all offices.
type Backlog struct {
	Waiting   int // entries handed in and not answered yet
	Parked    int // entries given up on after repeated failures
	Unstarted int // cases whose workflow is not known to run
}

// Backlog counts what waits; Unavailable when PostgreSQL does not answer.
func (s *Store) Backlog(ctx context.Context) (b Backlog, err error) {
	err = s.pool.QueryRow(ctx, `select waiting, parked, unstarted from door_backlog()`).Scan(&b.Waiting, &b.Parked, &b.Unstarted)
	return b, known(err)
}
