package dispute

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNamesStayAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"𠮷某", "䶮", "㼆", "瞾", "阿卜杜拉·买买提", "O'Brien", "Null", "王", "ئابدۇللا", "👩‍🚒", "👨‍👩‍👧‍👦", "🏳️‍🌈", "<script>alert(1)</script>",
		"{{.}}", "${7*7}", "[x](javascript:1)", "=HYPERLINK(\"x\")", "'; DROP TABLE cases; --", "%_", "＝1", strings.Repeat("字", 200),
		"ᠮᠣᠩᠭᠣᠯ\u180eᠠ",
	} {
		if got, err := NormalizeLine(name); err != nil || got != name {
			t.Errorf("got %q and %v, want %q as it is", got, err, name)
		}
	}
}

func TestTextIsPutIntoOneForm(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, in, want string
	}{
		{"decomposed and composed are one", "Zoe\u0308", "Zo\u00eb"},
		{"decomposed Hangul", "\u1100\u1161", "\uac00"},
		{"NUL and C0", "a\x00b\x1b[31mc\x07", "ab[31mc"},
		{"DEL and C1", "a\x7fb\u0085c\u009b", "abc"},
		{"zero width", "王\u200b小\u200c明\u200d\ufeff\u2060", "王小明"},
		{"direction marks and overrides", "\u202egpj.exe\u202c\u2066a\u2069\u200f\u061c", "gpj.exea"},
		{"line ends", "一\r\n二\r三\n四\u2028五", "一\n二\n三\n四\n五"},
		{"tabs and line ends stay inside", "一\t二\n三", "一\t二\n三"},
		{"space around", "\u3000 \n王 明\t ", "王 明"},
		{"a joiner beside no emoji", "a\u200db", "ab"},
		{"a joiner with something invisible beside it", "👩\u200d\u200b🚒", "👩🚒"},
		{"a joiner before a bracket that composing moves", "🙂\u200d\u2329", "🙂\u3008"},
		{"only invisible", "\u200b\ufeff", ""},
		{"marks compose where they can", "a" + strings.Repeat("\u0301", 10), "á" + strings.Repeat("\u0301", 9)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got, err := NormalizeText(tt.in); err != nil || got != tt.want {
				t.Errorf("got %q and %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestALineHasNoLineEnds(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"王\r\nBcc: x@example.com": "王 Bcc: x@example.com", "a\n{\"level\":1}": "a {\"level\":1}", "\tx\ty\n": "x y",
	} {
		if got, err := NormalizeLine(in); err != nil || got != want {
			t.Errorf("%q: got %q and %v, want %q", in, got, err, want)
		}
	}
}

func TestTextThatIsBrokenIsRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, in, code string
	}{
		{"a byte that is no UTF-8", "王\xff", "text"},
		{"a surrogate in UTF-8", "\xed\xa0\x80", "text"},
		{"a letter already lost", "王\ufffd", "text"},
		{"51 marks", "a" + strings.Repeat("\u0332", 51), "marks"},
		{"2,000 marks", "Z" + strings.Repeat("\u0310", 2000), "marks"},
		{"marks with something invisible between", "a" + strings.Repeat("\u0332\u200b", 51), "marks"},
		{"marks alone", strings.Repeat("\u0301", 51), "marks"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := NormalizeText(tt.in)
			if err == nil {
				t.Fatalf("got %q, want a refusal", got)
			}
			if field := hintOf(t, err); field.Code != tt.code {
				t.Errorf("got %s, want %s", field.Code, tt.code)
			}
		})
	}
}

func TestFiftyMarksAreTakenAsTheyAre(t *testing.T) {
	t.Parallel()
	in := "a" + strings.Repeat("\u0332", 50)
	for range 2 {
		if got, err := NormalizeText(in); err != nil || got != in {
			t.Errorf("got %q and %v, want them as they are", got, err)
		}
	}
}

// odd are the characters that meet each other badly.
var odd = []rune("aZ王𠮷é\u0301\u0308\u0332\u0338 \t\n\r\u2028\u200b\u200d\ufe0f👩🚒♀←\u2329\u2adc\u1100\u1161\u3000\u202e\x00\x1b\u00a0\u0085<·'ﬁ\u0f73\u034f")

func TestNormalisingTwiceIsNormalisingOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom(odd))).Draw(t, "in")
		for name, normalize := range map[string]func(string) (string, error){"text": NormalizeText, "line": NormalizeLine} {
			once, err := normalize(in)
			if err != nil {
				continue
			}
			if twice, err := normalize(once); err != nil || twice != once {
				t.Fatalf("%s %q: twice gives %q and %v, once %q", name, in, twice, err, once)
			}
		}
	})
}

func FuzzNormalizeText(f *testing.F) {
	f.Add(string(odd))
	f.Add("a" + strings.Repeat("\u0332", 49))
	f.Add("\xff\xed\xa0\x80")
	f.Fuzz(func(t *testing.T, in string) {
		once, err := NormalizeText(in)
		if err != nil {
			hintOf(t, err)
			return
		}
		if twice, err := NormalizeText(once); err != nil || twice != once {
			t.Errorf("%q: twice gives %q and %v, once %q", in, twice, err, once)
		}
	})
}
