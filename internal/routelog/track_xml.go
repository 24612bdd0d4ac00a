package routelog

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/transform"
)

// scanXML reads the tracks that are written in XML, each known by its outermost element.
func scanXML(src Source, r *bufio.Reader, emit func(sample) error) error {
	r, err := declared(src, r)
	if err != nil {
		return err
	}
	x := &xmlScanner{src: src, r: r, line: 1}
	name, space, err := x.root()
	switch {
	case err != nil:
		return err
	case name == "gpx" && (space == "" || strings.HasPrefix(space, "http://www.topografix.com/GPX/1/")):
		return (&gpxReader{xmlScanner: x, emit: emit}).scan()
	case name == "kml":
		return (&kmlReader{xmlScanner: x, emit: emit}).scan()
	}
	return src.notATrack(x.at)
}

// root gives the name and the default name space of the outermost element; none of either where the file has none.
func (x *xmlScanner) root() (name, space string, err error) {
	kind, err := x.next()
	if err != nil && !errors.Is(err, io.EOF) {
		return "", "", err
	}
	if err != nil || kind == closed {
		return "", "", nil
	}
	return string(elementName(x.tag)), string(x.attribute("xmlns")), nil
}

// declared converts from the encoding that the XML declaration names; UTF-16 and marks were seen before.
func declared(src Source, r *bufio.Reader) (*bufio.Reader, error) {
	head, _ := r.Peek(256)
	head, _, found := bytes.Cut(head, []byte("?>"))
	if !found || !bytes.Contains(head, []byte("<?xml")) {
		return r, nil
	}
	x := xmlScanner{tag: bytes.TrimLeft(head, " \t\r\n")}
	name := strings.ToLower(string(x.attribute("encoding")))
	switch name {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be":
		return r, nil
	}
	enc, err := ianaindex.IANA.Encoding(name)
	if err != nil || enc == nil {
		return nil, src.bad(1, "encoding", "声明的文字编码不认识，请另存为UTF-8。", "unknown declared encoding; save the file as UTF-8")
	}
	return bufio.NewReaderSize(transform.NewReader(r, enc.NewDecoder()), sniffed), nil
}
