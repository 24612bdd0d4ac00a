package web

import (
	"slices"

	"hejie/internal/dispute"
	"hejie/internal/routelog"
	"hejie/internal/store"
)

// routePart is a part of a report with its numbered sentences.
type routePart struct {
	Title       string
	First, Last int  // the numbers it holds
	Folded      bool // seldom read, and nobody objects to any of it
	Statements  []statementLine
}

// statementLine is one numbered sentence, where it can be checked, and what was held against it.
type statementLine struct {
	Number     int
	Text, Rows string
	Objections []objectionLine
}

// objectionLine is what a side holds against one sentence or the whole report, and the committee's answer.
type objectionLine struct {
	Number            int // 0 unless it stands apart from its sentence
	Who, When, Text   string
	Private           string // who else reads it; empty when both sides do
	Result, Answer    string
	AnsweredBy        string
	AnsweredOn, Reply string // Reply is the address where it is answered
}

// objections are those to one report, by the number of the statement.
type objections map[int][]objectionLine

// objections gathers what this reader may know of, the oldest first.
func (v *visit) objections(f store.CaseFile, t store.RouteRow) objections {
	all := objections{}
	for _, o := range t.Objections {
		for _, p := range o.Form.Points {
			line := objectionLine{Who: v.name(f, o.Event.Act.Party()), When: v.moment(o.Event.Act.RecordedAt), Text: p.Text, Private: v.audience(o.Event.Audience)}
			v.answered(f, o, p.Statement, &line)
			all[p.Statement] = append(all[p.Statement], line)
		}
	}
	return all
}

// answered puts the committee's answer under a point, or the way to answer it.
func (v *visit) answered(f store.CaseFile, o store.ObjectionRow, statement int, line *objectionLine) {
	if o.Answer != nil {
		for _, r := range o.Answer.Results {
			if r.Statement == statement {
				line.Result, line.Answer = v.t("objection."+r.Result), r.Text
				line.AnsweredBy, line.AnsweredOn = o.Answered.Staff, v.moment(o.Answered.Act.RecordedAt)
			}
		}
		return
	}
	if slices.Contains(dispute.Possible(v.who.Actor, f.Picture), dispute.AnswerObjection) {
		line.Reply = v.here(".act", "act", string(dispute.AnswerObjection)) + "?to=" + string(o.Event.Act.ID)
	}
}

// rest are those to the whole report, and those to sentences that are not among the statements shown.
func (o objections) rest(shown []routelog.Statement) []objectionLine {
	list := slices.Clone(o[0])
	numbers := []int{}
	for n := range o {
		if n > 0 && !slices.ContainsFunc(shown, func(s routelog.Statement) bool { return s.Number == n }) {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		for _, line := range o[n] {
			line.Number = n
			list = append(list, line)
		}
	}
	return list
}

// parts are the report's sentences under its headings, folded while nobody objects to any of them: a party is shown first what
// is missing, which they may be able to bring; the desk what speaks for and against.
func (v *visit) parts(f store.CaseFile, route dispute.ActID, list []routelog.Statement, against objections) []routePart {
	var parts []routePart
	for i, s := range list {
		if i == 0 || s.Part != list[i-1].Part {
			parts = append(parts, routePart{Title: v.in(s.Part.Title()), First: s.Number, Folded: v.folds(s.Part)})
		}
		p := &parts[len(parts)-1]
		p.Last, p.Folded = s.Number, p.Folded && len(against[s.Number]) == 0
		line := statementLine{Number: s.Number, Text: v.in(s.Text), Objections: against[s.Number]}
		if v.who.Staff() {
			line.Rows = v.rows(f, route, s.Refs)
		}
		p.Statements = append(p.Statements, line)
	}
	return parts
}

func (v *visit) folds(p routelog.Part) bool {
	switch p {
	case routelog.PartMissing:
		return false
	case routelog.PartBecause, routelog.PartAgainst:
		return !v.who.Staff()
	}
	return true
}
