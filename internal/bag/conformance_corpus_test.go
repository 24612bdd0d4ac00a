//go:build corpus

package bag

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// suite gives the files of the BagIt conformance suite by their path, as a folder.
func suite(t *testing.T) fstest.MapFS {
	t.Helper()
	packed, err := gzip.NewReader(bytes.NewReader(realFile(t, "bagit-conformance-suite.tar.gz")))
	if err != nil {
		t.Fatal(err)
	}
	all := fstest.MapFS{}
	archive := tar.NewReader(packed)
	for {
		head, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		if head.Typeflag != tar.TypeReg {
			continue
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		all[path.Clean(head.Name)] = &fstest.MapFile{Data: content, Mode: 0o644}
	}
}

func realFile(t *testing.T, name string) []byte {
	t.Helper()
	dir := os.Getenv("HEJIE_REALDATA")
	if dir == "" {
		t.Fatal("HEJIE_REALDATA names no folder")
	}
	content, err := os.ReadFile(filepath.Join(dir, "bagit-conformance", name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// verdicts are the exit codes of bagit-python by the path of the bag: 0 for valid.
func verdicts(t *testing.T) map[string]Status {
	t.Helper()
	all := map[string]Status{}
	for line := range strings.Lines(string(realFile(t, "bagit-python_results.txt"))) {
		code, name, ok := strings.Cut(strings.TrimSpace(line), " ../bagc/")
		if !ok {
			t.Fatalf("got the line %q, want a code and a path", line)
		}
		if all[name] = Altered; code == "0" {
			all[name] = Unsigned
		}
	}
	if len(all) != 54 {
		t.Fatalf("got %d bags, want 54", len(all))
	}
	return all
}

func TestCorpusBagsOfOthersAreJudgedAsByTheReferenceValidator(t *testing.T) {
	t.Parallel()
	files := suite(t)
	for name, want := range verdicts(t) {
		folder, err := files.Sub(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := VerifyFolder(folder, ""); got.Status != want {
			t.Errorf("%s as a folder: got %s %v, want %s", name, got.Status, got.Findings, want)
		}
		packed := zipped(t, files, name)
		if got := Verify(bytes.NewReader(packed), int64(len(packed)), ""); got.Status != want {
			t.Errorf("%s as a zip: got %s %v, want %s", name, got.Status, got.Findings, want)
		}
	}
}

// zipped packs one bag of the suite as others do.
func zipped(t *testing.T, files fstest.MapFS, name string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for file, content := range files {
		below, ok := strings.CutPrefix(file, name+"/")
		if !ok {
			continue
		}
		to, err := w.Create("bag/" + below)
		if err == nil {
			_, err = to.Write(content.Data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestCorpusBagsForWindowsThatLeaveTheBagAreFound(t *testing.T) {
	t.Parallel()
	files := suite(t)
	seen := 0
	for file := range files {
		name, isBag := strings.CutSuffix(file, "/bagit.txt")
		if !isBag || !strings.Contains(name, "windows-only") {
			continue
		}
		seen++
		folder, err := files.Sub(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := VerifyFolder(folder, ""); got.Status != Altered {
			t.Errorf("%s: got %s, want its path named", name, got.Status)
		}
	}
	if seen == 0 {
		t.Error("the suite has no bags for Windows")
	}
}
