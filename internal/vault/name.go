package vault

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// nameLimit is the longest name that is shown, in bytes; file systems take 255.
const nameLimit = 200

// CleanName makes of a sender's file name one that can be shown and offered for saving on any system: no folders, no controls, no
// bidirectional or invisible marks (they turn "gpj.exe" into "exe.jpg"), no characters and names that Windows keeps for
// itself, no dot first, at most 200 bytes with the extension kept. Nothing is ever stored under it.
func CleanName(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = norm.NFC.String(strings.Map(showable, strings.ToValidUTF8(name, "")))
	name = strings.Trim(name, " .")
	if name == "" {
		return "文件"
	}
	if reserved(name) {
		name = "_" + name
	}
	return shorten(name)
}

// showable maps a character of a name: -1 drops it.
func showable(r rune) rune {
	switch {
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == utf8.RuneError, r == '\u2028', r == '\u2029':
		return -1
	case unicode.IsSpace(r):
		return ' '
	case strings.ContainsRune(`<>:"|?*`, r):
		return '_'
	}
	return r
}

// reserved: Windows takes these for devices, with any extension.
func reserved(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	stem = strings.TrimSpace(stem)
	if slices.Contains([]string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}, stem) {
		return true
	}
	port, isPort := strings.CutPrefix(stem, "COM")
	if !isPort {
		port, isPort = strings.CutPrefix(stem, "LPT")
	}
	return isPort && utf8.RuneCountInString(port) == 1 && strings.ContainsAny(port, "0123456789¹²³")
}

func shorten(name string) string {
	if len(name) <= nameLimit {
		return name
	}
	ext := path.Ext(name)
	if len(ext) > 16 {
		ext = ""
	}
	stem := name[:nameLimit-len(ext)]
	for !utf8.ValidString(stem) {
		stem = stem[:len(stem)-1]
	}
	return strings.TrimRight(stem, " .") + ext
}

// Attachment is a Content-Disposition (RFC 6266) that has a file saved: an ASCII name for old readers and the true one, in UTF-8.
func Attachment(name string) string { return disposition("attachment", name) }

// Inline is a Content-Disposition that lets a file be shown in place, for previews and our own documents.
func Inline(name string) string { return disposition("inline", name) }

func disposition(how, name string) string {
	name = CleanName(name)
	return fmt.Sprintf(`%s; filename="%s"; filename*=UTF-8''%s`, how, asciiName(name), extended(name))
}

func asciiName(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' || r == '%' {
			return '_'
		}
		return r
	}, name)
}

// extended is the ext-value of RFC 8187: everything but its attr-char in per cent.
func extended(name string) string {
	var out strings.Builder
	for _, b := range []byte(name) {
		if b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || strings.IndexByte("!#$&+-.^_`|~", b) >= 0 {
			out.WriteByte(b)
		} else {
			fmt.Fprintf(&out, "%%%02X", b)
		}
	}
	return out.String()
}
