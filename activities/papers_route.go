package activities

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/document"
	"hejie/internal/fault"
	"hejie/internal/routelog"
	"hejie/internal/statute"
	"hejie/internal/store"
)

// route is the analysis that a report is about.
func (s subject) route() (store.RouteRow, bool) {
	i := slices.IndexFunc(s.file.Routes, func(r store.RouteRow) bool { return r.ID == s.paper.Subject })
	if i < 0 {
		return store.RouteRow{}, false
	}
	return s.file.Routes[i], true
}

// waits says whether a paper waits for another errand: a report, for its route.
func (s subject) waits() bool {
	r, ok := s.route()
	return s.paper.Form == dispute.RouteReportPaper && ok && r.State == "due"
}

// routeReport is 配送路线分析报告, from the result on record. Where the evidence could not be read, it says so and where.
func routeReport(s subject) (document.Form, error) {
	run, err := formOf[dispute.RouteRun](s)
	if err != nil {
		return nil, err
	}
	row, ok := s.route()
	if !ok {
		return nil, fmt.Errorf("no route is on record for a report")
	}
	form := document.RouteReport{
		Sheet: s.sheet(), Rider: joined("、", s.names(of(dispute.Applicant, s.principals()))...),
		Incident: s.incident(run), Files: s.routeFiles(run), Analyser: row.Analyser,
		MadeOn: dayZH(statute.DateOf(row.JudgedAt)),
	}
	if row.State == "failed" {
		return unreadRoute(form, row)
	}
	var j judgement
	if err := json.Unmarshal(row.Result, &j); err != nil {
		return nil, fmt.Errorf("reading a route's findings: %w", err)
	}
	return tell(form, j), nil
}

// unreadRoute says that the evidence could not be used, and where.
func unreadRoute(form document.RouteReport, row store.RouteRow) (document.Form, error) {
	var why fault.Fault
	if err := json.Unmarshal(row.Problem, &why); err != nil {
		return nil, fmt.Errorf("reading why a route failed: %w", err)
	}
	form.Finding = "本次分析没有完成：所提交的资料无法使用，未得出任何结果。资料原件均已保存，更正或者补充后可以重新分析。"
	form.Lacking = []string{why.Text.ZH}
	if len(why.Fields) > 0 {
		form.Lacking = nil
	}
	for _, f := range why.Fields {
		form.Lacking = append(form.Lacking, f.Name+"："+f.Text.ZH)
	}
	return form, nil
}

// tell puts findings into the report.
func tell(form document.RouteReport, j judgement) document.RouteReport {
	form.Position = positions[j.Position]
	form.Finding = j.Finding.ZH()
	form.Facts, form.Clocks = facts(j.Findings), clocks(j.Findings)
	form.Picture = j.Picture.whole()
	form.Because, form.Against = sentences(j.Because), sentences(j.Against)
	form.Lacking, form.Limits = sentences(j.Missing), sentences(j.NotProved)
	form.Quality, form.Method, form.Policy = quality(j.Findings), method(j.Policy), j.Policy.Name
	return form
}

var positions = map[routelog.Position]string{
	routelog.AtOrder: "订单进行中", routelog.BetweenOrders: "两单之间", routelog.BeforeFirst: "当段首单之前",
	routelog.AfterLast: "当段末单之后", routelog.NoOrders: "附近没有订单",
}

// sentences are reasons with the rows they can be checked in.
func sentences(reasons []routelog.Reason) []string {
	list := make([]string, len(reasons))
	for i, r := range reasons {
		list[i] = r.Text
		if rows := rows(r.Refs); rows != "" {
			list[i] = strings.TrimRight(r.Text, "。") + "（" + rows + "）。"
		}
	}
	return list
}

// rows names where something stands; a long list is cut, since the result on record has it whole.
func rows(refs []routelog.Ref) string {
	const shown = 4
	var list []string
	for _, ref := range refs[:min(len(refs), shown)] {
		list = append(list, fmt.Sprintf("%s第%d行", ref.Source, ref.Line))
	}
	if len(refs) > shown {
		return fmt.Sprintf("%s等%d处", joined("、", list...), len(refs))
	}
	return joined("、", list...)
}

// incident is the time as it was given, with its tolerance.
func (s subject) incident(run *dispute.RouteRun) string {
	in, err := incidentOf(run)
	if err != nil {
		return momentZH(run.At)
	}
	return clockZH(&in.From) + "至" + clockZH(&in.To)
}

// routeFiles are the files of a run, by the names that the report uses for them, with their hashes.
func (s subject) routeFiles(run *dispute.RouteRun) []document.RouteFile {
	var files []document.RouteFile
	for i, id := range run.Orders {
		files = append(files, document.RouteFile{Name: fmt.Sprintf(orderFile, i+1), Kind: "订单", SHA256: s.hash(id)})
	}
	for i, id := range run.Tracks {
		files = append(files, document.RouteFile{Name: fmt.Sprintf(trackFile, i+1), Kind: "轨迹", SHA256: s.hash(id)})
	}
	return files
}

func (s subject) hash(id dispute.EvidenceID) string {
	for _, e := range s.file.Evidence {
		if e.ID == id {
			return e.SHA256
		}
	}
	return ""
}
