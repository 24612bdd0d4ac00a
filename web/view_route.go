package web

import (
	"encoding/json"
	"html/template"
	"slices"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/routelog"
	"hejie/internal/store"
)

// routeLine is one route analysis as a page tells it: what it means first, then everything that it can be checked by.
type routeLine struct {
	ID, State, Finding, Plain string
	Due                       bool // not judged yet
	Stands                    bool // the last one that found something, while the newest failed
	Making                    bool // judged, and one of its papers is still being drawn
	Problems                  []routeProblem
	Lost                      bool // a file that it was to read is there no more
	Picture                   template.HTML
	Parts                     []routePart
	Whole                     []objectionLine // against the report as a whole
	Clocks                    []routeClock
	Alternatives              []routeAlternative
	Policies                  []routePolicy
	Coverage                  []factLine
	Report, Object, Again     string // addresses; empty where there is nothing, or nothing may be done
	Progress                  int    // of reading the files, in percent
	Stretch                   string // what the other side reads the statements of; for itself alone
	Points                    string // the address of that stretch's points
	Shown                     []shownLine
	Burnt                     bool // its picture was destroyed with the track
	Who, When, Reason         string
	Corrects                  string // when the analysis that it corrects was asked for
	Changes                   []changeLine
}

// Differs says whether another assumption would lead to another finding.
func (l routeLine) Differs() bool {
	return slices.ContainsFunc(l.Alternatives, func(a routeAlternative) bool { return !a.Same })
}

type factLine struct{ Name, Answer string }

// changeLine is one thing in which an analysis differs from the one it corrects.
type changeLine struct{ What, Was, Is string }

// routeProblem is why a file could not be read, and where.
type routeProblem struct{ File, Line, Field, Text string }

// routes are the analyses, the newest first. Where that one failed, the last that found something stands beside it: a failure
// takes nothing back.
func (v *visit) routes(f store.CaseFile) []routeLine {
	var list []routeLine
	for i := len(f.Routes) - 1; i >= 0; i-- {
		list = append(list, v.route(f, f.Routes[i]))
	}
	if len(list) == 0 || list[0].Due || list[0].Finding != "" {
		return list
	}
	if i := slices.IndexFunc(list, func(l routeLine) bool { return l.Finding != "" }); i >= 0 {
		list[i].Stands = true
	}
	return list
}

func (v *visit) route(f store.CaseFile, t store.RouteRow) routeLine {
	line := routeLine{ID: string(t.ID), State: v.t("route." + t.State), Due: t.State == "due", Progress: t.Progress}
	v.asked(f, t, &line)
	line.Problems, line.Lost = v.routeProblems(f, t)
	v.found(f, t, &line)
	v.reportOf(f, t, &line)
	possible := dispute.Possible(v.who.Actor, f.Picture)
	if slices.Contains(possible, dispute.ObjectRoute) && !line.Due {
		line.Object = v.here(".act", "act", string(dispute.ObjectRoute))
	}
	if slices.Contains(possible, dispute.AnalyseRoute) {
		line.Again = v.here(".act", "act", string(dispute.AnalyseRoute)) + "?corrects=" + line.ID
	}
	return line
}

// asked tells who had the analysis made, when, why, and what it changed. Who does not see the run sees when it was done.
func (v *visit) asked(f store.CaseFile, t store.RouteRow, line *routeLine) {
	line.When = v.moment(t.JudgedAt)
	e, ok := f.Event(t.ID)
	if !ok {
		return
	}
	line.Who, line.When = e.Staff, v.moment(e.Act.RecordedAt)
	run, ok := f.RouteRun(t.ID)
	if !ok {
		return
	}
	line.Reason = run.Reason
	if before, ok := f.Event(run.Corrects); ok {
		line.Corrects = v.moment(before.Act.RecordedAt)
	}
	for _, c := range f.RouteChanges(t.ID) {
		line.Changes = append(line.Changes, changeLine{v.in(c.Label), v.in(c.Was), v.in(c.Is)})
	}
}

// routeProblems say which file, line and field could not be read, and what to do; and whether a file is there no more.
func (v *visit) routeProblems(f store.CaseFile, t store.RouteRow) (list []routeProblem, lost bool) {
	var why fault.Fault
	if t.Problem == nil || json.Unmarshal(t.Problem, &why) != nil {
		return nil, false
	}
	if len(why.Fields) == 0 {
		return []routeProblem{{Text: v.in(why.Text)}}, false
	}
	for _, bad := range why.Fields {
		file, rest, _ := strings.Cut(bad.Name, ":")
		line, field, _ := strings.Cut(rest, ":")
		lost = lost || bad.Code == "evidence_gone"
		list = append(list, routeProblem{File: v.sourceName(f, t.ID, file), Line: line, Field: field, Text: v.in(bad.Text)})
	}
	return list, lost
}

// found tells what was found; nothing until it was, and to the other side what it was shown.
func (v *visit) found(f store.CaseFile, t store.RouteRow, line *routeLine) {
	objections := v.objections(f, t)
	line.Whole = objections.rest(nil)
	if t.State != "judged" {
		return
	}
	line.Finding, line.Plain = v.finding(routelog.Finding(t.Finding)), v.plainly(routelog.Finding(t.Finding))
	line.Picture = template.HTML(svgOf(t)) //nolint:gosec // drawn by routelog.SVG, sealed in the record since
	line.Burnt = slices.ContainsFunc(f.Destructions, func(d store.DestructionRow) bool { return d.What == "picture" && d.Subject == string(t.ID) })
	var found routelog.Findings
	if t.Result == nil || json.Unmarshal(t.Result, &found) != nil {
		v.extracted(f, t, line, objections)
		return
	}
	statements := found.Statements()
	line.Parts, line.Whole = v.parts(f, t.ID, statements, objections), objections.rest(statements)
	line.Clocks = v.routeClocks(f, t.ID, found.Clocks)
	line.Alternatives, line.Policies = v.alternatives(found), v.policies(f, t.ID, found)
	line.Coverage = []factLine{
		{v.t("coverage.delivering_only"), v.fact(found.Coverage.DeliveringOnly)}, {v.t("coverage.order_only"), v.fact(found.Coverage.OrderOnly)},
		{v.t("coverage.first_order_to_midnight"), v.fact(found.Coverage.FirstOrderToMidnight)}, {v.t("coverage.online"), v.fact(found.Coverage.Online)},
		{v.t("coverage.continuous_work"), v.fact(found.Coverage.ContinuousWork)},
	}
	line.Shown = v.shown(f, t)
}

func (v *visit) finding(x routelog.Finding) string { return v.in(fault.Text{ZH: x.ZH(), EN: x.EN()}) }

// plainly is a finding's sentence without its name, which stands above it.
func (v *visit) plainly(x routelog.Finding) string {
	said := v.in(x.Plain())
	return strings.TrimSpace(strings.TrimLeft(strings.TrimPrefix(said, v.finding(x)), "。."))
}

// reportOf finds the papers, or says that one is being made.
func (v *visit) reportOf(f store.CaseFile, t store.RouteRow, line *routeLine) {
	for _, p := range f.Papers {
		switch {
		case p.Subject != t.ID || p.State == "void":
		case p.State == "due":
			line.Making = !line.Due
		case p.SHA256 == "":
		case p.Form == dispute.RouteReportPaper, p.Form == dispute.RouteExtractPaper && t.Result == nil:
			line.Report = v.here(".paper", "paper", p.ID)
		case p.Form == dispute.RoutePointsPaper && t.Result == nil:
			line.Points = v.here(".paper", "paper", p.ID)
		}
	}
}

// svgOf is the drawing from its first element on. Its title and description get ids of their own, since a page may show
// several analyses and a reader that cannot see them would be told the same of each.
func svgOf(t store.RouteRow) string {
	text := string(t.SVG)
	i := strings.Index(text, "<svg")
	if i < 0 {
		return ""
	}
	return strings.NewReplacer("route-title", "route-title-"+string(t.ID), "route-desc", "route-desc-"+string(t.ID)).Replace(text[i:])
}

func (v *visit) fact(a routelog.Answer) string {
	switch a {
	case routelog.Yes:
		return v.t("fact.yes")
	case routelog.No:
		return v.t("fact.no")
	}
	return v.t("fact.cannot_tell")
}
