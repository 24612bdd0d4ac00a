package bag

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// form is what bagit.txt declares.
type form struct {
	version  string
	encoding string
}

// versions are the BagIt versions that are read; 1.0 is RFC 8493, the older ones are its drafts.
var versions = []string{"0.93", "0.94", "0.95", "0.96", "0.97", "1.0"}

// readForm reads bagit.txt, which is UTF-8 without a byte order mark whatever it declares for the others.
func readForm(text []byte) (f form, ok bool) {
	for line := range strings.Lines(string(text)) {
		label, value, _ := strings.Cut(line, ":")
		switch strings.TrimSpace(label) {
		case "BagIt-Version":
			f.version = strings.TrimSpace(value)
		case "Tag-File-Character-Encoding":
			f.encoding = strings.ToUpper(strings.TrimSpace(value))
		}
	}
	return f, slices.Contains(versions, f.version) && f.encoding != ""
}

// strict says whether the rules that came with 1.0 hold.
func (f form) strict() bool { return f.version == "1.0" }

// decode gives a tag file's text; it refuses an encoding that is not known, and text that is not in it.
func (f form) decode(text []byte) (string, bool) {
	switch f.encoding {
	case "UTF-8", "US-ASCII", "ASCII":
		return string(text), utf8.Valid(text)
	case "ISO-8859-1", "LATIN-1":
		wide := make([]rune, len(text))
		for i, b := range text {
			wide[i] = rune(b)
		}
		return string(wide), true
	case "UTF-16", "UTF-16LE", "UTF-16BE":
		return wide(text, f.encoding != "UTF-16BE")
	}
	return "", false
}

func wide(text []byte, little bool) (string, bool) {
	switch {
	case len(text)%2 != 0:
		return "", false
	case bytes.HasPrefix(text, []byte{0xff, 0xfe}):
		text, little = text[2:], true
	case bytes.HasPrefix(text, []byte{0xfe, 0xff}):
		text, little = text[2:], false
	}
	units := make([]uint16, len(text)/2)
	for i := range units {
		if units[i] = binary.BigEndian.Uint16(text[2*i:]); little {
			units[i] = binary.LittleEndian.Uint16(text[2*i:])
		}
	}
	return string(utf16.Decode(units)), true
}

// listed is a line of a manifest.
type listed struct {
	name string
	sum  []byte
}

var manifestLine = regexp.MustCompile(`^([0-9A-Fa-f]+)[ \t]+\*?(.+)$`)

// readManifest reads the lines of a manifest; bad tells that one of them is none. A path is in its simplest form, as written
// otherwise.
func (f form) readManifest(text string) (lines []listed, bad bool) {
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		m := manifestLine.FindStringSubmatch(line)
		if m == nil {
			bad = true
			continue
		}
		sum, err := hex.DecodeString(m[1])
		bad = bad || err != nil
		name := f.decodeName(m[2])
		if strings.HasPrefix(name, "./") {
			name = path.Clean(name)
		}
		lines = append(lines, listed{name, sum})
	}
	return lines, bad
}

// decodeName takes the per cent encoding of RFC 8493 2.1.3 away; before 1.0 a per cent sign stood for itself.
func (f form) decodeName(name string) string {
	codes := []string{"%0A", "\n", "%0a", "\n", "%0D", "\r", "%0d", "\r"}
	if f.strict() {
		codes = append(codes, "%25", "%")
	}
	return strings.NewReplacer(codes...).Replace(name)
}
