package bag

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"testing"
)

// zipOfAnother is a zip of another program.
func zipOfAnother(t *testing.T, fill func(*zip.Writer) error) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	if err := fill(w); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// declared begins a bag of another program.
func declared(w *zip.Writer) error {
	to, err := w.Create("b/bagit.txt")
	if err == nil {
		_, err = io.WriteString(to, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
	}
	return err
}

func TestABagThatWouldFillTheMachineIsRefused(t *testing.T) {
	bombs := map[string]func(*zip.Writer) error{
		"a file that unpacks to 300 MiB": func(w *zip.Writer) error {
			to, err := w.Create("b/data/zeros")
			if err == nil {
				_, err = io.Copy(to, &zeros{300 << 20})
			}
			return err
		},
		"30,000 files": func(w *zip.Writer) error {
			for i := range 30_000 {
				if _, err := w.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("b/data/%d", i)}); err != nil {
					return err
				}
			}
			return nil
		},
	}
	for name, fill := range bombs {
		text := zipOfAnother(t, func(w *zip.Writer) error {
			if err := declared(w); err != nil {
				return err
			}
			return fill(w)
		})
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := verifyBytes(text, "")
		runtime.ReadMemStats(&after)
		if got.Status != Unusable {
			t.Errorf("%s: got %q, want it refused", name, got.Status)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 128<<20 {
			t.Errorf("%s: judging it took %d MiB", name, used>>20)
		}
	}
}

func TestAnEncryptedFileIsNamedAndNeverUnaltered(t *testing.T) {
	t.Parallel()
	text := bytes.Clone(pack(t, sample(), begin(t)))
	for _, header := range [][]byte{[]byte("PK\x03\x04"), []byte("PK\x01\x02")} {
		at := bytes.Index(text, header)
		flags := at + 6
		if header[2] == 1 {
			flags = at + 8
		}
		text[flags] |= 1
	}
	if got := verifyBytes(text, ""); got.Status == Unaltered || len(got.Findings) == 0 {
		t.Errorf("got %+v, want what is encrypted named", got)
	}
}
