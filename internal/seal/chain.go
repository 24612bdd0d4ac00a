package seal

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
)

// Digest is a SHA-256.
type Digest [sha256.Size]byte

// String is the digest in hexadecimal.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// Commit is the salted commitment to an event's content: it proves the content to whoever is shown both, and tells nothing
// once salt and content are erased. salt comes from [NewSalt], canonicalJSON from [Canonical].
func Commit(salt, canonicalJSON []byte) Digest {
	return sha256.Sum256(fields("event commitment 1", string(salt), string(canonicalJSON)))
}

// Genesis is what the first event of a case is linked to: no event of one case fits into another's chain.
func Genesis(caseID string) Digest {
	return sha256.Sum256(fields("event chain 1", caseID))
}

// Link is the hash of an event in its chain. seq counts from 1. skeleton is what stays readable after erasure (the act, the stages, the
// times, in canonical JSON; it may be empty); the content stands behind its commitment.
func Link(prev Digest, seq int64, skeleton []byte, commitment Digest) Digest {
	number := binary.BigEndian.AppendUint64(nil, uint64(seq))
	return sha256.Sum256(fields("event link 1", string(prev[:]), string(number), string(skeleton), string(commitment[:])))
}

// ChainEvent is an event as the record has it, for VerifyChain.
type ChainEvent struct {
	Seq        int64
	Skeleton   []byte
	Commitment Digest
	Hash       Digest // as Link gave it when the event was recorded
}

// ChainBreak says where a chain does not hold. Kind is "missing" (a number was skipped, or events out of order), "altered" (the event
// is not the one that was recorded) or "cut" (events after Seq are gone, or were added, since the head was noted).
type ChainBreak struct {
	Seq  int64
	Kind string
}

// Error names the event and what is wrong with it.
func (b *ChainBreak) Error() string {
	return fmt.Sprintf("the chain of events does not hold at event %d: %s", b.Seq, b.Kind)
}

// VerifyChain checks all events of a case, in order, against the head that was noted elsewhere: nil, or a *ChainBreak. A
// head read from the same table finds changes in the middle, but not a cut tail.
func VerifyChain(caseID string, events []ChainEvent, head Digest) error {
	prev := Genesis(caseID)
	for i, e := range events {
		if e.Seq != int64(i)+1 {
			return &ChainBreak{Seq: int64(i) + 1, Kind: "missing"}
		}
		if e.Hash != Link(prev, e.Seq, e.Skeleton, e.Commitment) {
			return &ChainBreak{Seq: e.Seq, Kind: "altered"}
		}
		prev = e.Hash
	}
	if prev != head {
		return &ChainBreak{Seq: int64(len(events)), Kind: "cut"}
	}
	return nil
}
