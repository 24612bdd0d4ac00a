package web

import (
	"encoding/json"
	"strconv"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/routelog"
	"hejie/internal/store"
)

// shownLine is what the other side was shown of an analysis, as the worker and the committee are told of it.
type shownLine struct {
	State, Stretch, Items string
	Report, Points        string // the addresses of what they can download
}

// extraction is what an extract keeps: the statements of one stretch, with their numbers in the whole report.
type extraction struct {
	Statements []routelog.Statement `json:"statements"`
}

// extracted tells the other side what it was shown: the newest extract in force. Without one it has the paper alone.
func (v *visit) extracted(f store.CaseFile, t store.RouteRow, line *routeLine, against objections) {
	for i := len(t.Extracts) - 1; i >= 0; i-- {
		e := t.Extracts[i]
		var kept extraction
		if e.State == "due" {
			line.Making = true
		}
		if e.State != "made" || e.Result == nil || json.Unmarshal(e.Result, &kept) != nil {
			continue
		}
		line.Stretch = v.t("route.stretch", v.moment(e.From), v.moment(e.To))
		line.Parts, line.Whole = v.parts(f, t.ID, kept.Statements, against), against.rest(kept.Statements)
		return
	}
}

// shown tells the worker and the committee what the other side has been shown, the newest first.
func (v *visit) shown(f store.CaseFile, t store.RouteRow) []shownLine {
	var list []shownLine
	for i := len(t.Extracts) - 1; i >= 0; i-- {
		e := t.Extracts[i]
		line := shownLine{State: v.t("shown." + e.State)}
		if !e.From.IsZero() {
			line.Stretch = v.moment(e.From) + " – " + v.moment(e.To)
		}
		var items []string
		for _, n := range e.Numbers {
			items = append(items, strconv.Itoa(n))
		}
		line.Items = strings.Join(items, v.t("route.comma"))
		for _, p := range f.Papers {
			if p.State != "drawn" {
				continue
			}
			switch {
			case p.ID == e.ID:
				line.Report = v.here(".paper", "paper", p.ID)
			case p.Form == dispute.RoutePointsPaper && p.ID == store.PointsOf(e.ID):
				line.Points = v.here(".paper", "paper", p.ID)
			}
		}
		list = append(list, line)
	}
	return list
}
