package dispute

import (
	"slices"

	"hejie/internal/fault"
	"hejie/internal/statute"
)

// withdraw is the worker's one tap; it needs no reason. It takes back the claims of that party and of nobody else. A helper at
// a rest post, who works for neither side, shows that it was the worker's wish.
func (c *Change) withdraw() error {
	if by := (Actor{Roles: rolesIn(c.Picture, c.act.By)}); by.Has(Helper) && !by.Has(desk...) && len(c.act.Proof) == 0 {
		return fault.BadField("proof", "proof", fault.Text{
			ZH: "驿站代办撤回须附当事人签名的撤回申请照片。", EN: "A helper records a withdrawal with a photo of the sheet the party signed."})
	}
	claims, err := c.reached(nil, func(k Claim) bool { return k.By == c.act.Party() })
	if err != nil {
		return err
	}
	c.leave(claims, ClaimWithdrawn)
	if len(c.Picture.OpenClaims()) == 0 {
		c.finish(Withdrawn, ClaimWithdrawn)
	}
	c.tellDesk(string(Withdraw), "")
	if !c.Picture.Accepted.IsZero() {
		c.tellSide(string(Withdraw), "", OtherSide)
	}
	return nil
}

// end is open to either side at every moment (人民调解法 23 (二)) and ends the claims it names; when none is left in
// dispute the case ends, and each party is told of the other roads (人民调解法 26). A party ends what it is party to.
func (c *Change) end(f *Ending) error {
	me := c.act.Party()
	claims, err := c.reached(f.Claims, func(k Claim) bool { return me == "" || k.By == me || k.Against == me })
	if err != nil {
		return err
	}
	c.leave(claims, ClaimEnded)
	c.paperTo(EndingPaper, ApplicantOnly)
	c.paperTo(EndingPaper, OtherSideOnly)
	c.tellSide(string(EndMediation), "", Applicant, OtherSide)
	c.tellDesk(string(EndMediation), "")
	if len(c.Picture.OpenClaims()) == 0 {
		c.finish(Ended, ClaimEnded)
	}
	return nil
}

// refer sends claims to another road; with all of them gone the case is finished here.
func (c *Change) refer(f *Referral) error {
	p := &c.Picture
	if p.Stage == Performing {
		c.finish(Referred, ClaimElsewhere)
		c.tellSide(string(Refer), "", Applicant, OtherSide)
		return nil
	}
	claims, err := c.openClaims(f.Claims, "claims")
	if err != nil {
		return err
	}
	c.leave(claims, ClaimElsewhere)
	c.tellSide(string(Refer), "", Applicant, OtherSide)
	if len(p.OpenClaims()) == 0 {
		c.finish(Referred, ClaimElsewhere)
	}
	return nil
}

// reopen takes the file up again: where facts are gathered, or, if it was never accepted, where acceptance is decided. What
// was ended, withdrawn, declined or sent away is open again.
func (c *Change) reopen() error {
	p := &c.Picture
	if err := c.openAgain(); err != nil {
		return err
	}
	p.Agreement, p.Terms = nil, nil
	if p.Mediator == "" && c.act.By.Has(Mediator) {
		p.Mediator = c.act.By.Account
	}
	c.tellSide(string(Reopen), "", Applicant, OtherSide)
	c.stop(ofRule(statute.FollowUp))
	if p.Accepted.IsZero() {
		p.Stage = Filed
		c.tellDesk(string(Reopen), "")
		return c.start(statute.Acceptance, "", c.act.HappenedOn)
	}
	p.Stage = Inquiry
	return c.start(mediationRule(p.Source), "", c.act.HappenedOn)
}

// openAgain opens the claims that reopening is about: those not settled or reserved or, where there are none, a settled
// claim whose agreement fell and a reserved one come due. The limitation of a settled one runs again from the day its
// debtor last promised or paid.
func (c *Change) openAgain() error {
	p := &c.Picture
	left := func(k Claim) bool { return k.State != ClaimReserved && k.State != ClaimSettled }
	all := !slices.ContainsFunc(p.Claims, left)
	for i, k := range p.Claims {
		if !all && !left(k) {
			continue
		}
		p.Claims[i].State = ClaimOpen
		if promised := c.lastPromise(k.Against); k.State == ClaimSettled && !promised.IsZero() {
			if err := c.limit(k, promised); err != nil {
				return err
			}
		}
	}
	return nil
}

// lastPromise is the day on which this debtor last agreed to perform or performed in part, which interrupts limitation
// (民法典 195, 诉讼时效规定 14): the day the agreement took effect, or of a later payment. Zero without an agreement.
func (c *Change) lastPromise(debtor PartyID) statute.Date {
	if c.Picture.Agreement == nil {
		return statute.Date{}
	}
	day := c.Picture.Agreement.Effective
	for _, t := range c.Picture.Terms {
		if t.Payer == debtor && t.PaidOn.After(day) {
			day = t.PaidOn
		}
	}
	return day
}

// reached are the open claims that an exit takes out: those named, or all that are within reach of who acts.
func (c *Change) reached(named []ClaimID, within func(Claim) bool) ([]ClaimID, error) {
	own := claimIDs(slices.DeleteFunc(c.Picture.OpenClaims(), func(k Claim) bool { return !within(k) }))
	if len(named) == 0 {
		named = own
	}
	if len(named) == 0 || slices.ContainsFunc(named, func(id ClaimID) bool { return !slices.Contains(own, id) }) {
		return nil, fault.BadField("claims", "claim", fault.Text{
			ZH: "所选请求不存在、已经处理完毕或者不由您处理。",
			EN: "A claim named here does not exist, is no longer open or is not yours to leave."})
	}
	return named, nil
}

// leave takes claims out of the talks: offers that name them, and a draft that covers them, fall.
func (c *Change) leave(claims []ClaimID, state ClaimState) {
	p := &c.Picture
	c.mark(claims, state)
	named := func(id ClaimID) bool { return slices.Contains(claims, id) }
	for _, o := range slices.Concat(p.Offers, p.Lapsed) {
		if slices.ContainsFunc(o.Claims, named) {
			c.takeOff(o.ID)
			c.dropLapsed(o.ID)
		}
	}
	if g := p.Agreement; g != nil && slices.ContainsFunc(slices.Concat(g.Settles, g.Reserves), named) {
		c.voidDraft()
		p.Agreement, p.Terms = nil, nil
	}
}

func (c *Change) mark(claims []ClaimID, state ClaimState) {
	for i := range c.Picture.Claims {
		for _, id := range claims {
			if c.Picture.Claims[i].ID == id {
				c.Picture.Claims[i].State = state
			}
		}
	}
}
