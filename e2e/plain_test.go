//go:build engine

package e2e

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// heaviest is what the worker's form may weigh at the first load, all of it: on a cheap telephone far out this is paid for.
const heaviest = 60 << 10

func TestAnAgreementIsReadAndSignedWithoutScripts(t *testing.T) {
	setDate(t, time.Now())
	c := draw(t)
	w := plainWorker(t)
	r, _ := w.files(c)
	m := member(t, "mediator")
	m.finds(c)
	m.does("accept", func() { m.choose("elsewhere", "没有") })
	m.does("open_mediation")
	m.does("draft_agreement", func() {
		m.fill("clauses", "被申请人向申请人一次性支付意外伤害保险金。")
		m.fill("terms[0].amount_fen", c.agreed)
	})

	w = plainWorker(t)
	w.tracks(r)
	w.signs(c, "sign-plain")
	w.sees("已办理：签名")
	m.finds(c)
	if signed := m.at(`[id="stage"]`); signed != "调解中" {
		t.Errorf("the case of an agreement that one side signed is at %q, want 调解中", signed)
	}
	m.sees(c.rider+": ", "人民调解员: 未签")
	if unsigned := c.rider + ": 未签"; m.has(unsigned) {
		t.Errorf("the worker's signature is not on record: the desk says %q", unsigned)
	}
}

func TestTheFirstLoadOfTheWorkersFormIsLight(t *testing.T) {
	w := meet(t, "a worker who was never here", telephone)
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	loaded := chromedp.Events(ctx, network.LoadingFinished)
	w.open("/file")
	all := read[int](w, `performance.getEntriesByType("resource").filter(e => !e.name.startsWith("data:")).length + 1`)
	arrived := 0
	for _, err := range loaded {
		check(t, err)
		if arrived++; arrived >= all {
			break
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	t.Logf("the first load of the worker's form: %d requests, %.0f bytes over the wire", all, w.weight)
	if w.weight == 0 || w.weight > heaviest {
		t.Errorf("the first load weighs %.0f bytes, want at most %d", w.weight, heaviest)
	}
}
