package web_test

import (
	"bytes"
	"fmt"
	"image"
	imagepng "image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
)

func TestForbiddenAndUnknownCasesLookTheSame(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	h.db.Exec(t, `insert into orgs (id, kind, name, number_template) values ('00000000-0000-4000-8000-000000000002', 'committee', '别的调委会', '{year}-{n}')`)
	foreign := h.db.Account(t, "外人", dispute.Mediator)
	h.db.Exec(t, fmt.Sprintf(`update accounts set org_id = '00000000-0000-4000-8000-000000000002' where id = '%s'`, foreign.Account))
	stranger := h.staff(foreign)
	want := stranger.get("/cases/" + uuid.NewString()).is(404).text
	for _, path := range []string{"/cases/" + string(id), "/cases/x", "/cases/" + strings.ToUpper(string(id)), "/cases/" + strings.Repeat("a", 9999),
		"/cases/" + string(id) + "/acts/accept", "/cases/" + string(id) + "/files/" + uuid.NewString(), "/case"} {
		got := stranger.get(path).is(404).text
		if mask(got) != mask(want) {
			t.Errorf("%.60s looks different from an unknown case", path)
		}
	}
	stranger.post("/cases/"+string(id)+"/acts/accept", url.Values{"elsewhere": {"none"}, "turn": {"1"}}).is(404)
	worker.get("/cases/" + string(id)).is(404)
	nobody := h.browser()
	if p := nobody.get("/cases/" + string(id)); p.path != "/signin" {
		t.Errorf("a stranger is shown %s", p.path)
	}
	if p := nobody.get("/case"); p.path != "/track" {
		t.Errorf("a stranger is shown %s", p.path)
	}
}

// mask takes out the address that the language switch comes back to.
func mask(text string) string {
	before, after, ok := strings.Cut(text, "&amp;back=")
	if !ok {
		return text
	}
	_, after, _ = strings.Cut(after, `"`)
	return before + after
}

func TestWhatIsSaidInPrivateIsOnNoPageOfTheOtherSide(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	mediator := h.staff(h.db.Mediator)
	mediator.act(id, dispute.Accept, nil)
	insurer := h.insurer(mediator, id)
	mediator.act(id, dispute.RecordSession, typed{"private": "applicant", "text": "底线九千八百元"})
	mediator.act(id, dispute.MakeOffer, typed{"for": string(h.party(id, dispute.OtherSide)), "private": "true", "amount_fen": "7654.32", "expires": "2099-01-31", "text": "最多这个数"})
	worker.act("", dispute.Message, typed{"text": "只告诉调解员的话"})
	mediator.act(id, dispute.Note, typed{"text": "内部看法"})
	mediator.act(id, dispute.DangerNote, typed{"text": "极度焦虑"})
	worker.act("", dispute.AddEvidence, typed{"kind": "medical"}, upload{"evidence", "私密病历.png", png})
	evidence := string(h.file(id).Evidence[0].ID)
	for _, path := range []string{"/case", "/case/acts/make_offer", "/case/acts/message"} {
		insurer.get(path).is(200).hasNot("底线九千八百元", "只告诉调解员的话", "内部看法", "极度焦虑", "私密病历", disputetest.RiderPhone)
		worker.get(path).is(200).hasNot("7,654.32", "最多这个数", "2099年1月31日", "内部看法", "极度焦虑", "13700137000")
	}
	insurer.get("/case").is(200).has("7,654.32")
	worker.get("/case").is(200).has("底线九千八百元")
	insurer.get("/case/files/" + evidence).is(404)
	insurer.get("/case/files/" + evidence + "/preview.jpg").is(404)
	insurer.get("/case/receipt").is(404)
	worker.get("/case/files/" + evidence).is(200)
	insurer.get("/cases/" + string(id)).is(404)
}

func TestWhatPeopleTypeIsShownAsText(t *testing.T) {
	t.Parallel()
	h := open(t)
	const attack = `<script>alert(1)</script><img src=x onerror=alert(1)>{{.}}${7*7}`
	b := h.browser()
	form := with(b.filing(), typed{"applicant.name": attack, "story": attack, "against.name": attack})
	p := b.send("/file", form).is(201)
	pages := []page{p, b.get("/case")}
	mediator := h.staff(h.db.Mediator)
	id := h.onlyCase()
	mediator.act(id, dispute.Accept, typed{"text": attack})
	pages = append(pages, mediator.get("/cases"), mediator.get("/cases/"+string(id)), mediator.get(at(id, dispute.Draft)),
		mediator.post("/cases", url.Values{"q": {attack}}), b.post("/track", url.Values{"code": {attack}}))
	for _, p := range pages {
		p.hasNot("<script>alert", "<img src=x").has("&lt;script&gt;alert(1)")
		if csp := p.header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("got policy %q", csp)
		}
	}
}

func TestTheDocketFindsByWholeNamePhoneAndNumberAlone(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, id := h.filed()
	mediator := h.staff(h.db.Mediator)
	mediator.act(id, dispute.Accept, nil)
	number := h.file(id).Number
	for q, found := range map[string]bool{disputetest.RiderName: true, "+86 " + disputetest.RiderPhone: true, number: true, "陈志": false, "%": false, "' or 1=1 --": false} {
		p := mediator.post("/cases", url.Values{"q": {q}}).is(200)
		if got := strings.Contains(p.text, "/cases/"+string(id)); got != found {
			t.Errorf("%q: found %t, want %t", q, got, found)
		}
	}
	mediator.post("/cases", url.Values{"stage": {"filed"}}).is(200).has("没有符合条件")
	mediator.post("/cases", url.Values{"cursor": {"forged"}}).is(422)
	mediator.post("/cases", url.Values{"due_before": {"2025-02-29"}}).is(422).has(`value="2025-02-29"`)
}

func TestTheDeskFilesForAWorkerAndGivesCodesAnew(t *testing.T) {
	t.Parallel()
	h := open(t)
	mediator := h.staff(h.db.Mediator)
	form := mediator.get("/cases/new").is(200).filledIn()
	words := typed{"applicant.name": "刘阿姨", "story": "口头说的", "against.name": "某公司", "body": "company", "amount_fen": "800", "channel": "paper", "source": "paper", "happened_on": "2026-01-05"}
	p := mediator.send("/cases/new", with(form, words), upload{"proof", "申请书.png", png}).is(201).has("已收到，尚未受理", "2026年1月5日")
	f := h.file(h.onlyCase())
	if f.Picture.FiledOn.String() != "2026-01-05" || f.Picture.Source != dispute.OnPaper || len(f.Evidence) != 1 || f.Picture.Claims[0].AmountFen != 80000 {
		t.Errorf("got %+v", f.Picture)
	}
	party := string(h.party(f.Picture.Case, dispute.Applicant))
	fresh := mediator.post("/cases/"+string(f.Picture.Case)+"/receipt", url.Values{"party": {party}}).is(200).code()
	b := h.browser()
	b.post("/track", url.Values{"code": {p.code()}}).is(404)
	b.post("/track", url.Values{"code": {fresh}}).is(200)
	mediator.send("/cases/new", with(form, typed{"applicant.name": "", "story": "写了很多"})).is(422).has("写了很多", `href="#applicant.name"`)
}

func TestFilesAreSavedAndNeverRun(t *testing.T) {
	t.Parallel()
	h := open(t)
	b, id := h.filed()
	var picture bytes.Buffer
	check(t, imagepng.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 40, 30))))
	b.act("", dispute.AddEvidence, nil, upload{"evidence", `..\..\a"b.png`, picture.Bytes()})
	file := "/case/files/" + string(h.file(id).Evidence[0].ID)
	p := b.get(file).is(200)
	if got := p.header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") || strings.Contains(got, "..") {
		t.Errorf("got %q", got)
	}
	if p.header.Get("Content-Security-Policy") != "default-src 'none'; sandbox" || p.header.Get("X-Content-Type-Options") != "nosniff" || p.text != picture.String() {
		t.Errorf("got %v", p.header)
	}
	if got := b.get(file + "/preview.jpg").is(200); got.header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("got %v", got.header)
	}
}

func TestALinkThatWasRevokedOpensNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, id := h.filed()
	mediator := h.staff(h.db.Mediator)
	insurer := h.insurer(mediator, id)
	p := mediator.get("/cases/" + string(id) + "/links").is(200)
	var link string
	for _, c := range p.controls() {
		if c.attr["name"] == "revoke" {
			link = c.attr["value"]
		}
	}
	mediator.post("/cases/"+string(id)+"/links", url.Values{"revoke": {link}}).is(200).has("链接已作废")
	if got := insurer.get("/case"); got.path != "/track" {
		t.Errorf("the session lives on at %s", got.path)
	}
}

func TestDoorsAnswerOtherMethodsAndOtherSites(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := h.browser()
	if p := b.do("PUT", "/file", "", nil).is(http.StatusMethodNotAllowed); p.header.Get("Allow") != "GET, HEAD, POST" {
		t.Errorf("got Allow %q", p.header.Get("Allow"))
	}
	if p := b.do("HEAD", "/", "", nil).is(200); p.text != "" || p.header.Get("Content-Length") == "0" {
		t.Errorf("got %q", p.text)
	}
	b.get("/nowhere").is(404).has("没有找到")
	b.do("POST", "/file", "application/json", strings.NewReader("{}")).is(http.StatusUnsupportedMediaType)
	b.do("POST", "/file", "multipart/form-data; boundary=x", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nnever ends")).is(400)
	b.do("POST", "/track", "application/x-www-form-urlencoded", strings.NewReader("code="+strings.Repeat("a", 2<<20))).is(http.StatusRequestEntityTooLarge)
	b.header.Set("Sec-Fetch-Site", "cross-site")
	b.post("/track", url.Values{"code": {"x"}}).is(http.StatusForbidden).has("别的网站")
	b.header.Del("Sec-Fetch-Site")
	b.header.Set("Content-Encoding", "gzip")
	b.post("/track", url.Values{"code": {"x"}}).is(http.StatusUnsupportedMediaType)
}

func TestTheLanguageComesBackToThisSiteAlone(t *testing.T) {
	t.Parallel()
	b := open(t).browser()
	for back, want := range map[string]string{"/privacy": "/privacy", "https://evil.example/": "/", "//evil.example": "/", `/\evil.example`: "/"} {
		if p := b.get("/language?to=en&back=" + url.QueryEscape(back)).is(200); p.path != want {
			t.Errorf("%s: got %s, want %s", back, p.path, want)
		}
	}
	b.get("/privacy").is(200).has("How your data are used")
}

func TestSigningOutEndsTheSession(t *testing.T) {
	t.Parallel()
	h := open(t)
	mediator := h.staff(h.db.Mediator)
	mediator.post("/signout", url.Values{}).is(200)
	if p := mediator.get("/cases"); p.path != "/signin" {
		t.Errorf("still in at %s", p.path)
	}
	h.browser().post("/signin", url.Values{"login": {"nobody"}, "password": {"x"}}).is(401).has(`value="nobody"`, "账号、密码或动态码不对").hasNot(`value="x"`)
}

// TestAPageThatSearchesTooOftenIsRefusedWithWhenToComeBack, in both languages.
func TestAPageThatSearchesTooOftenIsRefusedWithWhenToComeBack(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.filed()
	mediator := h.staff(h.db.Mediator)
	search := url.Values{"q": {disputetest.RiderPhone}}
	mediator.post("/cases", search).is(200).has(disputetest.RiderName)
	h.db.Exec(t, `update attempts set tries = 60`)
	for lang, want := range map[string]string{"zh": "查询过于频繁", "en": "Too many searches"} {
		mediator.header.Set("Accept-Language", lang)
		if p := mediator.post("/cases", search).is(429).has(want); p.header.Get("Retry-After") == "" {
			t.Errorf("%s: got no Retry-After", lang)
		}
	}
	mediator.get("/cases").is(200).has(disputetest.RiderName)
}
