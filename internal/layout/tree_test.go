package layout

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the repository, seen from this package.
const root = "../.."

// apart hold nothing written for the repository: what git ignores, and git itself, which in a linked work tree is a file.
var apart = []string{".git", "bin", "out", ".data", "node_modules"}

// eachFile visits every file of the repository by its path from the root, with slashes.
func eachFile(t *testing.T, visit func(name string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		outside := slices.Contains(apart, filepath.ToSlash(rel))
		if entry.IsDir() && outside {
			return fs.SkipDir
		}
		if entry.Type().IsRegular() && !outside {
			visit(filepath.ToSlash(rel))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// goFile is a Go file of the product's module.
type goFile struct {
	path string
	pkg  string // import path of its folder
	test bool
	tree *ast.File
}

// goFiles parses every Go file of the module; folders with a module of their own are not its.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	var names, modules []string
	eachFile(t, func(name string) {
		if path.Base(name) == "go.mod" && name != "go.mod" {
			modules = append(modules, path.Dir(name)+"/")
		}
		if path.Ext(name) == ".go" && !strings.Contains(name, "testdata/") {
			names = append(names, name)
		}
	})
	var files []goFile
	for _, name := range names {
		if !slices.ContainsFunc(modules, func(m string) bool { return strings.HasPrefix(name, m) }) {
			files = append(files, parse(t, name))
		}
	}
	if len(files) < 10 {
		t.Fatalf("got %d Go files: the repository was not found", len(files))
	}
	return files
}

func parse(t *testing.T, name string) goFile {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), name, read(t, name), parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	pkg := module
	if dir := path.Dir(name); dir != "." {
		pkg = path.Join(module, dir)
	}
	return goFile{path: name, pkg: pkg, test: strings.HasSuffix(name, "_test.go"), tree: tree}
}

func (f goFile) imports() []string {
	var paths []string
	for _, spec := range f.tree.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			paths = append(paths, p)
		}
	}
	return paths
}

// environment are the functions that read the environment.
var environment = []string{"os.Getenv", "os.LookupEnv", "os.Environ", "os.ExpandEnv", "syscall.Getenv", "syscall.Environ"}

// readsEnvironment gives the first such function that a file names, or "".
func readsEnvironment(tree *ast.File) (found string) {
	ast.Inspect(tree, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && slices.Contains(environment, x.Name+"."+sel.Sel.Name) {
				found = x.Name + "." + sel.Sel.Name
			}
		}
		return found == ""
	})
	return found
}

func TestOnlyCmdReadsTheEnvironment(t *testing.T) {
	t.Parallel()
	for _, f := range goFiles(t) {
		s, ok := spotOf(f.pkg)
		if f.test || s.helper || (ok && s.room == "cmd") {
			continue
		}
		if name := readsEnvironment(f.tree); name != "" {
			t.Errorf("%s uses %s: only cmd reads the environment; take the value as a parameter", f.path, name)
		}
	}
	self, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nimport \"os\"\nvar _ = os.Getenv(\"X\")", 0)
	if err != nil || readsEnvironment(self) != "os.Getenv" {
		t.Errorf("the check itself: got %q, %v", readsEnvironment(self), err)
	}
}

// longest is how many lines a file written by hand may have.
const longest = 500

// generated are files that a program writes, or that are one list by nature.
var generated = []string{"migrations/schema.sql"}

func TestNoFileIsTooLong(t *testing.T) {
	t.Parallel()
	written := []string{".go", ".sql", ".html", ".css", ".js", ".sh"}
	eachFile(t, func(name string) {
		if !slices.Contains(written, path.Ext(name)) || slices.Contains(generated, name) || strings.Contains(name, "testdata/") {
			return
		}
		if lines := bytes.Count(read(t, name), []byte("\n")); lines > longest {
			t.Errorf("%s has %d lines, more than %d: split it by noun", name, lines, longest)
		}
	})
}

// machinePaths are places on one developer's machine. They are put together here so that this file does not hold them.
func machinePaths() []string {
	var all []string
	for _, parts := range [][]string{{"work", "main"}, {"work", "shared"}, {"work", ".library"}, {"root", "go/"}, {"root", ".cache"}, {"tmp", "hejie/"},
		{"Users", ""}, {"home", "runner"}} {
		all = append(all, "/"+parts[0]+"/"+parts[1])
	}
	return all
}

func TestNoFileNamesADevelopersMachine(t *testing.T) {
	t.Parallel()
	places := machinePaths()
	eachFile(t, func(name string) {
		text := read(t, name)
		for _, place := range places {
			if bytes.Contains(text, []byte(place)) {
				t.Errorf("%s names %s, which is there on one machine only", name, place)
			}
		}
	})
}
