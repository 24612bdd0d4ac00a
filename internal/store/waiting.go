package store

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
)

// Waiting is something handed in that has waited longer than it should, and none of its words.
type Waiting struct {
	Entry    dispute.ActID
	Act      dispute.ActName
	By       dispute.Actor
	For      dispute.PartyID // empty for an act of one's own
	Staff    string          // the name of the member of staff who handed it in
	StoredAt time.Time       // by the workplace clock
	Parked   bool            // given up on after repeated failures: it waits for somebody to look
}

// Waiting lists what was handed in to a case and has had no answer for half a minute, or was parked, the oldest first. Staff
// read all of it, a party what its own side handed in. NotFound when the case is not visible.
func (r *Reader) Waiting(ctx context.Context, id dispute.CaseID) ([]Waiting, error) {
	row, err := r.caseOf(ctx, id)
	if err != nil {
		return nil, err
	}
	rows, err := r.tx.Query(ctx, `select e.id, e.act, e.actor, coalesce(e.for_party::text, ''), coalesce(a.name, ''), e.stored_at, e.parked_at is not null
		from entries e left join deliveries d on d.entry_id = e.id left join accounts a on a.id = (e.actor->>'account')::uuid
		where e.case_id = $1 and d.entry_id is null and e.act <> 'file'
			and (e.parked_at is not null or e.stored_at < workplace_now() - interval '30 seconds') order by e.stored_at, e.id`, id)
	if err != nil {
		return nil, err
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Waiting])
	side := r.side(row.Picture)
	return slices.DeleteFunc(all, func(w Waiting) bool {
		return side != dispute.NeitherSide && (w.By.Staff() || row.Picture.SideOf(w.By.Party) != side)
	}), err
}

// Unpark gives every parked entry its five tries again, once what broke them is mended, and says how many there were.
func (t Tray) Unpark(ctx context.Context) (int, error) {
	var n int
	err := t.Store.write(ctx, AsSystem(), func(tx *Tx) error {
		return tx.tx.QueryRow(ctx, `with freed as (update entries e set parked_at = null, tries = 0 where e.parked_at is not null
			and not exists (select 1 from deliveries d where d.entry_id = e.id) returning 1) select count(*) from freed`).Scan(&n)
	})
	return n, err
}
