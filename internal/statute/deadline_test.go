package statute

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// book is the built-in book; a test that cannot load it fails at once.
func book(t *testing.T) Book {
	t.Helper()
	b, err := Load()
	if err != nil {
		t.Fatalf("loading the book: %v", err)
	}
	return b
}

// day reads a date that a test has written down.
func day(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatalf("reading %q: %v", s, err)
	}
	return d
}

// law is a plain statutory period, as the command line counts one.
func law(length int, unit Unit) Rule {
	return Rule{Basis: BasisStatute, Length: length, Unit: unit, Roll: RollForward, RemindDays: 1}
}

func TestPeriodsEndWhereTheLawLetsThem(t *testing.T) {
	t.Parallel()
	tests := []struct {
		start              string
		length             int
		unit               Unit
		nominal, effective string
		why                string
	}{
		{"2026-01-16", 30, Days, "2026-02-15", "2026-02-24", "rolled"},
		{"2026-08-27", 30, Days, "2026-09-26", "2026-09-28", "rolled"},
		{"2026-04-16", 15, Days, "2026-05-01", "2026-05-06", "rolled"},
		{"2026-09-05", 15, Days, "2026-09-20", "2026-09-20", "working_weekend"},
		{"2025-10-03", 1, Years, "2026-10-03", "2026-10-08", "rolled"},
		{"2025-08-31", 6, Months, "2026-02-28", "2026-02-28", "month_end"},
		{"2024-02-29", 1, Years, "2025-02-28", "2025-02-28", "month_end"},
		{"2026-02-12", 5, WorkingDays, "2026-02-26", "2026-02-26", "working_days"},
		{"2026-09-24", 5, WorkingDays, "2026-10-09", "2026-10-09", "working_days"},
		{"2026-04-30", 3, WorkingDays, "2026-05-08", "2026-05-08", "working_days"},
	}
	cal := book(t).Calendar()
	for _, tt := range tests {
		t.Run(tt.start, func(t *testing.T) {
			t.Parallel()
			d := Reckon(law(tt.length, tt.unit), day(t, tt.start), cal)
			if got, want := d.Nominal.String()+" "+d.Effective.String(), tt.nominal+" "+tt.effective; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if !slices.ContainsFunc(d.Reasons, func(r Reason) bool { return r.Code == tt.why }) {
				t.Errorf("got reasons %v, want one of %q", d.Reasons, tt.why)
			}
			if d.Provisional {
				t.Error("got a provisional date in a year with a table")
			}
		})
	}
}

func TestADeadlineLapsesAtTheNextMidnightInChina(t *testing.T) {
	t.Parallel()
	got := LapseMoment(day(t, "2026-02-28"))
	want := time.Date(2026, time.February, 28, 16, 0, 0, 0, time.UTC)
	if !got.Equal(want) {
		t.Errorf("got %s, want %s", got.UTC(), want)
	}
}

func TestEveryRuleComputesItsWorkedExamples(t *testing.T) {
	t.Parallel()
	b := book(t)
	cal := b.Calendar()
	for _, rule := range b.Rules() {
		for _, want := range rule.Examples {
			got := Reckon(rule, want.Start, cal)
			if got.Nominal != want.Nominal || got.Effective != want.Effective || got.Advised != want.Advised {
				t.Errorf("%s from %s: got %s, %s, %s, want %s, %s, %s", rule.ID, want.Start,
					got.Nominal, got.Effective, got.Advised, want.Nominal, want.Effective, want.Advised)
			}
			if got.Rule != rule.ID || got.Edition != rule.Edition || len(got.Reasons) == 0 {
				t.Errorf("%s: got %+v, want its rule, edition and reasons", rule.ID, got)
			}
		}
	}
}

// has says whether a deadline gives a reason of this code, in both languages.
func has(d Deadline, code string) bool {
	return slices.ContainsFunc(d.Reasons, func(r Reason) bool { return r.Code == code && r.ZH != "" && r.EN != "" })
}

func TestADayOffByExchangeShowsBothDatesAndAdvisesTheEarlier(t *testing.T) {
	t.Parallel()
	tests := []struct{ start, effective, advised string }{
		{"2026-09-06", "2026-10-08", "2026-10-06"}, // ends on an exchanged day
		{"2026-09-01", "2026-10-08", "2026-10-06"}, // rolls through a public holiday into exchanged days
		{"2026-08-27", "2026-09-28", "2026-09-28"}, // a public holiday and a weekend only: nobody disagrees
	}
	cal := book(t).Calendar()
	for _, tt := range tests {
		d := Reckon(law(30, Days), day(t, tt.start), cal)
		if d.Effective != day(t, tt.effective) || d.Advised != day(t, tt.advised) {
			t.Errorf("from %s: got %s, advised %s, want %s, advised %s", tt.start, d.Effective, d.Advised, tt.effective, tt.advised)
		}
		if got, want := has(d, "lieu_reading"), tt.effective != tt.advised; got != want {
			t.Errorf("from %s: got the other reading %v, want %v", tt.start, got, want)
		}
	}
}

func TestAYearWithoutATableIsProvisional(t *testing.T) {
	t.Parallel()
	tests := []struct {
		start              string
		length             int
		unit               Unit
		effective, advised string
		provisional        bool
	}{
		{"2026-12-02", 30, Days, "2027-01-04", "2027-01-01", true},
		{"2026-12-01", 30, Days, "2026-12-31", "2026-12-31", false},
		{"2026-12-30", 2, WorkingDays, "2027-01-04", "2027-01-04", true},
		{"2026-05-18", 2, Years, "2028-05-18", "2028-05-18", true},
		{"2012-12-02", 30, Days, "2013-01-04", "2013-01-02", false},
	}
	cal := book(t).Calendar()
	for _, tt := range tests {
		d := Reckon(law(tt.length, tt.unit), day(t, tt.start), cal)
		if d.Effective != day(t, tt.effective) || d.Advised != day(t, tt.advised) || d.Provisional != tt.provisional {
			t.Errorf("from %s: got %s, advised %s, provisional %v, want %+v", tt.start, d.Effective, d.Advised, d.Provisional, tt)
		}
		if got := has(d, "provisional"); got != tt.provisional {
			t.Errorf("from %s: got the sentence %v, want %v", tt.start, got, tt.provisional)
		}
	}
}

func TestALocalHolidayMovesTheLastDay(t *testing.T) {
	t.Parallel()
	local := LocalDay{Date: day(t, "2026-04-20"), Name: "广西三月三"}
	d := Reckon(law(10, Days), day(t, "2026-04-10"), book(t).Calendar(local))
	if d.Effective != day(t, "2026-04-21") || !has(d, "rolled") {
		t.Errorf("got %s, want 2026-04-21", d.Effective)
	}
}

func TestOnlyLawPrintsAnArticle(t *testing.T) {
	t.Parallel()
	b := book(t)
	cal := b.Calendar()
	for _, rule := range b.Rules() {
		clause, printed := rule.Article()
		if law := rule.Basis == BasisStatute || rule.Basis == BasisRule; printed != law || (clause.ZH != "") != law {
			t.Errorf("%s on the basis %s: got article %q", rule.ID, rule.Basis, clause.ZH)
		}
		for _, example := range rule.Examples {
			for _, r := range Reckon(rule, example.Start, cal).Reasons {
				if !printed && (strings.Contains(r.ZH, "条") || strings.Contains(r.EN, "Art")) {
					t.Errorf("%s is no law but cites one: %s", rule.ID, r.ZH)
				}
			}
		}
	}
}

func TestAReminderComesBeforeTheLastDayOnAWorkingMorning(t *testing.T) {
	t.Parallel()
	b := book(t)
	cal := b.Calendar()
	rule, err := b.Rule(JudicialConfirmation)
	if err != nil {
		t.Fatal(err)
	}
	d := Reckon(rule, day(t, "2026-01-24"), cal) // nominal 2026-02-23; a week before lies in the Spring Festival
	if want := day(t, "2026-02-14"); d.Remind != want {
		t.Errorf("got %s, want the working Saturday %s", d.Remind, want)
	}
	first := ReminderMoment(d, "case-a")
	if again := ReminderMoment(d, "case-a"); !again.Equal(first) {
		t.Errorf("got %s and then %s for the same case", first, again)
	}
	if other := ReminderMoment(d, "case-b"); other.Equal(first) {
		t.Errorf("got %s for two cases, want them spread", other)
	}
	for _, key := range []string{"case-a", "case-b", ""} {
		at := ReminderMoment(d, key).In(Zone)
		if DateOf(at) != d.Remind || at.Hour() != 9 {
			t.Errorf("%q: got %s, want between 09:00 and 10:00 on %s", key, at, d.Remind)
		}
	}
}

func TestAskingForAnUnknownRuleSaysSo(t *testing.T) {
	t.Parallel()
	b := book(t)
	if _, err := b.Rule("no_such_rule"); !errors.Is(err, ErrNoRule) {
		t.Errorf("got %v, want %v", err, ErrNoRule)
	}
	if _, err := b.Edition(Mediation, day(t, "1999-01-01")); !errors.Is(err, ErrNoRule) {
		t.Errorf("got %v, want %v", err, ErrNoRule)
	}
	want, err := b.Rule(Mediation)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := b.Edition(Mediation, want.Edition); err != nil || cmp.Diff(want, got) != "" {
		t.Errorf("got %v, %v, want the newest edition", got, err)
	}
}

func TestADeadlineSurvivesTheRecord(t *testing.T) {
	t.Parallel()
	want := Reckon(law(30, Days), day(t, "2026-01-16"), book(t).Calendar())
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Deadline
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestALastDayIsNeverEarlierThanCountedNorARestDay(t *testing.T) {
	t.Parallel()
	cal := book(t).Calendar()
	rapid.Check(t, func(t *rapid.T) {
		rule := law(rapid.IntRange(1, 100).Draw(t, "length"), rapid.SampledFrom([]Unit{Days, WorkingDays, Months, Years}).Draw(t, "unit"))
		start := anyDate.Draw(t, "start")
		d := Reckon(rule, start, cal)
		if d.Effective.Before(d.Nominal) || !d.Nominal.After(start) || cal.Rests(d.Effective) {
			t.Errorf("from %s: nominal %s, effective %s", start, d.Nominal, d.Effective)
		}
		if d.Advised.After(d.Effective) || d.Advised.Before(d.Nominal) {
			t.Errorf("from %s: advised %s outside %s…%s", start, d.Advised, d.Nominal, d.Effective)
		}
		if d.Remind.After(d.Nominal) || d.Remind.Before(start) {
			t.Errorf("from %s: reminded on %s, nominal %s", start, d.Remind, d.Nominal)
		}
		if rule.Unit == WorkingDays && d.Nominal != d.Effective {
			t.Errorf("from %s: working days end on %s and %s", start, d.Nominal, d.Effective)
		}
	})
}

func TestADayMoreNeverEndsEarlier(t *testing.T) {
	t.Parallel()
	cal := book(t).Calendar()
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]Unit{Days, WorkingDays, Months, Years}).Draw(t, "unit")
		n, start := rapid.IntRange(1, 60).Draw(t, "length"), anyDate.Draw(t, "start")
		d := Reckon(law(n, unit), start, cal)
		if more := Reckon(law(n+1, unit), start, cal); more.Effective.Before(d.Effective) || !more.Nominal.After(d.Nominal) {
			t.Errorf("%d %s from %s end on %s, one more on %s", n, unit, start, d.Effective, more.Effective)
		}
		if next := Reckon(law(n, unit), start.AddDays(1), cal); next.Effective.Before(d.Effective) {
			t.Errorf("%d %s from %s end on %s, from the next day on %s", n, unit, start, d.Effective, next.Effective)
		}
	})
}
