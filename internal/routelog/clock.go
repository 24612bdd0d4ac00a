package routelog

import (
	"regexp"
	"strings"
	"time"
)

// Shanghai is the zone of every time written without one, and of every time printed.
var Shanghai = time.FixedZone("+08:00", 8*3600)

// ParseClock reads a moment as platforms, police reports and people write it: ISO 8601 with or without zone, slashes or
// dots, 2025年5月18日 18:45, Unix seconds and milliseconds, 20250518184500. Without a zone it is local to zone (nil is
// Shanghai). ok is false for anything else; a lone date or a lone time of day is not a moment. An empty text, a dash and
// 0 are missing: nil and true, never 1970.
func ParseClock(text string, zone *time.Location) (c *Clock, ok bool) {
	text = strings.TrimSpace(text)
	if blank(text) {
		return nil, true
	}
	m, ok := parseMoment(text)
	if !ok {
		return nil, false
	}
	if m.ms == 0 {
		return nil, true
	}
	at := time.UnixMilli(m.ms)
	if !m.zoned {
		at = relocate(at, zone)
	}
	return &Clock{At: at.In(Shanghai), Width: m.width, Zoned: m.zoned}, true
}

// blanks are the ways a table says "nothing here".
var blanks = map[string]bool{"": true, "-": true, "--": true, "—": true, "——": true, "/": true, "0": true, "无": true,
	"null": true, "none": true, "n/a": true, `\n`: true, "0.0": true}

func blank(text string) bool { return blanks[strings.ToLower(text)] }

// plausible says whether a moment is one a rider's telephone can have meant: from 1990, so that a receiver whose weeks
// rolled over is still seen, through 2089. 1970 is a clock that was never set.
func plausible(ms int64) bool { return ms >= earliest && ms < latest }

var (
	earliest = daysFromCivil(1990, 1, 1) * 86400000
	latest   = daysFromCivil(2090, 1, 1) * 86400000
)

// withoutYear is a time whose year was left away, with or without its day.
var withoutYear = regexp.MustCompile(`^(\d{1,2}[-/.月]\d{1,2}日?[ T]*)?\d{1,2}[:：时]\d{2}([:：分](\d{2}([.,]\d+)?秒?)?)?$`)

// yearless says whether a time that could not be read lacks its year.
func yearless(text string) bool { return withoutYear.MatchString(strings.TrimSpace(text)) }

// relocate reads the wall time of a UTC moment as local to the zone.
func relocate(at time.Time, zone *time.Location) time.Time {
	if zone == nil {
		zone = Shanghai
	}
	u := at.UTC()
	return time.Date(u.Year(), u.Month(), u.Day(), u.Hour(), u.Minute(), u.Second(), u.Nanosecond(), zone)
}

// moment is a time as written: milliseconds of the wall clock since 1970, whether a zone was given (and applied), and
// how coarsely it was written.
type moment struct {
	ms    int64
	zoned bool
	width time.Duration
}

// firstYear is the first whole one of the calendar in use; an earlier one is a slip, and the year 1 is Go's word for no time.
const firstYear = 1583

// parseMoment reads a moment without allocating for plain ASCII, since a track has a million of them.
func parseMoment(s string) (moment, bool) {
	if digits(s) {
		return parseNumber(s)
	}
	p := scanner{s: s}
	year, y := p.number(4, 4)
	sep1 := p.oneOf("-/.年")
	month, m := p.number(1, 2)
	sep2 := p.oneOf("-/.月")
	day, d := p.number(1, 2)
	if !(y && m && d && sep1 && sep2) || year < firstYear || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return moment{}, false
	}
	p.oneOf("日")
	if !p.gap() {
		return moment{}, false
	}
	out, ok := p.timeOfDay()
	if !ok {
		return moment{}, false
	}
	out.ms += daysFromCivil(year, month, day) * 86400000
	offset, zoned, ok := p.zone()
	if !ok || p.i != len(p.s) {
		return moment{}, false
	}
	out.ms -= offset
	out.zoned = zoned
	return out, true
}

// parseNumber reads Unix seconds (perhaps with a fraction), milliseconds, or 14 digits of a date run together.
func parseNumber(s string) (moment, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	if len(whole) == 0 || len(whole) > 14 {
		return moment{}, false
	}
	if len(whole) == 14 && fraction == "" && whole[0] <= '2' {
		return parseMoment(s[:4] + "-" + s[4:6] + "-" + s[6:8] + "T" + s[8:10] + ":" + s[10:12] + ":" + s[12:])
	}
	n := int64(0)
	for _, c := range []byte(whole) {
		n = n*10 + int64(c-'0')
	}
	if n >= 100_000_000_000 {
		return moment{ms: n, zoned: true}, n < 100_000_000_000_000
	}
	return moment{ms: n*1000 + millis(fraction), zoned: true}, true
}

// digits says whether s is a plain number: digits with at most one point between them.
func digits(s string) bool {
	points := 0
	for i := range len(s) {
		switch {
		case s[i] >= '0' && s[i] <= '9':
		case s[i] == '.' && i > 0 && i < len(s)-1:
			points++
		default:
			return false
		}
	}
	return len(s) > 0 && points <= 1
}

func millis(fraction string) int64 {
	n, unit := int64(0), int64(100)
	for i := 0; i < len(fraction) && i < 3; i++ {
		n += int64(fraction[i]-'0') * unit
		unit /= 10
	}
	return n
}

// daysFromCivil counts the days from 1970-01-01 in the Gregorian calendar (March-based years make February last).
func daysFromCivil(year, month, day int) int64 {
	y, m := int64(year), int64(month)
	if m <= 2 {
		y--
		m += 12
	}
	return 365*y + floorDiv(y, 4) - floorDiv(y, 100) + floorDiv(y, 400) + (153*(m-3)+2)/5 + int64(day) - 719469
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// midnightAfter is the next 00:00 in Shanghai.
func midnightAfter(t time.Time) time.Time {
	y, m, d := t.In(Shanghai).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, Shanghai)
}
