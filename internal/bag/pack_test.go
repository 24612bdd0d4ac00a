package bag

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"

	"hejie/internal/seal"
)

func begin(t testing.TB) *seal.Keys {
	t.Helper()
	keys, err := seal.Begin(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// sample is a small bag with a folder, a rare hanzi, an empty file and two tag files.
func sample() Bag {
	return Bag{
		Name: "卷宗-2026-7", Date: "2026-11-22",
		Info: []Field{{"External-Identifier", "2026-7"}, {"Source-Organization", "某某人民调解委员会"}},
		Payload: []File{
			Bytes("01 申请书.pdf", []byte("%PDF-1.7 sample")),
			Bytes("证据/𠮷某 照片.jpg", []byte{0xff, 0xd8, 0xff, 0xd9}),
			Bytes("证据/空.txt", nil),
		},
		Tags: []File{Bytes("events.jsonl", []byte("{\"seq\":1}\n")), Bytes("metadata/dat46.xml", []byte("<file/>\n"))},
	}
}

func pack(t testing.TB, b Bag, keys *seal.Keys) []byte {
	t.Helper()
	packed, err := Pack(b, keys)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	n, err := packed.WriteTo(&out)
	if err != nil || n != packed.Size() || n != int64(out.Len()) {
		t.Fatalf("got %d bytes, %v, want %d", n, err, packed.Size())
	}
	return out.Bytes()
}

func verifyBytes(text []byte, confirm Fingerprint) Report {
	return Verify(bytes.NewReader(text), int64(len(text)), confirm)
}

func fingerprint(keys *seal.Keys) Fingerprint {
	public, _ := keys.PublicKey()
	return FingerprintOf(public)
}

func TestTheSameFilesGiveTheSameBytes(t *testing.T) {
	t.Parallel()
	keys, one := begin(t), sample()
	other := sample()
	other.Payload[0], other.Payload[2] = other.Payload[2], other.Payload[0]
	other.Tags[0], other.Tags[1] = other.Tags[1], other.Tags[0]
	if !bytes.Equal(pack(t, one, keys), pack(t, other, keys)) {
		t.Error("the order in which files are given changes the bag")
	}
}

func TestABagAsItWasMadeIsUnaltered(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	got := verifyBytes(pack(t, sample(), keys), fingerprint(keys))
	if got.Status != Unaltered || !got.Signature.Confirmed || got.Bag != "卷宗-2026-7" || got.Files != 3 || got.Bytes != 19 || len(got.Findings) != 0 {
		t.Errorf("got %+v, want it unaltered", got)
	}
	if got := verifyBytes(pack(t, Bag{Name: "b", Date: "2026-01-01"}, keys), ""); got.Status != Unaltered {
		t.Errorf("without payload: got %+v, want it unaltered", got)
	}
}

func TestAnotherKeyIsToldAndTheOwnOneIsAskedToBeCompared(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	text := pack(t, sample(), begin(t))
	got := verifyBytes(text, fingerprint(keys))
	if got.Status != Altered || len(got.Findings) != 1 || got.Findings[0].Kind != OtherKey || got.Signature.Confirmed {
		t.Errorf("got %+v, want the other key named", got)
	}
	if got := verifyBytes(text, ""); got.Status != Unaltered || got.Signature.Confirmed || len(got.Notes) != 1 {
		t.Errorf("no key asked for: got %+v, want a note to compare it", got)
	}
}

func TestOtherZipReadersSeeAPlainZip(t *testing.T) {
	t.Parallel()
	text := pack(t, sample(), begin(t))
	r, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for _, f := range r.File {
		if f.Method != zip.Store || len(f.Extra) != 0 || f.Flags != utf8Names || f.NonUTF8 || f.Mode() != 0o644 || f.Name <= last {
			t.Errorf("got %+v, want it stored, in order and without extras", f.FileHeader)
		}
		last = f.Name
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, from); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	if len(r.File) != 14 {
		t.Errorf("got %d files, want 14", len(r.File))
	}
}

func TestWhatWouldNotUnzipEverywhereIsNotPacked(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*Bag){
		"a path out of the bag":     func(b *Bag) { b.Payload[0].Name = "../x" },
		"a device":                  func(b *Bag) { b.Payload[0].Name = "nul.txt" },
		"a per cent sign":           func(b *Bag) { b.Payload[0].Name = "100%.txt" },
		"an absolute path":          func(b *Bag) { b.Payload[0].Name = "/x" },
		"no name":                   func(b *Bag) { b.Payload[0].Name = "" },
		"a path too long":           func(b *Bag) { b.Payload[0].Name = strings.Repeat("长/", 90) + "x" },
		"two names in one case":     func(b *Bag) { b.Payload[0].Name, b.Payload[1].Name = "A.txt", "a.TXT" },
		"a file in a file":          func(b *Bag) { b.Payload[0].Name, b.Payload[1].Name = "a", "A/b" },
		"a tag file of the bag":     func(b *Bag) { b.Tags[0].Name = "BagIt.txt" },
		"a tag file in the payload": func(b *Bag) { b.Tags[0].Name = "data/x" },
		"a tag file as manifest":    func(b *Bag) { b.Tags[0].Name = "manifest-md5.txt" },
		"a folder in a folder":      func(b *Bag) { b.Name = "a/b" },
		"no date":                   func(b *Bag) { b.Date = "22.11.2026" },
		"two lines of information":  func(b *Bag) { b.Info[0].Value = "x\nPayload-Oxum: 1.1" },
		"the bag's own information": func(b *Bag) { b.Info[0].Label = "Payload-oxum" },
		"a label with a colon":      func(b *Bag) { b.Info[0].Label = "a:b" },
		"a file that does not open": func(b *Bag) { b.Payload[0].Open = func() (io.ReadCloser, error) { return nil, os.ErrNotExist } },
	}
	keys := begin(t)
	for name, spoil := range tests {
		b := sample()
		spoil(&b)
		if _, err := Pack(b, keys); err == nil {
			t.Errorf("%s: got a bag, want it refused", name)
		}
	}
}

func TestAFileThatChangesWhileItIsPackedIsRefused(t *testing.T) {
	t.Parallel()
	b, reads := sample(), 0
	b.Payload[0].Open = func() (io.ReadCloser, error) {
		reads++
		return io.NopCloser(strings.NewReader(strings.Repeat("x", reads))), nil
	}
	packed, err := Pack(b, begin(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := packed.WriteTo(io.Discard); err == nil || !strings.Contains(err.Error(), "changed") {
		t.Errorf("got %v, want the change named", err)
	}
	broken := errors.New("the disk is full")
	if _, err := packed.WriteTo(failing{broken}); !errors.Is(err, broken) {
		t.Errorf("got %v, want the writer's error", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// zeros reads as many zero bytes as are left.
type zeros struct{ left int64 }

func (z *zeros) Read(b []byte) (int, error) {
	if z.left == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(b)), z.left)
	clear(b[:n])
	z.left -= n
	return int(n), nil
}

// TestALargeFileStreams is not parallel: it counts what the whole process allocates.
func TestALargeFileStreams(t *testing.T) {
	const size = 128 << 20
	keys := begin(t)
	b := Bag{Name: "大", Date: "2026-01-01", Payload: []File{{Name: "v.mp4", Open: func() (io.ReadCloser, error) { return io.NopCloser(&zeros{size}), nil }}}}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	packed, err := Pack(b, keys)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := packed.WriteTo(io.Discard); err != nil || n < size {
		t.Fatalf("got %d bytes, %v", n, err)
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 4<<20 {
		t.Errorf("got %d bytes allocated for a file of %d, want 4 MiB at most", took, size)
	}
}
