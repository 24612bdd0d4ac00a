package routelog

import (
	"bufio"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// jsonScanner walks over JSON (RFC 8259) as a stream, value by value, in constant memory: no value is held beyond
// maxCell bytes, and nesting is bounded. encoding/json holds a whole value before it gives it.
type jsonScanner struct {
	src  Source
	r    *bufio.Reader
	line int // of the next byte
	deep int
	text []byte // of the last string, number or literal, as far as maxCell
	long bool   // it was longer
	seen map[string]string
}

// The kinds of values that value tells apart; arrays and objects are known by their bracket.
const (
	jsonString  = '"'
	jsonNumber  = '0'
	jsonLiteral = 'l'
)

func newJSON(src Source, r *bufio.Reader) jsonScanner { return jsonScanner{src: src, r: r, line: 1} }

// peek gives the next byte that is not white space, without taking it.
func (j *jsonScanner) peek() (byte, error) {
	for {
		c, err := j.r.ReadByte()
		switch {
		case errors.Is(err, io.EOF):
			return 0, j.short()
		case err != nil:
			return 0, j.src.unread(j.line, err)
		case c == '\n':
			j.line++
		case c != ' ' && c != '\t' && c != '\r':
			return c, j.r.UnreadByte()
		}
	}
}

// take takes the next byte that is not white space if it is this one.
func (j *jsonScanner) take(want byte) (bool, error) {
	c, err := j.peek()
	if err != nil || c != want {
		return false, err
	}
	_, err = j.r.ReadByte()
	return true, err
}

// must takes that byte, or refuses the file.
func (j *jsonScanner) must(want byte) error {
	ok, err := j.take(want)
	if err == nil && !ok {
		return j.malformed()
	}
	return err
}

// array walks over an array; item takes exactly one value each time.
func (j *jsonScanner) array(item func() error) error { return j.list('[', ']', item) }

// object walks over an object; member takes exactly one value each time, the one that stands under the name.
func (j *jsonScanner) object(member func(name string) error) error {
	return j.list('{', '}', func() error {
		c, err := j.peek()
		if err != nil {
			return err
		}
		if c != '"' {
			return j.malformed()
		}
		if err := j.string(); err != nil {
			return err
		}
		name := j.intern()
		if err := j.must(':'); err != nil {
			return err
		}
		return member(name)
	})
}

func (j *jsonScanner) list(open, close byte, each func() error) error {
	if err := j.must(open); err != nil {
		return err
	}
	if j.deep++; j.deep > maxJSONDeep {
		return j.src.bad(j.line, "", "JSON嵌套过深（上限32层）。", "the JSON is nested too deeply (the limit is 32)")
	}
	if done, err := j.take(close); err != nil || done {
		j.deep--
		return err
	}
	for {
		if err := each(); err != nil {
			return err
		}
		if more, err := j.take(','); err != nil {
			return err
		} else if !more {
			j.deep--
			return j.must(close)
		}
	}
}

// value takes any value: the text of a string, number or literal is then in j.text; an array or object is passed over.
func (j *jsonScanner) value() (kind byte, err error) {
	c, err := j.peek()
	if err != nil {
		return 0, err
	}
	switch {
	case c == '"':
		return jsonString, j.string()
	case c == '[':
		return '[', j.passOver(j.array(j.skip))
	case c == '{':
		return '{', j.passOver(j.object(func(string) error { return j.skip() }))
	case c == '-' || c >= '0' && c <= '9':
		return jsonNumber, j.number()
	}
	return jsonLiteral, j.literal()
}

// passOver forgets the texts inside what was passed over.
func (j *jsonScanner) passOver(err error) error {
	j.text, j.long = j.text[:0], false
	return err
}

func (j *jsonScanner) skip() error {
	_, err := j.value()
	return err
}

// end refuses anything after the one value a file consists of.
func (j *jsonScanner) end() error {
	for {
		c, err := j.r.ReadByte()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return j.src.unread(j.line, err)
		case c == '\n':
			j.line++
		case c != ' ' && c != '\t' && c != '\r':
			return j.src.bad(j.line, "", "JSON在结尾之后还有内容，请只保留一个对象或数组。", "something follows the end of the JSON; keep one object or array only")
		}
	}
}

func (j *jsonScanner) keep(c byte) {
	if len(j.text) < maxCell {
		j.text = append(j.text, c)
	} else {
		j.long = true
	}
}

// string takes a string, with its escapes resolved.
func (j *jsonScanner) string() error {
	j.text, j.long = j.text[:0], false
	if err := j.must('"'); err != nil {
		return err
	}
	for {
		j.run()
		c, err := j.r.ReadByte()
		switch {
		case err != nil:
			return j.stopped(err)
		case c == '"':
			return nil
		case c < ' ':
			return j.malformed()
		case c == '\\':
			if err := j.escape(); err != nil {
				return err
			}
		default:
			j.keep(c)
		}
	}
}

// run takes what is in the buffer of a string's plain characters, all at once.
func (j *jsonScanner) run() {
	ahead, _ := j.r.Peek(j.r.Buffered()) // what is buffered is there
	n := 0
	for n < len(ahead) && ahead[n] >= ' ' && ahead[n] != '"' && ahead[n] != '\\' {
		n++
	}
	room := maxCell - len(j.text)
	j.text = append(j.text, ahead[:min(n, room)]...)
	j.long = j.long || n > room
	_, _ = j.r.Discard(n) // likewise
}

var jsonEscapes = map[byte]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

func (j *jsonScanner) escape() error {
	c, err := j.r.ReadByte()
	if err != nil {
		return j.stopped(err)
	}
	if c != 'u' {
		plain, ok := jsonEscapes[c]
		if !ok {
			return j.malformed()
		}
		j.keep(plain)
		return nil
	}
	unit, err := j.unit()
	if err != nil {
		return err
	}
	if unit >= 0xd800 && unit < 0xdc00 {
		if next, _ := j.r.Peek(2); string(next) == `\u` {
			_, _ = j.r.Discard(2) // the bytes just peeked are there
			low, err := j.unit()
			if err != nil {
				return err
			}
			unit = 0x10000 + (unit-0xd800)<<10 + (low - 0xdc00)
			if low < 0xdc00 || low > 0xdfff {
				unit = utf8.RuneError
			}
		}
	}
	for _, b := range utf8.AppendRune(nil, unit) { // half a pair becomes the replacement character
		j.keep(b)
	}
	return nil
}

// unit takes the four digits of an escaped UTF-16 unit.
func (j *jsonScanner) unit() (rune, error) {
	var four [4]byte
	if _, err := io.ReadFull(j.r, four[:]); err != nil {
		return 0, j.stopped(err)
	}
	n, err := strconv.ParseUint(string(four[:]), 16, 16)
	if err != nil {
		return 0, j.malformed()
	}
	return rune(n), nil
}
