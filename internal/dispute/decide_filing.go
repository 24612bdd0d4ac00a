package dispute

import (
	"slices"

	"hejie/internal/fault"
	"hejie/internal/statute"
)

// OpenFile makes the case that a filing asks for: its parties, its claim, and its first clocks. Filing interrupts the
// limitation of the claims in it against the respondents named (诉讼时效规定 12), so that clock runs anew from this day. It
// refuses a day of filing that has not come.
func OpenFile(a Act, org OrgID, f *Filing, law Law) (Change, error) {
	if a.HappenedOn.After(statute.DateOf(a.RecordedAt)) {
		return Change{}, inFuture()
	}
	c := &Change{act: a, law: law, Picture: Picture{
		Case: a.Case, Org: org, Kind: Dispute, Matter: matterOf(f), Source: f.Source, Stage: Filed,
		Version: 1, Turn: 1, FiledOn: a.HappenedOn,
	}}
	c.admit(f)
	if err := c.start(statute.Acceptance, "", a.HappenedOn); err != nil {
		return Change{}, err
	}
	if err := c.interruptLimitation(f); err != nil {
		return Change{}, err
	}
	if err := c.labourRoad(a.HappenedOn); err != nil {
		return Change{}, err
	}
	c.Audience = ApplicantOnly // the other side learns what is asked of it from claims, register and notices
	c.paper(ApplicationPaper, ApplicantOnly)
	c.paper(ReceiptPaper, ApplicantOnly)
	c.tellHead(string(File), "")
	return *c, nil
}

// ApplicantOf is the id that a filing's own party will have.
func ApplicantOf(filing ActID) PartyID { return PartyID(Derive(filing, "party", "applicant")) }

// AgainstOf is the id that a filing's respondent will have.
func AgainstOf(filing ActID) PartyID { return PartyID(Derive(filing, "party", "against")) }

func (c *Change) admit(f *Filing) {
	me, them := ApplicantOf(c.act.ID), AgainstOf(c.act.ID)
	c.Picture.Parties = []Party{
		{ID: me, Side: Applicant, Organisation: f.Applicant.Organisation},
		{ID: them, Side: OtherSide, Organisation: f.Against.Organisation || f.Against.Insurer, Insurer: f.Against.Insurer},
	}
	c.People = []PersonChange{{Party: me, Person: f.Applicant}, {Party: them, Person: f.Against}}
	c.Picture.Claims = []Claim{{
		ID: ClaimID(Derive(c.act.ID, "claim", "1")), By: me, Against: them, Matter: c.Picture.Matter,
		AmountFen: f.AmountFen, State: ClaimOpen,
	}}
}

// matterOf is the matter that a filing names; where it names none, only a refusal of what is said to be an insurer is taken
// for an insurance claim, for a company may as well be a platform.
func matterOf(f *Filing) Matter {
	switch {
	case f.Matter != "":
		return f.Matter
	case f.Against.Insurer:
		return InsuranceClaim
	}
	return Other
}

// accept takes the case in (受理). A case that court, arbitration or an agency already has is declined instead (若干规定 22).
func (c *Change) accept(f *Acceptance) error {
	if f.Elsewhere != "none" {
		return fault.BadField("elsewhere", "elsewhere", fault.Text{
			ZH: "其他机关已经受理的纠纷不能受理，请选择“不予受理”并告知去向。",
			EN: "A dispute that another body already has cannot be accepted; decline it and say where it lies."})
	}
	p := &c.Picture
	p.Stage, p.Accepted, p.Supplement, c.Number = Inquiry, c.act.HappenedOn, false, true
	if f.Matter != "" {
		if err := c.reclassify(f.Matter); err != nil {
			return err
		}
	}
	switch {
	case f.Mediator != "":
		p.Mediator = f.Mediator
	case p.Mediator == "" && c.act.By.Has(Mediator):
		p.Mediator = c.act.By.Account
	}
	c.stop(ofRule(statute.Acceptance, statute.Supplement))
	c.paper(RegisterPaper, Everyone)
	c.paper(RightsPaper, Everyone)
	c.tellSide(string(Accept), "", Applicant, OtherSide)
	return c.start(mediationRule(p.Source), "", c.act.HappenedOn)
}

// reclassify names the matter as the committee sees it, in the case and in the claims that were filed under the old name:
// on it hang whether the law wants an agreement in writing, and the limitation.
func (c *Change) reclassify(m Matter) error {
	p, old := &c.Picture, c.Picture.Matter
	p.Matter = m
	for i := range p.Claims {
		if p.Claims[i].Matter != old {
			continue
		}
		p.Claims[i].Matter = m
		if err := c.relimit(p.Claims[i], old); err != nil {
			return err
		}
	}
	if m.Labour() == old.Labour() {
		return nil
	}
	c.stop(ofRule(statute.MediationLabour))
	return c.labourRoad(p.FiledOn)
}

// mediationRule: the source of the case picks the mediation clock.
func mediationRule(s Source) statute.RuleID {
	switch s {
	case ByCourt:
		return statute.MediationCourt
	case ByPolice:
		return statute.MediationPolice
	case ByHotline:
		return statute.MediationHotline
	}
	return statute.Mediation
}

func (c *Change) decline() error {
	c.finish(Declined, ClaimRefused)
	c.paper(DeclinedPaper, Everyone)
	c.tellSide(string(Decline), "", Applicant)
	return nil
}

// askSupplement holds the acceptance clock while the worker looks for what is missing: until they answer, or until the
// supplement's day is over, from which it is reckoned here already.
func (c *Change) askSupplement() error {
	c.stop(ofRule(statute.Supplement, statute.Acceptance))
	c.tellSide(string(AskSupplement), "", Applicant)
	if err := c.start(statute.Supplement, "", c.act.HappenedOn); err != nil {
		return err
	}
	c.Picture.Supplement = true
	day := c.Picture.Clocks[len(c.Picture.Clocks)-1].Due
	if err := c.start(statute.Acceptance, "", day); err != nil {
		return err
	}
	c.hold()
	return nil
}

// hold keeps still the clock that was just started.
func (c *Change) hold() {
	c.Picture.Clocks[len(c.Picture.Clocks)-1].Paused = true
	started := &c.Clocks[len(c.Clocks)-1]
	started.Paused, started.State = true, Paused
}

// supplemented starts the acceptance clock anew from the day the worker answered.
func (c *Change) supplemented() error {
	c.stop(ofRule(statute.Supplement, statute.Acceptance))
	c.Picture.Supplement = false
	c.Audience = ApplicantOnly
	c.tellDesk(string(Supplement), "")
	return c.start(statute.Acceptance, "", c.act.HappenedOn)
}

// tellRights notes that the parties now in the case have been told their rights and duties (若干规定 30).
func (c *Change) tellRights() error {
	for _, x := range c.Picture.Principals() {
		if !slices.Contains(c.Picture.Told, x.ID) {
			c.Picture.Told = append(c.Picture.Told, x.ID)
		}
	}
	return nil
}

// finish ends the case in this stage: what is still in dispute goes to this state, and the clocks of the talks stop. The
// limitation clocks stay: they run against the worker whatever happened here.
func (c *Change) finish(stage Stage, claims ClaimState) {
	p := &c.Picture
	p.Stage, p.Offers, p.Lapsed, p.Requests, p.Supplement, p.Recusal = stage, nil, nil, nil, false, nil
	for i := range p.Claims {
		if p.Claims[i].State == ClaimOpen {
			p.Claims[i].State = claims
		}
	}
	if stage != Closed {
		c.voidDraft()
		p.Agreement, p.Terms = nil, nil
	}
	c.stop(func(k Clock) bool {
		switch k.Rule {
		case statute.InsuranceLimitation, statute.GeneralLimitation, statute.ArbitrationLimitation, statute.Enforcement, statute.JudicialConfirmation, statute.FollowUp, statute.ByHand:
			return false
		}
		return true
	})
}

// today is the day of the record, which may be later than the day the act counts from.
func (c *Change) today() statute.Date { return statute.DateOf(c.act.RecordedAt) }
