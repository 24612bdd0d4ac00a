package routelog

import (
	"strings"
	"time"
)

// scanner walks over the text of one time.
type scanner struct {
	s string
	i int
}

// number reads between least and most digits.
func (p *scanner) number(least, most int) (int, bool) {
	n, from := 0, p.i
	for p.i < len(p.s) && p.i-from < most && p.s[p.i] >= '0' && p.s[p.i] <= '9' {
		n = n*10 + int(p.s[p.i]-'0')
		p.i++
	}
	return n, p.i-from >= least
}

// oneOf takes one of these characters if it comes next.
func (p *scanner) oneOf(characters string) bool {
	for _, c := range characters {
		if strings.HasPrefix(p.s[p.i:], string(c)) {
			p.i += len(string(c))
			return true
		}
	}
	return false
}

// gap takes what stands between date and time: a T, or spaces.
func (p *scanner) gap() bool {
	if p.i < len(p.s) && (p.s[p.i] == 'T' || p.s[p.i] == 't') {
		p.i++
		return true
	}
	from := p.i
	for p.oneOf(" \u3000\u00a0") {
	}
	return p.i > from || strings.HasSuffix(p.s[:p.i], "日")
}

// timeOfDay reads 18:45, 18:45:05, 18:45:05.123, 18时45分, 24:00; the width tells which.
func (p *scanner) timeOfDay() (moment, bool) {
	hour, h := p.number(1, 2)
	sep := p.oneOf(":：时点")
	minute, m := p.number(2, 2)
	if !h || !sep || !m || hour > 24 || minute > 59 {
		return moment{}, false
	}
	out := moment{ms: int64(hour)*3600000 + int64(minute)*60000, width: time.Minute}
	if p.oneOf(":：分") {
		if second, ok := p.number(2, 2); ok {
			if second > 60 { // 60 is a leap second, read as the next minute's first
				return moment{}, false
			}
			p.oneOf("秒")
			out.ms += int64(second)*1000 + p.fraction()
			out.width = 0
		} else if !strings.HasSuffix(p.s[:p.i], "分") {
			return moment{}, false
		}
	}
	return out, out.ms <= 86400000
}

func (p *scanner) fraction() int64 {
	if p.i >= len(p.s) || p.s[p.i] != '.' && p.s[p.i] != ',' {
		return 0
	}
	from := p.i + 1
	p.i++
	for p.i < len(p.s) && p.s[p.i] >= '0' && p.s[p.i] <= '9' {
		p.i++
	}
	return millis(p.s[from:p.i])
}

// zone reads Z, +08:00, +0800, +08 or nothing.
func (p *scanner) zone() (offset int64, zoned, ok bool) {
	p.oneOf(" ")
	if p.i == len(p.s) {
		return 0, false, true
	}
	if p.oneOf("Zz") {
		return 0, true, true
	}
	sign := int64(1)
	if p.oneOf("-−") {
		sign = -1
	} else if !p.oneOf("+") {
		return 0, false, false
	}
	hours, h := p.number(2, 2)
	colon := p.oneOf(":")
	minutes, m := p.number(2, 2)
	if !h || colon && !m || hours > 14 || minutes > 59 {
		return 0, false, false
	}
	return sign * (int64(hours)*3600000 + int64(minutes)*60000), true, true
}
