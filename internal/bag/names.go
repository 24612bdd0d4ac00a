package bag

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// partLimit is the longest file or folder name in bytes: encrypted home folders take 143. pathLimit is the longest path in
// UTF-16 units, which leaves 80 of Windows' 260 to the folder that one unzips into.
const (
	partLimit = 140
	pathLimit = 180
)

// nameless stands where nothing of a name is left.
const nameless = "文件"

// Names gives files names that unzip on Windows, macOS and Linux, each once. The zero value is ready; one Names is for one folder.
type Names struct{ taken map[string]bool }

// Pick makes a name of an upload's name, whatever that is: its last part without folders, controls, bidirectional and
// invisible marks; `<>:"|?*%` become _; no dots or blanks at the ends, no Windows device, at most 140 bytes with the extension
// kept. Rare hanzi stay. A name that some system would take for an earlier one gets a number: 照片 (2).jpg.
func (n *Names) Pick(upload string) string {
	name := clean(upload)
	if n.taken == nil {
		n.taken = map[string]bool{}
	}
	for i := 2; n.taken[fold(name)]; i++ {
		name = numbered(clean(upload), i)
	}
	n.taken[fold(name)] = true
	return name
}

// clean makes the name safe, not yet unique.
func clean(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = norm.NFC.String(strings.Map(kept, strings.ToValidUTF8(name, "")))
	name = strings.Trim(name, " .")
	if name == "" {
		name = nameless
	}
	if device(name) {
		name = "_" + name
	}
	stem, ext := split(name)
	return cut(stem, partLimit-len(ext)) + ext
}

// kept maps a character of a name; -1 drops it. The per cent sign goes because BagIt writes it as %25, which sha256sum does
// not read.
func kept(r rune) rune {
	switch {
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Noncharacter_Code_Point, r), r == utf8.RuneError, r == '\u2028', r == '\u2029':
		return -1
	case unicode.IsSpace(r):
		return ' '
	case strings.ContainsRune(`<>:"/\|?*%`, r):
		return '_'
	}
	return r
}

// device: Windows takes these for devices, with any extension.
func device(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	stem = strings.TrimSpace(stem)
	if slices.Contains([]string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}, stem) {
		return true
	}
	for _, kind := range []string{"COM", "LPT"} {
		if port, ok := strings.CutPrefix(stem, kind); ok && utf8.RuneCountInString(port) == 1 && strings.ContainsAny(port, "0123456789¹²³") {
			return true
		}
	}
	return false
}

// split takes a name's extension off, where it has one that is short.
func split(name string) (stem, ext string) {
	ext = path.Ext(name)
	if len(ext) > 16 || ext == name {
		return name, ""
	}
	return strings.TrimSuffix(name, ext), ext
}

// cut shortens to whole characters, never between a letter and its marks.
func cut(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !norm.NFC.PropertiesString(text[limit:]).BoundaryBefore() || !utf8.RuneStart(text[limit]) {
		limit--
	}
	if limit == 0 {
		return nameless
	}
	return strings.TrimRight(text[:limit], " .")
}

func numbered(name string, i int) string {
	mark := fmt.Sprintf(" (%d)", i)
	stem, ext := split(name)
	return cut(stem, partLimit-len(ext)-len(mark)) + mark + ext
}

// fold gives names that some file system takes for the same the same key: without case, and in one composition.
func fold(name string) string {
	return norm.NFKC.String(cases.Fold().String(norm.NFKC.String(name)))
}

// Safe refuses a path that would not unzip everywhere as it is: a part that [Names] would change, or too long a whole.
func Safe(name string) error {
	if units := len(utf16.Encode([]rune(name))); units > pathLimit {
		return fmt.Errorf("the path %q has %d characters, more than %d", name, units, pathLimit)
	}
	for part := range strings.SplitSeq(name, "/") {
		if clean(part) != part {
			return fmt.Errorf("the name %q in %q does not unzip everywhere", part, name)
		}
	}
	return nil
}
