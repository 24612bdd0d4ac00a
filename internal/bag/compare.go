package bag

import (
	"bytes"
	"io"
)

// compare writes the canonical zip of the files anew, header by header, and compares it with what is there, so that a byte in a
// header, before, between or after the files is found, too. A content in its place needs no second reading: its sums were checked.
func (a *archive) compare(t *tree, r *Report) {
	names := t.names()
	var at int64
	var places []int64
	for _, name := range names {
		p, e := t.piece(name), t.leaves[name].entry
		if e.at != at || e.begins != at+localSize+int64(len(p.name)) || !a.has(at, p.local()) {
			r.packaging(name)
		}
		if e.at != at || e.packed != p.size {
			return // all that follows is elsewhere
		}
		places = append(places, at)
		at += p.span()
	}
	directory := at
	for i, name := range names {
		record := t.piece(name).central(places[i])
		if !a.has(at, record) {
			r.packaging(name)
		}
		at += int64(len(record))
	}
	if !a.has(at, ending(len(names), at-directory, directory)) || at+endSize != a.size {
		r.find(Packaging, "")
	}
}

// piece is a file as its headers should tell it; one that could not be read keeps what the zip declares.
func (t *tree) piece(name string) piece {
	l := t.leaves[name]
	p := piece{name: l.entry.name, crc: l.crc, size: l.size}
	if !l.read {
		p.crc = l.entry.crc
	}
	return p
}

// has says whether these bytes stand at a place.
func (a *archive) has(at int64, want []byte) bool {
	got := make([]byte, len(want))
	_, err := a.r.ReadAt(got, at)
	return (err == nil || err == io.EOF) && bytes.Equal(got, want)
}

// packaging names a file whose headers differ, unless the file itself is named already.
func (r *Report) packaging(name string) {
	if !r.named(name) {
		r.find(Packaging, name)
	}
}
