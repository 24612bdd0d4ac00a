//go:build corpus

package dispute

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// realFile opens a file of the folder that HEJIE_REALDATA names; it must be there when these tests are asked for.
func realFile(t *testing.T, name string) *os.File {
	t.Helper()
	dir := os.Getenv("HEJIE_REALDATA")
	if dir == "" {
		t.Fatal("HEJIE_REALDATA names no folder")
	}
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func naughtyStrings(t *testing.T) (all []string) {
	t.Helper()
	if err := json.NewDecoder(realFile(t, "blns/blns.json")).Decode(&all); err != nil || len(all) < 500 {
		t.Fatalf("got %d naughty strings, %v", len(all), err)
	}
	return all
}

// TestCorpusEveryNaughtyStringInEveryTextFieldIsKeptOrRefused: a refusal leaves what was typed, names the field and says what to
// do (wrong looks at that); what is kept is kept in one form, whatever the tag of the field.
func TestCorpusEveryNaughtyStringInEveryTextFieldIsKeptOrRefused(t *testing.T) {
	t.Parallel()
	for _, word := range naughtyStrings(t) {
		for _, act := range acts() {
			form := Forms(act)
			root, err := rootOf(form)
			if err != nil {
				t.Fatal(err)
			}
			filled(root.value)
			root.walk(func(at spot) {
				if at.value.Kind() == reflect.String {
					at.value.SetString(word)
				}
			})
			wrong(t, Check(form))
			root.walk(func(at spot) { keptOrTyped(t, act, at, word) })
		}
	}
}

// keptOrTyped: a field holds the naughty string in its stored form, or as it was typed, or (where its tag has a canonical
// way of writing) what that way makes of it, which must itself be stored already.
func keptOrTyped(t *testing.T, act ActName, at spot, word string) {
	t.Helper()
	if at.value.Kind() != reflect.String {
		return
	}
	got := at.value.String()
	if want, err := holding(at, word).normalize(); got == word || err == nil && got == want {
		return
	}
	if again, err := at.normalize(); err != nil || again != got || !canonical(at) {
		t.Errorf("%s, %s: got %q for %q", act, at.path, got, word)
	}
}

// holding is the same place with another text in it.
func holding(at spot, word string) spot {
	at.value = reflect.ValueOf(&word).Elem()
	return at
}

// canonical says whether the place's tag has a way of writing of its own, as phones and numbers have.
func canonical(at spot) bool {
	for _, rule := range at.rules {
		if _, ok := canon[rule]; ok {
			return true
		}
	}
	return false
}

func TestCorpusNormalisingANaughtyStringTwiceIsNormalisingItOnce(t *testing.T) {
	t.Parallel()
	for name, normalize := range map[string]func(string) (string, error){"text": NormalizeText, "line": NormalizeLine} {
		for _, word := range naughtyStrings(t) {
			once, err := normalize(word)
			if err != nil {
				if once != "" {
					t.Errorf("%s: %q is refused and kept as %q", name, word, once)
				}
				continue
			}
			if twice, err := normalize(once); err != nil || twice != once {
				t.Errorf("%s: %q: got %q and %v the second time, want %q", name, word, twice, err, once)
			}
		}
	}
}
