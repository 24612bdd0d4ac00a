package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// A home is where the cluster lives: pg in the data folder or, when the user PostgreSQL runs as cannot enter that, a
// folder under /var/tmp named after it.
type home struct {
	path    string
	account account
}

// cluster is the path of the cluster itself.
func (h home) cluster() string { return filepath.Join(h.path, "data") }

// exists tells whether the cluster has been made.
func (h home) exists() bool {
	_, err := os.Stat(filepath.Join(h.cluster(), "PG_VERSION"))
	return err == nil
}

// major is the version that made the cluster, or 0 when there is none yet.
func (h home) major() (int, error) {
	content, err := os.ReadFile(filepath.Join(h.cluster(), "PG_VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("reading the cluster's version: %w", err)
	}
	return strconv.Atoi(strings.TrimSpace(string(content)))
}

// home finds or makes the folder for the cluster. Where it ended up elsewhere is kept in the file `cluster`, so that it
// is found again whatever becomes of the permissions above.
func (f folder) home() (home, error) {
	if kept, err := os.ReadFile(f.file("cluster")); err == nil {
		return makeHome(strings.TrimSpace(string(kept)), unprivileged())
	}
	inside, err := makeHome(f.file("pg"), keeper(f.file("pg")))
	if err == nil {
		err = inside.enter()
	}
	if !errors.Is(err, fs.ErrPermission) {
		return inside, err
	}
	if inside.account.credential == nil {
		return inside, refuse(exitFailed, "%s belongs to another user: start as that user or as root, or give another --data", inside.path)
	}
	return f.elsewhere(inside.account)
}

// elsewhereFolders are the folders under /var/tmp, * being a hash of the data folder's path.
const elsewhereFolders = "/var/tmp/hejie-*"

// originFile names the data folder that a folder under /var/tmp belongs to.
func (h home) originFile() string { return filepath.Join(h.path, "origin") }

// elsewhere makes the folder under /var/tmp, and says so.
func (f folder) elsewhere(a account) (home, error) {
	sum := sha256.Sum256([]byte(f.path))
	h, err := makeHome(strings.Replace(elsewhereFolders, "*", hex.EncodeToString(sum[:8]), 1), unprivileged())
	if err != nil {
		return h, err
	}
	if err := errors.Join(f.discardOrphan(h), discardTemporary()); err != nil {
		return h, err
	}
	err = errors.Join(
		os.WriteFile(f.file("cluster"), []byte(h.path+"\n"), 0o600),
		h.writeOwned(h.originFile(), f.path+"\n"),
		os.Remove(f.file("pg")), // made in vain
	)
	if err != nil {
		return h, fmt.Errorf("keeping where the cluster is: %w", err)
	}
	say("user %s cannot enter %s: the PostgreSQL cluster is kept in %s", a.name, f.path, h.path)
	return h, nil
}

// discardOrphan removes the cluster of a data folder that has since been deleted: its passwords went with that folder,
// and a new data folder is meant to be empty. One that still runs is refused.
func (f folder) discardOrphan(h home) error {
	_, err := f.readPasswords()
	if !h.exists() || !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if pid := h.postmaster(); pid != 0 {
		return refuse(exitRunning, "the PostgreSQL of a deleted %s still runs in %s (process %d): stop that first", f.path, h.path, pid)
	}
	say("removing the cluster that a deleted %s left in %s", f.path, h.path)
	return os.RemoveAll(h.cluster())
}

// discardTemporary removes what deleted temporary data folders left under /var/tmp: a test run as root cannot know of
// it. A data folder that is merely not there now, on a disk not mounted, keeps its cluster.
func discardTemporary() error {
	paths, err := filepath.Glob(elsewhereFolders)
	if err != nil {
		return err
	}
	for _, path := range paths {
		h := home{path: path}
		origin, err := os.ReadFile(h.originFile())
		if err != nil || !strings.HasPrefix(string(origin), os.TempDir()+"/") || h.postmaster() != 0 {
			continue
		}
		if _, err := os.Stat(strings.TrimSpace(string(origin))); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := os.RemoveAll(path); err != nil {
			return fmt.Errorf("removing what a deleted data folder left: %w", err)
		}
	}
	return nil
}

// makeHome makes the folder, 0700 and owned by the account, or accepts it if it is exactly that already: under /var/tmp
// anyone could have put something of that name.
func makeHome(path string, a account) (home, error) {
	h := home{path: path, account: a}
	err := os.Mkdir(path, 0o700)
	if err == nil {
		return h, h.account.own(path)
	}
	if !errors.Is(err, fs.ErrExist) {
		return h, fmt.Errorf("making the folder of the cluster: %w", err)
	}
	info, err := os.Lstat(path)
	if err != nil {
		return h, fmt.Errorf("looking at the folder of the cluster: %w", err)
	}
	uid, _ := owner(path)
	if uid == 0 && os.Geteuid() == 0 && info.IsDir() { // made, but not yet given away, by a start that was killed
		uid, err = h.account.uid(), h.account.own(path)
	}
	if err != nil || !info.IsDir() || info.Mode().Perm() != 0o700 || uid != h.account.uid() {
		return h, refuse(exitFailed, "%s is not a folder of user %s alone (0700): remove it or give another --data", path, h.account.name)
	}
	return h, nil
}

// owner is the user id that a path belongs to; false when it is not there.
func owner(path string) (uint32, bool) {
	info, err := os.Lstat(path)
	if err != nil {
		return 0, false
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, false
	}
	return stat.Uid, true
}

// enter tries whether the account can work in the folder, by running a program there: that asks the kernel itself, with
// every folder above, access lists and mounts.
func (h home) enter() error {
	if err := h.account.command("/", "/bin/sh", "-c", ":").Run(); err != nil {
		return fmt.Errorf("running a program as user %s: %v", h.account.name, err)
	}
	if err := h.account.command(h.path, "/bin/sh", "-c", ":").Run(); err != nil {
		return fmt.Errorf("entering the folder of the cluster: %w", err)
	}
	return nil
}
