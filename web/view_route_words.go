package web

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/routelog"
	"hejie/internal/store"
)

// routeClock is a clock of an analysis in words.
type routeClock struct{ Name, Zone, Precision, Tolerance, Offset string }

// routeAlternative is the finding under another assumption.
type routeAlternative struct {
	With, Finding string
	Same          bool // as the finding itself
}

// routePolicy is a policy that an analysis was judged by: what it sets otherwise than published, and what it leads to.
type routePolicy struct {
	Name, Finding string
	Changed       []string
}

// numberedFile is how a finding calls a file: by its place in the run.
var numberedFile = regexp.MustCompile(`^(\p{Han}+)文件([0-9]+)$`)

// sourceName is the upload that a finding calls 轨迹文件1, for whoever sees the run; else its place in it.
func (v *visit) sourceName(f store.CaseFile, route dispute.ActID, source string) string {
	m := numberedFile.FindStringSubmatch(source)
	switch {
	case source == "手工录入的订单":
		return v.t("route.typed")
	case source == "申请时录入的订单":
		return v.t("route.filed")
	case m == nil:
		return source
	}
	n, _ := strconv.Atoi(m[2])
	run, seen := f.RouteRun(route)
	if !seen {
		return source
	}
	ids := map[string][]dispute.EvidenceID{"订单": run.Orders, "轨迹": run.Tracks}[m[1]]
	if ids == nil {
		ids = run.Online
	}
	if n < 1 || n > len(ids) {
		return source
	}
	i := slices.IndexFunc(f.Evidence, func(e store.EvidenceRow) bool { return e.ID == ids[n-1] })
	if i < 0 {
		return source
	}
	return f.Evidence[i].Name
}

// mostRows is how many rows are named before the rest is only counted.
const mostRows = 4

// rows names the rows in which a sentence can be checked.
func (v *visit) rows(f store.CaseFile, route dispute.ActID, refs []routelog.Ref) string {
	var said []string
	for i, r := range refs[:min(len(refs), mostRows)] {
		if i == 0 || r != refs[i-1] {
			said = append(said, v.t("route.row", v.sourceName(f, route, r.Source), r.Line))
		}
	}
	text := strings.Join(said, v.t("route.comma"))
	if len(refs) > mostRows {
		text += v.t("route.more_rows", len(refs)-mostRows)
	}
	return text
}

func (v *visit) routeClocks(f store.CaseFile, route dispute.ActID, clocks []routelog.ClockRow) []routeClock {
	var list []routeClock
	for _, c := range clocks {
		name := v.t("route.incident")
		if c.Source != "" {
			name = v.sourceName(f, route, c.Source)
		}
		list = append(list, routeClock{Name: name, Zone: v.zone(c), Precision: v.seconds(c.PrecisionS), Tolerance: v.margin(c.ToleranceS), Offset: v.offset(c)})
	}
	return list
}

func (v *visit) zone(c routelog.ClockRow) string {
	switch {
	case c.Zone == nil:
		return v.t("route.zone_written")
	case c.ZoneStated:
		return v.t("route.zone_stated", zoneName(*c.Zone))
	}
	return v.t("route.zone_assumed", zoneName(*c.Zone))
}

// zoneName is a zone as people know it: 北京时间 is written +08:00 everywhere on these pages.
func zoneName(zone string) string {
	if zone == "Asia/Shanghai" {
		return "UTC+8"
	}
	return zone
}

func (v *visit) seconds(s *float64) string {
	switch {
	case s == nil:
		return v.t("route.unknown")
	case *s >= 60 && *s == float64(int(*s)) && int(*s)%60 == 0:
		return v.t("route.minutes", int(*s)/60)
	}
	return v.t("route.seconds", figure(*s))
}

func (v *visit) margin(s float64) string {
	if s == 0 {
		return v.t("route.none_given")
	}
	return "±" + v.seconds(&s)
}

func (v *visit) offset(c routelog.ClockRow) string {
	switch {
	case c.Kind != "track":
		return "—"
	case c.OffsetS == nil:
		return v.t("route.unmeasured")
	}
	size, key := *c.OffsetS, "route.ahead"
	if size < 0 {
		size, key = -size, "route.behind"
	}
	said := v.t(key, v.seconds(&size))
	if c.OffsetUncertaintyS != nil {
		said += " ±" + v.seconds(c.OffsetUncertaintyS)
	}
	return said
}

func figure(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// alternatives are the findings if something else were true; policies stand by themselves.
func (v *visit) alternatives(found routelog.Findings) []routeAlternative {
	var list []routeAlternative
	for _, a := range found.Alternatives {
		if !strings.HasPrefix(a.With, "policy:") {
			list = append(list, routeAlternative{v.assumption(a.With), v.finding(a.Finding), a.Finding == found.Finding})
		}
	}
	return list
}

// assumption is what an alternative takes for true: "datum:gcj02".
func (v *visit) assumption(with string) string {
	what, value, _ := strings.Cut(with, ":")
	value, _, _ = strings.Cut(value, ":") // a file's name stands behind, where there are several
	if name, known := datumNames[value]; known {
		value = name
	}
	switch what {
	case "datum":
		return v.t("route.if_datum", value)
	case "order_datum":
		return v.t("route.if_order_datum", value)
	case "track_zone":
		return v.t("route.if_zone", value)
	case "clock_offset":
		return v.t("route.if_offset", v.offBy(value))
	case "gps_week":
		return v.t("route.if_week", value)
	}
	return with
}

// offBy tells measured clocks, "-37s,+2s", by which way each was wrong.
func (v *visit) offBy(value string) string {
	told := strings.Split(value, ",")
	for i, one := range told {
		if s, err := strconv.ParseFloat(strings.TrimSuffix(one, "s"), 64); err == nil {
			told[i] = v.offset(routelog.ClockRow{Kind: "track", OffsetS: &s})
		}
	}
	return strings.Join(told, "; ")
}

var datumNames = map[string]string{"wgs84": "WGS-84", "gcj02": "GCJ-02", "bd09": "BD-09"}

// policies are the rules of an analysis beside each other; none where it was judged by the published ones alone.
func (v *visit) policies(f store.CaseFile, route dispute.ActID, found routelog.Findings) []routePolicy {
	run, seen := f.RouteRun(route)
	if !seen {
		run = &dispute.RouteRun{}
	}
	main := routePolicy{Name: v.policyName(found.Policy.Name), Finding: v.finding(found.Finding), Changed: v.changed(run.Policy)}
	list := []routePolicy{main}
	for _, a := range found.Alternatives {
		name, is := strings.CutPrefix(a.With, "policy:")
		if !is {
			continue
		}
		p := routePolicy{Name: v.policyName(name), Finding: v.finding(a.Finding)}
		for i := range run.Compare {
			if run.Compare[i].Name == name {
				p.Changed = v.changed(&run.Compare[i])
			}
		}
		list = append(list, p)
	}
	if len(list) == 1 && len(main.Changed) == 0 {
		return nil
	}
	return list
}

func (v *visit) policyName(name string) string {
	if name == "" || name == routelog.DefaultPolicy().Name {
		return v.t("route.published")
	}
	return name
}

// threshold is one figure that the rules judge by, with what was published for it.
type threshold struct {
	Name, Label string
	Default     float64
	index       []int
}

// thresholds are all figures of a policy, in the form's order.
func (v *visit) thresholds() []threshold {
	var list []threshold
	form, published := reflect.TypeFor[dispute.RoutePolicy](), reflect.ValueOf(routelog.DefaultPolicy())
	for i := range form.NumField() {
		field := form.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if at := byJSON(published, name); field.Type.Kind() == reflect.Pointer && at.IsValid() {
			label := v.in(fault.Text{ZH: field.Tag.Get("zh"), EN: field.Tag.Get("en")})
			list = append(list, threshold{Name: name, Label: label, Default: at.Float(), index: field.Index})
		}
	}
	return list
}

// changed tells the figures that a policy sets, each with the published one.
func (v *visit) changed(p *dispute.RoutePolicy) []string {
	if p == nil {
		return nil
	}
	var said []string
	for _, t := range v.thresholds() {
		if set := reflect.ValueOf(p).Elem().FieldByIndex(t.index); !set.IsNil() {
			said = append(said, fmt.Sprintf("%s %s → %s", t.Label, figure(t.Default), figure(set.Elem().Float())))
		}
	}
	return said
}
