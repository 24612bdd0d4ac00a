package web

import (
	"net/http"
	"strings"
)

// link lets the other side in: the link that the mediator sent, and a one-time code to the phone or mail on file. Without a
// script the link is pasted into the form, since what stands behind "#" never reaches a server.
func (a *Web) link(v *visit) error {
	typed, err := v.typedInto()
	if err != nil {
		return err
	}
	token := typed.Get("link")
	token = strings.TrimSpace(token[strings.LastIndex(token, "#")+1:])
	s := v.sheet(&nothing{}, typed)
	s.line("link").label(v.t("link.link")).hint(v.t("link.hint")).need()
	page := entryPage{Base: v.base("link.title"), Heading: v.t("link.title"), Lead: v.t("link.lead"), Fields: s.fields, Button: v.t("link.send"), Reads: true}
	if !v.posted() {
		return v.again(page, s, nil)
	}
	if typed.Get("sent") == "" {
		sentTo, err := a.Auth.SendLinkCode(v.r.Context(), token, v.from())
		if err != nil {
			return v.again(page, s, err)
		}
		page.Lead = v.t("link.sent", sentTo)
	}
	s.hidden("sent", "yes")
	s.add("code", "number").label(v.t("code.label")).hint(v.t("code.hint")).need().auto("one-time-code")
	page.Fields, page.Button, page.Elsewhere = s.fields, v.t("link.button"), []way{{v.url("link"), v.t("code.again")}}
	if typed.Get("sent") == "" {
		return v.again(page, s, nil)
	}
	session, err := a.Auth.OpenLink(v.r.Context(), token, typed.Get("code"), v.from())
	if err != nil {
		return v.again(page, s, err)
	}
	http.SetCookie(v.w, v.cookies.Set(session))
	return v.seeOther(v.url("case"))
}
