package seal

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

// ErrSignature says that a signature is not of this message by this key.
var ErrSignature = errors.New("the signature does not fit")

// signer is one Ed25519 key with its id.
type signer struct {
	id      string
	private hidden[ed25519.PrivateKey]
}

func newSigner(private ed25519.PrivateKey) signer {
	return signer{id: SigningKeyID(private.Public().(ed25519.PublicKey)), private: hide(private)}
}

func (s signer) public() ed25519.PublicKey { return s.private().Public().(ed25519.PublicKey) }

// SigningKeyID names a public key: 16 hexadecimal characters of its SHA-256.
func SigningKeyID(public ed25519.PublicKey) string {
	sum := sha256.Sum256(public)
	return hex.EncodeToString(sum[:8])
}

// Sign signs a message with the newest Ed25519 key and says which key that is. The message must begin with what it is, as
// [Receipt.Message] does, so that a signature for one purpose serves no other.
func (k *Keys) Sign(message []byte) (signature []byte, keyID string) {
	s := k.signers[len(k.signers)-1]
	return ed25519.Sign(s.private(), message), s.id
}

// PublicKey is the newest public key with its id: what is printed on receipts and published.
func (k *Keys) PublicKey() (public ed25519.PublicKey, keyID string) {
	s := k.signers[len(k.signers)-1]
	return s.public(), s.id
}

// PublicKeys is every public key by its id, old ones included.
func (k *Keys) PublicKeys() map[string]ed25519.PublicKey {
	all := map[string]ed25519.PublicKey{}
	for _, s := range k.signers {
		all[s.id] = s.public()
	}
	return all
}

// Verify checks a signature by one of our own keys: ErrSignature when it does not fit or the key is not ours.
func (k *Keys) Verify(keyID string, message, signature []byte) error {
	public, ours := k.PublicKeys()[keyID]
	if !ours {
		return fmt.Errorf("%w: the signing key %q is not ours", ErrSignature, keyID)
	}
	return Verify(public, message, signature)
}

// Verify checks a signature by a public key, offline: ErrSignature when it does not fit or the key is no key.
func Verify(public ed25519.PublicKey, message, signature []byte) error {
	if len(public) != ed25519.PublicKeySize || !ed25519.Verify(public, message, signature) {
		return ErrSignature
	}
	return nil
}
