package statute

import (
	"errors"
	"fmt"
	"time"
)

// Zone is the time of mainland China, +08:00 all year. It is fixed here so that no machine's time-zone table can move a
// deadline. From 1986 to 1991 clocks stood at +09:00 in summer: days of those years are kept as plain dates, and only
// DateOf of an instant within an hour of such a midnight would name the day before.
var Zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// The years a date may be written in; outside them a typing mistake is likelier than a fact.
const (
	firstYear = 1900
	lastYear  = 2999
)

// ErrDate is at the root of every refusal to read a date.
var ErrDate = errors.New("not a date written YYYY-MM-DD between 1900 and 2999")

// Date is a civil day (日) in mainland China, without time or zone. The zero Date is no day at all: null in JSON and
// SQL. Dates compare with ==.
type Date struct {
	year  int
	month time.Month
	day   int
}

// NewDate is the day with these numbers. It refuses a day that is not in the calendar or not between 1900 and 2999.
func NewDate(year int, month time.Month, day int) (Date, error) {
	d := civil(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
	if d != (Date{year, month, day}) || year < firstYear || year > lastYear {
		return Date{}, fmt.Errorf("%04d-%02d-%02d: %w", year, int(month), day, ErrDate)
	}
	return d, nil
}

// ParseDate reads exactly YYYY-MM-DD in ASCII digits; it refuses everything else, 30 February included.
func ParseDate(s string) (Date, error) {
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return Date{}, fmt.Errorf("%.40q: %w", s, ErrDate)
	}
	y, okY := digits(s[:4])
	m, okM := digits(s[5:7])
	d, okD := digits(s[8:])
	if !okY || !okM || !okD {
		return Date{}, fmt.Errorf("%q: %w", s, ErrDate)
	}
	return NewDate(y, time.Month(m), d)
}

// digits reads a short run of ASCII digits; signs and spaces, which strconv would let pass, are refused.
func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// DateOf is the day it is in mainland China at this instant.
func DateOf(t time.Time) Date { return civil(t.In(Zone)) }

func civil(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// utc is the day on a scale where every day has 24 hours, for counting.
func (d Date) utc() time.Time { return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC) }

// Start is the instant at which the day begins: 00:00 in mainland China.
func (d Date) Start() time.Time { return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, Zone) }

// At is the instant that long after the day began.
func (d Date) At(sinceMidnight time.Duration) time.Time { return d.Start().Add(sinceMidnight) }

// Year is the calendar year.
func (d Date) Year() int { return d.year }

// Month is the month of the year.
func (d Date) Month() time.Month { return d.month }

// Day is the day of the month, from 1.
func (d Date) Day() int { return d.day }

// IsZero says that there is no day here.
func (d Date) IsZero() bool { return d == Date{} }

// String writes the day YYYY-MM-DD, and nothing for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, int(d.month), d.day)
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Compare is -1, 0 or +1 as d is before, the same as or after e.
func (d Date) Compare(e Date) int { return d.utc().Compare(e.utc()) }

// Equal says that both are the same day; == says it too, and comparers of structs look for this.
func (d Date) Equal(e Date) bool { return d == e }

// Before says that d comes before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After says that d comes after e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// DaysUntil is the number of days from d to e, negative when e is earlier.
func (d Date) DaysUntil(e Date) int { return int(e.utc().Sub(d.utc()) / (24 * time.Hour)) }

// AddDays is the day n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date { return civil(d.utc().AddDate(0, 0, n)) }

// AddMonths is the corresponding day n months later; where that month has none, its last day (民法典 202).
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.year, d.month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.day, last)}
}

// AddYears is the corresponding day n years later; for 29 February in an ordinary year, the 28th (民法典 202).
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// earlier is the first of two days.
func earlier(d, e Date) Date {
	if e.Before(d) {
		return e
	}
	return d
}

// later is the last of two days.
func later(d, e Date) Date {
	if e.After(d) {
		return e
	}
	return d
}
