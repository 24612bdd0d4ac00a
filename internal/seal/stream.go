package seal

import (
	"bufio"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// A sealed file, version 1: the header (magic, version, 32 random bytes) and then chunks of 64 KiB, each AES-256-GCM under
// a key derived from the file's key and the header's random bytes. A chunk's nonce is its number and whether it is the
// last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015), and the header is bound to each chunk: so
// a file that is cut, extended, reordered or mixed with another does not open.
const (
	streamMagic   = "HEJIE\x00"
	streamVersion = 1
	streamHead    = len(streamMagic) + 1 + keySize
	chunkSize     = 64 << 10
)

// chunks numbers the chunks of one file.
type chunks struct {
	aead   cipher.AEAD
	head   []byte
	number uint32
}

func (k FileKey) chunks(head []byte) chunks {
	key := derive(k.secret(), "stream", string(head))
	return chunks{aead: newAEAD(key), head: head}
}

// nonce is that of the current chunk.
func (c *chunks) nonce(last bool) []byte {
	nonce := make([]byte, nonceSize)
	binary.BigEndian.PutUint32(nonce[7:], c.number)
	if last {
		nonce[11] = 1
	}
	return nonce
}

// next moves on by one chunk; it refuses to come round to a nonce that was used (after 256 TiB).
func (c *chunks) next() error {
	if c.number == math.MaxUint32 {
		return errors.New("the file is too long for one key")
	}
	c.number++
	return nil
}

// Encrypt gives a writer that encrypts to w. The file is whole only once Close has returned nil; Close does not close w.
func (k FileKey) Encrypt(w io.Writer) (io.WriteCloser, error) {
	if k.secret == nil {
		return nil, ErrDestroyed
	}
	head := append([]byte(streamMagic), streamVersion)
	head = append(head, NewSalt()...)
	if _, err := w.Write(head); err != nil {
		return nil, fmt.Errorf("writing a sealed file: %w", err)
	}
	return &encrypter{to: w, chunks: k.chunks(head), buf: make([]byte, 0, chunkSize)}, nil
}

type encrypter struct {
	to     io.Writer
	chunks chunks
	buf    []byte // plain text of the chunk to come; full only while more may follow
	out    []byte
	err    error
}

// Write takes plain text in.
func (e *encrypter) Write(p []byte) (int, error) {
	done := 0
	for done < len(p) && e.err == nil {
		if len(e.buf) == chunkSize {
			e.flush(false)
			continue
		}
		n := min(chunkSize-len(e.buf), len(p)-done)
		e.buf = append(e.buf, p[done:done+n]...)
		done += n
	}
	return done, e.err
}

// Close writes the last chunk, without which the file does not open. A second Close does nothing.
func (e *encrypter) Close() error {
	if errors.Is(e.err, errClosed) {
		return nil
	}
	if e.err == nil {
		e.flush(true)
	}
	err := e.err
	e.err = errClosed
	return err
}

var errClosed = errors.New("the sealed file is closed")

func (e *encrypter) flush(last bool) {
	e.out = e.chunks.aead.Seal(e.out[:0], e.chunks.nonce(last), e.buf, e.chunks.head)
	e.buf = e.buf[:0]
	if _, err := e.to.Write(e.out); err != nil {
		e.err = fmt.Errorf("writing a sealed file: %w", err)
		return
	}
	e.err = e.chunks.next()
}

// Decrypt gives a reader of the plain text. Each byte it gives is authentic, and io.EOF comes only after the true last
// chunk; ErrBroken for a file that is damaged, cut, or of another key.
func (k FileKey) Decrypt(r io.Reader) io.Reader {
	return &decrypter{from: bufio.NewReaderSize(r, chunkSize+tagSize+1), key: k}
}

type decrypter struct {
	from   *bufio.Reader
	key    FileKey
	chunks chunks
	begun  bool
	plain  []byte // opened and not yet given
	err    error
}

// Read gives plain text.
func (d *decrypter) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for len(d.plain) == 0 {
		if d.err != nil {
			return 0, d.err
		}
		d.plain, d.err = d.nextChunk()
	}
	n := copy(p, d.plain)
	d.plain = d.plain[n:]
	return n, nil
}

// nextChunk gives the next plain text; io.EOF comes with the last.
func (d *decrypter) nextChunk() ([]byte, error) {
	if !d.begun {
		if err := d.begin(); err != nil {
			return nil, err
		}
	}
	sealed := make([]byte, chunkSize+tagSize)
	n, err := io.ReadFull(d.from, sealed)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("reading a sealed file: %w", err)
	}
	last, err := d.atEnd()
	if err != nil {
		return nil, err
	}
	plain, err := d.chunks.aead.Open(sealed[:0], d.chunks.nonce(last), sealed[:n], d.chunks.head)
	if err != nil || (last && len(plain) == 0 && d.chunks.number > 0) {
		return nil, ErrBroken
	}
	if last {
		return plain, io.EOF
	}
	return plain, d.chunks.next()
}

func (d *decrypter) begin() error {
	if d.key.secret == nil {
		return ErrDestroyed
	}
	head := make([]byte, streamHead)
	if _, err := io.ReadFull(d.from, head); err == io.EOF || err == io.ErrUnexpectedEOF {
		return ErrBroken
	} else if err != nil {
		return fmt.Errorf("reading a sealed file: %w", err)
	}
	if string(head[:len(streamMagic)]) != streamMagic || head[len(streamMagic)] != streamVersion {
		return ErrBroken
	}
	d.chunks, d.begun = d.key.chunks(head), true
	return nil
}

// atEnd looks one byte ahead.
func (d *decrypter) atEnd() (bool, error) {
	_, err := d.from.Peek(1)
	if err == io.EOF {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("reading a sealed file: %w", err)
	}
	return false, nil
}
