package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
)

func TestWhatWorkersTypeIsReadInEveryOrdinaryWay(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		typed  typed
		status int
	}{
		"full-width phone":         {typed{"applicant.phone": "１３８００１３８０００"}, 201},
		"phone with country code":  {typed{"applicant.phone": "+86 138-0013-8000"}, 201},
		"landline":                 {typed{"applicant.phone": "0752-2666888"}, 201},
		"letters for a phone":      {typed{"applicant.phone": "abc"}, 422},
		"no phone":                 {typed{"applicant.phone": " "}, 422},
		"rare character and emoji": {typed{"applicant.name": "𠮷䶮·阿卜杜拉🛵", "story": "摔了👍"}, 201},
		"a word that is nothing":   {typed{"applicant.name": "Null"}, 201},
		"very long name":           {typed{"applicant.name": strings.Repeat("长", 201)}, 422},
		"nul is taken out":         {typed{"story": "a\x00b"}, 201},
		"no such day":              {typed{"hurt_on": "2025-02-29"}, 422},
		"the future":               {typed{"hurt_on": "2999-12-31"}, 422},
		"midnight as 24:00":        {typed{"hurt_at": "24:00"}, 422},
		"order times":              {typed{"typed[0].accepted": "2026-03-02T12:00", "typed[0].delivered": "2026-03-02T12:30"}, 201},
		"delivered before taken":   {typed{"typed[1].accepted": "2026-03-02T12:30", "typed[1].delivered": "2026-03-02T12:00"}, 422},
		"a field that nobody asks": {typed{"matter": "pay", "committee": "x", "applicant.insurer": "true", "stage": "closed"}, 201},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t)
			b := h.browser()
			p := b.send("/file", with(b.filing(), tt.typed)).is(tt.status)
			if tt.status == 422 {
				p.has("请修改下面几处", `role="alert"`)
				return
			}
			if got := h.file(h.onlyCase()).Picture; got.Stage != dispute.Filed || got.Matter != dispute.InsuranceClaim {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestUploadsKeepToTheirBounds(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browser()
	exact := append(append([]byte{}, png...), make([]byte, 1<<20-len(png))...)
	b.send("/file", b.filing(), upload{"photos", "刚好.png", exact}).is(201).hasNot("有文件没有保存")
	b.send("/file", b.filing(), upload{"photos", "多一.png", append(exact, 0)}).is(201).has("多一.png")
	many := url.Values{}
	for i := range 500 {
		many.Add(fmt.Sprintf("x%d", i), "y")
	}
	b.send("/file", many).is(http.StatusRequestEntityTooLarge)
	b.send("/file", with(b.filing(), typed{"story": strings.Repeat("长", 1<<19)})).is(http.StatusRequestEntityTooLarge)
	var huge [10]upload
	for i := range huge {
		huge[i] = upload{"photos", fmt.Sprintf("%d.png", i), append(append([]byte{byte(i)}, exact...), byte(i))}
	}
	b.send("/file", b.filing(), huge[:]...).is(http.StatusRequestEntityTooLarge)
}

func TestAReceiptCodeIsNotGuessed(t *testing.T) {
	t.Parallel()
	h := open(t)
	b, _ := h.filed()
	code := b.get("/case/receipt").is(200).code()
	wrong := "A" + code[1:]
	if wrong == code {
		wrong = "B" + code[1:]
	}
	o := h.browser()
	o.post("/track", url.Values{"code": {wrong}}).is(404).has(wrong)
	for range 40 {
		p := o.post("/track", url.Values{"code": {wrong}})
		if p.status == http.StatusTooManyRequests {
			if p.header.Get("Retry-After") == "" {
				t.Error("it does not say when to try again")
			}
			return
		}
		p.is(404)
	}
	t.Error("nobody stops a guesser")
}

func TestWithdrawingTwiceSaysWhereTheCaseStands(t *testing.T) {
	t.Parallel()
	h := open(t)
	b, id := h.filed()
	form := b.get("/case").is(200).hiddenOf("withdraw")
	b.post(at("", dispute.Withdraw), form).is(200)
	b.post(at("", dispute.Withdraw), url.Values{"turn": {"2"}}).is(http.StatusConflict)
	h.stage(id, dispute.Withdrawn)
	b.get("/case").is(200).has("已撤回").hasNot("/acts/withdraw")
}

func TestTheWorkerIsToldDatesAndTheOtherSideOnlyItsOwn(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	due := h.file(id).Clocks
	worker.get("/case").is(200).has("告诉您收不收这个案子", "保险金请求的诉讼时效")
	if len(due) == 0 {
		t.Fatal("no clock runs")
	}
	d := due[0].Advised
	worker.get("/case").has(fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day()))
	mediator := h.staff(h.db.Mediator)
	mediator.act(id, dispute.Accept, nil)
	h.insurer(mediator, id).get("/case").is(200).has("人民调解期限", disputetest.RiderName).hasNot("诉讼时效", "打官司")
}

func TestEveryPageSpeaksBothLanguages(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	mediator := h.staff(h.db.Mediator)
	mediator.act(id, dispute.Accept, nil)
	desk := "/cases/" + string(id)
	for path, b := range map[string]*browser{"/": worker, "/file": worker, "/track": worker, "/track/lost": worker, "/link": worker, "/privacy": worker, "/signin": worker,
		"/case": worker, "/case/receipt": worker, "/case/acts/consent": worker, "/case/acts/add_party": worker, "/cases": mediator, "/cases/new": mediator, desk: mediator,
		desk + "/links": mediator, desk + "/trail": h.staff(h.db.Head), desk + "/acts/record_session": mediator, desk + "/acts/draft_agreement": mediator, desk + "/acts/analyse_route": mediator} {
		b.header.Set("Accept-Language", "zh-CN")
		b.get(path).is(200).has(`lang="zh-CN"`)
		b.header.Set("Accept-Language", "en")
		p := b.get(path).is(200).has(`lang="en"`)
		if strings.Contains(p.text, "ZgotmplZ") || strings.Contains(p.text, "<no value>") {
			t.Errorf("%s is not whole", path)
		}
		b.header.Del("Accept-Language")
	}
}

func TestEveryInputHasItsLabel(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	mediator := h.staff(h.db.Mediator)
	mediator.act(id, dispute.Accept, nil)
	pages := []page{worker.get("/file"), worker.post("/file", worker.filing()), worker.get("/track"), mediator.get("/cases"), mediator.get("/cases/new")}
	for _, act := range dispute.Possible(h.db.Mediator, h.file(id).Picture) {
		pages = append(pages, mediator.get(at(id, act)).is(200))
	}
	for _, p := range pages {
		for _, c := range p.controls() {
			name := c.attr["id"]
			if c.kind == "button" || c.attr["type"] == "hidden" || c.attr["class"] == "carried" || c.attr["type"] == "checkbox" || c.attr["type"] == "radio" {
				continue
			}
			if name == "" || name != c.attr["name"] || !strings.Contains(p.text, `<label for="`+name+`">`) {
				t.Errorf("%s: %v has no label of its own", p.path, c)
			}
		}
	}
}
