package seal

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
)

// Keys is everything that opens, seals, hashes and signs. It is made by [Begin], [Create] or [Open] and never changes.
type Keys struct {
	boxes   []box // by age; the last one seals
	root    hidden[*[keySize]byte]
	signers []signer // by age; the last one signs
}

// Create makes the key files in dir (folder 0700, files 0600). It refuses, with an error that is fs.ErrExist, when there
// is a master key already.
func Create(dir string) (*Keys, error) {
	if err := prepareDir(dir); err != nil {
		return nil, err
	}
	// A signing key without a master key is a first start that was cut off: it is taken over.
	signing := keyFile{Version: 1, Keys: [][]byte{newSecret()[:]}}
	if err := createKeyFile(dir, signingName, signing); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	master := keyFile{Version: 1, Root: newSecret()[:], Keys: [][]byte{newSecret()[:]}}
	if err := createKeyFile(dir, masterName, master); err != nil {
		return nil, err
	}
	return Open(dir)
}

// Open reads the key files in dir. It refuses when one is missing, damaged, or may be read by others; it never makes one.
func Open(dir string) (*Keys, error) {
	master, err := readKeyFile(dir, masterName)
	if err != nil {
		return nil, err
	}
	signing, err := readKeyFile(dir, signingName)
	if err != nil {
		return nil, err
	}
	return assemble(master, signing)
}

// Begin opens the keys in dir or, at a first start, makes them. It is only for a database that holds nothing sealed yet.
// Several processes may begin at once: all get the same keys.
func Begin(dir string) (*Keys, error) {
	keys, err := Create(dir)
	if errors.Is(err, fs.ErrExist) {
		return Open(dir)
	}
	return keys, err
}

func assemble(master, signing keyFile) (*Keys, error) {
	root, err := master.root()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", masterName, err)
	}
	sealing, err := master.secrets()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", masterName, err)
	}
	seeds, err := signing.secrets()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", signingName, err)
	}
	keys := &Keys{root: hide(root)}
	for _, key := range sealing {
		keys.boxes = append(keys.boxes, newBox(key))
	}
	for _, seed := range seeds {
		keys.signers = append(keys.signers, newSigner(ed25519.NewKeyFromSeed(seed[:])))
	}
	return keys, nil
}

// Rotate adds a new master key in dir and opens the result: it seals from now on, the older ones still open. Afterwards
// every wrapped case key goes through [Keys.Rewrap], what [Keys.Seal] made is sealed again, and the canary is stored anew;
// then [Retire] may take the old key. The root (hashes, receipt codes) and the signing keys stay. A process that was started before
// cannot open what the new key seals: restart all of them right after.
func Rotate(dir string) (*Keys, error) {
	master, err := readKeyFile(dir, masterName)
	if err != nil {
		return nil, err
	}
	master.Keys = append(master.Keys, newSecret()[:])
	if err := replaceKeyFile(dir, masterName, master); err != nil {
		return nil, err
	}
	return Open(dir)
}

// Retire takes the master key with this id out of dir. It refuses the newest key and an unknown id. What is still sealed
// under the retired key is lost.
func Retire(dir, id string) (*Keys, error) {
	master, err := readKeyFile(dir, masterName)
	if err != nil {
		return nil, err
	}
	sealing, err := master.secrets()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", masterName, err)
	}
	for i, key := range sealing[:len(sealing)-1] {
		if idOf(key).String() == id {
			master.Keys = append(master.Keys[:i:i], master.Keys[i+1:]...)
			if err := replaceKeyFile(dir, masterName, master); err != nil {
				return nil, err
			}
			return Open(dir)
		}
	}
	return nil, fmt.Errorf("no older master key has the id %s: the newest is never retired", id)
}

// MasterIDs lists the ids of the master keys by age; the last one seals.
func (k *Keys) MasterIDs() []string {
	var ids []string
	for _, b := range k.boxes {
		ids = append(ids, b.id.String())
	}
	return ids
}

// Seal encrypts a value that belongs to no case (an account's second factor) under the master key itself.
func (k *Keys) Seal(at Place, plain []byte) []byte {
	return k.newest().seal("value", at, pad(plain))
}

// Open is the reverse of Seal: ErrBroken unless Seal made it for this place.
func (k *Keys) Open(at Place, sealed []byte) ([]byte, error) {
	padded, err := k.open("value", at, sealed)
	if err != nil {
		return nil, err
	}
	return unpad(padded)
}

var canaryPlace = Place{Table: "canary", Column: "sealed", Row: "1"}

// Canary is a sealed value to keep in the database, by which a later start knows these keys again.
func (k *Keys) Canary() []byte {
	return k.newest().seal("canary", canaryPlace, k.canaryText())
}

// CheckCanary refuses keys other than those that made the canary.
func (k *Keys) CheckCanary(canary []byte) error {
	text, err := k.open("canary", canaryPlace, canary)
	if err == nil && !Same(text, k.canaryText()) {
		err = errors.New("another root key")
	}
	if err != nil {
		return fmt.Errorf("the master key in use is not the one this database was sealed with; restore the right %s: %w", masterName, err)
	}
	return nil
}

// canaryText also tells the root, which no envelope would.
func (k *Keys) canaryText() []byte { return keyedHash(k.root(), fields("canary")) }

func (k *Keys) newest() box { return k.boxes[len(k.boxes)-1] }

// open opens an envelope with the master key it names.
func (k *Keys) open(purpose string, at Place, sealed []byte) ([]byte, error) {
	id, err := sealedBy(sealed)
	if err != nil {
		return nil, err
	}
	for _, b := range k.boxes {
		if b.id == id {
			return b.open(purpose, at, sealed)
		}
	}
	return nil, fmt.Errorf("%w (no master key %s in the key folder)", ErrBroken, id)
}

// LogValue keeps the keys out of logs.
func (k *Keys) LogValue() slog.Value { return slog.StringValue(redacted) }

// Format keeps the keys out of anything printed with fmt.
func (k *Keys) Format(s fmt.State, _ rune) { fmt.Fprint(s, redacted) }

const redacted = "[redacted]"
