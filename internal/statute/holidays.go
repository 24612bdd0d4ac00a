package statute

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"time"
)

// maxHolidayFile bounds what WithHolidays reads; fourteen years take 12 KB.
const maxHolidayFile = 1 << 20

// ErrHolidays is at the root of every refusal of a holiday file.
var ErrHolidays = errors.New("not a usable holiday file")

// holidayFile is the format of book/holidays.json and of files loaded later.
type holidayFile struct {
	Source string   `json:"source"`
	Years  []notice `json:"years"`
}

// notice is the State Council's arrangement for one year (国务院办公厅关于部分节假日安排的通知). It may name days of the
// December before.
type notice struct {
	Year     int       `json:"year"`
	Paper    string    `json:"paper,omitempty"`
	Holidays []holiday `json:"holidays"`
}

// holiday is one line of a notice: off from one day to another, which of these weekdays are exchanged for
// working weekends, and which weekends those are.
type holiday struct {
	Name string `json:"name"`
	From Date   `json:"from"`
	To   Date   `json:"to"`
	Lieu []Date `json:"lieu"`
	Work []Date `json:"work"`
}

// days gives each day that the line speaks of, with its kind; exchanged days come after the stretch they lie in.
func (h holiday) days() iter.Seq2[Date, DayKind] {
	return func(yield func(Date, DayKind) bool) {
		lieu := map[Date]bool{}
		for _, d := range h.Lieu {
			lieu[d] = true
		}
		for d := h.From; !d.After(h.To); d = d.AddDays(1) {
			kind := Holiday
			if lieu[d] {
				kind = Lieu
			}
			if !yield(d, kind) {
				return
			}
		}
		for _, d := range h.Work {
			if !yield(d, WorkingWeekend) {
				return
			}
		}
	}
}

// readHolidays reads and checks a holiday file. It refuses unknown fields, trailing text and files over 1 MiB.
func readHolidays(r io.Reader) (map[int]notice, error) {
	limited := &io.LimitedReader{R: r, N: maxHolidayFile + 1}
	dec := json.NewDecoder(limited)
	dec.DisallowUnknownFields()
	var file holidayFile
	if err := dec.Decode(&file); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrHolidays, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) || limited.N == 0 {
		return nil, fmt.Errorf("%w: text after the end, or more than 1 MiB", ErrHolidays)
	}
	if len(file.Years) == 0 {
		return nil, fmt.Errorf("%w: no years in it", ErrHolidays)
	}
	notices := map[int]notice{}
	for _, n := range file.Years {
		if _, twice := notices[n.Year]; twice {
			return nil, fmt.Errorf("%w: year %d stands twice", ErrHolidays, n.Year)
		}
		notices[n.Year] = n
	}
	return notices, nil
}

// withNotices joins later notices to earlier ones, a year's new notice in place of its old one, and checks the whole.
func withNotices(known, more map[int]notice) (map[int]notice, error) {
	all := map[int]notice{}
	maps.Copy(all, known)
	maps.Copy(all, more)
	seen := map[Date]int{}
	for year, n := range all {
		if err := n.check(); err != nil {
			return nil, fmt.Errorf("%w: %d: %w", ErrHolidays, year, err)
		}
		for _, h := range n.Holidays {
			for day := range h.days() {
				if other, twice := seen[day]; twice {
					return nil, fmt.Errorf("%w: %s stands in %d and in %d", ErrHolidays, day, other, year)
				}
				seen[day] = year
			}
		}
	}
	return all, nil
}

// check refuses a notice that cannot be right: an empty one (a year not yet announced is left out, not left empty),
// days of another year, stretches of more than a fortnight, exchanged days on a weekend, working weekends on a weekday.
func (n notice) check() error {
	if n.Year < firstYear || n.Year > lastYear || len(n.Holidays) == 0 {
		return errors.New("a year between 1900 and 2999 with at least one holiday is wanted")
	}
	for _, h := range n.Holidays {
		if err := h.check(n.Year); err != nil {
			return fmt.Errorf("%.60q: %w", h.Name, err)
		}
	}
	return nil
}

func (h holiday) check(year int) error {
	if h.Name == "" || h.From.IsZero() || h.To.Before(h.From) || h.From.DaysUntil(h.To) > 14 {
		return errors.New("name, from and to are wanted, from not after to, fifteen days at most")
	}
	if h.Lieu == nil && len(h.Work) > 0 {
		return errors.New(`"lieu" must say which days off are exchanged for the working weekends`)
	}
	for day := range h.days() {
		if day.year != year && (day.year != year-1 || day.month != time.December) {
			return fmt.Errorf("%s belongs to another year", day)
		}
	}
	for _, day := range h.Lieu {
		if weekend(day) || day.Before(h.From) || day.After(h.To) {
			return fmt.Errorf("exchanged day %s is a weekend or outside the holiday", day)
		}
	}
	for _, day := range h.Work {
		if !weekend(day) {
			return fmt.Errorf("working weekend %s is a weekday", day)
		}
	}
	return nil
}

func weekend(d Date) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}
