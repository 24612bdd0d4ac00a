package bag

import (
	"encoding/binary"
	"fmt"
)

// The zip is written by hand, not by archive/zip: a bag must come out the same in ten years, whatever a library likes then.
// Every field is fixed (APPNOTE 6.3.10): stored, UTF-8 names, 1980-01-01, mode 0644, sizes and CRC before the content, no extra
// field, no comment, no Zip64. Photos, video and PDF are compressed already; what text would win is not worth a second
// spelling of the same bag.
const (
	localSignature   = 0x04034b50
	centralSignature = 0x02014b50
	endSignature     = 0x06054b50

	localSize   = 30
	centralSize = 46
	endSize     = 22

	versionNeeded = 20
	madeBy        = 3<<8 | versionNeeded // Unix, so that the mode counts
	utf8Names     = 1 << 11
	firstDay      = 1<<5 | 1 // 1980-01-01
	plainFile     = 0o100644 << 16
)

// largest is where a zip without Zip64 ends, in bytes.
const largest = 1<<32 - 1

// piece is a file of the zip as its headers tell it.
type piece struct {
	name string // with the bag's folder
	crc  uint32
	size int64
}

// fixed are the ten bytes that both headers share before the CRC.
func fixed(to []byte) []byte {
	le := binary.LittleEndian
	to = le.AppendUint16(to, versionNeeded)
	to = le.AppendUint16(to, utf8Names)
	to = le.AppendUint16(to, 0) // stored
	to = le.AppendUint16(to, 0) // midnight
	return le.AppendUint16(to, firstDay)
}

func (p piece) sums(to []byte) []byte {
	le := binary.LittleEndian
	to = le.AppendUint32(to, p.crc)
	to = le.AppendUint32(to, uint32(p.size))
	to = le.AppendUint32(to, uint32(p.size))
	to = le.AppendUint16(to, uint16(len(p.name)))
	return le.AppendUint16(to, 0) // no extra field
}

// local is the header before a file's content.
func (p piece) local() []byte {
	head := fixed(binary.LittleEndian.AppendUint32(nil, localSignature))
	return append(p.sums(head), p.name...)
}

// central is the file's record in the directory; at is where its local header begins.
func (p piece) central(at int64) []byte {
	le := binary.LittleEndian
	head := le.AppendUint32(nil, centralSignature)
	head = p.sums(fixed(le.AppendUint16(head, madeBy)))
	head = append(head, 0, 0, 0, 0, 0, 0) // no comment, disk 0, no attributes of DOS
	head = le.AppendUint32(head, plainFile)
	head = le.AppendUint32(head, uint32(at))
	return append(head, p.name...)
}

// span is what a file takes before the directory.
func (p piece) span() int64 { return localSize + int64(len(p.name)) + p.size }

// ending is the record at the end of the zip.
func ending(files int, directory, at int64) []byte {
	le := binary.LittleEndian
	end := append(le.AppendUint32(nil, endSignature), 0, 0, 0, 0)
	end = le.AppendUint16(end, uint16(files))
	end = le.AppendUint16(end, uint16(files))
	end = le.AppendUint32(end, uint32(directory))
	end = le.AppendUint32(end, uint32(at))
	return append(end, 0, 0)
}

// zipSize is how many bytes the zip of these files takes; it refuses what only Zip64 could hold.
func zipSize(pieces []piece) (int64, error) {
	total := int64(endSize)
	for _, p := range pieces {
		total += p.span() + centralSize + int64(len(p.name))
		if p.size > largest || total > largest {
			return 0, fmt.Errorf("a bag holds less than 4 GiB: split it")
		}
	}
	if len(pieces) > entryLimit {
		return 0, fmt.Errorf("a bag holds %d files at most, not %d: split it", entryLimit, len(pieces))
	}
	return total, nil
}
