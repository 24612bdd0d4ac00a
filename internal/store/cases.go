package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/seal"
)

// caseRow is a case as a transaction works on it.
type caseRow struct {
	Picture dispute.Picture
	Number  string
	key     seal.CaseKey
	chain   chain
	now     time.Time // by the workplace clock
	mailed  bool      // somebody at the committee wants notices by mail
}

// Now is the workplace clock's time.
func (r *Reader) Now(ctx context.Context) (time.Time, error) {
	var now time.Time
	err := r.tx.QueryRow(ctx, `select workplace_now()`).Scan(&now)
	return now, err
}

const selectCase = `select c.picture, coalesce(c.number, ''), c.chain_seq, c.chain_head, k.wrapped, workplace_now(),
		exists (select 1 from accounts a where a.org_id = c.org_id and a.email <> '' and a.disabled_at is null)
	from cases c join case_keys k on k.case_id = c.id where c.id = $1`

// caseOf reads a case with its key; NotFound when it is not visible in this scope or erased.
func (r *Reader) caseOf(ctx context.Context, id dispute.CaseID) (caseRow, error) {
	return r.scanCase(id, r.tx.QueryRow(ctx, selectCase, id))
}

// keyOf reads no more of a case than an inbox needs: its key, and the workplace clock. NotFound as with caseOf.
func (r *Reader) keyOf(ctx context.Context, id dispute.CaseID) (key seal.CaseKey, now time.Time, err error) {
	var wrapped []byte
	err = r.tx.QueryRow(ctx, `select k.wrapped, workplace_now() from cases c join case_keys k on k.case_id = c.id where c.id = $1`, id).Scan(&wrapped, &now)
	if err != nil {
		return key, now, err
	}
	key, err = r.store.keys.Unwrap(string(id), wrapped)
	return key, now, err
}

func (r *Reader) scanCase(id dispute.CaseID, row pgx.Row) (caseRow, error) {
	var c caseRow
	var picture, head, wrapped []byte
	if err := row.Scan(&picture, &c.Number, &c.chain.seq, &head, &wrapped, &c.now, &c.mailed); err != nil {
		return c, err
	}
	copy(c.chain.head[:], head)
	if err := json.Unmarshal(picture, &c.Picture); err != nil {
		return c, fmt.Errorf("reading the picture of a case: %w", err)
	}
	var err error
	c.key, err = r.store.keys.Unwrap(string(id), wrapped)
	return c, err
}

func insertCase(b *pgx.Batch, p dispute.Picture, a dispute.Act, wrapped []byte, ch chain) {
	b.Queue(`insert into cases (id, org_id, kind, matter, stage, version, turn, mediator, filed_on, filed_at, moved_at, next_at,
			chain_seq, chain_head, picture) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $13, $14)`,
		p.Case, p.Org, p.Kind, p.Matter, p.Stage, p.Version, p.Turn, none(p.Mediator), p.FiledOn, a.RecordedAt, moment(p.Next()),
		ch.seq, ch.head[:], p)
	b.Queue(`insert into case_keys (case_id, wrapped) values ($1, $2)`, p.Case, wrapped)
}

func updateCase(b *pgx.Batch, p dispute.Picture, at time.Time, ch chain) {
	b.Queue(`update cases set matter = $2, stage = $3, version = $4, turn = $5, mediator = $6, moved_at = $7, next_at = $8,
			chain_seq = $9, chain_head = $10, picture = $11 where id = $1`,
		p.Case, p.Matter, p.Stage, p.Version, p.Turn, none(p.Mediator), at, moment(p.Next()), ch.seq, ch.head[:], p)
}

// number gives the case the next number of its committee and year. The counter row is locked until the acceptance commits,
// so numbers run without gaps.
func (tx *Tx) number(ctx context.Context, p dispute.Picture) error {
	_, err := tx.tx.Exec(ctx, `with taken as (
			insert into numbers (org_id, year, last) values ($2, $3, 1)
			on conflict (org_id, year) do update set last = numbers.last + 1 returning last
		)
		update cases set number_year = $3, number_seq = last,
			number = replace(replace(o.number_template, '{year}', $3::text), '{n}', last::text)
		from taken, orgs o where cases.id = $1 and o.id = $2 and cases.number is null`, p.Case, p.Org, p.Accepted.Year())
	if err != nil {
		return fmt.Errorf("giving a case its number: %w", err)
	}
	return nil
}

// none is nil for an empty id: absence is null in the record.
func none[T ~string](id T) *string {
	if id == "" {
		return nil
	}
	s := string(id)
	return &s
}

// moment is nil for the zero time.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// Visible is nil when the scope sees the case, and NotFound otherwise.
func (r *Reader) Visible(ctx context.Context, id dispute.CaseID) error {
	var one int
	return r.tx.QueryRow(ctx, `select 1 from cases where id = $1`, id).Scan(&one)
}

// Empty says whether the database holds no case yet (role work).
func (s *Store) Empty(ctx context.Context) (bool, error) {
	var empty bool
	err := s.Read(ctx, AsSystem(), func(r *Reader) error {
		return r.tx.QueryRow(ctx, `select not exists (select 1 from cases)`).Scan(&empty)
	})
	return empty, err
}
