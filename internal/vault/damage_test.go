package vault

import (
	"bytes"
	"io"
	"os"
	"testing"

	"hejie/internal/fault"
	"hejie/internal/seal"
)

func TestADamagedFileIsNeverServed(t *testing.T) {
	t.Parallel()
	change := func(f func([]byte) []byte) func(*testing.T, bench, string) {
		return func(t *testing.T, b bench, id string) {
			raw, err := os.ReadFile(b.pathOf(id))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(b.pathOf(id), f(raw), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	damages := map[string]func(*testing.T, bench, string){
		"first bit":   change(func(b []byte) []byte { b[0] ^= 1; return b }),
		"middle bit":  change(func(b []byte) []byte { b[len(b)/2] ^= 1; return b }),
		"last bit":    change(func(b []byte) []byte { b[len(b)-1] ^= 1; return b }),
		"cut by one":  change(func(b []byte) []byte { return b[:len(b)-1] }),
		"cut in half": change(func(b []byte) []byte { return b[:len(b)/2] }),
		"emptied":     change(func([]byte) []byte { return nil }),
		"lengthened":  change(func(b []byte) []byte { return append(b, 0) }),
		"gone": func(t *testing.T, b bench, id string) {
			if err := os.Remove(b.pathOf(id)); err != nil {
				t.Fatal(err)
			}
		},
		"swapped": func(t *testing.T, b bench, id string) {
			other, _ := b.put(t, sample(150_000))
			if err := os.Rename(b.pathOf(other.ID), b.pathOf(id)); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			stored, key := b.put(t, sample(150_000))
			damage(t, b, stored.ID)
			r, err := b.disk.Open(t.Context(), stored.ID, key, stored.SHA256[:])
			wantFault(t, err, fault.NotFound, "evidence_damaged")
			if r != nil {
				t.Error("got a reader, want none")
			}
			wantFault(t, b.disk.Check(t.Context(), stored.ID, key, stored.SHA256[:]), fault.NotFound, "evidence_damaged")
		})
	}
}

func TestDamageWhileServingEndsInAFault(t *testing.T) {
	t.Parallel()
	b := setup(t)
	stored, key := b.put(t, sample(500_000))
	r, err := b.disk.Open(t.Context(), stored.ID, key, stored.SHA256[:])
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if err := os.Truncate(b.pathOf(stored.ID), 300_000); err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(io.Discard, r)
	wantFault(t, err, fault.NotFound, "evidence_damaged")
}

func TestTheBytesOfAnotherRowAreRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	key := b.fileKey(t)
	first, err := b.disk.Put(t.Context(), bytes.NewReader([]byte("first")), roomy, key)
	if err != nil {
		t.Fatal(err)
	}
	second, err := b.disk.Put(t.Context(), bytes.NewReader([]byte("second")), roomy, key)
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.disk.Open(t.Context(), first.ID, key, second.SHA256[:])
	wantFault(t, err, fault.NotFound, "evidence_damaged")
	_, err = b.disk.Open(t.Context(), first.ID, key, nil)
	wantFault(t, err, fault.NotFound, "evidence_damaged")
}

func TestAnErasedFileSaysSo(t *testing.T) {
	t.Parallel()
	b := setup(t)
	stored, _ := b.put(t, []byte("x"))
	_, err := b.disk.Open(t.Context(), stored.ID, seal.FileKey{}, stored.SHA256[:])
	wantFault(t, err, fault.NotFound, "erased")
}
