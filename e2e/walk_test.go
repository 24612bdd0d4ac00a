//go:build engine

package e2e

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

func TestTheHeadlineCaseGoesFromThePhoneToThePayment(t *testing.T) {
	setDate(t, time.Now())
	c := draw(t)
	r := filedWithoutScripts(t, c)
	w := worker(t)
	w.tracks(r)
	w.audit("case-filed")
	w.sees("已收到，尚未受理", c.insurer)
	w.neverIn(r.code)
	w.shown(`img[src$="/preview.jpg"]`)
	w.consents()

	m := member(t, "mediator")
	m.finds(c)
	m.takesUp(c)
	m.judges(c)
	link := m.links(c)
	i := meet(t, "the insurer", desktop)
	i.comesBy(link, c)
	i.keptFrom(w)
	i.offers(c)
	i.neverIn(link[strings.Index(link, "#")+1:])

	w.open("/case")
	w.audit("case-offer")
	w.follow(`form[action$="/acts/accept_offer"] button`)
	w.recorded()
	m.finds(c)
	m.drafts()
	w.open("/case")
	w.audit("case-agreement")
	w.signs(c, "sign-drawn", w.draw)
	m.concludes(c)
	head := member(t, "head")
	head.finds(c)
	head.does("affix_seal")
	head.sees("已达成协议，履行中")
	head.follow(`a[href$="/trail"]`)
	head.sees("查阅记录", c.rider, "查看案件")
	head.monolingual("trail")
	head.audit("trail")
	w.open("/case")
	w.audit("case-performing")
	w.follow(`a[href*="/acts/record_payment"]`)
	w.audit("payment")
	w.submit()
	w.sees("已履行完毕，结案")
	w.audit("case-closed")
	w.neverIn(r.code)
}

// filedWithoutScripts files the case on a telephone that runs no scripts, counting what it costs the worker.
func filedWithoutScripts(t *testing.T, c cast) receipt {
	w := plainWorker(t)
	r, required := w.files(c)
	t.Logf("the worker's form: %d taps, %d required fields", w.taps, required)
	if w.taps > mostTaps {
		t.Errorf("filing took %d taps, want at most %d", w.taps, mostTaps)
	}
	if required == 0 || required > mostRequired {
		t.Errorf("filing asks for %d required fields, want 1 to %d", required, mostRequired)
	}
	w.sees("已收到，尚未受理", c.insurer, "收到的文件")
	w.prints("#code", ".top", "footer", ".noprint")
	w.neverIn(r.code)
	return r
}

// consents allows the use of the track.
func (p *person) consents() {
	p.t.Helper()
	p.follow(`a[href$="/acts/consent?ask=track"]`)
	p.sees("随时可以撤回", "另外问您")
	p.audit("consent-track")
	p.submit()
	p.sees("您在", "撤回同意")
}

// takesUp accepts the case, tells the rights and puts the other side's telephone on file.
func (p *person) takesUp(c cast) {
	p.t.Helper()
	p.does("accept", func() { p.choose("elsewhere", "没有") })
	p.sees("已受理，调查取证中", "调字第")
	p.does("tell_rights")
	p.corrects(c.insurer)
	p.fill("text", "补记保险公司联系电话")
	p.fill("person.phone", c.insurerPhone)
	p.audit("correct")
	p.submit()
	p.sees(c.insurerPhone)
}

// corrects opens the details of a party.
func (p *person) corrects(name string) {
	p.t.Helper()
	href := read[string](p, fmt.Sprintf(`[...document.querySelectorAll("li")].filter(l => l.textContent.includes(%q))
		.map(l => l.querySelector('a[href*="/acts/correct?party="]')).find(a => a).getAttribute("href")`, name))
	p.follow(fmt.Sprintf(`a[href=%q]`, href))
}

// fillsRoute takes the orders and the track of the case, and says how they measure places.
func (p *person) fillsRoute(c cast) {
	p.t.Helper()
	p.set("at", c.incident)
	p.takes("orders", filepath.Base(c.orders))
	p.takes("tracks", filepath.Base(c.track))
	p.choose("datum", "WGS-84")
	p.choose("order_datum", "WGS-84")
}

// takes ticks the box whose label holds a text.
func (p *person) takes(name, label string) {
	p.t.Helper()
	id := read[string](p, fmt.Sprintf(`([...document.querySelectorAll("input[name=" + CSS.escape(%q) + "]")]
		.find(i => i.closest("label").textContent.includes(%q)) || {id: ""}).id`, name, label))
	if id == "" {
		p.t.Fatalf("%s finds no box %q under %s\n%s", p.who, label, name, p.standing())
	}
	p.tap(named(id))
}

// picturesOf waits until every analysis of the case shows its picture.
func (p *person) picturesOf(analyses int) {
	p.t.Helper()
	for late := time.After(patience); ; do(p, "looking again", chromedp.Reload()) {
		if read[int](p, `document.querySelectorAll(".picture svg:has(polyline, path, circle)").length`) == analyses {
			return
		}
		select {
		case <-late:
			p.t.Fatalf("%s waits for %d pictures in vain\n%s", p.who, analyses, p.standing())
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// judges runs the route analysis, once more with a margin, and sees finding and pictures.
func (p *person) judges(c cast) {
	p.t.Helper()
	p.does("analyse_route", func() { p.fillsRoute(c) })
	p.awaits("连续配送")
	p.picturesOf(1)
	p.does("analyse_route", func() {
		p.fillsRoute(c)
		p.fill("tolerance_s", "60")
	})
	p.picturesOf(2)
	p.audit("desk-route")
	p.does("open_mediation")
	p.does("record_session", func() {
		p.takes("attended", c.rider)
		p.takes("attended", c.insurer)
		p.fill("text", "双方核对订单与轨迹。保险公司对十五分钟的间隔提出疑问，调解员出示路线分析报告。")
		p.choose("result", "继续调解")
	})
	p.audit("desk-mediation")
}

// keptFrom: what the worker handed in is not for the other side, even at its exact address.
func (p *person) keptFrom(w *person) {
	p.t.Helper()
	w.open("/case")
	files := read[[]string](w, `[...document.querySelectorAll('a[href^="/case/files/"]')].map(a => a.getAttribute("href"))`)
	if len(files) != 3 {
		p.t.Fatalf("%s sees %d files, want 3", w.who, len(files))
	}
	for _, file := range files {
		if mine, theirs := w.knocks(file), p.knocks(file); mine != http.StatusOK || theirs != http.StatusNotFound {
			p.t.Errorf("a file of the worker answers %d to the worker and %d to the other side, want 200 and 404", mine, theirs)
		}
	}
	report := read[string](w, `[...document.querySelectorAll('a[href^="/case/papers/"]')].find(a => a.textContent.includes("路线分析报告"))?.getAttribute("href") ?? ""`)
	if mine, theirs := w.knocks(report), p.knocks(report); report == "" || mine != http.StatusOK || theirs != http.StatusNotFound {
		p.t.Errorf("the route report %q answers %d to the worker and %d to the other side, want 200 and 404 until it is shown", report, mine, theirs)
	}
}

// offers proposes what will be agreed, as the other side.
func (p *person) offers(c cast) {
	p.t.Helper()
	p.audit("insurer-case")
	p.sees("调解中", c.rider)
	if strings.Contains(p.text(), c.riderPhone) {
		p.t.Error("the other side is shown the worker's telephone")
	}
	p.follow(`a[href*="/acts/make_offer"]`)
	p.fill("amount_fen", c.agreed)
	p.fill("text", "认可连续配送，按约定赔付")
	p.audit("offer")
	p.submit()
}

// drafts writes the agreement down from what both accepted.
func (p *person) drafts() {
	p.t.Helper()
	p.does("draft_agreement", func() {
		p.fill("clauses", "被申请人向申请人一次性支付意外伤害保险金。")
		p.fill("reserve", "后续取内固定手术的费用，双方另行协商。")
	})
}

// concludes enters the other side's seal from the paper, and signs as mediator.
func (p *person) concludes(c cast) {
	p.t.Helper()
	p.finds(c)
	p.does("sign", func() {
		p.choose("for", c.insurer)
		p.choose("channel", "书面")
		p.choose("method", "盖章")
		p.attach("proof", c.sealed)
	})
	p.does("sign_mediator", func() { p.choose("method", "纸面签名") })
	p.sees("盖章页.jpg")
	p.audit("desk-signed")
}
