package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
)

// Load is the case as it stands on record.
func (s *Store) Load(ctx context.Context, id dispute.CaseID) (dispute.Picture, error) {
	var p dispute.Picture
	err := s.Read(ctx, AsSystem(), func(r *Reader) error {
		return r.tx.QueryRow(ctx, `select picture from cases where id = $1`, id).Scan(&p)
	})
	return p, err
}

// Record puts an act on record: event, projection, clocks, papers due and notices to send, in one transaction. An act that
// is on record already is answered as it was then; then the version is compared (dispute.ErrMoved when another is on
// record); then the act is judged again, with what its actor may do by now.
func (s *Store) Record(ctx context.Context, seen int, ref dispute.Ref) (dispute.Recorded, error) {
	var out dispute.Recorded
	err := s.write(ctx, AsSystem(), func(tx *Tx) error {
		w, err := tx.pick(ctx, ref)
		switch {
		case err != nil:
			return err
		case w.then != nil:
			out = *w.then
			return nil
		case w.row.Picture.Version != seen:
			return dispute.ErrMoved
		}
		out, err = tx.record(ctx, w)
		return err
	})
	return out, err
}

// work is everything needed to record one act.
type work struct {
	row  caseRow
	act  dispute.Act
	body []byte
	then *dispute.Recorded // the answer given when the act was recorded before
}

// pick reads an act, its case (locked) and whether it is on record already, in one round trip.
func (tx *Tx) pick(ctx context.Context, ref dispute.Ref) (work, error) {
	w := work{act: dispute.Act{ID: ref.ID, Case: ref.Case}}
	var sealed []byte
	b := &pgx.Batch{}
	b.Queue(selectCase+` for update of c`, ref.Case).QueryRow(func(row pgx.Row) (err error) {
		w.row, err = tx.scanCase(ref.Case, row)
		return err
	})
	b.Queue(`select after, errands from events where id = $1`, ref.ID).QueryRow(w.scanThen)
	b.Queue(`select e.act, e.actor, e.for_party, e.channel, e.happened_on, e.stored_at, e.if_turn, e.proof::text[], e.sealed_body,
			a.roles, a.org_id::text, a.disabled_at is not null
		from entries e left join accounts a on a.id = (e.actor->>'account')::uuid where e.id = $1 and e.case_id = $2`,
		ref.ID, ref.Case).QueryRow(func(row pgx.Row) error { return w.scanEntry(row, &sealed) })
	if err := tx.tx.SendBatch(ctx, b).Close(); err != nil {
		return w, err
	}
	var err error
	w.body, err = w.row.key.Open(entryPlace(ref.ID), sealed)
	return w, err
}

func (w *work) scanThen(row pgx.Row) error {
	var then dispute.Recorded
	err := row.Scan(&then.Picture, &then.Errands)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	w.then = &then
	return err
}

// scanEntry reads the act with the authority that its actor holds now: a disabled account holds none.
func (w *work) scanEntry(row pgx.Row, sealed *[]byte) error {
	var forParty, org *string
	var roles []dispute.Role
	var disabled *bool
	a := &w.act
	err := row.Scan(&a.Name, &a.By, &forParty, &a.Channel, &a.HappenedOn, &a.RecordedAt, &a.IfTurn, &a.Proof, sealed, &roles, &org, &disabled)
	if err != nil {
		return err
	}
	if forParty != nil {
		a.For = dispute.PartyID(*forParty)
	}
	if a.By.Staff() {
		a.By.Roles = nil
		if disabled != nil && !*disabled && org != nil {
			a.By.Roles, a.By.Org = roles, dispute.OrgID(*org)
		}
	}
	return nil
}

// record decides and writes.
func (tx *Tx) record(ctx context.Context, w work) (dispute.Recorded, error) {
	form := dispute.Forms(w.act.Name)
	if form == nil {
		return dispute.Recorded{}, fault.Missing()
	}
	if err := json.Unmarshal(w.body, form); err != nil {
		return dispute.Recorded{}, fmt.Errorf("reading a form: %w", err)
	}
	change, err := dispute.Decide(w.row.Picture, w.act, form, tx.store.law)
	if err != nil {
		return dispute.Recorded{}, err
	}
	if err := tx.hand(ctx, w.row.Picture, change.Picture); err != nil {
		return dispute.Recorded{}, err
	}
	b := &pgx.Batch{}
	putConsent(b, w.act, form)
	for _, follow := range []func(context.Context, *pgx.Batch, *dispute.Change, dispute.Form) error{tx.routable, tx.objectable, tx.share, tx.withdraw} {
		if err := follow(ctx, b, &change, form); err != nil {
			return dispute.Recorded{}, err
		}
	}
	if err := tx.keep(ctx, b, w.row, change, w.act, w.body); err != nil {
		return dispute.Recorded{}, err
	}
	return dispute.Recorded{Picture: change.Picture, Errands: change.Errands(w.row.mailed)}, nil
}

// keep writes a change with its event, behind what stands in b already, and commits.
func (tx *Tx) keep(ctx context.Context, b *pgx.Batch, row caseRow, c dispute.Change, a dispute.Act, body []byte) error {
	ev, err := newEvent(row.chain, c, a, body, row.mailed)
	if err != nil {
		return err
	}
	if c.Number {
		if err := tx.number(ctx, c.Picture); err != nil {
			return err
		}
	}
	insertEvent(b, ev)
	updateCase(b, c.Picture, a.RecordedAt, ev.chain)
	tx.effects(b, c, row.key, row.mailed)
	return tx.finish(ctx, b)
}

// Ring records what the clocks of a case bring about by now. When nothing is due the picture comes back as it is.
func (s *Store) Ring(ctx context.Context, id dispute.CaseID, seen int) (dispute.Recorded, error) {
	var out dispute.Recorded
	err := s.write(ctx, AsSystem(), func(tx *Tx) error {
		row, held, err := tx.ringing(ctx, id)
		if err != nil {
			return err
		}
		if row.Picture.Version != seen {
			return dispute.ErrMoved
		}
		change, due := dispute.Rings(row.Picture, row.now, held)
		if !due {
			out = dispute.Recorded{Picture: row.Picture}
			return nil
		}
		out = dispute.Recorded{Picture: change.Picture, Errands: change.Errands(row.mailed)}
		return tx.keep(ctx, &pgx.Batch{}, row, change, change.Act(), nil)
	})
	return out, err
}

// ringing reads a case with the moment of storing of its oldest undelivered entry.
func (tx *Tx) ringing(ctx context.Context, id dispute.CaseID) (caseRow, time.Time, error) {
	row, err := tx.scanCase(id, tx.tx.QueryRow(ctx, selectCase+` for update of c`, id))
	if err != nil {
		return row, time.Time{}, err
	}
	var held *time.Time
	err = tx.tx.QueryRow(ctx, `select min(w.stored_at) from waiting w join entries e on e.id = w.entry_id
		where w.case_id = $1 and e.parked_at is null`, id).Scan(&held)
	if err != nil || held == nil {
		return row, time.Time{}, err
	}
	return row, *held, nil
}

func entryPlace(id dispute.ActID) seal.Place {
	return seal.Place{Table: "entries", Column: "sealed_body", Row: string(id)}
}

// insertEntry puts an act into the inbox, where it waits for its answer.
func insertEntry(b *pgx.Batch, a dispute.Act, key seal.CaseKey, body, hash []byte, scope string, idem []byte) {
	proof := make([]string, len(a.Proof))
	for i, id := range a.Proof {
		proof[i] = string(id)
	}
	b.Queue(`insert into entries (id, case_id, act, actor, for_party, channel, happened_on, stored_at, if_turn, proof, sealed_body,
			body_hash, idem_scope, idem_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		a.ID, a.Case, a.Name, a.By, none(a.For), a.Channel, a.HappenedOn, a.RecordedAt, a.IfTurn, proof,
		key.Seal(entryPlace(a.ID), body), hash, scope, idem)
	if a.Name != dispute.File { // a filing is its case's own outbox
		b.Queue(`insert into waiting (entry_id, case_id, stored_at) values ($1, $2, $3)`, a.ID, a.Case, a.RecordedAt)
	}
}
