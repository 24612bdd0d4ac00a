package auth

import (
	"net/http"
	"strings"
	"time"

	"hejie/internal/fault"
)

// Cookies writes and reads the session cookie of the pages: HttpOnly, SameSite=Strict, for the whole host.
type Cookies struct{ name string }

// SecureCookies are for HTTPS alone: the prefix __Host- makes browsers hold that, too.
var SecureCookies = Cookies{name: "__Host-hejie"}

// PlainCookies are for a site without HTTPS: development, or one machine.
var PlainCookies = Cookies{name: "hejie"}

// Set is the cookie of a session.
func (c Cookies) Set(s Session) *http.Cookie { return c.cookie(s.Token, s.Expires) }

// Clear is the cookie that takes a session's away.
func (c Cookies) Clear() *http.Cookie { return c.cookie("", time.Unix(1, 0)) }

func (c Cookies) cookie(value string, ends time.Time) *http.Cookie {
	return &http.Cookie{Name: c.name, Value: value, Path: "/", Expires: ends, HttpOnly: true,
		Secure: c == SecureCookies, SameSite: http.SameSiteStrictMode}
}

// maxHeader is longer than any token with what browsers put around it.
const maxHeader = 4096

// Token reads the session's token of a request: from "Authorization: Bearer …", else from the cookie; "" when there is
// neither. byCookie says that a browser sent it by itself, so that an unsafe method also needs a CSRF check. It refuses
// (Invalid, code "session") an oversized cookie header, two session cookies, and another kind of Authorization.
func (c Cookies) Token(r *http.Request) (token string, byCookie bool, err error) {
	if header := r.Header.Values("Authorization"); len(header) > 0 {
		scheme, token, _ := strings.Cut(header[0], " ")
		if len(header) > 1 || len(token) > maxHeader || !strings.EqualFold(scheme, "Bearer") {
			return "", false, badSession()
		}
		return strings.TrimSpace(token), false, nil
	}
	size := 0
	for _, line := range r.Header.Values("Cookie") {
		size += len(line)
	}
	found := r.CookiesNamed(c.name)
	switch {
	case size > maxHeader || len(found) > 1:
		return "", true, badSession()
	case len(found) == 0:
		return "", false, nil
	}
	return found[0].Value, true, nil
}

func badSession() error {
	return fault.New(fault.Invalid, "session", fault.Text{
		ZH: "登录信息有误。请清除本网站的 Cookie 后重新登录。", EN: "The session cookie or header cannot be used. Clear this site's cookies and sign in again."})
}
