package routelog

import (
	"errors"
	"io"
)

const maxJSONDeep = 32

// number takes a number as RFC 8259 writes it, so that NaN, Infinity, 1., .5 and +1 are refused.
func (j *jsonScanner) number() error {
	j.text, j.long = j.text[:0], false
	if err := j.optional("-"); err != nil {
		return err
	}
	n, zero, err := j.digits()
	if err != nil || n == 0 || zero && n > 1 {
		return j.orMalformed(err)
	}
	for _, part := range [...]struct{ begins, sign string }{{".", ""}, {"eE", "+-"}} {
		before := len(j.text)
		if err := j.optional(part.begins); err != nil {
			return err
		}
		if len(j.text) == before {
			continue
		}
		if err := j.optional(part.sign); err != nil {
			return err
		}
		if n, _, err := j.digits(); err != nil || n == 0 {
			return j.orMalformed(err)
		}
	}
	return nil
}

// digits takes the digits that come next and counts them; zero says whether the first is one.
func (j *jsonScanner) digits() (n int, zero bool, err error) {
	for {
		c, err := j.r.ReadByte()
		switch {
		case errors.Is(err, io.EOF):
			return n, zero, nil
		case err != nil:
			return n, zero, j.src.unread(j.line, err)
		case c < '0' || c > '9':
			return n, zero, j.r.UnreadByte()
		}
		zero = n == 0 && c == '0' || n > 0 && zero
		n++
		j.keep(c)
	}
}

// optional takes one of these bytes if it comes next.
func (j *jsonScanner) optional(these string) error {
	c, err := j.r.ReadByte()
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return j.src.unread(j.line, err)
	}
	for _, want := range []byte(these) {
		if c == want {
			j.keep(c)
			return nil
		}
	}
	return j.r.UnreadByte()
}

// literal takes true, false or null.
func (j *jsonScanner) literal() error {
	j.text, j.long = j.text[:0], false
	for len(j.text) < len("false") {
		before := len(j.text)
		if err := j.optional("truefalsn"); err != nil {
			return err
		}
		if len(j.text) == before {
			break
		}
	}
	switch string(j.text) {
	case "true", "false", "null":
		return nil
	}
	return j.malformed()
}

// intern saves an allocation for the names a file repeats.
func (j *jsonScanner) intern() string {
	if known, ok := j.seen[string(j.text)]; ok {
		return known
	}
	own := string(j.text)
	if j.seen == nil {
		j.seen = map[string]string{}
	}
	if len(j.seen) < 256 && len(own) < maxValue {
		j.seen[own] = own
	}
	return own
}

// stopped tells a file cut short from one that cannot be read.
func (j *jsonScanner) stopped(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return j.short()
	}
	return j.src.unread(j.line, err)
}

func (j *jsonScanner) orMalformed(err error) error {
	if err != nil {
		return err
	}
	return j.malformed()
}

func (j *jsonScanner) short() error {
	return j.src.bad(j.line, "", "JSON文件不完整，在这一行中断。请重新导出。", "the JSON file is cut short at this line; export it again")
}

func (j *jsonScanner) malformed() error {
	return j.src.bad(j.line, "", "这一行不是有效的JSON（NaN、注释、多余的逗号都不允许），请重新导出。",
		"this line is not valid JSON (NaN, comments and spare commas are not allowed); export it again")
}
