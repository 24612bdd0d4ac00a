package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/fault/point"
	"hejie/internal/seal"
	"hejie/internal/statute"
)

// Filed is the answer to a filing; the same key with the same words gives the same answer for ever.
type Filed struct {
	Case     dispute.CaseID
	Entry    dispute.ActID
	Party    dispute.PartyID // the applicant
	Code     string          // the receipt code; only its hash is stored
	Number   string          // of the receipt
	IssuedAt time.Time
	SHA256   []byte // of what was handed in
	Again    bool   // the key had been used before, with the same words
}

// ReceiptNumber is what a receipt is called on paper: the day of filing and the first digits of the case's id.
func ReceiptNumber(id dispute.CaseID, at time.Time) string {
	return "收" + at.In(statute.Zone).Format("20060102") + "-" + string(id)[:8]
}

// File stores a complaint, whole or not at all: case, parties, claim, clocks, receipt, inbox entry and first event in one
// transaction. The case row is its own outbox: the relay starts the workflow of whatever has none. f has passed
// dispute.Check. by is the zero Actor for a worker at the public door.
func (s *Store) File(ctx context.Context, by dispute.Actor, org dispute.OrgID, f *dispute.Filing, key Key) (Filed, error) {
	body, err := json.Marshal(f) // as it was handed in: opening the file fills in what was left open
	if err != nil {
		return Filed{}, fmt.Errorf("writing the filing: %w", err)
	}
	filed, err := s.fileOnce(ctx, by, org, f, body, key)
	if violates(err, "entries_idem_scope_idem_key_key") {
		return s.filedBefore(ctx, body, key)
	}
	return filed, known(err)
}

func (s *Store) fileOnce(ctx context.Context, by dispute.Actor, org dispute.OrgID, f *dispute.Filing, body []byte, key Key) (Filed, error) {
	id := dispute.CaseID(uuid.NewString())
	a := dispute.Act{ID: dispute.ActID(uuid.NewString()), Case: id, Name: dispute.File, By: by, Channel: f.Channel, HappenedOn: f.HappenedOn}
	if a.For = dispute.ApplicantOf(a.ID); !by.Staff() {
		a.By = dispute.Actor{Party: a.For, Roles: []dispute.Role{dispute.Worker}}
	}
	err := s.write(ctx, AsParty(a.By, id), func(tx *Tx) (err error) {
		if a.RecordedAt, err = tx.Now(ctx); err != nil {
			return err
		}
		return tx.file(ctx, &a, org, f, body, key)
	})
	if err != nil {
		return Filed{}, fmt.Errorf("storing a filing: %w", err)
	}
	point.Hit("filing_after_commit")
	return s.receipt(a, body, 1, false), nil
}

func (tx *Tx) file(ctx context.Context, a *dispute.Act, org dispute.OrgID, f *dispute.Filing, body []byte, key Key) error {
	settle(a, f)
	if err := dispute.CheckDay("happened_on", a.HappenedOn, statute.DateOf(a.RecordedAt)); err != nil {
		return err
	}
	change, err := dispute.OpenFile(*a, org, f, tx.store.law)
	if err != nil {
		return fmt.Errorf("opening a file: %w", err)
	}
	wrapped, caseKey, err := tx.store.keys.NewCaseKey(string(a.Case))
	if err != nil {
		return fmt.Errorf("making the case's key: %w", err)
	}
	ev, err := newEvent(chain{head: seal.Genesis(string(a.Case))}, change, *a, body, true)
	if err != nil {
		return err
	}
	code := seal.HashCode(tx.store.keys.ReceiptCode(string(a.Case), 1))
	b := &pgx.Batch{}
	insertCase(b, change.Picture, *a, wrapped, ev.chain)
	insertEntry(b, *a, caseKey, body, tx.store.bodyHash(key, body), key.Scope, key.hash(tx.store.keys))
	insertReceipt(b, a.Case, a.For, 1, a.RecordedAt, code)
	insertEvent(b, ev)
	tx.effects(b, change, caseKey, true)
	point.Hit("filing_before_commit")
	return tx.finish(ctx, b)
}

// settle fills what a filing leaves open: today, the web, the worker.
func settle(a *dispute.Act, f *dispute.Filing) {
	if a.HappenedOn.IsZero() {
		a.HappenedOn = statute.DateOf(a.RecordedAt)
	}
	if a.Channel == "" {
		a.Channel = dispute.Web
	}
	if f.Source == "" {
		f.Source = dispute.ByWorker
	}
	if f.Matter == "" {
		f.Matter = dispute.InsuranceClaim
	}
}

// filedBefore answers a repeated key as it was answered first, or refuses it for other words.
func (s *Store) filedBefore(ctx context.Context, body []byte, key Key) (Filed, error) {
	var a dispute.Act
	var hash []byte
	err := s.Read(ctx, AtDoor(), func(r *Reader) error {
		return r.tx.QueryRow(ctx, `select entry, case_id, body_hash from door_filing($1, $2)`, key.Scope, key.hash(s.keys)).Scan(&a.ID, &a.Case, &hash)
	})
	if err != nil {
		return Filed{}, fmt.Errorf("looking for the first filing: %w", err)
	}
	if !seal.Same(hash, s.bodyHash(key, body)) {
		return Filed{}, reused()
	}
	err = s.Read(ctx, AsParty(dispute.Actor{}, a.Case), func(r *Reader) error {
		return r.tx.QueryRow(ctx, `select stored_at, case_id from entries where id = $1`, a.ID).Scan(&a.RecordedAt, &a.Case)
	})
	return s.receipt(a, body, 1, true), err
}

func (s *Store) receipt(a dispute.Act, body []byte, issue int, again bool) Filed {
	sum := sha256.Sum256(body)
	return Filed{
		Case: a.Case, Entry: a.ID, Party: dispute.ApplicantOf(a.ID), Code: s.keys.ReceiptCode(string(a.Case), issue),
		Number: ReceiptNumber(a.Case, a.RecordedAt), IssuedAt: a.RecordedAt, SHA256: sum[:], Again: again,
	}
}

func reused() error {
	return fault.New(fault.Invalid, "idempotency_key_reused", fault.Text{
		ZH: "这个 Idempotency-Key 已用于另一份内容。请为新的提交使用新的 Idempotency-Key。",
		EN: "This Idempotency-Key was used for other content; use a new key for a new submission."})
}
