package dispute

import (
	"strings"
	"testing"
)

func TestAPhoneIsComparedInOneForm(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, in, want string
	}{
		{"plain", "13800138000", "+8613800138000"},
		{"+86", "+8613800138000", "+8613800138000"},
		{"+86 with groups", "+86 138-0013-8000", "+8613800138000"},
		{"+86 and a hyphen", "+86-13800138000", "+8613800138000"},
		{"in brackets", "(+86) 138 0013 8000", "+8613800138000"},
		{"0086", "0086 138 0013 8000", "+8613800138000"},
		{"86", "8613800138000", "+8613800138000"},
		{"long-distance 0", "013800138000", "+8613800138000"},
		{"full-width", "＋８６　１３８００１３８０００", "+8613800138000"},
		{"a new segment", "19912345678", "+8619912345678"},
		{"Beijing", "010-66668888", "010-66668888"},
		{"Beijing, brackets", "（010）6666 8888", "010-66668888"},
		{"Beijing, +86", "+86 10 6666 8888", "010-66668888"},
		{"Beijing, run together", "01066668888", "010-66668888"},
		{"Hangzhou, run together", "057187654321", "0571-87654321"},
		{"Hangzhou, many hyphens", "0571-8765-4321", "0571-87654321"},
		{"seven digits", "0312-3456789", "0312-3456789"},
		{"seven digits, run together", "03123456789", "0312-3456789"},
		{"an extension", "0571-87654321-801", "0571-87654321-801"},
		{"an extension in words", "0571-87654321转801", "0571-87654321-801"},
		{"400", "400-123-4567", "4001234567"},
		{"an insurer", "95518", "95518"},
		{"an insurer, eight digits", "95101234", "95101234"},
		{"legal aid", "12348", "12348"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := NormalizePhone(tt.in)
			if err != nil || got != tt.want {
				t.Fatalf("got %q and %v, want %q", got, err, tt.want)
			}
			if again, err := NormalizePhone(got); err != nil || again != got {
				t.Errorf("read twice gives %q and %v, once %q", again, err, got)
			}
		})
	}
}

func TestWhatIsNoPhoneIsRefused(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		"", " ", "+86", "1380013800", "138001380001", "12800138000", "1380013800a", "phone", "66668888", "+85251234567",
		"+1 202 555 0123", strings.Repeat("1", 30), strings.Repeat("1", 1<<20), "13800138000\nBcc: x", "138001380٠٠", "１３８", "\xff",
	} {
		got, err := NormalizePhone(in)
		if err == nil {
			t.Errorf("%.40q: got %q, want a refusal", in, got)
			continue
		}
		if field := hintOf(t, err); field.Code != "phone" || field.Text.ZH == "" || field.Text.EN == "" {
			t.Errorf("%.40q: got %+v, want what to do, in both languages", in, field)
		}
	}
}

func FuzzNormalizePhone(f *testing.F) {
	for _, in := range []string{"+86 138-0013-8000", "0571-87654321转801", "400-123-4567", "（010）6666 8888", "86", "\xff"} {
		f.Add(in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		once, err := NormalizePhone(in)
		if err != nil {
			hintOf(t, err)
			return
		}
		if twice, err := NormalizePhone(once); err != nil || twice != once {
			t.Errorf("%q: read twice gives %q and %v, once %q", in, twice, err, once)
		}
	})
}
