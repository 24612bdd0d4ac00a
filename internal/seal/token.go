package seal

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"
)

// ErrForged says that a token or a cursor was not made here, or not for this use.
var ErrForged = errors.New("the token was not made here")

// ErrExpired says that a link was good once.
var ErrExpired = errors.New("the link has expired")

// tokenVersion 1: version | … | the first 16 bytes of an HMAC-SHA-256. 128 bits cannot be guessed, and links stay short.
const (
	tokenVersion = 1
	macSize      = 16
	tokenLimit   = 1024
)

// base64url is strict: each token has one spelling only.
var base64url = base64.RawURLEncoding.Strict()

// LinkToken is the signed token of the other side's link: it carries the link's id (64 bytes at most) and when it ends, to the
// second. Whether it was revoked is written in the database, under its id.
func (k *Keys) LinkToken(linkID string, expires time.Time) string {
	body := binary.BigEndian.AppendUint64([]byte{tokenVersion}, uint64(expires.Unix()))
	return k.signToken("link", append(body, linkID...))
}

// ReadLink gives the link's id: ErrForged for what LinkToken did not make, ErrExpired from the second it ends.
func (k *Keys) ReadLink(token string, now time.Time) (linkID string, err error) {
	body, err := k.readToken("link", token)
	if err != nil {
		return "", err
	}
	if len(body) < 9 {
		return "", ErrForged
	}
	if ends := time.Unix(int64(binary.BigEndian.Uint64(body[1:9])), 0); !now.Before(ends) {
		return "", ErrExpired
	}
	return string(body[9:]), nil
}

// Cursor is the place in a list where the next page begins. scope says whose list it is and how it is sorted and filtered; a cursor
// of another scope is refused. The position can be read by its holder, so it holds ids and dates only.
func (k *Keys) Cursor(scope string, position []byte) string {
	return k.signToken("cursor\x00"+scope, append([]byte{tokenVersion}, position...))
}

// ReadCursor gives the position back: ErrForged for what Cursor did not make for this scope.
func (k *Keys) ReadCursor(scope, cursor string) (position []byte, err error) {
	body, err := k.readToken("cursor\x00"+scope, cursor)
	if err != nil {
		return nil, err
	}
	return body[1:], nil
}

func (k *Keys) signToken(use string, body []byte) string {
	mac := keyedHash(derive(k.root(), "token", use), body)
	return base64url.EncodeToString(append(body, mac[:macSize]...))
}

func (k *Keys) readToken(use, token string) ([]byte, error) {
	if len(token) > tokenLimit || strings.ContainsAny(token, "\r\n") { // which base64 would read over
		return nil, ErrForged
	}
	raw, err := base64url.DecodeString(token)
	if err != nil || len(raw) < 1+macSize || raw[0] != tokenVersion {
		return nil, ErrForged
	}
	body, mac := raw[:len(raw)-macSize], raw[len(raw)-macSize:]
	if !Same(mac, keyedHash(derive(k.root(), "token", use), body)[:macSize]) {
		return nil, ErrForged
	}
	return body, nil
}

// NewToken is a random session token (256 bits, 43 characters fit for a cookie) and the hash that is stored of it.
func NewToken() (token string, hash []byte) {
	token = base64url.EncodeToString(newSecret()[:])
	return token, HashToken(token)
}

// HashToken is what is stored of a session token: 32 bytes.
func HashToken(token string) []byte {
	sum := sha256.Sum256(fields("session token", token))
	return sum[:]
}

// NewOneTimeCode is six random digits, for a filed phone.
func NewOneTimeCode() (string, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return "", fmt.Errorf("drawing a one-time code: %w", err)
	}
	return fmt.Sprintf("%06d", n), nil
}

// OneTimeHash is what is stored of a one-time code. Six digits could be tried out from a stolen table, so it is keyed besides salted.
func (k *Keys) OneTimeHash(salt []byte, code string) []byte {
	return keyedHash(derive(k.root(), "one-time code"), fields(string(salt), code))
}

// OneTimeMatches compares a typed code with a stored hash in constant time. How often one may try is the caller's matter.
func (k *Keys) OneTimeMatches(salt []byte, code string, hash []byte) bool {
	return Same(k.OneTimeHash(salt, code), hash)
}
