package dispute

import (
	"slices"

	"hejie/internal/fault"
	"hejie/internal/statute"
)

// agreement puts a draft on the table for signing, or records an oral agreement, which binds from the moment it is reached
// (人民调解法 30). A new draft takes the place of the old, whose signatures fall with it.
func (c *Change) agreement(f *AgreementDraft) error {
	settles, err := c.openClaims(without(claimIDs(c.Picture.OpenClaims()), f.Settles, f.Reserves), "settles")
	if err != nil {
		return err
	}
	if err := c.covers(settles, f.Reserves); err != nil {
		return err
	}
	terms, err := c.terms(f.Terms)
	if err != nil {
		return err
	}
	p := &c.Picture
	c.voidDraft()
	p.Stage, p.Terms = Mediation, terms
	p.Agreement = &Agreement{
		ID: c.act.ID, Oral: c.act.Name == AgreeOrally, Signers: c.signers(settles, terms),
		Settles: settles, Reserves: f.Reserves, Confirm: f.Confirm,
	}
	if p.Agreement.Oral {
		c.paper(OralPaper, Everyone)
		p.Agreement.Effective = c.act.HappenedOn
		return c.takeEffect()
	}
	c.paper(AgreementPaper, Everyone)
	c.tellSide(string(Draft), string(c.act.ID), Applicant, OtherSide)
	return nil
}

// without gives the claims named as settled, or every open one that is not reserved.
func without(open, settles, reserves []ClaimID) []ClaimID {
	if len(settles) > 0 {
		return settles
	}
	return slices.DeleteFunc(open, func(id ClaimID) bool { return slices.Contains(reserves, id) })
}

// covers: an agreement leaves no claim in the air; each is settled, or reserved in so many words, or ended before.
func (c *Change) covers(settles, reserves []ClaimID) error {
	if _, err := c.openClaims(slices.Concat(settles, reserves), "reserves"); err != nil {
		return err
	}
	for _, k := range c.Picture.OpenClaims() {
		if slices.Contains(settles, k.ID) == slices.Contains(reserves, k.ID) {
			return fault.BadField("settles", "covers", fault.Text{
				ZH: "每项请求都应写明是解决还是保留（或先终止该项请求的调解）。",
				EN: "Say of every open claim whether it is settled or reserved, or end it first."})
		}
	}
	return nil
}

func (c *Change) terms(forms []PromiseForm) ([]Term, error) {
	list := make([]Term, len(forms))
	for i, f := range forms {
		payer, ok1 := c.Picture.Party(f.Payer)
		payee, ok2 := c.Picture.Party(f.Payee)
		if !ok1 || !ok2 || payer.ID == payee.ID {
			return nil, fault.BadField("terms", "party", fault.Text{ZH: "履行方和接受方应是本案的两方当事人。", EN: "Payer and payee must be two parties of this case."})
		}
		if f.Due.IsZero() && f.Event == "" && !payer.Insurer {
			return nil, fault.BadField("terms", "due", fault.Text{ZH: "请写明履行日期或条件，不要写“近期”。", EN: "Name the day or the event of performance."})
		}
		if !f.Due.IsZero() && f.Due.Before(c.act.HappenedOn) {
			return nil, fault.BadField("terms", "past", fault.Text{ZH: "履行日期不能早于协议日期。", EN: "A term cannot fall due before the agreement."})
		}
		id := Derive(c.act.ID, "term", string(rune('1'+i)))
		list[i] = Term{ID: id, Payer: f.Payer, Payee: f.Payee, AmountFen: f.AmountFen, Due: f.Due,
			OnEvent: f.Due.IsZero() && f.Event != ""}
	}
	return list, nil
}

// signers are the parties whose claims are settled and those who promise or receive.
func (c *Change) signers(settles []ClaimID, terms []Term) []PartyID {
	ids := c.Picture.concerned(settles)
	for _, t := range terms {
		for _, x := range []PartyID{t.Payer, t.Payee} {
			if !slices.Contains(ids, x) {
				ids = append(ids, x)
			}
		}
	}
	return ids
}

// voidDraft marks the paper of a draft that never took effect 作废.
func (c *Change) voidDraft() {
	if g := c.Picture.Agreement; g != nil && g.Effective.IsZero() {
		c.Papers = append(c.Papers, PaperDue{ID: Derive(g.ID, "paper", string(AgreementPaper)), Form: AgreementPaper, Subject: g.ID, Void: true})
	}
}

// sign takes a party's, the mediator's or the seal's place under the agreement; it takes effect on the latest of these
// days (人民调解法 31 with the forms of 2010).
func (c *Change) sign(f *Signing) error {
	g := c.Picture.Agreement
	if f.Agreement != g.ID {
		return fault.BadField("agreement", "replaced", fault.Text{ZH: "这份协议已被新的文本替代，请阅读新文本后再签。", EN: "This text has been replaced; read the new one before signing."})
	}
	switch c.act.Name {
	case Sign:
		if !g.wants(c.act.Party()) {
			return fault.Stale()
		}
		if err := c.companyMay(f); err != nil {
			return err
		}
		g.Signed = append(g.Signed, Signature{Party: c.act.Party(), On: c.act.HappenedOn, Drawn: f.Drawing != ""})
	case SignMediator:
		g.Mediator = c.act.HappenedOn
	case AffixSeal:
		g.Sealed = c.act.HappenedOn
	}
	c.tellDesk(string(c.act.Name), string(g.ID))
	if !g.complete() {
		return nil
	}
	g.Effective = g.latest()
	if slices.ContainsFunc(g.Signed, func(s Signature) bool { return s.Drawn }) {
		c.paper(SignedPaper, Everyone) // what was signed with ink is its own signed copy
	}
	return c.takeEffect()
}

// companyMay: a company signs only with authority or its seal on file (法人当事人由代表人签名并加盖印章).
func (c *Change) companyMay(f *Signing) error {
	x, _ := c.Picture.Party(c.act.Party())
	if !x.Organisation || c.Picture.authorised(x) || f.Method == "seal" && (len(c.act.Proof) > 0 || c.act.By.Staff()) {
		return nil
	}
	return fault.BadField("method", "authority", fault.Text{
		ZH: "单位签署需要授权委托书或单位印章：请先提交授权，或由调解员登记盖章的纸质文本。",
		EN: "A company signs with authority on file or its seal: hand in the authority, or let the mediator record the sealed paper."})
}

// authorised: someone may sign for this company by authority on file, its signatory or an agent.
func (p Picture) authorised(company Party) bool {
	return slices.ContainsFunc(p.Parties, func(x Party) bool {
		return (x.ID == company.ID || x.For == company.ID) && !x.Left && x.Authority == SpecialAuthority
	})
}

func (g Agreement) complete() bool {
	return len(g.Signed) == len(g.Signers) && !g.Mediator.IsZero() && !g.Sealed.IsZero()
}

func (g Agreement) latest() statute.Date {
	d := g.Mediator
	if g.Sealed.After(d) {
		d = g.Sealed
	}
	for _, s := range g.Signed {
		if s.On.After(d) {
			d = s.On
		}
	}
	return d
}

// takeEffect begins performance: claims are settled or reserved, the talks' clocks stop, each term is watched to its day,
// and the window of joint judicial confirmation opens (人民调解法 33).
func (c *Change) takeEffect() error {
	p := &c.Picture
	p.Stage, p.Offers, p.Lapsed, p.Requests, p.Recusal = Performing, nil, nil, nil, nil
	c.stop(c.settledBy)
	for i := range p.Claims {
		switch {
		case slices.Contains(p.Agreement.Settles, p.Claims[i].ID):
			p.Claims[i].State = ClaimSettled
		case slices.Contains(p.Agreement.Reserves, p.Claims[i].ID):
			p.Claims[i].State = ClaimReserved
		}
	}
	if err := c.watchTerms(); err != nil {
		return err
	}
	c.tellSide("effective", string(p.Agreement.ID), Applicant, OtherSide)
	return c.start(statute.JudicialConfirmation, string(p.Agreement.ID), p.Agreement.Effective)
}

// settledBy: an agreement ends the clocks of the talks and the limitation of the claims it settles. That of a claim kept
// open, or ended before, goes on running; that of an earlier agreement's terms does not.
func (c *Change) settledBy(k Clock) bool {
	switch k.Rule {
	case statute.ByHand:
		return false
	case statute.InsuranceLimitation, statute.GeneralLimitation, statute.ArbitrationLimitation:
		_, ofClaim := c.Picture.Claim(ClaimID(k.Subject))
		return !ofClaim || slices.Contains(c.Picture.Agreement.Settles, ClaimID(k.Subject))
	}
	return true
}

// watchTerms starts a clock for each term: its own day, or ten days where an insurer promised without one (保险法 23).
// Before a future event nothing is due, from an insurer either.
func (c *Change) watchTerms() error {
	p := &c.Picture
	for i, t := range p.Terms {
		payer, _ := p.Party(t.Payer)
		switch {
		case !t.Due.IsZero():
			if err := c.dated(statute.PerformanceTerm, t.ID, t.Due); err != nil {
				return err
			}
		case payer.Insurer && !t.OnEvent:
			if err := c.start(statute.InsurerPayment, t.ID, p.Agreement.Effective); err != nil {
				return err
			}
			p.Terms[i].Due = p.Clocks[len(p.Clocks)-1].Due
		}
	}
	return nil
}
