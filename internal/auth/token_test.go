package auth

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"hejie/internal/fault"
)

func TestATokenIsReadFromHeaderOrCookieAndNeverFromTwo(t *testing.T) {
	t.Parallel()
	const token = "sABC"
	tests := []struct {
		name     string
		headers  []string // "Name: value"
		want     string
		byCookie bool
		refused  bool
	}{
		{"nothing", nil, "", false, false},
		{"bearer", []string{"Authorization: Bearer " + token}, token, false, false},
		{"bearer in lower case", []string{"Authorization: bearer  " + token}, token, false, false},
		{"cookie", []string{"Cookie: __Host-hejie=" + token}, token, true, false},
		{"cookie among others", []string{"Cookie: a=b; __Host-hejie=" + token + "; c=d"}, token, true, false},
		{"bearer before cookie", []string{"Authorization: Bearer x", "Cookie: __Host-hejie=" + token}, "x", false, false},
		{"another site's cookie name", []string{"Cookie: hejie=" + token}, "", false, false},
		{"two session cookies", []string{"Cookie: __Host-hejie=" + token + "; __Host-hejie=x"}, "", true, true},
		{"two cookie headers", []string{"Cookie: __Host-hejie=" + token, "Cookie: __Host-hejie=" + token}, "", true, true},
		{"a cookie of 8 kB", []string{"Cookie: a=" + strings.Repeat("x", 8<<10)}, "", true, true},
		{"basic", []string{"Authorization: Basic eDp5"}, "", false, true},
		{"two authorizations", []string{"Authorization: Bearer a", "Authorization: Bearer b"}, "", false, true},
		{"a bearer of 8 kB", []string{"Authorization: Bearer " + strings.Repeat("x", 8<<10)}, "", false, true},
	}
	for _, tt := range tests {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		for _, h := range tt.headers {
			name, value, _ := strings.Cut(h, ": ")
			r.Header.Add(name, value)
		}
		got, byCookie, err := SecureCookies.Token(r)
		if got != tt.want || byCookie != tt.byCookie || fault.Is(err, fault.Invalid) != tt.refused {
			t.Errorf("%s: got %q, %v, %v", tt.name, got, byCookie, err)
		}
	}
}

func TestTheSessionCookieIsForThisHostAndNoScript(t *testing.T) {
	t.Parallel()
	s := Session{"sABC", Identity{Expires: time.Unix(1_800_000_000, 0)}}
	c := SecureCookies.Set(s)
	if c.Name != "__Host-hejie" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" || c.Value != s.Token {
		t.Errorf("got %v", c)
	}
	if plain := PlainCookies.Set(s); plain.Secure || plain.Name != "hejie" || !plain.HttpOnly {
		t.Errorf("got %v", plain)
	}
	if gone := SecureCookies.Clear(); gone.Value != "" || !gone.Expires.Before(time.Now()) || !gone.Secure {
		t.Errorf("got %v", gone)
	}
}

func TestRefusalsAreToldApartByTheEdge(t *testing.T) {
	t.Parallel()
	often := fmt.Errorf("signing in: %w", tooOften(time.Minute))
	if after, ok := RetryAfter(often); !ok || after != time.Minute || !fault.Is(often, fault.Unavailable) || Unauthenticated(often) {
		t.Errorf("got %s, %v for %v", after, ok, often)
	}
	for _, err := range []error{SignedOut(), wrongCredentials(), secondFactorRequired()} {
		if _, ok := RetryAfter(err); ok || !Unauthenticated(err) {
			t.Errorf("%v: want unauthenticated", err)
		}
	}
	for _, err := range []error{nil, errors.New("x"), fault.NotYours(), fault.Missing()} {
		if Unauthenticated(err) {
			t.Errorf("%v: want anything but unauthenticated", err)
		}
	}
}
