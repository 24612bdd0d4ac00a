package web_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/routelog"
	"hejie/internal/store"
)

// runs are the analyses of a case, the oldest first.
func (h *house) runs(id dispute.CaseID) []dispute.ActID {
	h.t.Helper()
	var list []dispute.ActID
	for _, r := range h.file(id).Routes {
		list = append(list, r.ID)
	}
	return list
}

// judged records what an analysis found.
func (h *house) judged(id dispute.CaseID, run dispute.ActID, found routelog.Findings) {
	h.t.Helper()
	result, err := json.Marshal(found)
	check(h.t, err)
	check(h.t, h.db.Work.RouteJudged(h.t.Context(), store.Judged{Route: run, Case: id, Finding: string(found.Finding), Analyser: "1", Statements: len(found.Statements()), Result: result, SVG: []byte("<svg></svg>")}))
}

func seconds(n float64) *float64 { return &n }

// someFindings hold a sentence in every part but the facts, an alternative, a policy beside and a clock.
func someFindings() routelog.Findings {
	reason := func(code, zh string) []routelog.Reason {
		return []routelog.Reason{{Code: code, Text: zh, TextEN: code, Refs: []routelog.Ref{}}}
	}
	return routelog.Findings{
		Finding: routelog.Continuous, Because: reason("moving", "两单之间一直在走。"), Against: reason("far", "绕了一段路。"), Missing: reason("next", "缺少被转走的订单。"),
		NotProved: reason("cause", "不能证明怎么摔的。"), Policy: routelog.DefaultPolicy(),
		Alternatives: []routelog.Alternative{{With: "datum:gcj02", Finding: routelog.Interrupted}, {With: "policy:从严", Finding: routelog.Interrupted}},
		Clocks:       []routelog.ClockRow{{Source: "轨迹文件1", Kind: "track", PrecisionS: seconds(1), OffsetS: seconds(-37), OffsetUncertaintyS: seconds(5)}},
	}
}

// analysed is a case with one analysis on record and its worker's and mediator's browsers.
func analysed(t *testing.T) (h *house, worker, mediator *browser, id dispute.CaseID) {
	t.Helper()
	h = open(t)
	worker, id = h.filed()
	mediator = h.staff(h.db.Mediator)
	mediator.act(id, dispute.Accept, nil)
	mediator.act(id, dispute.AnalyseRoute, typed{"at": "2026-03-02T12:40", "typed[0].accepted": "2026-03-02T12:00", "compare[0].name": "从严", "compare[0].long_stop_s": "300"})
	h.judged(id, h.runs(id)[0], someFindings())
	return h, worker, mediator, id
}

func TestAnAnalysisSaysWhatItMeansBeforeItsNumbersAndNamesWhatWouldChangeIt(t *testing.T) {
	t.Parallel()
	_, worker, mediator, id := analysed(t)
	for _, p := range []page{worker.get("/case"), mediator.get("/cases/" + string(id))} {
		p.is(200).has("这个结果只供调解参考，不作任何决定", `<li value="1"`, "两单之间一直在走。", "绕了一段路。", "缺少被转走的订单。", "如果轨迹用的是GCJ-02坐标，结果为：配送中断",
			"从严", "600 → 300", "慢37秒 ±5秒", "公布的规则")
		if at, numbers := strings.Index(p.text, "不作任何决定"), strings.Index(p.text, `<ol class="statements">`); at > numbers {
			t.Error("the numbers come before what they mean")
		}
	}
}

func TestPointsTickedInTheReportAreObjectedToAndAnsweredUnderTheirSentences(t *testing.T) {
	t.Parallel()
	h, worker, mediator, id := analysed(t)
	run := string(h.runs(id)[0])
	ticked := at("", dispute.ObjectRoute) + "?" + url.Values{"analysis": {run}, "statement": {"2", "3"}}.Encode()
	form := worker.get(ticked).is(200).has("两单之间一直在走。", "绕了一段路。").hasNot("缺少被转走的订单。").filledIn()
	worker.post(at("", dispute.ObjectRoute), with(form, typed{"points[0].text": "我停过一次红灯"})).is(422).has("我停过一次红灯", "绕了一段路。")
	worker.post(at("", dispute.ObjectRoute), with(form, typed{"points[0].text": "我停过一次红灯", "points[1].text": "那条路封了"})).is(200).has("已办理", "我停过一次红灯", "等待调委会答复")
	mediator.get("/cases/"+string(id)).is(200).has("我停过一次红灯", "等待调委会答复", "那条路封了", "/acts/answer_objection?to=")
	answers := mediator.get(at(id, dispute.AnswerObjection)).is(200).has("我停过一次红灯", "那条路封了").filledIn()
	mediator.post(at(id, dispute.AnswerObjection), with(answers, typed{"results[0].result": "rerun", "results[1].result": "rejected", "results[1].text": "封路通知是次日的"})).is(200).
		has("调委会答复：据此重新分析", "封路通知是次日的").hasNot("等待调委会答复")
	worker.get("/case").is(200).has("调委会答复：据此重新分析", "封路通知是次日的").hasNot("等待调委会答复")
	whole := worker.get(at("", dispute.ObjectRoute) + "?analysis=" + run + "&statement=0").is(200).has("对整份报告的异议").filledIn()
	worker.post(at("", dispute.ObjectRoute), with(whole, typed{"points[0].text": "整份都看不懂"})).is(200)
	mediator.get("/cases/"+string(id)).is(200).has("对整份报告的异议", "整份都看不懂")
}

func TestACorrectionBeginsWithTheEarlierRunAndTellsWhatChanged(t *testing.T) {
	t.Parallel()
	h, worker, mediator, id := analysed(t)
	first := string(h.runs(id)[0])
	again := at(id, dispute.AnalyseRoute) + "?corrects=" + first
	form := mediator.get(again).is(200).has("公布的数值：600", `<textarea id="wording"`, "照抄保险单上的那一条").filledIn()
	if got := form.Get("at") + form.Get("typed[0].accepted") + form.Get("compare[0].long_stop_s"); got != "2026-03-02T12:40:002026-03-02T12:00:00300" {
		t.Errorf("the correction does not begin with what the run said: %q", got)
	}
	mediator.post(again, with(form, typed{"tolerance_s": "60"})).is(422).has(`href="#reason"`)
	mediator.post(again, with(form, typed{"reason": "补上出处", "wording_source": "保险单A1"})).is(422).has(`href="#wording"`)
	mediator.post(again, with(form, typed{"wording": "自接单时起\n至送达时止", "wording_source": "保险单A1", "tolerance_s": "60", "reason": "报警时间是手写的", "policy.stop_s": "240"})).is(200).has("已办理")
	h.judged(id, h.runs(id)[1], someFindings())
	for _, p := range []page{worker.get("/case"), mediator.get("/cases/" + string(id))} {
		p.is(200).has("报警时间是手写的", "更正了", "时间误差（秒）", "60", "条款出处", "保险单A1", "保险条款原文", "自接单时起", "条款如何解释、是否适用，由双方协商或者由有权机关认定", "停留时长（秒）", "林秀兰", `<details class="run">`)
	}
	run, _ := h.file(id).Event(h.runs(id)[1])
	if f := run.Form.(*dispute.RouteRun); string(f.Corrects) != first || f.Policy == nil || f.Policy.Name == "" || len(f.Compare) != 1 || f.Wording != "自接单时起\n至送达时止" {
		t.Errorf("got %+v", f)
	}
}

func TestATrackIsAskedAboutByItselfAndTakenBackWithOneTap(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	worker.get("/case").is(200).hasNot(`id="track"`)
	worker.act("", dispute.AddEvidence, typed{"kind": "track"}, upload{"evidence", "ride.gpx", []byte("<gpx/>")})
	worker.get("/case").is(200).has("您还没有回答", "/case/acts/consent?ask=track", "/case/acts/consent?ask=share_track")
	asked := worker.get("/case/acts/consent?ask=track").is(200).has("ride.gpx", "惠城区桥东街道人民调解委员会", "随时可以撤回").hasNot("checked")
	part := with(asked.filledIn(), typed{"from": "2026-03-02T11:00", "to": "2026-03-02T13:00"})
	p := worker.post(at("", dispute.Consent), part).is(200).has("您在", "同意了", "2026年3月2日 11:00 至 2026年3月2日 13:00", "点一下就撤回")
	_, p.text, _ = strings.Cut(p.text, `id="track"`)
	worker.post(at("", dispute.RevokeConsent), p.hiddenOf("revoke_consent")).is(200).has("撤回了同意", "/case/acts/consent?ask=track")
	worker.post(at("", dispute.Consent), worker.get("/case/acts/consent?ask=share_track").is(200).has("南岭", "最长两小时").filledIn()).is(200)
	more := worker.get("/case/acts/consent?ask=share_more").is(200).filledIn()
	worker.post(at("", dispute.Consent), more).is(422).has("从几时到几时")
	worker.post(at("", dispute.Consent), with(more, typed{"from": "2026-03-02T12:00", "to": "2026-03-02T15:00"})).is(200).has("2026年3月2日 12:00 至 2026年3月2日 15:00")
	var forms []*dispute.ConsentForm
	for _, e := range h.file(id).Events {
		if f, ok := e.Form.(*dispute.ConsentForm); ok && e.Act.Name == dispute.Consent {
			forms = append(forms, f)
		}
	}
	if len(forms) != 3 || forms[0].Purpose != "track" || forms[1].Recipient == "" || forms[1].From != "" || forms[2].From == "" {
		t.Errorf("got %+v", forms)
	}
}

func TestAPageLooksAgainOnlyWhileAnAnalysisIsUnderWay(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	mediator := h.staff(h.db.Mediator)
	mediator.act(id, dispute.Accept, nil)
	worker.get("/case").is(200).hasNot(`http-equiv="refresh"`)
	mediator.act(id, dispute.AnalyseRoute, typed{"at": "2026-03-02T12:40", "typed[0].accepted": "2026-03-02T12:00"})
	worker.get("/case").is(200).has(`http-equiv="refresh"`, "页面会自己刷新")
	worker.get("/case?still").is(200).hasNot(`http-equiv="refresh"`)
}

func TestAFailedAnalysisLeavesTheLastGoodOneOpenBesideIt(t *testing.T) {
	t.Parallel()
	h, worker, mediator, id := analysed(t)
	const stands = `<details class="run" open><summary>最近一次有结果的分析`
	mediator.act(id, dispute.AnalyseRoute, typed{"at": "2026-03-02T12:41", "typed[0].accepted": "2026-03-02T12:00"})
	worker.get("/case").is(200).hasNot(stands)
	why := fault.BadField("轨迹文件1", "unreadable", fault.Text{ZH: "这份文件读不出来。", EN: "This file cannot be read."})
	check(t, h.db.Work.RouteFailed(t.Context(), h.runs(id)[1], why))
	for _, p := range []page{worker.get("/case"), mediator.get("/cases/" + string(id))} {
		p.is(200).has("这次没有得出结果", "这份文件读不出来。", stands, "两单之间一直在走。")
	}
	mediator.act(id, dispute.AnalyseRoute, typed{"at": "2026-03-02T12:42", "typed[0].accepted": "2026-03-02T12:00"})
	h.judged(id, h.runs(id)[2], someFindings())
	worker.get("/case").is(200).hasNot(stands).has(`<details class="run"><summary>`)
}

func TestTheDeskIsToldToSayWhoseATrackIs(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	const whose = "没有选的，按申请人的轨迹对待"
	h.staff(h.db.Mediator).get(at(id, dispute.AddEvidence)).is(200).has(whose)
	worker.get(at("", dispute.AddEvidence)).is(200).hasNot(whose)
}
