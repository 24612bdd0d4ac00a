package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// admin is the superuser of a private cluster. Nothing but devstack uses it.
const admin = "devstack_admin"

// makeCluster runs initdb: C.UTF-8 (so that regular expressions and trigrams see Chinese), checksums, SCRAM passwords.
// It works in a draft folder that is renamed when whole, so that a start killed half-way leaves nothing to repair. Each
// draft has a name of its own: the initdb of a killed start may still be clearing up behind itself.
func (h home) makeCluster(b binaries, password string) error {
	begun := time.Now()
	if err := h.removeDrafts(); err != nil {
		return fmt.Errorf("removing a half-made cluster: %w", err)
	}
	draft := filepath.Join(h.path, "draft-"+rand.Text())
	key := draft + ".password"
	if err := h.writeOwned(key, password); err != nil {
		return fmt.Errorf("handing the password to initdb: %w", err)
	}
	if err := h.initdb(b, draft, key); err != nil {
		return errors.Join(err, h.removeDrafts())
	}
	if err := errors.Join(os.Remove(key), os.Rename(draft, h.cluster())); err != nil {
		return fmt.Errorf("making the PostgreSQL cluster: %w", err)
	}
	say("made a PostgreSQL %d cluster in %s (%s)", b.major, h.cluster(), since(begun))
	return nil
}

// initdb makes a cluster in a folder, with the superuser's password from a file.
func (h home) initdb(b binaries, folder, key string) error {
	out, err := h.account.command(h.path, b.program("initdb"), "-D", folder, "-U", admin, "-E", "UTF8", "--locale=C.UTF-8",
		"--data-checksums", "--auth=scram-sha-256", "--pwfile="+key).CombinedOutput()
	if errors.Is(err, fs.ErrPermission) {
		return refuse(exitUsage, "user %s may not run %s: install PostgreSQL where everyone can run it, or set POSTGRES_BIN", h.account.name, b.program("initdb"))
	}
	if err != nil {
		return fmt.Errorf("making the PostgreSQL cluster: %w\n%s", err, lastLines(string(out), 5))
	}
	return nil
}

// removeDrafts removes what starts killed half-way left. An initdb of one may write a little longer.
func (h home) removeDrafts() error {
	for begun := time.Now(); ; time.Sleep(interval) {
		drafts, err := filepath.Glob(filepath.Join(h.path, "draft-*"))
		for _, path := range drafts {
			err = errors.Join(err, os.RemoveAll(path))
		}
		if err == nil || time.Since(begun) > recovery {
			return err
		}
	}
}

// writeOwned writes a file that the account alone may read. It never follows a link: the account could have put one
// there for root to write through.
func (h home) writeOwned(path, content string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.WriteString(content)
	if c := h.account.credential; c != nil {
		err = errors.Join(err, file.Chown(int(c.Uid), int(c.Gid)))
	}
	return errors.Join(err, file.Close())
}

// postmaster is the process id of a PostgreSQL server that runs on the cluster, or 0.
func (h home) postmaster() int {
	pid := h.recordedPostmaster()
	if pid == 0 || !runsPostgres(pid, h.cluster()) {
		return 0
	}
	return pid
}

// recordedPostmaster is the process id in postmaster.pid, or 0.
func (h home) recordedPostmaster() int {
	content, err := os.ReadFile(h.pidFile())
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(content), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil {
		return 0
	}
	return pid
}

// pidFile is PostgreSQL's own lock file.
func (h home) pidFile() string { return filepath.Join(h.cluster(), "postmaster.pid") }

// forgetStranger removes a postmaster.pid whose process id has meanwhile gone to some other program, or to a dead one
// that nobody reaps: PostgreSQL would wait for it for ever. The lock on the data folder is held, so no devstack runs it.
// A process that is simply gone is left to PostgreSQL, which then also looks for processes it left behind.
func (h home) forgetStranger() error {
	pid := h.recordedPostmaster()
	if pid == 0 || runsPostgres(pid, h.cluster()) || !exists(pid) {
		return nil
	}
	if err := os.Remove(h.pidFile()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("removing a stale postmaster.pid: %w", err)
	}
	return nil
}

// exists tells whether there is a process of that id, even one that has ended and was not reaped.
func exists(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}

// lastLines is the end of a program's output.
func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
