// Package vault keeps the bytes of evidence and documents: encrypted under a key of their own, under a random id, with size and
// SHA-256 recorded; and it knows what a file is, how its name is shown, and how its preview is drawn.
//
// A name never comes from a user. What is stored is never changed; what cannot be read whole and true is never served in
// part. Rows about files are the store's: first the bytes are put here, then the row is written, and a file that never got a row is swept.
package vault

import (
	"context"
	"encoding/hex"
	"io"
	"time"

	"hejie/internal/seal"
)

// Vault keeps encrypted bytes. [Disk] is the one on a folder; another may keep them elsewhere.
type Vault interface {
	// Put reads r to its end and keeps it encrypted under key. It refuses more than limit bytes (fault Invalid, too_large), an empty
	// file (empty_file) and one whose sender breaks off (upload_cut); where there is no room or no disk the fault is Unavailable.
	// In all these cases nothing is left behind. When it returns nil the bytes survive a power cut.
	Put(ctx context.Context, r io.Reader, limit int64, key seal.FileKey) (Stored, error)

	// Open gives the bytes of id, after the whole file was read once and found to be what wantSHA says. A file that is gone, damaged,
	// swapped or of another key is the fault NotFound, evidence_damaged; one whose key was destroyed is NotFound, erased.
	Open(ctx context.Context, id string, key seal.FileKey, wantSHA []byte) (io.ReadCloser, error)

	// Check is Open without giving the bytes, for the nightly reading of everything.
	Check(ctx context.Context, id string, key seal.FileKey, wantSHA []byte) error

	// Remove deletes the bytes of id. What is gone already is no error.
	Remove(ctx context.Context, id string) error

	// Sweep deletes what no row knows: interrupted uploads and files without a row, last changed longer than olderThan ago. An
	// error of known ends the sweep with that file kept.
	Sweep(ctx context.Context, known func(id string) (bool, error), olderThan time.Duration) (Swept, error)
}

// Stored is what Put has kept.
type Stored struct {
	ID     string   // 32 hexadecimal characters, random: it says nothing of the content
	Size   int64    // of the plain bytes
	SHA256 [32]byte // of the plain bytes
}

// SHA256Hex is the hash as it is printed.
func (s Stored) SHA256Hex() string { return hex.EncodeToString(s.SHA256[:]) }

// Swept counts what a sweep deleted.
type Swept struct {
	Interrupted int // uploads that never came to their end
	Orphans     int // whole files that no row knows
}
