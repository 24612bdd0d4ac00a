package web

import (
	"maps"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/store"
)

// routeRows is how many orders' times can be typed for an analysis.
const routeRows = 4

// analyse asks what to judge and by what. One that corrects an earlier analysis begins with all that was declared for it.
func analyse(d *deed, s *sheet) {
	_, filing := d.file.Filing()
	d.begin(s)
	if d.typed.Get("corrects") != "" {
		s.hidden("corrects", "")
		s.text("reason").hint(d.t("route.reason_hint")).need()
	}
	s.moment("at").first(hurtAt(filing))
	s.add("tolerance_s", "number").hint(d.t("route.tolerance_hint"))
	s.pick("orders", "ticks", d.stored("orders", "text/csv", "application/json", "text/plain"))
	s.pick("tracks", "ticks", d.stored("track", "application/gpx+xml", "application/vnd.google-earth.kml+xml", "application/geo+json", "application/json", "text/csv"))
	s.pick("datum", "choice", d.datums()).hint(d.t("route.datum_hint"))
	s.pick("order_datum", "choice", d.datums()).hint(d.t("route.order_datum_hint"))
	s.pick("online", "ticks", d.stored("online", "text/csv"))
	s.text("wording").free().hint(d.t("route.wording_hint"))
	s.line("wording_source").free()
	d.folded(s, "route.fold_typed", func() {
		for i := range routeRows {
			d.typedOrder(s, i, filing)
		}
	})
	d.folded(s, "route.fold_clocks", func() {
		s.line("place").hint(d.t("route.place_hint"))
		for _, of := range []string{"track", "order"} {
			s.line(of + "_zone").hint(d.t("route.zone_hint"))
			s.add(of+"_tolerance_s", "number").hint(d.t("route.clock_hint"))
		}
	})
	d.folded(s, "route.fold_policy", func() { d.policy(s, "policy.") })
	d.folded(s, "route.fold_compare", func() { d.policy(s, "compare[0].") })
	if d.typed.Get("corrects") == "" {
		s.text("reason")
	}
}

// begin fills the page with the analysis to be corrected, unless somebody typed already.
func (d *deed) begin(s *sheet) {
	e, ok := d.file.Event(dispute.ActID(d.typed.Get("corrects")))
	run, known := e.Form.(*dispute.RouteRun)
	if d.posted() || !ok || !known {
		return
	}
	earlier := encode(run)
	earlier.Del("reason")
	earlier.Set("corrects", string(e.Act.ID))
	maps.Copy(d.typed, earlier)
	s.typed = d.typed
}

func (d *deed) datums() []option {
	return []option{d.none(), {Value: "wgs84", Label: "WGS-84"}, {Value: "gcj02", Label: "GCJ-02"}, {Value: "bd09", Label: "BD-09"}}
}

// folded puts the fields that write adds behind one line of the page.
func (d *deed) folded(s *sheet, key string, write func()) {
	from := len(s.fields)
	write()
	for _, f := range s.fields[from:] {
		f.Fold = d.t(key)
	}
}

// policy asks for the figures to judge by, each beside the published one.
func (d *deed) policy(s *sheet, at string) {
	s.line(at + "name").free().hint(d.t("route.policy_hint"))
	for _, t := range d.thresholds() {
		s.add(at+t.Name, "number").hint(d.t("route.published_figure", figure(t.Default)))
	}
}

// judgedBy leaves out a policy that changes nothing, and names one that nobody named.
func judgedBy(d *deed, form dispute.Form) []fault.Field {
	run, ok := form.(*dispute.RouteRun)
	if !ok {
		return nil
	}
	if run.Policy != nil && len(d.changed(run.Policy)) == 0 {
		run.Policy = nil
	}
	var compare []dispute.RoutePolicy
	for _, p := range run.Compare {
		if len(d.changed(&p)) > 0 {
			compare = append(compare, p)
		}
	}
	run.Compare = compare
	if run.Policy != nil && run.Policy.Name == "" {
		run.Policy.Name = d.t("route.own_policy")
	}
	for i := range run.Compare {
		if run.Compare[i].Name == "" {
			run.Compare[i].Name = d.t("route.other_policy", i+1)
		}
	}
	return nil
}

// stored are the files of a case that may hold orders or a track: those said to, and those whose content could.
func (d *deed) stored(kind string, media ...string) []option {
	var list []option
	for _, e := range d.file.Evidence {
		if !e.Destroyed && e.Quarantine == "" && readable(e, kind, media) {
			list = append(list, option{Value: string(e.ID), Label: e.Name + " · " + d.side(e.Side)})
		}
	}
	return list
}

func readable(e store.EvidenceRow, kind string, media []string) bool {
	for _, m := range media {
		if e.Media == m {
			return true
		}
	}
	return e.Kind == kind && !strings.HasPrefix(e.Media, "image/")
}

// analyses are the route analyses that this reader sees, by when they were asked for.
func (d *deed) analyses() []option {
	var list []option
	for _, r := range d.file.Routes {
		list = append(list, option{Value: string(r.ID), Label: d.askedAt(r)})
	}
	return list
}

func (d *deed) askedAt(r store.RouteRow) string {
	if e, ok := d.file.Event(r.ID); ok {
		return d.moment(e.Act.RecordedAt)
	}
	return d.moment(r.JudgedAt)
}
