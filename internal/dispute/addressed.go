package dispute

import (
	"slices"

	"hejie/internal/statute"
)

// theirs are the periods that concern the other side too.
var theirs = []statute.RuleID{statute.Mediation, statute.MediationCourt, statute.MediationPolice, statute.MediationHotline, statute.EvidenceRequest,
	statute.OfferExpiry, statute.PerformanceTerm, statute.InsurerPayment, statute.JudicialConfirmation}

// ToldOf says whether a side reads a period of this rule. The worker's time to sue and the committee's own periods are not
// told to the other side: who knows the day has a reason to wait for it.
func ToldOf(s Side, rule statute.RuleID) bool { return s != OtherSide || slices.Contains(theirs, rule) }

// addressed is who may read an act's form when the act itself does not say otherwise. The deny comes first: what tells
// something about a person stays between that person's side and the committee; what both sides must know goes to both.
func (c *Change) addressed() Audience {
	switch c.act.Name {
	case AskSupplement, Supplement, AnalyseRoute:
		return ApplicantOnly
	case ObjectRoute, AnswerObjection: // the record knows which side sees the report
		return CommitteeOnly
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
