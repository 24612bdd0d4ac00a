package dispute

// addressed is who may read an act's form when the act itself does not say otherwise. The deny comes first: what tells
// something about a person stays between that person's side and the committee; what both sides must know goes to both.
func (c *Change) addressed() Audience {
	switch c.act.Name {
	case AskSupplement, Supplement, AnalyseRoute:
		return ApplicantOnly
	case Assign, HandOver, Investigate, Note, LinkCase, AddClock, StopClock, FollowUp:
		return CommitteeOnly
	case AddEvidence, AnswerRequest, Consent, RevokeConsent, AddParty:
		return audienceOf(c.Picture.SideOf(c.act.Party()))
	case ReplaceParty, Correct:
		return CommitteeOnly
	case DangerNote:
		return OutsideFile
	}
	return Everyone
}
