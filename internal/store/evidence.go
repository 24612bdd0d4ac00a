package store

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
)

func namePlace(id dispute.EvidenceID) seal.Place {
	return seal.Place{Table: "evidence", Column: "sealed_name", Row: string(id)}
}

// Slot is a place for one file of a case: a key of its own, made before the bytes arrive.
type Slot struct {
	ID      dispute.EvidenceID
	Key     seal.FileKey
	Used    int64 // bytes that the case holds already
	wrapped []byte
}

// Slot prepares to take a file into a case that the scope can see.
func (s *Store) Slot(ctx context.Context, scope Scope, id dispute.CaseID) (Slot, error) {
	slot := Slot{ID: dispute.EvidenceID(uuid.NewString())}
	err := s.Read(ctx, scope, func(r *Reader) error {
		row, err := r.caseOf(ctx, id)
		if err != nil {
			return err
		}
		if slot.wrapped, slot.Key, err = row.key.NewFileKey(string(slot.ID)); err != nil {
			return err
		}
		return r.tx.QueryRow(ctx, `select coalesce(sum(size), 0) from evidence where case_id = $1 and destroyed_at is null`, id).Scan(&slot.Used)
	})
	return slot, err
}

// FileRow is a file as it is put on record, once its bytes are safe in the vault.
type FileRow struct {
	Name, Media, Kind, VaultID, Quarantine string
	Size                                   int64
	SHA256                                 []byte
	CaseLimit                              int64 // bytes that the case may hold, this file among them; 0 sets no limit
}

// caseFull is the refusal of a file for which the case has no room left.
func caseFull() error {
	return fault.New(fault.Invalid, "too_large", fault.Text{
		ZH: "本案的材料已达到总大小上限，这个文件没有保存。请压缩后再上传，或联系调委会。",
		EN: "The files of this case have reached their limit together and this one was not kept. Make it smaller, or speak to the committee."})
}

// AddFile puts a stored file on record. The same bytes from the same side are one file (another side must not learn that they are here): then the first one's id comes back
// with again true, and the caller removes the second copy. Over f.CaseLimit it refuses (too_large), and the caller removes the
// bytes: files of one case are put on record one after the other, so that many at once do not pass the limit together.
func (s *Store) AddFile(ctx context.Context, scope Scope, id dispute.CaseID, slot Slot, f FileRow, party dispute.PartyID) (dispute.EvidenceID, bool, error) {
	kept := slot.ID
	err := s.write(ctx, scope, func(tx *Tx) error {
		row, err := tx.caseOf(ctx, id)
		if err != nil {
			return err
		}
		if _, err := tx.tx.Exec(ctx, `select pg_advisory_xact_lock(hashtextextended($1, 0))`, string(id)); err != nil {
			return err
		}
		err = tx.tx.QueryRow(ctx, `insert into evidence (id, case_id, party_id, side, kind, actor, sealed_name, media, size, sha256,
				vault_id, wrapped, quarantined, stored_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
				on conflict (case_id, side, sha256) do nothing returning id`,
			slot.ID, id, none(party), row.Picture.SideOf(party), f.Kind, scope.Actor, row.key.Seal(namePlace(slot.ID), []byte(f.Name)),
			f.Media, f.Size, f.SHA256, f.VaultID, slot.wrapped, f.Quarantine, row.now).Scan(&kept)
		switch {
		case err == nil:
			return tx.roomFor(ctx, id, f.CaseLimit)
		case !errors.Is(err, pgx.ErrNoRows):
			return err
		}
		return tx.tx.QueryRow(ctx, `select id from evidence where case_id = $1 and side = $2 and sha256 = $3`, id, row.Picture.SideOf(party), f.SHA256).Scan(&kept)
	})
	if err != nil {
		return "", false, fmt.Errorf("recording a file: %w", err)
	}
	return kept, kept != slot.ID, nil
}

// roomFor refuses when the case holds more than the limit, the row just written among it.
func (tx *Tx) roomFor(ctx context.Context, id dispute.CaseID, limit int64) error {
	if limit == 0 {
		return nil
	}
	var held int64
	err := tx.tx.QueryRow(ctx, `select coalesce(sum(size), 0) from evidence where case_id = $1 and destroyed_at is null`, id).Scan(&held)
	if err == nil && held > limit {
		return caseFull()
	}
	return err
}

// Bytes is where a file's or a paper's bytes lie, with the key that opens them.
type Bytes struct {
	VaultID string
	Key     seal.FileKey
	SHA256  []byte
	Size    int64
	Name    string
	Media   string
}

// EvidenceBytes finds a file's bytes; NotFound when the scope's side may not read it or it was destroyed.
func (r *Reader) EvidenceBytes(ctx context.Context, id dispute.CaseID, file dispute.EvidenceID) (Bytes, error) {
	row, err := r.caseOf(ctx, id)
	if err != nil {
		return Bytes{}, err
	}
	var b Bytes
	var e EvidenceRow
	var name, wrapped []byte
	err = r.tx.QueryRow(ctx, `select side, shared, sealed_name, media, size, sha256, vault_id, wrapped from evidence
		where id = $1 and case_id = $2`, file, id).Scan(&e.Side, &e.Shared, &name, &b.Media, &b.Size, &b.SHA256, &b.VaultID, &wrapped)
	if err != nil {
		return b, err
	}
	if wrapped == nil || !e.readBy(r.side(row.Picture)) {
		return Bytes{}, fault.Missing()
	}
	if b.Key, err = row.key.UnwrapFile(string(file), wrapped); err != nil {
		return b, err
	}
	plain, err := row.key.Open(namePlace(file), name)
	b.Name = string(plain)
	return b, err
}

// PaperBytes finds a drawn paper's bytes; NotFound when it is not drawn, or not for this side.
func (r *Reader) PaperBytes(ctx context.Context, id dispute.CaseID, paper string) (Bytes, error) {
	row, err := r.caseOf(ctx, id)
	if err != nil {
		return Bytes{}, err
	}
	b := Bytes{}
	var audience dispute.Audience
	var wrapped []byte
	err = r.tx.QueryRow(ctx, `select form, audience, size, sha256, coalesce(vault_id, ''), wrapped from papers
		where id = $1 and case_id = $2 and sha256 is not null`, paper, id).Scan(&b.Name, &audience, &b.Size, &b.SHA256, &b.VaultID, &wrapped)
	if err != nil {
		return b, err
	}
	if wrapped == nil || !audience.Reads(r.side(row.Picture)) {
		return Bytes{}, fault.Missing()
	}
	b.Media = dispute.PaperForm(b.Name).Media()
	b.Key, err = row.key.UnwrapFile(paper, wrapped)
	return b, err
}

// Known says whether a vault id belongs to a file or paper on record whose key is not destroyed: what the vault's sweep asks
// before it removes.
func (s *Store) Known(ctx context.Context, vaultID string) (bool, error) {
	var known bool
	err := s.Read(ctx, AsSystem(), func(r *Reader) error {
		return r.tx.QueryRow(ctx, `select exists (select 1 from evidence where vault_id = $1 and wrapped is not null)
			or exists (select 1 from papers where vault_id = $1 and wrapped is not null)`, vaultID).Scan(&known)
	})
	return known, err
}

// Hash is a digest as people read it.
func Hash(sum []byte) string { return hex.EncodeToString(sum) }
