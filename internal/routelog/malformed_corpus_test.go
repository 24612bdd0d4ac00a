//go:build corpus

package routelog

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// archived gives the files of an archive of the folder that HEJIE_REALDATA names whose path contains a word.
func archived(t *testing.T, name, word string) map[string][]byte {
	t.Helper()
	f, err := os.Open(filepath.Join(realdata(t), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	archive := tar.NewReader(unzipped)
	for {
		head, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if head.Typeflag == tar.TypeReg && strings.Contains(head.Name, word) {
			if all[head.Name], err = io.ReadAll(archive); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(all) == 0 {
		t.Fatalf("%s holds no %s", name, word)
	}
	return all
}

// refusedPlainly says whether a reader refused a file; a refusal names the file and says what to do in both languages.
func refusedPlainly(t *testing.T, what string, err error) bool {
	t.Helper()
	if err == nil {
		return false
	}
	var bad *BadInput
	if !errors.As(err, &bad) || bad.Source == "" || bad.Text.ZH == "" || bad.Text.EN == "" {
		t.Errorf("%s: got %v, want it read or refused with what to do", what, err)
	}
	return true
}

func TestCorpusJSONThatIsNoneIsRefusedAsOrders(t *testing.T) {
	t.Parallel()
	for file, content := range archived(t, "json-testsuite/JSONTestSuite_parsing.tar.gz", "test_parsing/") {
		name := path.Base(file)
		orders, err := ReadOrders(Source{Name: "orders.json", Zone: Shanghai}, bytes.NewReader(content))
		refused := refusedPlainly(t, name, err)
		if strings.HasPrefix(name, "n_") && !refused {
			t.Errorf("%s: %.60q gives %d orders and %v, want it refused", name, content, len(orders), err)
		}
	}
}

// TestCorpusJSONIsToldFromWhatIsNone holds the scanner of JSON to the suite's own names: y_ is JSON, n_ is none, and i_
// may be either. As a track, what is JSON but no GeoJSON is refused as that.
func TestCorpusJSONIsToldFromWhatIsNone(t *testing.T) {
	t.Parallel()
	for file, content := range archived(t, "json-testsuite/JSONTestSuite_parsing.tar.gz", "test_parsing/") {
		name := path.Base(file)
		j := newJSON(Source{Name: name}, bufio.NewReader(bytes.NewReader(content)))
		err := j.skip()
		if err == nil {
			err = j.end()
		}
		if refused := refusedPlainly(t, name, err); strings.HasPrefix(name, "y_") && refused || strings.HasPrefix(name, "n_") && !refused {
			t.Errorf("%s: %.60q gives %v", name, content, err)
		}
		err = scanGeoJSON(Source{Name: name}, bufio.NewReader(bytes.NewReader(content)), func(sample) error { return nil })
		if strings.HasPrefix(name, "y_object") && (err == nil || !strings.Contains(err.Error(), trackKindsEN)) {
			t.Errorf("%s: %.60q gives %v, want it refused as no track", name, content, err)
		}
	}
}

// TestCorpusMalformedFilesAreReadOrRefused hands every file to every reader of this package, whatever it claims to be.
func TestCorpusMalformedFilesAreReadOrRefused(t *testing.T) {
	t.Parallel()
	readers := map[string]func(Source, io.Reader) error{
		"orders": func(src Source, r io.Reader) error { _, err := ReadOrders(src, r); return err },
		"track":  func(src Source, r io.Reader) error { return new(Track).Read(src, r) },
		"online": func(src Source, r io.Reader) error { _, err := ReadOnline(src, r); return err },
	}
	for _, f := range trackFormats { // whatever the file begins with
		readers[f.name] = func(src Source, r io.Reader) error { return new(Track).scan(src, f, bufio.NewReader(r)) }
	}
	files := archived(t, "go-fuzz-corpus/sample.tar.gz", "/corpus/")
	for name, content := range archived(t, "json-testsuite/JSONTestSuite_parsing.tar.gz", "test_parsing/") {
		files[name] = content
	}
	refused := 0
	for name, content := range files {
		for kind, read := range readers {
			if refusedPlainly(t, name+" as "+kind, read(Source{Name: name, Zone: Shanghai}, bytes.NewReader(content))) {
				refused++
			}
		}
	}
	if refused < len(files) {
		t.Errorf("got %d refusals over %d files, want most of them refused", refused, len(files))
	}
}
