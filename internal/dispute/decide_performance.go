package dispute

import (
	"hejie/internal/statute"
	"slices"

	"hejie/internal/fault"
)

// payment counts what was received toward a term. When every term is done the case closes: neither the window of judicial
// confirmation nor the follow-up visit holds it open.
func (c *Change) payment(f *Payment) error {
	i, err := c.term(f.Term)
	if err != nil {
		return err
	}
	t := &c.Picture.Terms[i]
	if err := c.vouched(*t); err != nil {
		return err
	}
	if f.AmountFen < 0 || t.AmountFen > 0 && f.AmountFen == 0 || t.PaidFen+f.AmountFen > t.AmountFen {
		return fault.BadField("amount_fen", "amount", fault.Text{
			ZH: "金额应大于零，且不超过该项尚未履行的金额；不是付款的事项不填金额。",
			EN: "The amount must be above zero and not above what is still owed on this term; leave it out where the term is not about money."})
	}
	t.PaidFen += f.AmountFen
	t.Done = t.PaidFen == t.AmountFen
	if c.act.HappenedOn.After(t.PaidOn) {
		t.PaidOn = c.act.HappenedOn
	}
	c.tellSide(string(RecordPayment), t.ID, Applicant, OtherSide)
	c.tellDesk(string(RecordPayment), t.ID)
	if !t.Done {
		return c.paidInPart(*t)
	}
	t.Overdue = false
	c.stop(ofSubject(t.ID))
	if slices.ContainsFunc(c.Picture.Terms, func(t Term) bool { return !t.Done }) {
		return nil
	}
	c.finish(Closed, ClaimSettled)
	c.tellSide("closed", "", Applicant, OtherSide)
	return c.start(statute.FollowUp, "", c.act.HappenedOn)
}

// paidInPart: paying a part interrupts the time in which the rest is enforced or sued for (诉讼时效规定 14).
func (c *Change) paidInPart(t Term) error {
	k, runs := find(c.Picture.Clocks, pursues(t.ID))
	if !runs || !c.act.HappenedOn.After(k.Start) {
		return nil
	}
	return c.pursue(t, c.act.HappenedOn)
}

// vouched: that a term was performed is said by whom it benefits, or by the desk that saw it; whoever owes it, and anyone
// else, shows proof, so that nobody closes a case by claiming to have paid.
func (c *Change) vouched(t Term) error {
	who := c.act.Party()
	if who == "" || c.Picture.beside(who, t.Payee) || len(c.act.Proof) > 0 {
		return nil
	}
	return fault.BadField("proof", "proof", fault.Text{
		ZH: "付款一方登记履行须附凭证（转账截图、收条等）；没有凭证的，请由收款一方确认。",
		EN: "Whoever pays records it with proof (a transfer slip, a receipt); without any, let the one who receives confirm it."})
}

// beside says whether two parties stand on one side.
func (p Picture) beside(a, b PartyID) bool { return a == b || p.SideOf(a) == p.SideOf(b) }

// defaulted marks a term not performed; the roads of Correction 6 are told with the notice.
func (c *Change) defaulted(f *Default) error {
	i, err := c.term(f.Term)
	if err != nil {
		return err
	}
	if who := c.act.Party(); who != "" && !c.Picture.beside(who, c.Picture.Terms[i].Payee) {
		return fault.BadField("term", "payee", fault.Text{
			ZH: "未履行应由接受履行的一方或者调委会登记。", EN: "That a term was not performed is recorded by whom it benefits, or by the committee."})
	}
	c.Picture.Terms[i].Overdue = true
	c.tellSide(string(RecordDefault), f.Term, Applicant, OtherSide)
	c.tellDesk(string(RecordDefault), f.Term)
	return c.pursue(c.Picture.Terms[i], c.lastInstalment(c.Picture.Terms[i]))
}

// pursue runs the time in which a term that was not performed can be enforced, if a court has confirmed the agreement
// (民诉法 250), or sued for, if none has (民法典 188). Its subject is the term; it takes the place of an earlier one.
func (c *Change) pursue(t Term, from statute.Date) error {
	rule := statute.GeneralLimitation
	if c.Picture.Agreement.Confirmed {
		rule = statute.Enforcement
	}
	c.stop(pursues(t.ID))
	return c.start(rule, t.ID, from)
}

// pursues matches the clock in which a term is enforced or sued for.
func pursues(term string) func(Clock) bool {
	return func(k Clock) bool {
		return k.Subject == term && (k.Rule == statute.Enforcement || k.Rule == statute.GeneralLimitation)
	}
}

// lastInstalment is the last day for performing a term; of money owed between the same two in instalments, the day of the
// last (民法典 189, 民诉法 250). A term on an event is due when its default is found.
func (c *Change) lastInstalment(t Term) statute.Date {
	last := t.Due
	for _, x := range c.Picture.Terms {
		if t.AmountFen > 0 && x.AmountFen > 0 && x.Payer == t.Payer && x.Payee == t.Payee && x.Due.After(last) {
			last = x.Due
		}
	}
	if t.Due.IsZero() {
		return c.act.HappenedOn
	}
	return last
}

// term finds a term that is still to be performed.
func (c *Change) term(id string) (int, error) {
	i := slices.IndexFunc(c.Picture.Terms, func(t Term) bool { return t.ID == id && !t.Done })
	if i < 0 {
		return 0, fault.BadField("term", "done", fault.Text{ZH: "该履行事项不存在或已经履行完毕。", EN: "This term does not exist or is done already."})
	}
	return i, nil
}

func (c *Change) followUp() error {
	c.stop(ofRule(statute.FollowUp))
	c.Audience = CommitteeOnly
	c.paper(FollowUpPaper, CommitteeOnly)
	return nil
}

// confirmed ends the window of joint confirmation once the application is in or the court has spoken. What the court has
// confirmed is enforced, not sued for.
func (c *Change) confirmed(f *Confirmed) error {
	c.stop(ofRule(statute.JudicialConfirmation))
	c.tellSide(string(Confirmation), f.Result, Applicant, OtherSide)
	if f.Result != "confirmed" || c.Picture.Agreement == nil {
		return nil
	}
	c.Picture.Agreement.Confirmed = true
	for _, t := range c.Picture.Terms {
		if _, pursued := find(c.Picture.Clocks, pursues(t.ID)); pursued {
			if err := c.pursue(t, c.lastInstalment(t)); err != nil {
				return err
			}
		}
	}
	return nil
}
