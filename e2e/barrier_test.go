//go:build engine

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// barrier is what axe-core finds on a page.
type barrier struct {
	ID, Impact, Help string
	Nodes            []struct {
		Target         []any
		HTML           string
		FailureSummary string
	}
}

// search runs axe-core, with the size of what is touched (WCAG 2.5.8) besides its usual rules.
const search = `axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then(r => r.violations.map(v =>
	({ID: v.id, Impact: v.impact, Help: v.help, Nodes: v.nodes.map(n => ({Target: n.target, HTML: n.html, FailureSummary: n.failureSummary}))})))`

// audited are the pages that were searched already, by name: a page that comes again is the same page.
var audited = map[string]bool{}

// audit photographs the page and searches it for barriers. A search needs scripts, so they run for it alone.
func (p *person) audit(name string) {
	p.t.Helper()
	if audited[name] {
		return
	}
	audited[name] = true
	do(p, "drawing "+name, chromedp.CaptureScreenshot()) // after typing the first frame may lack what stands below it
	photo := do(p, "photographing "+name, chromedp.FullScreenshot(100))
	check(p.t, os.WriteFile(filepath.Join(site.pages, strings.ReplaceAll(name, "/", "-")+".png"), photo, 0o644))
	if p.silent {
		p.scripts(true)
		defer p.scripts(false)
	}
	for _, b := range p.barriers() {
		p.t.Errorf("page %s: %s", name, b)
	}
	p.fits(name)
	p.monolingual(name)
}

// barriers are what axe-core finds on the page.
func (p *person) barriers() []barrier {
	p.t.Helper()
	read[bool](p, site.axe+";typeof axe === 'object'")
	return do(p, "searching for barriers", chromedp.Evaluate[[]barrier](search, chromedp.EvalAwaitPromise))
}

// fits: nothing of the page stands beyond the edge of the screen.
func (p *person) fits(name string) {
	p.t.Helper()
	over := read[int](p, `document.documentElement.scrollWidth - document.documentElement.clientWidth`)
	if over > 0 {
		p.t.Errorf("page %s is %d pixels wider than the screen", name, over)
	}
}

func (b barrier) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s (%s): %s", b.ID, b.Impact, b.Help)
	for _, n := range b.Nodes {
		fmt.Fprintf(&s, "\n  %v\n    %s\n    %s", n.Target, n.HTML, strings.ReplaceAll(n.FailureSummary, "\n", " "))
	}
	return s.String()
}

func TestTheSearchForBarriersFindsOne(t *testing.T) {
	p := meet(t, "the tester", telephone)
	p.open("/")
	read[bool](p, `document.querySelector("main").insertAdjacentHTML("beforeend", "<img src='data:,'><input>") || true`)
	var found []string
	for _, b := range p.barriers() {
		found = append(found, b.ID)
	}
	for _, want := range []string{"image-alt", "label"} {
		if !slices.Contains(found, want) {
			t.Errorf("the search misses the planted %s; it finds %q", want, found)
		}
	}
}
