// Package workflows tells the lives of cases. A workflow is a story whose chapters wait for acts; acts come to its desk as
// updates, are put on record one at a time and only then answered. Postgres keeps what happened; a workflow keeps nothing
// that it could not load again, so that start, continue-as-new and rebuilding after a loss are one road. What it knows and
// says has no word about a person in it.
package workflows

import (
	"go.temporal.io/sdk/workflow"

	"hejie/internal/dispute"
)

// Dispute is the life of a people's mediation (人民调解). Its whole input is the case's id; it answers the stage in which the
// case was put away. It refuses only a case that is not on record. Cancelling it ends nothing: a case ends by its stage.
func Dispute(ctx workflow.Context, id dispute.CaseID) (dispute.Stage, error) {
	ctx, _ = workflow.NewDisconnectedContext(ctx)
	m := &mediation{newDesk(id)}
	if err := m.open(ctx); err != nil { // before anything that blocks: see there
		return "", err
	}
	if err := m.load(ctx); err != nil {
		return "", m.turnAway(ctx, err)
	}
	for !m.over(ctx) && !m.tired(ctx) {
		m.chapter(ctx)
	}
	if m.over(ctx) {
		return m.now.Stage, nil
	}
	return "", workflow.NewContinueAsNewError(ctx, Dispute, id)
}

// mediation is the case at hand, and the desk where its acts are taken.
type mediation struct{ *desk }

// chapter goes on with the story where the record stands. Stages guide, they do not force: a call may settle a case on its
// first morning, and whatever an act leads to, the next chapter begins from there.
func (m *mediation) chapter(ctx workflow.Context) {
	switch m.now.Stage {
	case dispute.Filed:
		m.accept(ctx) // 受理
	case dispute.Inquiry:
		m.investigate(ctx) // 调查取证
	case dispute.Mediation:
		m.mediate(ctx) // 调解: sessions, offers, agreement
	case dispute.Performing:
		m.perform(ctx) // 履行: every term watched to its day
	default:
		m.putAway(ctx) // 归档
	}
}

// accept waits for the committee to take the case or turn it down; what it asks for meanwhile holds the acceptance clock.
func (m *mediation) accept(ctx workflow.Context) {
	m.await(ctx, dispute.Accept, dispute.Decline, dispute.AskSupplement, dispute.Supplement)
}

// investigate gathers facts until someone opens the talks — or settles the case at once.
func (m *mediation) investigate(ctx workflow.Context) {
	m.await(ctx, dispute.Investigate, dispute.OpenMediation, dispute.RecordSession, dispute.MakeOffer, dispute.Draft,
		dispute.AgreeOrally, dispute.Extend)
}

// mediate goes from session to session and offer to offer until an agreement stands with every name and the seal under it.
func (m *mediation) mediate(ctx workflow.Context) {
	m.await(ctx, dispute.Investigate, dispute.RecordSession, dispute.MakeOffer, dispute.AcceptOffer, dispute.RejectOffer,
		dispute.Draft, dispute.Sign, dispute.SignMediator, dispute.AffixSeal, dispute.AgreeOrally, dispute.Extend)
}

// perform watches the terms until the last is done; a missed day is on record and keeps the case open.
func (m *mediation) perform(ctx workflow.Context) {
	m.await(ctx, dispute.RecordPayment, dispute.RecordDefault)
}

// putAway serves whoever still waits when the story is told. Who comes later — a follow-up visit, a limitation clock, a
// wish to reopen — finds a new run of the same workflow.
func (m *mediation) putAway(ctx workflow.Context) { m.await(ctx) }
