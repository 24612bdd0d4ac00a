package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"
	"time"

	"hejie/internal/fault"
	"hejie/internal/seal"
)

const roomy = 1 << 20

// bench is a vault in a folder of the test's own, with a case's key.
type bench struct {
	disk *Disk
	dir  string
	key  seal.CaseKey
}

func setup(t testing.TB) bench {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "vault")
	disk, err := OpenDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { disk.Close() })
	keys, err := seal.Begin(filepath.Join(t.TempDir(), "keys"))
	if err != nil {
		t.Fatal(err)
	}
	_, key, err := keys.NewCaseKey("case-1")
	if err != nil {
		t.Fatal(err)
	}
	return bench{disk, dir, key}
}

func (b bench) fileKey(t testing.TB) seal.FileKey {
	t.Helper()
	_, key, err := b.key.NewFileKey("file-1")
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// put stores plain under a new key.
func (b bench) put(t testing.TB, plain []byte) (Stored, seal.FileKey) {
	t.Helper()
	key := b.fileKey(t)
	stored, err := b.disk.Put(t.Context(), bytes.NewReader(plain), roomy, key)
	if err != nil {
		t.Fatal(err)
	}
	return stored, key
}

// files lists every file in the vault's folder.
func (b bench) files(t testing.TB) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(b.dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (b bench) pathOf(id string) string { return filepath.Join(b.dir, filepath.FromSlash(homeOf(id))) }

func wantFault(t testing.TB, err error, kind fault.Kind, code string) {
	t.Helper()
	f, ok := fault.As(err)
	if !ok || f.Kind != kind || f.Code != code || f.Text.ZH == "" || f.Text.EN == "" {
		t.Errorf("got %v, want %s/%s with a sentence in both languages", err, kind, code)
	}
}

func sample(n int) []byte {
	out := make([]byte, n)
	r := rand.New(rand.NewPCG(2, uint64(n)))
	for i := range out {
		out[i] = byte(r.Uint32())
	}
	return out
}

func TestWhatIsPutComesBackWithItsHash(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, n := range []int{1, 1000, 64 << 10, 200_000, roomy} {
		plain := sample(n)
		stored, key := b.put(t, plain)
		if stored.Size != int64(n) || stored.SHA256 != sha256.Sum256(plain) {
			t.Errorf("%d bytes: got size %d and hash %s", n, stored.Size, stored.SHA256Hex())
		}
		r, err := b.disk.Open(t.Context(), stored.ID, key, stored.SHA256[:])
		if err != nil {
			t.Fatalf("%d bytes: %v", n, err)
		}
		got, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%d bytes: got %d bytes, %v", n, len(got), err)
		}
		if err := b.disk.Check(t.Context(), stored.ID, key, stored.SHA256[:]); err != nil {
			t.Errorf("%d bytes: checking: %v", n, err)
		}
	}
}

func TestTheDiskHoldsNoPlainTextAndOthersCannotReadIt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	stored, _ := b.put(t, bytes.Repeat([]byte("canary-骨折-"), 100))
	raw, err := os.ReadFile(b.pathOf(stored.ID))
	if err != nil || bytes.Contains(raw, []byte("canary")) {
		t.Errorf("got plain text on the disk (%v), want none", err)
	}
	info, err := os.Stat(b.pathOf(stored.ID))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got mode %v, %v, want 0600", info.Mode(), err)
	}
}

func TestWhatCannotBeKeptLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	wire := errors.New("connection reset")
	cut := func(n int) io.Reader {
		return io.MultiReader(bytes.NewReader(sample(n)), iotest.ErrReader(wire))
	}
	ended, end := context.WithCancel(context.Background())
	end()
	tests := []struct {
		name string
		ctx  context.Context
		r    io.Reader
		kind fault.Kind
		code string
	}{
		{"cut at 1 %", context.Background(), cut(roomy / 100), fault.Invalid, "upload_cut"},
		{"cut at 50 %", context.Background(), cut(roomy / 2), fault.Invalid, "upload_cut"},
		{"cut at 99 %", context.Background(), cut(roomy / 100 * 99), fault.Invalid, "upload_cut"},
		{"cut at the limit", context.Background(), cut(roomy), fault.Invalid, "upload_cut"},
		{"sender gone", ended, bytes.NewReader(sample(10)), fault.Invalid, "upload_cut"},
		{"a byte over the limit", context.Background(), bytes.NewReader(sample(roomy + 1)), fault.Invalid, "too_large"},
		{"without end", context.Background(), endless{}, fault.Invalid, "too_large"},
		{"empty", context.Background(), bytes.NewReader(nil), fault.Invalid, "empty_file"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			_, err := b.disk.Put(tt.ctx, tt.r, roomy, b.fileKey(t))
			wantFault(t, err, tt.kind, tt.code)
			if left := b.files(t); len(left) > 0 {
				t.Errorf("got %v left behind, want nothing", left)
			}
		})
	}
}

// endless is an upload that never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestOverTheLimitIsRefusedEarly(t *testing.T) {
	t.Parallel()
	b := setup(t)
	sent := &counted{r: endless{}}
	_, err := b.disk.Put(t.Context(), sent, 1000, b.fileKey(t))
	wantFault(t, err, fault.Invalid, "too_large")
	if sent.n > 100_000 {
		t.Errorf("got %d bytes read, want hardly more than the limit of 1000", sent.n)
	}
}

type counted struct {
	r io.Reader
	n int
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}

func TestNoNameLeadsOutOfTheVault(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, id := range []string{"", "..", "../../etc/passwd", "/etc/passwd", "incoming", "ABCDEF0123456789ABCDEF0123456789", "aa", "a\x00"} {
		_, err := b.disk.Open(t.Context(), id, b.fileKey(t), nil)
		wantFault(t, err, fault.NotFound, "evidence_damaged")
		if err := b.disk.Remove(t.Context(), id); err != nil {
			t.Errorf("removing %q: got %v, want nothing done", id, err)
		}
	}
	outside := filepath.Join(t.TempDir(), "outside")
	stored, key := b.put(t, []byte("x"))
	if err := os.Rename(b.pathOf(stored.ID), outside); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, b.pathOf(stored.ID)); err != nil {
		t.Fatal(err)
	}
	if _, err := b.disk.Open(t.Context(), stored.ID, key, stored.SHA256[:]); err == nil {
		t.Error("got a file through a link out of the vault, want an error")
	}
}

func TestRemovingTwiceIsNoError(t *testing.T) {
	t.Parallel()
	b := setup(t)
	stored, key := b.put(t, []byte("x"))
	for range 2 {
		if err := b.disk.Remove(t.Context(), stored.ID); err != nil {
			t.Fatal(err)
		}
	}
	_, err := b.disk.Open(t.Context(), stored.ID, key, stored.SHA256[:])
	wantFault(t, err, fault.NotFound, "evidence_damaged")
}

func TestSweepingTakesOnlyWhatIsOldAndUnknown(t *testing.T) {
	t.Parallel()
	b := setup(t)
	known, _ := b.put(t, []byte("known"))
	orphan, _ := b.put(t, []byte("orphan"))
	young, _ := b.put(t, []byte("young orphan"))
	interrupted := filepath.Join(b.dir, incoming, newID())
	uploading := filepath.Join(b.dir, incoming, newID())
	foreign := filepath.Join(b.dir, "README")
	for _, path := range []string{interrupted, uploading, foreign} {
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-2 * time.Hour)
	for _, path := range []string{b.pathOf(known.ID), b.pathOf(orphan.ID), interrupted, foreign} {
		if err := os.Chtimes(path, old, old); err != nil {
			t.Fatal(err)
		}
	}
	got, err := b.disk.Sweep(t.Context(), func(id string) (bool, error) { return id == known.ID, nil }, time.Hour)
	if err != nil || got != (Swept{Interrupted: 1, Orphans: 1}) {
		t.Fatalf("got %+v, %v, want one of each", got, err)
	}
	for path, want := range map[string]bool{b.pathOf(known.ID): true, b.pathOf(orphan.ID): false, b.pathOf(young.ID): true,
		interrupted: false, uploading: true, foreign: true} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s: got %v, want it kept: %v", path, err, want)
		}
	}
}

func TestASweepThatCannotAskKeepsTheFile(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.put(t, []byte("x"))
	down := errors.New("database down")
	got, err := b.disk.Sweep(t.Context(), func(string) (bool, error) { return false, down }, -time.Minute)
	if !errors.Is(err, down) || got.Orphans != 0 || len(b.files(t)) != 1 {
		t.Errorf("got %+v, %v, %d files, want the file kept", got, err, len(b.files(t)))
	}
}
