package dispute

import (
	"reflect"
	"slices"
	"time"

	"hejie/internal/fault"
	"hejie/internal/statute"
)

// CheckDates holds a form to the calendar: what a form tells has happened (an accident, a refusal, a session, an order)
// by the end of today, nothing before 1950, no end before its beginning, no birthday to come. form must have passed Check.
// The answer is like Check's; its codes are "future", "ancient", "order" and "identity".
func CheckDates(form Form, today statute.Date) error {
	root, err := rootOf(form)
	if err != nil {
		return err
	}
	found := problems{spots: map[string]spot{}}
	root.walk(func(at spot) { found.date(at, today) })
	return found.fault()
}

// CheckDay refuses a day after today ("future") or before 1950 ("ancient"). name is the field's JSON path. The zero day
// passes: whether there must be one is another question.
func CheckDay(name string, day, today statute.Date) error {
	if code := dayCode(day, today); code != "" {
		return fault.BadField(name, code, sentence(code, today.String(), spot{}))
	}
	return nil
}

func dayCode(day, today statute.Date) string {
	switch {
	case day.IsZero():
		return ""
	case day.Year() < 1950:
		return "ancient"
	case day.After(today):
		return "future"
	}
	return ""
}

// ahead are the dates that lie before us rather than behind: terms, limits, the next session.
var ahead = []string{"due", "expires", "until", "next"}

// sequences are dates of one form that must not run backwards. Times of an order are copied from a screenshot: one that
// ends before it was accepted is a slip of the pen, while odd times between are evidence and stay.
var sequences = [][2]string{
	{"hurt_on", "refused_on"}, {"hurt_on", "happened_on"}, {"refused_on", "happened_on"},
	{"accepted", "delivered"}, {"accepted", "cancelled"}, {"held", "next"}, {"from", "to"},
}

// date notes what is wrong with one date, or with the dates of one part of the form.
func (p *problems) date(at spot, today statute.Date) {
	at.nth = len(p.spots)
	p.spots[at.path] = at
	if at.value.Kind() == reflect.Struct && at.value.Type() != dateType {
		for _, pair := range sequences {
			p.inOrder(at.child(pair[0]), at.child(pair[1]))
		}
	}
	if slices.Contains(at.rules, "identity") {
		number, err := ParseIdentity(kindBeside(at.parent), at.value.String())
		if err == nil && number.Birth.After(today) {
			p.add(at, "identity", identityUnborn)
		}
	}
	code := dayCode(at.day(), today)
	if code != "" && !(code == "future" && slices.Contains(ahead, at.name)) {
		p.add(at, code, sentence(code, today.String(), at))
	}
}

func (p *problems) inOrder(first, then spot) {
	a, b := first.instant(), then.instant()
	if !a.IsZero() && !b.IsZero() && b.Before(a) {
		p.add(then, "order", phrase("order", first.label, then))
	}
}

// day is the civil day of a date or moment; zero for anything else and for none.
func (s spot) day() statute.Date {
	if t := s.instant(); !t.IsZero() {
		return statute.DateOf(t)
	}
	return statute.Date{}
}

// instant is when a day begins, or a moment; zero for anything else and for none.
func (s spot) instant() time.Time {
	if !s.value.IsValid() {
		return time.Time{}
	}
	if day, ok := s.value.Interface().(statute.Date); ok && !day.IsZero() {
		return day.Start()
	}
	if !slices.Contains(s.rules, "moment") || s.value.Kind() != reflect.String {
		return time.Time{}
	}
	t, err := ParseMoment(s.value.String())
	if err != nil {
		return time.Time{} // empty, or already refused by its tag
	}
	return t
}
