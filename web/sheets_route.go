package web

import (
	"fmt"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/store"
)

// routeRows is how many orders' times can be typed for an analysis.
const routeRows = 4

func analyse(d *deed, s *sheet) {
	_, filing := d.file.Filing()
	s.moment("at").first(hurtAt(filing))
	s.add("tolerance_s", "number").hint(d.t("route.tolerance_hint"))
	s.pick("orders", "ticks", d.stored("orders", "text/csv", "application/json", "text/plain"))
	s.pick("tracks", "ticks", d.stored("track", "application/gpx+xml", "application/vnd.google-earth.kml+xml", "application/geo+json", "application/json", "text/csv"))
	for i := range routeRows {
		d.typedOrder(s, i, filing)
	}
	s.pick("online", "ticks", d.stored("online", "text/csv"))
	s.line("place")
	s.pick("datum", "choice", []option{d.none(), {Value: "wgs84", Label: "WGS-84"}, {Value: "gcj02", Label: "GCJ-02"}, {Value: "bd09", Label: "BD-09"}}).hint(d.t("route.datum_hint"))
	s.pick("order_datum", "choice", []option{d.none(), {Value: "wgs84", Label: "WGS-84"}, {Value: "gcj02", Label: "GCJ-02"}, {Value: "bd09", Label: "BD-09"}})
	for _, name := range []string{"track_zone", "order_zone"} {
		s.line(name)
	}
	for _, name := range []string{"track_tolerance_s", "order_tolerance_s"} {
		s.add(name, "number")
	}
	s.pick("corrects", "choice", append([]option{d.none()}, d.analyses()...))
	s.text("reason")
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

func consent(d *deed, s *sheet) {
	s.choose("purpose", "purpose.track", "purpose.medical", "purpose.share_track", "purpose.share_file", "purpose.refer", "purpose.handling", "purpose.extension")
	if d.name == dispute.RevokeConsent {
		return
	}
	s.line("recipient").hint(d.t("consent.recipient_hint"))
	s.moment("from")
	s.moment("to")
	s.date("until")
	s.text("text")
}

// analyses are the route analyses that this reader sees, by when they were asked for.
func (d *deed) analyses() []option {
	var list []option
	for _, r := range d.file.Routes {
		e, ok := d.file.Event(r.ID)
		label := d.moment(r.JudgedAt)
		if ok {
			label = d.moment(e.Act.RecordedAt)
		}
		list = append(list, option{Value: string(r.ID), Label: label})
	}
	return list
}

// objectionRows is how many points an objection's page offers at once.
const objectionRows = 5

func objectRoute(d *deed, s *sheet) {
	s.pick("analysis", "choice", d.analyses())
	for i := range objectionRows {
		for _, f := range []struct{ name, kind string }{{"statement", "number"}, {"text", "text"}} {
			in := s.add(fmt.Sprintf("points[%d].%s", i, f.name), f.kind)
			in.Label = d.t("draft.term", i+1, in.Label)
			in.Required = in.Required && i == 0
		}
	}
	d.evidence(s)
}

func answerObjection(d *deed, s *sheet) {
	var list []option
	for _, o := range d.file.Picture.Objections {
		if e, ok := d.file.Event(o.ID); ok {
			list = append(list, option{Value: string(o.ID), Label: d.moment(e.Act.RecordedAt) + " · " + d.visit.name(d.file, o.By)})
		}
	}
	s.pick("to", "choice", list)
	for i := range objectionRows {
		at := fmt.Sprintf("results[%d].", i)
		for _, in := range []*input{
			s.add(at+"statement", "number"),
			s.pick(at+"result", "choice", []option{d.none(), {Value: "noted", Label: d.t("objection.noted")},
				{Value: "rerun", Label: d.t("objection.rerun")}, {Value: "rejected", Label: d.t("objection.rejected")}}),
			s.text(at + "text"),
		} {
			in.Label = d.t("draft.term", i+1, in.Label)
			in.Required = in.Required && i == 0
		}
	}
}
