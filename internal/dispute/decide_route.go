package dispute

import (
	"slices"

	"hejie/internal/fault"
)

// analyse has a route judged. Its report is the worker's and the committee's; what the other side gets is shown to it by
// share_evidence.
func (c *Change) analyse() error {
	c.Analyse, c.Picture.Analysed = true, true
	c.paper(RouteReportPaper, ApplicantOnly)
	return nil
}

// object keeps an objection until it is answered, and tells the mediator of it. Whether its number stands in a report that
// this side sees, and who may read it in turn, is known to the record alone: see store.
func (c *Change) object(f *RouteObjection) error {
	c.Picture.Objections = append(c.Picture.Objections, Objection{ID: c.act.ID, By: c.act.Party()})
	c.tellDesk(string(ObjectRoute), string(f.Analysis))
	return nil
}

// answerObjection closes an objection and tells whoever raised it.
func (c *Change) answerObjection(f *ObjectionAnswer) error {
	i := slices.IndexFunc(c.Picture.Objections, func(o Objection) bool { return o.ID == f.To })
	if i < 0 {
		return fault.BadField("to", "gone", fault.Text{ZH: "该异议不存在或已答复。", EN: "This objection does not exist or is answered."})
	}
	by := c.Picture.Objections[i].By
	c.Picture.Objections = slices.Delete(c.Picture.Objections, i, i+1)
	c.Notices = append(c.Notices, Notice{ID: Derive(c.act.ID, "notice/"+string(Message), string(by)), Kind: string(Message), Party: by})
	return nil
}

// consent holds the window of a consent to a track, or of its sharing, to be one.
func (c *Change) consent(f *ConsentForm) error {
	if c.act.Name == RevokeConsent || f.From == "" {
		return nil
	}
	if f.Purpose != "track" && f.Purpose != "share_track" {
		return fault.BadField("from", "purpose", fault.Text{
			ZH: "只有使用轨迹、向对方出示轨迹的同意才填起止时间。", EN: "Only a consent to the use or the showing of a track has a window of time."})
	}
	from, to, err := f.Window()
	if err != nil || !to.After(from) {
		return fault.BadField("to", "order", fault.Text{ZH: "轨迹截止时间应晚于起始时间。", EN: "The track data must end after it begins."})
	}
	return nil
}
