package dispute

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hejie/internal/fault"
)

// maxMarks is how many combining marks may follow one another. Living scripts stack a handful; hundreds are meant to
// draw over the neighbouring lines.
const maxMarks = 50

const (
	joiner         = '\u200d' // ZERO WIDTH JOINER
	emojiVariation = '\ufe0f'
)

// NormalizeText puts typed text into the one form in which it is stored, compared and drawn: composed (NFC), LF line
// ends, no control characters but LF and TAB, no invisible or direction-changing ones, no space around it. Visible
// characters stay, rare hanzi and emoji among them; the zero-width joiner stays inside an emoji only. Normalising twice
// is normalising once. It refuses (fault Invalid, code "text") what is not UTF-8 or carries U+FFFD, where a letter was
// lost before it reached us, and (code "marks") more than 50 combining marks in a row.
func NormalizeText(s string) (string, error) {
	if !utf8.ValidString(s) || strings.ContainsRune(s, utf8.RuneError) {
		return "", fault.BadField("text", "text", sentence("text", "", spot{}))
	}
	s = dropInvisible(s)
	if overMarked(s) {
		return "", fault.BadField("text", "marks", sentence("marks", "", spot{}))
	}
	// Composing can turn a technical bracket into a CJK one, which decides on a joiner beside it, and puts a grapheme
	// joiner after 30 marks: what cannot be seen goes once more.
	return strings.TrimSpace(dropInvisible(norm.NFC.String(s))), nil
}

// NormalizeLine is NormalizeText for what fits on one line: line ends and tabs become spaces, so that a name can begin
// no second header, log line or cell.
func NormalizeLine(s string) (string, error) {
	s, err := NormalizeText(s)
	if err != nil {
		return "", err
	}
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, s), nil
}

// dropInvisible unifies the line ends and takes out what cannot be seen.
func dropInvisible(s string) string {
	s = lineEnds.Replace(s)
	var b strings.Builder
	b.Grow(len(s))
	var before rune
	for i, r := range s {
		if r == joiner && !joins(before, s[i+len(string(joiner)):]) || invisible(r) {
			continue
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")

// invisible names controls (C0 but LF and TAB, DEL, C1), zero-width characters, joiners and direction overrides. The emoji's joiner is
// judged by its neighbours. Mongolian's and Arabic's own format characters are letters' business and stay.
func invisible(r rune) bool {
	switch {
	case r == joiner || r == '\n' || r == '\t':
		return false
	case unicode.IsControl(r):
		return true
	case r >= '\u200b' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2060' && r <= '\u2069':
		return true
	}
	return r == '\ufeff' || r == '\u061c' || r == '\u034f'
}

// joins says whether a joiner stands inside an emoji, as in a family or a profession.
func joins(before rune, rest string) bool {
	after, _ := utf8.DecodeRuneInString(rest)
	return (pictograph(before) || before == emojiVariation) && pictograph(after)
}

// pictograph covers the blocks from which emoji sequences are built: arrows to miscellaneous symbols, and the emoji planes.
func pictograph(r rune) bool {
	return r >= 0x2190 && r <= 0x2bff || r >= 0x1f000 && r <= 0x1faff
}

func overMarked(s string) bool {
	run := 0
	for _, r := range s {
		if !unicode.Is(unicode.M, r) {
			run = 0
			continue
		}
		if run++; run > maxMarks {
			return true
		}
	}
	return false
}

// narrow writes full-width letters, digits and signs (全角) as the ASCII they stand for, and every sort of space as one.
// Unlike NFKC it leaves 5² and ① alone: those are no amounts and no numbers of documents.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, s)
}

// compact is a number as its register writes it: half-width, capital letters, no spaces or hyphens.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || dash(r):
			return -1
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return r
	}, narrow(s))
}

// dash names the hyphens, dashes and the minus that people and phones write between groups of digits.
func dash(r rune) bool {
	return r == '-' || r >= '\u2010' && r <= '\u2015' || r == '\u2212'
}
