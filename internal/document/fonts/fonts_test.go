package fonts

import (
	"bytes"
	"testing"
)

func load(t *testing.T) Set {
	t.Helper()
	set, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestTheTextFaceHasTheNamesPeopleBear(t *testing.T) {
	t.Parallel()
	set := load(t)
	for _, r := range "张李䶮瞾㼆玥堃\U0002CB4E\U0002139A·①〓〇¥（）“”—…" {
		if _, ok := set.Serif.Glyph(r); !ok {
			t.Errorf("no glyph for %c", r)
		}
	}
	for _, r := range "\U00020BB7🙏\u200d" {
		if _, ok := set.Serif.Glyph(r); ok {
			t.Errorf("a glyph for %q, which the tests of 〓 take to be missing", r)
		}
	}
}

func TestACutFontDrawsEachCodeWithItsGlyph(t *testing.T) {
	t.Parallel()
	face := load(t).Serif
	codes := map[uint16]uint16{}
	for _, r := range "中é文Å" {
		codes[uint16(r)], _ = face.Glyph(r)
	}
	codes[0xE000], _ = face.Glyph('\U0002CB4E')
	cut := parseCut(t, face.Cut(codes))
	for code, old := range codes {
		segment := cut.glyphOf(code)
		if got, want := cut.Advance(segment), face.Advance(old); got != want {
			t.Errorf("width of %x: got %d, want %d", code, got, want)
		}
		if !sameOutline(face.outline(old), cut.outline(segment)) {
			t.Errorf("%x is drawn differently", code)
		}
	}
}

func TestACutIsSmallAndAlwaysTheSame(t *testing.T) {
	t.Parallel()
	face := load(t).Serif
	codes := map[uint16]uint16{}
	for r := rune(0x4E00); r < 0x4E80; r++ {
		codes[uint16(r)], _ = face.Glyph(r)
	}
	first := face.Cut(codes)
	if len(first) > 100_000 {
		t.Errorf("128 hanzi take %d bytes", len(first))
	}
	if !bytes.Equal(first, face.Cut(codes)) {
		t.Error("the same codes gave other bytes")
	}
}

func TestWhatIsNoFontIsRefused(t *testing.T) {
	t.Parallel()
	for _, raw := range [][]byte{nil, []byte("OTTO............"), {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}} {
		if _, err := parse(raw); err == nil {
			t.Errorf("%q was taken for a font", raw)
		}
	}
}

// cutFace reads a cut font with an eye of its own for its cmap of format 4.
type cutFace struct{ *Face }

func parseCut(t *testing.T, raw []byte) cutFace {
	t.Helper()
	f := &Face{tables: map[string][]byte{}}
	for i := range int(be.Uint16(raw[4:])) {
		entry := raw[12+16*i:]
		at, size := be.Uint32(entry[8:]), be.Uint32(entry[12:])
		f.tables[string(entry[:4])] = raw[at : at+size]
		if got, want := checksum(raw[at:at+size]), be.Uint32(entry[4:]); got != want {
			t.Errorf("checksum of %s: got %x, want %x", entry[:4], got, want)
		}
	}
	f.metrics = int(be.Uint16(f.tables["hhea"][34:]))
	f.readLoca()
	return cutFace{f}
}

func (c cutFace) glyphOf(code uint16) uint16 {
	sub := c.tables["cmap"][12:]
	n := int(be.Uint16(sub[6:])) / 2
	for i := range n {
		if be.Uint16(sub[14+2*i:]) == code {
			return code + be.Uint16(sub[16+4*n+2*i:])
		}
	}
	return 0
}

// sameOutline compares two outlines but for the padding and the numbers of their parts.
func sameOutline(old, cut []byte) bool {
	blank := func(b []byte) []byte {
		b = bytes.Clone(b)
		eachPart(b, func(part []byte) { clear(part) })
		return bytes.TrimRight(b, "\x00")
	}
	return bytes.Equal(blank(old), blank(cut))
}
