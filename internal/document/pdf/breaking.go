package pdf

import (
	"strings"
	"unicode"
)

// 避头尾: what may not begin a line and what may not end one (the sets of GB/T 15834 practice, with their ASCII kin).
const (
	noStart = "，。、；：？！…—·～）》〉】〕〗」』”’％‰℃°々,.;:?!)]}%"
	noEnd   = "（《〈【〔〖「『“‘([{￥¥$№§" + Unticked + Ticked
)

// breakLines divides cells into lines no wider than limit (thousandths of the font size); first is the limit of the first
// line. Latin words and numbers stay whole unless longer than a line; spaces at a line's end hang, but not
// the ruled ones, which are there to be written on.
func breakLines(cells []cell, first, limit int) [][]cell {
	var lines [][]cell
	room := first
	for len(cells) > 0 {
		n := fitting(cells, room)
		lines = append(lines, cells[:n])
		cells, room = cells[n:], limit
	}
	if len(lines) == 0 {
		lines = append(lines, nil)
	}
	return lines
}

// fitting is how many cells go on the next line: as many as the room takes, less what the rules carry over. A stretch
// that offers no lawful break gives up first the words, then 避头尾, so that a line always advances.
func fitting(cells []cell, room int) int {
	n := filled(cells, room)
	if n == len(cells) {
		return n
	}
	for _, lawful := range []func(a, b cell) bool{breakable, punctuated} {
		for i := n; i > 0; i-- {
			if lawful(cells[i-1], cells[i]) {
				return i
			}
		}
	}
	return max(n, 1)
}

// filled counts the cells that fit, and the spaces after them.
func filled(cells []cell, room int) int {
	used := 0
	for i, c := range cells {
		if used += c.width; used > room && !hanging(c) {
			return i
		}
	}
	return len(cells)
}

func breakable(a, b cell) bool {
	return punctuated(a, b) && !(wordy(a) && wordy(b)) && !hanging(b)
}

// punctuated says whether 避头尾 allows a line to end with a and the next to begin with b.
func punctuated(a, b cell) bool {
	return !b.glued && !strings.Contains(noStart, first(b)) && !strings.Contains(noEnd, first(a))
}

func first(c cell) string {
	for _, r := range c.text {
		return string(r)
	}
	return "\x00"
}

// wordy is a character that Latin words, numbers, dates and addresses are written with.
func wordy(c cell) bool {
	r := firstRune(c.text)
	return r < 0x3000 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(".,:/-_+@#&=~%'", r))
}

func blank(c cell) bool { return c.text == " " || c.text == "\u3000" || c.text == "\u00A0" }

// hanging is a space that may stand beyond the end of a line.
func hanging(c cell) bool { return blank(c) && !c.under }
