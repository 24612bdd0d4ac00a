package pdf

import (
	"strings"
	"unicode"
)

// Clean makes text safe to draw and changes nothing else: broken UTF-8 becomes U+FFFD, a tab a space, each kind of line
// end a newline; control characters, bidi marks and other invisible format characters are dropped. A joiner or a
// variation selector stays with the character before it. What Clean returns is what the finished file gives back.
func Clean(s string) string {
	if plainText(s) {
		return s
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	var b strings.Builder
	last := ' '
	for _, r := range s {
		switch {
		case r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			r = '\n'
		case r == '\t':
			r = ' '
		case r == '\n':
		case invisible(r), follows(r) && unicode.IsSpace(last):
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// plainText says whether Clean would leave s alone, in one pass without copying; it may say no too often.
func plainText(s string) bool {
	for _, r := range s {
		switch {
		case r >= ' ' && r < 0x7F, r == '\n', r >= 0x3000 && r <= 0xFDFF, r >= 0xFF00 && r <= 0xFFEF:
		case strings.ContainsRune("·“”‘’—…×", r):
		default:
			return false
		}
	}
	return true
}

// invisible are the characters that draw nothing and steer only screens: controls, bidi marks, soft hyphens, zero-width
// spaces. The tag characters of flags and the joiners are not among them: they are part of what is shown.
func invisible(r rune) bool {
	if unicode.Is(unicode.Cc, r) {
		return true
	}
	if !unicode.Is(unicode.Cf, r) || follows(r) {
		return false
	}
	return !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// follows are the invisible characters that belong to the character before them.
func follows(r rune) bool {
	return r == '\u200C' || r == '\u200D' || r >= 0xE0020 && r <= 0xE007F || unicode.Is(unicode.Variation_Selector, r)
}
