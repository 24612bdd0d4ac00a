package statute

import (
	"slices"
	"testing"
	"time"
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
