package seal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// The two files of a key folder. master.key is written last: with it the folder is complete.
const (
	masterName  = "master.key"
	signingName = "signing.key"
)

// keyFileLimit bounds what is read of a key file; a real one is under 1 KiB for each key.
const keyFileLimit = 1 << 20

// keyFile is what stands in a key file, as JSON. Keys are in order of age: the last one seals or signs, all open or verify.
type keyFile struct {
	Version int      `json:"version"`
	Root    []byte   `json:"root,omitempty"` // master.key only: for hashes and codes that must stay the same for ever
	Keys    [][]byte `json:"keys"`
}

// secrets gives the keys as arrays; it refuses a file whose keys are not keys.
func (f keyFile) secrets() ([]*[keySize]byte, error) {
	if f.Version != 1 {
		return nil, fmt.Errorf("version %d is not known to this program", f.Version)
	}
	if len(f.Keys) == 0 {
		return nil, errors.New("it holds no key")
	}
	var out []*[keySize]byte
	for i, raw := range f.Keys {
		if len(raw) != keySize {
			return nil, fmt.Errorf("key %d has %d bytes, not %d", i+1, len(raw), keySize)
		}
		key := [keySize]byte(raw)
		out = append(out, &key)
	}
	return out, nil
}

func (f keyFile) root() (*[keySize]byte, error) {
	if len(f.Root) != keySize {
		return nil, fmt.Errorf("its root has %d bytes, not %d", len(f.Root), keySize)
	}
	key := [keySize]byte(f.Root)
	return &key, nil
}

// readKeyFile refuses a file that others may read: a key that was readable must be thought of as known.
func readKeyFile(dir, name string) (keyFile, error) {
	path := filepath.Join(dir, name)
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return keyFile{}, fmt.Errorf("the key file %s is missing; restore it from its backup, since without it nothing sealed can be read: %w", path, err)
	}
	if err != nil {
		return keyFile{}, fmt.Errorf("opening the key file: %w", err)
	}
	defer f.Close()
	if err := checkPrivate(f, path); err != nil {
		return keyFile{}, err
	}
	var content keyFile
	if err := json.NewDecoder(io.LimitReader(f, keyFileLimit)).Decode(&content); err != nil {
		// The decoder's own words could quote a key.
		return keyFile{}, fmt.Errorf("the key file %s is damaged (not the JSON that was written); restore it from its backup", path)
	}
	return content, nil
}

func checkPrivate(f *os.File, path string) error {
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("looking at the key file: %w", err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("the key file %s is not a regular file", path)
	}
	if perm := info.Mode().Perm(); perm&^0o600 != 0 {
		return fmt.Errorf("the key file %s may be read or changed by others (mode %04o); run: chmod 600 %s", path, perm, path)
	}
	return nil
}

// createKeyFile writes a new file at once and whole; an error that is fs.ErrExist when there is one already.
func createKeyFile(dir, name string, content keyFile) error {
	return writeKeyFile(dir, name, content, os.Link)
}

// replaceKeyFile writes a file at once and whole in place of the old one.
func replaceKeyFile(dir, name string, content keyFile) error {
	return writeKeyFile(dir, name, content, os.Rename)
}

func writeKeyFile(dir, name string, content keyFile, place func(from, to string) error) error {
	text, err := json.MarshalIndent(content, "", "  ")
	if err != nil {
		return fmt.Errorf("writing the key file: %w", err)
	}
	temp, err := writeTemp(dir, text)
	if temp != "" {
		defer os.Remove(temp)
	}
	if err != nil {
		return fmt.Errorf("writing the key file: %w", err)
	}
	if err := place(temp, filepath.Join(dir, name)); err != nil {
		return fmt.Errorf("placing the key file: %w", err)
	}
	return syncDir(dir)
}

// writeTemp leaves text on disk under a temporary name with mode 0600 (os.CreateTemp's) and gives that name.
func writeTemp(dir string, text []byte) (string, error) {
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(append(text, '\n'))
	return f.Name(), errors.Join(err, f.Sync(), f.Close())
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("opening the key folder: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}

// prepareDir makes the folder, private, and refuses one in which others may put or swap files.
func prepareDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("making the key folder: %w", err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("looking at the key folder: %w", err)
	}
	if perm := info.Mode().Perm(); perm&0o022 != 0 {
		return fmt.Errorf("others may change the key folder %s (mode %04o); run: chmod 700 %s", dir, perm, dir)
	}
	return nil
}
