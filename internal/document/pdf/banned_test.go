package pdf

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// banned are the calls of gofpdf that lose a hanzi at every line break or fall over at rare characters. What sets text is
// Text alone, on codes this package has made.
var banned = map[string]bool{
	"MultiCell": true, "SplitText": true, "SplitLines": true, "Write": true, "Writef": true, "WriteAligned": true,
	"WriteLinkID": true, "WriteLinkString": true, "HTMLBasicNew": true, "Cell": true, "Cellf": true, "CellFormat": true,
}

const drawingLibrary = `"github.com/jung-kurt/gofpdf"`

func TestTheCallsThatLoseCharactersAreNotMade(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	users := 0
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && path != root && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		within, err := filepath.Rel(root, path)
		if err == nil && usesLibrary(t, path) {
			users++
			checkFile(t, filepath.ToSlash(within), path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if users == 0 {
		t.Error("no file draws with gofpdf: this test looks in the wrong place")
	}
}

func usesLibrary(t *testing.T, path string) bool {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		return false // a file that does not parse does not build
	}
	for _, i := range file.Imports {
		if strings.HasPrefix(i.Path.Value, strings.TrimSuffix(drawingLibrary, `"`)) {
			return true
		}
	}
	return false
}

func checkFile(t *testing.T, within, path string) {
	t.Helper()
	if !strings.HasPrefix(within, "internal/document/pdf/") {
		t.Errorf("%s imports gofpdf; only internal/document/pdf may", within)
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && banned[s.Sel.Name] {
			t.Errorf("%s: %s loses characters; set text with canvas.cells", set.Position(s.Pos()), s.Sel.Name)
		}
		return true
	})
}
