package statute

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// arrangement is what the State Council's notices of 2025 and 2026 say: days off, and weekend days that are worked.
var arrangement = map[int]struct{ off, work string }{
	2025: {
		off:  "01-01…01-01 01-28…02-04 04-04…04-06 05-01…05-05 05-31…06-02 10-01…10-08",
		work: "01-26 02-08 04-27 09-28 10-11",
	},
	2026: {
		off:  "01-01…01-03 02-15…02-23 04-04…04-06 05-01…05-05 06-19…06-21 09-25…09-27 10-01…10-07",
		work: "01-04 02-14 02-28 05-09 09-20 10-10",
	},
}

func TestEveryDayOf2025And2026IsAsTheNoticesSay(t *testing.T) {
	t.Parallel()
	cal := book(t).Calendar()
	for year, notice := range arrangement {
		for d := (Date{year, time.January, 1}); d.Year() == year; d = d.AddDays(1) {
			want := weekend(d)
			if slices.Contains(strings.Fields(notice.work), d.String()[5:]) {
				want = false
			}
			for _, span := range strings.Fields(notice.off) {
				from, to, _ := strings.Cut(span, "…")
				want = want || (d.String()[5:] >= from && d.String()[5:] <= to)
			}
			if got := cal.Rests(d); got != want {
				t.Errorf("%s: got rest %v, want %v", d, got, want)
			}
		}
	}
}

func TestTheTablesCover2013To2026(t *testing.T) {
	t.Parallel()
	var want []int
	for y := 2013; y <= 2026; y++ {
		want = append(want, y)
	}
	if diff := cmp.Diff(want, book(t).Calendar().Years()); diff != "" {
		t.Error(diff)
	}
}

func TestEachKindOfDayIsToldApart(t *testing.T) {
	t.Parallel()
	cal := book(t).Calendar(LocalDay{Date: day(t, "2026-04-20"), Name: "广西三月三"})
	tests := map[string]Day{
		"2026-03-03": {Kind: Working, Known: true},
		"2026-03-07": {Kind: Weekend, Known: true},
		"2026-02-17": {Kind: Holiday, Name: "春节", Known: true},
		"2026-02-20": {Kind: Lieu, Name: "春节", Known: true},
		"2026-02-28": {Kind: WorkingWeekend, Name: "春节", Known: true},
		"2026-04-20": {Kind: Local, Name: "广西三月三", Known: true},
		"2018-12-29": {Kind: WorkingWeekend, Name: "元旦", Known: true},
		"2027-01-01": {Kind: Holiday, Name: "元旦"},
		"2027-05-02": {Kind: Holiday, Name: "劳动节"},
		"2027-05-03": {Kind: Working},
		"2027-10-02": {Kind: Holiday, Name: "国庆节"},
		"2027-10-09": {Kind: Weekend},
		"2012-01-23": {Kind: Working},
	}
	for s, want := range tests {
		want.Date = day(t, s)
		if got := cal.Day(want.Date); got != want {
			t.Errorf("%s: got %+v, want %+v", s, got, want)
		}
	}
}

func TestAFurtherYearIsLoadedFromAFile(t *testing.T) {
	t.Parallel()
	more, err := book(t).WithHolidays(strings.NewReader(`{"source": "notice", "years": [{"year": 2027, "holidays": [
		{"name": "元旦", "from": "2026-12-31", "to": "2027-01-03", "lieu": ["2026-12-31"], "work": ["2026-12-27"]},
		{"name": "春节", "from": "2027-02-05", "to": "2027-02-11", "lieu": [], "work": []}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	cal := more.Calendar()
	if !cal.Known(2027) || !cal.Known(2026) || !cal.Rests(day(t, "2026-12-31")) || cal.Rests(day(t, "2026-12-27")) {
		t.Errorf("got years %v, want 2027 with its days in December 2026", cal.Years())
	}
	if d := Reckon(law(30, Days), day(t, "2027-01-06"), cal); d.Provisional || d.Effective != day(t, "2027-02-12") {
		t.Errorf("got %s, provisional %v, want 2027-02-12 for certain", d.Effective, d.Provisional)
	}
	if book(t).Calendar().Known(2027) {
		t.Error("loading a year changed the book it was loaded into")
	}
}

func TestAHolidayFileThatCannotBeRightIsRefused(t *testing.T) {
	t.Parallel()
	year := func(y, holidays string) string {
		return `{"years": [{"year": ` + y + `, "holidays": [` + holidays + `]}]}`
	}
	tests := map[string]string{
		"not JSON":            `<html>`,
		"empty":               ``,
		"no years":            `{"years": []}`,
		"a year without days": year("2027", ""),
		"an unknown field":    `{"years": [], "days": []}`,
		"text after the end":  year("2027", `{"name":"元旦","from":"2027-01-01","to":"2027-01-01"}`) + "x",
		"no such day":         year("2027", `{"name":"元旦","from":"2027-02-29","to":"2027-02-29"}`),
		"another year":        year("2027", `{"name":"元旦","from":"2028-01-01","to":"2028-01-01"}`),
		"backwards":           year("2027", `{"name":"元旦","from":"2027-01-03","to":"2027-01-01"}`),
		"endless":             year("2027", `{"name":"元旦","from":"2027-01-01","to":"2999-01-01"}`),
		"no name":             year("2027", `{"from":"2027-01-01","to":"2027-01-01"}`),
		"twice a day":         year("2027", `{"name":"a","from":"2027-01-01","to":"2027-01-02"},{"name":"b","from":"2027-01-02","to":"2027-01-03"}`),
		"exchange unsaid":     year("2027", `{"name":"元旦","from":"2027-01-01","to":"2027-01-04","work":["2027-01-09"]}`),
		"exchange outside":    year("2027", `{"name":"元旦","from":"2027-01-01","to":"2027-01-01","lieu":["2027-01-04"],"work":[]}`),
		"weekday as weekend":  year("2027", `{"name":"元旦","from":"2027-01-01","to":"2027-01-01","lieu":[],"work":["2027-01-05"]}`),
		"year 0":              year("0", `{"name":"元旦","from":"2027-01-01","to":"2027-01-01"}`),
		"too big":             `{"source": "` + strings.Repeat("x", maxHolidayFile) + `"}`,
	}
	b := book(t)
	for name, file := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := b.WithHolidays(strings.NewReader(file)); !errors.Is(err, ErrHolidays) {
				t.Errorf("got %v, want a refusal", err)
			}
		})
	}
}
