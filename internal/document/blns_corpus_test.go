//go:build corpus

package document

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"hejie/internal/document/pdf"
)

// naughtyStrings are those of blns, which lies in the folder that HEJIE_REALDATA names.
func naughtyStrings(t *testing.T) (all []string) {
	t.Helper()
	dir := os.Getenv("HEJIE_REALDATA")
	if dir == "" {
		t.Fatal("HEJIE_REALDATA names no folder")
	}
	text, err := os.ReadFile(filepath.Join(dir, "blns", "blns.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &all); err != nil || len(all) < 500 {
		t.Fatalf("got %d naughty strings, %v", len(all), err)
	}
	return all
}

// TestCorpusEveryNaughtyStringReadsBackFromTheRecord puts each string between two hanzi, as what somebody said, and looks for
// all of them in what poppler reads.
func TestCorpusEveryNaughtyStringReadsBackFromTheRecord(t *testing.T) {
	t.Parallel()
	words := naughtyStrings(t)
	record := MediationRecord{Sheet: sampleSheet}
	for _, word := range words {
		record.Record = append(record.Record, Said{Who: "陈桂英", What: "甲" + word + "乙"})
	}
	file, r := drawn(t, record)
	pages := strings.Split(strings.TrimSuffix(textOf(t, file, "-raw"), "\f"), "\f")
	if len(pages) != r.Pages {
		t.Errorf("got %d pages, Result says %d", len(pages), r.Pages)
	}
	text := squeezed(strings.Join(withoutFeet(pages), ""))
	for _, word := range words {
		if want := shown("甲" + word + "乙"); !strings.Contains(text, want) && !allThere(t, word) {
			t.Errorf("%q is not on the paper as %q", word, want)
		}
	}
}

// shown is what should be read of a text: without U+FFFE and its like, which are no characters, so that poppler gives none.
func shown(text string) string {
	return squeezed(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Noncharacter_Code_Point, r) {
			return -1
		}
		return r
	}, pdf.Clean(text)))
}

// allThere says whether a string with letters written from right to left is on a paper of its own: poppler gives such
// letters in the order in which they are seen, and joined forms as what they join, so that they are counted.
func allThere(t *testing.T, word string) bool {
	t.Helper()
	if !strings.ContainsFunc(word, rightToLeft) {
		return false
	}
	letters := func(what string) map[rune]int {
		file, _ := drawn(t, MediationRecord{Sheet: sampleSheet, Record: []Said{{Who: "陈桂英", What: "甲" + what + "乙"}}})
		return counted(squeezed(textOf(t, file, "-raw")))
	}
	with, without := letters(word), letters("")
	for letter, n := range counted(shown(word)) {
		if with[letter]-without[letter] != n {
			t.Errorf("%q: got %q %d times, want %d", word, letter, with[letter]-without[letter], n)
			return false
		}
	}
	return true
}

func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac)
}

func counted(text string) map[rune]int {
	n := map[rune]int{}
	for _, letter := range norm.NFKC.String(text) {
		n[letter]++
	}
	return n
}
