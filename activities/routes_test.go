package activities_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/store"
)

// orderTable is a platform's record of two orders with the fall between them: delivered 18:30:12, accepted 18:33:05.
const orderTable = `订单号,接单时间,到店时间,取餐时间,送达时间,取消时间
A1093,2025-05-18 18:02:00,2025-05-18 18:10:10,2025-05-18 18:12:30,2025-05-18 18:30:12,
A1107,2025-05-18 18:50:05,,,,2025-05-18 19:01:00
`

// ride is a track that moves on northward from 18:29 to 18:46, a point every twenty seconds.
func ride() string {
	var b strings.Builder
	b.WriteString("time,lat,lon\n")
	for i := range 52 {
		s := 29*60 + i*20
		fmt.Fprintf(&b, "2025-05-18 18:%02d:%02d,%.5f,113.98000\n", s/60, s%60, 23.10+float64(i)*0.0009)
	}
	return b.String()
}

// routed is a case whose route is to be judged.
func routed(t *testing.T, run func(*office) *dispute.RouteRun, options ...disputetest.FilingOption) *office {
	t.Helper()
	o := open(t).file(options...)
	o.do(dispute.Accept, o.db.Mediator, disputetest.NotElsewhere())
	o.do(dispute.Consent, o.worker(), &dispute.ConsentForm{Purpose: "track"})
	o.do(dispute.AnalyseRoute, o.db.Mediator, run(o))
	return o
}

func (o *office) route() store.RouteRow {
	o.t.Helper()
	routes := o.read().Routes
	if len(routes) != 1 {
		o.t.Fatalf("got %d routes, want 1", len(routes))
	}
	return routes[0]
}

func TestClerkJudgesARouteAndPrintsTheReport(t *testing.T) {
	t.Parallel()
	o := routed(t, func(o *office) *dispute.RouteRun {
		return &dispute.RouteRun{
			Orders: []dispute.EvidenceID{o.upload("orders", "陈志强的订单.csv", orderTable)},
			Tracks: []dispute.EvidenceID{o.upload("track", "陈志强的轨迹.csv", ride())},
			At:     "2025-05-18T18:45:00+08:00", Datum: "wgs84", Wording: "配送期间：自接单时起至送达时止。", WordingSource: "保险单A1第2条",
		}
	})
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	for _, p := range o.read().Papers {
		if p.Form == dispute.RouteReportPaper && p.State != "due" {
			t.Errorf("a report was %s before its route was judged", p.State)
		}
	}
	o.must(o.clerk.AnalyseRoutes(t.Context(), o.Case))
	r := o.route()
	if r.State != "judged" || r.Finding != "continuous" || !strings.HasPrefix(string(r.SVG), "<svg") {
		t.Fatalf("got %s, finding %s, picture of %d bytes: %s; want a judged continuous delivery", r.State, r.Finding, len(r.SVG), r.Problem)
	}
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	text := o.paper(dispute.RouteReportPaper)
	for _, fact := range []string{"连续配送", "上一单A1093于2025年5月18日18时30分12秒结束", "A1107", "被取消", "2025年5月18日18时45分00秒至2025年5月18日18时46分00秒",
		"订单文件1第2行", "轨迹文件1", "WGS-84（已声明）", "routelog/", "不解释保险合同", "1、事发时间为", "各时钟对照", "long_stop_s",
		"配送期间：自接单时起至送达时止。", "条款出处：保险单A1第2条", "下列只是时间事实"} {
		if !strings.Contains(text, fact) {
			t.Errorf("the report does not say %q: %s", fact, text)
		}
	}
	if strings.Contains(text, "陈志强的") {
		t.Error("the report prints the name of an upload")
	}
}

func TestClerkTakesTheTimesTypedInTheFilingWhereARunNamesNoOrders(t *testing.T) {
	t.Parallel()
	o := routed(t, func(*office) *dispute.RouteRun { return &dispute.RouteRun{At: "2025-05-18T18:20:00+08:00"} }, func(f *dispute.Filing) {
		f.Typed = []dispute.TypedOrder{{Order: "A1", Accepted: "2025-05-18T18:02:00+08:00", Delivered: "2025-05-18T18:30:00+08:00"}}
	})
	o.must(o.clerk.AnalyseRoutes(t.Context(), o.Case))
	if r := o.route(); r.Finding != "on_order" {
		t.Fatalf("got %q (%s), want on_order", r.Finding, r.Problem)
	}
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	if text := o.paper(dispute.RouteReportPaper); !strings.Contains(text, "申请时录入的订单第1行") {
		t.Errorf("the report does not name the typed order: %s", text)
	} else if !strings.Contains(text, "没有提供保险条款原文") || strings.Contains(text, "下列只是时间事实") {
		t.Errorf("the report has facts of time without the clause's words, or does not say why not: %s", text)
	}
}

func TestClerkTakesATypedTimeForAMinuteAndNotForASecond(t *testing.T) {
	t.Parallel()
	o := routed(t, func(*office) *dispute.RouteRun {
		return &dispute.RouteRun{At: "2025-05-18T18:30:00+08:00", Typed: []dispute.TypedOrder{
			{Order: "A1", Accepted: "2025-05-18T18:02:00+08:00", Delivered: "2025-05-18T18:30:00+08:00"},
		}}
	})
	o.must(o.clerk.AnalyseRoutes(t.Context(), o.Case))
	if r := o.route(); r.Finding != "cannot_tell" {
		t.Errorf("got %q, want cannot_tell: delivered and fallen in the same minute", r.Finding)
	}
}

func TestClerkSaysWhichLineOfAFileCannotBeReadAndKeepsTheFile(t *testing.T) {
	t.Parallel()
	var upload dispute.EvidenceID
	o := routed(t, func(o *office) *dispute.RouteRun {
		upload = o.upload("orders", "订单.csv", strings.Replace(orderTable, "2025-05-18 18:30:12", "傍晚", 1))
		return &dispute.RouteRun{Orders: []dispute.EvidenceID{upload}, At: "2025-05-18T18:45:00+08:00"}
	})
	o.must(o.clerk.AnalyseRoutes(t.Context(), o.Case))
	r := o.route()
	var why fault.Fault
	o.must(json.Unmarshal(r.Problem, &why))
	if r.State != "failed" || len(why.Fields) != 1 || why.Fields[0].Name != "订单文件1:2:delivered_at" {
		t.Fatalf("got %s, %+v; want a failure that names file, line and field", r.State, why)
	}
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	if text := o.paper(dispute.RouteReportPaper); !strings.Contains(text, "订单文件1:2:delivered_at") || !strings.Contains(text, "没有完成") {
		t.Errorf("the report does not say what is wrong: %s", text)
	}
	o.must(o.db.Work.Read(t.Context(), store.AsSystem(), func(reader *store.Reader) error {
		b, err := reader.EvidenceBytes(t.Context(), o.Case, upload)
		if err != nil {
			return err
		}
		return o.disk.Check(t.Context(), b.VaultID, b.Key, b.SHA256)
	}))
}

func TestClerkRecordsAFileThatIsGone(t *testing.T) {
	t.Parallel()
	o := routed(t, func(o *office) *dispute.RouteRun {
		return &dispute.RouteRun{Tracks: []dispute.EvidenceID{o.upload("track", "t.csv", ride())}, At: "2025-05-18T18:45:00+08:00"}
	})
	o.db.Exec(t, `update evidence set wrapped = null, destroyed_at = now() where kind = 'track'`)
	o.must(o.clerk.AnalyseRoutes(t.Context(), o.Case))
	if r := o.route(); r.State != "failed" || !strings.Contains(string(r.Problem), "轨迹文件1") {
		t.Errorf("got %s, %s; want a failure that names the track", r.State, r.Problem)
	}
}
