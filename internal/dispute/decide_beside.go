package dispute

import (
	"hejie/internal/statute"
	"slices"

	"hejie/internal/fault"
)

// handOver gives the case to a mediator: assigned by the head, or passed on.
func (c *Change) handOver(f *Handing) error {
	c.Picture.Mediator, c.Picture.Recusal = f.Mediator, nil
	c.Audience = CommitteeOnly
	c.tellDesk(string(c.act.Name), "")
	return nil
}

// ask puts a request for evidence on the face with its clock.
func (c *Change) ask(f *EvidenceRequest) error {
	if _, ok := c.Picture.Party(f.Holder); f.Holder != "" && !ok {
		return fault.BadField("holder", "party", fault.Text{ZH: "持有人不是本案当事人，请填写案外持有人。", EN: "The holder is not a party here; name them as outside the case."})
	}
	c.Picture.Requests = append(c.Picture.Requests, Request{ID: c.act.ID, Holder: f.Holder, Standing: f.Standing})
	if x, ok := c.Picture.Party(f.Holder); ok {
		c.tellSide(string(AskEvidence), string(c.act.ID), x.Side)
	}
	return c.start(statute.EvidenceRequest, string(c.act.ID), c.act.HappenedOn)
}

func (c *Change) answered(f *EvidenceAnswer) error {
	i := slices.IndexFunc(c.Picture.Requests, func(q Request) bool {
		return q.ID == f.To && q.Holder == c.act.Party()
	})
	if i < 0 {
		return fault.BadField("to", "gone", fault.Text{ZH: "该调取请求不存在或已答复。", EN: "This request does not exist or is answered."})
	}
	c.Picture.Requests = slices.Delete(c.Picture.Requests, i, i+1)
	c.stop(ofSubject(string(f.To)))
	c.tellDesk(string(AnswerRequest), string(f.To))
	return nil
}

// party brings in a party or an agent, or puts one in another's place.
func (c *Change) party(f *PartyForm) error {
	p := &c.Picture
	if f.For != "" {
		if principal, ok := p.Party(f.For); !ok || !principal.stands() || principal.Side != f.Side {
			return fault.BadField("for", "party", fault.Text{ZH: "被代理人应是同一方的当事人。", EN: "An agent acts for a party of the same side."})
		}
	}
	if !c.act.By.Staff() && f.Side != p.SideOf(c.act.Party()) {
		return fault.BadField("side", "own", fault.Text{ZH: "只能为己方追加代理人或当事人。", EN: "You can add only to your own side."})
	}
	x := Party{
		ID: PartyID(Derive(c.act.ID, "party", "")), Side: f.Side, For: f.For,
		Organisation: f.Person.Organisation, Insurer: f.Person.Insurer, Authority: f.Authority,
	}
	if c.act.Name == ReplaceParty {
		if err := c.replace(f.Replaces, x); err != nil {
			return err
		}
	}
	p.Parties = append(p.Parties, x)
	c.People = append(c.People, PersonChange{Party: x.ID, Person: f.Person})
	c.tellDesk(string(c.act.Name), string(x.ID))
	return nil
}

// replace hands a party's claims, offers, requests and terms to who takes its place on the same side.
func (c *Change) replace(old PartyID, by Party) error {
	p, heir := &c.Picture, by.ID
	i := slices.IndexFunc(p.Parties, func(x Party) bool { return x.ID == old && !x.Left && x.Side == by.Side && x.For == by.For })
	if i < 0 {
		return fault.BadField("replaces", "party", fault.Text{ZH: "请选择要变更的当事人。", EN: "Choose the party that is replaced."})
	}
	p.Parties[i].Left = true
	p.dismissAgents(old)
	for j := range p.Claims {
		p.Claims[j].By, p.Claims[j].Against = swap(p.Claims[j].By, old, heir), swap(p.Claims[j].Against, old, heir)
	}
	for j := range p.Terms {
		p.Terms[j].Payer, p.Terms[j].Payee = swap(p.Terms[j].Payer, old, heir), swap(p.Terms[j].Payee, old, heir)
	}
	for j := range p.Offers {
		p.Offers[j].By = swap(p.Offers[j].By, old, heir)
		p.Offers[j].Accepted = slices.DeleteFunc(slices.Clone(p.Offers[j].Accepted), func(x PartyID) bool { return x == old })
	}
	p.Lapsed = nil // its answers were another's
	for j := range p.Requests {
		p.Requests[j].Holder = swap(p.Requests[j].Holder, old, heir)
	}
	for j := range p.Objections {
		p.Objections[j].By = swap(p.Objections[j].By, old, heir)
	}
	if g := p.Agreement; g != nil && g.Effective.IsZero() {
		c.voidDraft()
		p.Agreement, p.Terms = nil, nil
	}
	return nil
}

// dismissAgents: an agent's authority ends with the principal who leaves (民法典 173). Who takes the place appoints anew, or
// keeps the agent by an appointment on record (民法典 174, first paragraph, items 2 and 3).
func (p *Picture) dismissAgents(principal PartyID) {
	for i := range p.Parties {
		if p.Parties[i].For == principal {
			p.Parties[i].Left = true
		}
	}
}

func swap(x, old, heir PartyID) PartyID {
	if x == old {
		return heir
	}
	return x
}

// correct writes a party's details anew; what was handed in, and papers already issued, stay as they were.
func (c *Change) correct(f *Correction) error {
	if f.Person == nil {
		return nil
	}
	i := slices.IndexFunc(c.Picture.Parties, func(x Party) bool { return x.ID == f.Party })
	if i < 0 {
		return fault.BadField("party", "party", fault.Text{ZH: "请选择要更正的当事人。", EN: "Choose the party to correct."})
	}
	c.Picture.Parties[i].Organisation = f.Person.Organisation
	c.Picture.Parties[i].Insurer = f.Person.Insurer
	c.People = append(c.People, PersonChange{Party: f.Party, Person: *f.Person, Known: true})
	return nil
}

// byHand puts a dated clock on the face, with its source in the entry.
func (c *Change) byHand(f *HandClock) error {
	if f.Due.Before(c.today()) {
		return fault.BadField("due", "past", fault.Text{ZH: "期限不能早于今天。", EN: "The day cannot lie in the past."})
	}
	return c.dated(statute.ByHand, string(c.act.ID), f.Due)
}

func (c *Change) stopByHand(f *ClockStop) error {
	k, ok := c.Picture.Clock(f.Clock)
	if !ok || k.Rule != statute.ByHand {
		return fault.BadField("clock", "gone", fault.Text{ZH: "只能撤销手工登记且仍在计算的期限。", EN: "Only a running clock that was entered by hand can be stopped."})
	}
	c.stop(func(x Clock) bool { return x.ID == f.Clock })
	return nil
}
