//go:build engine

package e2e

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// receipt is what a worker takes home.
type receipt struct{ code, number string }

const (
	mostTaps     = 12
	mostRequired = 6
	next         = `#filing button:not([name]):not(.second)` // goes on, or files
)

// files files a complaint from home in three screens, with what is at hand on the third. It gives the receipt, and how many
// fields the screens ask for.
func (p *person) files(c cast) (r receipt, required int) {
	p.t.Helper()
	p.open("/")
	p.audit("home")
	p.follow(`a.button[href="/file"]`)
	p.audit("file-1")
	required += p.required()
	p.fill("applicant.name", c.rider)
	p.fill("applicant.phone", c.riderPhone)
	p.follow(next)
	p.audit("file-2")
	required += p.required()
	p.fill("story", c.story)
	p.fill("against.name", c.insurer)
	p.follow(next)
	p.audit("file-3")
	required += p.required()
	p.attach("photos", c.photo)
	p.attach("orders", c.orders)
	p.attach("track", c.track)
	p.follow(next)
	p.audit("receipt")
	return receipt{strings.TrimSpace(p.at("#code")), strings.TrimSpace(p.at("#number"))}, required
}

// required counts the fields of this screen that must be filled in.
func (p *person) required() int {
	p.t.Helper()
	return read[int](p, `document.querySelectorAll("input[required],select[required],textarea[required]").length`)
}

// at is the text at a place of the page.
func (p *person) at(css string) string {
	p.t.Helper()
	return do(p, "reading "+css, chromedp.Text(chromedp.CSS(css)))
}

// tracks opens the case with the code of the receipt.
func (p *person) tracks(r receipt) {
	p.t.Helper()
	p.open("/")
	p.follow(`a[href="/track"]`)
	p.audit("track")
	p.fill("code", r.code)
	p.follow(`form.card > button`)
}

// neverIn: a secret stands in no address that the browser asked for.
func (p *person) neverIn(secret string) {
	p.t.Helper()
	all := p.addresses()
	if len(all) == 0 {
		p.t.Fatalf("no address of %s was noted", p.who)
	}
	plain := strings.NewReplacer("-", "", " ", "").Replace(secret)
	for _, address := range all {
		squeezed := strings.NewReplacer("-", "", "%20", "", "+", "").Replace(address)
		if strings.Contains(strings.ToUpper(squeezed), strings.ToUpper(plain)) {
			p.t.Errorf("a secret of %s stands in the address %s", p.who, address)
		}
	}
}

// signs reads the agreement and signs it; with what more than the name, if with anything.
func (p *person) signs(c cast, name string, with ...func()) {
	p.t.Helper()
	p.follow(`a[href*="/acts/sign"]`)
	p.sees("协议内容", c.rider, c.insurer)
	for _, more := range with {
		more()
	}
	p.fill("name", c.rider)
	p.tap(named("read"))
	p.audit(name)
	p.submit()
}

// draw writes on the canvas with a finger.
func (p *person) draw() {
	p.t.Helper()
	do(p, "looking at the canvas", chromedp.ScrollIntoView(chromedp.CSS("#canvas")))
	type box struct{ X, Y, W, H float64 }
	b := read[box](p, `(() => { const r = document.getElementById("canvas").getBoundingClientRect(); return {X: r.left, Y: r.top, W: r.width, H: r.height} })()`)
	stroke := [][2]float64{{0.2, 0.3}, {0.4, 0.7}, {0.5, 0.3}, {0.6, 0.7}, {0.8, 0.4}}
	kind := input.DispatchTouchEventTypeTouchStart
	for _, at := range stroke {
		p.finger(kind, &input.TouchPoint{X: b.X + at[0]*b.W, Y: b.Y + at[1]*b.H})
		kind = input.DispatchTouchEventTypeTouchMove
	}
	p.finger(input.DispatchTouchEventTypeTouchEnd)
	if drawn := read[string](p, `document.getElementsByName("drawing")[0].value`); strings.Count(drawn, "L") < 3 {
		p.t.Fatalf("the stroke left %q in the form", drawn)
	}
}

func (p *person) finger(kind input.DispatchTouchEventType, at ...*input.TouchPoint) {
	p.t.Helper()
	if at == nil {
		at = []*input.TouchPoint{}
	}
	_, err := chromedp.Call(p.ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: at})
	check(p.t, err)
}

// submit sends the form of an act and waits until the act is on record.
func (p *person) submit() {
	p.t.Helper()
	p.follow(`form.card > button`)
	p.recorded()
}

// recorded: the page before the person is the case again. What was only stored is looked at until it is recorded.
func (p *person) recorded() {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	for strings.Contains(read[string](p, `location.pathname`), "/entries/") {
		if ctx.Err() != nil {
			p.t.Fatalf("%s: an act is not on record\n%s", p.who, p.standing())
		}
		do(p, "looking again", chromedp.Reload())
	}
	if read[bool](p, `!!document.querySelector(".problems")`) {
		p.t.Fatalf("%s was refused\n%s", p.who, p.standing())
	}
}

// shown: a picture is on the page and the browser could draw it.
func (p *person) shown(css string) {
	p.t.Helper()
	do(p, "looking at "+css, chromedp.ScrollIntoView(chromedp.CSS(css)))
	drawn := chromedp.Poll[bool](fmt.Sprintf(`document.querySelector(%q).naturalWidth > 0`, css), chromedp.WithPollingTimeout(patience))
	do(p, "waiting for "+css, drawn)
}

// prints: on paper the page keeps one thing and leaves the others out.
func (p *person) prints(kept string, left ...string) {
	p.t.Helper()
	p.medium("print")
	defer p.medium("")
	for _, css := range append(left, kept) {
		boxes := read[int](p, fmt.Sprintf(`[...document.querySelectorAll(%q)].filter(e => e.getClientRects().length).length`, css))
		if (boxes > 0) != (css == kept) {
			p.t.Errorf("%d elements %s are printed", boxes, css)
		}
	}
}

func (p *person) medium(name string) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: name})
	check(p.t, err)
}

// worker is somebody with a telephone.
func worker(t testing.TB) *person {
	t.Helper()
	return meet(t, "the worker", telephone)
}

// plainWorker is one whose telephone runs no scripts.
func plainWorker(t testing.TB) *person {
	t.Helper()
	p := worker(t)
	p.scripts(false)
	return p
}
