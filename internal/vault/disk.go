package vault

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"

	"hejie/internal/seal"
)

// Disk is a vault in a folder: ab/cd/abcd… for each file, incoming/abcd… while it is being written.
type Disk struct{ root *os.Root }

var _ Vault = (*Disk)(nil)

const incoming = "incoming"

// OpenDisk opens the vault in a folder, which it makes (0700) where there is none. Nothing it does can leave that folder.
func OpenDisk(dir string) (*Disk, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("making the vault's folder: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the vault's folder: %w", err)
	}
	if err := root.MkdirAll(incoming, 0o700); err != nil {
		return nil, errors.Join(fmt.Errorf("making the vault's folder: %w", err), root.Close())
	}
	return &Disk{root: root}, nil
}

// Close lets the folder go.
func (d *Disk) Close() error { return d.root.Close() }

// Put keeps a file; see [Vault].
func (d *Disk) Put(ctx context.Context, r io.Reader, limit int64, key seal.FileKey) (Stored, error) {
	id := newID()
	temp := path.Join(incoming, id)
	in := newIntake(ctx, r, limit)
	err := d.write(temp, in, key)
	if err == nil {
		err = d.place(temp, id)
	}
	if err != nil {
		return Stored{}, in.refusal(errors.Join(err, d.forget(temp)))
	}
	return in.stored(id), nil
}

// write encrypts all of in to a new file and has it on the disk when it returns nil.
func (d *Disk) write(name string, in *intake, key seal.FileKey) error {
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("making a file in the vault: %w", err)
	}
	if err := encrypt(f, in, key); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("writing a file in the vault: %w", err)
	}
	return nil
}

func encrypt(to io.Writer, in *intake, key seal.FileKey) error {
	w, err := key.Encrypt(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, in); err != nil {
		return err
	}
	if in.size == 0 {
		return in.fail(emptyFile())
	}
	return w.Close()
}

// place moves a whole file to where it stays. A name that is not on the disk's own record yet is taken back.
func (d *Disk) place(temp, id string) error {
	home := homeOf(id)
	if err := d.makeHome(path.Dir(home)); err != nil {
		return fmt.Errorf("making a folder in the vault: %w", err)
	}
	if err := d.root.Rename(temp, home); err != nil {
		return fmt.Errorf("placing a file in the vault: %w", err)
	}
	if err := d.sync(path.Dir(home)); err != nil {
		return errors.Join(fmt.Errorf("placing a file in the vault: %w", err), d.forget(home))
	}
	return nil
}

// makeHome makes ab/cd; each new folder is on the disk's record before something is put in it.
func (d *Disk) makeHome(dir string) error {
	for _, name := range []string{path.Dir(dir), dir} {
		err := d.root.Mkdir(name, 0o700)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return err
		}
		if err := d.sync(path.Dir(name)); err != nil {
			return err
		}
	}
	return nil
}

func (d *Disk) sync(dir string) error {
	f, err := d.root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// forget deletes a file that may not be there.
func (d *Disk) forget(name string) error {
	if err := d.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("deleting from the vault: %w", err)
	}
	return nil
}

// Remove deletes a file; see [Vault].
func (d *Disk) Remove(_ context.Context, id string) error {
	if !validID(id) {
		return nil
	}
	if err := d.forget(homeOf(id)); err != nil {
		return noStorage(err)
	}
	if err := d.sync(path.Dir(homeOf(id))); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return noStorage(fmt.Errorf("deleting from the vault: %w", err))
	}
	return nil
}

// Open gives a file; see [Vault].
func (d *Disk) Open(ctx context.Context, id string, key seal.FileKey, wantSHA []byte) (io.ReadCloser, error) {
	f, err := d.checked(ctx, id, key, wantSHA)
	if err != nil {
		return nil, unreadable(id, err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, unreadable(id, errors.Join(err, f.Close()))
	}
	return &opened{plain: key.Decrypt(f), file: f, id: id}, nil
}

// Check reads a file; see [Vault].
func (d *Disk) Check(ctx context.Context, id string, key seal.FileKey, wantSHA []byte) error {
	f, err := d.checked(ctx, id, key, wantSHA)
	if err != nil {
		return unreadable(id, err)
	}
	return f.Close()
}

// checked opens a file and reads it through once: what it returns is whole and true.
func (d *Disk) checked(ctx context.Context, id string, key seal.FileKey, wantSHA []byte) (*os.File, error) {
	if !validID(id) {
		return nil, fs.ErrNotExist
	}
	f, err := d.root.Open(homeOf(id))
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, patient{ctx, key.Decrypt(f)}); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if !bytes.Equal(sum.Sum(nil), wantSHA) {
		return nil, errors.Join(errOtherFile, f.Close())
	}
	return f, nil
}

// errOtherFile: the bytes open, and are those of something else.
var errOtherFile = errors.New("the file is not the one that was recorded")

// opened is the plain text of a file on the disk.
type opened struct {
	plain io.Reader
	file  *os.File
	id    string
}

// Read gives plain text; a file that was damaged since it was checked ends in a fault.
func (o *opened) Read(p []byte) (int, error) {
	n, err := o.plain.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = unreadable(o.id, err)
	}
	return n, err
}

// Close lets the file go.
func (o *opened) Close() error { return o.file.Close() }

func newID() string {
	raw := make([]byte, 16)
	_, _ = rand.Read(raw) // never fails: it ends the process where there is no randomness
	return hex.EncodeToString(raw)
}

func validID(id string) bool {
	raw, err := hex.DecodeString(id)
	return err == nil && len(raw) == 16 && hex.EncodeToString(raw) == id
}

func homeOf(id string) string { return path.Join(id[:2], id[2:4], id) }
