package statute

import (
	"fmt"
	"strings"

	"hejie/internal/fault"
)

// reason is a coded sentence in both languages with the same values in the same order; a clause of the counting rules
// follows it only where the period itself is law.
func reason(code, zh, en string, values ...any) Reason {
	return Reason{Code: code, Text: fault.Text{ZH: fmt.Sprintf(zh, values...), EN: fmt.Sprintf(en, values...)}}
}

// cite adds the clause for periods that rest on law; working rules of the product print no article.
func (r Reason) cite(rule Rule, zh, en string) Reason {
	if _, law := rule.Article(); !law {
		return r
	}
	r.ZH += "（" + zh + "）"
	r.EN += " (" + en + ")"
	return r
}

// unitWords names the units: Chinese after the number, English for one and for more.
var unitWords = map[Unit][3]string{
	Days:        {"日", "calendar day", "calendar days"},
	WorkingDays: {"个工作日", "working day", "working days"},
	Months:      {"个月", "month", "months"},
	Years:       {"年", "year", "years"},
}

// LengthText names a rule's length, such as 30日 and 30 calendar days; a dated rule has none and gets empty words.
func (r Rule) LengthText() fault.Text {
	words, counted := unitWords[r.Unit]
	if !counted {
		return fault.Text{}
	}
	en := words[2]
	if r.Length == 1 {
		en = words[1]
	}
	return fault.Text{ZH: fmt.Sprintf("%d%s", r.Length, words[0]), EN: fmt.Sprintf("%d %s", r.Length, en)}
}

func countedReason(rule Rule, start, nominal Date) Reason {
	if rule.Unit == Dated {
		return reason("dated", "期限为指明的日期%s", "the day was named: %s", nominal)
	}
	length := rule.LengthText()
	r := Reason{Code: "counted", Text: fault.Text{
		ZH: fmt.Sprintf("%s当日不计入，自次日起算%s，最后一日为%s", start, length.ZH, nominal),
		EN: fmt.Sprintf("%s itself is not counted; counting %s from the next day, the last is %s", start, length.EN, nominal),
	}}.cite(rule, "民法典第二百零一条", "Civil Code Art 201")
	if rule.Unit == WorkingDays {
		r.Code = "working_days"
		r.ZH += "；休息日不算，调休上班的周末算"
		r.EN += "; rest days do not count, working weekends do"
	}
	return r
}

// monthIsShort says why a period of months or years ends before the start's day of the month.
func monthIsShort(rule Rule, start, nominal Date) (Reason, bool) {
	if (rule.Unit != Months && rule.Unit != Years) || nominal.Day() == start.Day() {
		return Reason{}, false
	}
	r := reason("month_end", "到期月没有%d日，以月末日%s为最后一日", "the last month has no day %d: its last day, %s, counts",
		start.Day(), nominal)
	return r.cite(rule, "民法典第二百零二条", "Civil Code Art 202"), true
}

// kindWords says in both languages why a day is a rest day.
var kindWords = map[DayKind][2]string{
	Weekend: {"周休息日", "a weekend"},
	Holiday: {"法定休假日", "a public holiday"},
	Lieu:    {"调休的休息日", "a day off by exchange"},
	Local:   {"本地区的法定休假日", "a public holiday of this area"},
}

// restReasons tells how the last day stands to rest days: moved, worked although a weekend, or left where it is.
func restReasons(rule Rule, d Deadline, cal Calendar) []Reason {
	day := cal.Day(d.Nominal)
	switch {
	case rule.Unit == WorkingDays:
		return nil
	case day.Kind == WorkingWeekend:
		return []Reason{reason("working_weekend", "%s虽为周末，因调休上班，不顺延", "%s is a weekend day but worked: nothing moves",
			d.Nominal)}
	case !day.Kind.Rest():
		return nil
	case rule.Roll == RollNone:
		return []Reason{reason("not_rolled", "%s为休息日，本期限不顺延", "%s is a rest day; this period does not move", d.Nominal)}
	}
	words := kindWords[day.Kind]
	zh, en := words[0], words[1]
	if day.Name != "" {
		zh, en = zh+"，"+day.Name, en+", "+englishHoliday(day.Name)
	}
	r := Reason{Code: "rolled", Text: fault.Text{
		ZH: fmt.Sprintf("%s为休息日（%s），顺延至休假结束的次日%s", d.Nominal, zh, d.Effective),
		EN: fmt.Sprintf("%s is a rest day (%s): the last day moves to the day after the rest, %s", d.Nominal, en, d.Effective),
	}}
	return []Reason{r.cite(rule, "民法典第二百零三条", "Civil Code Art 203")}
}

// holidayWords are the English names of the holidays in the notices.
var holidayWords = map[string]string{
	"元旦": "New Year's Day", "春节": "Spring Festival", "清明": "Tomb-Sweeping Day", "劳动节": "Labour Day",
	"端午": "Dragon Boat Festival", "中秋": "Mid-Autumn Festival", "国庆节": "National Day",
}

// englishHoliday names a holiday, or several joined by 、, in English; a name it does not know stays as it is.
func englishHoliday(name string) string {
	parts := strings.Split(name, "、")
	for i, p := range parts {
		if en, ok := holidayWords[p]; ok {
			parts[i] = en
		}
	}
	return strings.Join(parts, " and ")
}

func nominalAdvised(nominal Date) Reason {
	return reason("nominal_advised", "请按指明的日期%s办理", "keep to the day that was named, %s", nominal)
}

func calendarAdvised(advised, effective Date) Reason {
	return reason("calendar_advised", "期限按工作日算到%[2]s；稳妥起见，请按自然日不晚于%[1]s办理",
		"in working days the period ends on %[2]s; to be safe, act by the calendar count, %[1]s", advised, effective)
}

func lieuReading(strict, effective Date) Reason {
	return reason("lieu_reading",
		"%[1]s起的休息日出于调休，是否属于法定休假日理解不一：通行做法顺延至%[2]s，另一理解不顺延；请不晚于%[1]s办理",
		"the rest from %[1]s on comes from exchanged days, which some do not count as holidays: by the usual practice the "+
			"last day is %[2]s, by the other reading %[1]s; act by %[1]s", strict, effective)
}

func provisional(year int, advised Date) Reason {
	return reason("provisional", "%d年前后有尚未载入的放假安排，日期为暂定；请不晚于%s办理",
		"the holiday arrangement around %d is not loaded, so the date is provisional; act by %s", year, advised)
}

func pausedReason(span Span, nominal Date) Reason {
	return reason("paused", "%s至%s暂停计算，最后一日改为%s", "from %s to %s the clock stood still; the last day is now %s",
		span.From, span.To, nominal)
}

func extendedReason(was, until Date) Reason {
	return reason("extended", "经同意由%s延长至%s", "lengthened by consent from %s to %s", was, until)
}

func interruptedReason(on, was Date) Reason {
	return reason("interrupted", "%s中断，自该日重新计算；原届满日为%s", "interrupted on %s and counted anew from that day; it "+
		"would have ended on %s", on, was)
}

func procedureReading(ended, effective Date) fault.Text {
	return reason("", "如自有关程序终结之日%s起算（民法典第一百九十五条），届满日为%s；请按较早的日期办理",
		"counted from the end of the procedure on %s (Civil Code Art 195) it would end on %s; act by the earlier day",
		ended, effective).Text
}

func originalReading(was Date) fault.Text {
	return reason("", "未中断时的原届满日为%s；中断须有凭证", "without the interruption, which must be proved, it ends on %s", was).Text
}
