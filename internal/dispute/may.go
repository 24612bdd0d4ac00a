package dispute

import (
	"hejie/internal/statute"
	"slices"

	"hejie/internal/fault"
)

// May says whether this act is possible now for who asks, on this picture of the case: nil, or the fault that says why
// not. It is asked in the workflow's validator, again in the recording transaction, by the page that shows a button and
// by the API that lists acts. What depends on the form's content is judged by Decide.
func May(r Ref, p Picture) error {
	row, known := RowOf(r.Name)
	switch {
	case !known:
		return fault.Missing()
	case !entitled(row, r, p):
		return fault.NotYours()
	case !slices.Contains(row.In, p.Stage) || !ready(r, p):
		return fault.OutOfTurn(string(p.Stage), names(Possible(r.By, p)))
	case row.Moves() && r.IfTurn != 0 && r.IfTurn != p.Turn:
		return fault.Stale()
	}
	return nil
}

// Possible lists what this actor may do now, in the table's order. Acts on a party's behalf are listed once, with no
// party named.
func Possible(by Actor, p Picture) []ActName {
	var acts []ActName
	for _, row := range Table {
		if slices.Contains(row.In, p.Stage) && takes(row, by, p) {
			acts = append(acts, row.Act)
		}
	}
	return acts
}

func takes(row Row, by Actor, p Picture) bool {
	own := Ref{Name: row.Act, By: by}
	if entitled(row, own, p) && ready(own, p) {
		return true
	}
	return slices.ContainsFunc(p.Principals(), func(x Party) bool {
		r := Ref{Name: row.Act, By: by, For: x.ID}
		return entitled(row, r, p) && ready(r, p)
	})
}

// entitled asks who: the actor's own act, or one recorded for a party by someone who may.
func entitled(row Row, r Ref, p Picture) bool {
	if !within(r, p) {
		return false
	}
	r.By.Roles = rolesIn(p, r.By)
	if r.For != "" && r.For != r.By.Party {
		return r.By.Has(row.Behalf...) && row.forParty(r.For, p)
	}
	return r.By.Has(row.Own...) && empowered(row, r.By, p)
}

// forParty: an act is recorded only for a party of this case that could have done it itself, so that nobody withdraws
// for the other side.
func (row Row) forParty(id PartyID, p Picture) bool {
	x, ok := p.Party(id)
	return ok && x.stands() && slices.Contains(row.Own, x.Side.role())
}

// within: a party, or an agent of that party, acts only in a case it stands in; staff only in their own organisation's, but
// that the supervising office reassigns.
func within(r Ref, p Picture) bool {
	switch {
	case r.By.Has(System):
		return true
	case r.By.Staff():
		return r.By.Org == p.Org || r.Name == Assign && p.supervised(r.By)
	}
	x, ok := p.Party(r.By.Party)
	if !ok || !x.stands() || r.By.Agent == "" {
		return ok && x.stands()
	}
	agent, ok := p.Party(r.By.Agent)
	return ok && !agent.Left && agent.For == x.ID
}

// supervised: this is the supervisor of the office over the case's committee (司法所、联席会议), who may reassign what is
// overdue and nothing else.
func (p Picture) supervised(by Actor) bool {
	return p.Supervisor != "" && by.Org == p.Supervisor && by.Has(Supervisor)
}

// stands: a party itself, not an agent, and still in the case.
func (x Party) stands() bool { return x.For == "" && !x.Left }

// role is what a party of this side is in the table.
func (s Side) role() Role {
	if s == Applicant {
		return Worker
	}
	return Respondent
}

// rolesIn are the roles that an actor may use in this case. A party has its side's and no other. Once a case has its
// mediator, another mediator of the committee reads but does not act, except in a further role as head or recorder.
func rolesIn(p Picture, by Actor) []Role {
	side := p.SideOf(by.Party).role()
	return slices.DeleteFunc(slices.Clone(by.Roles), func(r Role) bool {
		switch {
		case r == Worker || r == Respondent:
			return by.Staff() || r != side
		case r == Mediator && p.Mediator != "":
			return by.Account != p.Mediator
		}
		return r != System && !by.Staff()
	})
}

// empowered: an agent with general authority may not admit, waive, settle or sign; nor may a company's contact person
// without authority on file (proof of the seal on paper goes through the mediator, who records it).
func empowered(row Row, by Actor, p Picture) bool {
	if !row.Special || by.Party == "" {
		return true
	}
	if by.Agent != "" {
		agent, ok := p.Party(by.Agent)
		return ok && agent.Authority == SpecialAuthority
	}
	party, _ := p.Party(by.Party)
	return !party.Organisation || row.Act != Sign || party.Authority == SpecialAuthority
}

// ready asks whether the case holds what the act needs.
func ready(r Ref, p Picture) bool {
	party := r.Party()
	switch r.Name {
	case AcceptOffer, RejectOffer:
		waits := func(o Offer) bool {
			return !o.Private && (party == "" && len(p.pending(o)) > 0 || slices.Contains(p.pending(o), party))
		}
		return slices.ContainsFunc(p.Offers, waits) || r.entered() && slices.ContainsFunc(p.Lapsed, waits)
	case Sign:
		return p.Agreement != nil && !p.Agreement.Oral && (party == "" || p.Agreement.wants(party))
	case SignMediator:
		return p.Agreement != nil && p.Agreement.Mediator.IsZero()
	case AffixSeal:
		return p.Agreement != nil && p.Agreement.Sealed.IsZero()
	case AgreeOrally:
		return !slices.ContainsFunc(p.OpenClaims(), func(c Claim) bool { return c.Matter.Labour() })
	case Supplement:
		return p.Supplement || slices.ContainsFunc(p.Clocks, func(c Clock) bool { // late is better than never
			return c.Rule == statute.Acceptance && c.Paused // asked before the picture said so
		})
	case ChooseMediator, DiscloseInterest:
		return p.Mediator != ""
	case DecideRecusal:
		return p.Recusal != nil
	case EndMediation: // before acceptance the committee declines instead
		return p.Stage != Filed || party != ""
	case RecordDefault: // said by whom the term benefits, or by the desk
		return slices.ContainsFunc(p.Terms, func(t Term) bool { return !t.Done && (party == "" || p.beside(party, t.Payee)) })
	case ObjectRoute: // to a report that this side sees
		return p.Analysed && (party == "" || p.RouteShown || p.SideOf(party) == Applicant)
	case AnswerObjection:
		return len(p.Objections) > 0
	case AnswerRequest:
		return slices.ContainsFunc(p.Requests, func(q Request) bool { return q.Holder == party })
	}
	return true
}

// entered: the desk enters, later, a party's yes to an offer, which may have been given before it lapsed.
func (r Ref) entered() bool { return r.Name == AcceptOffer && r.By.Staff() && r.For != "" }

// pending lists the parties whose answer an offer still waits for: everyone its claims concern but the one who made it.
func (p Picture) pending(o Offer) []PartyID {
	return slices.DeleteFunc(p.concerned(o.Claims), func(x PartyID) bool {
		return x == o.By || slices.Contains(o.Accepted, x)
	})
}

// concerned lists the parties of these claims, each once, in the order of the case's parties.
func (p Picture) concerned(claims []ClaimID) []PartyID {
	var list []PartyID
	for _, x := range p.Principals() {
		if slices.ContainsFunc(p.Claims, func(c Claim) bool {
			return slices.Contains(claims, c.ID) && (c.By == x.ID || c.Against == x.ID)
		}) {
			list = append(list, x.ID)
		}
	}
	return list
}

// wants: this party's signature is still missing.
func (a Agreement) wants(party PartyID) bool {
	return slices.Contains(a.Signers, party) &&
		!slices.ContainsFunc(a.Signed, func(s Signature) bool { return s.Party == party })
}

func names(acts []ActName) []string {
	list := make([]string, len(acts))
	for i, a := range acts {
		list[i] = string(a)
	}
	return list
}
