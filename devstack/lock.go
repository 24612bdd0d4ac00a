package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// A lock is held on a piece of a data folder for as long as its process lives; the kernel lets go of it even after
// kill -9, so there is no stale lock to clean up.
type lock struct{ file *os.File }

// lock takes the lock of a piece ("postgres" or "temporal"), or refuses with exitRunning and says who holds it.
func (f folder) lock(piece string) (*lock, error) {
	path := f.file(piece + ".lock")
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening the lock of %s: %w", piece, err)
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		defer file.Close()
		return nil, refuse(exitRunning, "a devstack%s is already running %s on %s: use that one, stop it, or give another --data",
			holder(path), piece, f.path)
	}
	if err == nil {
		err = sign(file)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("locking %s: %w", path, err), file.Close())
	}
	return &lock{file: file}, nil
}

// lockAll takes several locks or none.
func (f folder) lockAll(pieces ...string) (release func(), err error) {
	var held []*lock
	release = func() {
		for _, l := range held {
			l.file.Close() // closing is what unlocks; nothing was left to write
		}
	}
	for _, piece := range pieces {
		l, err := f.lock(piece)
		if err != nil {
			release()
			return nil, err
		}
		held = append(held, l)
	}
	return release, nil
}

// sign writes the process id into a lock, for the message of whoever comes second.
func sign(file *os.File) error {
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := file.WriteAt([]byte(strconv.Itoa(os.Getpid())), 0)
	return err
}

// holder is " (process N)" when the lock says who holds it.
func holder(path string) string {
	content, err := os.ReadFile(path)
	if pid := strings.TrimSpace(string(content)); err == nil && pid != "" {
		return " (process " + pid + ")"
	}
	return ""
}
