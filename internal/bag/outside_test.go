package bag

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// unpacked writes a bag to disk and unzips it with Info-ZIP, which must find nothing to complain about.
func unpacked(t *testing.T, text []byte, name string) (zip, folder string) {
	t.Helper()
	dir := t.TempDir()
	zip = filepath.Join(dir, "bag.zip")
	if err := os.WriteFile(zip, text, 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "unzip", "-tq", zip)
	run(t, dir, "zipinfo", "-v", zip)
	run(t, dir, "unzip", "-q", zip)
	return zip, filepath.Join(dir, name)
}

// run runs a program, which must be there and end well.
func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	c := exec.Command(name, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// commands takes the commands for Linux out of VERIFY.txt as a reader would copy them.
func commands(t *testing.T, folder string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, instructionsName))
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^ +(?:Linux: +)?((?:sha256sum|find|wc|sed|openssl) .*)$`).FindAllStringSubmatch(string(text), -1)
	var all []string
	for _, m := range found {
		all = append(all, m[1])
	}
	if len(all) != 7 {
		t.Fatalf("got the commands %q, want 7", all)
	}
	return all
}

func TestAStrangerChecksABagWithShaSumAndOpenssl(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	_, folder := unpacked(t, pack(t, sample(), keys), "卷宗-2026-7")
	var said []string
	for _, command := range commands(t, folder) {
		said = append(said, run(t, folder, "sh", "-c", command))
	}
	all := strings.Join(said, "")
	if strings.TrimSpace(said[2]) != "3" || strings.TrimSpace(said[3]) != "3" || !strings.Contains(all, "Verified Successfully") ||
		!strings.Contains(said[6], string(fingerprint(keys))) || strings.Contains(all, "FAILED") || strings.Count(all, ": OK") != 3+7+2 {
		t.Errorf("got %s", all)
	}
	signed := filepath.Join(folder, filepath.FromSlash(signedName))
	if err := os.WriteFile(signed, []byte("hejie bag 1\nbag: other\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("sh", "-c", commands(t, folder)[5])
	c.Dir = folder
	if out, err := c.CombinedOutput(); err == nil {
		t.Errorf("openssl takes another text as signed: %s", out)
	}
}

func TestThePythonReaderTakesABag(t *testing.T) {
	t.Parallel()
	zip, folder := unpacked(t, pack(t, sample(), begin(t)), "卷宗-2026-7")
	out := run(t, folder, "python3", "-c", "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))", zip)
	if strings.TrimSpace(out) != "None 14" {
		t.Errorf("got %q, want no bad file of 14", out)
	}
}

func TestTheCommandSaysWhatItFound(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	text := pack(t, sample(), keys)
	zip, folder := unpacked(t, text, "卷宗-2026-7")
	dir := t.TempDir()
	spoilt := filepath.Join(dir, "spoilt.zip")
	text = bytes.Replace(text, []byte("%PDF-1.7 sample"), []byte("%PDF-1.7 Sample"), 1)
	other := filepath.Join(dir, "note.txt")
	for name, content := range map[string][]byte{spoilt: text, other: []byte("x")} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	key := filepath.Join(folder, filepath.FromSlash(publicKeyName))
	print := string(fingerprint(keys))
	tests := []struct {
		name string
		args []string
		want int
		says string
	}{
		{"a bag", []string{zip}, 0, "未改动"},
		{"its folder", []string{folder, "--key", print}, 0, "Unaltered"},
		{"its key as a file", []string{"--key", key, zip}, 0, print},
		{"another key", []string{zip, "--key", strings.Repeat("0", 64)}, 1, "不是用您指定的公钥签名的"},
		{"a changed file", []string{spoilt}, 1, "data/01 申请书.pdf：已被改动 / data/01 申请书.pdf was changed"},
		{"as JSON", []string{spoilt, "--json"}, 1, `"status": "altered"`},
		{"no bag", []string{other}, 2, "这不是存档包"},
		{"no file", []string{filepath.Join(dir, "none")}, 2, "打不开"},
		{"nothing", nil, 2, "请指定一个文件"},
		{"two files", []string{zip, spoilt}, 2, "请指定一个文件"},
		{"half a fingerprint", []string{zip, "--key", print[:16]}, 2, "指纹"},
		{"a key that is none", []string{zip, "--key", other}, 2, "不是 Ed25519 公钥"},
	}
	for _, tt := range tests {
		var out, errs bytes.Buffer
		got := Command(tt.args, &out, &errs)
		if got != tt.want || !strings.Contains(out.String()+errs.String(), tt.says) {
			t.Errorf("%s: got %d %s%s, want %d and %q", tt.name, got, out.String(), errs.String(), tt.want, tt.says)
		}
	}
}
