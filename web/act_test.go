package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/store"
)

var (
	selects   = regexp.MustCompile(`(?s)<select id="[^"]*" name="([^"]*)"[^>]*>(.*?)</select>`)
	choices   = regexp.MustCompile(`<option value="([^"]*)"( selected)?>`)
	textareas = regexp.MustCompile(`(?s)<textarea id="[^"]*" name="([^"]*)"[^>]*>(.*?)</textarea>`)
)

// filledIn is the act's form as the page holds it before anyone types.
func (p page) filledIn() url.Values {
	values := url.Values{}
	for _, c := range p.controls() {
		_, checked := c.attr["checked"]
		switch kind := c.attr["type"]; {
		case c.kind != "input" || kind == "file":
		case kind == "checkbox" || kind == "radio":
			if checked {
				values.Add(c.attr["name"], c.attr["value"])
			}
		default:
			values.Add(c.attr["name"], unescape(c.attr["value"]))
		}
	}
	for _, m := range selects.FindAllStringSubmatch(p.text, -1) {
		chosen := ""
		for i, o := range choices.FindAllStringSubmatch(m[2], -1) {
			if i == 0 || o[2] != "" {
				chosen = o[1]
			}
		}
		values.Set(m[1], chosen)
	}
	for _, m := range textareas.FindAllStringSubmatch(p.text, -1) {
		values.Set(m[1], unescape(m[2]))
	}
	return values
}

type typed = map[string]string

// at is where an act's form stands for this browser.
func at(id dispute.CaseID, act dispute.ActName) string {
	if id == "" {
		return "/case/acts/" + string(act)
	}
	return "/cases/" + string(id) + "/acts/" + string(act)
}

// act opens a form, types, sends it, and expects the case's page to say that it was done.
func (b *browser) act(id dispute.CaseID, act dispute.ActName, words typed, files ...upload) page {
	b.t.Helper()
	form := with(b.get(at(id, act)).is(200).filledIn(), words)
	var p page
	if len(files) > 0 {
		p = b.send(at(id, act), form, files...)
	} else {
		p = b.post(at(id, act), form)
	}
	return p.is(200).has(act.Label().ZH, `class="done"`)
}

func (h *house) party(id dispute.CaseID, side dispute.Side) dispute.PartyID {
	for _, x := range h.file(id).Picture.Principals() {
		if x.Side == side {
			return x.ID
		}
	}
	h.t.Fatalf("no party on the side %s", side)
	return ""
}

func (h *house) stage(id dispute.CaseID, want dispute.Stage) {
	h.t.Helper()
	if got := h.file(id).Picture.Stage; got != want {
		h.t.Fatalf("got stage %s, want %s", got, want)
	}
}

// insurer is the other side's browser, let in by its link and a code.
func (h *house) insurer(mediator *browser, id dispute.CaseID) *browser {
	h.t.Helper()
	other := string(h.party(id, dispute.OtherSide))
	mediator.act(id, dispute.Correct, typed{"text": "登记电话"}) // a correction in words alone
	details := with(mediator.get(at(id, dispute.Correct)+"?party="+other).filledIn(), typed{"text": "登记电话", "person.phone": "13700137000"})
	mediator.post(at(id, dispute.Correct), details).is(200)
	made := mediator.post("/cases/"+string(id)+"/links", url.Values{"party": {other}, "days": {"10"}}).is(200)
	m := regexp.MustCompile(`id="link">([^<]+)<`).FindStringSubmatch(made.text)
	if m == nil {
		h.t.Fatalf("no link\n%s", made.plain())
	}
	b := h.browser()
	b.post("/link", url.Values{"link": {unescape(m[1])}}).is(200).has("137****7000")
	b.post("/link", url.Values{"link": {unescape(m[1])}, "sent": {"yes"}, "code": {h.phone.code()}}).is(200).has("案件进展")
	return b
}

func TestTheWholeStoryGoesThroughThePages(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	mediator, head := h.staff(h.db.Mediator), h.staff(h.db.Head)
	mediator.get("/cases").is(200).has(disputetest.RiderName, "/cases/"+string(id))
	mediator.act(id, dispute.Accept, nil)
	h.stage(id, dispute.Inquiry)
	mediator.act(id, dispute.TellRights, nil)
	mediator.act(id, dispute.Investigate, typed{"place": "站点", "asked": "店员", "text": "店员说当时下雨"})
	mediator.act(id, dispute.OpenMediation, nil)
	mediator.act(id, dispute.RecordSession, typed{"text": "双方到场", "present": "王工\n李工"})
	insurer := h.insurer(mediator, id)
	insurer.act("", dispute.MakeOffer, typed{"amount_fen": "１２，０００", "text": "一次付清"})
	offered := worker.get("/case").is(200).has("12,000.00 元", "接受", "不接受")
	worker.post(at("", dispute.AcceptOffer), offered.hiddenOf("accept_offer")).is(200).has("已办理：接受方案")
	mediator.act(id, dispute.Draft, typed{"terms[0].due": "2026-12-31"})
	worker.get(at("", dispute.Sign)).is(200).has("12,000.00 元", "12348")
	worker.post(at("", dispute.Sign), with(worker.get(at("", dispute.Sign)).filledIn(), typed{"name": "陈志强"})).is(422).has(`value="陈志强"`, "我已阅读")
	worker.act("", dispute.Sign, typed{"name": "陈志强", "read": "true", "drawing": "M1 2L3 4"})
	mediator.act(id, dispute.Sign, typed{"for": string(h.party(id, dispute.OtherSide)), "method": "seal", "channel": "paper"}, upload{"proof", "盖章.png", png})
	mediator.act(id, dispute.SignMediator, nil)
	head.act(id, dispute.AffixSeal, nil)
	h.stage(id, dispute.Performing)
	mediator.act(id, dispute.RecordPayment, typed{"for": string(h.party(id, dispute.Applicant)), "channel": "phone"})
	h.stage(id, dispute.Closed)
	mediator.act(id, dispute.FollowUp, typed{"text": "钱已收到", "content": "true"})
	mediator.act(id, dispute.Confirmation, typed{"number": "（2026）粤1302民特1号"})
	mediator.act(id, dispute.Reopen, typed{"text": "履行有争议"})
	h.stage(id, dispute.Inquiry)
	for _, e := range h.file(id).Events {
		if form, ok := e.Form.(*dispute.AgreementDraft); ok && form.Offer == "" {
			t.Error("the agreement does not say from which offer it comes")
		}
		if e.Act.Name == dispute.Sign && e.Act.By.Staff() && (len(e.Act.Proof) != 1 || e.Act.Channel != dispute.Paper) {
			t.Errorf("got %+v", e.Act)
		}
	}
}

// hiddenOf are the values of the small form that posts to an act.
func (p page) hiddenOf(act string) url.Values {
	p.t.Helper()
	_, after, ok := strings.Cut(p.text, "/acts/"+act+`"`)
	if !ok {
		p.t.Fatalf("no form for %s\n%s", act, p.plain())
	}
	form, _, _ := strings.Cut(after, "</form>")
	return page{p.t, p.status, p.path, form, nil}.hidden()
}

// The file came, the act was refused: the page says that it is kept and no evidence yet, to nobody across, until it is named.
func TestAFileWhoseActIsRefusedIsKeptAndSaidToBeNoEvidence(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	mediator := h.staff(h.db.Mediator)
	mediator.act(id, dispute.Accept, nil)
	const said = "未列入证据"
	form := with(worker.get(at("", dispute.Message)).filledIn(), typed{"text": ""})
	worker.send(at("", dispute.Message), form, upload{"evidence", "现场.png", png}).is(422)
	for who, p := range map[string]page{"worker": worker.get("/case"), "mediator": mediator.get("/cases/" + string(id))} {
		if !strings.Contains(p.text, "现场.png") || !strings.Contains(p.text, said) {
			t.Errorf("%s is not told that the file is kept and no evidence:\n%s", who, p.plain())
		}
	}
	if p := h.insurer(mediator, id).get("/case"); strings.Contains(p.text, "现场.png") {
		t.Error("the other side learns of the file")
	}
	worker.act("", dispute.AddEvidence, typed{"kind": "photo"}, upload{"evidence", "现场.png", png})
	if p := worker.get("/case").has("现场.png"); strings.Contains(p.text, said) {
		t.Errorf("handed in again, and still said to be no evidence:\n%s", p.plain())
	}
}

func TestEveryOtherActHasAFormThatRecords(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	mediator, head := h.staff(h.db.Mediator), h.staff(h.db.Head)
	mediator.act(id, dispute.AskSupplement, typed{"text": "请补保单"})
	worker.act("", dispute.Supplement, typed{"text": "补上了"}, upload{"evidence", "保单.png", png})
	other := h.db.Account(t, "王调解", dispute.Mediator)
	head.act(id, dispute.Assign, typed{"mediator": string(h.db.Mediator.Account)})
	mediator.act(id, dispute.Accept, nil)
	mediator.act(id, dispute.Note, typed{"text": "注意时间差"})
	mediator.act(id, dispute.DangerNote, typed{"text": "情绪低落，请家人陪同"}).has("情绪低落")
	worker.act("", dispute.Message, typed{"text": "什么时候开会？"})
	worker.act("", dispute.Consent, typed{"purpose": "share_track"})
	worker.act("", dispute.RevokeConsent, typed{"purpose": "share_track"})
	worker.act("", dispute.AddParty, typed{"person.name": "周律师", "principal": string(h.party(id, dispute.Applicant)), "authority": "special"})
	worker.act("", dispute.AddEvidence, typed{"kind": "medical", "proves": "伤情"}, upload{"evidence", "病历.png", append(png, 1)})
	for _, e := range h.file(id).Events {
		if form, ok := e.Form.(*dispute.EvidenceNote); ok && len(form.Evidence) != 1 {
			t.Errorf("got %d files of one", len(form.Evidence))
		}
	}
	mediator.act(id, dispute.AskEvidence, typed{"outside": "餐馆", "text": "监控", "standing": "goodwill"})
	mediator.act(id, dispute.AnswerRequest, typed{"result": "none_held", "text": "已覆盖"})
	mediator.act(id, dispute.AnalyseRoute, typed{"at": "2026-03-02T12:40", "typed[0].accepted": "2026-03-02T12:00", "typed[0].delivered": "2026-03-02T12:30", "typed[1].accepted": "2026-03-02T12:45"})
	worker.act("", dispute.AddClaim, typed{"against": string(h.party(id, dispute.OtherSide)), "matter": "other", "amount_fen": "300", "text": "车损"})
	mediator.act(id, dispute.DiscloseInterest, typed{"text": "与被申请人住同一小区"})
	worker.act("", dispute.ChooseMediator, typed{"choice": "other", "text": "想换一位"})
	head.act(id, dispute.DecideRecusal, typed{"result": "kept", "text": "不影响公正"})
	mediator.act(id, dispute.AddClock, typed{"due": "2099-01-31", "text": "复查日"})
	mediator.act(id, dispute.StopClock, typed{"text": "记错了"})
	second := h.browser()
	second.send("/file", second.filing()).is(201)
	for _, l := range h.cases() {
		if l.Case != id {
			mediator.act(id, dispute.LinkCase, typed{"case": string(l.Case), "text": "同一事故"})
			mediator.act(l.Case, dispute.Decline, typed{"text": "重复申请"})
			h.stage(l.Case, dispute.Declined)
		}
	}
	rider, them := string(h.party(id, dispute.Applicant)), string(h.party(id, dispute.OtherSide))
	mediator.act(id, dispute.MakeOffer, typed{"for": them, "amount_fen": "100", "channel": "phone"})
	mediator.act(id, dispute.RejectOffer, typed{"for": rider, "channel": "phone"})
	form := mediator.get(at(id, dispute.Extend)).is(200).filledIn()
	form["consented"] = []string{rider, them}
	mediator.post(at(id, dispute.Extend), with(form, typed{"until": "2099-01-31"})).is(200).has("已办理")
	mediator.act(id, dispute.ReplaceParty, typed{"replaces": them, "side": "respondent", "person.name": "北岭保险", "person.organisation": "true", "person.insurer": "true"})
	mediator.act(id, dispute.AgreeOrally, typed{"terms[0].amount_fen": "800", "terms[0].due": "2026-12-31", "facts": "当面说好"})
	h.stage(id, dispute.Performing)
	mediator.act(id, dispute.RecordDefault, typed{"for": rider})
	mediator.act(id, dispute.HandOver, typed{"mediator": string(other.Account)})
	h.stage(id, dispute.Performing)
}

func TestTheExitsAreOneFormEach(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	page := worker.get("/case").is(200)
	worker.post(at("", dispute.Withdraw), page.hiddenOf("withdraw")).is(200).has("已办理：撤回申请", "已撤回")
	h.stage(id, dispute.Withdrawn)
	mediator := h.staff(h.db.Mediator)
	mediator.act(id, dispute.Reopen, typed{"text": "申请人改变主意"})
	mediator.act(id, dispute.Refer, typed{"name": "惠城区人民法院", "text": "转诉讼", "consented": "true"})
	h.stage(id, dispute.Referred)
	mediator.act(id, dispute.Reopen, typed{"text": "退回"})
	mediator.act(id, dispute.EndMediation, typed{"text": "差距太大"})
	h.stage(id, dispute.Ended)
}

func TestAFormSentOnOldNewsComesBackWithTheWordsAndTheNews(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, id := h.filed()
	mediator := h.staff(h.db.Mediator)
	mediator.act(id, dispute.Accept, nil)
	old := with(mediator.get(at(id, dispute.RecordSession)).is(200).filledIn(), typed{"text": "打了半小时的记录"})
	mediator.act(id, dispute.OpenMediation, nil)
	p := mediator.post(at(id, dispute.RecordSession), old).is(http.StatusPreconditionFailed)
	p.has("打了半小时的记录", "案件有了新进展", "启动调解")
	mediator.post(at(id, dispute.RecordSession), p.filledIn()).is(200).has("已办理")
}

func TestAnActOutOfTurnSaysSoAndChangesNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, id := h.filed()
	mediator := h.staff(h.db.Mediator)
	mediator.get("/cases/"+string(id)).is(200).hasNot(`data-act="record_payment"`, `data-act="draft_agreement"`)
	mediator.get(at(id, dispute.RecordPayment)).is(http.StatusConflict)
	mediator.post(at(id, dispute.OpenMediation), url.Values{"turn": {"1"}}).is(http.StatusConflict)
	h.stage(id, dispute.Filed)
}

func TestAStoredActWaitsForTheEngine(t *testing.T) {
	t.Parallel()
	h := open(t)
	_, id := h.filed()
	mediator := h.staff(h.db.Mediator)
	h.engine.down = true
	form := mediator.get(at(id, dispute.Note)).is(200).filledIn()
	p := mediator.post(at(id, dispute.Note), with(form, typed{"text": "先记下"})).is(http.StatusAccepted).has("已经保存，不会丢失")
	h.engine.down = false
	waits, err := h.db.Work.Load(t.Context(), id)
	check(t, err)
	entry := dispute.ActID(p.path[strings.LastIndex(p.path, "/")+1:])
	ref := dispute.Ref{ID: entry, Case: id, Name: dispute.Note, By: h.db.Mediator}
	_, err = h.db.Work.Record(t.Context(), waits.Version, ref)
	check(t, err)
	check(t, h.db.Serve.Delivered(t.Context(), store.AsStaff(h.db.Mediator), entry))
	mediator.get(p.path).is(200).has("先记下")
}

func TestADoubleTapIsOneAct(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	form := with(worker.get(at("", dispute.Message)).filledIn(), typed{"text": "在吗"})
	worker.post(at("", dispute.Message), form).is(200)
	worker.post(at("", dispute.Message), form).is(200)
	if n := len(h.file(id).Events); n != 2 {
		t.Errorf("got %d events, want the filing and one message", n)
	}
}
