package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/store"
)

var png = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82")

func TestAWorkerFilesInThreeScreensAndGetsAReceipt(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browser()
	receipt := b.send("/file", b.filing(), upload{"photos", "伤.png", png}).is(http.StatusCreated)
	receipt.has("已收到，尚未受理", disputetest.InsurerName, "打官司的期限", "查询码")
	f := h.file(h.onlyCase())
	if len(f.Evidence) != 1 || f.Evidence[0].Kind != "photo" || f.Evidence[0].Name != "伤.png" {
		t.Errorf("got evidence %+v", f.Evidence)
	}
	b.get("/case").is(200).has("已收到，尚未受理", "撤回申请")
	other := h.browser()
	other.post("/track", url.Values{"code": {strings.ToLower(receipt.code())}}).is(200).has("案件进展")
	other.get("/case/receipt").is(200).has(receipt.code())
}

func TestFilingAsksForAtMostSixFieldsAndTwelveTaps(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browser()
	taps, required := 0, 0
	count := func(p page) {
		for _, c := range p.controls() {
			if _, must := c.attr["required"]; must {
				required++
				taps++ // into the field
			}
		}
		taps++ // on to the next screen
	}
	b.get("/").is(200).has(`href="/file"`)
	taps++
	one := b.get("/file")
	two := b.post("/file", with(one.hidden(), map[string]string{"applicant.name": "陈", "applicant.phone": disputetest.RiderPhone}))
	three := b.post("/file", with(two.hidden(), map[string]string{"story": "摔了", "against.name": "某保险", "body": "insurer"}))
	for _, p := range []page{one, two, three} {
		count(p.is(200))
	}
	b.send("/file", three.hidden()).is(201)
	if required > 6 || taps > 12 || required < 4 {
		t.Errorf("got %d required fields and %d taps", required, taps)
	}
}

func TestADoubleTapIsOneCase(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browser()
	form := b.filing()
	codes := make([]string, 8)
	var wg sync.WaitGroup
	for i := range codes {
		wg.Go(func() { codes[i] = h.browser().send("/file", form).is(201).code() })
	}
	wg.Wait()
	h.onlyCase()
	for _, code := range codes {
		if code != codes[0] {
			t.Errorf("got another code %s", code)
		}
	}
}

func TestAnErrorKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	b := open(t).browser()
	one := b.get("/file").hidden()
	p := b.post("/file", with(one, map[string]string{"applicant.name": "O'Brien 𠮷", "applicant.phone": "12"})).is(422)
	p.has("O&#39;Brien 𠮷", `value="12"`, `href="#applicant.phone"`, "aria-invalid", `id="applicant.phone-error"`)
	form := with(b.filing(), map[string]string{"hurt_on": "2999-01-01"})
	b.send("/file", form).is(422).has(disputetest.Story, `value="2999-01-01"`, `href="#hurt_on"`, "第 3 页")
	form = with(b.filing(), map[string]string{"story": "  "})
	b.send("/file", form).is(422).has("第 2 页", disputetest.InsurerName)
}

func TestARefusalNamesAFieldAsThePageDoes(t *testing.T) {
	t.Parallel()
	b := open(t).browser()
	for lang, want := range map[string]struct{ page, form string }{"zh": {"“您的姓名”", "姓名或名称"}, "en": {"“Your name”", "applicant"}} {
		b.header.Set("Accept-Language", lang)
		one := b.get("/file").hidden()
		b.post("/file", with(one, map[string]string{"applicant.phone": disputetest.RiderPhone})).is(422).has(want.page).hasNot(want.form + "”")
	}
}

func TestTheWorkerReadsTheOrderTimesAgainThatWereTyped(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browser()
	b.send("/file", with(b.filing(), map[string]string{"typed[0].accepted": "2026-03-02T18:01", "typed[0].delivered": "2026-03-02T18:27", "typed[1].accepted": "2026-03-02T18:52"})).is(201)
	times := []string{"您填写的订单时间", "2026年3月2日 18:01", "2026年3月2日 18:27", "2026年3月2日 18:52"}
	b.get("/case").is(200).has(times...)
	mediator := h.staff(h.db.Mediator)
	mediator.get("/cases/" + string(h.onlyCase())).is(200).has(times[1:]...)
	h.insurer(mediator, h.onlyCase()).get("/case").is(200).hasNot("18:01", "18:27", "18:52")
}

func TestAFileThatFailsNeverLosesTheCase(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browser()
	p := b.send("/file", b.filing(), upload{"photos", "空.png", nil}, upload{"photos", "大.png", append(png, make([]byte, 2<<20)...)},
		upload{"track", "x.html", []byte("<!DOCTYPE html><script>1</script>")}, upload{"photos", "好.png", png}).is(201)
	p.has("有文件没有保存", "空.png", "大.png", "x.html", "这个文件是空的", "上限")
	if f := h.file(h.onlyCase()); len(f.Evidence) != 1 || f.Evidence[0].Name != "好.png" {
		t.Errorf("got evidence %+v", f.Evidence)
	}
}

func TestChangingTheLanguageInTheFormKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	b := open(t).browser()
	p := b.post("/file", with(b.get("/file").hidden(), map[string]string{"applicant.name": "陈", "lang": "en"})).is(200)
	p.has("How can we reach you?", `value="陈"`, `lang="en"`)
	b.get("/").is(200).has("Apply for mediation")
}

func TestSeveralCommitteesAreAChoiceAndOneIsNone(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browser()
	step := func() page {
		return b.post("/file", with(b.get("/file").hidden(), map[string]string{"applicant.name": "陈", "applicant.phone": disputetest.RiderPhone})).is(200)
	}
	step().hasNot(`name="committee"`)
	h.db.Exec(t, `insert into orgs (id, kind, name, number_template) values ('00000000-0000-4000-8000-000000000001', 'committee', '江南街道调委会', '{year}-{n}')`)
	two := step().has("江南街道调委会", `id="committee"`)
	typed := map[string]string{"story": "摔了", "against.name": "某保险", "body": "insurer"}
	b.post("/file", with(two.hidden(), typed)).is(200)
	b.send("/file", with(two.hidden(), map[string]string{"story": "摔了", "against.name": "某保险", "body": "insurer", "step": "3"})).is(422).has(`href="#committee"`)
	typed["committee"], typed["step"] = string(h.db.Org), "3"
	b.send("/file", with(two.hidden(), typed)).is(201)
}

func TestTheFirstLoadOfTheFormIsSmall(t *testing.T) {
	t.Parallel()
	b := open(t).browser()
	b.header.Set("Accept-Encoding", "gzip")
	total := 0
	form := b.get("/file").is(200)
	total += len(form.text)
	b.header.Del("Accept-Encoding")
	plain := b.get("/file")
	b.header.Set("Accept-Encoding", "gzip")
	for _, attr := range []string{`href="`, `src="`} {
		for _, rest := range strings.Split(plain.text, attr)[1:] {
			if path, _, _ := strings.Cut(rest, `"`); strings.HasPrefix(path, "/static/") {
				total += len(b.get(unescape(path)).is(200).text)
			}
		}
	}
	if form.header.Get("Content-Encoding") != "gzip" || total > 60<<10 || total < 1000 {
		t.Errorf("got %d bytes, encoding %q", total, form.header.Get("Content-Encoding"))
	}
	css := b.get("/static/hejie.css")
	if len(css.text) > 8<<10 {
		t.Errorf("the stylesheet is %d bytes compressed", len(css.text))
	}
}

func TestFilingDoesNotWaitForTheEngine(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.engine.down = true
	b := h.browser()
	b.send("/file", b.filing(), upload{"photos", "a.png", png}).is(201)
	if f := h.file(h.onlyCase()); f.Picture.Stage != dispute.Filed || len(f.Evidence) != 1 {
		t.Errorf("got stage %s, %d files", f.Picture.Stage, len(f.Evidence))
	}
}

func TestALostCodeIsGivenAnewToTheFiledPhoneAlone(t *testing.T) {
	t.Parallel()
	h := open(t)
	b, id := h.filed()
	old := b.get("/case/receipt").code()
	number := store.ReceiptNumber(id, h.file(id).FiledAt)
	o := h.browser()
	first := o.post("/track/lost", url.Values{"number": {number}, "phone": {"13900139000"}}).is(200)
	h.door.Close()
	if got := h.phone.code(); got != "" {
		t.Errorf("a code went to a stranger: %s", got)
	}
	second := o.post("/track/lost", url.Values{"number": {number}, "phone": {disputetest.RiderPhone}}).is(200)
	h.door.Close()
	strip := func(p page) string {
		return strings.NewReplacer("13900139000", "", disputetest.RiderPhone, "").Replace(p.text)
	}
	if strip(first) != strip(second) {
		t.Error("the answer tells whether there is such a case")
	}
	form := url.Values{"number": {number}, "phone": {disputetest.RiderPhone}, "sent": {"yes"}, "code": {h.phone.code()}}
	fresh := o.post("/track/lost", form).is(200).code()
	if fresh == old {
		t.Error("the code is the old one")
	}
	o.post("/track", url.Values{"code": {old}}).is(404)
	o.post("/track", url.Values{"code": {fresh}}).is(200).has("案件进展")
}
