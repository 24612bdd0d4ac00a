package auth

import (
	"strings"
	"testing"

	"hejie/internal/fault"
)

func TestAPasswordIsLongAndNotEasilyGuessed(t *testing.T) {
	t.Parallel()
	tests := []struct {
		password, want string // the field's code; empty: taken
	}{
		{sentence, ""},
		{"correct horse battery", ""},
		{strings.Repeat("十二个字以上的一句话", 34), ""},
		{"短密码不行的啊", "min"},
		{"elevenchars", "min"},
		{strings.Repeat("x", 1025), "max"},
		{"aaaaaaaaaaaaaaaa", "guessable"},
		{"123456789012", "guessable"},
		{"Password1234", "guessable"},
		{"ｐａｓｓｗｏｒｄ１２３４", "guessable"},
		{"qwertyuiop123456", "guessable"},
		{"1qaz2wsx3edc", "guessable"},
		{"linxiulan-linxiulan", "guessable"},
		{"woaini5201314", "guessable"},
		{"abababababab", "guessable"},
		{"a nul \x00 inside it", "control"},
	}
	for _, tt := range tests {
		err := CheckPassword("LinXiulan", tt.password)
		got := ""
		if f, ok := fault.As(err); ok && len(f.Fields) == 1 && f.Fields[0].Name == "password" {
			got = f.Fields[0].Code
		}
		if got != tt.want || (err == nil) != (tt.want == "") {
			t.Errorf("%.20q: got %q (%v), want %q", tt.password, got, err, tt.want)
		}
	}
}

func TestAPasswordHashHasTheCostThatWasChosen(t *testing.T) {
	t.Parallel()
	one, err := HashPassword(sentence)
	if err != nil || !strings.HasPrefix(one, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("got %q, %v", one, err)
	}
	other, err := HashPassword(sentence)
	if err != nil || one == other {
		t.Errorf("got the same hash twice, %v: no salt", err)
	}
}

func TestAHashThatIsNoneIsAnErrorAndNoWayIn(t *testing.T) {
	t.Parallel()
	h := setup(t)
	for _, hash := range []string{"", "x", "$argon2id$v=19$m=19456,t=2,p=1$AAAA", "$2a$10$abc"} {
		if right, err := h.hasher.matches(t.Context(), sentence, hash); right || err == nil {
			t.Errorf("%q: got %v, %v", hash, right, err)
		}
	}
}
