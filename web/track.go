package web

import (
	"net/http"

	"hejie/internal/auth"
	"hejie/internal/fault"
	"hejie/internal/seal"
)

// track lets a worker in by the code on the receipt. The code is typed into a form and never stands in an address.
func (a *Web) track(v *visit) error {
	typed, err := v.typedInto()
	if err != nil {
		return err
	}
	s := v.sheet(&nothing{}, typed)
	s.line("code").label(v.t("receipt.code")).hint(v.t("track.hint")).need()
	page := entryPage{Base: v.base("track.title"), Heading: v.t("track.title"), Fields: s.fields, Button: v.t("track.button"),
		Elsewhere: []way{{v.url("reissue"), v.t("track.lost")}, {v.url("link"), v.t("home.link")}}}
	if !v.posted() {
		return v.again(page, s, nil)
	}
	session, err := a.Auth.Track(v.r.Context(), typed.Get("code"), v.from())
	if fault.Is(err, fault.NotFound) {
		err = fault.New(fault.NotFound, "not_found", fault.Missing().Text).With(fault.Field{Name: "code", Code: "not_found", Text: fault.Text{
			ZH: "没有找到这个查询码，请逐个字符核对。", EN: "This code was not found; check it character by character."}})
	}
	if err != nil {
		return v.again(page, s, err)
	}
	http.SetCookie(v.w, v.cookies.Set(session))
	return v.seeOther(v.url("case"))
}

// reissue gives a new receipt code to whoever brings the one-time code sent to the filed phone. Whether there is such a case
// is told to nobody before.
func (a *Web) reissue(v *visit) error {
	typed, err := v.typedInto()
	if err != nil {
		return err
	}
	s := v.sheet(&nothing{}, typed)
	s.line("number").label(v.t("lost.number")).hint(v.t("lost.number_hint")).need()
	s.add("phone", "tel").label(v.t("file.phone")).need().auto("tel")
	page := entryPage{Base: v.base("lost.title"), Heading: v.t("lost.title"), Lead: v.t("lost.lead"), Fields: s.fields, Button: v.t("lost.send")}
	if !v.posted() {
		return v.again(page, s, nil)
	}
	if typed.Get("sent") == "" {
		if err := a.Auth.SendReceiptCode(v.r.Context(), typed.Get("number"), typed.Get("phone"), v.from()); err != nil {
			return v.again(page, s, err)
		}
	}
	s.hidden("sent", "yes")
	s.add("code", "number").label(v.t("code.label")).hint(v.t("code.hint")).need().auto("one-time-code")
	page.Fields, page.Button, page.Lead, page.Elsewhere = s.fields, v.t("lost.button"), v.t("lost.sent"), []way{{v.url("reissue"), v.t("code.again")}}
	if typed.Get("sent") == "" {
		return v.again(page, s, nil)
	}
	receipt, err := a.Auth.Reissue(v.r.Context(), typed.Get("number"), typed.Get("phone"), typed.Get("code"), v.from())
	if err != nil {
		return v.again(page, s, err)
	}
	return v.newCode(receipt)
}

// newCode shows a receipt code given anew; the one before it is void.
func (v *visit) newCode(receipt auth.Receipt) error {
	v.plain = true
	return v.show(http.StatusOK, "entry", entryPage{Base: v.base("lost.new"), Heading: v.t("lost.new"), Lead: v.t("lost.void"),
		Code: seal.GroupCode(receipt.Code), Elsewhere: []way{{v.url("track"), v.t("track.title")}}})
}
