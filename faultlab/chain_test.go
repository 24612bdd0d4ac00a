package faultlab

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// link is one event as the record has it.
type link struct {
	seq                        int64
	skeleton, commitment, hash []byte
}

// verify reckons a case's chain of events anew, from the description alone and not with the product's own code: each part
// preceded by its length, each link over the one before.
func verify(id string, events []link, head []byte) error {
	before := hashed("event chain 1", id)
	for i, e := range events {
		number := binary.BigEndian.AppendUint64(nil, uint64(i+1))
		want := hashed("event link 1", string(before), string(number), string(e.skeleton), string(e.commitment))
		if e.seq != int64(i+1) || !bytes.Equal(e.hash, want) {
			return fmt.Errorf("case %s: the chain breaks at event %d (numbered %d)", id, i+1, e.seq)
		}
		before = want
	}
	if !bytes.Equal(before, head) {
		return fmt.Errorf("case %s: the chain of %d events does not end at the head on record", id, len(events))
	}
	return nil
}

func hashed(parts ...string) []byte {
	var b []byte
	for _, p := range parts {
		b = append(binary.BigEndian.AppendUint64(b, uint64(len(p))), p...)
	}
	sum := sha256.Sum256(b)
	return sum[:]
}
