package dispute

// Forms gives an empty form for each act, to decode into; nil for an act that nobody hands in.
func Forms(act ActName) Form {
	if make, ok := forms[act]; ok {
		return make()
	}
	return nil
}

var forms = map[ActName]func() Form{
	File: form[Filing], Accept: form[Acceptance], Decline: form[Grounds], AskSupplement: form[Words], Supplement: form[Words],
	Investigate: form[InquiryRecord], OpenMediation: form[Opening], RecordSession: form[SessionRecord],
	MakeOffer: form[Proposal], AcceptOffer: form[Answer], RejectOffer: form[Answer],
	Draft: form[AgreementDraft], AgreeOrally: form[AgreementDraft], Sign: form[Signing], SignMediator: form[Signing], AffixSeal: form[Signing],
	Extend: form[Extension], RecordPayment: form[Payment], RecordDefault: form[Default],
	Withdraw: form[Reason], EndMediation: form[Ending], Refer: form[Referral], Reopen: form[Grounds],
	Assign: form[Handing], HandOver: form[Handing], TellRights: form[Reason],
	ChooseMediator: form[MediatorChoice], DiscloseInterest: form[Grounds], DecideRecusal: form[RecusalDecision],
	AskEvidence: form[EvidenceRequest], AnswerRequest: form[EvidenceAnswer], AddEvidence: form[EvidenceNote], ShareEvidence: form[EvidenceShare], AnalyseRoute: form[RouteRun],
	ObjectRoute: form[RouteObjection], AnswerObjection: form[ObjectionAnswer],
	Note: form[Words], DangerNote: form[Words], Message: form[Words], Consent: form[ConsentForm], RevokeConsent: form[ConsentForm],
	AddClaim: form[ClaimForm],
	AddParty: form[PartyForm], ReplaceParty: form[PartyForm], Correct: form[Correction], LinkCase: form[CaseLink],
	AddClock: form[HandClock], StopClock: form[ClockStop], FollowUp: form[Visit], Confirmation: form[Confirmed],
}

func form[T any]() Form { return new(T) }
