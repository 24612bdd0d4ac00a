package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"time"
)

// Sweep deletes what no row knows; see [Vault]. What does not look like a file of the vault's own is left alone.
func (d *Disk) Sweep(ctx context.Context, known func(id string) (bool, error), olderThan time.Duration) (Swept, error) {
	s := sweeper{disk: d, known: known, before: time.Now().Add(-olderThan)}
	err := fs.WalkDir(d.root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if entry.IsDir() || !validID(entry.Name()) {
			return nil
		}
		return s.visit(name, entry)
	})
	if err != nil {
		return s.swept, fmt.Errorf("sweeping the vault: %w", err)
	}
	return s.swept, nil
}

type sweeper struct {
	disk   *Disk
	known  func(id string) (bool, error)
	before time.Time
	swept  Swept
}

func (s *sweeper) visit(name string, entry fs.DirEntry) error {
	info, err := entry.Info()
	if errors.Is(err, fs.ErrNotExist) {
		return nil // put in its place, or removed, since the folder was listed
	}
	if err != nil {
		return err
	}
	if info.ModTime().After(s.before) {
		return nil
	}
	switch name {
	case path.Join(incoming, entry.Name()):
		s.swept.Interrupted++
		return s.disk.forget(name)
	case homeOf(entry.Name()):
		return s.judge(entry.Name())
	}
	return nil
}

func (s *sweeper) judge(id string) error {
	known, err := s.known(id)
	if err != nil {
		return fmt.Errorf("asking whether a file has a row: %w", err)
	}
	if known {
		return nil
	}
	s.swept.Orphans++
	return s.disk.forget(homeOf(id))
}
