//go:build engine

package e2e

import (
	"fmt"
	"testing"
)

// stray finds words of the other language on a page. Names, codes, drawings and what people typed are in no language.
const stray = `(() => {
	const main = document.querySelector("main").cloneNode(true);
	main.querySelectorAll("svg, bdi, small, textarea, .code, .said, #number, .corner, [href^='tel:'], .plain").forEach(e => e.remove());
	const other = document.documentElement.lang.startsWith("zh") ? /[a-z_]{4,}(?:[ ,_a-z]*)/g : /\p{Script=Han}+/gu;
	return main.textContent.match(other) || [] })()`

// monolingual: the page speaks one language.
func (p *person) monolingual(name string) {
	p.t.Helper()
	for _, words := range read[[]string](p, stray) {
		p.t.Errorf("page %s is in %s and says %q", name, p.lang, words)
	}
}

func TestAWordOfTheOtherLanguageIsFound(t *testing.T) {
	p := meet(t, "the tester", telephone)
	p.open("/track")
	for lang, planted := range map[string]string{"zh-CN": "the on_order case", "en": "已受理"} {
		read[bool](p, fmt.Sprintf(`(document.documentElement.lang = %q, document.querySelector("main").innerHTML = "<p>" + %q + "</p>") !== ""`, lang, planted))
		if found := read[[]string](p, stray); len(found) == 0 {
			t.Errorf("%q on a page in %s goes unnoticed", planted, lang)
		}
	}
}

func TestTheWorkersFormIsInEnglishForWhoAsks(t *testing.T) {
	c := draw(t)
	w := plainWorker(t)
	w.lang = ""
	w.open("/file")
	w.follow(`button[name="lang"]`)
	w.lang = "en"
	w.monolingual("file-1")
	w.audit("file-1-en")
	w.fill("applicant.name", c.rider)
	w.fill("applicant.phone", "12")
	w.follow(next)
	w.monolingual("file-1 refused")
	w.audit("file-1-refused-en")
	w.fill("applicant.phone", c.riderPhone)
	w.follow(next)
	w.monolingual("file-2")
	w.fill("story", c.story)
	w.fill("against.name", c.insurer)
	w.follow(next)
	w.monolingual("file-3")
	for _, path := range []string{"/track", "/track/lost", "/link", "/signin", "/privacy"} {
		w.open(path)
		w.monolingual(path)
		w.audit("en" + path)
	}
}
