package store

import (
	"context"
	"encoding/hex"
	"time"

	"github.com/jackc/pgx/v5"
)

// slots is into how many a window is cut: old tries fall out of it one slot at a time.
const slots = 10

// Allow counts a try in a bucket, unless there were limit of them in the window already. When ok, wait is how long to pause
// before going on: nothing for the first half of the limit, then a quarter of a second, doubling up to two. When not, wait
// is how long it takes until there is room. Tries at the same moment wait for each other, so that never more than limit pass,
// over all copies of the program. A refused try does not count, so nobody is shut out for ever by others' tries. Buckets may
// name people and addresses: only a keyed hash of them is stored.
func (s *Store) Allow(ctx context.Context, bucket string, limit int, window time.Duration) (wait time.Duration, ok bool, err error) {
	var before int
	var full float64 // seconds until the oldest slot is out
	name := s.bucket(bucket)
	err = s.write(ctx, AtDoor(), func(tx *Tx) error {
		b := &pgx.Batch{}
		b.Queue(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, name)
		b.Queue(`with seen as (
				select coalesce(sum(tries), 0)::int as tries, min(slot) as oldest from attempts where bucket = $1 and slot > now() - $3::interval and tries > 0
			), added as (
				insert into attempts (bucket, slot) select $1, date_bin($4::interval, now(), timestamptz '2000-01-01 00:00Z') from seen where seen.tries < $2
				on conflict (bucket, slot) do update set tries = attempts.tries + 1
			)
			select tries, coalesce(extract(epoch from oldest + $3::interval - now()), 0)::float8 from seen`, name, limit, window, window/slots).
			QueryRow(func(row pgx.Row) error { return row.Scan(&before, &full) })
		return tx.tx.SendBatch(ctx, b).Close()
	})
	if err != nil {
		return 0, false, err
	}
	if before >= limit {
		return time.Duration(full * float64(time.Second)), false, nil
	}
	return pauseBefore(before+1, limit), true, nil
}

// The pause before an answer to someone who has used up half of the tries.
const (
	firstPause   = 250 * time.Millisecond
	longestPause = 2 * time.Second
)

func pauseBefore(try, limit int) time.Duration {
	over := try - (limit+1)/2
	if over <= 0 {
		return 0
	}
	return min(firstPause<<min(over-1, 8), longestPause)
}

// Forgive takes the last try in a bucket back.
func (s *Store) Forgive(ctx context.Context, bucket string) error {
	return s.write(ctx, AtDoor(), func(tx *Tx) error {
		_, err := tx.tx.Exec(ctx, `update attempts set tries = tries - 1 where bucket = $1 and tries > 0 and slot = (
			select max(slot) from attempts where bucket = $1)`, s.bucket(bucket))
		return err
	})
}

func (s *Store) bucket(name string) string {
	return hex.EncodeToString(s.keys.Index("attempt", "", name))
}
