package routelog

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"hejie/internal/fault"
)

// foreigners are kinds of files that are handed in by mistake, known by how they begin, with what to do instead.
var foreigners = []struct {
	begins string
	what   fault.Text
}{
	{"PK\x03\x04", fault.Text{ZH: "这是压缩包（KMZ、ZIP或Excel工作簿）。KMZ和ZIP请解压后提供里面的文件，Excel请另存为CSV。",
		EN: "this is an archive (KMZ, ZIP or an Excel workbook); unpack it and hand in the file inside, or save the workbook as CSV"}},
	{"\x1f\x8b", fault.Text{ZH: "这是压缩文件，请解压后提供里面的文件。", EN: "this is a compressed file; unpack it and hand in the file inside"}},
	{"Rar!", fault.Text{ZH: "这是压缩文件，请解压后提供里面的文件。", EN: "this is a compressed file; unpack it and hand in the file inside"}},
	{"7z\xbc\xaf", fault.Text{ZH: "这是压缩文件，请解压后提供里面的文件。", EN: "this is a compressed file; unpack it and hand in the file inside"}},
	{"\xd0\xcf\x11\xe0", fault.Text{ZH: "这是旧版Office文件，请打开后另存为CSV。", EN: "this is an old Office file; open it and save it as CSV"}},
	{"%PDF", fault.Text{ZH: "这是PDF，里面的记录无法读取。请提供导出的数据文件，或照着它填写。", EN: "this is a PDF, whose records cannot be read; hand in the exported data, or type what it shows"}},
	{"\x89PNG", pictureFile}, {"\xff\xd8\xff", pictureFile}, {"GIF8", pictureFile}, {"RIFF", pictureFile},
}

var pictureFile = fault.Text{ZH: "这是图片，里面的记录无法读取。请提供导出的数据文件，或照着图片填写。",
	EN: "this is a picture, whose records cannot be read; hand in the exported data, or type what it shows"}

// opening begins to read a file as text of at most so many bytes. It refuses what is empty and what is no text, saying
// what is read instead, and gives the first byte that is not white space.
func opening(src Source, r io.Reader, limit int64, kindsZH, kindsEN string) (*bufio.Reader, byte, error) {
	raw := bufio.NewReaderSize(&sizedReader{r: r, left: limit}, sniffed)
	head, err := raw.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, src.unread(1, err)
	}
	for _, f := range foreigners {
		if bytes.HasPrefix(head, []byte(f.begins)) && !asciiText(head) {
			return nil, 0, &BadInput{Source: src.Name, Line: 1, Text: fault.Text{
				ZH: f.what.ZH + "能读取的是" + kindsZH + "。", EN: f.what.EN + "; what is read is " + kindsEN}}
		}
	}
	text, err := decoded(raw)
	if err != nil {
		return nil, 0, src.unread(1, err)
	}
	first := firstByte(text)
	if first == 0 {
		return nil, 0, src.bad(1, "", "文件是空的，请提供"+kindsZH+"。", "the file is empty; hand in "+kindsEN)
	}
	return text, first, nil
}

// asciiText says whether the beginning is ASCII text, which no picture or archive is.
func asciiText(head []byte) bool {
	for _, c := range head {
		if c >= 0x7f || c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
	}
	return true
}

// sizedReader refuses to read beyond a limit, so that no file is ever taken for its own beginning.
type sizedReader struct {
	r    io.Reader
	left int64
}

var errTooLarge = errors.New("the file is larger than is read")

// Read is part of io.Reader.
func (b *sizedReader) Read(p []byte) (int, error) {
	if b.left <= 0 {
		var one [1]byte
		if n, err := b.r.Read(one[:]); n == 0 {
			return 0, err
		}
		return 0, errTooLarge
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

// sized turns the refusal of sizedReader into one for a person.
func (s Source) sized(err error, zh, en string) error {
	if errors.Is(err, errTooLarge) {
		return s.bad(0, "", zh, en)
	}
	return err
}
