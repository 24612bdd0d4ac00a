// Package fonts holds the two faces papers are set in, Noto Serif SC for text (宋体) and Noto Sans SC Bold for headings
// (黑体), and cuts from them the few glyphs one document needs. Cutting first, and giving the drawing library a font of
// its own some kilobytes long, is what keeps a page at a few milliseconds, lets one face carry thirty thousand hanzi,
// and shares no bytes between documents. See NOTICE.md for their licence.
package fonts

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"fmt"
	"sync"
)

//go:embed NotoSerifSC-Regular.ttf.gz
var serif []byte

//go:embed NotoSansSC-Bold.ttf.gz
var sansBold []byte

// Set is the pair of faces. It is read-only and shared by every document.
type Set struct {
	Serif, Bold *Face
}

// Load gives the pair, unpacked once for the life of the process (about a tenth of a second, 18 MB).
var Load = sync.OnceValues(func() (Set, error) {
	s, err := unpack(serif)
	if err != nil {
		return Set{}, fmt.Errorf("unpacking the serif face: %w", err)
	}
	b, err := unpack(sansBold)
	if err != nil {
		return Set{}, fmt.Errorf("unpacking the bold face: %w", err)
	}
	return Set{Serif: s, Bold: b}, nil
})

func unpack(packed []byte) (*Face, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	// The last four bytes of a gzip file are the length of what it holds: one allocation instead of thirty.
	raw := bytes.NewBuffer(make([]byte, 0, int(binary.LittleEndian.Uint32(packed[len(packed)-4:]))+bytes.MinRead))
	if _, err := raw.ReadFrom(r); err != nil {
		return nil, err
	}
	return parse(raw.Bytes())
}
