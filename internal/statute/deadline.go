package statute

import (
	"hash/fnv"
	"time"

	"hejie/internal/fault"
)

// Reason is one sentence why a deadline falls where it falls, with a stable code.
type Reason struct {
	Code string `json:"code"`
	fault.Text
}

// Reading is another day the same law may be read to give, shown beside the deadline and never advised when later.
type Reading struct {
	Effective Date       `json:"effective"`
	Text      fault.Text `json:"text"`
}

// Deadline is a reckoned clock: a fact to record, never to recompute silently. Nominal is the last day as counted,
// Effective the last day after rest days, Advised the day to keep to, Remind the day of the reminder. Start is the day of
// the event. Days says how many days were taken out by pauses. Provisional deadlines rest on a year without a holiday
// table.
type Deadline struct {
	Rule        RuleID    `json:"rule"`
	Edition     Date      `json:"edition"`
	Start       Date      `json:"start"`
	Nominal     Date      `json:"nominal"`
	Effective   Date      `json:"effective"`
	Advised     Date      `json:"advised"`
	Remind      Date      `json:"remind"`
	Provisional bool      `json:"provisional"`
	PausedDays  int       `json:"paused_days,omitempty"`
	Readings    []Reading `json:"readings,omitempty"`
	Reasons     []Reason  `json:"reasons"`
}

// Reckon counts a rule of the book from the day of its start event; for a dated rule that day is the named day itself.
func Reckon(rule Rule, start Date, cal Calendar) Deadline {
	d := Deadline{Rule: rule.ID, Edition: rule.Edition, Start: start}
	d.Nominal = lastDay(rule, start, cal)
	d.Reasons = append(d.Reasons, countedReason(rule, start, d.Nominal))
	if short, missing := monthIsShort(rule, start, d.Nominal); missing {
		d.Reasons = append(d.Reasons, short)
	}
	return settle(rule, d, cal)
}

// lastDay is the nominal last day: the first day is not counted (民法典 201).
func lastDay(rule Rule, start Date, cal Calendar) Date {
	switch rule.Unit {
	case Days:
		return start.AddDays(rule.Length)
	case WorkingDays:
		return cal.addWorkingDays(start, rule.Length)
	case Months:
		return start.AddMonths(rule.Length)
	case Years:
		return start.AddYears(rule.Length)
	}
	return start
}

// settle finds the effective, advised and reminder days of a deadline whose nominal day stands.
func settle(rule Rule, d Deadline, cal Calendar) Deadline {
	d.Effective = d.Nominal
	if rule.Roll == RollForward {
		d.Effective = cal.firstWorking(d.Nominal)
	}
	d.Reasons = append(d.Reasons, restReasons(rule, d, cal)...)
	d.Advised = d.Effective
	d = adviseEarlier(rule, d, cal)
	d = markProvisional(rule, d, cal)
	d.Remind = reminderDay(rule, d, cal)
	return d
}

// adviseEarlier takes the earlier day wherever two can be defended.
func adviseEarlier(rule Rule, d Deadline, cal Calendar) Deadline {
	switch {
	case rule.Advise == AdviseNominal && d.Nominal != d.Effective:
		d.Advised = d.Nominal
		d.Reasons = append(d.Reasons, nominalAdvised(d.Nominal))
	case rule.Advise == AdviseCalendar && rule.Unit == WorkingDays:
		d.Advised = earlier(d.Effective, d.Start.AddDays(rule.Length+d.PausedDays))
		d.Reasons = append(d.Reasons, calendarAdvised(d.Advised, d.Effective))
	case rule.Roll == RollForward:
		if strict := cal.firstNotCertainlyOff(d.Nominal); strict.Before(d.Effective) {
			d.Advised = strict
			d.Reasons = append(d.Reasons, lieuReading(strict, d.Effective))
		}
	}
	return d
}

// markProvisional says so when any day consulted lies in a year without a holiday table; then the nominal day is
// advised, which no table can make too late.
func markProvisional(rule Rule, d Deadline, cal Calendar) Deadline {
	from := d.Nominal
	if rule.Unit == WorkingDays {
		from = d.Start.AddDays(1)
	}
	consulted := rule.Unit == WorkingDays || rule.Roll == RollForward
	if !consulted || cal.knows(from, d.Effective) {
		d.Provisional = false
		return d
	}
	d.Provisional = true
	d.Advised = earlier(d.Advised, d.Nominal)
	d.Reasons = append(d.Reasons, provisional(d.Effective.Year(), d.Advised))
	return d
}

// reminderDay is the rule's days before the last day (before the advised one, if earlier), moved back to a working day
// and never before the start: a reminder does not roll forward.
func reminderDay(rule Rule, d Deadline, cal Calendar) Date {
	last := earlier(d.Nominal, d.Advised)
	return later(d.Start, cal.lastWorking(last.AddDays(-rule.RemindDays)))
}

// LapseMoment is when a deadline is over: 00:00 in mainland China of the day after its effective day (民法典 203).
func LapseMoment(effective Date) time.Time { return effective.AddDays(1).Start() }

// reminderHour is when reminders go out; spread is how far a case's own minute may lie behind it, so that a hundred
// thousand reminders of one day do not leave in one second.
const (
	reminderHour = 9 * time.Hour
	spread       = 60 * time.Minute
)

// ReminderMoment is when the reminder of a deadline goes: at 09:00 of its reminder day plus less than 60 minutes, which
// hang on the case's key alone and so stay the same at every reckoning.
func ReminderMoment(d Deadline, caseKey string) time.Time {
	h := fnv.New64a()
	h.Write([]byte(caseKey))
	jitter := time.Duration(h.Sum64()%uint64(spread/time.Second)) * time.Second
	return d.Remind.At(reminderHour + jitter)
}
