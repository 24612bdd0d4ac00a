package activities

import (
	"encoding/json"
	"fmt"

	"hejie/internal/dispute"
	"hejie/internal/document"
	"hejie/internal/store"
)

// routeExtract is 配送路线分析报告（节选）: what the other side sees of a report that read a track. It holds the stretch that the
// worker agreed to, with the picture of that stretch and the statements that tell of nothing outside it.
func routeExtract(s subject) (document.Form, error) {
	run, err := formOf[dispute.RouteRun](s)
	if err != nil {
		return nil, err
	}
	row, _ := s.route()
	extract, ok := row.Extract(s.paper.ID)
	if !ok {
		return nil, fmt.Errorf("no extract is on record for its paper")
	}
	form, err := toldWithin(run, row, extract)
	if err != nil {
		return nil, err
	}
	return s.finished(form, run, row), nil
}

// toldWithin is what an analysis came to, for a reader who may see one stretch alone.
func toldWithin(run *dispute.RouteRun, row store.RouteRow, extract store.ExtractRow) (document.RouteReport, error) {
	if row.State == "failed" || extract.Result == nil {
		return untold(run, row)
	}
	var j judgement
	if err := json.Unmarshal(row.Result, &j); err != nil {
		return document.RouteReport{}, fmt.Errorf("reading a route's findings: %w", err)
	}
	var shown Extraction
	if err := json.Unmarshal(extract.Result, &shown); err != nil {
		return document.RouteReport{}, fmt.Errorf("reading an extract: %w", err)
	}
	return document.TellRouteWithin(j.Findings, shown.Picture.whole(), shown.From, shown.To), nil
}
