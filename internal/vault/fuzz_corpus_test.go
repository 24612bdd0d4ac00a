//go:build corpus

package vault

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hejie/internal/fault"
)

// malformed gives each of go-fuzz-corpus's files, which lies in the folder that HEJIE_REALDATA names.
func malformed(t *testing.T) map[string][]byte {
	t.Helper()
	dir := os.Getenv("HEJIE_REALDATA")
	if dir == "" {
		t.Fatal("HEJIE_REALDATA names no folder")
	}
	f, err := os.Open(filepath.Join(dir, "go-fuzz-corpus", "sample.tar.gz"))
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
		if head.Typeflag != tar.TypeReg || !strings.Contains(head.Name, "/corpus/") {
			continue
		}
		if all[head.Name], err = io.ReadAll(archive); err != nil {
			t.Fatal(err)
		}
	}
	if len(all) < 700 {
		t.Fatalf("got %d files, want more than 700", len(all))
	}
	return all
}

// namesFor are names under which a stranger may send a file of a folder: without one, with its own, and with another's.
func namesFor(path string) []string {
	kind, _, _ := strings.Cut(path, "/")
	return []string{"evidence", "evidence." + kind, "evidence.jpg", "evidence.csv"}
}

func TestCorpusAMalformedFileIsKeptAsItIsOrRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	kept, refused := 0, 0
	for path, content := range malformed(t) {
		for _, name := range namesFor(path) {
			if keptWhole(t, b, path+" as "+name, name, content) {
				kept++
			} else {
				refused++
			}
		}
	}
	if kept == 0 || refused == 0 {
		t.Errorf("got %d kept and %d refused, want some of both", kept, refused)
	}
	if left := len(b.files(t)); left != kept {
		t.Errorf("got %d files on the disk, want the %d that were kept", left, kept)
	}
}

// keptWhole takes a file through admission and vault and reads it back; false is a refusal with its sentence.
func keptWhole(t *testing.T, b bench, what, name string, content []byte) bool {
	t.Helper()
	key, stored := b.fileKey(t), Stored{}
	upload, err := Admit(name, bytes.NewReader(content))
	if err == nil {
		stored, err = b.disk.Put(t.Context(), upload, roomy, key)
	}
	if err != nil {
		if f, ok := fault.As(err); !ok || f.Kind != fault.Invalid || f.Text.ZH == "" || f.Text.EN == "" {
			t.Errorf("%s: got %v, want it kept or refused with what to do", what, err)
		}
		return false
	}
	r, err := b.disk.Open(t.Context(), stored.ID, key, stored.SHA256[:])
	if err != nil {
		t.Errorf("%s: opening: %v", what, err)
		return true
	}
	got, err := io.ReadAll(r)
	if err := errors.Join(err, r.Close()); err != nil || !bytes.Equal(got, content) || stored.SHA256 != sha256.Sum256(content) {
		t.Errorf("%s: got %d bytes back, %v, want the %d as they came", what, len(got), err, len(content))
	}
	return true
}

func TestCorpusAMalformedPictureHasAPreviewOrNone(t *testing.T) {
	t.Parallel()
	previewer, shown := NewPreviewer(), 0
	for path, content := range malformed(t) {
		for kind := range formats {
			preview, err := previewer.Preview(t.Context(), Media{Type: kind}, bytes.NewReader(content))
			if err != nil {
				if !errors.Is(err, ErrNoPreview) {
					t.Errorf("%s as %s: got %v, want a preview or none", path, kind, err)
				}
				continue
			}
			shown++
			if size := decoded(t, preview, nil).Bounds().Size(); max(size.X, size.Y) > previewSide {
				t.Errorf("%s as %s: got a preview of %v", path, kind, size)
			}
		}
	}
	if shown == 0 {
		t.Error("got no preview at all, want those of the files that are only odd")
	}
}
