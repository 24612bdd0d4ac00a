package routelog

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// sniffed is how much of a file decides its encoding and format.
const sniffed = 64 << 10

// decoded gives the text of r as UTF-8 without byte order mark: UTF-16 when a mark or the zero bytes of ASCII say so,
// UTF-8 when the beginning is valid, else GB18030, which covers GBK and GB2312.
func decoded(r io.Reader) (*bufio.Reader, error) {
	raw := bufio.NewReaderSize(r, sniffed)
	head, err := raw.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, err
	}
	switch enc := guessEncoding(head); enc {
	case nil:
		if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
			_, err = raw.Discard(3)
			return raw, err
		}
		return raw, nil
	default:
		return bufio.NewReaderSize(transform.NewReader(raw, enc.NewDecoder()), sniffed), nil
	}
}

// guessEncoding answers nil for UTF-8.
func guessEncoding(head []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)
	}
	if endian, ok := unmarked(head); ok {
		return unicode.UTF16(endian, unicode.IgnoreBOM)
	}
	if validStart(head) {
		return nil
	}
	return simplifiedchinese.GB18030
}

// unmarked recognises UTF-16 without a mark: the upper bytes of its digits and commas are zero, which no byte of text in
// another encoding is, and stand all on one side.
func unmarked(head []byte) (unicode.Endianness, bool) {
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch few := len(head) / 16; {
	case zeros[1] > few && zeros[1] > 4*zeros[0]:
		return unicode.LittleEndian, true
	case zeros[0] > few && zeros[0] > 4*zeros[1]:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// validStart says whether head is valid UTF-8, save a character cut off at its end.
func validStart(head []byte) bool {
	for cut := 0; cut < utf8.UTFMax && cut <= len(head); cut++ {
		if utf8.Valid(head[:len(head)-cut]) {
			return true
		}
		if len(head) < sniffed { // the whole file: nothing was cut
			return false
		}
	}
	return false
}

// firstByte is the first that is not white space, or 0 where there is none in sight.
func firstByte(r *bufio.Reader) byte {
	head, _ := r.Peek(sniffed)
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 {
		return 0
	}
	return head[0]
}
