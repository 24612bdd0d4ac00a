package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
	"hejie/internal/statute"
)

// Key is an Idempotency-Key within the scope of whoever sent it: two people with the same key do not meet.
type Key struct {
	Scope string // "public", "account/<id>", "party/<id>"
	Key   string
}

func (k Key) hash(keys *seal.Keys) []byte { return keys.Index("idempotency", k.Scope, k.Key) }

// actHash tells whether two acts handed in under one key are the same act: its form, and everything around it.
func (s *Store) actHash(k Key, a dispute.Act, body []byte) []byte {
	around, err := json.Marshal([]any{a.Case, a.Name, a.For, a.Channel, a.HappenedOn, a.Proof, a.IfTurn})
	if err != nil {
		around = nil // ids, a day and a number: this cannot happen
	}
	return s.bodyHash(k, append(around, body...))
}

// bodyHash tells whether two bodies are the same without telling what they say.
func (s *Store) bodyHash(k Key, body []byte) []byte {
	sum := sha256.Sum256(body)
	return s.keys.Index("body", k.Scope, hex.EncodeToString(sum[:]))
}

// Handed is what became of something handed in.
type Handed struct {
	Ref     dispute.Ref
	Again   bool // the key had been used before, with the same words
	Outcome      // done or refused already, when Again
}

// Outcome is how an entry was answered: pending while Done is false and Refused nil.
type Outcome struct {
	Done    bool
	Refused *fault.Fault
	Parked  bool // given up on after repeated failures; the desk sees it
}

// HandIn stores an act's form in the inbox, sealed, before anyone is told: from here on it is never lost. a.ID and
// a.RecordedAt are set here; a day left open is today. It refuses days that cannot be true (dispute.CheckDates). The case must
// be visible in scope.
func (s *Store) HandIn(ctx context.Context, scope Scope, a dispute.Act, form dispute.Form, key Key) (Handed, error) {
	body, err := json.Marshal(form)
	if err != nil {
		return Handed{}, fmt.Errorf("writing the form: %w", err)
	}
	a.ID = dispute.ActID(uuid.NewString())
	hash := s.actHash(key, a, body)
	err = s.write(ctx, scope, func(tx *Tx) error { return tx.handIn(ctx, &a, form, handed{body, hash, key}) })
	if violates(err, "entries_idem_scope_idem_key_key") {
		return s.handedBefore(ctx, scope, a.Case, hash, key)
	}
	if err != nil {
		return Handed{}, fmt.Errorf("storing an entry: %w", known(err))
	}
	return Handed{Ref: a.Ref()}, nil
}

// handed is what goes into the inbox with an act.
type handed struct {
	body, hash []byte
	key        Key
}

func (tx *Tx) handIn(ctx context.Context, a *dispute.Act, form dispute.Form, h handed) error {
	key, now, err := tx.keyOf(ctx, a.Case)
	if err != nil {
		return err
	}
	a.RecordedAt = now
	today := statute.DateOf(now)
	if a.HappenedOn.IsZero() {
		a.HappenedOn = today
	}
	if err := dispute.CheckDay("happened_on", a.HappenedOn, today); err != nil {
		return err
	}
	if err := dispute.CheckDates(form, today); err != nil {
		return err
	}
	b := &pgx.Batch{}
	insertEntry(b, *a, key, h.body, h.hash, h.key.Scope, h.key.hash(tx.store.keys))
	return tx.finish(ctx, b)
}

// handedBefore finds the entry that first used the key, and how it was answered.
func (s *Store) handedBefore(ctx context.Context, scope Scope, id dispute.CaseID, want []byte, key Key) (Handed, error) {
	var h Handed
	err := s.Read(ctx, scope, func(r *Reader) error {
		var hash []byte
		h.Again = true
		err := r.tx.QueryRow(ctx, `select id, body_hash from entries where idem_scope = $1 and idem_key = $2 and case_id = $3`,
			key.Scope, key.hash(s.keys), id).Scan(&h.Ref.ID, &hash)
		if errors.Is(err, pgx.ErrNoRows) || err == nil && !seal.Same(hash, want) {
			return reused()
		}
		if err != nil {
			return err
		}
		if h.Ref, err = r.ref(ctx, h.Ref.ID); err != nil {
			return err
		}
		h.Outcome, err = r.outcome(ctx, h.Ref.ID)
		return err
	})
	return h, err
}

// Entry says how an entry of the case was answered.
func (r *Reader) Entry(ctx context.Context, id dispute.CaseID, entry dispute.ActID) (Outcome, error) {
	var there bool
	if err := r.tx.QueryRow(ctx, `select exists (select 1 from entries where id = $1 and case_id = $2)`, entry, id).Scan(&there); err != nil {
		return Outcome{}, err
	}
	if !there {
		return Outcome{}, fault.Missing()
	}
	return r.outcome(ctx, entry)
}

func (r *Reader) outcome(ctx context.Context, entry dispute.ActID) (Outcome, error) {
	var outcome *string
	var refused []byte
	var o Outcome
	err := r.tx.QueryRow(ctx, `select d.outcome, d.fault, e.parked_at is not null from entries e
		left join deliveries d on d.entry_id = e.id where e.id = $1`, entry).Scan(&outcome, &refused, &o.Parked)
	if err != nil || outcome == nil {
		return o, err
	}
	o.Done = *outcome == "done"
	if refused != nil {
		o.Refused = &fault.Fault{}
		err = json.Unmarshal(refused, o.Refused)
	}
	return o, err
}

// Recorded says whether an act is on record: what a door asks before it believes a refusal.
func (r *Reader) Recorded(ctx context.Context, act dispute.ActID) (dispute.Standing, bool, error) {
	var s dispute.Standing
	err := r.tx.QueryRow(ctx, `select case_id, stage, version, turn from events where id = $1`, act).Scan(&s.Case, &s.Stage, &s.Version, &s.Turn)
	if errors.Is(err, pgx.ErrNoRows) {
		return s, false, nil
	}
	return s, err == nil, err
}

// ref is the entry as the workflow is told of it.
func (r *Reader) ref(ctx context.Context, entry dispute.ActID) (dispute.Ref, error) {
	ref := dispute.Ref{ID: entry}
	var forParty *string
	err := r.tx.QueryRow(ctx, `select case_id, act, actor, for_party, if_turn from entries where id = $1`, entry).
		Scan(&ref.Case, &ref.Name, &ref.By, &forParty, &ref.IfTurn)
	if forParty != nil {
		ref.For = dispute.PartyID(*forParty)
	}
	return ref, err
}

// Delivered notes that an entry's update has answered.
func (s *Store) Delivered(ctx context.Context, scope Scope, entry dispute.ActID) error {
	return s.deliver(ctx, scope, entry, "done", nil)
}

// Refused notes the refusal on the entry; the words handed in stay.
func (s *Store) Refused(ctx context.Context, scope Scope, entry dispute.ActID, why *fault.Fault) error {
	text, err := json.Marshal(why)
	if err != nil {
		return fmt.Errorf("writing a refusal: %w", err)
	}
	return s.deliver(ctx, scope, entry, "refused", text)
}

func (s *Store) deliver(ctx context.Context, scope Scope, entry dispute.ActID, outcome string, why []byte) error {
	return s.write(ctx, scope, func(tx *Tx) error {
		b := &pgx.Batch{}
		b.Queue(`insert into deliveries (entry_id, at, outcome, fault) values ($1, now(), $2, $3)
			on conflict (entry_id) do nothing`, entry, outcome, why)
		b.Queue(`delete from waiting where entry_id = $1`, entry)
		return tx.finish(ctx, b)
	})
}
