package fonts

import (
	"maps"
	"math/bits"
	"slices"
)

// Cut makes a small TrueType font of the glyphs given: each code of the result (a character code up to U+FFFF) draws the
// glyph named for it. The same codes give the same bytes; nothing of the face itself is handed out.
func (f *Face) Cut(codes map[uint16]uint16) []byte {
	order := slices.Sorted(maps.Keys(codes))
	c := cutter{face: f, place: map[uint16]uint16{}}
	c.keep(0)
	for _, code := range order {
		c.keep(codes[code])
	}
	c.keepParts()
	return c.assemble(order, codes)
}

// cutter numbers the kept glyphs anew.
type cutter struct {
	face  *Face
	kept  []uint16          // old numbers in the new order
	place map[uint16]uint16 // old number → new number
}

func (c *cutter) keep(glyph uint16) {
	if _, ok := c.place[glyph]; !ok {
		c.place[glyph] = uint16(len(c.kept))
		c.kept = append(c.kept, glyph)
	}
}

// keepParts adds the glyphs that composite glyphs are made of; kept grows while it is walked.
func (c *cutter) keepParts() {
	for i := 0; i < len(c.kept); i++ {
		eachPart(c.face.outline(c.kept[i]), func(part []byte) { c.keep(be.Uint16(part)) })
	}
}

// Flags of a composite glyph's parts (OpenType, table glyf).
const (
	argsAreWords = 1 << 0
	hasScale     = 1 << 3
	moreParts    = 1 << 5
	hasXYScale   = 1 << 6
	hasTwoByTwo  = 1 << 7
)

// eachPart calls visit with the two bytes that hold the glyph number of each part of a composite outline.
func eachPart(outline []byte, visit func([]byte)) {
	if len(outline) < 10 || outline[0]&0x80 == 0 {
		return
	}
	for at, flags := 10, uint16(moreParts); flags&moreParts != 0; {
		flags = be.Uint16(outline[at:])
		visit(outline[at+2 : at+4])
		at += 4 + partArguments(flags)
	}
}

func partArguments(flags uint16) int {
	size := 2
	if flags&argsAreWords != 0 {
		size = 4
	}
	switch {
	case flags&hasScale != 0:
		size += 2
	case flags&hasXYScale != 0:
		size += 4
	case flags&hasTwoByTwo != 0:
		size += 8
	}
	return size
}

func (c *cutter) assemble(order []uint16, codes map[uint16]uint16) []byte {
	glyf, loca := c.glyphs()
	head := slices.Clone(c.face.tables["head"])
	be.PutUint32(head[8:], 0)
	be.PutUint16(head[50:], 1)
	hhea := slices.Clone(c.face.tables["hhea"])
	be.PutUint16(hhea[34:], uint16(len(c.kept)))
	maxp := slices.Clone(c.face.tables["maxp"])
	be.PutUint16(maxp[4:], uint16(len(c.kept)))
	post := slices.Clone(c.face.tables["post"][:32])
	be.PutUint32(post, 0x00030000)
	return assemble(map[string][]byte{
		"OS/2": c.face.tables["OS/2"], "cmap": c.cmap(order, codes), "glyf": glyf, "head": head, "hhea": hhea,
		"hmtx": c.widths(), "loca": loca, "maxp": maxp, "name": {0, 0, 0, 0, 0, 6}, "post": post,
	})
}

func (c *cutter) glyphs() (glyf, loca []byte) {
	for _, old := range c.kept {
		loca = be.AppendUint32(loca, uint32(len(glyf)))
		outline := slices.Clone(c.face.outline(old))
		eachPart(outline, func(part []byte) { be.PutUint16(part, c.place[be.Uint16(part)]) })
		glyf = append(glyf, outline...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
	}
	return glyf, be.AppendUint32(loca, uint32(len(glyf)))
}

func (c *cutter) widths() (hmtx []byte) {
	for _, old := range c.kept {
		hmtx = be.AppendUint16(hmtx, uint16(c.face.Advance(old)))
		hmtx = be.AppendUint16(hmtx, c.face.bearing(old))
	}
	return hmtx
}

// cmap writes one subtable of format 4 with a segment for every code, and the closing one the format asks for.
func (c *cutter) cmap(order []uint16, codes map[uint16]uint16) []byte {
	n := len(order) + 1
	var ends, starts, deltas []byte
	for _, code := range order {
		ends, starts = be.AppendUint16(ends, code), be.AppendUint16(starts, code)
		deltas = be.AppendUint16(deltas, c.place[codes[code]]-code)
	}
	ends, starts, deltas = be.AppendUint16(ends, 0xFFFF), be.AppendUint16(starts, 0xFFFF), be.AppendUint16(deltas, 1)
	power := bits.Len(uint(n)) - 1
	search := 2 << power
	header := []uint16{
		0, 1, 3, 1, 0, 12, // one subtable, Windows Unicode, 12 bytes on
		4, uint16(16 + 8*n), 0, uint16(2 * n), uint16(search), uint16(power), uint16(2*n - search),
	}
	var out []byte
	for _, v := range header {
		out = be.AppendUint16(out, v)
	}
	out = append(append(append(append(out, ends...), 0, 0), starts...), deltas...)
	return append(out, make([]byte, 2*n)...)
}

// assemble writes the table directory and the tables, in order of name, with their checksums.
func assemble(tables map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(tables))
	power := bits.Len(uint(len(names))) - 1
	search := 16 << power
	out := be.AppendUint32(nil, 0x00010000)
	for _, v := range []int{len(names), search, power, 16*len(names) - search} {
		out = be.AppendUint16(out, uint16(v))
	}
	at := 12 + 16*len(names)
	var body []byte
	for _, name := range names {
		t := tables[name]
		out = append(out, name...)
		for _, v := range []uint32{checksum(t), uint32(at + len(body)), uint32(len(t))} {
			out = be.AppendUint32(out, v)
		}
		body = append(body, t...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(out, body...)
}

func checksum(table []byte) (sum uint32) {
	for ; len(table) >= 4; table = table[4:] {
		sum += be.Uint32(table)
	}
	var last [4]byte
	copy(last[:], table)
	return sum + be.Uint32(last[:])
}
