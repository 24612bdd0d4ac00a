package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// needRoot skips what only root can arrange, and says so.
func needRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root drops its privileges")
	}
}

// TestACheckoutThatTheUserCannotEnterGetsItsClusterElsewhere begins as root in a folder closed to everyone else, as
// /root is, and then deletes the data folder.
func TestACheckoutThatTheUserCannotEnterGetsItsClusterElsewhere(t *testing.T) {
	t.Parallel()
	needRoot(t)
	closed := t.TempDir() // 0700 above
	data := filepath.Join(closed, "data")
	p := startPiece(t, "postgres", data)
	kept, err := os.ReadFile(filepath.Join(data, "cluster"))
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := strings.TrimSpace(string(kept))
	t.Cleanup(func() {
		if err := os.RemoveAll(elsewhere); err != nil {
			t.Error(err)
		}
	})
	if !strings.HasPrefix(elsewhere, "/var/tmp/hejie-") || !strings.Contains(p.stderr.String(), elsewhere) {
		t.Errorf("the cluster is in %s, which is not printed:\n%s", elsewhere, p.stderr)
	}
	if uid, _ := owner(elsewhere); uid == 0 {
		t.Error("the folder belongs to root")
	}
	tell(t, p.env["DATABASE_URL_OWNER"], `create table kept (row text)`)
	p.end(syscall.SIGTERM)
	p = startPiece(t, "postgres", data)
	if got := ask(t, p.env["DATABASE_URL_OWNER"], `select count(*)::text from kept`); got != "0" {
		t.Errorf("the table has %s rows", got)
	}
	p.end(syscall.SIGTERM)

	if err := os.RemoveAll(data); err != nil {
		t.Fatal(err)
	}
	p = startPiece(t, "postgres", data)
	if got := ask(t, p.env["DATABASE_URL_OWNER"], `select coalesce(to_regclass('kept')::text, 'none')`); got != "none" {
		t.Errorf("a deleted data folder came back with the table %s", got)
	}
}

// TestWhatDeletedTemporaryFoldersLeftIsRemoved makes a folder as such a start leaves it, and one whose data folder
// merely is not there.
func TestWhatDeletedTemporaryFoldersLeftIsRemoved(t *testing.T) {
	t.Parallel()
	for origin, removed := range map[string]bool{filepath.Join(os.TempDir(), "devstack-test-none"): true, "/media/none/data": false} {
		path, err := os.MkdirTemp("/var/tmp", "hejie-")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.RemoveAll(path) })
		if err := os.WriteFile(home{path: path}.originFile(), []byte(origin+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := discardTemporary(); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); os.IsNotExist(err) != removed {
			t.Errorf("what %s left is gone: %t, want %t", origin, os.IsNotExist(err), removed)
		}
	}
}

// TestAFolderThatSomeoneElsePutThereIsRefused covers a link and a folder open to others, under the very name.
func TestAFolderThatSomeoneElsePutThereIsRefused(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	open, link := filepath.Join(root, "open"), filepath.Join(root, "link")
	if err := os.Mkdir(open, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc", link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{open, link} {
		if _, err := makeHome(path, unprivileged()); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s was accepted (%v)", path, err)
		}
	}
	if uid, _ := owner("/etc"); uid != 0 {
		t.Error("/etc was given away")
	}
}

// TestAFolderOfAnotherUserIsRefusedUnderVarTmp is what an attacker would prepare for root.
func TestAFolderOfAnotherUserIsRefusedUnderVarTmp(t *testing.T) {
	t.Parallel()
	needRoot(t)
	path := filepath.Join(openTemp(t), "prepared")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(path, 4711, 4711); err != nil {
		t.Fatal(err)
	}
	if _, err := makeHome(path, unprivileged()); err == nil {
		t.Error("it was accepted")
	}
	if got := keeper(path).uid(); got != 4711 {
		t.Errorf("in the data folder the cluster of user 4711 would run as %d", got)
	}
}

// TestNothingIsWrittenThroughALink plants one where root writes.
func TestNothingIsWrittenThroughALink(t *testing.T) {
	t.Parallel()
	h := home{path: t.TempDir(), account: unprivileged()}
	victim, link := filepath.Join(h.path, "victim"), filepath.Join(h.path, "link")
	if err := errors.Join(os.WriteFile(victim, []byte("kept"), 0o600), os.Symlink(victim, link)); err != nil {
		t.Fatal(err)
	}
	if err := h.writeOwned(link, "overwritten"); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(victim); err != nil || string(got) != "kept" {
		t.Errorf("the victim holds %q (%v)", got, err)
	}
}

// TestAnOrdinaryUserRunsIt runs the whole stack as nobody.
func TestAnOrdinaryUserRunsIt(t *testing.T) {
	t.Parallel()
	needRoot(t)
	place := openTemp(t)
	program := filepath.Join(place, "program")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("install", "-m", "755", self, program).CombinedOutput(); err != nil {
		t.Fatalf("copying the program: %v\n%s", err, out)
	}
	mine := filepath.Join(place, "mine")
	nobody := byID(65534)
	if err := os.Mkdir(mine, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := nobody.own(mine); err != nil {
		t.Fatal(err)
	}
	c := as(t, "devstack", "--data", filepath.Join(mine, "data"), "--", "sh", "-c", "id -u; exit 5")
	c.Path, c.Dir = program, "/"
	c.SysProcAttr = &syscall.SysProcAttr{Credential: nobody.credential}
	if status, stdout, stderr := finish(t, c); status != 5 || strings.TrimSpace(stdout) != "65534" {
		t.Errorf("it ended with %d and printed %q:\n%s", status, stdout, stderr)
	}
}

// TestAClusterWithoutItsPasswordsIsRefused deletes them.
func TestAClusterWithoutItsPasswordsIsRefused(t *testing.T) {
	t.Parallel()
	data := readyData(t)
	if err := os.Remove(filepath.Join(data, "passwords.json")); err != nil {
		t.Fatal(err)
	}
	if status, _, stderr := run(t, "--data", data, "--", "true"); status != exitFailed || !strings.Contains(stderr, "put it back") {
		t.Errorf("it ended with %d and said %q", status, stderr)
	}
	if _, err := os.Stat(filepath.Join(data, "passwords.json")); err == nil {
		t.Error("it made new passwords for an old cluster")
	}
}

// TestAHalfMadeClusterIsMadeAgain leaves what an initdb killed half-way leaves.
func TestAHalfMadeClusterIsMadeAgain(t *testing.T) {
	t.Parallel()
	data := filepath.Join(openTemp(t), "data")
	f, err := openFolder(data)
	if err != nil {
		t.Fatal(err)
	}
	h, err := makeHome(f.file("pg"), unprivileged())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(h.path, "draft-1", "base"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := h.writeOwned(filepath.Join(h.path, "draft-1.password"), "old"); err != nil {
		t.Fatal(err)
	}
	p := startPiece(t, "postgres", data)
	if got := ask(t, p.env["DATABASE_URL"], `select 'here'`); got != "here" {
		t.Errorf("it answers %q", got)
	}
	if left, err := filepath.Glob(filepath.Join(h.path, "draft*")); err != nil || len(left) > 0 {
		t.Errorf("%v was left (%v)", left, err)
	}
}
