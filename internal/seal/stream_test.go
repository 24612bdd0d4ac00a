package seal

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"testing"
	"testing/iotest"
)

func fileKey(t testing.TB) FileKey {
	t.Helper()
	_, key, err := caseKey(t, begin(t), "case-1").NewFileKey("file-1")
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func encrypted(t testing.TB, key FileKey, plain []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := key.Encrypt(&out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func sample(n int) []byte {
	out := make([]byte, n)
	r := rand.New(rand.NewPCG(1, uint64(n)))
	for i := range out {
		out[i] = byte(r.Uint32())
	}
	return out
}

func TestAFileOfAnyLengthComesBack(t *testing.T) {
	t.Parallel()
	key := fileKey(t)
	for _, n := range []int{0, 1, chunkSize - 1, chunkSize, chunkSize + 1, 2 * chunkSize, 3*chunkSize + 7} {
		plain := sample(n)
		sealed := encrypted(t, key, plain)
		for name, r := range map[string]io.Reader{
			"whole": bytes.NewReader(sealed), "halves": iotest.HalfReader(bytes.NewReader(sealed)),
			"eof with data": iotest.DataErrReader(bytes.NewReader(sealed)),
		} {
			got, err := io.ReadAll(key.Decrypt(r))
			if err != nil || !bytes.Equal(got, plain) {
				t.Errorf("%d bytes, %s: got %d bytes, %v", n, name, len(got), err)
			}
		}
	}
}

func TestSmallWritesMakeTheSameFile(t *testing.T) {
	t.Parallel()
	key := fileKey(t)
	plain := sample(chunkSize + 1000)
	var out bytes.Buffer
	w, err := key.Encrypt(&out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{bytes.NewReader(plain)}, make([]byte, 777)); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Close(), w.Close()); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(key.Decrypt(&out)); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("got %d bytes, %v, want %d", len(got), err, len(plain))
	}
	if _, err := w.Write([]byte("x")); err == nil {
		t.Error("writing after Close: got no error, want one")
	}
}

func TestATamperedFileDoesNotOpen(t *testing.T) {
	t.Parallel()
	key := fileKey(t)
	good := encrypted(t, key, sample(3*chunkSize))
	other := encrypted(t, key, sample(3*chunkSize))
	const sealedChunk = chunkSize + tagSize
	at := func(n int) int { return streamHead + n*sealedChunk }
	chunk := func(file []byte, n int) []byte { return file[at(n):at(n+1)] }
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	files := map[string][]byte{
		"nothing":                       nil,
		"header alone":                  good[:streamHead],
		"half a header":                 good[:streamHead/2],
		"cut at a chunk":                good[:at(2)],
		"cut inside a chunk":            good[:at(2)+100],
		"cut by a byte":                 good[:len(good)-1],
		"a byte more":                   join(good, []byte{0}),
		"the last chunk twice":          join(good, chunk(good, 2)),
		"chunks in another order":       join(good[:at(0)], chunk(good, 1), chunk(good, 0), chunk(good, 2)),
		"a chunk left out":              join(good[:at(0)], chunk(good, 0), chunk(good, 2)),
		"a chunk of another file":       join(good[:at(1)], chunk(other, 1), chunk(good, 2)),
		"another file's header":         join(other[:streamHead], good[streamHead:]),
		"version unknown":               join(good[:len(streamMagic)], []byte{9}, good[len(streamMagic)+1:]),
		"one bit of the middle flipped": flipped(good, at(1)+5),
		"one bit of the header flipped": flipped(good, streamHead-1),
	}
	for name, file := range files {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, err := io.ReadAll(key.Decrypt(bytes.NewReader(file))); !errors.Is(err, ErrBroken) {
				t.Errorf("got %d bytes, %v, want ErrBroken", len(got), err)
			}
		})
	}
	if _, err := io.ReadAll(fileKey(t).Decrypt(bytes.NewReader(good))); !errors.Is(err, ErrBroken) {
		t.Errorf("another key: got %v, want ErrBroken", err)
	}
}

func flipped(b []byte, at int) []byte {
	c := bytes.Clone(b)
	c[at] ^= 1
	return c
}

func TestAFailingDiskOrWireIsNotTakenForTampering(t *testing.T) {
	t.Parallel()
	key := fileKey(t)
	sealed := encrypted(t, key, sample(2*chunkSize))
	trouble := errors.New("disk gone")
	for _, n := range []int{0, 10, streamHead, streamHead + chunkSize} {
		_, err := io.ReadAll(key.Decrypt(io.MultiReader(bytes.NewReader(sealed[:n]), iotest.ErrReader(trouble))))
		if !errors.Is(err, trouble) || errors.Is(err, ErrBroken) {
			t.Errorf("after %d bytes: got %v, want the disk's error", n, err)
		}
	}
}

func TestAFullDiskStopsTheWriter(t *testing.T) {
	t.Parallel()
	w, err := fileKey(t).Encrypt(iotestShort{limit: streamHead})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(sample(2*chunkSize + 1)); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("writing: got %v, want the disk's error", err)
	}
	if err := w.Close(); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("closing: got %v, want the disk's error", err)
	}
}

// iotestShort takes writes of up to limit bytes.
type iotestShort struct{ limit int }

func (s iotestShort) Write(p []byte) (int, error) {
	if len(p) > s.limit {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestADestroyedFileKeyOpensNothing(t *testing.T) {
	t.Parallel()
	key := caseKey(t, begin(t), "case-1")
	if _, err := key.UnwrapFile("file-1", nil); !errors.Is(err, ErrDestroyed) {
		t.Errorf("unwrapping: got %v, want ErrDestroyed", err)
	}
	if _, err := (FileKey{}).Encrypt(io.Discard); !errors.Is(err, ErrDestroyed) {
		t.Errorf("encrypting: got %v, want ErrDestroyed", err)
	}
	if _, err := io.ReadAll(FileKey{}.Decrypt(bytes.NewReader(nil))); !errors.Is(err, ErrDestroyed) {
		t.Errorf("decrypting: got %v, want ErrDestroyed", err)
	}
}

func TestAFileKeyBelongsToItsFileAndCase(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	key := caseKey(t, keys, "case-1")
	wrapped, made, err := key.NewFileKey("file-1")
	if err != nil {
		t.Fatal(err)
	}
	again, err := key.UnwrapFile("file-1", wrapped)
	if err != nil || *again.secret() != *made.secret() {
		t.Fatalf("got %v, want the key that was made", err)
	}
	if _, err := key.UnwrapFile("file-2", wrapped); !errors.Is(err, ErrBroken) {
		t.Errorf("another file: got %v, want ErrBroken", err)
	}
	if _, err := caseKey(t, keys, "case-2").UnwrapFile("file-1", wrapped); !errors.Is(err, ErrBroken) {
		t.Errorf("another case: got %v, want ErrBroken", err)
	}
	if _, _, err := key.NewFileKey(""); err == nil {
		t.Error("no file id: got no error, want one")
	}
}

func FuzzDecrypt(f *testing.F) {
	key := fileKey(f)
	good := encrypted(f, key, []byte("a photo"))
	f.Add(good)
	f.Add(good[:len(good)-3])
	f.Add([]byte(streamMagic))
	f.Fuzz(func(t *testing.T, file []byte) {
		plain, err := io.ReadAll(key.Decrypt(bytes.NewReader(file)))
		if err == nil && (!bytes.Equal(file, good) || string(plain) != "a photo") {
			t.Fatalf("opened %x as %q", file, plain)
		}
		if err != nil && !errors.Is(err, ErrBroken) {
			t.Fatalf("got %v, want ErrBroken", err)
		}
	})
}
