package activities

import (
	"hejie/internal/dispute"
	"hejie/internal/notify"
	"hejie/internal/statute"
	"hejie/internal/store"
)

// dayOf is the day that a notice names: the last one for an answer, that of the session, that of the lapse. Zero when it
// names none.
func dayOf(file store.CaseFile, n store.NoticeRow) statute.Date {
	switch n.Kind {
	case notify.KindReminder:
		return clockOf(file, func(c store.ClockRow) bool { return string(c.ID) == n.Subject }).Advised
	case notify.KindLapsed:
		return clockOf(file, func(c store.ClockRow) bool { return string(c.ID) == n.Subject }).Due
	case string(dispute.AskSupplement):
		return advised(file, statute.Supplement, "")
	case string(dispute.AskEvidence):
		return advised(file, statute.EvidenceRequest, n.Subject)
	case string(dispute.MakeOffer):
		return advised(file, statute.OfferExpiry, n.Subject)
	case notify.KindEffective:
		return advised(file, statute.JudicialConfirmation, n.Subject)
	case notify.KindNextSession:
		return nextSession(file, n.Party)
	case string(dispute.Extend):
		return extendedTo(file)
	}
	return statute.Date{}
}

// advised is the day to keep to of the newest clock of a rule and subject.
func advised(file store.CaseFile, rule statute.RuleID, subject string) statute.Date {
	return clockOf(file, func(c store.ClockRow) bool { return c.Rule == rule && c.Subject == subject }).Advised
}

// clockOf is the last clock that fits; its days are zero when none does.
func clockOf(file store.CaseFile, fits func(store.ClockRow) bool) store.ClockRow {
	var found store.ClockRow
	for _, c := range file.Clocks {
		if fits(c) {
			found = c
		}
	}
	return found
}

// nextSession is the day that the last record which this party may read gives for the next: a caucus tells only its own
// side when it goes on.
func nextSession(file store.CaseFile, party dispute.PartyID) statute.Date {
	var day statute.Date
	for _, e := range file.Events {
		f, ok := e.Form.(*dispute.SessionRecord)
		if !ok || f.Next == "" || !e.Audience.Reads(file.Picture.SideOf(party)) {
			continue
		}
		if at, err := dispute.ParseMoment(f.Next); err == nil {
			day = statute.DateOf(at)
		}
	}
	return day
}

// extendedTo is the day that both sides last agreed to go on until.
func extendedTo(file store.CaseFile) statute.Date {
	var day statute.Date
	for _, e := range file.Events {
		if f, ok := e.Form.(*dispute.Extension); ok {
			day = f.Until
		}
	}
	return day
}
