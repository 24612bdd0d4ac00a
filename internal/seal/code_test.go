package seal

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAReceiptCodeIsAlwaysTheSameAndNoOthers(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	code := keys.ReceiptCode("case-1", 1)
	if len(code) != CodeLength || strings.Trim(code, codeLetters) != "" {
		t.Errorf("got %q, want %d letters of %s", code, CodeLength, codeLetters)
	}
	if keys.ReceiptCode("case-1", 1) != code {
		t.Error("got another code for the same case and issue")
	}
	for name, other := range map[string]string{
		"another case": keys.ReceiptCode("case-2", 1), "another issue": keys.ReceiptCode("case-1", 2),
		"run together": keys.ReceiptCode("case-11", 1), "other keys": begin(t).ReceiptCode("case-1", 1),
	} {
		if other == code {
			t.Errorf("%s: got the same code, want another", name)
		}
	}
}

func TestEveryLetterOfACodeIsUsed(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	var all strings.Builder
	for i := range 100 {
		all.WriteString(keys.ReceiptCode("case", i))
	}
	for _, letter := range codeLetters {
		if n := strings.Count(all.String(), string(letter)); n < 30 || n > 150 {
			t.Errorf("%c: got it %d times in 2600, want about 81", letter, n)
		}
	}
}

func TestACodeIsReadAsPeopleTypeIt(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	rapid.Check(t, func(t *rapid.T) {
		code := keys.ReceiptCode(rapid.String().Draw(t, "case"), 1)
		spoken := strings.NewReplacer("0", rapid.SampledFrom([]string{"0", "o", "O", "０", "Ｏ"}).Draw(t, "zero"),
			"1", rapid.SampledFrom([]string{"1", "i", "I", "l", "L", "１"}).Draw(t, "one"))
		for _, typed := range []string{code, GroupCode(code), strings.ToLower(code), " " + spoken.Replace(GroupCode(code)) + "\n", wide(code)} {
			if got, ok := NormalizeCode(typed); !ok || got != code {
				t.Fatalf("%q: got %q, %v, want %q", typed, got, ok, code)
			}
		}
	})
}

// wide writes a code in full-width characters.
func wide(code string) string {
	return strings.Map(func(r rune) rune { return r + '！' - '!' }, code)
}

func TestWhatIsNoCodeIsToldSo(t *testing.T) {
	t.Parallel()
	code := begin(t).ReceiptCode("case-1", 1)
	for _, typed := range []string{"", code[1:], code + "0", "U" + code[1:], code[:25] + "?", code[:25] + "字", strings.Repeat(" ", 1e6), code[:25] + "\x00", code[:25] + "\xff"} {
		if got, ok := NormalizeCode(typed); ok {
			t.Errorf("%.40q: got %q, want it refused", typed, got)
		}
	}
}

func TestOnlyTheHashOfACodeIsComparable(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	a, b := keys.ReceiptCode("case-1", 1), keys.ReceiptCode("case-2", 1)
	if !Same(HashCode(a), HashCode(a)) || Same(HashCode(a), HashCode(b)) || bytes.Equal(HashCode(a), HashToken(a)) {
		t.Error("got hashes that are not those of their codes alone")
	}
}

func TestAnIndexFindsOnlyInsideItsFieldAndOrganisation(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	phone := keys.Index("phone", "org-1", "13800138000")
	if len(phone) != 32 || !bytes.Equal(phone, keys.Index("phone", "org-1", "13800138000")) {
		t.Fatalf("got %x, want the same 32 bytes each time", phone)
	}
	for name, other := range map[string][]byte{
		"another field": keys.Index("id", "org-1", "13800138000"), "another organisation": keys.Index("phone", "org-2", "13800138000"),
		"another value": keys.Index("phone", "org-1", "13800138001"), "other keys": begin(t).Index("phone", "org-1", "13800138000"),
		"run together": keys.Index("phoneorg-1", "", "13800138000"),
	} {
		if bytes.Equal(phone, other) {
			t.Errorf("%s: got the same index, want another", name)
		}
	}
}

func TestALinkIsGoodUntilItEnds(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	ends := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	token := keys.LinkToken("link-1", ends)
	if id, err := keys.ReadLink(token, ends.Add(-time.Second)); err != nil || id != "link-1" {
		t.Errorf("before: got %q, %v, want link-1", id, err)
	}
	if id, err := keys.ReadLink(token, ends); !errors.Is(err, ErrExpired) || id != "" {
		t.Errorf("at the end: got %q, %v, want ErrExpired", id, err)
	}
	if _, err := begin(t).ReadLink(token, ends.Add(-time.Second)); !errors.Is(err, ErrForged) {
		t.Errorf("other keys: got %v, want ErrForged", err)
	}
	if _, err := keys.ReadLink(keys.Cursor("link", []byte("link-1")), ends); !errors.Is(err, ErrForged) {
		t.Errorf("a cursor as a link: got %v, want ErrForged", err)
	}
}

func TestNoLetterOfALinkMayChange(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	token := keys.LinkToken("link-1", now.Add(time.Hour))
	for i := range token {
		for _, letter := range "Aa0_" {
			changed := token[:i] + string(letter) + token[i+1:]
			if id, err := keys.ReadLink(changed, now); changed != token && !errors.Is(err, ErrForged) {
				t.Errorf("%s: got %q, %v, want ErrForged", changed, id, err)
			}
		}
	}
	for _, bad := range []string{"", "=", token + "=", token + "A", token + "\n", token[1:], strings.Repeat("A", 1e6)} {
		if _, err := keys.ReadLink(bad, now); !errors.Is(err, ErrForged) {
			t.Errorf("%.60q: got %v, want ErrForged", bad, err)
		}
	}
}

func TestACursorIsGoodForItsListAlone(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	cursor := keys.Cursor("cases/org-1/due", []byte("2026-03-01/id"))
	if got, err := keys.ReadCursor("cases/org-1/due", cursor); err != nil || string(got) != "2026-03-01/id" {
		t.Errorf("got %q, %v, want the position", got, err)
	}
	for _, scope := range []string{"cases/org-2/due", "", "link"} {
		if got, err := keys.ReadCursor(scope, cursor); !errors.Is(err, ErrForged) {
			t.Errorf("scope %q: got %q, %v, want ErrForged", scope, got, err)
		}
	}
	if got, err := keys.ReadCursor("x", keys.Cursor("x", nil)); err != nil || len(got) != 0 {
		t.Errorf("an empty position: got %q, %v", got, err)
	}
}

func TestSessionTokensAreLongAndTheirHashIsStored(t *testing.T) {
	t.Parallel()
	token, hash := NewToken()
	other, _ := NewToken()
	if len(token) != 43 || token == other || !bytes.Equal(hash, HashToken(token)) || bytes.Equal(hash, HashToken(other)) {
		t.Errorf("got %q and %q with %x", token, other, hash)
	}
}

func TestAOneTimeCodeMatchesItsOwnHashAlone(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	seen := map[string]bool{}
	for range 100 {
		code, err := NewOneTimeCode()
		if err != nil || len(code) != 6 || strings.Trim(code, "0123456789") != "" {
			t.Fatalf("got %q, %v, want six digits", code, err)
		}
		seen[code] = true
	}
	if len(seen) < 90 {
		t.Errorf("got %d different codes of 100, want nearly all", len(seen))
	}
	salt := NewSalt()
	hash := keys.OneTimeHash(salt, "123456")
	if !keys.OneTimeMatches(salt, "123456", hash) {
		t.Error("got no match, want one")
	}
	if keys.OneTimeMatches(salt, "123457", hash) || keys.OneTimeMatches(NewSalt(), "123456", hash) ||
		begin(t).OneTimeMatches(salt, "123456", hash) || keys.OneTimeMatches(salt, "123456", nil) {
		t.Error("got a match for another code, salt or key, want none")
	}
}

func FuzzTokens(f *testing.F) {
	keys := begin(f)
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	link := keys.LinkToken("link-1", now.Add(time.Hour))
	code := keys.ReceiptCode("case-1", 1)
	f.Add(link)
	f.Add(keys.Cursor("s", []byte("p")))
	f.Add(GroupCode(code))
	f.Fuzz(func(t *testing.T, typed string) {
		if id, err := keys.ReadLink(typed, now); err == nil && typed != link {
			t.Fatalf("%q read as link %q", typed, id)
		}
		if _, err := keys.ReadCursor("other", typed); err == nil {
			t.Fatalf("%q read as a cursor", typed)
		}
		if got, ok := NormalizeCode(typed); ok && strings.Trim(got, codeLetters) != "" {
			t.Fatalf("%q normalised to %q", typed, got)
		}
	})
}
