package vault

import (
	"context"
	"os"

	"hejie/internal/seal"
)

// childBench is what a child process works with: the parent's vault, and a key of its own.
type childBench struct {
	disk *Disk
	key  seal.FileKey
}

func (childBench) ctx() context.Context { return context.Background() }

func child() (childBench, error) {
	disk, err := OpenDisk(os.Getenv(childDir))
	if err != nil {
		return childBench{}, err
	}
	folder, err := os.MkdirTemp("", "hejie-keys-")
	if err != nil {
		return childBench{}, err
	}
	defer os.RemoveAll(folder)
	keys, err := seal.Begin(folder)
	if err != nil {
		return childBench{}, err
	}
	_, caseKey, err := keys.NewCaseKey("case-1")
	if err != nil {
		return childBench{}, err
	}
	_, key, err := caseKey.NewFileKey("file-1")
	return childBench{disk, key}, err
}
