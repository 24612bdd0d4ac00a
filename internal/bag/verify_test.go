package bag

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// region is a run of bytes of a zip and the file that it belongs to; "" for the record at the end.
type region struct {
	to   int
	name string
}

// regions reads with archive/zip, another reader than ours, what each byte of a bag belongs to.
func regions(t *testing.T, text []byte) []region {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	var all []region
	at := 0
	for _, f := range r.File {
		begins, err := f.DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		at = int(begins) + int(f.CompressedSize64)
		_, name, _ := strings.Cut(f.Name, "/")
		all = append(all, region{at, name})
	}
	for _, f := range r.File {
		at += centralSize + len(f.Name)
		_, name, _ := strings.Cut(f.Name, "/")
		all = append(all, region{at, name})
	}
	if at += endSize; at != len(text) {
		t.Fatalf("the regions end at %d of %d", at, len(text))
	}
	return append(all, region{at, ""})
}

func TestEveryByteThatIsFlippedIsNamed(t *testing.T) {
	t.Parallel()
	text := pack(t, sample(), begin(t))
	at := 0
	for _, region := range regions(t, text) {
		for ; at < region.to; at++ {
			for _, flip := range []byte{0x01, 0x80} {
				text[at] ^= flip
				got := verifyBytes(text, "")
				text[at] ^= flip
				if got.Status != Altered || !got.named(region.name) {
					t.Errorf("byte %d ^ %#x of %q: got %s %v, want it named", at, flip, region.name, got.Status, got.Findings)
				}
			}
		}
		if t.Failed() {
			return
		}
	}
	if got := verifyBytes(text, ""); got.Status != Unaltered {
		t.Errorf("put right again: got %+v", got)
	}
}

func TestAByteOfALargerBagThatIsFlippedIsNamed(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	rapid.Check(t, func(r *rapid.T) {
		b := Bag{Name: "b", Date: "2026-01-01"}
		var names Names
		for _, content := range rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 3000), 1, 6).Draw(r, "contents") {
			b.Payload = append(b.Payload, Bytes(names.Pick(rapid.String().Draw(r, "name")), content))
		}
		text := pack(t, b, keys)
		if got := verifyBytes(text, fingerprint(keys)); got.Status != Unaltered {
			r.Fatalf("got %+v, want it unaltered", got)
		}
		at, flip := rapid.IntRange(0, len(text)-1).Draw(r, "at"), rapid.ByteRange(1, 255).Draw(r, "flip")
		name := ""
		for _, region := range regions(t, text) {
			if at < region.to {
				name = region.name
				break
			}
		}
		text[at] ^= flip
		if got := verifyBytes(text, ""); got.Status != Altered || !got.named(name) {
			r.Fatalf("byte %d of %q: got %s %v, want it named", at, name, got.Status, got.Findings)
		}
	})
}

func TestABagThatIsCutOffOrLengthenedIsNeverUnaltered(t *testing.T) {
	t.Parallel()
	text := pack(t, sample(), begin(t))
	for n := range text {
		if got := verifyBytes(text[:n], ""); got.Status == Unaltered || got.Status == Unsigned {
			t.Fatalf("the first %d bytes: got %s", n, got.Status)
		}
	}
	for name, spoilt := range map[string][]byte{
		"something after":          append(slices.Clone(text), 'x'),
		"something before":         append([]byte("x"), text...),
		"a whole bag before":       append(slices.Clone(text), text...),
		"a script before":          append([]byte("#!/bin/sh\nexit\n"), text...),
		"a header's length before": append(bytes.Repeat([]byte{0}, localSize), text...),
	} {
		if got := verifyBytes(spoilt, ""); got.Status != Altered {
			t.Errorf("%s: got %s %v, want it altered", name, got.Status, got.Findings)
		}
	}
}

// rewrite packs the entries of a bag anew with our own writer, after change had its way with them.
func rewrite(t *testing.T, text []byte, change func([]packedFile) []packedFile) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	var files []packedFile
	for _, f := range r.File {
		files = append(files, entry(t, f.Name, contentOf(t, f)))
	}
	var out bytes.Buffer
	if _, err := (&Packed{files: change(files)}).WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func contentOf(t *testing.T, f *zip.File) []byte {
	t.Helper()
	from, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	content, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func entry(t *testing.T, name string, content []byte) packedFile {
	t.Helper()
	files, err := surveyAll([]File{Bytes(name, content)})
	if err != nil {
		t.Fatal(err)
	}
	return files[0]
}

func find(files []packedFile, end string) int {
	return slices.IndexFunc(files, func(f packedFile) bool { return strings.HasSuffix(f.name, end) })
}

func TestWhatIsRemovedAddedRenamedOrReorderedIsNamed(t *testing.T) {
	t.Parallel()
	text := pack(t, sample(), begin(t))
	tests := []struct {
		name   string
		change func([]packedFile) []packedFile
		want   []Finding
	}{
		{"a file removed", func(f []packedFile) []packedFile { i := find(f, "空.txt"); return slices.Delete(f, i, i+1) }, []Finding{{Kind: Missing, Name: "data/证据/空.txt"}}},
		{"a tag file removed", func(f []packedFile) []packedFile { i := find(f, "events.jsonl"); return slices.Delete(f, i, i+1) }, []Finding{{Kind: Missing, Name: "events.jsonl"}}},
		{"the signature removed", func(f []packedFile) []packedFile { i := find(f, "signature.bin"); return slices.Delete(f, i, i+1) }, []Finding{{Kind: BadSignature, Name: signatureName}, {Kind: Missing, Name: signatureName}}},
		{"a file added", func(f []packedFile) []packedFile {
			i := find(f, "01 申请书.pdf")
			return slices.Insert(f, i, entry(t, "卷宗-2026-7/data/00.txt", []byte("x")))
		}, []Finding{{Kind: Extra, Name: "data/00.txt"}}},
		{"a tag file added", func(f []packedFile) []packedFile {
			return append(f, entry(t, "卷宗-2026-7/zz.txt", []byte("x")))
		}, []Finding{{Kind: Extra, Name: "zz.txt"}}},
		{"a file beside the bag", func(f []packedFile) []packedFile { return append(f, entry(t, "其他/x", []byte("x"))) }, []Finding{{Kind: Extra, Name: "其他/x"}}},
		{"a path out of the bag", func(f []packedFile) []packedFile {
			return append(f, entry(t, "卷宗-2026-7/../../x", []byte("x")))
		}, []Finding{{Kind: Unsafe, Name: "../../x"}}},
		{"a file twice", func(f []packedFile) []packedFile { i := find(f, "空.txt"); return slices.Insert(f, i, f[i]) }, []Finding{{Kind: Twice, Name: "data/证据/空.txt"}}},
		{"a file renamed", func(f []packedFile) []packedFile {
			f[find(f, "空.txt")].name = "卷宗-2026-7/data/证据/空.txu"
			return f
		},
			[]Finding{{Kind: Extra, Name: "data/证据/空.txu"}, {Kind: Missing, Name: "data/证据/空.txt"}}},
		{"the folder renamed", func(f []packedFile) []packedFile {
			for i := range f {
				f[i].name = "卷宗-2026-8" + strings.TrimPrefix(f[i].name, "卷宗-2026-7")
			}
			return f
		}, []Finding{{Kind: Changed, Name: signedName}}},
		{"two files in another order", func(f []packedFile) []packedFile {
			i := find(f, "空.txt")
			f[i], f[i+1] = f[i+1], f[i]
			return f
		}, []Finding{{Kind: Packaging, Name: "data/证据/空.txt"}}},
		{"the signature of another bag", func(f []packedFile) []packedFile {
			f[find(f, "signature.bin")] = entry(t, "卷宗-2026-7/"+signatureName, bytes.Repeat([]byte{1}, 64))
			return f
		}, []Finding{{Kind: BadSignature, Name: signatureName}}},
	}
	for _, tt := range tests {
		got := verifyBytes(rewrite(t, text, tt.change), "")
		if got.Status != Altered {
			t.Errorf("%s: got %s, want it altered", tt.name, got.Status)
		}
		for _, want := range tt.want {
			if !slices.ContainsFunc(got.Findings, func(f Finding) bool { return f.Kind == want.Kind && f.Name == want.Name }) {
				t.Errorf("%s: got %v, want %s %s", tt.name, got.Findings, want.Kind, want.Name)
			}
		}
	}
}

func TestABagWhoseSignatureIsTakenAwayIsNotSigned(t *testing.T) {
	t.Parallel()
	bare := rewrite(t, pack(t, sample(), begin(t)), func(f []packedFile) []packedFile {
		return slices.DeleteFunc(f, func(p packedFile) bool {
			return strings.Contains(p.name, "/signature/") || strings.HasSuffix(p.name, tagManifestName)
		})
	})
	if got := verifyBytes(bare, ""); got.Status != Unsigned || got.Signature.Valid {
		t.Errorf("got %+v, want it told that nobody signed", got)
	}
}

func TestABagZippedAnewByAnotherProgramIsNamed(t *testing.T) {
	t.Parallel()
	text := pack(t, sample(), begin(t))
	r, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		to, err := w.Create(f.Name)
		if err == nil {
			_, err = to.Write(contentOf(t, f))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	got := verifyBytes(out.Bytes(), "")
	if got.Status != Altered || slices.ContainsFunc(got.Findings, func(f Finding) bool { return f.Kind != Packaging }) {
		t.Errorf("got %+v, want the packaging alone named", got)
	}
}

func TestAReportAsJSONHasAllItsKeys(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	want := []string{"bag", "bytes", "files", "findings", "notes", "signature", "status", "text"}
	for name, text := range map[string][]byte{"a bag": pack(t, sample(), keys), "no bag": []byte("x"), "half a bag": pack(t, sample(), keys)[:900]} {
		raw, err := json.Marshal(verifyBytes(text, fingerprint(keys)))
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := json.Unmarshal(raw, &got); err != nil {
			t.Fatal(err)
		}
		for _, key := range want {
			if got[key] == nil {
				t.Errorf("%s: got %s, want %s in it", name, raw, key)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: got %d keys, want %d", name, len(got), len(want))
		}
	}
}

func FuzzVerifyNeverFails(f *testing.F) {
	f.Add(pack(f, sample(), begin(f)))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if got := verifyBytes(text, ""); got.Status == "" || got.Text.ZH == "" || got.Findings == nil {
			t.Errorf("got %+v, want a whole report", got)
		}
	})
}
