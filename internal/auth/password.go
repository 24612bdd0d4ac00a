package auth

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"hejie/internal/fault"
)

// cost is one argon2id hash: 19 MiB, two passes, one lane (OWASP's first recommendation).
var cost = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hasher computes only so many hashes at once: each takes 19 MiB and a core.
type hasher struct{ places chan struct{} }

func newHasher() *hasher { return &hasher{make(chan struct{}, max(2, runtime.GOMAXPROCS(0)))} }

// matches compares in constant time. It waits for a free place, and gives up with the request.
func (h *hasher) matches(ctx context.Context, password, hash string) (bool, error) {
	select {
	case h.places <- struct{}{}:
	case <-ctx.Done():
		return false, fault.Busy().Because(ctx.Err())
	}
	defer func() { <-h.places }()
	right, err := argon2id.ComparePasswordAndHash(canonical(password), hash)
	if err != nil {
		return false, fmt.Errorf("reading a password hash: %w", err)
	}
	return right, nil
}

// canonical makes the same password typed on another keyboard the same bytes.
func canonical(password string) string { return norm.NFKC.String(password) }

// HashPassword gives what is stored of a password, in PHC form. The caller has asked [CheckPassword] before.
func HashPassword(password string) (string, error) {
	if len(password) > MaxPassword {
		return "", longPassword()
	}
	hash, err := argon2id.CreateHash(canonical(password), &cost)
	if err != nil {
		return "", fmt.Errorf("hashing a password: %w", err)
	}
	return hash, nil
}

// decoy is a hash that no account has: an unknown name costs what a known one does.
var decoy = sync.OnceValue(func() string {
	hash, err := argon2id.CreateHash("nobody's", &cost)
	if err != nil {
		panic(fmt.Sprintf("auth: no randomness: %v", err))
	}
	return hash
})

// minPassword is in characters; a short sentence is a good password.
const minPassword = 12

// CheckPassword refuses (fault Invalid on "password") a password that is short, long, or easily guessed: the login itself,
// rows of keys, few different characters.
func CheckPassword(login, password string) error {
	plain := strings.ToLower(canonical(password))
	switch {
	case len(password) > MaxPassword:
		return longPassword()
	case utf8.RuneCountInString(plain) < minPassword:
		return weak("min", "密码太短：至少 12 个字符，可以是一句话。", "The password is too short: 12 characters at least; a sentence will do.")
	case strings.ContainsRune(plain, 0):
		return weak("control", "密码中有不能使用的字符。", "The password holds a character that cannot be used.")
	case guessable(login, plain):
		return weak("guessable", "密码太容易被猜到：请不要用账号、键盘上相邻的字符或重复的字符。",
			"The password is easily guessed: no login names, rows of keys or repetitions.")
	}
	return nil
}

func weak(code, zh, en string) error {
	return fault.BadField("password", code, fault.Text{ZH: zh, EN: en})
}

// easy are the pieces of which guessed passwords are made. What is left without them must still be long enough.
var easy = []string{
	"1234567890", "0987654321", "01234567", "12345678", "123456", "654321", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwerty", "1qaz2wsx3edc", "1qaz2wsx",
	"password", "passw0rd", "admin", "administrator", "welcome", "letmein", "iloveyou", "woaini", "5201314", "1314520", "hejie", "tiaojie", "mediator",
	"abcdefghijkl", "abcdef", "abc123", "abcd1234", "a123456", "123123", "112233", "111111", "000000", "666666", "888888", "和解", "调解",
}

func guessable(login, plain string) bool {
	rest := plain
	for _, piece := range append([]string{NormalizeLogin(login)}, easy...) {
		if piece != "" {
			rest = strings.ReplaceAll(rest, piece, "")
		}
	}
	different := map[rune]bool{}
	for _, r := range plain {
		different[r] = true
	}
	return len(different) < 5 || utf8.RuneCountInString(rest) < minPassword/2
}
