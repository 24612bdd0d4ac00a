package dispute

import (
	"hejie/internal/statute"
	"slices"

	"hejie/internal/fault"
)

func (c *Change) investigate() error {
	c.Audience = CommitteeOnly
	c.paper(InquiryPaper, CommitteeOnly)
	return nil
}

// openMediation begins the talks. They are held in private where a party wants it so: its privacy goes before publicity.
func (c *Change) openMediation(f *Opening) error {
	if f.Open && f.Objection != "" {
		return fault.BadField("open", "objection", fault.Text{
			ZH: "有当事人不同意公开的，应当不公开调解。", EN: "Where a party objects, the talks are not held in public."})
	}
	c.Picture.Stage = Mediation
	c.tellSide(string(OpenMediation), "", Applicant, OtherSide)
	return nil
}

// session puts a session on record. A private talk (caucus) is for its side and the committee alone.
func (c *Change) session(f *SessionRecord) error {
	c.Picture.Stage = Mediation
	c.Picture.Sessions++
	c.Audience = Audience(f.Private)
	c.paper(SessionPaper, c.Audience)
	switch {
	case f.Next != "" && f.Private != "":
		c.tellSide("next_session", "", f.Private)
	case f.Next != "":
		c.tellSide("next_session", "", Applicant, OtherSide)
	}
	return nil
}

// offer puts terms on the table; an answer with other terms takes the place of the offer it answers.
func (c *Change) offer(f *Proposal) error {
	claims, err := c.openClaims(f.Claims, "claims")
	if err != nil {
		return err
	}
	o := Offer{ID: c.act.ID, By: c.act.Party(), Claims: claims, AmountFen: f.AmountFen, Expires: f.Expires, Private: f.Private}
	p := &c.Picture
	if f.Answers != "" {
		if err := c.counters(f.Answers); err != nil {
			return err
		}
		c.takeOff(f.Answers)
	}
	if !f.Expires.IsZero() {
		if f.Expires.Before(c.act.HappenedOn) {
			return fault.BadField("expires", "past", fault.Text{ZH: "有效期不能早于提出方案的日期。", EN: "The offer cannot lapse before it is made."})
		}
		if err := c.dated(statute.OfferExpiry, string(o.ID), f.Expires); err != nil {
			return err
		}
	}
	p.Stage, p.Offers = Mediation, append(p.Offers, o)
	if o.Private {
		c.Audience = audienceOf(p.SideOf(o.By))
		c.tellDesk(string(MakeOffer), string(o.ID))
		return nil
	}
	c.tellDesk(string(MakeOffer), string(o.ID))
	for _, s := range []Side{Applicant, OtherSide} {
		if s != p.SideOf(o.By) {
			c.tellSide(string(MakeOffer), string(o.ID), s)
		}
	}
	return nil
}

// counters: an answer with other terms is given to an offer on the table, by one whose answer it waits for or who made it.
func (c *Change) counters(id ActID) error {
	o, ok := c.Picture.Offer(id)
	me := c.act.Party()
	if ok && (o.By == me || !o.Private && (me == "" || slices.Contains(c.Picture.pending(o), me))) {
		return nil
	}
	return fault.BadField("answers", "gone", fault.Text{
		ZH: "所回应的方案已经失效、已答复或不需要您答复，请刷新页面查看当前方案。",
		EN: "The offer this answers has lapsed, is answered or does not wait for you; reload to see what is on the table."})
}

// takeOff removes an offer from the table and stops its clock.
func (c *Change) takeOff(id ActID) {
	c.Picture.Offers = slices.DeleteFunc(c.Picture.Offers, func(o Offer) bool { return o.ID == id })
	c.stop(ofSubject(string(id)))
}

// answer is a party's yes or no to an offer that waits for it.
func (c *Change) answer(f *Answer) error {
	p := &c.Picture
	c.inTime(f.To)
	i := slices.IndexFunc(p.Offers, func(o Offer) bool { return o.ID == f.To })
	if i < 0 || p.Offers[i].Private || !slices.Contains(p.pending(p.Offers[i]), c.act.Party()) {
		return fault.BadField("to", "gone", fault.Text{
			ZH: "这个方案已经失效、已答复或不需要您答复，请刷新页面查看当前方案。",
			EN: "This offer has lapsed, is answered or does not wait for you; reload to see what is on the table."})
	}
	if !p.Offers[i].Expires.IsZero() && c.act.HappenedOn.After(p.Offers[i].Expires) {
		return fault.Late(string(statute.OfferExpiry))
	}
	c.tellDesk(string(c.act.Name), string(f.To))
	c.tellSide(string(c.act.Name), string(f.To), Applicant, OtherSide)
	if c.act.Name == RejectOffer {
		c.takeOff(f.To)
		return nil
	}
	p.Offers[i].Accepted = append(slices.Clone(p.Offers[i].Accepted), c.act.Party())
	if len(p.pending(p.Offers[i])) == 0 {
		c.stop(ofSubject(string(f.To)))
	}
	return nil
}

// lateEntry is how many days after its last day an offer may still be shown to have been accepted in time: our own rule.
const lateEntry = 10

// lapseOffer takes an offer off the table whose day is over. What others were shown and nobody turned down is kept for the days
// of lateEntry, while a yes that was given in time may still be on its way to the desk; private offers wait for nobody.
func (c *Change) lapseOffer(id ActID) {
	if o, ok := c.Picture.Offer(id); ok && !o.Private {
		c.Picture.Lapsed = append(c.Picture.Lapsed, o)
	}
	c.takeOff(id)
	c.forget()
}

// forget drops the lapsed offers that no late entry can reach any more.
func (c *Change) forget() {
	c.Picture.Lapsed = slices.DeleteFunc(c.Picture.Lapsed, func(o Offer) bool { return c.today().After(o.Expires.AddDays(lateEntry)) })
}

// inTime puts a lapsed offer back where the desk enters a yes that was given before it lapsed.
func (c *Change) inTime(id ActID) {
	o, ok := find(c.Picture.Lapsed, func(o Offer) bool { return o.ID == id })
	if !ok || !c.act.Ref().entered() || c.act.HappenedOn.After(o.Expires) {
		return
	}
	c.dropLapsed(id)
	c.Picture.Offers = append(c.Picture.Offers, o)
}

func (c *Change) dropLapsed(id ActID) {
	c.Picture.Lapsed = slices.DeleteFunc(c.Picture.Lapsed, func(o Offer) bool { return o.ID == id })
}

// extend records both sides' consent to go on; it is not limited in number (若干规定 33 says "一般").
func (c *Change) extend(f *Extension) error {
	for _, x := range c.Picture.concerned(claimIDs(c.Picture.OpenClaims())) {
		if !slices.Contains(f.Consented, x) {
			return fault.BadField("consented", "both", fault.Text{ZH: "延期需要各方当事人都同意。", EN: "Every party must consent to going on."})
		}
	}
	if !f.Until.After(c.act.HappenedOn) {
		return fault.BadField("until", "past", fault.Text{ZH: "延期日期应晚于同意的日期。", EN: "The new day must lie after the consent."})
	}
	rule := mediationRule(c.Picture.Source)
	c.stop(ofRule(rule))
	c.tellSide(string(Extend), "", Applicant, OtherSide)
	return c.until(rule, f.Until)
}

// until sets a clock of the book to a day that both sides agreed on instead of the one it would be reckoned to.
func (c *Change) until(rule statute.RuleID, day statute.Date) error {
	d, err := c.law.Reckon(statute.ByHand, day)
	if err != nil {
		return err
	}
	d.Rule = rule
	c.run(d, "")
	return nil
}

// openClaims checks the claims that an act names: each must still be open; none named means all that are.
func (c *Change) openClaims(named []ClaimID, field string) ([]ClaimID, error) {
	if len(named) == 0 {
		named = claimIDs(c.Picture.OpenClaims())
	}
	for _, id := range named {
		if k, ok := c.Picture.Claim(id); !ok || k.State != ClaimOpen {
			return nil, fault.BadField(field, "claim", fault.Text{ZH: "所选请求不存在或已经处理完毕。", EN: "A claim named here does not exist or is no longer open."})
		}
	}
	if len(named) == 0 {
		return nil, fault.BadField(field, "claim", fault.Text{ZH: "没有待处理的请求。", EN: "No claim is open."})
	}
	return named, nil
}

func claimIDs(claims []Claim) []ClaimID {
	ids := make([]ClaimID, len(claims))
	for i, k := range claims {
		ids[i] = k.ID
	}
	return ids
}
