package workflows

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"

	"hejie/internal/dispute"
	"hejie/internal/fault/point"
	"hejie/internal/store"
	"hejie/internal/vault"
)

// Limits are how much evidence is taken, in bytes.
type Limits struct{ File, Case int64 }

// Upload is a file as it arrives at a door.
type Upload struct {
	Name  string // as its sender calls it; cleaned for display
	Kind  string // of dispute.EvidenceNote; "" is other
	Party dispute.PartyID
	Bytes io.Reader
}

// Kept is a file that is safe: encrypted in the vault, its row on record.
type Kept struct {
	ID         dispute.EvidenceID
	SHA256     string
	Size       int64
	Quarantine string // why it is kept but not shown; empty when it is fit to show
	Again      bool   // the case had these very bytes already
}

// Cloakroom takes evidence: bytes into the vault first, then the row.
type Cloakroom struct {
	Record *store.Store
	Vault  vault.Vault
	Limits Limits
}

// Keep stores one file of a case. It refuses what is too large for the file's or the case's limit (too_large), what
// evidence has no need of (unsupported_type) and what is empty (empty_file); nothing is left behind then.
func (k Cloakroom) Keep(ctx context.Context, scope store.Scope, id dispute.CaseID, u Upload) (Kept, error) {
	slot, err := k.Record.Slot(ctx, scope, id)
	if err != nil {
		return Kept{}, err
	}
	admitted, err := vault.Admit(u.Name, u.Bytes)
	if err != nil {
		return Kept{}, err
	}
	stored, err := k.Vault.Put(ctx, admitted, min(k.Limits.File, max(k.Limits.Case-slot.Used, 1)), slot.Key)
	if err != nil {
		return Kept{}, err
	}
	point.Hit("upload_before_row")
	return k.enter(ctx, scope, id, u, slot, stored, admitted.Media())
}

// enter puts the stored file on record. When the case has the same bytes already, or the row cannot be written, the second
// copy is removed; should that fail too, the sweep finds it.
func (k Cloakroom) enter(ctx context.Context, scope store.Scope, id dispute.CaseID, u Upload, slot store.Slot, stored vault.Stored, media vault.Media) (Kept, error) {
	row := store.FileRow{
		Name: vault.CleanName(u.Name), Media: media.Type, Kind: u.Kind, VaultID: stored.ID, Quarantine: media.Why,
		Size: stored.Size, SHA256: stored.SHA256[:], CaseLimit: k.Limits.Case,
	}
	if row.Kind == "" {
		row.Kind = "other"
	}
	file, again, err := k.Record.AddFile(ctx, scope, id, slot, row, u.Party)
	if err == nil && !again {
		return Kept{ID: file, SHA256: stored.SHA256Hex(), Size: stored.Size, Quarantine: media.Why}, nil
	}
	if gone := k.Vault.Remove(context.WithoutCancel(ctx), stored.ID); gone != nil && err == nil {
		err = fmt.Errorf("removing a second copy: %w", gone)
	}
	return Kept{ID: file, SHA256: hex.EncodeToString(stored.SHA256[:]), Size: stored.Size, Quarantine: media.Why, Again: again}, err
}

// Fetch opens the bytes of a file or paper, whole and true or not at all.
func (k Cloakroom) Fetch(ctx context.Context, b store.Bytes) (io.ReadCloser, error) {
	return k.Vault.Open(ctx, b.VaultID, b.Key, b.SHA256)
}
