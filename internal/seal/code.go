package seal

import (
	"crypto/sha256"
	"strconv"
	"strings"
)

// codeLetters are the 32 letters of a receipt code: digits and capitals without I, L, O (look-alikes) and U.
const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// CodeLength is the number of letters of a receipt code: 26 × 5 = 130 bits.
const CodeLength = 26

// ReceiptCode // 查询码: the code by which a worker opens their case. It is an HMAC over case and issue number, so it can be
// shown again without being stored; a re-issue counts issue up and so ends the old code.
func (k *Keys) ReceiptCode(caseID string, issue int) string {
	sum := keyedHash(derive(k.root(), "receipt code"), fields(caseID, strconv.Itoa(issue)))
	code := make([]byte, CodeLength)
	for i := range code {
		code[i] = codeLetters[fiveBits(sum, i*5)]
	}
	return string(code)
}

// fiveBits reads the five bits that begin at a bit's position.
func fiveBits(b []byte, at int) byte {
	window := uint16(b[at/8])<<8 | uint16(b[at/8+1])
	return byte(window>>(11-at%8)) & 31
}

// HashCode is what is stored of a receipt code: 32 bytes. The code has 130 random bits, so a fast hash is enough.
func HashCode(code string) []byte {
	sum := sha256.Sum256(fields("receipt code", code))
	return sum[:]
}

// NormalizeCode reads a code as people type it: lower case, full width, blanks and dashes, O for 0, I and L for 1. ok is false
// when it cannot be a code; the answer to a stranger is then the same as for an unknown one.
func NormalizeCode(typed string) (code string, ok bool) {
	if len(typed) > 8*CodeLength {
		return "", false
	}
	var out strings.Builder
	for _, r := range typed {
		letter := codeLetter(r)
		switch {
		case letter == skipped:
		case strings.IndexByte(codeLetters, letter) >= 0:
			out.WriteByte(letter)
		default:
			return "", false
		}
	}
	return out.String(), out.Len() == CodeLength
}

// skipped stands for a character between the letters of a code, unknown for one that is in no code.
const (
	skipped = ' '
	unknown = '?'
)

func codeLetter(r rune) byte {
	if r >= '！' && r <= '～' {
		r -= '！' - '!'
	}
	switch {
	case strings.ContainsRune(" \t\r\n\u00a0\u3000-_‐‑–—", r):
		return skipped
	case r == 'o' || r == 'O':
		return '0'
	case strings.ContainsRune("iIlL", r):
		return '1'
	case r >= 'a' && r <= 'z':
		return byte(r) - 'a' + 'A'
	case r > '~' || r < '!':
		return unknown
	}
	return byte(r)
}

// GroupCode writes a code in groups for reading aloud and typing: "ABCDE-FGHJK-MNPQR-STVWX-YZ0123".
func GroupCode(code string) string {
	var groups []string
	for len(code) >= 10 {
		groups, code = append(groups, code[:5]), code[5:]
	}
	return strings.Join(append(groups, code), "-")
}
