package layout

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// link and span find what a page points at.
var (
	link  = regexp.MustCompile(`\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)`)
	span  = regexp.MustCompile("`([^`\n]+)`")
	fence = regexp.MustCompile("(?ms)^ *```.*?^ *```")
	line  = regexp.MustCompile(`:\d+(-\d+)?$`)
	local = regexp.MustCompile(`^[\p{L}\p{N}._*/-]+$`)
	ident = regexp.MustCompile(`\.[A-Z]\w*(\.\w+)?$`)
)

// pages are the documents whose pointers are followed.
func pages(t *testing.T) []string {
	t.Helper()
	var found []string
	eachFile(t, func(name string) {
		readme := path.Dir(name) == "." && strings.HasPrefix(name, "README")
		if path.Ext(name) == ".md" && (readme || strings.HasPrefix(name, "docs/")) {
			found = append(found, name)
		}
	})
	if len(found) == 0 {
		t.Fatal("got no documents: the repository was not found")
	}
	return found
}

// pointers gives what a page points at, as paths from the root.
func pointers(page, text string, tops []string) []string {
	text = fence.ReplaceAllString(text, "")
	var found []string
	for _, m := range link.FindAllStringSubmatch(text, -1) {
		if p := linked(page, m[1]); p != "" {
			found = append(found, p)
		}
	}
	for _, m := range span.FindAllStringSubmatch(text, -1) {
		if p := spelled(m[1], tops); p != "" {
			found = append(found, p)
		}
	}
	return found
}

// linked is the path of a relative link, or "" for one that leaves the repository.
func linked(page, target string) string {
	target, _, _ = strings.Cut(target, "#")
	if target == "" || strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
		return ""
	}
	if strings.HasPrefix(target, "/") {
		return path.Clean(target[1:])
	}
	return path.Join(path.Dir(page), target)
}

// spelled is the path in a code span, or "": a path begins with a folder of the root and has a slash.
func spelled(text string, tops []string) string {
	text = strings.TrimPrefix(line.ReplaceAllString(text, ""), "./")
	top, _, slash := strings.Cut(text, "/")
	if !slash || !local.MatchString(text) || !slices.Contains(tops, top) {
		return ""
	}
	return path.Clean(text)
}

// tops are the folders a spelled path may begin with: those that are there, and those that the layout names.
func tops(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	all := []string{"internal", "docs", "devstack", "faultlab"}
	for room := range atRoot {
		all = append(all, room)
	}
	for _, entry := range entries {
		if entry.IsDir() && !slices.Contains(apart, entry.Name()) {
			all = append(all, entry.Name())
		}
	}
	return all
}

// there says whether a path, pattern or package-with-a-name exists.
func there(name string) bool {
	if strings.HasPrefix(name, "../") {
		return false
	}
	for _, try := range []string{name, ident.ReplaceAllString(name, "")} {
		if found, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(try))); err == nil && len(found) > 0 {
			return true
		}
	}
	return false
}

func TestWhatTheDocumentsPointAtIsThere(t *testing.T) {
	t.Parallel()
	tops := tops(t)
	for _, page := range pages(t) {
		for _, p := range pointers(page, string(read(t, page)), tops) {
			if !there(p) {
				t.Errorf("%s points at %s, which is not there", page, p)
			}
		}
	}
}

func TestPointersAreFound(t *testing.T) {
	t.Parallel()
	text := "See [a](clocks.md#top \"x\"), [b](../../README.md), [c](https://example.org/x), [d](#here), ![e](<img/a.png>), [f](/go.mod), `internal/seal`, " +
		"`internal/seal/seal.go:12`, `./web/static/`, `go test ./api/`, `/api/cases`, `a/b`, `docs/*.md`, `api/{id}`\n```\n`internal/nothing`\n[x](nothing.md)\n```\n"
	got := pointers("docs/law/index.md", text, []string{"internal", "web", "api", "docs"})
	want := []string{"docs/law/clocks.md", "README.md", "docs/law/img/a.png", "go.mod", "internal/seal", "internal/seal/seal.go", "web/static", "docs/*.md"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, want := range map[string]bool{"go.mod": true, "internal/seal": true, "internal/seal.Keys": true, "internal/*/seal.go": true,
		"internal/nothing": false, "../x": false, "docs/*.nothing": false} {
		if there(name) != want {
			t.Errorf("%s: got %v, want %v", name, !want, want)
		}
	}
}
