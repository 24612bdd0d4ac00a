package statute

import (
	"slices"

	"hejie/internal/fault"
)

// RuleID names a rule of the book; it is stored with every deadline and never changes its meaning.
type RuleID string

// Basis is what gives a rule its force.
type Basis string

// The bases. Statute and Rule print their article; the other two must never look like law.
const (
	BasisStatute Basis = "statute" // 法律, by the National People's Congress or its Standing Committee
	BasisRule    Basis = "rule"    // 行政法规、部门规章、司法解释
	BasisLocal   Basis = "local"   // 地方规定, of one province or city
	BasisProduct Basis = "product" // Hejie's own working rule
)

// Unit is what a period is counted in.
type Unit string

// The units. Dated periods are not counted at all: somebody named the day.
const (
	Days        Unit = "days"         // 日
	WorkingDays Unit = "working_days" // 工作日
	Months      Unit = "months"       // 月
	Years       Unit = "years"        // 年
	Dated       Unit = "date"         // 约定日期
)

// Roll is what happens when the last day is a rest day.
type Roll string

// The rolls. Working-day periods never need one.
const (
	RollForward Roll = "next_working_day" // 民法典 203
	RollNone    Roll = "none"
)

// Advice is the day people are told to keep to, where it is not the effective one.
type Advice string

// The advices. By default the effective day is advised, or the earlier one where the law is read in two ways.
const (
	AdviseEffective Advice = ""
	AdviseNominal   Advice = "nominal"  // the day that was named, whether or not people rest on it
	AdviseCalendar  Advice = "calendar" // a working-day period counted in calendar days
)

// PauseKind is what stops a clock for a while.
type PauseKind string

// The pauses.
const (
	NoPause         PauseKind = "none"
	PauseSupplement PauseKind = "supplement" // 补充材料: from the request's arrival until the papers arrive
	PauseAppraisal  PauseKind = "appraisal"  // 鉴定: not counted
)

// Consent is whose word lengthens a period.
type Consent string

// The consents.
const (
	NoExtension Consent = "none"
	BothParties Consent = "both_parties"
	Committee   Consent = "committee" // 调解委员会, for its own working rules
	Authority   Consent = "authority" // 主管部门
)

// Lapse is what follows when the last day is over.
type Lapse string

// The lapses. None of them ends a case by itself.
const (
	LapseEscalate Lapse = "escalate"  // tell the head of the committee, the centre or the bureau
	LapsePrompt   Lapse = "prompt"    // record consent to go on, or end and tell the other roads
	LapseRoadOpen Lapse = "road_open" // another road is open without objection; it was open before
	LapseRightEnd Lapse = "right_end" // the right to this step is gone
	LapseDefence  Lapse = "defence"   // the other side may refuse for lateness
	LapseDemand   Lapse = "demand"    // the other side is late: demand, complain
	LapseExpire   Lapse = "expire"    // what was offered no longer stands
	LapseTask     Lapse = "task"      // a task falls due
)

// Road is what the person must do while the period runs, where losing it costs a right of their own (途径). The other
// side's periods and those of an office have none.
type Road string

// The roads. Of these 法律援助法 44(1)(一) names the first three.
const (
	NoRoad              Road = ""
	RoadSuit            Road = "suit"            // 提起诉讼
	RoadArbitration     Road = "arbitration"     // 申请仲裁
	RoadReconsideration Road = "reconsideration" // 行政复议
	RoadOther           Road = "other"           // 其他办理期限, as 工伤认定 or 司法确认
)

// InterruptingAct is an act that makes a limitation run anew.
type InterruptingAct string

// The acts that interrupt. Which of them a rule knows stands in the book.
const (
	MediationRequest       InterruptingAct = "mediation_request"            // 申请调解, 诉讼时效规定 12
	Demand                 InterruptingAct = "demand"                       // 书面催要, reached the other side
	PartPerformance        InterruptingAct = "part_performance"             // 部分履行
	DebtorConsent          InterruptingAct = "debtor_consent"               // 义务人同意履行
	SuitOrArbitration      InterruptingAct = "suit_or_arbitration"          // 起诉或者申请仲裁
	EnforcementApplication InterruptingAct = "enforcement_application"      // 申请执行
	ReliefSought           InterruptingAct = "relief_sought_from_authority" // 向有关部门请求权利救济, 调解仲裁法 27
)

var interruptingActs = []InterruptingAct{
	MediationRequest, Demand, PartPerformance, DebtorConsent, SuitOrArbitration, EnforcementApplication, ReliefSought,
}

// Source is where a rule comes from. Quote holds the law's exact Chinese words, or nothing; ReadIn says where they were
// read and how sure that is.
type Source struct {
	Clause fault.Text `json:"clause"`
	Quote  string     `json:"quote,omitempty"`
	ReadIn string     `json:"read_in"`
}

// Start is the event a period runs from; the day of the event is not counted.
type Start struct {
	Event string     `json:"event"`
	Text  fault.Text `json:"text"`
}

// Extension is by whose consent a period may be lengthened; no rule of the book limits how far or how often.
type Extension struct {
	By   Consent    `json:"by"`
	Text fault.Text `json:"text,omitzero"`
}

// Interruption (中断) is what makes a limitation run anew. Ends says that, where the interrupting act opened a
// procedure, some let the new period run from the end of that procedure (民法典 195), which is later.
type Interruption struct {
	By   []InterruptingAct `json:"by"`
	Ends bool              `json:"procedure_end_reading,omitempty"`
}

// Example is a worked row: from this start these days follow. The tests compute it again.
type Example struct {
	Start     Date   `json:"start"`
	Nominal   Date   `json:"nominal"`
	Effective Date   `json:"effective"`
	Advised   Date   `json:"advised"`
	Note      string `json:"note,omitempty"`
}

// Rule (期间规则) is one period in one edition of the book. Length is in Unit, 0 for dated periods. RemindDays is how
// many days before the last day the person is reminded.
type Rule struct {
	ID           RuleID       `json:"id"`
	Edition      Date         `json:"edition"`
	Name         fault.Text   `json:"name"`
	Basis        Basis        `json:"basis"`
	Source       Source       `json:"source"`
	Start        Start        `json:"start"`
	Length       int          `json:"length,omitempty"`
	Unit         Unit         `json:"unit"`
	Roll         Roll         `json:"roll"`
	Advise       Advice       `json:"advise,omitempty"`
	Pause        PauseKind    `json:"pause"`
	Extension    Extension    `json:"extension"`
	Interruption Interruption `json:"interruption,omitzero"`
	Road         Road         `json:"road,omitempty"`
	Lapse        Lapse        `json:"lapse"`
	LapseText    fault.Text   `json:"lapse_text"`
	Plain        fault.Text   `json:"plain"`
	RemindDays   int          `json:"remind_days"`
	Examples     []Example    `json:"examples"`
}

// Article is the clause to print beside a date. It is false for local and product rules, which print none.
func (r Rule) Article() (clause fault.Text, ok bool) {
	if r.Basis != BasisStatute && r.Basis != BasisRule {
		return fault.Text{}, false
	}
	return r.Source.Clause, true
}

// Interruptible says whether any act makes this period run anew.
func (r Rule) Interruptible() bool { return len(r.Interruption.By) > 0 }

// InterruptedBy says whether this act makes the period run anew.
func (r Rule) InterruptedBy(act InterruptingAct) bool { return slices.Contains(r.Interruption.By, act) }
