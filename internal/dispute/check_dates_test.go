package dispute

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hejie/internal/fault"
	"hejie/internal/statute"
)

func sameDate(a, b statute.Date) bool { return a == b }

func TestADayLiesBetween1950AndToday(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]string{
		"2026-11-21": "", "1950-01-01": "", "": "", "2026-11-22": "future", "2999-12-31": "future", "1949-12-31": "ancient", "1900-01-01": "ancient",
	} {
		err := CheckDay("hurt_on", date(t, day), date(t, "2026-11-21"))
		if want == "" {
			if err != nil {
				t.Errorf("%s: got %v, want it taken", day, err)
			}
			continue
		}
		if field := hintOf(t, err); field.Code != want || field.Name != "hurt_on" {
			t.Errorf("%s: got %+v, want %s", day, field, want)
		}
	}
}

func TestDatesOfAFormKeepToTheCalendar(t *testing.T) {
	t.Parallel()
	typed := func(o TypedOrder) *RouteRun { return &RouteRun{At: "2026-05-01T10:30", Typed: []TypedOrder{o}} }
	tests := []struct {
		name string
		form Form
		want []string
	}{
		{"a filing without dates", filing(), nil},
		{"everything today", &Filing{HurtOn: date(t, "2026-11-21"), RefusedOn: date(t, "2026-11-21"), HappenedOn: date(t, "2026-11-21")}, nil},
		{"an accident to come", &Filing{HurtOn: date(t, "2026-11-22")}, []string{"hurt_on future"}},
		{"an accident of 1900", &Filing{HurtOn: date(t, "1900-05-01")}, []string{"hurt_on ancient"}},
		{"a refusal to come", &Filing{RefusedOn: date(t, "2027-01-01")}, []string{"refused_on future"}},
		{"handed in tomorrow", &Filing{HappenedOn: date(t, "2026-11-22")}, []string{"happened_on future"}},
		{"refused before the accident", &Filing{HurtOn: date(t, "2026-05-02"), RefusedOn: date(t, "2026-05-01")}, []string{"refused_on order"}},
		{"hurt after filing", &Filing{HurtOn: date(t, "2026-05-02"), HappenedOn: date(t, "2026-05-01")}, []string{"happened_on order"}},
		{"a session tonight", &SessionRecord{Held: "2026-11-21T23:59"}, nil},
		{"a session tomorrow", &SessionRecord{Held: "2026-11-22 00:00"}, []string{"held future"}},
		{"a session tomorrow, told from elsewhere", &SessionRecord{Held: "2026-11-21T16:00:00Z"}, []string{"held future"}},
		{"the next session ahead", &SessionRecord{Held: "2026-11-20T10:00", Next: "2026-12-01T10:00"}, nil},
		{"the next session behind", &SessionRecord{Held: "2026-11-20T10:00", Next: "2026-11-20T09:00"}, []string{"next order"}},
		{"an inquiry to come", &InquiryRecord{Held: "2027-01-01T10:00"}, []string{"held future"}},
		{"terms ahead", &AgreementDraft{Terms: []PromiseForm{{Due: date(t, "2027-01-31")}}}, nil},
		{"a term long gone", &AgreementDraft{Terms: []PromiseForm{{}, {Due: date(t, "1926-01-31")}}}, []string{"terms[1].due ancient"}},
		{"an order across midnight", typed(TypedOrder{Accepted: "2026-05-01T23:50", Delivered: "2026-05-02T00:20"}), nil},
		{"an order that ends first", typed(TypedOrder{Accepted: "2026-05-01T23:50", Delivered: "2026-05-01T00:20"}), []string{"typed[0].delivered order"}},
		{"a transfer before acceptance", typed(TypedOrder{Accepted: "2026-05-01T10:00", Cancelled: "2026-05-01T09:59"}), []string{"typed[0].cancelled order"}},
		{"odd times between are evidence", typed(TypedOrder{Accepted: "2026-05-01T10:00", Arrived: "2026-05-01T10:20", PickedUp: "2026-05-01T10:10"}), nil},
		{"an order to come", typed(TypedOrder{Accepted: "2026-12-01T10:00"}), []string{"typed[0].accepted future"}},
		{"born tomorrow", &PartyForm{Person: Person{IDKind: ResidentID, IDNumber: unborn}}, []string{"person.id_number identity"}},
		{"born long ago", &PartyForm{Person: Person{IDKind: ResidentID, IDNumber: "110101190001010014"}}, nil},
		{"several, in the form's order", &Filing{HappenedOn: date(t, "2027-01-01"), HurtOn: date(t, "1900-01-01")}, []string{"hurt_on ancient", "happened_on future"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, wrong(t, CheckDates(tt.form, date(t, "2026-11-21")))); diff != "" {
				t.Errorf("want - got +: %s", diff)
			}
		})
	}
}

// unborn is a resident's number with its check digit right and a birthday in 2099.
const unborn = "110101209901010017"

func TestDatesInTheWrongOrderAreNamedBoth(t *testing.T) {
	t.Parallel()
	f, _ := fault.As(CheckDates(&Filing{HurtOn: date(t, "2026-05-02"), RefusedOn: date(t, "2026-05-01")}, date(t, "2026-11-21")))
	want := fault.Text{
		ZH: "“拒赔日期”早于“出事日期”，请核对这两个时间。",
		EN: "“Day of the refusal” is before “Day of the accident”; check the two.",
	}
	if f == nil || f.Fields[0].Text != want {
		t.Errorf("got %+v, want %+v", f, want)
	}
}
