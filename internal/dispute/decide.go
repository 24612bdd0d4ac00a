package dispute

import (
	"fmt"
	"reflect"
	"slices"

	"hejie/internal/fault"
	"hejie/internal/statute"
)

// Decide says what an act changes: the picture after, and all that is to be written with it. It refuses with a fault when
// the act is not possible (May) or its form does not fit the case, and with a plain error when the form is not the act's;
// the form has passed Check before. Pure: same picture, act, form and law, same change.
func Decide(p Picture, a Act, f Form, law Law) (Change, error) {
	if err := May(a.Ref(), p); err != nil {
		return Change{}, err
	}
	if err := ownForm(a.Name, f); err != nil {
		return Change{}, err
	}
	if err := dayFits(p, a); err != nil {
		return Change{}, err
	}
	c := &Change{Picture: clone(p), act: a, law: law}
	c.Audience = c.addressed()
	c.forget()
	if err := c.apply(f); err != nil {
		return Change{}, err
	}
	c.Picture.Version++
	if row, _ := RowOf(a.Name); !row.Beside || c.Picture.Stage != p.Stage {
		c.Picture.Turn++
	}
	return *c, nil
}

// ownForm: an act is decided on its own form. Another one is a fault of the program, never of a person.
func ownForm(act ActName, f Form) error {
	want := Forms(act)
	if reflect.TypeOf(f) != reflect.TypeOf(want) || f != nil && reflect.ValueOf(f).IsNil() {
		return fmt.Errorf("deciding on %s: the form is a %T, want a %T that is filled in", act, f, want)
	}
	return nil
}

// dayFits: an act counts from a day that is not in the future and not before the case was filed.
func dayFits(p Picture, a Act) error {
	if a.HappenedOn.After(statute.DateOf(a.RecordedAt)) {
		return inFuture()
	}
	if a.HappenedOn.Before(p.FiledOn) && a.Name != AddEvidence {
		return fault.BadField("happened_on", "before_filing", fault.Text{ZH: "发生日期不能早于申请日期。", EN: "The day it happened cannot be before the day of filing."})
	}
	return nil
}

func inFuture() error {
	return fault.BadField("happened_on", "future", fault.Text{ZH: "发生日期不能晚于今天。", EN: "The day it happened cannot be later than today."})
}

// apply reads as the table does: the story first, then what is possible beside it.
func (c *Change) apply(f Form) error {
	switch f := f.(type) {
	case *Acceptance:
		return c.accept(f)
	case *InquiryRecord:
		return c.investigate()
	case *Opening:
		return c.openMediation(f)
	case *SessionRecord:
		return c.session(f)
	case *Proposal:
		return c.offer(f)
	case *Answer:
		return c.answer(f)
	case *AgreementDraft:
		return c.agreement(f)
	case *Signing:
		return c.sign(f)
	case *Extension:
		return c.extend(f)
	case *Payment:
		return c.payment(f)
	case *Default:
		return c.defaulted(f)
	case *Ending:
		return c.end(f)
	case *Referral:
		return c.refer(f)
	case *Handing:
		return c.handOver(f)
	case *MediatorChoice:
		return c.chooseMediator(f)
	case *RecusalDecision:
		return c.decideRecusal(f)
	}
	return c.applyBeside(f)
}

// applyBeside takes what is possible beside the story.
func (c *Change) applyBeside(f Form) error {
	switch f := f.(type) {
	case *EvidenceRequest:
		return c.ask(f)
	case *EvidenceAnswer:
		return c.answered(f)
	case *RouteRun:
		return c.analyse()
	case *RouteObjection:
		return c.object(f)
	case *ObjectionAnswer:
		return c.answerObjection(f)
	case *ConsentForm:
		return c.consent(f)
	case *ClaimForm:
		return c.claim(f)
	case *PartyForm:
		return c.party(f)
	case *Correction:
		return c.correct(f)
	case *HandClock:
		return c.byHand(f)
	case *ClockStop:
		return c.stopByHand(f)
	case *Visit:
		return c.followUp()
	case *Confirmed:
		return c.confirmed(f)
	case *Words:
		return c.words(f)
	}
	return c.plain()
}

// plain takes the acts whose form has nothing to decide on.
func (c *Change) plain() error {
	switch c.act.Name {
	case Decline:
		return c.decline()
	case Withdraw:
		return c.withdraw()
	case Reopen:
		return c.reopen()
	case TellRights:
		return c.tellRights()
	case DiscloseInterest:
		return c.disclose()
	case ShareEvidence:
		c.tellSide(string(Message), "", Applicant, OtherSide)
	case AddEvidence:
		c.Audience = audienceOf(c.Picture.SideOf(c.act.Party()))
		c.tellDesk(string(c.act.Name), "")
	}
	return nil
}

// words takes notes, messages and what a worker adds.
func (c *Change) words(f *Words) error {
	switch c.act.Name {
	case AskSupplement:
		return c.askSupplement()
	case Supplement:
		return c.supplemented()
	case Note:
		c.Audience = CommitteeOnly
		if f.Audience == Applicant || f.Audience == OtherSide {
			c.Audience = Audience(f.Audience)
		}
	case DangerNote:
		c.Audience = OutsideFile
	case Message:
		c.message(f)
	}
	return nil
}

// message goes between a side and the committee; the committee chooses the side it writes to.
func (c *Change) message(f *Words) {
	if !c.act.By.Staff() {
		c.Audience = audienceOf(c.Picture.SideOf(c.act.Party()))
		c.tellDesk(string(Message), "")
		return
	}
	switch c.Audience = Audience(f.Audience); f.Audience {
	case Applicant, OtherSide:
		c.tellSide(string(Message), "", f.Audience)
	default:
		c.Audience = Everyone
		c.tellSide(string(Message), "", Applicant, OtherSide)
	}
}

// audienceOf keeps what a side hands in between it and the committee until the mediator shares it.
func audienceOf(s Side) Audience {
	switch s {
	case Applicant:
		return ApplicantOnly
	case OtherSide:
		return OtherSideOnly
	}
	return CommitteeOnly
}

func clone(p Picture) Picture {
	p.Told, p.Parties, p.Claims = slices.Clone(p.Told), slices.Clone(p.Parties), slices.Clone(p.Claims)
	p.Offers, p.Lapsed, p.Terms = slices.Clone(p.Offers), slices.Clone(p.Lapsed), slices.Clone(p.Terms)
	p.Requests, p.Clocks, p.Objections = slices.Clone(p.Requests), slices.Clone(p.Clocks), slices.Clone(p.Objections)
	if p.Recusal != nil {
		r := *p.Recusal
		r.Accepted, r.Against = slices.Clone(r.Accepted), slices.Clone(r.Against)
		p.Recusal = &r
	}
	if p.Agreement != nil {
		g := *p.Agreement
		g.Signers, g.Signed = slices.Clone(g.Signers), slices.Clone(g.Signed)
		p.Agreement = &g
	}
	return p
}
