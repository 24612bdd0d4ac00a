package seal

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestTheFirstStartMakesPrivateKeys(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new", "keys")
	if _, err := Create(dir); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]fs.FileMode{".": 0o700, masterName: 0o600, signingName: 0o600} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: got %v, %v, want %v", name, info.Mode().Perm(), err, want)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".new-*")); err != nil || len(left) > 0 {
		t.Errorf("got %v, %v left behind, want nothing", left, err)
	}
}

func TestCreatingTwiceIsRefusedAndTheKeysStay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Create(dir); !errors.Is(err, fs.ErrExist) {
		t.Fatalf("got %v, want fs.ErrExist", err)
	}
	again, err := Open(dir)
	if err != nil || again.CheckCanary(first.Canary()) != nil {
		t.Errorf("got %v, want the same keys", err)
	}
}

func TestManyProcessesBeginWithTheSameKeys(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	all := make([]*Keys, 8)
	var wait sync.WaitGroup
	for i := range all {
		wait.Go(func() {
			keys, err := Begin(dir)
			if err != nil {
				t.Error(err)
			}
			all[i] = keys
		})
	}
	wait.Wait()
	for _, keys := range all[1:] {
		if err := keys.CheckCanary(all[0].Canary()); err != nil {
			t.Error(err)
		}
		if _, id := keys.PublicKey(); id != keys.signers[0].id || id != all[0].signers[0].id {
			t.Errorf("got another signing key, want one")
		}
	}
}

func TestAFirstStartThatWasCutOffIsFinished(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := Create(dir); err != nil {
		t.Fatal(err)
	}
	signing, err := os.ReadFile(filepath.Join(dir, signingName))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, masterName)); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(dir); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(dir, signingName)); err != nil || !bytes.Equal(got, signing) {
		t.Errorf("got another signing key (%v), want the first", err)
	}
}

func TestKeysThatCannotBeTrustedAreRefused(t *testing.T) {
	t.Parallel()
	write := func(name, text string) func(string) error {
		return func(dir string) error { return os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600) }
	}
	tests := []struct {
		name  string
		spoil func(dir string) error
		says  string
	}{
		{"master missing", func(dir string) error { return os.Remove(filepath.Join(dir, masterName)) }, "restore it from its backup"},
		{"signing missing", func(dir string) error { return os.Remove(filepath.Join(dir, signingName)) }, "restore it from its backup"},
		{"folder missing", os.RemoveAll, "restore it from its backup"},
		{"readable by the group", func(dir string) error { return os.Chmod(filepath.Join(dir, masterName), 0o640) }, "chmod 600"},
		{"readable by all", func(dir string) error { return os.Chmod(filepath.Join(dir, signingName), 0o604) }, "chmod 600"},
		{"empty", write(masterName, ""), "damaged"},
		{"not JSON", write(masterName, "secret-canary"), "damaged"},
		{"a later version", write(masterName, `{"version":2}`), "root"},
		{"a later signing version", write(signingName, `{"version":2,"keys":[]}`), "version 2"},
		{"no key", write(signingName, `{"version":1,"keys":[]}`), "no key"},
		{"a short key", write(signingName, `{"version":1,"keys":["AAAA"]}`), "3 bytes"},
		{"a folder instead", func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, masterName)), os.Mkdir(filepath.Join(dir, masterName), 0o700))
		}, "not a regular file"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "keys")
			if _, err := Create(dir); err != nil {
				t.Fatal(err)
			}
			if err := tt.spoil(dir); err != nil {
				t.Fatal(err)
			}
			_, err := Open(dir)
			if err == nil || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "canary") {
				t.Errorf("got %v, want an error with %q", err, tt.says)
			}
		})
	}
}

func TestOpeningNeverMakesAKey(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := Open(dir); err == nil {
		t.Fatal("got keys from an empty folder, want an error")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("got %v, %v, want the folder still empty", left, err)
	}
}

func TestAFolderThatOthersMayChangeIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(dir); err == nil || !strings.Contains(err.Error(), "chmod 700") {
		t.Errorf("got %v, want it refused", err)
	}
}

func TestForeignKeysAreFoundByTheCanary(t *testing.T) {
	t.Parallel()
	canary := begin(t).Canary()
	dir := t.TempDir()
	keys, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := keys.CheckCanary(canary); err == nil || !strings.Contains(err.Error(), "restore the right master.key") {
		t.Errorf("another key: got %v, want it refused", err)
	}
	master, err := readKeyFile(dir, masterName)
	if err != nil {
		t.Fatal(err)
	}
	mine := keys.Canary()
	master.Root = newSecret()[:]
	if err := replaceKeyFile(dir, masterName, master); err != nil {
		t.Fatal(err)
	}
	changed, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := changed.CheckCanary(mine); err == nil {
		t.Error("another root: got no error, want it refused")
	}
	for _, bad := range [][]byte{nil, {}, []byte("x"), mine[:len(mine)-1]} {
		if err := keys.CheckCanary(bad); err == nil {
			t.Errorf("canary %x: got no error, want it refused", bad)
		}
	}
}

func TestRotationKeepsEverythingReadable(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	old, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	wrapped, key, err := old.NewCaseKey("case-1")
	if err != nil {
		t.Fatal(err)
	}
	sealed := key.Seal(home, []byte("13800138000"))
	canary, code, index := old.Canary(), old.ReceiptCode("case-1", 1), old.Index("phone", "org", "13800138000")

	rotated, err := Rotate(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := rotated.CheckCanary(canary); err != nil {
		t.Errorf("the old canary: %v", err)
	}
	if rotated.ReceiptCode("case-1", 1) != code || !bytes.Equal(rotated.Index("phone", "org", "13800138000"), index) {
		t.Error("got another code or index, want them to stay")
	}
	rewrapped, changed, err := rotated.Rewrap("case-1", wrapped)
	if err != nil || !changed {
		t.Fatalf("got changed %v, %v, want the key wrapped anew", changed, err)
	}
	if again, changed, err := rotated.Rewrap("case-1", rewrapped); err != nil || changed || !bytes.Equal(again, rewrapped) {
		t.Errorf("rewrapping twice: got changed %v, %v, want nothing to do", changed, err)
	}

	ids := rotated.MasterIDs()
	retired, err := Retire(dir, ids[0])
	if err != nil {
		t.Fatal(err)
	}
	reopened, err := retired.Unwrap("case-1", rewrapped)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := reopened.Open(home, sealed); err != nil || string(got) != "13800138000" {
		t.Errorf("got %q, %v, want the number", got, err)
	}
	if _, err := retired.Unwrap("case-1", wrapped); !errors.Is(err, ErrBroken) {
		t.Errorf("under the retired key: got %v, want ErrBroken", err)
	}
	if err := retired.CheckCanary(retired.Canary()); err != nil {
		t.Error(err)
	}
}

func TestTheNewestKeyIsNeverRetired(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	keys, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{keys.MasterIDs()[0], "", "00"} {
		if _, err := Retire(dir, id); err == nil {
			t.Errorf("retiring %q: got no error, want it refused", id)
		}
	}
}
