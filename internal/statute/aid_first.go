package statute

import (
	"cmp"
	"slices"

	"hejie/internal/fault"
)

// aidFirstDays is how near the end of a period must be: 距法定时效或者期限届满不足七日 (法律援助法 44(1)(一)).
const aidFirstDays = 7

// AidFirstGround (先行提供法律援助的情形) is one of the three grounds of 法律援助法 44, by its number; 0 is none.
type AidFirstGround int

// The grounds. Only the first can be read off a clock; the others are the officer's to find.
const (
	AidFirstNone     AidFirstGround = iota
	AidFirstPeriod                  // （一）时效或者期限届满不足七日
	AidFirstPreserve                // （二）需要立即申请保全或者先予执行
	AidFirstOther                   // （三）其他情形
)

// AidFirstGrounds are the grounds in the law's words (法律援助法 44(1)), in its order.
var AidFirstGrounds = []string{
	"（一）距法定时效或者期限届满不足七日，需要及时提起诉讼或者申请仲裁、行政复议；",
	"（二）需要立即申请财产保全、证据保全或者先予执行；",
	"（三）法律、法规、规章规定的其他情形。",
}

// Urgency is what a clock that is about to end says about aid first. Ground is AidFirstPeriod where the law itself names
// the period, and AidFirstNone where one can only ask the centre: then nothing is asserted. Days are the days left after
// today until the advised last day, the last day itself being day 0.
type Urgency struct {
	Rule   RuleID
	Last   Date
	Days   int
	Ground AidFirstGround
	Text   fault.Text
}

// Running is a clock that still runs: its rule and its deadline.
type Running struct {
	Rule     Rule
	Deadline Deadline
}

// AidFirst reads off the worker's clocks whether legal aid might be given before it is decided (先行提供法律援助, 法律援助法
// 44): each clock of the worker's own with under seven days left, the soonest first. A limit for suing, arbitration or
// administrative reconsideration is the law's ground; of any other clock it suggests to ask and asserts nothing. The
// centre decides. Clocks that have run out, and those of the other side or of an office, say nothing.
func AidFirst(today Date, clocks ...Running) []Urgency {
	var urgent []Urgency
	for _, c := range clocks {
		last := c.Deadline.Advised
		if today.After(last) {
			last = c.Deadline.Effective
		}
		if days := today.DaysUntil(last); c.Rule.Road != NoRoad && days >= 0 && days < aidFirstDays {
			urgent = append(urgent, urgency(c.Rule, last, days))
		}
	}
	slices.SortStableFunc(urgent, func(a, b Urgency) int { return cmp.Compare(a.Days, b.Days) })
	return urgent
}

func urgency(rule Rule, last Date, days int) Urgency {
	u := Urgency{Rule: rule.ID, Last: last, Days: days}
	if rule.Road == RoadOther {
		u.Text = fault.Text{
			ZH: "“" + rule.Name.ZH + "”的最后一日是" + u.Last.String() + "，很近了。请问一问法律援助机构，能不能先行提供法律援助。",
			EN: "“" + rule.Name.EN + "” ends on " + u.Last.String() + ", which is near. Ask the legal-aid centre whether it can help first.",
		}
		return u
	}
	u.Ground = AidFirstPeriod
	u.Text = fault.Text{
		ZH: "“" + rule.Name.ZH + "”到" + u.Last.String() + "届满，不足七日；需要及时提起诉讼或者申请仲裁、行政复议的，法律援助机构可以决定先行提供法律援助（《中华人民共和国法律援助法》第四十四条）。",
		EN: "“" + rule.Name.EN + "” ends on " + u.Last.String() + ", in under seven days; where a suit, arbitration or reconsideration must be begun in time, the centre may give aid first (Legal Aid Law, Art 44).",
	}
	return u
}
