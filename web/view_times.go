package web

import (
	"hejie/internal/dispute"
	"hejie/internal/store"
)

// timesLine is one order whose times were typed beside a screenshot.
type timesLine struct {
	Order string
	Times []factLine
}

// times are the orders typed in the filing, so that the worker can compare them with the screenshot again. They tell where
// somebody was and when: the other side reads none of them here.
func (v *visit) times(f store.CaseFile) []timesLine {
	if !v.who.Staff() && !v.worker(f) {
		return nil
	}
	_, filing := f.Filing()
	lines := make([]timesLine, len(filing.Typed))
	for i, o := range filing.Typed {
		lines[i].Order = o.Order
		for _, at := range []struct{ name, written string }{
			{v.t("times.accepted"), o.Accepted}, {v.t("times.arrived"), o.Arrived}, {v.t("times.picked_up"), o.PickedUp},
			{v.t("times.delivered"), o.Delivered}, {v.t("times.cancelled"), o.Cancelled},
		} {
			if at.written != "" {
				lines[i].Times = append(lines[i].Times, factLine{at.name, v.typedMoment(at.written)})
			}
		}
	}
	return lines
}

// typedMoment is a moment of a form as pages write it; words that are no moment stay as they are.
func (v *visit) typedMoment(written string) string {
	at, err := dispute.ParseMoment(written)
	if err != nil {
		return written
	}
	return v.moment(at)
}
