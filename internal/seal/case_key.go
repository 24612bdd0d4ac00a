package seal

import (
	"errors"
	"fmt"
	"log/slog"
)

// CaseKey opens and seals the personal columns of one case and wraps the keys of its evidence files.
type CaseKey struct{ box box }

// NewCaseKey makes the key of a case. The caller stores wrapped in the case's row; it refuses an empty case id.
func (k *Keys) NewCaseKey(caseID string) (wrapped []byte, key CaseKey, err error) {
	if caseID == "" {
		return nil, CaseKey{}, errors.New("a case key needs a case id")
	}
	secret := newSecret()
	return k.newest().seal("case key", casePlace(caseID), secret[:]), CaseKey{newBox(secret)}, nil
}

// Unwrap gives the key of a case from its row: ErrDestroyed when wrapped is empty (the case was erased), ErrBroken when
// it is not the key of this case.
func (k *Keys) Unwrap(caseID string, wrapped []byte) (CaseKey, error) {
	secret, err := k.unwrapCase(caseID, wrapped)
	if err != nil {
		return CaseKey{}, err
	}
	return CaseKey{newBox(secret)}, nil
}

// Rewrap wraps a case's key under the newest master key; changed is false (and the bytes are the same) when it was already.
func (k *Keys) Rewrap(caseID string, wrapped []byte) (rewrapped []byte, changed bool, err error) {
	secret, err := k.unwrapCase(caseID, wrapped)
	if err != nil {
		return nil, false, err
	}
	if id, err := sealedBy(wrapped); err == nil && id == k.newest().id {
		return wrapped, false, nil
	}
	return k.newest().seal("case key", casePlace(caseID), secret[:]), true, nil
}

func (k *Keys) unwrapCase(caseID string, wrapped []byte) (*[keySize]byte, error) {
	if len(wrapped) == 0 {
		return nil, ErrDestroyed
	}
	return asSecret(k.open("case key", casePlace(caseID), wrapped))
}

func casePlace(caseID string) Place { return Place{Table: "cases", Column: "key", Row: caseID} }

// asSecret takes what an envelope held as a key.
func asSecret(raw []byte, err error) (*[keySize]byte, error) {
	if err != nil {
		return nil, err
	}
	if len(raw) != keySize {
		return nil, ErrBroken
	}
	key := [keySize]byte(raw)
	return &key, nil
}

// Seal encrypts a value for its place, padded so that its length tells little. The same value twice gives different bytes.
func (c CaseKey) Seal(at Place, plain []byte) []byte {
	return c.box.seal("value", at, pad(plain))
}

// Open is the reverse of Seal: ErrBroken unless Seal made it with this key for this place, ErrDestroyed for a zero key.
func (c CaseKey) Open(at Place, sealed []byte) ([]byte, error) {
	if c.box.aead == nil {
		return nil, ErrDestroyed
	}
	padded, err := c.box.open("value", at, sealed)
	if err != nil {
		return nil, err
	}
	return unpad(padded)
}

// LogValue keeps the key out of logs.
func (c CaseKey) LogValue() slog.Value { return slog.StringValue(redacted) }

// Format keeps the key out of anything printed with fmt.
func (c CaseKey) Format(s fmt.State, _ rune) { fmt.Fprint(s, redacted) }
