package fonts

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Face is one parsed TrueType face with 1,000 units to the em.
type Face struct {
	tables  map[string][]byte
	bmp     []uint16        // glyph of each rune up to U+FFFF, 0 for none
	astral  map[rune]uint16 // glyph of each rune above
	loca    []uint32        // where each glyph begins in glyf; one more entry than glyphs
	metrics int             // how many full entries hmtx has
}

const unitsPerEm = 1000

var be = binary.BigEndian

// Glyph is the face's glyph for a rune; false where it has none.
func (f *Face) Glyph(r rune) (uint16, bool) {
	if r >= 0 && r <= 0xFFFF {
		return f.bmp[r], f.bmp[r] != 0
	}
	g := f.astral[r]
	return g, g != 0
}

// Advance is the width of a glyph in thousandths of the font size.
func (f *Face) Advance(glyph uint16) int {
	entry := min(int(glyph), f.metrics-1)
	return int(be.Uint16(f.tables["hmtx"][4*entry:]))
}

// bearing is the left side bearing of a glyph, as hmtx stores it.
func (f *Face) bearing(glyph uint16) uint16 {
	if int(glyph) < f.metrics {
		return be.Uint16(f.tables["hmtx"][4*int(glyph)+2:])
	}
	return be.Uint16(f.tables["hmtx"][4*f.metrics+2*(int(glyph)-f.metrics):])
}

// outline is a glyph's record in glyf; empty for a space.
func (f *Face) outline(glyph uint16) []byte {
	return f.tables["glyf"][f.loca[glyph]:f.loca[glyph+1]]
}

// parse reads a face of our own build: it refuses anything else with an error.
func parse(raw []byte) (*Face, error) {
	f := &Face{tables: map[string][]byte{}, bmp: make([]uint16, 0x10000), astral: map[rune]uint16{}}
	if len(raw) < 12 || be.Uint32(raw) != 0x00010000 {
		return nil, errors.New("not a TrueType face")
	}
	for i := range int(be.Uint16(raw[4:])) {
		entry := raw[12+16*i:]
		at, size := be.Uint32(entry[8:]), be.Uint32(entry[12:])
		if uint64(at)+uint64(size) > uint64(len(raw)) {
			return nil, fmt.Errorf("table %q reaches past the end", entry[:4])
		}
		f.tables[string(entry[:4])] = raw[at : at+size : at+size]
	}
	for _, name := range []string{"head", "hhea", "maxp", "hmtx", "cmap", "loca", "glyf", "OS/2", "post"} {
		if f.tables[name] == nil {
			return nil, fmt.Errorf("no table %q", name)
		}
	}
	if got := be.Uint16(f.tables["head"][18:]); got != unitsPerEm {
		return nil, fmt.Errorf("%d units to the em, want %d", got, unitsPerEm)
	}
	f.metrics = int(be.Uint16(f.tables["hhea"][34:]))
	f.readLoca()
	return f, f.readCmap()
}

func (f *Face) readLoca() {
	loca, glyphs := f.tables["loca"], int(be.Uint16(f.tables["maxp"][4:]))
	f.loca = make([]uint32, glyphs+1)
	long := be.Uint16(f.tables["head"][50:]) == 1
	for i := range f.loca {
		if long {
			f.loca[i] = be.Uint32(loca[4*i:])
		} else {
			f.loca[i] = 2 * uint32(be.Uint16(loca[2*i:]))
		}
	}
}

// readCmap reads the subtable of format 12, which both faces have because both have hanzi beyond U+FFFF.
func (f *Face) readCmap() error {
	cmap := f.tables["cmap"]
	for i := range int(be.Uint16(cmap[2:])) {
		sub := cmap[be.Uint32(cmap[4+8*i+4:]):]
		if be.Uint16(sub) != 12 {
			continue
		}
		for g := range int(be.Uint32(sub[12:])) {
			group := sub[16+12*g:]
			f.mapGroup(be.Uint32(group), be.Uint32(group[4:]), be.Uint32(group[8:]))
		}
		return nil
	}
	return errors.New("no cmap of format 12")
}

func (f *Face) mapGroup(first, last, glyph uint32) {
	for r := first; r <= last; r++ {
		g := uint16(glyph + r - first)
		if r <= 0xFFFF {
			f.bmp[r] = g
		} else {
			f.astral[rune(r)] = g
		}
	}
}
