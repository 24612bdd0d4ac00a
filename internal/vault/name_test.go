package vault

import (
	"mime"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestNamesAreMadeFitToShow(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, typed, want string }{
		{"plain", "受伤照片 1.jpg", "受伤照片 1.jpg"},
		{"folders up", "../../etc/passwd", "passwd"},
		{"a Windows path", `C:\Users\x\photo.jpg`, "photo.jpg"},
		{"NUL", "a\x00.jpg", "a.jpg"},
		{"a line break", "a\r\nBcc: x.jpg", "aBcc_ x.jpg"},
		{"a device", "CON", "_CON"},
		{"a device with an extension", "nul.tar.gz", "_nul.tar.gz"},
		{"a port", "com1.txt", "_com1.txt"},
		{"no port", "com10.txt", "com10.txt"},
		{"a hidden file", ".htaccess", "htaccess"},
		{"two extensions", "x.pdf.exe", "x.pdf.exe"},
		{"turned round", "photo\u202Egpj.exe", "photogpj.exe"},
		{"invisible", "a\u200b\ufeffb.txt", "ab.txt"},
		{"trailing dots and blanks", "a. . ", "a"},
		{"nothing", "", "文件"},
		{"nothing left", "../..", "文件"},
		{"forbidden characters", `a<b>:"|?*.txt`, "a_b______.txt"},
		{"not UTF-8", "a\xff\xfe.txt", "a.txt"},
		{"decomposed behind a mark", "e\u200b\u0301.txt", "é.txt"},
		{"decomposed", "e\u0301.txt", "é.txt"},
		{"rare hanzi", "𠮷某.png", "𠮷某.png"},
		{"300 letters", strings.Repeat("a", 300) + ".jpeg", strings.Repeat("a", 195) + ".jpeg"},
		{"300 hanzi", strings.Repeat("字", 300) + ".jpg", strings.Repeat("字", 65) + ".jpg"},
		{"an endless extension", "a." + strings.Repeat("b", 300), "a." + strings.Repeat("b", 198)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := CleanName(tt.typed); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAnyNameComesOutSafeAndStays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		got := CleanName(rapid.OneOf(rapid.String(), rapid.StringMatching(`[./\\A-Z\x00 :]{0,12}`)).Draw(t, "name"))
		if got == "" || len(got) > nameLimit+1 || !utf8.ValidString(got) || strings.ContainsAny(got, "/\\\x00\n:") || got[0] == '.' {
			t.Fatalf("got %q", got)
		}
		if again := CleanName(got); again != got {
			t.Fatalf("cleaned again: got %q, want %q", again, got)
		}
	})
}

func TestAHeaderGivesTheNameBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name := CleanName(rapid.String().Draw(t, "name"))
		for how, header := range map[string]string{"attachment": Attachment(name), "inline": Inline(name)} {
			kind, params, err := mime.ParseMediaType(header)
			if err != nil || kind != how || params["filename"] != name {
				t.Fatalf("%s: got %s, %q, %v, want %s, %q", header, kind, params["filename"], err, how, name)
			}
		}
	})
}

func TestAHeaderIsWrittenAsTheRFCHasIt(t *testing.T) {
	t.Parallel()
	got := Attachment(`调解 "书".pdf`)
	want := `attachment; filename="__ ___.pdf"; filename*=UTF-8''%E8%B0%83%E8%A7%A3%20_%E4%B9%A6_.pdf`
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
