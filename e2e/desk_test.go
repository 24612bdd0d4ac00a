//go:build engine

package e2e

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// password opens every demo account of hejie dev, which prints it.
const password = "hejie-demo-2026"

// member signs a member of staff in.
func member(t testing.TB, login string) *person {
	t.Helper()
	p := meet(t, login, desktop)
	p.open("/signin")
	p.audit("signin")
	p.fill("login", login)
	p.fill("password", password)
	p.follow(`form.card > button`)
	return p
}

// finds looks a case up by its worker's name and opens it.
func (p *person) finds(c cast) {
	p.t.Helper()
	p.open("/cases")
	p.fill("q", c.riderPhone)
	p.follow(`form[role=search] button`)
	p.sees(c.rider, c.insurer)
	p.audit("docket")
	p.follow(`table a`)
	p.audit("desk")
}

// turns to the form of an act of the case on the desk.
func (p *person) turns(act string) {
	p.t.Helper()
	css := fmt.Sprintf(`a[data-act=%q]`, act)
	if !read[bool](p, fmt.Sprintf(`!!document.querySelector(%q)`, css)) {
		p.t.Fatalf("%s cannot do %s now\n%s", p.who, act, p.standing())
	}
	p.follow(css)
}

// does carries out an act whose form needs no more than it comes with.
func (p *person) does(act string, with ...func()) {
	p.t.Helper()
	p.turns(act)
	for _, fill := range with {
		fill()
	}
	p.audit("act-" + act)
	p.submit()
}

var sixDigits = regexp.MustCompile(`\b[0-9]{6}\b`)

// codeTo reads the newest one-time code from a telephone.
func codeTo(t testing.TB, phone string) string {
	t.Helper()
	w, err := http.Get(site.base + "/dev/messages?to=" + url.QueryEscape("+86"+phone))
	check(t, err)
	defer w.Body.Close() // only read
	text, err := io.ReadAll(w.Body)
	check(t, err)
	var list struct{ Messages []struct{ Text string } }
	check(t, json.Unmarshal(text, &list))
	for i := len(list.Messages) - 1; i >= 0; i-- {
		if code := sixDigits.FindString(list.Messages[i].Text); code != "" {
			return code
		}
	}
	t.Fatalf("no code came to the telephone of the other side: %s", text)
	return ""
}

// links makes a personal link for the other side at the desk.
func (p *person) links(c cast) string {
	p.t.Helper()
	p.follow(`a[href$="/links"]`)
	p.choose("party", c.insurer)
	p.follow(`form.card > button`)
	p.audit("links")
	return p.at("#link")
}

// comesBy opens the case with the personal link and the code sent to the telephone on file.
func (p *person) comesBy(link string, c cast) {
	p.t.Helper()
	p.open(link)
	p.audit("link")
	p.follow(`form.card > button`)
	p.fill("code", codeTo(p.t, c.insurerPhone))
	p.audit("link-code")
	p.follow(`form.card > button`)
}

// knocks asks for an address with this person's cookies, and gives the status of the answer.
func (p *person) knocks(path string) int {
	p.t.Helper()
	w := p.asks(path)
	check(p.t, w.Body.Close())
	return w.StatusCode
}

// asks asks for an address with this person's cookies; whoever asks closes the answer.
func (p *person) asks(path string) *http.Response {
	p.t.Helper()
	jar, err := chromedp.Call(p.ctx, network.GetCookies, network.GetCookiesParams{URLs: []string{site.base}})
	check(p.t, err)
	r, err := http.NewRequestWithContext(p.t.Context(), http.MethodGet, site.base+path, nil)
	check(p.t, err)
	for _, c := range jar.Cookies {
		r.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	}
	w, err := http.DefaultTransport.RoundTrip(r)
	check(p.t, err)
	return w
}
