package seal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var home = Place{Table: "parties", Column: "phone", Row: "row-1"}

// begin makes keys in a folder of the test's own.
func begin(t testing.TB) *Keys {
	t.Helper()
	keys, err := Begin(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func caseKey(t testing.TB, keys *Keys, id string) CaseKey {
	t.Helper()
	_, key, err := keys.NewCaseKey(id)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestWhatIsSealedOpensAtItsPlace(t *testing.T) {
	t.Parallel()
	key := caseKey(t, begin(t), "case-1")
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOfN(rapid.Byte(), 0, 9000).Draw(t, "plain")
		got, err := key.Open(home, key.Seal(home, plain))
		if err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("got %x, %v, want %x", got, err, plain)
		}
	})
}

func TestAMovedValueDoesNotOpen(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	key := caseKey(t, keys, "case-1")
	sealed := key.Seal(home, []byte("13800138000"))
	places := map[string]Place{
		"another row":     {Table: "parties", Column: "phone", Row: "row-2"},
		"another column":  {Table: "parties", Column: "name", Row: "row-1"},
		"another table":   {Table: "accounts", Column: "phone", Row: "row-1"},
		"fields run over": {Table: "partiesphone", Column: "", Row: "row-1"},
	}
	for name, at := range places {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, err := key.Open(at, sealed); !errors.Is(err, ErrBroken) {
				t.Errorf("got %q, %v, want ErrBroken", got, err)
			}
		})
	}
	if got, err := caseKey(t, keys, "case-1").Open(home, sealed); !errors.Is(err, ErrBroken) {
		t.Errorf("another key: got %q, %v, want ErrBroken", got, err)
	}
	if got, err := keys.Open(home, sealed); !errors.Is(err, ErrBroken) {
		t.Errorf("the master key: got %q, %v, want ErrBroken", got, err)
	}
}

func TestEveryFlippedByteAndEveryCutIsFound(t *testing.T) {
	t.Parallel()
	key := caseKey(t, begin(t), "case-1")
	sealed := key.Seal(home, []byte("骨折"))
	for i := range sealed {
		flipped := bytes.Clone(sealed)
		flipped[i] ^= 1
		if got, err := key.Open(home, flipped); !errors.Is(err, ErrBroken) {
			t.Errorf("byte %d flipped: got %q, %v, want ErrBroken", i, got, err)
		}
		if got, err := key.Open(home, sealed[:i]); !errors.Is(err, ErrBroken) {
			t.Errorf("cut to %d: got %q, %v, want ErrBroken", i, got, err)
		}
	}
}

func TestLengthsTellOnlyTheBucket(t *testing.T) {
	t.Parallel()
	key := caseKey(t, begin(t), "case-1")
	size := func(n int) int { return len(key.Seal(home, make([]byte, n))) - envelopeHead - tagSize }
	for _, tt := range []struct{ plain, want int }{
		{0, 32}, {11, 32}, {31, 32}, {32, 64}, {4095, 4096}, {4096, 8192}, {8191, 8192}, {8192, 12288},
	} {
		if got := size(tt.plain); got != tt.want {
			t.Errorf("%d bytes: got a bucket of %d, want %d", tt.plain, got, tt.want)
		}
	}
}

func TestTheSameValueTwiceLooksDifferent(t *testing.T) {
	t.Parallel()
	key := caseKey(t, begin(t), "case-1")
	if bytes.Equal(key.Seal(home, []byte("x")), key.Seal(home, []byte("x"))) {
		t.Error("got equal ciphertexts, want different ones")
	}
}

func TestABadPadIsRefused(t *testing.T) {
	t.Parallel()
	for _, padded := range [][]byte{nil, {0}, {1, 2, 3}, make([]byte, 32)} {
		if got, err := unpad(padded); !errors.Is(err, ErrBroken) {
			t.Errorf("unpad(%x): got %x, %v, want ErrBroken", padded, got, err)
		}
	}
}

func TestNoKeyIsEverPrinted(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	key := caseKey(t, keys, "case-1")
	_, file, err := key.NewFileKey("file-1")
	if err != nil {
		t.Fatal(err)
	}
	type holder struct {
		keys *Keys
		key  CaseKey
		file FileKey
	}
	inside := holder{keys, key, file}
	var secrets []string
	for _, secret := range [][]byte{keys.root()[:], file.secret()[:], keys.signers[0].private()} {
		secrets = append(secrets, fmt.Sprintf("%x", secret), fmt.Sprint(secret))
	}
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
		for _, thing := range []any{keys, key, file, inside, &inside} {
			printed := fmt.Sprintf(format, thing)
			for _, secret := range secrets {
				if strings.Contains(printed, strings.Trim(secret, "[]")) {
					t.Errorf("%s of %T shows a key", format, thing)
				}
			}
			if strings.Contains(printed, "aes.") || strings.Count(printed, " ") > 20 {
				t.Errorf("%s of %T shows the inside of a cipher: %s", format, thing, printed)
			}
		}
	}
	//lint:ignore SA9005 that nothing comes out is what is tested
	if got, err := json.Marshal(inside); err != nil || string(got) != "{}" {
		t.Errorf("as JSON: got %s, %v, want {}", got, err)
	}
}

func FuzzOpen(f *testing.F) {
	keys := begin(f)
	key := caseKey(f, keys, "case-1")
	good := key.Seal(home, []byte("13800138000"))
	f.Add(good)
	f.Add(good[:len(good)-1])
	f.Add([]byte{})
	f.Add([]byte{envelopeVersion})
	f.Fuzz(func(t *testing.T, sealed []byte) {
		plain, err := key.Open(home, sealed)
		if err == nil && (!bytes.Equal(sealed, good) || string(plain) != "13800138000") {
			t.Fatalf("opened %x as %q", sealed, plain)
		}
		if err != nil && !errors.Is(err, ErrBroken) {
			t.Fatalf("got %v, want ErrBroken", err)
		}
	})
}
