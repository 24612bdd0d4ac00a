package pdf

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// read gives the text poppler finds in a file. Without poppler nothing here proves anything, so its absence is a failure.
func read(t rapid.TB, file []byte, args ...string) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Fatalf("pdftotext is needed (apt-get install poppler-utils): %v", err)
	}
	cmd := exec.Command(tool, append(args, "-enc", "UTF-8", "-", "-")...)
	cmd.Stdin = bytes.NewReader(file)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return string(out)
}

func begin(t rapid.TB) *Document {
	t.Helper()
	d, err := New(Info{Title: "试"})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func rendered(t rapid.TB, d *Document) ([]byte, Result) {
	t.Helper()
	var out bytes.Buffer
	got, err := d.Render(&out)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), got
}

// aboveFoot crops what is read to the text area: A4 in points, the foot of the page left out.
var aboveFoot = []string{"-raw", "-r", "72", "-x", "0", "-y", "0", "-W", "596", "-H", "750"}

// squeezed leaves out white space, which a line break may add or take away.
func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

var pieces = []string{
	"申请人", "赔偿", "肆佰零玖元伍角", "，", "。", "（", "）", "《", "》", "“", "”", "、", "：", "——", "……", "·", "，（",
	"¥1,409.50", "2025年5月18日", "18:45", "a", "Heyuan", "GB/T 9704-2012", "https://example.org/t?a=1&b=2", " ", "  ", "　", "\n", "\t",
	"𠮷", "䶮", "瞾", "㼆", "\U0002CB4E", "\U0002139A", "玥", "葛\U000E0100", "é", "Ö", "ß",
	"🙏", "👨‍👩‍👧‍👦", "👩🏽‍🚒", "❤️", "1️⃣", "🇨🇳", "☑", "☐", "①", "〓", "□", "한", "क्षि",
	"\x00", "\x1b[31m", "\u202e", "\u200e", "\u2066", "\ufeff", "\u200b", "\u00ad", "\xff", "\xe4\xb8",
}

func someText() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom(pieces),
		rapid.Custom(func(t *rapid.T) string { return string(rapid.RuneFrom(nil, unicode.Han).Draw(t, "han")) }),
		rapid.StringMatching(`[A-Za-z0-9 .,:/-]{1,40}`),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 1, 150).Draw(t, "pieces"), "")
	})
}

func TestTextInIsTextOut(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := someText().Draw(t, "text")
		d := begin(t)
		d.Body(text)
		file, _ := rendered(t, d)
		if got, want := squeezed(read(t, file, aboveFoot...)), squeezed(Clean(text)); got != want {
			t.Fatalf("text changed on its way through the file:\n got %q\nwant %q", got, want)
		}
	})
}

func TestEachOfThePiecesIsReadBackAlone(t *testing.T) {
	t.Parallel()
	d := begin(t)
	want := ""
	for _, p := range pieces {
		d.Body("甲" + p + "乙")
		want += squeezed(Clean("甲" + p + "乙"))
	}
	file, result := rendered(t, d)
	if got := squeezed(read(t, file, aboveFoot...)); got != want {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
	missing := strings.Join(result.Missing, "")
	for _, p := range []string{"𠮷", "🙏", "👨‍👩‍👧‍👦", "한"} {
		if !strings.Contains(missing, p) {
			t.Errorf("%q was not reported missing; got %q", p, result.Missing)
		}
	}
	for _, p := range []string{"䶮", "瞾", "㼆", "\U0002CB4E", "葛", "☑"} {
		if strings.Contains(missing, p) {
			t.Errorf("%q was reported missing", p)
		}
	}
}

func FuzzAnyTextIsSet(f *testing.F) {
	for _, p := range pieces {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := begin(t)
		d.Heading(text)
		d.Body(text)
		d.Row(Field{Label: "甲", Value: text})
		rendered(t, d)
	})
}
