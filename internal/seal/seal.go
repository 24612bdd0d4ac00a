// Package seal is the cryptography of Hejie: the keys on disk, encryption at rest (per case, per evidence file),
// keyed hashes for searching, receipt codes, link tokens, signatures and the event hash chain.
//
// The order of keys: master.key (outside the database, 0600) wraps one key per case; the case's key seals its columns
// and wraps one key per evidence file. Destroying the wrapped key of a case or a file destroys what it sealed.
//
// At start the caller asks its database for the canary. There is none: [Begin], then store [Keys.Canary]. There is one:
// [Open], then [Keys.CheckCanary]. So a lost or foreign key file stops the start and nothing is written under a new key.
//
// Everything sealed carries a version, so that a format is added and never changed. The package keeps no state besides
// the keys, reads no clock and no environment, and is safe for concurrent use.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
)

// ErrBroken says that sealed bytes do not open: damaged, cut short, moved to another row or file, or sealed under another
// key. Which of these cannot be told, and nothing of the content is given.
var ErrBroken = errors.New("sealed data does not open: damaged, moved, or under another key")

// ErrDestroyed says that the key was destroyed on purpose (erasure): the wrapped key is empty.
var ErrDestroyed = errors.New("the key was destroyed; what it sealed is erased")

// Place is where a sealed value lives. It is bound to the ciphertext, which opens nowhere else.
type Place struct {
	Table  string
	Column string
	Row    string // the row's own id, never its position
}

// keySize is the length in bytes of every secret key here (AES-256, HMAC-SHA-256).
const keySize = 32

// envelopeVersion 1: version | key id (8) | nonce (12) | AES-256-GCM ciphertext and tag.
const envelopeVersion = 1

const (
	idSize       = 8
	nonceSize    = 12
	tagSize      = 16
	envelopeHead = 1 + idSize + nonceSize
)

// keyID names a key by a hash of itself, so that a foreign key file is recognised and no counter can collide.
type keyID [idSize]byte

// String is the id in hexadecimal.
func (id keyID) String() string { return hex.EncodeToString(id[:]) }

// hidden holds a secret where fmt cannot reach it: of a function it prints the address alone, whereas of a pointer inside
// another package's struct it may print the content (%s does).
type hidden[T any] func() T

func hide[T any](secret T) hidden[T] { return func() T { return secret } }

// box is one AES-256-GCM key with its id.
type box struct {
	id   keyID
	aead hidden[cipher.AEAD]
}

func newBox(key *[keySize]byte) box {
	return box{id: idOf(key), aead: hide(newAEAD(key))}
}

func idOf(key *[keySize]byte) keyID {
	sum := sha256.Sum256(append([]byte("hejie key id\x00"), key[:]...))
	return keyID(sum[:idSize])
}

// newAEAD cannot fail: the type fixes the length, the only thing that aes and cipher refuse.
func newAEAD(key *[keySize]byte) cipher.AEAD {
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic(fmt.Sprintf("seal: a %d-byte AES key: %v", keySize, err))
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic(fmt.Sprintf("seal: AES-GCM: %v", err))
	}
	return aead
}

// seal makes an envelope of plain. A random nonce is safe below 2^32 seals under one key.
func (b box) seal(purpose string, at Place, plain []byte) []byte {
	head := make([]byte, envelopeHead, envelopeHead+len(plain)+tagSize)
	head[0] = envelopeVersion
	copy(head[1:], b.id[:])
	nonce := head[1+idSize:]
	fill(nonce)
	return b.aead().Seal(head, nonce, plain, b.bound(purpose, at))
}

// open is the reverse of seal; ErrBroken for anything that seal did not make for this purpose and place.
func (b box) open(purpose string, at Place, sealed []byte) ([]byte, error) {
	id, err := sealedBy(sealed)
	if err != nil {
		return nil, err
	}
	if id != b.id {
		return nil, fmt.Errorf("%w (key %s, not %s)", ErrBroken, id, b.id)
	}
	nonce, body := sealed[1+idSize:envelopeHead], sealed[envelopeHead:]
	plain, err := b.aead().Open(nil, nonce, body, b.bound(purpose, at))
	if err != nil {
		return nil, ErrBroken
	}
	return plain, nil
}

// bound is the associated data: purpose, table, column, row and key id, each with its length so that none runs into another.
func (b box) bound(purpose string, at Place) []byte {
	return fields(purpose, at.Table, at.Column, at.Row, string(b.id[:]))
}

// sealedBy reads the key id of an envelope.
func sealedBy(sealed []byte) (keyID, error) {
	if len(sealed) < envelopeHead+tagSize || sealed[0] != envelopeVersion {
		return keyID{}, ErrBroken
	}
	return keyID(sealed[1 : 1+idSize]), nil
}

// fields joins parts so that different parts never give the same bytes: each is preceded by its length.
func fields(parts ...string) []byte {
	var out []byte
	for _, p := range parts {
		out = binary.BigEndian.AppendUint64(out, uint64(len(p)))
		out = append(out, p...)
	}
	return out
}

// derive makes a key of its own for one purpose; secret is uniformly random, so one HMAC is enough.
func derive(secret *[keySize]byte, labels ...string) *[keySize]byte {
	key := [keySize]byte(keyedHash(secret, fields(labels...)))
	return &key
}

func keyedHash(key *[keySize]byte, message []byte) []byte {
	h := hmac.New(sha256.New, key[:])
	h.Write(message)
	return h.Sum(nil)
}

// Same compares two hashes without telling by its duration where they differ.
func Same(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }

// NewSalt is 32 random bytes, for [Commit] and [Keys.OneTimeHash].
func NewSalt() []byte {
	salt := make([]byte, keySize)
	fill(salt)
	return salt
}

func newSecret() *[keySize]byte {
	key := new([keySize]byte)
	fill(key[:])
	return key
}

// fill never fails: crypto/rand ends the process itself where the system has no randomness.
func fill(b []byte) {
	if _, err := rand.Read(b); err != nil {
		panic(fmt.Sprintf("seal: no randomness: %v", err))
	}
}
