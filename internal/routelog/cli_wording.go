package routelog

import (
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"hejie/internal/fault"
)

// How long a clause and the name of its paper may be, in characters, as in a case; and how many bytes a file of one may have.
const (
	maxWording       = 2000
	maxWordingSource = 200
	maxWordingBytes  = 64 << 10
)

// checkWording: a clause is printed in the PDF alone, and a source is some clause's.
func (o *options) checkWording() error {
	switch {
	case o.wordingSource != "" && o.wording == "":
		return fault.BadField("--wording-source", "wording", fault.Text{ZH: "写了条款出处，还需要用 --wording 给出条款原文的文件。", EN: "with the source of a clause, give the file of the clause itself by --wording"})
	case o.wording != "" && o.pdf == "":
		return fault.BadField("--wording", "pdf", fault.Text{ZH: "条款原文只印在报告里，请同时用 --pdf 写出报告。", EN: "the clause is printed in the report alone; ask for one by --pdf"})
	case !utf8.ValidString(o.wordingSource) || utf8.RuneCountInString(o.wordingSource) > maxWordingSource:
		return fault.BadField("--wording-source", "max", fault.Text{ZH: "条款出处最多200个字，只写保险单号和条款号。", EN: "the source takes at most 200 characters: the number of the policy and of the clause"})
	}
	return nil
}

// loadWording reads the clause: plain text, UTF-8, UTF-16 or GB18030, of at most 2000 characters.
func (o *options) loadWording() error {
	return o.readFile(WordingFile, o.wording, func(src Source, r io.Reader) (err error) {
		o.clause, err = readWording(src, r)
		return err
	})
}

func readWording(src Source, r io.Reader) (string, error) {
	text, err := decoded(io.LimitReader(r, maxWordingBytes+1))
	if err != nil {
		return "", src.unread(1, err)
	}
	raw, err := io.ReadAll(io.LimitReader(text, maxWordingBytes+1))
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", src.unread(1, err)
	}
	wording := strings.TrimSpace(string(raw))
	switch {
	case len(raw) > maxWordingBytes || utf8.RuneCountInString(wording) > maxWording:
		return "", src.bad(0, "", "条款原文最多2000个字，请只放与时段有关的那一条。", "a clause takes at most 2000 characters; give the one about the time alone")
	case strings.ContainsFunc(wording, unprintable):
		return "", src.bad(0, "", "这个文件不是纯文本。请把条款原文照抄到一个 .txt 文件里（UTF-8 或 GB18030）。", "this is not plain text; copy the clause into a .txt file (UTF-8 or GB18030)")
	case !strings.ContainsFunc(wording, unicode.IsGraphic):
		return "", src.bad(0, "", "这个文件里没有文字。请写上条款原文，或者去掉 --wording。", "there are no words in this file; write the clause, or leave out --wording")
	}
	return wording, nil
}

// unprintable is what no text holds: control characters but for tabs and line ends, and what could not be decoded.
func unprintable(r rune) bool {
	return r == utf8.RuneError || unicode.Is(unicode.Cc, r) && !strings.ContainsRune("\t\n\r\v\f\u0085", r)
}
