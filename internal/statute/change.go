package statute

import (
	"slices"

	"hejie/internal/fault"
)

// Span is the time a clock stood still, from the day the reason arose to the day it ended.
type Span struct {
	From, To Date
}

// Interrupted is an interruption that happened: On is the day of the act; Ended, if the act opened a procedure that is
// over, the day it ended.
type Interrupted struct {
	On, Ended Date
}

// refused is an Invalid fault about a change that the law or the dates do not allow.
func refused(code, zh, en string) error {
	return fault.New(fault.Invalid, code, fault.Text{ZH: zh, EN: en})
}

// Pause moves a deadline by the days a clock stood still (保险法解释二 15: from the arrival of the request until the
// papers arrive). It refuses a rule that nothing pauses, a span that does not end after it began, and one that began
// before the start or after the last day.
func Pause(rule Rule, d Deadline, span Span, cal Calendar) (Deadline, error) {
	switch {
	case rule.Pause == NoPause:
		return Deadline{}, refused("clock_not_paused", "这个期限不能暂停计算。", "This clock cannot be paused.")
	case span.From.Before(d.Start) || span.From.After(d.Effective) || !span.To.After(span.From):
		return Deadline{}, refused("clock_pause_dates", "暂停的起止日期不对：应在期限之内开始，且止日晚于起日。",
			"The pause must begin within the period and end on a later day.")
	}
	n := span.From.DaysUntil(span.To)
	d.PausedDays += n
	if rule.Unit == WorkingDays {
		d.Nominal = cal.addWorkingDays(d.Nominal, cal.workingDays(span.From, span.To))
	} else {
		d.Nominal = d.Nominal.AddDays(n)
	}
	d.Reasons = append(counting(d.Reasons), pausedReason(span, d.Nominal))
	return settle(rule, d, cal), nil
}

// Extend lengthens a deadline to a day that those whose consent the rule wants have agreed; the consent is the caller's
// to record. It refuses a rule that cannot be lengthened, and a day that is not after the present last day.
func Extend(rule Rule, d Deadline, until Date, cal Calendar) (Deadline, error) {
	switch {
	case rule.Extension.By == NoExtension:
		return Deadline{}, refused("clock_not_extended", "这个期限不能延长。", "This clock cannot be extended.")
	case !until.After(d.Nominal):
		return Deadline{}, refused("clock_extension_date", "延长后的日期应当晚于原来的最后一日。",
			"The new day must be later than the present last day.")
	}
	d.Reasons = append(counting(d.Reasons), extendedReason(d.Nominal, until))
	d.Nominal = until
	return settle(extended(rule), d, cal), nil
}

// extended is the rule for a period whose last day is now a named one: counting in working days is over, moving past
// rest days is not.
func extended(rule Rule) Rule {
	if rule.Unit == WorkingDays {
		rule.Roll = RollForward
	}
	rule.Unit = Dated
	return rule
}

// Interrupt counts a limitation anew from the day of the interrupting act ("从中断时起", 调解仲裁法 27). Where the end of a
// procedure would give a later day (民法典 195), that reading stands beside it and the earlier is advised; so does the
// day it would have ended without interruption. It refuses a rule that nothing interrupts, and an act before the start
// or after the last day, for what has run out cannot be interrupted.
func Interrupt(rule Rule, d Deadline, act Interrupted, cal Calendar) (Deadline, error) {
	switch {
	case !rule.Interruptible():
		return Deadline{}, refused("clock_not_interrupted", "这个期限不因申请、催要而重新计算。",
			"No act makes this clock start again.")
	case act.On.Before(d.Start) || act.On.After(d.Effective):
		return Deadline{}, refused("clock_interruption_date", "中断的日期不在期限之内：期限已过的不能再中断。",
			"The act does not fall within the period; what has run out cannot be interrupted.")
	case !act.Ended.IsZero() && act.Ended.Before(act.On):
		return Deadline{}, refused("clock_procedure_date", "程序终结的日期早于中断的日期，请核对。",
			"The procedure cannot end before the act that opened it.")
	}
	anew := Reckon(rule, act.On, cal)
	anew.Reasons = append([]Reason{interruptedReason(act.On, d.Effective)}, anew.Reasons...)
	anew.Readings = append(anew.Readings, Reading{Effective: d.Effective, Text: originalReading(d.Effective)})
	if rule.Interruption.Ends && act.Ended.After(act.On) {
		last := Reckon(rule, act.Ended, cal).Effective
		anew.Readings = append(anew.Readings, Reading{Effective: last, Text: procedureReading(act.Ended, last)})
	}
	return anew, nil
}

// settling are the codes of the reasons that settle gives; they are given anew when a deadline moves.
var settling = []string{
	"rolled", "not_rolled", "working_weekend", "nominal_advised", "calendar_advised", "lieu_reading", "provisional",
}

// counting keeps the reasons that stay true when a deadline moves: how it was counted and what has moved it so far.
func counting(reasons []Reason) []Reason {
	return slices.DeleteFunc(slices.Clone(reasons), func(r Reason) bool { return slices.Contains(settling, r.Code) })
}
