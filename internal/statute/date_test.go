package statute

import (
	"database/sql/driver"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// anyDate draws a day between 1900 and 2999.
var anyDate = rapid.Custom(func(t *rapid.T) Date {
	first := Date{firstYear, time.January, 1}
	return first.AddDays(rapid.IntRange(0, first.DaysUntil(Date{lastYear, time.December, 31})).Draw(t, "days"))
})

func TestOnlyARealDayWrittenInFullIsADate(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"", "2026-2-03", "2026-02-3", "20260203", "2026/02/03", "2026-02-30", "2025-02-29", "2026-00-10", "2026-13-01",
		"2026-01-00", "1899-12-31", "3000-01-01", "+026-01-01", "2026-+1-01", "２０２６-01-01", "2026-01-01T00:00", "    -  -  ",
	} {
		if d, err := ParseDate(s); !errors.Is(err, ErrDate) {
			t.Errorf("ParseDate(%q): got %v, %v, want a refusal", s, d, err)
		}
	}
}

func TestADateReadsBackAsWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := anyDate.Draw(t, "date")
		if got, err := ParseDate(want.String()); err != nil || got != want {
			t.Errorf("ParseDate: got %v, %v, want %v", got, err, want)
		}
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got Date
		if err := json.Unmarshal(text, &got); err != nil || got != want {
			t.Errorf("JSON %s: got %v, %v, want %v", text, got, err, want)
		}
		value, err := want.Value()
		if err != nil {
			t.Fatal(err)
		}
		if err := got.Scan(value); err != nil || got != want {
			t.Errorf("SQL %v: got %v, %v, want %v", value, got, err, want)
		}
	})
}

func TestNoDateIsNullInJSONAndSQL(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(struct{ Day Date }{})
	if err != nil || string(text) != `{"Day":null}` {
		t.Errorf("JSON: got %s, %v", text, err)
	}
	if v, err := (Date{}).Value(); v != driver.Value(nil) || err != nil {
		t.Errorf("SQL: got %v, %v", v, err)
	}
	d := Date{2026, time.May, 1}
	if err := d.Scan(nil); err != nil || !d.IsZero() {
		t.Errorf("scanning NULL: got %v, %v", d, err)
	}
	for _, bad := range []string{`""`, `"2026-02-30"`, `20260101`, `{}`, `"`, `true`} {
		if err := json.Unmarshal([]byte(bad), &d); err == nil {
			t.Errorf("reading %s: got %v, want a refusal", bad, d)
		}
	}
}

func TestADateColumnIsReadInWhateverFormADriverGivesIt(t *testing.T) {
	t.Parallel()
	want := Date{2026, time.February, 15}
	for _, src := range []any{"2026-02-15", []byte("2026-02-15"), time.Date(2026, time.February, 15, 0, 0, 0, 0, time.UTC)} {
		var got Date
		if err := got.Scan(src); err != nil || got != want {
			t.Errorf("Scan(%v): got %v, %v, want %v", src, got, err, want)
		}
	}
	var got Date
	if err := got.Scan(20260215); !errors.Is(err, ErrDate) {
		t.Errorf("Scan(int): got %v, want a refusal", err)
	}
}

func TestTheDayIsTheOneInChina(t *testing.T) {
	t.Parallel()
	instant := time.Date(2026, time.January, 15, 16, 0, 0, 0, time.UTC)
	if got, want := DateOf(instant), (Date{2026, time.January, 16}); got != want {
		t.Errorf("at midnight: got %s, want %s", got, want)
	}
	if got, want := DateOf(instant.Add(-time.Second)), (Date{2026, time.January, 15}); got != want {
		t.Errorf("a second before: got %s, want %s", got, want)
	}
	if got := DateOf(instant).Start(); !got.Equal(instant) {
		t.Errorf("Start: got %s, want %s", got, instant)
	}
}

func TestAMonthEndsOnTheCorrespondingDayOrTheLast(t *testing.T) {
	t.Parallel()
	tests := []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2025-12-31", 2, "2026-02-28"},
		{"2026-03-31", -1, "2026-02-28"}, {"2026-01-15", 12, "2027-01-15"}, {"2024-02-29", 48, "2028-02-29"},
		{"2026-10-31", 1, "2026-11-30"}, {"2026-01-01", -1, "2025-12-01"},
	}
	for _, tt := range tests {
		if got, want := day(t, tt.from).AddMonths(tt.months), day(t, tt.want); got != want {
			t.Errorf("%s + %d months: got %s, want %s", tt.from, tt.months, got, want)
		}
	}
}

func TestAddingMonthsKeepsTheDayUnlessTheMonthIsTooShort(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate.Draw(t, "date"), rapid.IntRange(-600, 600).Draw(t, "months")
		got := d.AddMonths(n)
		if months := (got.Year()-d.Year())*12 + int(got.Month()-d.Month()); months != n {
			t.Errorf("%s + %d months = %s, which is %d months", d, n, got, months)
		}
		if lastOfMonth := got.AddDays(1).Day() == 1; got.Day() != d.Day() && (got.Day() > d.Day() || !lastOfMonth) {
			t.Errorf("%s + %d months = %s, neither the same day nor the month's last", d, n, got)
		}
	})
}

func TestDaysAreCountedBothWays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate.Draw(t, "date"), rapid.IntRange(-40000, 40000).Draw(t, "days")
		e := d.AddDays(n)
		if got := d.DaysUntil(e); got != n {
			t.Errorf("%s to %s: got %d days, want %d", d, e, got, n)
		}
		if d.Before(e) != (n > 0) || d.After(e) != (n < 0) || (d == e) != (n == 0) {
			t.Errorf("%s and %s, %d days apart, are in the wrong order", d, e, n)
		}
	})
}

func TestADateCanBeAKeyInJSON(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(map[Date]int{{2026, time.May, 1}: 1})
	if err != nil || string(text) != `{"2026-05-01":1}` {
		t.Fatalf("got %s, %v", text, err)
	}
	var got map[Date]int
	if err := json.Unmarshal(text, &got); err != nil || got[Date{2026, time.May, 1}] != 1 {
		t.Errorf("got %v, %v", got, err)
	}
	if err := json.Unmarshal([]byte(`{"2026-5-1":1}`), &got); !errors.Is(err, ErrDate) {
		t.Errorf("got %v, want a refusal", err)
	}
}
