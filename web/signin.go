package web

import (
	"net/http"

	"hejie/internal/auth"
)

// signIn lets staff in: name, password, and the authenticator's digits where the account has one.
func (a *Web) signIn(v *visit) error {
	typed, err := v.typedInto()
	if err != nil {
		return err
	}
	s := v.sheet(&nothing{}, typed)
	s.line("login").label(v.t("signin.login")).need().auto("username")
	s.password("password", v.t("signin.password"))
	s.line("totp").label(v.t("signin.totp")).hint(v.t("signin.totp_hint")).auto("one-time-code")
	page := entryPage{Base: v.base("signin.title"), Heading: v.t("signin.title"), Fields: s.fields, Button: v.t("signin.button")}
	if !v.posted() {
		return v.again(page, s, nil)
	}
	session, err := a.Auth.SignIn(v.r.Context(), auth.SignIn{Login: typed.Get("login"), Password: typed.Get("password"), Code: typed.Get("totp")}, v.from())
	if err != nil {
		return v.again(page, s, err)
	}
	http.SetCookie(v.w, v.cookies.Set(session))
	return v.seeOther(v.url("docket"))
}

// signOut ends the session and has the browser forget what it kept.
func (a *Web) signOut(v *visit) error {
	token, _, err := v.cookies.Token(v.r)
	if err != nil {
		return err
	}
	if err := a.Auth.SignOut(v.r.Context(), token); err != nil {
		return err
	}
	http.SetCookie(v.w, v.cookies.Clear())
	v.w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return v.seeOther(v.url("home"))
}
