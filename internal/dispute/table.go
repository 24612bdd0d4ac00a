package dispute

import "slices"

// Row is one line of the table act × stage × actor: the whole policy on who may do what, when, and where it may lead.
// docs/acts.md prints it; a test holds the two together.
type Row struct {
	Act     ActName
	In      []Stage // the stages at which it is possible
	Own     []Role  // who may do it as their own act
	Behalf  []Role  // who may record it for a party who did it before them, by phone or on paper
	Special bool    // an agent needs special authority (代为承认、放弃、变更请求，和解，签署协议)
	To      []Stage // where it may lead; empty: the case stays
	Beside  bool    // taken beside the chapter, needs no If-Match unless it moves the case
}

var (
	parties   = []Role{Worker, Respondent}
	committee = []Role{Mediator, Head}
	desk      = []Role{Mediator, Recorder, Head}
)

// Table is the policy. A stage act waits in a chapter of the story; an act beside is possible whatever the chapter waits for.
var Table = []Row{
	{Act: Accept, In: []Stage{Filed}, Own: committee, To: []Stage{Inquiry}},
	{Act: Decline, In: []Stage{Filed}, Own: committee, To: []Stage{Declined}},
	{Act: AskSupplement, In: []Stage{Filed}, Own: committee},
	{Act: Supplement, In: []Stage{Filed}, Own: []Role{Worker}, Behalf: append([]Role{Helper}, desk...)},

	{Act: Investigate, In: talking, Own: desk},
	{Act: OpenMediation, In: []Stage{Inquiry}, Own: committee, To: []Stage{Mediation}},
	{Act: RecordSession, In: talking, Own: desk, To: []Stage{Mediation}},
	{Act: MakeOffer, In: talking, Own: append(slices.Clone(parties), committee...), Behalf: desk, Special: true, To: []Stage{Mediation}},
	{Act: AcceptOffer, In: []Stage{Mediation}, Own: parties, Behalf: desk, Special: true},
	{Act: RejectOffer, In: []Stage{Mediation}, Own: parties, Behalf: desk},
	{Act: Draft, In: talking, Own: committee, To: []Stage{Mediation}},
	{Act: Sign, In: []Stage{Mediation}, Own: parties, Behalf: desk, Special: true, To: []Stage{Performing}},
	{Act: SignMediator, In: []Stage{Mediation}, Own: []Role{Mediator}, To: []Stage{Performing}},
	{Act: AffixSeal, In: []Stage{Mediation}, Own: []Role{Head}, To: []Stage{Performing}},
	{Act: AgreeOrally, In: talking, Own: committee, To: []Stage{Performing}},
	{Act: Extend, In: talking, Own: committee},

	{Act: RecordPayment, In: []Stage{Performing}, Own: append(slices.Clone(parties), desk...), Behalf: desk, To: []Stage{Closed}},
	{Act: RecordDefault, In: []Stage{Performing}, Own: append(slices.Clone(parties), desk...), Behalf: desk},

	{Act: Withdraw, In: unsigned, Own: []Role{Worker}, Behalf: append([]Role{Helper}, desk...), Special: true, To: []Stage{Withdrawn}, Beside: true},
	{Act: EndMediation, In: unsigned, Own: append(slices.Clone(parties), committee...), Behalf: desk, To: []Stage{Ended}, Beside: true},
	{Act: Refer, In: open, Own: committee, To: []Stage{Referred}, Beside: true},
	{Act: Reopen, In: final, Own: committee, To: []Stage{Filed, Inquiry}, Beside: true},

	{Act: Assign, In: open, Own: []Role{Head, Supervisor}, Beside: true},
	{Act: HandOver, In: open, Own: []Role{Mediator, Head}, Beside: true},
	{Act: ChooseMediator, In: unsigned, Own: parties, Behalf: desk, Beside: true},
	{Act: DiscloseInterest, In: unsigned, Own: []Role{Mediator}, Beside: true},
	{Act: DecideRecusal, In: unsigned, Own: []Role{Head}, Beside: true},
	{Act: TellRights, In: open, Own: desk, Beside: true},
	{Act: AskEvidence, In: talking, Own: desk, Beside: true},
	{Act: AnswerRequest, In: talking, Own: append(slices.Clone(parties), desk...), Behalf: desk, Beside: true}, // the desk's own: a holder outside the case
	{Act: AddEvidence, In: Stages, Own: append(slices.Clone(parties), Helper, Mediator, Recorder, Head), Behalf: append([]Role{Helper}, desk...), Beside: true},
	{Act: ShareEvidence, In: open, Own: desk, Beside: true},
	{Act: AnalyseRoute, In: open, Own: desk, Beside: true},
	{Act: ObjectRoute, In: open, Own: parties, Behalf: append([]Role{Helper}, desk...), Beside: true},
	{Act: AnswerObjection, In: open, Own: desk, Beside: true},
	{Act: Note, In: Stages, Own: desk, Beside: true},
	{Act: DangerNote, In: Stages, Own: append([]Role{Helper}, desk...), Beside: true},
	{Act: Message, In: Stages, Own: append(slices.Clone(parties), desk...), Behalf: desk, Beside: true},
	{Act: Consent, In: Stages, Own: parties, Behalf: append([]Role{Helper}, desk...), Beside: true},
	{Act: RevokeConsent, In: Stages, Own: parties, Behalf: append([]Role{Helper}, desk...), Beside: true},
	{Act: AddParty, In: open, Own: append([]Role{Worker}, desk...), Behalf: append([]Role{Helper}, desk...), Special: true, Beside: true},
	{Act: AddClaim, In: unsigned, Own: parties, Behalf: append([]Role{Helper}, desk...), Special: true, Beside: true},
	{Act: ReplaceParty, In: open, Own: committee, Beside: true},
	{Act: Correct, In: Stages, Own: desk, Beside: true},
	{Act: LinkCase, In: Stages, Own: desk, Beside: true},
	{Act: AddClock, In: Stages, Own: desk, Beside: true},
	{Act: StopClock, In: Stages, Own: desk, Beside: true},
	{Act: FollowUp, In: append([]Stage{Performing}, final...), Own: append([]Role{Helper}, desk...), Beside: true},
	{Act: Confirmation, In: append([]Stage{Performing}, final...), Own: desk, Beside: true},
	{Act: Ring, In: Stages, Own: []Role{System}, Beside: true},
}

var rows = func() map[ActName]Row {
	m := map[ActName]Row{}
	for _, r := range Table {
		m[r.Act] = r
	}
	return m
}()

// RowOf returns the table's line for an act; ok is false for an act nobody knows.
func RowOf(act ActName) (Row, bool) {
	r, ok := rows[act]
	return r, ok
}

// Moves says whether an act can move the case to another stage or takes part in the story: then it needs the turn the
// person saw (If-Match).
func (r Row) Moves() bool { return !r.Beside || len(r.To) > 0 }

// Leads lists where an act may lead from a stage; empty: the case stays, or the act is not possible there. A declined case
// was never accepted and a closed one was, so that reopening has one way from each.
func (r Row) Leads(from Stage) []Stage {
	switch {
	case !slices.Contains(r.In, from):
		return nil
	case r.Act == Reopen && from == Declined:
		return []Stage{Filed}
	case r.Act == Reopen && from == Closed:
		return []Stage{Inquiry}
	}
	return r.To
}

// Awaited lists what a chapter waits for: the stage's acts that are not taken beside it.
func Awaited(s Stage) []ActName {
	var acts []ActName
	for _, r := range Table {
		if !r.Beside && slices.Contains(r.In, s) {
			acts = append(acts, r.Act)
		}
	}
	return acts
}
