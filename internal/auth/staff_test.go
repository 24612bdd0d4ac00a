package auth

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pquerna/otp/totp"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

const sentence = "夜里下雨，路灯都亮着 7"

// hire adds an account.
func (h *hall) hire(t *testing.T, login, password, secret string) dispute.Actor {
	t.Helper()
	hash, err := HashPassword(password)
	if err != nil {
		t.Fatal(err)
	}
	who := dispute.Actor{Account: dispute.AccountID("account of " + login), Roles: []dispute.Role{dispute.Mediator}}
	h.record.accounts[login] = account{who, hash, secret}
	return who
}

func TestAMemberOfStaffSignsInAndOut(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	who := h.hire(t, "lin", sentence, "")
	s, err := h.SignIn(ctx, SignIn{Login: " ＬＩＮ ", Password: sentence}, here)
	if err != nil {
		t.Fatal(err)
	}
	i, err := h.Who(ctx, s.Token)
	if diff := cmp.Diff(who, i.Actor); err != nil || diff != "" || !i.Staff() || !i.Expires.Equal(s.Expires) {
		t.Errorf("got %+v, %v %s", i, err, diff)
	}
	if err := h.SignOut(ctx, s.Token); err != nil {
		t.Fatal(err)
	}
	_, err = h.Who(ctx, s.Token)
	mustBe(t, "after signing out", err, fault.Forbidden, CodeSignedOut)
	if diff := cmp.Diff([]string{"account of lin  sign_in "}, h.record.trail); diff != "" {
		t.Error(diff)
	}
}

func TestAnUnknownNameIsRefusedAsAWrongPasswordIs(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	h.hire(t, "lin", sentence, "")
	var texts []string
	for _, in := range []SignIn{{Login: "lin", Password: "x"}, {Login: "nobody", Password: sentence}, {Login: "", Password: ""},
		{Login: "lin\x00", Password: sentence}, {Login: "\xff", Password: sentence}, {Login: strings.Repeat("x", 1000), Password: sentence}} {
		_, err := h.SignIn(ctx, in, here)
		mustBe(t, in.Login, err, fault.Forbidden, CodeWrong)
		texts = append(texts, err.Error())
	}
	for _, text := range texts {
		if text != texts[0] {
			t.Errorf("got %q and %q, want one refusal", texts[0], text)
		}
	}
	if len(h.record.trail) != len(texts) {
		t.Errorf("got %d lines on the audit trail, want %d", len(h.record.trail), len(texts))
	}
}

// With every place for a hash taken, whoever needs a hash waits: so an unknown name needs one, too.
func TestAnUnknownNameCostsAHashAsAKnownOneDoes(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.hire(t, "lin", sentence, "")
	for range cap(h.hasher.places) {
		h.hasher.places <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, login := range []string{"lin", "nobody"} {
		_, err := h.SignIn(ctx, SignIn{Login: login, Password: sentence}, here)
		mustBe(t, login, err, fault.Unavailable, "unavailable")
	}
}

func TestAPasswordOverOneKilobyteIsRefusedBeforeAnythingElse(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	_, err := h.SignIn(ctx, SignIn{Login: "lin", Password: strings.Repeat("x", 1<<20)}, here)
	mustBe(t, "1 MB", err, fault.Invalid, "invalid")
	if len(h.record.tries) != 0 {
		t.Error("it was counted, or hashed")
	}
	if _, err := HashPassword(strings.Repeat("x", MaxPassword+1)); !fault.Is(err, fault.Invalid) {
		t.Errorf("hashing it: got %v, want a refusal", err)
	}
}

func TestAnyPasswordUpToOneKilobyteIsTaken(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	for stored, typed := range map[string]string{
		"with\x00NUL in the middle": "with\x00NUL in the middle", strings.Repeat("长", 341): strings.Repeat("长", 341),
		"half width 123": "ｈａｌｆ width １２３", "𠮷野家の密码是什么呢": "𠮷野家の密码是什么呢", "not \xff UTF-8": "not \xff UTF-8",
	} {
		h.hire(t, "lin", stored, "")
		if _, err := h.SignIn(ctx, SignIn{Login: "lin", Password: typed}, here); err != nil {
			t.Errorf("%q: %v", typed, err)
		}
		if _, err := h.SignIn(ctx, SignIn{Login: "lin", Password: typed + "x"}, here); err == nil {
			t.Errorf("%q and one more: got in", typed)
		}
		h.record.tries = map[string]int{}
	}
}

func TestASecondFactorIsAskedForAfterThePasswordAndTakenOnce(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	secret, url, err := NewTOTP("lin")
	if err != nil || !strings.HasPrefix(url, "otpauth://totp/") {
		t.Fatalf("got %q, %v", url, err)
	}
	h.hire(t, "lin", sentence, secret)
	now := time.Unix(1_790_000_000, 0)
	h.now = func() time.Time { return now }
	code := func(at time.Time) string {
		code, err := totp.GenerateCode(secret, at)
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
	tests := []struct {
		name     string
		password string
		code     string
		want     string // the fault's code; empty: let in
	}{
		{"wrong password, no code", "x", "", CodeWrong},
		{"no code", sentence, " ", CodeSecondFactor},
		{"wrong code", sentence, "00000x", CodeWrong},
		{"wrong password, right code", "x", code(now), CodeWrong},
		{"two steps old", sentence, code(now.Add(-2 * totpStep)), CodeWrong},
		{"one step old", sentence, code(now.Add(-totpStep)), ""},
		{"right, typed with a blank", sentence, code(now)[:3] + " " + code(now)[3:], ""},
		{"the same again", sentence, code(now), CodeWrong},
		{"an older one afterwards", sentence, code(now.Add(-totpStep)), CodeWrong},
	}
	for _, tt := range tests {
		h.record.tries = map[string]int{}
		_, err := h.SignIn(ctx, SignIn{Login: "lin", Password: tt.password, Code: tt.code}, here)
		if tt.want == "" && err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if tt.want != "" {
			mustBe(t, tt.name, err, fault.Forbidden, tt.want)
		}
	}
}

func TestWhoTriesOftenWaitsAndIsThenRefused(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	h.hire(t, "lin", sentence, "")
	h.hire(t, "chen", sentence, "")
	for range staffHere.tries / 2 {
		_, err := h.SignIn(ctx, SignIn{Login: "lin", Password: "x"}, here)
		mustBe(t, "a wrong password", err, fault.Forbidden, CodeWrong)
	}
	if h.paused != 0 {
		t.Errorf("got a pause of %s in the first half of the tries", h.paused)
	}
	for range staffHere.tries - staffHere.tries/2 {
		_, err := h.SignIn(ctx, SignIn{Login: "lin", Password: "x"}, here)
		mustBe(t, "a wrong password", err, fault.Forbidden, CodeWrong)
	}
	if h.paused == 0 {
		t.Error("got no pause in the second half")
	}
	_, err := h.SignIn(ctx, SignIn{Login: "LIN", Password: sentence}, here)
	mustBe(t, "the right password, too late", err, fault.Unavailable, "too_many_attempts")
	if after, ok := RetryAfter(err); !ok || after < time.Second {
		t.Errorf("got Retry-After %s, %v", after, ok)
	}
	if _, err := h.SignIn(ctx, SignIn{Login: "chen", Password: sentence}, here); err != nil {
		t.Errorf("a colleague at the same address: %v", err)
	}
}

func TestWhoIsLetInHasTriedNothing(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	h.hire(t, "lin", sentence, "")
	for range staffHere.tries + 2 {
		if _, err := h.SignIn(ctx, SignIn{Login: "lin", Password: sentence}, here); err != nil {
			t.Fatal(err)
		}
	}
	for bucket, n := range h.record.tries {
		if n != 0 {
			t.Errorf("%q: got %d tries, want none left", bucket, n)
		}
	}
}

func TestWhatIsNoTokenIsSignedOut(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	h.hire(t, "lin", sentence, "")
	s, err := h.SignIn(ctx, SignIn{Login: "lin", Password: sentence}, here)
	if err != nil {
		t.Fatal(err)
	}
	for _, token := range []string{"", "s", s.Token[:43], s.Token + "x", "x" + s.Token[1:], "s" + strings.Repeat("A", 43), strings.Repeat("s", 1<<16), "\x00" + s.Token[1:]} {
		_, err := h.Who(ctx, token)
		mustBe(t, "a token of "+token[:min(len(token), 8)], err, fault.Forbidden, CodeSignedOut)
		if !Unauthenticated(err) {
			t.Error("it does not read as unauthenticated")
		}
		if err := h.SignOut(ctx, token); err != nil {
			t.Errorf("signing it out: %v", err)
		}
	}
}
