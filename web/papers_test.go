package web_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/routelog"
	"hejie/internal/store"
)

func TestAReceiptIsDownloadedOnceItIsDrawnAndByItsSideAlone(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	worker.get("/case/receipt").is(200).has("稍后")
	var receipt store.PaperRow
	for _, p := range h.file(id).Papers {
		if p.Form == dispute.ReceiptPaper {
			receipt = p
		}
	}
	path := "/case/papers/" + receipt.ID + ".pdf"
	worker.get(path).is(404)
	wrapped, key, err := h.db.Work.PaperKey(t.Context(), id, receipt.ID)
	check(t, err)
	stored, err := h.vault.Put(t.Context(), strings.NewReader("%PDF-1.4 a receipt"), 1<<20, key)
	check(t, err)
	_, err = h.db.Work.PaperDrawn(t.Context(), store.Drawn{Paper: receipt.ID, VaultID: stored.ID, Pages: 1, Size: stored.Size, SHA256: stored.SHA256[:], Wrapped: wrapped, Due: receipt.DueAt})
	check(t, err)
	worker.get("/case/receipt").is(200).has(path)
	p := worker.get(path).is(200)
	if p.text != "%PDF-1.4 a receipt" || p.header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(p.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("got %q %v", p.text, p.header)
	}
	mediator := h.staff(h.db.Mediator)
	mediator.act(id, dispute.Accept, nil)
	h.insurer(mediator, id).get(path).is(404)
}

func TestARouteShowsItsPictureItsFindingAndWhyItCouldNotBeRead(t *testing.T) {
	t.Parallel()
	h := open(t)
	worker, id := h.filed()
	mediator := h.staff(h.db.Mediator)
	mediator.act(id, dispute.Accept, nil)
	mediator.act(id, dispute.AnalyseRoute, typed{"at": "2026-03-02T12:40", "typed[0].accepted": "2026-03-02T12:00"})
	mediator.act(id, dispute.AnalyseRoute, typed{"at": "2026-03-02T12:41", "typed[0].accepted": "2026-03-02T12:00"})
	var runs []dispute.ActID
	for _, e := range h.file(id).Events {
		if e.Act.Name == dispute.AnalyseRoute {
			runs = append(runs, e.Act.ID)
		}
	}
	found := routelog.Findings{Finding: routelog.Continuous, Because: []routelog.Reason{{Code: "x", Text: "接单<b>后</b>未停留", TextEN: "no stop"}}}
	result, err := json.Marshal(found)
	check(t, err)
	var picture bytes.Buffer
	check(t, routelog.SVG(&picture, routelog.Picture{Width: 100, Height: 50, Title: fault.Text{ZH: "<script>路线", EN: "route"}}))
	check(t, h.db.Work.RouteJudged(t.Context(), store.Judged{Route: runs[0], Case: id, Finding: string(found.Finding), Analyser: "1", Result: result, SVG: picture.Bytes()}))
	check(t, h.db.Work.RouteFailed(t.Context(), runs[1], fault.BadField("orders", "x", fault.Text{ZH: "订单文件第3行读不懂", EN: "line 3"})))
	for _, p := range []page{worker.get("/case"), mediator.get("/cases/" + string(id))} {
		p.is(200).has("<svg ", "之前的分析", `<details class="run" open>`, routelog.Continuous.ZH(), "接单&lt;b&gt;后&lt;/b&gt;未停留", "订单文件第3行读不懂",
			"仍作为证据保存").hasNot("<script>路线")
	}
}
