package bag

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"

	"crypto/x509"

	"hejie/internal/seal"
)

// signedText is what is signed: what it is, the bag's folder, and the sums of both manifests in the form that sha256sum reads.
// The folder stands in no manifest and in every path of the zip.
func signedText(name string, manifest, tagManifest [sha256.Size]byte) []byte {
	return fmt.Appendf(nil, "hejie bag 1\nbag: %s\n%x  %s\n%x  %s\n", name, manifest, manifestName, tagManifest, tagManifestName)
}

// publicPEM is the public key as openssl reads it.
func publicPEM(public ed25519.PublicKey) []byte {
	// The prefix of RFC 8410 before the key's 32 bytes.
	der := append([]byte{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00}, public...)
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
}

// readPEM reads a public key; it refuses one that is not Ed25519.
func readPEM(text []byte) (ed25519.PublicKey, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("no PEM block")
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	public, ok := key.(ed25519.PublicKey)
	if !ok {
		return nil, errors.New("not an Ed25519 key")
	}
	return public, nil
}

// Fingerprint // 公钥指纹 is the SHA-256 of the 32 bytes of a public key in hexadecimal; its first 16 characters are [seal.SigningKeyID].
type Fingerprint string

// FingerprintOf names a public key.
func FingerprintOf(public ed25519.PublicKey) Fingerprint {
	sum := sha256.Sum256(public)
	return Fingerprint(hex.EncodeToString(sum[:]))
}

// ParseFingerprint reads a fingerprint as people copy it: blanks, colons and capitals do not matter. It refuses a shorter one,
// since another key with the same beginning can be made.
func ParseFingerprint(text string) (Fingerprint, error) {
	text = strings.ToLower(strings.NewReplacer(" ", "", ":", "").Replace(text))
	if raw, err := hex.DecodeString(text); err != nil || len(raw) != sha256.Size {
		return "", fmt.Errorf("a fingerprint has 64 hexadecimal characters")
	}
	return Fingerprint(text), nil
}

// summary is signature.json: the signature for programs, in one spelling.
func summary(public ed25519.PublicKey, signature []byte) []byte {
	text, err := json.MarshalIndent(struct {
		Algorithm   string      `json:"algorithm"`
		KeyID       string      `json:"key_id"`
		Fingerprint Fingerprint `json:"fingerprint"`
		PublicKey   string      `json:"public_key"`
		Signed      string      `json:"signed"`
		Signature   string      `json:"signature"`
	}{
		"Ed25519", seal.SigningKeyID(public), FingerprintOf(public),
		base64.StdEncoding.EncodeToString(public), signedName, base64.StdEncoding.EncodeToString(signature),
	}, "", "  ")
	if err != nil { // strings alone always marshal
		return nil
	}
	return append(text, '\n')
}
