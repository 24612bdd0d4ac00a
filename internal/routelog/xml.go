package routelog

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"regexp"
)

// xmlScanner walks over XML as a stream of tags with the text before each, in constant memory. It knows elements,
// attributes, comments, CDATA and processing instructions; a document type and any entity beyond the five of XML itself
// are refused, since they serve nothing in a track and everything in an attack. Names are compared without prefix.
type xmlScanner struct {
	src   Source
	r     *bufio.Reader
	line  int      // of the next byte
	text  []byte   // between the previous tag and this one, for elements short enough to be a value
	tag   []byte   // without < and >
	names []string // the open elements, innermost last
	at    int      // the line the tag begins on
	known map[string]string
	sink  func(text []byte) error // takes the text of an element too long to be a value, piece by piece; nil is nobody
}

// tagKind is what next found.
type tagKind int

const (
	opened tagKind = iota
	closed
	empty // an element opened and closed in one tag
)

const maxValue = 256 // longer text is no time or number, and is passed over

// next gives the kind of the next tag, or io.EOF once the outermost element is closed. For opened and empty, name() is
// the element; for closed, text is its last text.
func (x *xmlScanner) next() (tagKind, error) {
	x.text = x.text[:0]
	for {
		if err := x.readText(); err != nil {
			return 0, err
		}
		if err := x.readTag(); err != nil {
			return 0, err
		}
		kind, element, err := x.classify()
		if err != nil || element {
			return kind, err
		}
	}
}

// readText collects up to the next '<'.
func (x *xmlScanner) readText() error {
	for {
		chunk, err := x.r.ReadSlice('<')
		x.line += bytes.Count(chunk, newline)
		if room := maxValue - len(x.text); room > 0 && len(chunk) > 0 {
			body := bytes.TrimSuffix(chunk, []byte("<"))
			x.text = append(x.text, body[:min(room, len(body))]...)
		}
		if x.sink != nil {
			if err := x.sink(bytes.TrimSuffix(chunk, []byte("<"))); err != nil {
				return err
			}
		}
		if bytes.IndexByte(chunk, '&') >= 0 && ownEntity.Match(foreignless.ReplaceAll(chunk, nil)) {
			return x.foreign()
		}
		switch {
		case err == nil:
			return nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF):
			return x.ended()
		default:
			return x.src.unread(x.line, err)
		}
	}
}

var (
	newline     = []byte("\n")
	doubleQuote = []byte(`"`)
	cdata       = []byte("![CDATA[")
	foreignless = regexp.MustCompile(`&(amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});`)
	ownEntity   = regexp.MustCompile(`&[\pL_][^\s;&<]{0,80};`)
)

// ended tells a complete document from one cut short.
func (x *xmlScanner) ended() error {
	if len(x.names) == 0 && x.at > 0 {
		return io.EOF
	}
	return x.src.bad(x.line, "", "文件不完整，在这一行中断。请重新导出轨迹。", "the file is cut short at this line; export the track again")
}

// readTag reads to the '>' that ends the tag: not one inside quotes, a comment or CDATA.
func (x *xmlScanner) readTag() error {
	x.tag, x.at = x.tag[:0], x.line
	for {
		chunk, err := x.r.ReadSlice('>')
		x.line += bytes.Count(chunk, newline)
		if errors.Is(err, io.EOF) {
			x.names = append(x.names, "")
			return x.ended()
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return x.src.unread(x.line, err)
		}
		x.tag = append(x.tag, chunk...)
		if err == nil && tagComplete(x.tag) {
			x.tag = x.tag[:len(x.tag)-1]
			return nil
		}
		if len(x.tag) > maxTag {
			if err := x.shorten(); err != nil {
				return err
			}
		}
	}
}

// shorten forgets the middle of a comment or of CDATA, which may be of any length; any other tag may not.
func (x *xmlScanner) shorten() error {
	end := x.tag[len(x.tag)-2:]
	switch {
	case passedOver(x.tag):
		x.tag = append(append(x.tag[:0], "!--"...), end...)
	case bytes.HasPrefix(x.tag, cdata):
		x.tag = append(append(x.tag[:len(cdata)+maxValue], ' '), end...)
	default:
		return x.src.bad(x.at, "", "标签过长，这不像轨迹文件。", "a tag is too long for a track file")
	}
	return nil
}

// passedOver says whether the tag is a comment, which may be of any length.
func passedOver(tag []byte) bool { return bytes.HasPrefix(tag, []byte("!--")) }

// classify keeps the stack of open elements; element is false for what is not an element.
func (x *xmlScanner) classify() (kind tagKind, element bool, err error) {
	if len(x.tag) == 0 {
		return 0, false, x.malformed()
	}
	switch x.tag[0] {
	case '/':
		return closed, true, x.close()
	case '?':
		return 0, false, nil
	case '!':
		return 0, false, x.passOver()
	}
	name := elementName(x.tag)
	if string(name) == "include" {
		return opened, true, x.foreign()
	}
	if x.tag[len(x.tag)-1] == '/' {
		x.tag = x.tag[:len(x.tag)-1]
		return empty, true, x.room()
	}
	if err := x.room(); err != nil {
		return opened, true, err
	}
	x.names = append(x.names, x.intern(name))
	return opened, true, nil
}

// passOver deals with what begins with '!': a comment is nothing, CDATA is text, all else is foreign.
func (x *xmlScanner) passOver() error {
	if passedOver(x.tag) {
		return nil
	}
	if !bytes.HasPrefix(x.tag, cdata) {
		return x.foreign()
	}
	body := x.tag[len("![CDATA[") : len(x.tag)-2]
	x.text = append(x.text, body[:min(max(0, maxValue-len(x.text)), len(body))]...)
	return nil
}

func (x *xmlScanner) room() error {
	if len(x.names) >= maxElementDeep {
		return x.src.bad(x.at, "", "元素嵌套过深（上限16层），这不像轨迹文件。", "elements are nested too deeply (the limit is 16)")
	}
	return nil
}

func (x *xmlScanner) close() error {
	last := len(x.names) - 1
	if last < 0 || string(elementName(x.tag[1:])) != x.names[last] {
		return x.malformed()
	}
	x.names = x.names[:last]
	return nil
}

func (x *xmlScanner) foreign() error {
	return x.src.bad(x.line, "", "文件含有文档类型声明、实体或外部引用，轨迹文件不需要它们，不予读取。",
		"the file holds a document type, entities or inclusions; a track needs none, so it is not read")
}

func (x *xmlScanner) malformed() error {
	return x.src.bad(x.at, "", "XML标签不配对或写法有误，请重新导出轨迹。", "the XML is malformed here; export the track again")
}

// intern saves an allocation for the names a track repeats.
func (x *xmlScanner) intern(name []byte) string {
	if known, ok := x.known[string(name)]; ok {
		return known
	}
	own := string(name)
	if x.known == nil {
		x.known = map[string]string{}
	}
	if len(x.known) < 64 {
		x.known[own] = own
	}
	return own
}
