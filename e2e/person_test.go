//go:build engine

package e2e

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// patience is how long a person waits for a page, or for what the engine does by itself.
const patience = 40 * time.Second

// person is somebody before a screen, with cookies of their own.
type person struct {
	t      testing.TB
	who    string
	ctx    context.Context
	lang   string // that the pages are to be in
	touch  bool
	silent bool // the page's scripts do not run
	taps   int

	mu     sync.Mutex
	asked  []string // every address the browser asked for
	weight float64  // bytes that came over the wire, headers included
}

// screen is what a person sits before.
type screen struct {
	width, height int64
	touch         bool
}

var (
	telephone = screen{390, 844, true}
	desktop   = screen{1280, 900, false}
)

// meet brings somebody before a screen.
func meet(t testing.TB, who string, s screen) *person {
	t.Helper()
	p := &person{t: t, who: who, lang: "zh", touch: s.touch}
	ctx, leave := chromedp.NewContext(site.browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.listen))
	t.Cleanup(leave)
	p.ctx = ctx
	var like []chromedp.EmulateViewportOption
	if s.touch {
		like = append(like, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait, chromedp.EmulateScale(2))
	}
	check(t, chromedp.Do(ctx, chromedp.EmulateViewport(s.width, s.height, like...)))
	return p
}

// listen notes what the browser asks the network for.
func (p *person) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.asked = append(p.asked, e.Request.URL) // what stands behind "#" is never sent
	case *network.EventLoadingFinished:
		p.weight += e.EncodedDataLength
	}
}

// addresses are all that the browser asked for so far.
func (p *person) addresses() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.asked...)
}

// do carries out something in the browser; what goes wrong ends the test and says where the person stood.
func do[T any](p *person, what string, a chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		p.t.Fatalf("%s, %s: %v\n%s", p.who, what, err, p.standing())
	}
	return v
}

// standing is the page before a person, in short.
func (p *person) standing() string {
	ctx, cancel := context.WithTimeout(p.ctx, 5*time.Second)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.pathname + "\n" + document.body.innerText.slice(0, 2500)`))
	if err != nil {
		return "the page cannot be read: " + err.Error()
	}
	return text
}

// scripts turns the page's scripts off or on. What the test itself evaluates runs all the same.
func (p *person) scripts(on bool) {
	p.t.Helper()
	p.silent = !on
	_, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
	check(p.t, err)
}

// open goes to an address of the site, whole or from its root.
func (p *person) open(address string) {
	p.t.Helper()
	p.loads("opening a page", chromedp.Navigate(site.base+strings.TrimPrefix(address, site.base)))
}

// loads does what brings another page, and waits for that page.
func (p *person) loads(what string, a chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	do(p, what, a)
	if lang := read[string](p, `document.documentElement.lang`); !strings.HasPrefix(lang, p.lang) {
		p.t.Fatalf("%s, %s: the page is in %q, want %s", p.who, what, lang, p.lang)
	}
}

// follow touches what leads to another page.
func (p *person) follow(css string) {
	p.t.Helper()
	p.unfold(css)
	p.taps++
	p.loads("following "+css, func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.RunResponse(ctx, p.touchOf(css))
		return chromedp.Void{}, err
	})
}

func (p *person) touchOf(css string) chromedp.Action[chromedp.Void] {
	if p.touch {
		return chromedp.Tap(chromedp.CSS(css))
	}
	return chromedp.Click(chromedp.CSS(css))
}

// unfold opens what an element is folded away in, as a person does first.
func (p *person) unfold(css string) {
	p.t.Helper()
	folded := read[bool](p, fmt.Sprintf(`(() => { const a = document.querySelector(%q), d = a && a.closest("details:not([open])");
		if (!d || a.closest("summary")) return false; d.open = true; return true })()`, css))
	if folded {
		p.taps++
	}
}

// tap touches what stays on this page.
func (p *person) tap(css string) {
	p.t.Helper()
	p.taps++
	do(p, "touching "+css, p.touchOf(css))
}

// named is the field of a name.
func named(name string) string { return fmt.Sprintf("[id=%q]", name) }

// fill touches a field and enters text as an input method does, in place of what stands there.
func (p *person) fill(name, text string) {
	p.t.Helper()
	p.tap(named(name))
	read[bool](p, fmt.Sprintf(`document.getElementById(%q).select() || true`, name))
	_, err := chromedp.Call(p.ctx, input.InsertText, input.InsertTextParams{Text: text})
	check(p.t, err)
	if got := do(p, "reading "+name, chromedp.Value(chromedp.CSS(named(name)))); got != text {
		p.t.Fatalf("%s typed %q into %s, which holds %q", p.who, text, name, got)
	}
}

// set gives a day or a time to a field, as the browser's own calendar does.
func (p *person) set(name, value string) {
	p.t.Helper()
	p.taps++
	do(p, "setting "+name, chromedp.SetValue(chromedp.CSS(named(name)), value))
}

// choose takes the choice whose words hold the label.
func (p *person) choose(name, label string) {
	p.t.Helper()
	p.taps++
	ok := read[bool](p, fmt.Sprintf(`(() => { const s = document.getElementById(%q), o = [...s.options].find(o => o.text.includes(%q));
		if (o) s.value = o.value; return !!o })()`, name, label))
	if !ok {
		p.t.Fatalf("%s finds no choice %q in %s\n%s", p.who, label, name, p.standing())
	}
}

// attach gives files to a field.
func (p *person) attach(name string, files ...string) {
	p.t.Helper()
	p.taps++
	do(p, "attaching to "+name, chromedp.SetUploadFiles(chromedp.CSS(named(name)), files))
}

// read evaluates an expression on the page.
func read[T any](p *person, expression string) T {
	p.t.Helper()
	return do(p, "reading the page", chromedp.Evaluate[T](expression))
}

func (p *person) text() string {
	p.t.Helper()
	return read[string](p, `document.body.innerText`)
}

// sees ends the test unless every text stands on the page.
func (p *person) sees(texts ...string) {
	p.t.Helper()
	page := p.text()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			p.t.Fatalf("%s does not see %q\n%s", p.who, text, p.standing())
		}
	}
}

// has says whether a text stands on the page.
func (p *person) has(text string) bool {
	p.t.Helper()
	return strings.Contains(p.text(), text)
}

// awaits looks again until a text stands on the page: what the engine does by itself takes a moment.
func (p *person) awaits(text string) {
	p.t.Helper()
	for late := time.After(patience); !strings.Contains(p.text(), text); {
		select {
		case <-late:
			p.t.Fatalf("%s waits for %q in vain\n%s", p.who, text, p.standing())
		case <-time.After(100 * time.Millisecond):
			do(p, "looking again", chromedp.Reload())
		}
	}
}
