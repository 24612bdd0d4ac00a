package dispute

import (
	"strconv"

	"hejie/internal/fault"
	"hejie/internal/statute"
)

// Uninterrupted is a limitation of the filing's claim as it would end had nobody interrupted it (原届满日), reckoned from the day
// of the accident that the filing names. False where it names none before the day of filing, or where the rule does not run
// against a claim of this matter.
func Uninterrupted(law Law, rule statute.RuleID, f *Filing, filed statute.Date) (statute.Deadline, bool) {
	if f.HurtOn.IsZero() || f.HurtOn.After(filed) {
		return statute.Deadline{}, false
	}
	d, err := law.Reckon(rule, f.HurtOn)
	return d, err == nil
}

// Limits says whether a rule is a limitation, which a filing interrupts.
func Limits(rule statute.RuleID) bool {
	return rule == statute.InsuranceLimitation || rule == statute.GeneralLimitation || rule == statute.ArbitrationLimitation
}

// Brought says whether a clock's subject is a claim of this party's own filing: the first of the case.
func (p Picture) Brought(subject string, applicant PartyID) bool {
	return len(p.Claims) > 0 && string(p.Claims[0].ID) == subject && p.Claims[0].By == applicant
}

// Doubt is what the worker is told where a limitation of this matter seems to have been over on the day of filing: that it
// may be disputed and who advises, never that it is over, which is a court's to say. With two such periods it speaks of the
// longer. False where there is nothing to tell.
func Doubt(law Law, m Matter, f *Filing, filed statute.Date) (text fault.Text, found bool) {
	for _, id := range limitations(m) {
		old, known := Uninterrupted(law, id, f, filed)
		rule, err := law.Book.Rule(id)
		if err != nil || !known || !old.Effective.Before(filed) {
			continue
		}
		text, found = doubtOf(rule), true
	}
	return text, found
}

// years are whole years as the statutes write them.
var years = map[int]string{1: "一", 2: "两", 3: "三", 4: "四", 5: "五"}

func doubtOf(rule statute.Rule) fault.Text {
	n := strconv.Itoa(rule.Length)
	zh, unit, period, en := n, " years", "诉讼时效", "the time to sue"
	if written, ok := years[rule.Length]; ok {
		zh = written
	}
	if rule.Length == 1 {
		unit = " year"
	}
	if rule.ID == statute.ArbitrationLimitation {
		period, en = "仲裁时效", "the time to apply for labour arbitration"
	}
	return fault.Text{
		ZH: "出事已超过" + zh + "年，" + period + "可能有争议，请尽快咨询12348公共法律服务热线。",
		EN: "The accident is more than " + n + unit + " ago; " + en + " may be disputed. Please ask the public legal service hotline 12348 soon.",
	}
}
