package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// parkAfter is how often an entry is tried before it is set aside for the desk to look at.
const parkAfter = 5

// Tray is the inbox as the work process empties it: the relay's and the sweeper's view, under the system's scope.
type Tray struct{ Store *Store }

// Unstarted lists cases whose workflow is not known to have started, oldest first.
func (t Tray) Unstarted(ctx context.Context, limit int) ([]dispute.CaseID, error) {
	return t.cases(ctx, `select id from cases where started_at is null order by filed_at limit $1`, limit)
}

// MarkStarted notes that a case's workflow runs.
func (t Tray) MarkStarted(ctx context.Context, id dispute.CaseID) error {
	return t.exec(ctx, `update cases set started_at = now() where id = $1 and started_at is null`, id)
}

// Undelivered lists, per case, the oldest entry that waits for its answer since before olderThan.
func (t Tray) Undelivered(ctx context.Context, olderThan time.Duration, limit int) ([]dispute.Ref, error) {
	var refs []dispute.Ref
	err := t.Store.Read(ctx, AsSystem(), func(r *Reader) error {
		rows, err := r.tx.Query(ctx, `select id, case_id, act, actor, for_party, if_turn from (
				select distinct on (e.case_id) e.* from waiting w join entries e on e.id = w.entry_id
				where e.parked_at is null
				order by e.case_id, e.stored_at, e.id
			) oldest where stored_at <= workplace_now() - $1::interval order by stored_at limit $2`, olderThan, limit)
		if err != nil {
			return err
		}
		refs, err = pgx.CollectRows(rows, scanRef)
		return err
	})
	return refs, err
}

func scanRef(row pgx.CollectableRow) (dispute.Ref, error) {
	var ref dispute.Ref
	var forParty *string
	err := row.Scan(&ref.ID, &ref.Case, &ref.Name, &ref.By, &forParty, &ref.IfTurn)
	if forParty != nil {
		ref.For = dispute.PartyID(*forParty)
	}
	return ref, err
}

// Delivered notes that an entry's update has answered.
func (t Tray) Delivered(ctx context.Context, entry dispute.ActID) error {
	return t.Store.Delivered(ctx, AsSystem(), entry)
}

// Refused notes an entry's refusal, unless the act is on record after all: then it was delivered.
func (t Tray) Refused(ctx context.Context, entry dispute.ActID, why *fault.Fault) error {
	var recorded bool
	err := t.Store.Read(ctx, AsSystem(), func(r *Reader) (err error) {
		_, recorded, err = r.Recorded(ctx, entry)
		return err
	})
	switch {
	case err != nil:
		return err
	case recorded:
		return t.Delivered(ctx, entry)
	}
	return t.Store.Refused(ctx, AsSystem(), entry, why)
}

// Tried counts a delivery that failed for a reason of its own (not: the engine is away), and parks the entry after five.
func (t Tray) Tried(ctx context.Context, entry dispute.ActID, _ string) error {
	return t.exec(ctx, `update entries set tries = tries + 1, parked_at = case when tries + 1 >= $2 then now() end where id = $1`, entry, parkAfter)
}

// DueCases lists cases with a reminder or due moment that has passed by the workplace clock and is not on record. One that
// waits for an entry handed in before it is not due yet: the relay brings that first.
func (t Tray) DueCases(ctx context.Context, limit int) ([]dispute.CaseID, error) {
	return t.cases(ctx, `select c.id from cases c where c.next_at <= workplace_now() and not exists (
			select 1 from waiting w join entries e on e.id = w.entry_id
			where w.case_id = c.id and w.stored_at < c.next_at and e.parked_at is null
		) order by c.next_at limit $1`, limit)
}

// ErrandCases lists cases with papers, notices, extracts or routes that have waited for over half a minute of real time.
func (t Tray) ErrandCases(ctx context.Context, limit int) ([]dispute.CaseID, error) {
	return t.cases(ctx, `select distinct case_id from (
			select case_id from papers where state = 'due' and due_at < workplace_now() - interval '30 seconds'
			union all select case_id from notices where state = 'queued' and queued_at < workplace_now() - interval '30 seconds'
			union all select case_id from extracts where state = 'due' and due_at < workplace_now() - interval '30 seconds'
			union all select case_id from routes where state = 'due' and due_at < workplace_now() - interval '30 seconds'
		) waiting limit $1`, limit)
}

// SweepDoors removes what is long over at the doors.
func (t Tray) SweepDoors(ctx context.Context) error { return t.Store.SweepDoors(ctx) }

// OpenCases lists open cases in order of id, after one.
func (t Tray) OpenCases(ctx context.Context, after dispute.CaseID, limit int) ([]dispute.CaseID, error) {
	if after == "" {
		after = "00000000-0000-0000-0000-000000000000"
	}
	return t.cases(ctx, `select id from cases where stage in ('filed', 'inquiry', 'mediation', 'performing') and id > $2
		order by id limit $1`, limit, after)
}

func (t Tray) cases(ctx context.Context, query string, args ...any) ([]dispute.CaseID, error) {
	var ids []dispute.CaseID
	err := t.Store.Read(ctx, AsSystem(), func(r *Reader) error {
		rows, err := r.tx.Query(ctx, query, args...)
		if err != nil {
			return err
		}
		ids, err = pgx.CollectRows(rows, pgx.RowTo[dispute.CaseID])
		return err
	})
	return ids, err
}

func (t Tray) exec(ctx context.Context, query string, args ...any) error {
	return t.Store.write(ctx, AsSystem(), func(tx *Tx) error {
		_, err := tx.tx.Exec(ctx, query, args...)
		return err
	})
}
