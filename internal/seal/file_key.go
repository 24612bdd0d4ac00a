package seal

import (
	"errors"
	"fmt"
	"log/slog"
)

// FileKey encrypts one evidence file (and what is drawn from it, its preview). It has its own key so that one file can
// be destroyed for good while the case stays.
type FileKey struct{ secret hidden[*[keySize]byte] }

// NewFileKey makes the key of a file. The caller stores wrapped in the file's row; it refuses an empty file id.
func (c CaseKey) NewFileKey(fileID string) (wrapped []byte, key FileKey, err error) {
	if fileID == "" {
		return nil, FileKey{}, errors.New("a file key needs a file id")
	}
	if c.box.aead == nil {
		return nil, FileKey{}, ErrDestroyed
	}
	secret := newSecret()
	return c.box.seal("file key", filePlace(fileID), secret[:]), FileKey{hide(secret)}, nil
}

// UnwrapFile gives the key of a file from its row: ErrDestroyed when wrapped is empty, ErrBroken when it is not the key
// of this file in this case.
func (c CaseKey) UnwrapFile(fileID string, wrapped []byte) (FileKey, error) {
	if len(wrapped) == 0 || c.box.aead == nil {
		return FileKey{}, ErrDestroyed
	}
	secret, err := asSecret(c.box.open("file key", filePlace(fileID), wrapped))
	if err != nil {
		return FileKey{}, err
	}
	return FileKey{hide(secret)}, nil
}

func filePlace(fileID string) Place { return Place{Table: "files", Column: "key", Row: fileID} }

// LogValue keeps the key out of logs.
func (k FileKey) LogValue() slog.Value { return slog.StringValue(redacted) }

// Format keeps the key out of anything printed with fmt.
func (k FileKey) Format(s fmt.State, _ rune) { fmt.Fprint(s, redacted) }
