package document

import (
	"testing"
	"time"
)

func TestDatesAreWrittenAsInShanghai(t *testing.T) {
	t.Parallel()
	tests := []struct {
		at         time.Time
		date, when string
	}{
		{time.Time{}, "", ""},
		{time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), "2026年1月5日", "2026年1月5日8时00分"},
		{time.Date(2025, 12, 31, 16, 3, 59, 0, time.UTC), "2026年1月1日", "2026年1月1日0时03分"},
	}
	for _, tt := range tests {
		if got := DateZH(tt.at); got != tt.date {
			t.Errorf("DateZH(%v): got %q, want %q", tt.at, got, tt.date)
		}
		if got := TimeZH(tt.at); got != tt.when {
			t.Errorf("TimeZH(%v): got %q, want %q", tt.at, got, tt.when)
		}
	}
}
