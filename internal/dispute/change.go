package dispute

import (
	"fmt"
	"slices"

	"hejie/internal/statute"
)

// Audience is who may read what an act brought: an event, a paper, an offer. 可见范围
type Audience string

// The audiences.
const (
	Everyone      Audience = ""
	ApplicantOnly Audience = "applicant"    // the applicant's side and the committee
	OtherSideOnly Audience = "respondent"   // the other side and the committee
	CommitteeOnly Audience = "committee"    // the committee's working notes
	OutsideFile   Audience = "outside_file" // notes on danger: no document, no dossier, no export
)

// Reads says whether someone on this side may read what has this audience.
func (a Audience) Reads(s Side) bool {
	switch {
	case s == NeitherSide || a == Everyone:
		return true
	case s == ThirdSide:
		return false
	}
	return string(a) == string(s)
}

// ClockState is what became of a clock.
type ClockState string

// The states of a clock.
const (
	Running ClockState = "running"
	Stopped ClockState = "stopped" // what it waited for has happened
	Lapsed  ClockState = "lapsed"
	Paused  ClockState = "paused"
)

// ClockMove is a clock as it is to be written: started, reminded, paused, stopped or lapsed.
type ClockMove struct {
	Clock
	State    ClockState
	New      bool              // set running by this very act
	Reasons  []statute.Reason  // how the day was found, for the record
	Readings []statute.Reading // other days the law may be read to give, shown beside it
}

// Notice is something to tell someone; who they are and the words come when it is sent. 通知
type Notice struct {
	ID      string
	Kind    string // the act's name, or "reminder", "lapsed", "limitation_passed"
	Party   PartyID
	Account AccountID
	Role    Role // to whoever holds it in the organisation
	Subject string
}

// PaperDue is a document that an act makes due. 文书
type PaperDue struct {
	ID       string
	Form     PaperForm
	Subject  ActID // the entry it is drawn from
	Audience Audience
	Void     bool // an earlier paper of this form and subject is marked 作废
}

// PaperForm names a form of `law.md` §1.
type PaperForm string

// The papers of a people's mediation.
const (
	ApplicationPaper  PaperForm = "application"         // 人民调解申请书
	ReceiptPaper      PaperForm = "intake_receipt"      // 受理回执
	RegisterPaper     PaperForm = "acceptance_register" // 人民调解受理登记表
	RightsPaper       PaperForm = "rights_notice"       // 权利义务告知书
	DeclinedPaper     PaperForm = "declined"            // 不予受理告知书
	SessionPaper      PaperForm = "mediation_record"    // 人民调解记录
	AgreementPaper    PaperForm = "agreement"           // 人民调解协议书
	SignedPaper       PaperForm = "signed_agreement"    // 人民调解协议书（签署件）
	OralPaper         PaperForm = "oral_register"       // 人民调解口头协议登记表
	EndingPaper       PaperForm = "ending"              // 终止调解告知书
	FollowUpPaper     PaperForm = "follow_up"           // 人民调解回访记录
	RouteReportPaper  PaperForm = "route_report"        // 路线分析报告
	RouteExtractPaper PaperForm = "route_extract"       // 路线分析报告（节选）: what the other side sees of it
	RoutePointsPaper  PaperForm = "route_points"        // 轨迹节选: the points of that stretch, as CSV
	InquiryPaper      PaperForm = "inquiry_record"      // 人民调解调查记录
)

// PaperForms lists every form.
var PaperForms = []PaperForm{ApplicationPaper, ReceiptPaper, RegisterPaper, RightsPaper, DeclinedPaper, SessionPaper,
	AgreementPaper, SignedPaper, OralPaper, EndingPaper, FollowUpPaper, RouteReportPaper, RouteExtractPaper, RoutePointsPaper, InquiryPaper}

// Media is what a paper's bytes are: a table of points, or pages.
func (f PaperForm) Media() string {
	if f == RoutePointsPaper {
		return "text/csv; charset=utf-8"
	}
	return "application/pdf"
}

// Ending is how its file's name ends, the dot with it.
func (f PaperForm) Ending() string {
	if f == RoutePointsPaper {
		return ".csv"
	}
	return ".pdf"
}

// PersonChange writes who a party is.
type PersonChange struct {
	Party  PartyID
	Person Person
	Known  bool // corrects what is on record; else the party is new
}

// Change is all that an act brings about, to be written in one transaction.
type Change struct {
	Picture  Picture
	Audience Audience
	Clocks   []ClockMove
	Notices  []Notice
	Papers   []PaperDue
	People   []PersonChange
	Number   bool // the case gets its number now: gapless per committee and year
	Analyse  bool // the route is to be analysed
	Extract  bool // of an analysis, what the other side may see is to be drawn
	act      Act
	law      Law
}

// Errands is what a record leaves to be done in the world, by sort.
type Errands struct {
	Routes  bool `json:"routes,omitempty"`  // to judge
	Papers  bool `json:"papers,omitempty"`  // to draw
	Notices bool `json:"notices,omitempty"` // to send
}

// AllErrands is what may be left when nobody knows what is.
var AllErrands = Errands{Routes: true, Papers: true, Notices: true}

// Any says whether anything is left.
func (e Errands) Any() bool { return e != Errands{} }

// And is both what e and what o leave.
func (e Errands) And(o Errands) Errands {
	return Errands{e.Routes || o.Routes, e.Papers || o.Papers, e.Notices || o.Notices}
}

// Errands is what is left to do after the record. A member of staff is told by the docket, which needs no errand unless
// mailed says that somebody there wants a copy by mail.
func (c Change) Errands(mailed bool) Errands {
	told := slices.ContainsFunc(c.Notices, func(n Notice) bool { return mailed || n.Party != "" })
	return Errands{Routes: c.Analyse || c.Extract, Papers: len(c.Papers) > 0, Notices: told}
}

// Law is the statute book in force with the calendar of the deployment's area.
type Law struct {
	Book     statute.Book
	Calendar statute.Calendar
}

// Reckon gives the deadline of a rule from its start day (for a dated rule: the day that was named).
func (l Law) Reckon(rule statute.RuleID, start statute.Date) (statute.Deadline, error) {
	r, err := l.Book.Rule(rule)
	if err != nil {
		return statute.Deadline{}, fmt.Errorf("reckoning %s: %w", rule, err)
	}
	return statute.Reckon(r, start, l.Calendar), nil
}

// start sets a clock of the book running from a day.
func (c *Change) start(rule statute.RuleID, subject string, from statute.Date) error {
	d, err := c.law.Reckon(rule, from)
	if err != nil {
		return err
	}
	c.run(d, subject)
	return nil
}

// run puts a deadline on the face. Nobody is reminded of what was just told: a reminder that would go on the clock's first
// day is left out.
func (c *Change) run(d statute.Deadline, subject string) {
	k := Clock{
		ID: ClockID(Derive(c.act.ID, "clock/"+string(d.Rule), subject)), Rule: d.Rule, Edition: d.Edition, Subject: subject,
		Start: d.Start, Nominal: d.Nominal, Due: d.Effective, Advised: d.Advised, Provisional: d.Provisional,
		LapsesAt: statute.LapseMoment(d.Effective),
	}
	if d.Start == d.Nominal { // a named day: the clock runs from the act that named it
		k.Start = c.act.HappenedOn
	}
	if d.Remind.After(k.Start) {
		k.RemindAt = statute.ReminderMoment(d, string(c.Picture.Case))
	}
	c.Picture.Clocks = append(c.Picture.Clocks, k)
	c.Clocks = append(c.Clocks, ClockMove{Clock: k, State: Running, New: true, Reasons: d.Reasons, Readings: d.Readings})
}

// dated sets a clock whose day someone has named (a term, an offer, a clock by hand): the rule's start is that day.
func (c *Change) dated(rule statute.RuleID, subject string, due statute.Date) error {
	return c.start(rule, subject, due)
}

// stop takes the clocks that match off the face.
func (c *Change) stop(match func(Clock) bool) { c.retire(Stopped, match) }

func (c *Change) retire(state ClockState, match func(Clock) bool) {
	c.Picture.Clocks = slices.DeleteFunc(slices.Clone(c.Picture.Clocks), func(k Clock) bool {
		if !match(k) {
			return false
		}
		c.Clocks = append(c.Clocks, ClockMove{Clock: k, State: state})
		return true
	})
}

// release lets the held clocks of a rule run on to the days they have.
func (c *Change) release(rule statute.RuleID) {
	for i, k := range c.Picture.Clocks {
		if k.Rule == rule && k.Paused {
			c.Picture.Clocks[i].Paused = false
			c.Clocks = append(c.Clocks, ClockMove{Clock: c.Picture.Clocks[i], State: Running})
		}
	}
}

func ofRule(rules ...statute.RuleID) func(Clock) bool {
	return func(k Clock) bool { return slices.Contains(rules, k.Rule) }
}

func ofSubject(subject string) func(Clock) bool {
	return func(k Clock) bool { return k.Subject == subject }
}

// paper makes a document due, drawn from this act's entry.
func (c *Change) paper(form PaperForm, audience Audience) {
	c.Papers = append(c.Papers, PaperDue{
		ID: Derive(c.act.ID, "paper", string(form)), Form: form, Subject: c.act.ID, Audience: audience,
	})
}

// paperTo makes one of several copies of a document due, each for an audience of its own.
func (c *Change) paperTo(form PaperForm, audience Audience) {
	c.Papers = append(c.Papers, PaperDue{
		ID: Derive(c.act.ID, "paper/"+string(audience), string(form)), Form: form, Subject: c.act.ID, Audience: audience,
	})
}

// tellSide leaves a notice for each party on the sides named, except whoever did the act.
func (c *Change) tellSide(kind string, subject string, sides ...Side) {
	for _, x := range c.Picture.Principals() {
		if slices.Contains(sides, x.Side) && (x.ID != c.act.Party() || c.act.By.Staff()) {
			c.Notices = append(c.Notices, Notice{ID: Derive(c.act.ID, "notice/"+kind+subject, string(x.ID)), Kind: kind, Party: x.ID, Subject: subject})
		}
	}
}

// tellDesk leaves a notice for the case's mediator, or for the head while there is none.
func (c *Change) tellDesk(kind, subject string) {
	n := Notice{ID: Derive(c.act.ID, "notice/"+kind+subject, "desk"), Kind: kind, Subject: subject, Account: c.Picture.Mediator}
	if n.Account == "" {
		n.Role = Head
	}
	if n.Account != c.act.By.Account || n.Account == "" {
		c.Notices = append(c.Notices, n)
	}
}

// tellHead leaves a notice for the head of the committee.
func (c *Change) tellHead(kind, subject string) {
	c.Notices = append(c.Notices, Notice{ID: Derive(c.act.ID, "notice/"+kind+subject, "head"), Kind: kind, Subject: subject, Role: Head})
}
