package bag

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestNamesOfUploadsUnzipEverywhere(t *testing.T) {
	t.Parallel()
	tests := []struct{ upload, want string }{
		{"照片.jpg", "照片.jpg"},
		{"𠮷某㼆\U00030EDD.pdf", "𠮷某㼆\U00030EDD.pdf"},
		{"../../etc/passwd", "passwd"},
		{`C:\Windows\x.exe`, "x.exe"},
		{"..", "文件"}, {"", "文件"}, {"...", "文件"}, {" ", "文件"}, {"a/", "文件"},
		{"CON", "_CON"}, {"nul.txt", "_nul.txt"}, {"com1", "_com1"}, {"LPT¹.x", "_LPT¹.x"}, {"COM10", "COM10"}, {"con .txt", "_con .txt"},
		{"a. . ", "a"}, {".htaccess", "htaccess"},
		{`a<b>c:d"e|f?g*h%i`, "a_b_c_d_e_f_g_h_i"},
		{"a\x00b\r\nc\x1b\u0085d", "abcd"},
		{"照\u202egpj.exe", "照gpj.exe"},
		{"a\u200bb\ufeffc\u2028d", "abcd"},
		{"a\xff\xfeb", "ab"},
		{"e\u0301.txt", "é.txt"},
		{"全角：名？.jpg", "全角：名？.jpg"},
		{"a\u3000b\u00a0c", "a b c"},
		{strings.Repeat("长", 100) + ".jpeg", strings.Repeat("长", 45) + ".jpeg"},
		{strings.Repeat("a", 300), strings.Repeat("a", 140)},
	}
	for _, tt := range tests {
		var names Names
		if got := names.Pick(tt.upload); got != tt.want || Safe(got) != nil {
			t.Errorf("%q: got %q, want %q", tt.upload, got, tt.want)
		}
	}
}

func TestNamesThatSomeSystemTakesForOneAreNumbered(t *testing.T) {
	t.Parallel()
	var names Names
	for i, upload := range []string{"É.txt", "é.txt", "e\u0301.TXT", "E\u0301.txt"} {
		want := norm.NFC.String(upload)
		if i > 0 {
			stem, ext := split(want)
			want = fmt.Sprintf("%s (%d)%s", stem, i+1, ext)
		}
		if got := names.Pick(upload); got != want {
			t.Errorf("%q: got %q, want %q", upload, got, want)
		}
	}
	if one, two := names.Pick("straße"), names.Pick("STRASSE"); one != "straße" || two != "STRASSE (2)" {
		t.Errorf("got %q and %q", one, two)
	}
	long := strings.Repeat("长", 100) + ".jpg"
	if one, two := names.Pick(long), names.Pick(long); one == two || len(two) > partLimit || !strings.HasSuffix(two, " (2).jpg") {
		t.Errorf("got %q and %q", one, two)
	}
}

func TestAnyNameIsSafeAndUnique(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		var names Names
		seen := map[string]bool{}
		for _, upload := range rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.StringMatching(`[.aA ~%:/\\\x{202E}\x{301}́]{0,200}`)), 1, 20).Draw(r, "uploads") {
			got := names.Pick(upload)
			if Safe(got) != nil || !utf8.ValidString(got) || len(got) > partLimit || strings.ContainsAny(got, "/\\\r\n%") || seen[fold(got)] {
				r.Fatalf("%q gives %q", upload, got)
			}
			seen[fold(got)] = true
		}
	})
}

func TestHostileNamesComeBackFromDisk(t *testing.T) {
	t.Parallel()
	var names Names
	b := Bag{Name: "卷宗", Date: "2026-01-01"}
	for i, upload := range []string{"CON", "../../x", "a\nb.txt", "-rf", "~", "$(id)", "`id`.txt", "𠮷\U000E0100.jpg", "x\u202egpj.exe", "#", "' \"", "A", "a", "[1]", "100%25.txt", strings.Repeat("长", 200)} {
		b.Payload = append(b.Payload, Bytes(names.Pick(upload), []byte{byte(i)}))
	}
	keys := begin(t)
	text := pack(t, b, keys)
	if got := verifyBytes(text, fingerprint(keys)); got.Status != Unaltered {
		t.Fatalf("got %+v", got)
	}
	_, folder := unpacked(t, text, "卷宗")
	for _, f := range b.Payload {
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if _, err := want.ReadFrom(from); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(folder, "data", f.Name))
		if err != nil || !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%q: got %v, %v, want %v", f.Name, got, err, want.Bytes())
		}
	}
	if out := run(t, folder, "sh", "-c", "sha256sum -c --strict manifest-sha256.txt"); strings.Count(out, ": OK") != len(b.Payload) {
		t.Errorf("got %s", out)
	}
	if got := VerifyFolder(os.DirFS(folder), ""); got.Status != Unaltered {
		t.Errorf("as a folder: got %+v", got)
	}
}
