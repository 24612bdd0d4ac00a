package layout

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// decided is the page on which every dependency has its reason.
const decided = "docs/decisions/0001-dependencies.md"

// rooms are the page's sections, by the folder of the module that each is about.
var rooms = map[string]string{"The product": ".", "devstack": "devstack", "faultlab": "faultlab"}

var (
	dependencyRow = regexp.MustCompile("^\\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\|$")
	folder        = regexp.MustCompile("`([^`]+)`")
)

// dependency is a row of the page.
type dependency struct {
	module string
	where  []string // folders that import it; none: required ahead of its use
	why    string
}

// dependencies reads the page's rows by the folder of their module.
func dependencies(text string) map[string][]dependency {
	rows := map[string][]dependency{}
	room := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if title, ok := strings.CutPrefix(line, "## "); ok {
			room = rooms[title]
		}
		m := dependencyRow.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		row := dependency{module: m[1], why: strings.TrimSpace(m[3])}
		for _, f := range folder.FindAllStringSubmatch(m[2], -1) {
			row.where = append(row.where, f[1])
		}
		rows[room] = append(rows[room], row)
	}
	return rows
}

// required reads the modules of a go.mod; true for those that it requires directly.
func required(gomod string) map[string]bool {
	all := map[string]bool{}
	block := false
	for line := range strings.Lines(gomod) {
		line = strings.TrimSpace(line)
		switch {
		case line == "require (":
			block = true
			continue
		case line == ")":
			block = false
			continue
		case !block && !strings.HasPrefix(line, "require "):
			continue
		}
		if fields := strings.Fields(strings.TrimPrefix(line, "require ")); len(fields) >= 2 {
			all[fields[0]] = !strings.HasSuffix(line, "// indirect")
		}
	}
	return all
}

func TestEveryDependencyHasItsReason(t *testing.T) {
	t.Parallel()
	rows := dependencies(string(read(t, decided)))
	for _, dir := range rooms {
		needs := required(string(read(t, path.Join(dir, "go.mod"))))
		for module, direct := range needs {
			if direct && !slices.ContainsFunc(rows[dir], func(d dependency) bool { return d.module == module }) {
				t.Errorf("%s has no row for %s, which %s/go.mod requires", decided, module, dir)
			}
		}
		for _, d := range rows[dir] {
			if _, ok := needs[d.module]; !ok {
				t.Errorf("%s has a row for %s, which %s/go.mod does not require", decided, d.module, dir)
			}
			if d.why == "" {
				t.Errorf("%s gives no reason for %s", decided, d.module)
			}
		}
	}
}

func TestDependenciesAreImportedWhereTheirRowsSay(t *testing.T) {
	t.Parallel()
	imported := importers(t)
	for dir, rows := range dependencies(string(read(t, decided))) {
		for _, d := range rows {
			in := slices.DeleteFunc(slices.Clone(imported[d.module]), func(f string) bool { return dir != "." && !within(f, dir) })
			for _, f := range d.where {
				if !slices.Contains(in, f) {
					t.Errorf("%s says that %s imports %s; only %q do", decided, f, d.module, in)
				}
			}
			if len(d.where) == 0 && len(in) > 0 {
				t.Errorf("%s says that nothing imports %s; name %q", decided, d.module, in)
			}
		}
	}
}

// importers gives, for each module that a row names, the folders that import it.
func importers(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	var modules []string
	for _, rows := range dependencies(string(read(t, decided))) {
		for _, d := range rows {
			modules = append(modules, d.module)
		}
	}
	eachFile(t, func(name string) {
		if path.Ext(name) != ".go" || strings.Contains(name, "testdata/") {
			return
		}
		for _, p := range parse(t, name).imports() {
			for _, m := range modules {
				if within(p, m) && !slices.Contains(found[m], path.Dir(name)) {
					found[m] = append(found[m], path.Dir(name))
				}
			}
		}
	})
	return found
}

// within says whether a path is dir or lies under it.
func within(p, dir string) bool { return p == dir || strings.HasPrefix(p, dir+"/") }

func TestRowsAndRequirementsAreRead(t *testing.T) {
	t.Parallel()
	rows := dependencies("## The product\n| module | where | why |\n| `a.b/c` | `x`, `y/z` | because |\n## devstack\n| `d` | — | later |\n")
	if got := rows["."]; len(got) != 1 || got[0].module != "a.b/c" || !slices.Equal(got[0].where, []string{"x", "y/z"}) || got[0].why != "because" {
		t.Errorf("got %+v", got)
	}
	if got := rows["devstack"]; len(got) != 1 || got[0].where != nil {
		t.Errorf("got %+v", got)
	}
	got := required("module m\nrequire one v1 // indirect\nrequire two v1\nrequire (\n\tthree v2\n\tfour v3 // indirect\n)\n")
	for module, direct := range map[string]bool{"one": false, "two": true, "three": true, "four": false} {
		if is, ok := got[module]; !ok || is != direct {
			t.Errorf("%s: got %v, %v; want %v", module, is, ok, direct)
		}
	}
}
