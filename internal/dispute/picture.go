package dispute

import (
	"slices"
	"time"

	"hejie/internal/statute"
)

// Picture is all that decides what may happen next, and nothing about a person: ids, enums, dates, amounts. It is a column
// of the case's row, the workflow's only state and the policy's only input. What is over (an offer turned down, a clock
// stopped) leaves the picture; events, entries and rows keep it.
type Picture struct {
	Case       CaseID       `json:"case"`
	Org        OrgID        `json:"org"`
	Supervisor OrgID        `json:"supervisor,omitempty"` // the office that supervises the committee: it reassigns
	Kind       Kind         `json:"kind"`
	Matter     Matter       `json:"matter"`
	Source     Source       `json:"source"`
	Stage      Stage        `json:"stage"`
	Version    int          `json:"version"` // grows with every act: guards the write
	Turn       int          `json:"turn"`    // grows with stage acts only: the ETag, so that a photo spoils nobody's typing
	Mediator   AccountID    `json:"mediator,omitempty"`
	Recusal    *Recusal     `json:"recusal,omitempty"` // open: an interest was disclosed, or a party wants another mediator
	FiledOn    statute.Date `json:"filed_on"`
	Supplement bool         `json:"supplement,omitempty"` // 补充材料 was asked and has not come
	Accepted   statute.Date `json:"accepted,omitzero"`
	Told       []PartyID    `json:"told,omitempty"` // 权利义务已告知
	Parties    []Party      `json:"parties"`
	Claims     []Claim      `json:"claims"`
	Offers     []Offer      `json:"offers,omitempty"` // open or accepted, not yet drafted
	Lapsed     []Offer      `json:"lapsed,omitempty"` // open offers past their day, for some days more: a yes given in time may be entered late
	Agreement  *Agreement   `json:"agreement,omitempty"`
	Terms      []Term       `json:"terms,omitempty"`
	Requests   []Request    `json:"requests,omitempty"` // unanswered
	Clocks     []Clock      `json:"clocks,omitempty"`   // running or paused
	Sessions   int          `json:"sessions,omitempty"`
	Analysed   bool         `json:"analysed,omitempty"`    // a route was analysed: there is something to object to
	RouteShown bool         `json:"route_shown,omitempty"` // the report on a route was shown to the other side
	Objections []Objection  `json:"objections,omitempty"`  // to route analyses, unanswered
}

// Objection is what a side holds against a route analysis and the committee has not answered yet. 异议
type Objection struct {
	ID ActID   `json:"id"`
	By PartyID `json:"by"`
}

// Party is someone in the case, without a word about who. 当事人
type Party struct {
	ID           PartyID   `json:"id"`
	Side         Side      `json:"side"`
	For          PartyID   `json:"for,omitempty"` // an agent: the party represented
	Organisation bool      `json:"organisation,omitempty"`
	Insurer      bool      `json:"insurer,omitempty"`
	Authority    Authority `json:"authority,omitempty"` // an agent's; a company's signatory's
	Left         bool      `json:"left,omitempty"`      // replaced
}

// Recusal is the open question whether the mediator keeps the case. 回避
type Recusal struct {
	Disclosed bool      `json:"disclosed,omitempty"` // by the mediator; else a party asked
	Accepted  []PartyID `json:"accepted,omitempty"`  // who accepts the mediator all the same
	Against   []PartyID `json:"against,omitempty"`   // who wants another one
}

// ClaimState is what became of a claim.
type ClaimState string

// The states of a claim.
const (
	ClaimOpen      ClaimState = "open"
	ClaimSettled   ClaimState = "settled"
	ClaimReserved  ClaimState = "reserved" // 保留
	ClaimEnded     ClaimState = "ended"
	ClaimWithdrawn ClaimState = "withdrawn"
	ClaimRefused   ClaimState = "refused"   // not accepted
	ClaimElsewhere ClaimState = "elsewhere" // sent to another road
)

// Claim is one right against one respondent, with its own road and state. 请求
type Claim struct {
	ID        ClaimID    `json:"id"`
	By        PartyID    `json:"by"`
	Against   PartyID    `json:"against"`
	Matter    Matter     `json:"matter"`
	AmountFen int64      `json:"amount_fen,omitempty"` // 0: not stated
	State     ClaimState `json:"state"`
}

// Offer is a proposal on the table. 调解方案
type Offer struct {
	ID        ActID        `json:"id"`
	By        PartyID      `json:"by,omitempty"` // empty: the mediator's proposal
	Claims    []ClaimID    `json:"claims"`
	AmountFen int64        `json:"amount_fen"`
	Expires   statute.Date `json:"expires,omitzero"`
	Private   bool         `json:"private,omitempty"` // told to the mediator alone
	Accepted  []PartyID    `json:"accepted,omitempty"`
}

// Agreement is a draft until every party, the mediator and the seal stand under it. 调解协议
type Agreement struct {
	ID        ActID        `json:"id"`
	Oral      bool         `json:"oral,omitempty"`
	Signers   []PartyID    `json:"signers"`
	Signed    []Signature  `json:"signed,omitempty"`
	Mediator  statute.Date `json:"mediator,omitzero"` // when the mediator signed
	Sealed    statute.Date `json:"sealed,omitzero"`   // when the committee's seal was put on it
	Effective statute.Date `json:"effective,omitzero"`
	Settles   []ClaimID    `json:"settles"`
	Reserves  []ClaimID    `json:"reserves,omitempty"`
	Confirm   bool         `json:"confirm,omitempty"`   // both sides mean to ask for judicial confirmation
	Confirmed bool         `json:"confirmed,omitempty"` // the court has confirmed it 司法确认
}

// Signature is one party's, with the day it was given.
type Signature struct {
	Party PartyID      `json:"party"`
	On    statute.Date `json:"on"`
	Drawn bool         `json:"drawn,omitempty"` // by hand on a screen: the strokes are with the act
}

// Term is one thing promised, watched to its day. 履行事项
type Term struct {
	ID        string       `json:"id"`
	Payer     PartyID      `json:"payer"`
	Payee     PartyID      `json:"payee"`
	AmountFen int64        `json:"amount_fen"` // 0: something other than money
	PaidFen   int64        `json:"paid_fen,omitempty"`
	PaidOn    statute.Date `json:"paid_on,omitzero"`   // the day of the last payment, which interrupts what is claimed
	Due       statute.Date `json:"due,omitzero"`       // zero: on a future event, or an insurer's ten days not begun
	OnEvent   bool         `json:"on_event,omitempty"` // due on a future event named in the agreement's text
	Done      bool         `json:"done,omitempty"`
	Overdue   bool         `json:"overdue,omitempty"`
}

// RequestStanding is why the holder should answer a request for evidence; a committee cannot compel.
type RequestStanding string

// The standings of an evidence request.
const (
	OwnCopy    RequestStanding = "own_copy"   // 个人信息保护法 45: the worker's own right to copy
	Authorised RequestStanding = "authorised" // the worker's written authorisation
	Duty       RequestStanding = "duty"       // a duty of the holder
	Goodwill   RequestStanding = "goodwill"
)

// Request is evidence asked of someone and not yet answered. 调取证据
type Request struct {
	ID       ActID           `json:"id"`
	Holder   PartyID         `json:"holder,omitempty"` // empty: someone outside the case
	Standing RequestStanding `json:"standing"`
	Silent   bool            `json:"silent,omitempty"`
}

// Clock is a running period with the days it was reckoned to, once. 期限
type Clock struct {
	ID          ClockID        `json:"id"`
	Rule        statute.RuleID `json:"rule"`
	Edition     statute.Date   `json:"edition"` // of that rule
	Subject     string         `json:"subject,omitempty"`
	Start       statute.Date   `json:"start"`
	Nominal     statute.Date   `json:"nominal"`
	Due         statute.Date   `json:"due"`
	Advised     statute.Date   `json:"advised"`            // what people are told to act by; never later than Due
	RemindAt    time.Time      `json:"remind_at,omitzero"` // zero once reminded
	LapsesAt    time.Time      `json:"lapses_at"`
	Paused      bool           `json:"paused,omitempty"`
	Provisional bool           `json:"provisional,omitempty"` // rests on a year without a holiday table
}

// Next is the soonest moment at which a clock wants attention; zero when none does.
func (p Picture) Next() time.Time {
	var next time.Time
	for _, c := range p.Clocks {
		if t := c.next(); !t.IsZero() && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	return next
}

func (c Clock) next() time.Time {
	switch {
	case c.Paused:
		return time.Time{}
	case c.RemindAt.IsZero() || c.LapsesAt.Before(c.RemindAt):
		return c.LapsesAt
	}
	return c.RemindAt
}

// Party returns the party with this id.
func (p Picture) Party(id PartyID) (Party, bool) {
	return find(p.Parties, func(x Party) bool { return x.ID == id })
}

// Claim returns the claim with this id.
func (p Picture) Claim(id ClaimID) (Claim, bool) {
	return find(p.Claims, func(x Claim) bool { return x.ID == id })
}

// Clock returns the running clock with this id.
func (p Picture) Clock(id ClockID) (Clock, bool) {
	return find(p.Clocks, func(x Clock) bool { return x.ID == id })
}

// Offer returns the offer with this id while it is on the table.
func (p Picture) Offer(id ActID) (Offer, bool) {
	return find(p.Offers, func(x Offer) bool { return x.ID == id })
}

// Term returns the term with this id.
func (p Picture) Term(id string) (Term, bool) {
	return find(p.Terms, func(x Term) bool { return x.ID == id })
}

// SideOf says which side a party stands on; without a party it is the committee's. Whoever is not of this case counts as
// a third side, which reads only what everyone may.
func (p Picture) SideOf(id PartyID) Side {
	switch x, ok := p.Party(id); {
	case ok:
		return x.Side
	case id == "":
		return NeitherSide
	}
	return ThirdSide
}

// Principals are the parties themselves, without agents and those who left.
func (p Picture) Principals() []Party {
	return slices.DeleteFunc(slices.Clone(p.Parties), func(x Party) bool { return x.For != "" || x.Left })
}

// OpenClaims lists the claims still in dispute.
func (p Picture) OpenClaims() []Claim {
	return slices.DeleteFunc(slices.Clone(p.Claims), func(c Claim) bool { return c.State != ClaimOpen })
}

func find[T any](list []T, is func(T) bool) (T, bool) {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i], true
	}
	var none T
	return none, false
}
