package vault

import (
	"bytes"
	"encoding/binary"
)

// jpegHead is what stands before a JPEG's pixels and matters here.
type jpegHead struct {
	orientation int // EXIF 1 to 8; 1 when it does not say
	progressive bool
}

// The markers that are looked for.
const (
	markerSOF2 = 0xC2 // start of a progressive frame
	markerSOS  = 0xDA // start of the pixels
	markerAPP1 = 0xE1 // EXIF stands here
)

// readJPEGHead walks the segments up to the pixels. Of anything but a JPEG, or a damaged one, it says orientation 1.
func readJPEGHead(b []byte) jpegHead {
	head := jpegHead{orientation: 1}
	if len(b) < 2 || b[0] != 0xFF || b[1] != 0xD8 {
		return head
	}
	for b = b[2:]; len(b) >= 4 && b[0] == 0xFF; {
		if b[1] == 0xFF { // a fill byte
			b = b[1:]
			continue
		}
		marker, size := b[1], 2+int(binary.BigEndian.Uint16(b[2:]))
		if marker == markerSOS || size < 4 {
			break
		}
		head.take(marker, b[4:min(size, len(b))])
		b = b[min(size, len(b)):]
	}
	return head
}

func (h *jpegHead) take(marker byte, segment []byte) {
	switch marker {
	case markerSOF2:
		h.progressive = true
	case markerAPP1:
		if tiff, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); ok {
			h.orientation = exifOrientation(tiff)
		}
	}
}

// exifOrientation finds tag 0x0112 in the first directory of an EXIF block (TIFF 6.0); 1 when it is not there.
func exifOrientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	order, ok := map[string]binary.ByteOrder{"II*\x00": binary.LittleEndian, "MM\x00*": binary.BigEndian}[string(tiff[:4])]
	if !ok {
		return 1
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < 12 {
			break
		}
		if value := int(order.Uint16(entries[8:])); order.Uint16(entries) == 0x0112 && value >= 1 && value <= 8 {
			return value
		}
		entries = entries[12:]
	}
	return 1
}
