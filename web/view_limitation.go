package web

import (
	"hejie/internal/dispute"
	"hejie/internal/statute"
	"hejie/internal/store"
)

// doubt is the line that a limitation may be disputed, for those who may read the filing: the worker and the desk.
func (v *visit) doubt(f store.CaseFile) string {
	if !v.reads(f) {
		return ""
	}
	_, filing := f.Filing()
	text, _ := dispute.Doubt(v.Record.Law(), f.Picture.Matter, filing, f.Picture.FiledOn)
	return v.in(text)
}

// readings names both days on which a limitation that the filing interrupted may be read to end (民法典 195), and advises the
// earlier while it has not passed. Empty for other clocks, and for claims that the filing did not bring.
func (v *visit) readings(f store.CaseFile, k store.ClockRow) string {
	event, filing := f.Filing()
	if !v.reads(f) || !dispute.Limits(k.Rule) || k.Start != f.Picture.FiledOn || !f.Picture.Brought(k.Subject, dispute.ApplicantOf(event.Act.ID)) {
		return ""
	}
	old, known := dispute.Uninterrupted(v.Record.Law(), k.Rule, filing, f.Picture.FiledOn)
	switch {
	case !known:
		return ""
	case old.Advised.Before(statute.DateOf(f.Now)):
		return v.t("clock.reading_past", v.day(old.Advised), v.day(k.Advised))
	}
	return v.t("clock.readings", v.day(old.Advised), v.day(k.Advised))
}

// reads says whether the page's reader may know what the filing says of the accident.
func (v *visit) reads(f store.CaseFile) bool { return v.who.Staff() || v.worker(f) || v.who.Case == "" }
