package activities

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"hejie/internal/dispute"
	"hejie/internal/document"
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

// waits says whether a paper waits for another errand: a report, for its route; an extract, to be made.
func (s subject) waits() bool {
	r, ok := s.route()
	e, _ := r.Extract(s.paper.ID)
	return ok && (s.paper.Form == dispute.RouteReportPaper && r.State == "due" || s.paper.Form == dispute.RouteExtractPaper && e.State == "due")
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
	form, err := told(run, row)
	if err != nil {
		return nil, err
	}
	return s.finished(form, run, row), nil
}

// finished is a report with what every one carries: the committee, the rider, the files, the day and the insurer's own words.
func (s subject) finished(form document.RouteReport, run *dispute.RouteRun, row store.RouteRow) document.RouteReport {
	form.Sheet, form.Rider = s.sheet(), joined("、", s.names(of(dispute.Applicant, s.principals()))...)
	form.Files, form.MadeOn = s.routeFiles(run), dayZH(statute.DateOf(row.JudgedAt))
	form.Wording, form.WordingSource = run.Wording, run.WordingSource
	return form
}

// told is what an analysis came to, for its report.
func told(run *dispute.RouteRun, row store.RouteRow) (document.RouteReport, error) {
	if row.State == "failed" {
		return untold(run, row)
	}
	var j judgement
	if err := json.Unmarshal(row.Result, &j); err != nil {
		return document.RouteReport{}, fmt.Errorf("reading a route's findings: %w", err)
	}
	form := document.TellRoute(j.Findings, j.Picture.whole())
	for _, name := range slices.Sorted(maps.Keys(j.Withheld)) {
		form.Quality = append(form.Quality, fmt.Sprintf("%s：同意使用的时间以外的%d个点没有使用。", name, j.Withheld[name]))
	}
	return form, nil
}

// untold says that the evidence could not be used, and where.
func untold(run *dispute.RouteRun, row store.RouteRow) (document.RouteReport, error) {
	why := *gone(trackFiles)
	if row.Problem != nil { // else the files went between the judging and the drawing
		if err := json.Unmarshal(row.Problem, &why); err != nil {
			return document.RouteReport{}, fmt.Errorf("reading why a route failed: %w", err)
		}
	}
	lines := []string{why.Text.ZH}
	if len(why.Fields) > 0 {
		lines = nil
	}
	for _, f := range why.Fields {
		lines = append(lines, f.Name+"："+f.Text.ZH)
	}
	var at routelog.Stretch
	if in, err := incidentOf(run); err == nil { // a time that nobody can read is one of the lines already
		at = routelog.Stretch{From: &in.From, To: &in.To}
	}
	return document.UnreadRoute(at, lines), nil
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
	for i, id := range run.Online {
		files = append(files, document.RouteFile{Name: fmt.Sprintf(onlineFile, i+1), Kind: "上线记录", SHA256: s.hash(id)})
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
