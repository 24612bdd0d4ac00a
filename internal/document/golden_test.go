package document

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/golden.txt anew")

const goldenFile = "testdata/golden.txt"

// The hash is of what the streams say, unpacked: pages, fonts, maps. A new compressor may change the bytes of a file, and
// does not change the paper.
func TestThePaperIsTheOneOnRecord(t *testing.T) {
	t.Parallel()
	var got strings.Builder
	for kind, forms := range [][]Form{samples, Blanks()} {
		for _, f := range forms {
			file, r := drawn(t, f)
			fmt.Fprintf(&got, "%s %s %d %x\n", []string{"filled", "blank"}[kind], f.Title(), r.Pages, sha256.Sum256(unpacked(t, file)))
		}
	}
	if *update {
		if err := os.WriteFile(goldenFile, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("a form looks different; if that is meant, run go test ./internal/document -update\n got\n%s\nwant\n%s", got.String(), want)
	}
}

// unpacked is every stream of a file, inflated, one after another.
func unpacked(t *testing.T, file []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	for {
		_, rest, found := bytes.Cut(file, []byte("\nstream\n"))
		if !found {
			return out.Bytes()
		}
		stream, after, _ := bytes.Cut(rest, []byte("\nendstream"))
		file = after
		z, err := zlib.NewReader(bytes.NewReader(stream))
		if err != nil {
			out.Write(stream)
			continue
		}
		if _, err := io.Copy(&out, z); err != nil {
			t.Fatal(err)
		}
	}
}
