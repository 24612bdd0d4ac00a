package dispute

import "hejie/internal/fault"

// maxClaims is how many claims a case takes in all: what forms that name claims take.
const maxClaims = 50

// claim brings one more right into the case: of the party whose act it is, against one of the opposite side. With add_party
// before it, a further respondent or a counterclaim comes in. It interrupts the limitation of this claim and of no other
// (诉讼时效规定 12). A draft on the table, which does not say what becomes of it, falls.
func (c *Change) claim(f *ClaimForm) error {
	p := &c.Picture
	if len(p.Claims) >= maxClaims {
		return fault.BadField("against", "many", fault.Text{
			ZH: "一个案件最多 50 项请求，请另行申请。", EN: "A case takes at most 50 claims; file another one."})
	}
	me, _ := p.Party(c.act.Party())
	if !p.faces(me, f.Against) {
		return fault.BadField("against", "party", fault.Text{
			ZH: "请求应当针对本案另一方的当事人；不在案内的请先追加。", EN: "A claim is against a party of the other side; bring in first who is not in the case."})
	}
	k := Claim{ID: ClaimOf(c.act.ID), By: me.ID, Against: f.Against, Matter: f.Matter, AmountFen: f.AmountFen, State: ClaimOpen}
	p.Claims = append(p.Claims, k)
	c.voidDraft()
	p.Agreement, p.Terms = nil, nil
	c.tellDesk(string(AddClaim), string(k.ID))
	c.tellSide(string(Message), string(k.ID), Applicant, OtherSide)
	if err := c.limit(k, c.act.HappenedOn); err != nil {
		return err
	}
	return c.labourRoad(c.act.HappenedOn)
}

// ClaimOf is the id that a claim added by this act will have.
func ClaimOf(adding ActID) ClaimID { return ClaimID(Derive(adding, "claim", "added")) }

// faces says whether a party that stands in the case has this one on the opposite side.
func (p Picture) faces(me Party, other PartyID) bool {
	x, ok := p.Party(other)
	return ok && x.stands() && (me.Side == Applicant && x.Side == OtherSide || me.Side == OtherSide && x.Side == Applicant)
}
