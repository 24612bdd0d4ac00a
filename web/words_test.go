package web

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hejie/internal/dispute"
)

// fromLists are the keys made of a word and one of a closed list: every one of the list must have its text.
func fromLists() []string {
	var keys []string
	add := func(prefix string, values ...string) {
		for _, v := range values {
			keys = append(keys, prefix+v)
		}
	}
	for _, s := range dispute.Stages {
		add("next.", string(s))
	}
	for _, p := range dispute.PaperForms {
		add("paper.", string(p))
	}
	for _, c := range dispute.Channels {
		add("channel.", string(c))
	}
	add("paper_state.", "due", "drawn", "failed", "void")
	add("route.", "due", "judged", "failed")
	add("shown.", "due", "made", "failed", "ended", "destroyed")
	add("gone.", "track", "points", "extract", "report", "picture")
	add("objection.", "noted", "rerun", "rejected")
	add("clock.", string(dispute.Running), string(dispute.Paused), string(dispute.Stopped), string(dispute.Lapsed))
	add("standing.", string(dispute.OwnCopy), string(dispute.Authorised), string(dispute.Duty), string(dispute.Goodwill))
	return append(keys, evidenceKinds...)
}

var (
	quoted = regexp.MustCompile(`"([a-z_]+\.[a-z_0-9]+)"`)
	asked  = regexp.MustCompile(`(?:\.T|\bt\() ?"?([a-z_]+\.[a-z_0-9]+)"`)
	holes  = regexp.MustCompile(`\{\d\}`)
)

// sources are the pages' own files.
func sources(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, pattern := range []string{"*.go", "*.html"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(text)
		}
	}
	return all.String()
}

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	t.Parallel()
	words, err := readWords()
	if err != nil {
		t.Fatal(err)
	}
	zh, en := words["zh"], words["en"]
	if a, b := slices.Sorted(maps.Keys(zh)), slices.Sorted(maps.Keys(en)); !slices.Equal(a, b) {
		t.Fatal("the languages have different keys")
	}
	for key := range zh {
		a, b := holes.FindAllString(zh[key], -1), holes.FindAllString(en[key], -1)
		slices.Sort(a)
		slices.Sort(b)
		if zh[key] == "" || en[key] == "" || !slices.Equal(a, b) {
			t.Errorf("%s: %q and %q do not match", key, zh[key], en[key])
		}
	}
}

func TestNoTextIsMissingAndNoneIsUnused(t *testing.T) {
	t.Parallel()
	words, err := readWords()
	if err != nil {
		t.Fatal(err)
	}
	text := sources(t)
	used := map[string]bool{}
	for _, key := range fromLists() {
		used[key] = true
	}
	for _, m := range asked.FindAllStringSubmatch(text, -1) {
		used[m[1]] = true
	}
	for key := range used {
		if words["zh"][key] == "" {
			t.Errorf("%s is asked for and nowhere said", key)
		}
	}
	for _, m := range quoted.FindAllStringSubmatch(text, -1) {
		used[m[1]] = true
	}
	for key := range words["zh"] {
		if !used[key] {
			t.Errorf("%s is said and never asked for", key)
		}
	}
}

func TestEveryActThatIsHandedInHasItsForm(t *testing.T) {
	t.Parallel()
	for _, row := range dispute.Table {
		_, written := sheets[row.Act]
		if handed := dispute.Forms(row.Act) != nil; handed != written {
			t.Errorf("%s: handed in %t, form written %t", row.Act, handed, written)
		}
	}
}

func TestAFormReadsWhatItsPageShowsAndNothingElse(t *testing.T) {
	t.Parallel()
	v := &visit{Web: &Web{}, lang: "zh"}
	typed := map[string][]string{"text": {"甲"}, "code": {"x"}, "org_id": {"y"}, "elsewhere": {"none"}}
	s := v.sheet(&dispute.Grounds{}, typed)
	s.text("text")
	form := &dispute.Grounds{}
	if bad := decode(form, s.fields, typed); len(bad) > 0 || form.Text != "甲" || form.Code != "" {
		t.Errorf("got %+v %v", form, bad)
	}
}
