package vault

import (
	"context"
	"crypto/sha256"
	"hash"
	"io"
)

// patient is a reader that ends when its context does.
type patient struct {
	ctx context.Context
	r   io.Reader
}

// Read asks the context first.
func (p patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}

// intake is what comes in: counted, hashed, and stopped at the limit. It remembers whether the sender or the disk was at fault.
type intake struct {
	from    io.Reader
	limit   int64
	size    int64
	sum     hash.Hash
	trouble error // of the sender's making
}

func newIntake(ctx context.Context, r io.Reader, limit int64) *intake {
	return &intake{from: patient{ctx, r}, limit: limit, sum: sha256.New()}
}

// Read gives what comes in; past the limit it gives nothing more.
func (in *intake) Read(p []byte) (int, error) {
	if in.trouble != nil {
		return 0, in.trouble
	}
	n, err := in.from.Read(p)
	in.size += int64(n)
	if in.size > in.limit {
		return 0, in.fail(tooLarge(in.limit))
	}
	in.sum.Write(p[:n])
	if err != nil && err != io.EOF {
		return n, in.fail(cutOff(err))
	}
	return n, err
}

func (in *intake) fail(err error) error {
	in.trouble = err
	return err
}

// refusal is what Put answers when err kept it from storing.
func (in *intake) refusal(err error) error {
	if in.trouble != nil {
		return in.trouble
	}
	return noStorage(err)
}

func (in *intake) stored(id string) Stored {
	return Stored{ID: id, Size: in.size, SHA256: [32]byte(in.sum.Sum(nil))}
}
