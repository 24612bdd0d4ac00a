package api_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hejie/api"
	"hejie/internal/fault"
)

// doorPackages are where the problems of the doors come from.
var doorPackages = []string{".", "../workflows", "../internal/auth", "../internal/dispute", "../internal/fault", "../internal/store", "../internal/vault"}

// notOfTheDoors are codes that only pages give.
var notOfTheDoors = []string{"session"}

// TestTheTableOfProblemsIsTheCodes: docs/api.md lists each code that a door can give, with the status it is given.
func TestTheTableOfProblemsIsTheCodes(t *testing.T) {
	t.Parallel()
	got, want := map[string]int{}, map[string]int{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| (\\d{3}) \\|").FindAllStringSubmatch(string(readFile(t, "../docs/api.md")), -1) {
		got[row[1]], _ = strconv.Atoi(row[2])
	}
	for _, folder := range doorPackages {
		for code, kind := range codesOf(t, folder) {
			want[code] = api.Status(fault.New(kind, code, fault.Text{}))
		}
	}
	for _, code := range notOfTheDoors {
		delete(want, code)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("codes (-code +docs/api.md):\n%s", diff)
	}
}

// codesOf finds every fault.New of a package with its kind.
func codesOf(t *testing.T, folder string) map[string]fault.Kind {
	t.Helper()
	words, codes := map[string]string{}, map[string]fault.Kind{}
	var calls []*ast.CallExpr
	for _, file := range sources(t, folder) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, name := range n.Names {
					if i < len(n.Values) {
						words[name.Name] = word(n.Values[i], nil)
					}
				}
			case *ast.CallExpr:
				if name := called(n.Fun); len(n.Args) == 3 && name == "New" {
					calls = append(calls, n)
				}
			}
			return true
		})
	}
	for _, call := range calls {
		if kind, ok := kinds[called(call.Args[0])]; ok {
			code := word(call.Args[1], words)
			if code == "" {
				t.Errorf("%s: a fault whose code cannot be read", folder)
			}
			codes[code] = kind
		}
	}
	return codes
}

var kinds = map[string]fault.Kind{
	"Invalid": fault.Invalid, "NotFound": fault.NotFound, "Forbidden": fault.Forbidden, "Conflict": fault.Conflict,
	"TooLate": fault.TooLate, "Unavailable": fault.Unavailable,
}

func sources(t *testing.T, folder string) []*ast.File {
	t.Helper()
	var files []*ast.File
	must(t, "reading "+folder, filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		files = append(files, file)
		return err
	}))
	return files
}

// called is the last name of an expression: New of fault.New.
func called(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// word is a string literal, or the constant of that name.
func word(e ast.Expr, words map[string]string) string {
	if literal, ok := e.(*ast.BasicLit); ok && literal.Kind == token.STRING {
		text, _ := strconv.Unquote(literal.Value)
		return text
	}
	return words[called(e)]
}
