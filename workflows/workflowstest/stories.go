package workflowstest

import (
	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/statute"
)

// Cast is who plays in a case.
type Cast struct {
	Case    dispute.CaseID
	Rider   dispute.PartyID
	Insurer dispute.PartyID
}

// Who is someone in a story.
type Who string

// The people of a story.
const (
	Rider    Who = "rider"
	Insurer  Who = "insurer"
	Mediator Who = "mediator"
	Head     Who = "head"
)

// Actor is who stands at the door.
func (c Cast) Actor(w Who) dispute.Actor {
	switch w {
	case Rider:
		return disputetest.Party(c.Rider, dispute.Worker)
	case Insurer:
		return disputetest.Party(c.Insurer, dispute.Respondent)
	case Head:
		return disputetest.Staff(disputetest.HeadZhou, dispute.Head)
	}
	return disputetest.Staff(disputetest.MediatorLi, dispute.Mediator)
}

// Party is the party that somebody is; none for the committee.
func (c Cast) Party(w Who) dispute.PartyID {
	switch w {
	case Rider:
		return c.Rider
	case Insurer:
		return c.Insurer
	}
	return ""
}

// Step is one act of a story, or a day that passes.
type Step struct {
	On   statute.Date    // the workplace's day; the acts of a day come after ten, a minute apart
	Do   dispute.ActName // empty: only the day comes
	By   Who
	For  Who // the party who did it before a member of staff
	With func(Cast, dispute.Picture) dispute.Form
	Want fault.Kind // the refusal expected; empty: taken
}

// Story is the life of a case from its filing, told act by act.
type Story struct {
	Name  string
	Steps []Step
	Ends  dispute.Stage
}

// give is a form that does not depend on the case.
func give(f dispute.Form) func(Cast, dispute.Picture) dispute.Form {
	return func(Cast, dispute.Picture) dispute.Form { return f }
}

func acceptance(on statute.Date) Step {
	return Step{On: on, Do: dispute.Accept, By: Mediator, With: give(disputetest.NotElsewhere())}
}

func session(on statute.Date) Step {
	return Step{On: on, Do: dispute.RecordSession, By: Mediator, With: give(disputetest.Talk(""))}
}

func offer(on statute.Date, by Who, fen int64, expires statute.Date) Step {
	return Step{On: on, Do: dispute.MakeOffer, By: by, With: func(_ Cast, p dispute.Picture) dispute.Form {
		f := &dispute.Proposal{AmountFen: fen, Expires: expires}
		if n := len(p.Offers); n > 0 {
			f.Answers = p.Offers[n-1].ID
		}
		return f
	}}
}

func lastOffer(_ Cast, p dispute.Picture) dispute.Form {
	return &dispute.Answer{To: p.Offers[len(p.Offers)-1].ID}
}

// promise is an agreement with one payment of the insurer, due as the law says or on the day given.
func promise(due statute.Date) func(Cast, dispute.Picture) dispute.Form {
	return func(c Cast, _ dispute.Picture) dispute.Form {
		return &dispute.AgreementDraft{Facts: disputetest.Story, Terms: []dispute.PromiseForm{
			{Payer: c.Insurer, Payee: c.Rider, AmountFen: 1_500_000, Due: due},
		}}
	}
}

// signed is an agreement drafted and signed by everyone on one day.
func signed(on statute.Date) []Step {
	name := func(method string) func(Cast, dispute.Picture) dispute.Form {
		return func(_ Cast, p dispute.Picture) dispute.Form {
			return &dispute.Signing{Agreement: p.Agreement.ID, Method: method}
		}
	}
	return []Step{
		{On: on, Do: dispute.Draft, By: Mediator, With: promise(statute.Date{})},
		{On: on, Do: dispute.Sign, By: Rider, With: name("drawn")},
		{On: on, Do: dispute.Sign, By: Mediator, For: Insurer, With: name("seal")},
		{On: on, Do: dispute.SignMediator, By: Mediator, With: name("paper")},
		{On: on, Do: dispute.AffixSeal, By: Head, With: name("seal")},
	}
}

func payment(on statute.Date, fen int64) Step {
	return Step{On: on, Do: dispute.RecordPayment, By: Mediator, With: func(_ Cast, p dispute.Picture) dispute.Form {
		return &dispute.Payment{Term: p.Terms[0].ID, AmountFen: fen}
	}}
}

func tell(name string, ends dispute.Stage, parts ...[]Step) Story {
	s := Story{Name: name, Ends: ends}
	for _, p := range parts {
		s.Steps = append(s.Steps, p...)
	}
	return s
}

// Stories are the lives of cases filed on this day, a Monday: one for every outcome and turn.
func Stories(begins statute.Date) []Story {
	day := begins.AddDays
	remark := give(disputetest.Text())
	return []Story{
		tell("paid", dispute.Closed, []Step{
			acceptance(day(1)),
			{On: day(1), Do: dispute.TellRights, By: Mediator},
			{On: day(2), Do: dispute.Note, By: Mediator, With: remark},
			session(day(7)),
			offer(day(7), Insurer, 1_500_000, statute.Date{}),
			{On: day(8), Do: dispute.AcceptOffer, By: Rider, With: lastOffer},
		}, signed(day(11)), []Step{payment(day(18), 1_500_000)}),

		tell("declined", dispute.Declined, []Step{
			{On: day(1), Do: dispute.Decline, By: Mediator, With: give(disputetest.Because())},
		}),
		tell("supplemented", dispute.Withdrawn, []Step{
			{On: day(1), Do: dispute.AskSupplement, By: Mediator, With: remark},
			{On: day(3), Do: dispute.Supplement, By: Rider, With: remark},
			acceptance(day(4)),
			{On: day(5), Do: dispute.Withdraw, By: Rider},
		}),
		tell("withdrawn", dispute.Withdrawn, []Step{{On: day(0), Do: dispute.Withdraw, By: Rider}}),
		tell("ended", dispute.Ended, []Step{
			acceptance(day(1)), session(day(7)),
			{On: day(8), Do: dispute.EndMediation, By: Insurer},
		}),
		tell("referred", dispute.Referred, []Step{
			acceptance(day(1)),
			{On: day(3), Do: dispute.Refer, By: Mediator, With: give(disputetest.Away())},
		}),
		tell("countered", dispute.Closed, []Step{
			acceptance(day(1)),
			offer(day(7), Insurer, 900_000, statute.Date{}),
			offer(day(8), Rider, 1_800_000, statute.Date{}),
			{On: day(9), Do: dispute.RejectOffer, By: Insurer, With: lastOffer},
			offer(day(9), Insurer, 1_500_000, statute.Date{}),
			{On: day(10), Do: dispute.AcceptOffer, By: Rider, With: lastOffer},
		}, signed(day(11)), []Step{payment(day(18), 1_500_000)}),
		tell("offer expired", dispute.Withdrawn, []Step{
			acceptance(day(1)),
			offer(day(7), Insurer, 900_000, day(9)),
			{On: day(10)},
			{On: day(10), Do: dispute.AcceptOffer, By: Rider, Want: fault.Conflict},
			{On: day(11), Do: dispute.Withdraw, By: Rider},
		}),
		tell("oral", dispute.Closed, []Step{
			acceptance(day(1)),
			{On: day(1), Do: dispute.AgreeOrally, By: Mediator, With: promise(day(1))},
			payment(day(1), 1_500_000),
		}),
		tell("overdue", dispute.Closed, []Step{acceptance(day(1))}, signed(day(3)), []Step{
			payment(day(7), 500_000),
			{On: day(15)},
			{On: day(16), Do: dispute.RecordDefault, By: Rider, With: func(_ Cast, p dispute.Picture) dispute.Form {
				return &dispute.Default{Term: p.Terms[0].ID}
			}},
			payment(day(21), 1_000_000),
		}),
		tell("extended", dispute.Ended, []Step{
			acceptance(day(1)),
			{On: day(24), Do: dispute.Extend, By: Mediator, With: func(c Cast, _ dispute.Picture) dispute.Form {
				return &dispute.Extension{Until: day(60), Consented: []dispute.PartyID{c.Rider, c.Insurer}}
			}},
			{On: day(61)},
			{On: day(63), Do: dispute.EndMediation, By: Mediator},
		}),
		tell("reopened", dispute.Withdrawn, []Step{
			acceptance(day(1)),
			{On: day(8), Do: dispute.EndMediation, By: Insurer},
			{On: day(8), Do: dispute.Reopen, By: Mediator, With: give(disputetest.Because())},
			session(day(9)),
			{On: day(10), Do: dispute.Withdraw, By: Rider},
		}),
	}
}
