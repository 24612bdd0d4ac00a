package bag

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Bounds on a stranger's zip: its directory, and what all of it inflates to for each byte that it has.
const (
	directoryLimit = 16 << 20
	ratioLimit     = 200
	freeInflation  = 64 << 20
)

// zipEntry is a file as the zip's directory (or, where that is broken, its local header) tells it.
type zipEntry struct {
	piece
	flags, method uint16
	packed        int64
	at            int64 // where its local header begins
	begins        int64 // where its content begins; 0 when the local header is broken
}

// archive is a zip that is being checked.
type archive struct {
	r       io.ReaderAt
	size    int64
	entries []zipEntry
	broken  bool // the directory was not readable; entries come from the local headers
}

var (
	errNoZip  = errors.New("it is no zip")
	errZip64  = errors.New("it is larger than 4 GiB, or a Zip64")
	errTooBig = errors.New("it declares more content than can be")
)

// openArchive finds the files by the directory, as unzip does, or by their local headers where the directory is broken.
func openArchive(r io.ReaderAt, size int64) (*archive, error) {
	if size > largest {
		return nil, errZip64
	}
	a := &archive{r: r, size: size}
	err := a.byDirectory()
	if errors.Is(err, errTooBig) || errors.Is(err, errZip64) {
		return nil, err
	}
	if err != nil {
		a.broken, a.entries = true, nil
		a.byHeaders()
	}
	if len(a.entries) == 0 {
		return nil, errNoZip
	}
	a.locate()
	return a, a.bounded()
}

// byDirectory reads the record at the end and the directory before it. Where the two disagree by some bytes, something was put
// before the zip; the comparison with the canonical zip tells.
func (a *archive) byDirectory() error {
	tail := make([]byte, min(a.size, endSize+1<<16))
	if _, err := a.r.ReadAt(tail, a.size-int64(len(tail))); err != nil && err != io.EOF {
		return err
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || len(tail)-i < endSize {
		return errNoZip
	}
	end := tail[i:]
	le := binary.LittleEndian
	count, length, at := int(le.Uint16(end[10:])), int64(le.Uint32(end[12:])), int64(le.Uint32(end[16:]))
	if i >= 20 && bytes.HasPrefix(tail[i-20:], []byte("PK\x06\x07")) {
		return errZip64
	}
	begins := a.size - int64(len(tail)) + int64(i) - length
	if begins < 0 || length < int64(count)*centralSize {
		return errNoZip
	}
	if count > entryLimit || length > directoryLimit {
		return errTooBig
	}
	directory := make([]byte, length)
	if _, err := a.r.ReadAt(directory, begins); err != nil {
		return fmt.Errorf("reading the zip's directory: %w", err)
	}
	return a.parse(directory, count, max(0, begins-at))
}

// parse reads the records of the directory; shift is how much lies before the zip.
func (a *archive) parse(b []byte, count int, shift int64) error {
	le := binary.LittleEndian
	for range count {
		if len(b) < centralSize || le.Uint32(b) != centralSignature {
			return errNoZip
		}
		name, extra, comment := int(le.Uint16(b[28:])), int(le.Uint16(b[30:])), int(le.Uint16(b[32:]))
		if len(b) < centralSize+name+extra+comment {
			return errNoZip
		}
		a.entries = append(a.entries, zipEntry{
			piece: piece{name: string(b[centralSize : centralSize+name]), crc: le.Uint32(b[16:]), size: int64(le.Uint32(b[24:]))},
			flags: le.Uint16(b[8:]), method: le.Uint16(b[10:]), packed: int64(le.Uint32(b[20:])), at: int64(le.Uint32(b[42:])) + shift,
		})
		b = b[centralSize+name+extra+comment:]
	}
	if len(b) > 0 {
		return errNoZip
	}
	return nil
}

// byHeaders walks from one local header to the next, as far as they hang together.
func (a *archive) byHeaders() {
	at := int64(0)
	for len(a.entries) < entryLimit {
		e, ok := a.header(at)
		if !ok || e.begins+e.packed > a.size {
			return
		}
		a.entries = append(a.entries, e)
		at = e.begins + e.packed
	}
}

// header reads the local header at a place.
func (a *archive) header(at int64) (zipEntry, bool) {
	var b [localSize]byte
	if _, err := a.r.ReadAt(b[:], at); err != nil {
		return zipEntry{}, false
	}
	le := binary.LittleEndian
	if le.Uint32(b[:]) != localSignature {
		return zipEntry{}, false
	}
	length := int64(le.Uint16(b[26:]))
	name := make([]byte, length)
	if _, err := a.r.ReadAt(name, at+localSize); err != nil {
		return zipEntry{}, false
	}
	return zipEntry{
		piece: piece{name: string(name), crc: le.Uint32(b[14:]), size: int64(le.Uint32(b[22:]))},
		flags: le.Uint16(b[6:]), method: le.Uint16(b[8:]), packed: int64(le.Uint32(b[18:])),
		at: at, begins: at + localSize + length + int64(le.Uint16(b[28:])),
	}, true
}

// locate finds where each content begins, and gives up on contents that overlap: one run of bytes would inflate many times.
func (a *archive) locate() {
	order := make([]*zipEntry, len(a.entries))
	for i := range a.entries {
		e := &a.entries[i]
		order[i] = e
		if local, ok := a.header(e.at); ok && local.begins+e.packed <= a.size {
			e.begins = local.begins
		}
	}
	slices.SortStableFunc(order, func(x, y *zipEntry) int { return int(x.at - y.at) })
	var reached int64
	for _, e := range order {
		if e.begins == 0 {
			continue
		}
		if e.at < reached {
			e.begins = 0
			continue
		}
		reached = e.begins + e.packed
	}
}

// bounded refuses a zip that declares to inflate beyond reason.
func (a *archive) bounded() error {
	var total int64
	for _, e := range a.entries {
		if e.begins != 0 && e.method != 0 {
			total += e.size
		}
	}
	if total > a.size*ratioLimit+freeInflation {
		return errTooBig
	}
	return nil
}

var errEntry = errors.New("its header or its kind cannot be read")

// open gives the content of an entry. It refuses encryption, methods besides stored and deflate, and broken headers.
func (a *archive) open(e *zipEntry) (io.ReadCloser, error) {
	if e.begins == 0 || e.flags&1 != 0 {
		return nil, errEntry
	}
	packed := io.NewSectionReader(a.r, e.begins, e.packed)
	switch {
	case e.method == 0 && e.packed == e.size:
		return io.NopCloser(packed), nil
	case e.method == 8:
		return flate.NewReader(packed), nil
	}
	return nil, errEntry
}

// tree takes the entries apart into the bag's folder and the paths in it, and tells what is wrong with their names.
func (a *archive) tree(r *Report) *tree {
	t := &tree{folder: a.folder(), leaves: map[string]*leaf{}}
	for i := range a.entries {
		e := &a.entries[i]
		name, inFolder := strings.CutPrefix(e.name, t.folder)
		if name == "" || strings.HasSuffix(name, "/") && e.size == 0 {
			continue // a folder: BagIt knows files alone
		}
		if !inFolder {
			r.find(Extra, e.name)
			continue
		}
		if !inside(name) {
			r.find(Unsafe, name)
			continue
		}
		if _, there := t.leaves[name]; there {
			r.find(Twice, name)
			continue
		}
		t.leaves[name] = &leaf{name: name, size: e.size, entry: e, open: func() (io.ReadCloser, error) { return a.open(e) }}
	}
	t.folder = strings.TrimSuffix(t.folder, "/")
	return t
}

// folder is the first part of the paths that most entries share, with its slash; "" for a bag at the top of the zip.
func (a *archive) folder() string {
	votes := map[string]int{}
	best := ""
	for _, e := range a.entries {
		if e.name == declarationName {
			return ""
		}
		first, _, below := strings.Cut(e.name, "/")
		if !below {
			continue
		}
		first += "/"
		if votes[first]++; votes[first] > votes[best] {
			best = first
		}
	}
	return best
}
