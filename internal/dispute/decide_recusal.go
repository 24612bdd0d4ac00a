package dispute

import (
	"slices"

	"hejie/internal/fault"
)

// disclose: a mediator who stands near one side or the matter says so. The parties may accept that in writing; else the
// head decides. What was disclosed is for everyone to read.
func (c *Change) disclose() error {
	c.Picture.Recusal = &Recusal{Disclosed: true}
	c.tellHead(string(DiscloseInterest), "")
	c.tellSide(string(Message), "", Applicant, OtherSide)
	return nil
}

// chooseMediator is a party's right (人民调解法 23 (一)). When everyone concerned accepts a mediator who disclosed an
// interest, the question is closed; a wish for another one goes to the head, as does taking that wish back.
func (c *Change) chooseMediator(f *MediatorChoice) error {
	p, me := &c.Picture, c.act.Party()
	if p.Recusal == nil {
		if f.Choice == "accept" {
			return nil // on record, and nothing is open
		}
		p.Recusal = &Recusal{}
	}
	r := p.Recusal
	isMe := func(x PartyID) bool { return x == me }
	r.Accepted, r.Against = slices.DeleteFunc(r.Accepted, isMe), slices.DeleteFunc(r.Against, isMe)
	if f.Choice == "accept" {
		r.Accepted = append(r.Accepted, me)
	} else {
		r.Against = append(r.Against, me)
	}
	c.tellHead(string(ChooseMediator), "")
	if p.accepts(*r) {
		p.Recusal = nil
	}
	return nil
}

// accepts: nobody wants another mediator and, where an interest was disclosed, everyone whose claim or defence it is has
// accepted it.
func (p Picture) accepts(r Recusal) bool {
	if len(r.Against) > 0 {
		return false
	}
	return !r.Disclosed || !slices.ContainsFunc(p.concerned(claimIDs(p.OpenClaims())), func(x PartyID) bool { return !slices.Contains(r.Accepted, x) })
}

// decideRecusal is the head's: the mediator keeps the case or gives it up, to be assigned anew. Nobody decides on
// themselves; a head who mediates hands the case over instead.
func (c *Change) decideRecusal(f *RecusalDecision) error {
	if c.act.By.Account == c.Picture.Mediator {
		return fault.BadField("result", "oneself", fault.Text{
			ZH: "不能决定自己的回避：请移交其他调解员，或者由各方当事人书面接受。",
			EN: "Nobody decides on their own recusal: hand the case over, or let every party accept in writing."})
	}
	c.tellSide(string(Message), "", Applicant, OtherSide)
	c.tellDesk(string(DecideRecusal), "")
	c.Picture.Recusal = nil
	if f.Result == "removed" {
		c.Picture.Mediator = ""
	}
	return nil
}
