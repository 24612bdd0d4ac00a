package seal

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Receipt // 受理回执: what an intake receipt proves: that these bytes were handed in at this time. It holds no personal data.
type Receipt struct {
	Case     string    // the case's id
	Number   string    // the receipt's number, as printed
	Issue    int       // 1 for the first receipt of a case, counted up at each re-issue
	IssuedAt time.Time // when what was handed in was stored; told to the second
	HandedIn []byte    // SHA-256 of what was handed in
	Evidence []FileSum // files handed in with it, in any order
}

// FileSum is a file by its id and the SHA-256 of its bytes.
type FileSum struct {
	ID     string
	SHA256 []byte
}

// Message is the canonical text that is signed: UTF-8 lines ending in a line feed, evidence by id, times in UTC. It refuses
// a value with a control character or a line break in it, and a hash that is not 32 bytes long.
//
//	hejie receipt 1
//	case: 0f0e…
//	number: …
//	issue: 1
//	issued-at: 2026-01-16T08:30:00Z
//	handed-in: sha256:…
//	evidence: <id> sha256:…
func (r Receipt) Message() ([]byte, error) {
	lines := []string{
		"hejie receipt 1",
		"case: " + r.Case,
		"number: " + r.Number,
		fmt.Sprintf("issue: %d", r.Issue),
		"issued-at: " + r.IssuedAt.UTC().Truncate(time.Second).Format(time.RFC3339),
	}
	sums := []FileSum{{SHA256: r.HandedIn}}
	lines = append(lines, "handed-in: sha256:"+hex.EncodeToString(r.HandedIn))
	for _, f := range sorted(r.Evidence) {
		sums = append(sums, f)
		lines = append(lines, "evidence: "+f.ID+" sha256:"+hex.EncodeToString(f.SHA256))
	}
	if err := checkReceipt(lines, sums); err != nil {
		return nil, fmt.Errorf("writing the receipt's text: %w", err)
	}
	return []byte(strings.Join(lines, "\n") + "\n"), nil
}

func sorted(files []FileSum) []FileSum {
	return slices.SortedFunc(slices.Values(files), func(a, b FileSum) int { return strings.Compare(a.ID, b.ID) })
}

func checkReceipt(lines []string, sums []FileSum) error {
	for _, line := range lines {
		if !utf8.ValidString(line) || strings.ContainsFunc(line, isBreak) {
			return fmt.Errorf("%q holds a control character", line)
		}
	}
	for _, f := range sums {
		if len(f.SHA256) != keySize {
			return fmt.Errorf("a hash of %d bytes is no SHA-256", len(f.SHA256))
		}
	}
	return nil
}

// isBreak also takes the line and paragraph separators, which some readers show as line ends.
func isBreak(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }
