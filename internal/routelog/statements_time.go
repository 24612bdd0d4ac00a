package routelog

import (
	"fmt"
	"math"
	"time"

	"hejie/internal/fault"
)

// within tells a moment as coarsely as its clock is known: as its row has it where that is one instant, else between the
// clock's two bounds, tolerance included. The bounds follow from how far both lie from the incident's own.
func (f Findings) within(at time.Time, before Range) (zh, en string) {
	zh, en = momentZH(at), "at "+momentEN(at)
	if before.Min == nil || before.Max == nil || f.Incident.From == nil || f.Incident.To == nil {
		return zh, en
	}
	from, to := secondsBefore(*f.Incident.To, *before.Max), secondsBefore(*f.Incident.From, *before.Min)
	if to.Sub(from) < time.Second {
		return zh, en
	}
	return intervalZH(from, to) + "之间", "between " + momentEN(from) + " and " + momentEN(to)
}

// secondsBefore is so many seconds before a moment.
func secondsBefore(t time.Time, seconds float64) time.Time {
	return t.Add(-time.Duration(math.Round(seconds*1000)) * time.Millisecond)
}

// negated turns what lies ahead into what lies behind.
func (r Range) negated() Range {
	if r.Min == nil || r.Max == nil {
		return Range{}
	}
	return Range{Min: number(-*r.Max), Max: number(-*r.Min)}
}

// apart says how long before the incident something was; a negative range is after it. One figure is given only where
// the range is one.
func apart(r Range) (zh, en string) {
	switch {
	case r.Min == nil || r.Max == nil:
		return "距事发多久不明", "how long from the incident is unknown"
	case *r.Min >= 0:
		return "早于事发" + bounded(*r.Min, *r.Max).ZH, bounded(*r.Min, *r.Max).EN + " before the incident"
	case *r.Max <= 0:
		return "晚于事发" + bounded(-*r.Max, -*r.Min).ZH, bounded(-*r.Max, -*r.Min).EN + " after the incident"
	}
	return "与事发的先后不能由时钟确定（最多早于事发" + lasting(*r.Max).ZH + "，最多晚于事发" + lasting(-*r.Min).ZH + "）",
		"which the clocks cannot order against the incident (at most " + lasting(*r.Max).EN + " before it, at most " + lasting(-*r.Min).EN + " after it)"
}

// bounded is a duration known between two bounds.
func bounded(least, most float64) fault.Text {
	a, b := lasting(least), lasting(most)
	if a == b {
		return a
	}
	return fault.Text{ZH: a.ZH + "至" + b.ZH, EN: a.EN + " to " + b.EN}
}

// lasting is a duration of either sign in hours, minutes and seconds.
func lasting(seconds float64) fault.Text {
	s := int(math.Round(math.Abs(seconds)))
	h, m, rest := s/3600, s/60%60, s%60
	switch {
	case s < 60:
		return fault.Text{ZH: fmt.Sprintf("%d秒", s), EN: fmt.Sprintf("%d s", s)}
	case h == 0 && rest == 0:
		return fault.Text{ZH: fmt.Sprintf("%d分钟", m), EN: fmt.Sprintf("%d min", m)}
	case h == 0:
		return fault.Text{ZH: fmt.Sprintf("%d分%d秒", m, rest), EN: fmt.Sprintf("%d min %d s", m, rest)}
	case m == 0 && rest == 0:
		return fault.Text{ZH: fmt.Sprintf("%d小时", h), EN: fmt.Sprintf("%d h", h)}
	}
	return fault.Text{ZH: fmt.Sprintf("%d小时%d分%d秒", h, m, rest), EN: fmt.Sprintf("%d h %d min %d s", h, m, rest)}
}

// since is how long before the incident something happened that lies in [from,to]; never below nothing, because the
// sentences that tell it are about what came before.
func (s *scene) since(from, to int64) fault.Text {
	return bounded(float64(max(s.w.from-to, 0))/1000, float64(max(s.w.to-from, 0))/1000)
}

// sincePrevious is how long before the incident the previous order ended.
func (s *scene) sincePrevious() fault.Text {
	from, to := s.prev.end, s.prev.end
	if end := s.prev.endClock(); end != nil {
		from, to = window(end)
	}
	return s.since(from, to)
}

// endClock is the clock that the order ended by; nil where nobody says.
func (s *span) endClock() *Clock {
	if s.order.Delivered != nil {
		return s.order.Delivered
	}
	return s.order.Cancelled
}

// spelled tells a clock as coarsely as it is known, and a moment where there is no clock.
func spelled(k *Clock, otherwise int64) fault.Text {
	from, to := otherwise, otherwise
	if k != nil {
		from, to = window(k)
	}
	if to-from < 1000 {
		return fault.Text{ZH: clockZH(from), EN: clockText(from)}
	}
	return fault.Text{ZH: clockZH(from) + "至" + clockZH(to) + "之间", EN: clockText(from) + " – " + clockText(to)}
}

// clockZH prints a moment to the second in Shanghai, without its year.
func clockZH(at int64) string {
	if at == never {
		return "（没有记录的时间）"
	}
	return shanghai(at).Format("1月2日15时04分05秒")
}
