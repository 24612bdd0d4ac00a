package document

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"hejie/internal/routelog"
)

// TellRoute puts the findings of an analysis and their picture into a report. The findings may have been read back from
// a record. Sheet, Rider, MadeOn or MadeBy, Files and Wording are the caller's to fill.
func TellRoute(f routelog.Findings, p *routelog.Picture) RouteReport {
	r := RouteReport{
		Incident: intervalZH(f.Incident), Finding: f.Finding.Plain().ZH, Picture: p,
		TimeFacts: timeFacts(f.Coverage), Clocks: clockRows(f.Clocks), Method: routeMethod, Quality: quality(f.Quality),
		Thresholds: thresholds(f.Policy), Alternatives: alternatives(f.Alternatives), Analyser: f.Analyser, Policy: f.Policy.Name,
	}
	r.say(f.Statements())
	return r
}

// TellRouteWithin is the report for a reader who may see [from,to) alone, as the other side may see a rider's way from the
// previous delivery to the next pickup. Statements keep their numbers in the whole report. The picture is printed as it
// is given: give one that was drafted within the same stretch.
func TellRouteWithin(f routelog.Findings, p *routelog.Picture, from, to time.Time) RouteReport {
	r := TellRoute(f, p)
	told := f.StatementsWithin(from, to)
	r.Facts, r.Because, r.Against, r.Lacking, r.Limits = nil, nil, nil, nil, nil
	r.say(told)
	r.Quality = trackQuality(f.Quality) // how many orders there were that day is not the other side's
	for i := range r.Alternatives {
		r.Alternatives[i].Because = "" // it may tell of what lies outside
	}
	r.Extract = "本报告的轨迹图只包括" + MomentZH(from) + "至" + MomentZH(to) + agreedTo(f, from, to) + "；此外的轨迹和其他订单没有列出。"
	if left := len(f.Statements()) - len(told); left > 0 {
		r.Extract += fmt.Sprintf("各项沿用完整报告的编号，其中%d项说的是这段时间以外的情况，没有列出。", left)
	}
	return r
}

// agreedTo says why the stretch is this one: it is the usual one, or the rider agreed to another.
func agreedTo(f routelog.Findings, from, to time.Time) string {
	if a, b := f.Segment(); a.Equal(from) && b.Equal(to) {
		return "（上一单送达至下一单取餐，最多两小时）"
	}
	return "（当事人同意出示的时间）"
}

// UnreadRoute is the report of an analysis that came to nothing: each line says what could not be used, and where.
func UnreadRoute(incident routelog.Stretch, lines []string) RouteReport {
	return RouteReport{Incident: intervalZH(incident), Failure: lines}
}

// say puts statements into their parts.
func (r *RouteReport) say(list []routelog.Statement) {
	parts := map[routelog.Part]*[]RouteStatement{
		routelog.PartFacts: &r.Facts, routelog.PartBecause: &r.Because, routelog.PartAgainst: &r.Against,
		routelog.PartMissing: &r.Lacking, routelog.PartNotProved: &r.Limits,
	}
	for _, s := range list {
		if part := parts[s.Part]; part != nil {
			*part = append(*part, RouteStatement{Number: s.Number, Text: withRows(s)})
		}
	}
}

// withRows is a statement with the rows it can be checked in.
func withRows(s routelog.Statement) string {
	rows := rowsOf(s.Refs)
	if rows == "" {
		return s.Text.ZH
	}
	return strings.TrimSuffix(s.Text.ZH, "。") + "（" + rows + "）。"
}

// rowsOf names rows by file; a long list is cut, since the result on record has it whole.
func rowsOf(refs []routelog.Ref) string {
	const shown = 4
	var b strings.Builder
	for i, ref := range refs[:min(len(refs), shown)] {
		switch {
		case i > 0 && ref == refs[i-1]:
			continue
		case i > 0 && ref.Source == refs[i-1].Source:
			b.WriteString("、")
		case i > 0:
			b.WriteString("行，" + ref.Source + "第")
		default:
			b.WriteString(ref.Source + "第")
		}
		b.WriteString(strconv.Itoa(ref.Line))
	}
	switch {
	case len(refs) > shown:
		fmt.Fprintf(&b, "行等%d处", len(refs))
	case len(refs) > 0:
		b.WriteString("行")
	}
	return b.String()
}

// intervalZH is an interval, its end not part of it; "" where it is not known.
func intervalZH(s routelog.Stretch) string {
	if s.From == nil || s.To == nil {
		return ""
	}
	return MomentZH(*s.From) + "至" + MomentZH(*s.To)
}
