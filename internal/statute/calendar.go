package statute

import (
	"maps"
	"slices"
	"time"
)

// DayKind is why people work or rest on a day.
type DayKind string

// The kinds of day. Only a Lieu day (调休) is read differently by different courts: off by the State Council's
// notice, but neither a weekend nor a public holiday.
const (
	Working        DayKind = "working"         // 工作日
	WorkingWeekend DayKind = "working_weekend" // 调休上班
	Weekend        DayKind = "weekend"         // 周休息日
	Holiday        DayKind = "holiday"         // 法定节假日, with the days made up for it
	Lieu           DayKind = "lieu"            // 调休休息
	Local          DayKind = "local"           // 少数民族地区放假, of this deployment
)

// Rest says whether people rest on a day of this kind.
func (k DayKind) Rest() bool { return k == Weekend || k == Holiday || k == Lieu || k == Local }

// Day is one day of a calendar: why it is worked or not, the holiday's name in Chinese if it belongs to one, and
// whether its year's arrangement is known. Unknown years rest on weekends, 1 January, 1–2 May and 1–3 October only.
type Day struct {
	Date  Date
	Kind  DayKind
	Name  string
	Known bool
}

// LocalDay is a day off in this deployment's area alone, such as 广西三月三 (放假办法 4).
type LocalDay struct {
	Date Date   `json:"date"`
	Name string `json:"name"`
}

// Calendar says which days are worked. It never changes; the zero Calendar knows no year. Get one from a Book.
type Calendar struct {
	notices map[int]notice
	days    map[Date]Day
}

// newCalendar spreads the notices over their days. The notices have been checked: no two name the same day.
func newCalendar(notices map[int]notice, local []LocalDay) Calendar {
	c := Calendar{notices: notices, days: map[Date]Day{}}
	for _, n := range notices {
		for _, h := range n.Holidays {
			for day, kind := range h.days() {
				c.days[day] = Day{Date: day, Kind: kind, Name: h.Name, Known: true}
			}
		}
	}
	for _, l := range local {
		if !c.Day(l.Date).Kind.Rest() {
			c.days[l.Date] = Day{Date: l.Date, Kind: Local, Name: l.Name, Known: c.Known(l.Date.Year())}
		}
	}
	return c
}

// Known says whether the State Council's arrangement of the year is in the calendar.
func (c Calendar) Known(year int) bool {
	_, ok := c.notices[year]
	return ok
}

// Years lists the known years in order.
func (c Calendar) Years() []int { return slices.Sorted(maps.Keys(c.notices)) }

// Day says what is known of one day.
func (c Calendar) Day(d Date) Day {
	if day, ok := c.days[d]; ok {
		return day
	}
	known := c.Known(d.Year())
	if name, fixed := fixedHoliday(d); fixed && !known {
		return Day{Date: d, Kind: Holiday, Name: name}
	}
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		return Day{Date: d, Kind: Weekend, Known: known}
	}
	return Day{Date: d, Kind: Working, Known: known}
}

// Rests says whether people rest that day.
func (c Calendar) Rests(d Date) bool { return c.Day(d).Kind.Rest() }

// fixedHoliday names the public holidays that stand on a fixed date of the solar calendar (放假办法 2). Those of the
// lunar calendar wait for the year's notice.
func fixedHoliday(d Date) (name string, ok bool) {
	switch {
	case d.month == time.January && d.day == 1:
		return "元旦", true
	case d.month == time.May && d.day <= 2:
		return "劳动节", true
	case d.month == time.October && d.day <= 3:
		return "国庆节", true
	}
	return "", false
}

// firstWorking is d itself, or the first working day after it.
func (c Calendar) firstWorking(d Date) Date {
	for c.Rests(d) {
		d = d.AddDays(1)
	}
	return d
}

// lastWorking is d itself, or the last working day before it.
func (c Calendar) lastWorking(d Date) Date {
	for c.Rests(d) {
		d = d.AddDays(-1)
	}
	return d
}

// firstNotCertainlyOff is d itself, or the first day after it that is worked, or off by exchange alone: the last day of
// a period for those who read 民法典 203 as weekends and public holidays only.
func (c Calendar) firstNotCertainlyOff(d Date) Date {
	for kind := c.Day(d).Kind; kind.Rest() && kind != Lieu; kind = c.Day(d).Kind {
		d = d.AddDays(1)
	}
	return d
}

// addWorkingDays is the n-th working day after d.
func (c Calendar) addWorkingDays(d Date, n int) Date {
	for n > 0 {
		d = d.AddDays(1)
		if !c.Rests(d) {
			n--
		}
	}
	return d
}

// workingDays counts the working days after one day, up to and with another.
func (c Calendar) workingDays(after, to Date) (n int) {
	for d := after.AddDays(1); !d.After(to); d = d.AddDays(1) {
		if !c.Rests(d) {
			n++
		}
	}
	return n
}

// knows says whether every day from one to another, both included, lies in a known year.
func (c Calendar) knows(from, to Date) bool {
	for y := from.year; y <= to.year; y++ {
		if !c.Known(y) {
			return false
		}
	}
	return true
}
