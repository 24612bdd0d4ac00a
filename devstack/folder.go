package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// largestLog is the size in bytes past which a log is set aside when a piece starts.
const largestLog = 10 << 20

// A folder is the data folder: passwords, ports, locks and logs, and the cluster unless that had to live elsewhere.
type folder struct{ path string }

// openFolder makes the data folder where it is missing. Its mode lets the user that PostgreSQL runs as pass through to
// its own part; every file in it that holds a secret is 0600.
func openFolder(path string) (folder, error) {
	f := folder{path: path}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return f, fmt.Errorf("making the data folder: %w", err)
	}
	if err := os.Mkdir(path, 0o711); err != nil && !os.IsExist(err) {
		return f, fmt.Errorf("making the data folder: %w", err)
	}
	if err := os.MkdirAll(f.file("logs"), 0o700); err != nil {
		return f, fmt.Errorf("making the folder of logs: %w", err)
	}
	return f, nil
}

// file is the path of something in the folder.
func (f folder) file(name ...string) string {
	return filepath.Join(append([]string{f.path}, name...)...)
}

// logPath is the path of a piece's log; a large one is set aside first, so that logs never fill the disk.
func (f folder) logPath(piece string) (string, error) {
	path := f.file("logs", piece+".log")
	info, err := os.Stat(path)
	if err != nil || info.Size() < largestLog {
		return path, nil
	}
	if err := os.Rename(path, path+".old"); err != nil {
		return "", fmt.Errorf("setting the old log aside: %w", err)
	}
	return path, nil
}

// openLog opens a piece's log for appending.
func (f folder) openLog(piece string) (*os.File, error) {
	path, err := f.logPath(piece)
	if err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening the log of %s: %w", piece, err)
	}
	return file, nil
}

// writeSecret writes a file that its owner alone may read, whole or not at all.
func writeSecret(path string, content []byte) error {
	draft := path + ".new"
	if err := os.WriteFile(draft, content, 0o600); err != nil {
		return err
	}
	return os.Rename(draft, path)
}
