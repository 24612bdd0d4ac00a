package routelog

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestTimesAreReadAsPeopleAndPlatformsWriteThem(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text  string
		want  string // RFC 3339 in Shanghai; "" missing; "?" unreadable
		width time.Duration
	}{
		{"2025-05-18T18:45", "2025-05-18T18:45:00+08:00", time.Minute},
		{"2025-05-18 18:45:30", "2025-05-18T18:45:30+08:00", 0},
		{"2025/5/8 8:05", "2025-05-08T08:05:00+08:00", time.Minute},
		{"2025.05.18 18:45:30.250", "2025-05-18T18:45:30.25+08:00", 0},
		{"2025年5月18日 18:45", "2025-05-18T18:45:00+08:00", time.Minute},
		{"2025年5月18日18时45分05秒", "2025-05-18T18:45:05+08:00", 0},
		{"2025年5月18日18时45分", "2025-05-18T18:45:00+08:00", time.Minute},
		{"2025-05-18T10:45:00Z", "2025-05-18T18:45:00+08:00", 0},
		{"2025-05-18T10:45Z", "2025-05-18T18:45:00+08:00", time.Minute},
		{"2025-05-18T18:45:00+0800", "2025-05-18T18:45:00+08:00", 0},
		{"2025-05-18T18:45:00 +08", "2025-05-18T18:45:00+08:00", 0},
		{"2025-05-18T05:45:00-05:00", "2025-05-18T18:45:00+08:00", 0},
		{"1747565100", "2025-05-18T18:45:00+08:00", 0},
		{"1747565100.5", "2025-05-18T18:45:00.5+08:00", 0},
		{"1747565100250", "2025-05-18T18:45:00.25+08:00", 0},
		{"20250518184500", "2025-05-18T18:45:00+08:00", 0},
		{"2025-05-18 24:00", "2025-05-19T00:00:00+08:00", time.Minute},
		{"2024-02-29 12:00", "2024-02-29T12:00:00+08:00", time.Minute},
		{"1901-12-13T20:45:52.207343Z", "1901-12-14T04:45:52.207+08:00", 0},
		{"", "", 0}, {" 0 ", "", 0}, {"—", "", 0}, {"NULL", "", 0}, {"1970-01-01T00:00:00Z", "", 0},
		{"2025-02-29 12:00", "?", 0}, {"2025-13-01 12:00", "?", 0}, {"2025-05-18", "?", 0}, {"18:45", "?", 0},
		{"2025-05-18 25:00", "?", 0}, {"2025-05-18 24:01", "?", 0}, {"2025-05-18 18:45 PM", "?", 0},
		{"=NOW()", "?", 0}, {"yesterday", "?", 0}, {"-5", "?", 0}, {"999999999999999", "?", 0}, {"2025-05-18T18:45+99:00", "?", 0},
	}
	for _, tt := range tests {
		c, ok := ParseClock(tt.text, nil)
		got, width := "?", time.Duration(0)
		if ok {
			got = ""
		}
		if c != nil {
			got, width = c.At.Format(time.RFC3339Nano), c.Width
		}
		if got != tt.want || width != tt.width {
			t.Errorf("%q: got %q to %v, want %q to %v", tt.text, got, width, tt.want, tt.width)
		}
	}
}

func TestEveryNotationOfAMomentIsTheSameMoment(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(1, 4102444799).Draw(t, "unix"), 0)
		zone := time.FixedZone("", rapid.IntRange(-12*4, 14*4).Draw(t, "quarters")*900)
		for _, text := range []string{at.In(zone).Format(time.RFC3339), at.In(Shanghai).Format("2006-01-02 15:04:05"),
			at.In(Shanghai).Format("20060102150405"), at.UTC().Format("2006-01-02T15:04:05.000Z")} {
			c, ok := ParseClock(text, nil)
			if !ok || c == nil || !c.At.Equal(at) {
				t.Fatalf("%q: got %v, want %v", text, c, at)
			}
		}
	})
}

func FuzzClock(f *testing.F) {
	for _, seed := range []string{"2025-05-18T18:45", "1747565100", "2025年5月18日18时45分", "20250518184500", "9999-12-31T24:00:00+14:00", "0", "٣"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if c, ok := ParseClock(text, nil); c != nil && (!ok || c.At.IsZero() || c.Width > time.Minute) {
			t.Errorf("%q: got %v, %v", text, c, ok)
		}
	})
}
