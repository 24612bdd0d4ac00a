package statute

import (
	"strings"
	"testing"
)

func TestLegalAidPeriodsAreCalendarDaysThatMoveOnlyPastARestDay(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule                        RuleID
		start                       string
		nominal, effective, advised string
	}{
		{AidDecision, "2026-02-07", "2026-02-14", "2026-02-14", "2026-02-14"},        // a working Saturday does not roll
		{AidDecision, "2026-02-08", "2026-02-15", "2026-02-24", "2026-02-20"},        // 春节
		{AidDecision, "2026-01-24", "2026-01-31", "2026-02-02", "2026-02-02"},        // a Saturday at a month's end
		{AidDecision, "2025-12-26", "2026-01-02", "2026-01-04", "2026-01-02"},        // over the year, an exchanged day before a working Sunday
		{AidAppointment, "2026-02-25", "2026-02-28", "2026-02-28", "2026-02-28"},     // a working Saturday at a month's end
		{AidAppointment, "2026-10-07", "2026-10-10", "2026-10-10", "2026-10-10"},     // a working Saturday after 国庆
		{AidAppointment, "2026-09-29", "2026-10-02", "2026-10-08", "2026-10-06"},     // 国庆
		{AidAgreement, "2026-09-15", "2026-09-20", "2026-09-20", "2026-09-20"},       // a working Sunday
		{AidObjectionReview, "2026-06-14", "2026-06-19", "2026-06-22", "2026-06-22"}, // 端午
		{AidPapers, "2026-01-31", "2026-03-02", "2026-03-02", "2026-03-02"},          // thirty days are no month
		{AidPapersReview, "2026-01-29", "2026-02-28", "2026-02-28", "2026-02-28"},
		{AdministrativeSuit, "2025-08-31", "2026-02-28", "2026-02-28", "2026-02-28"},
	}
	for _, tt := range tests {
		t.Run(string(tt.rule)+" from "+tt.start, func(t *testing.T) {
			t.Parallel()
			_, d, _ := running(t, tt.rule, tt.start)
			got := d.Nominal.String() + " " + d.Effective.String() + " " + d.Advised.String()
			if want := tt.nominal + " " + tt.effective + " " + tt.advised; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestADecisionOnAidWaitsForTheSupplementAndNoOtherAidClockDoes(t *testing.T) {
	t.Parallel()
	rule, d, cal := running(t, AidDecision, "2026-02-02") // nominal 2026-02-09
	got, err := Pause(rule, d, Span{From: day(t, "2026-02-05"), To: day(t, "2026-02-10")}, cal)
	if err != nil {
		t.Fatal(err)
	}
	if got.Nominal != day(t, "2026-02-14") || got.Effective != got.Nominal || got.PausedDays != 5 {
		t.Errorf("got %s, %s, %d days, want the working Saturday 2026-02-14 after 5 days", got.Nominal, got.Effective, got.PausedDays)
	}
	for _, id := range []RuleID{AidAppointment, AidArrangement, AidAgreement, AidReplacement, AidObjectionReview, AidPapers, AidPapersReview} {
		rule, d, cal := running(t, id, "2026-03-02")
		if _, err := Pause(rule, d, Span{From: day(t, "2026-03-03"), To: day(t, "2026-03-04")}, cal); err == nil {
			t.Errorf("%s was paused", id)
		}
	}
}

func TestOnlyWhatWasReadOfLegalAidPrintsAnArticle(t *testing.T) {
	t.Parallel()
	want := map[RuleID]string{
		AidDecision: "第四十三条", AidAppointment: "第四十三条", AidObjectionReview: "第四十九条",
		AidAgreement: "程序规定", AidPapers: "程序规定", AidPapersReview: "程序规定",
		AidSupplement: "", AidArrangement: "", AidReplacement: "",
	}
	b := book(t)
	for id, words := range want {
		rule, err := b.Rule(id)
		if err != nil {
			t.Fatal(err)
		}
		clause, printed := rule.Article()
		if printed != (words != "") || !strings.Contains(clause.ZH, words) {
			t.Errorf("%s: got %q, want it to name %q", id, clause.ZH, words)
		}
	}
}

func TestAidFirstIsTheLawsGroundOnlyForSuitArbitrationAndReconsiderationWithUnderSevenDays(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		rule   RuleID
		start  string
		today  string
		days   int // -1: it says nothing
		ground AidFirstGround
	}{
		{"a suit in six days", InsuranceLimitation, "2024-03-18", "2026-03-12", 6, AidFirstPeriod},
		{"a suit in seven days", InsuranceLimitation, "2024-03-18", "2026-03-11", -1, AidFirstNone},
		{"a suit on its last day", GeneralLimitation, "2023-03-18", "2026-03-18", 0, AidFirstPeriod},
		{"a suit that is too late", GeneralLimitation, "2023-03-18", "2026-03-19", -1, AidFirstNone},
		{"arbitration", ArbitrationLimitation, "2025-03-18", "2026-03-16", 2, AidFirstPeriod},
		{"reconsideration", AdministrativeReview, "2026-03-06", "2026-05-01", 4, AidFirstPeriod},
		{"between the advised and the effective day", ArbitrationLimitation, "2025-10-03", "2026-10-07", 1, AidFirstPeriod},
		{"a work injury one may only ask about", WorkInjuryWorker, "2025-03-18", "2026-03-16", 2, AidFirstNone},
		{"a review of the police finding", TrafficReview, "2026-03-09", "2026-03-10", 2, AidFirstNone},
		{"the insurer's own period", InsurerPayment, "2026-03-10", "2026-03-18", -1, AidFirstNone},
		{"the centre's own period", AidDecision, "2026-03-10", "2026-03-16", -1, AidFirstNone},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rule, d, _ := running(t, tt.rule, tt.start)
			got := AidFirst(day(t, tt.today), Running{rule, d})
			if (len(got) == 1) != (tt.days >= 0) {
				t.Fatalf("got %v", got)
			}
			if len(got) == 0 {
				return
			}
			if got[0].Days != tt.days || got[0].Ground != tt.ground || got[0].Text.EN == "" {
				t.Errorf("got %+v, want %d days on the ground %d", got[0], tt.days, tt.ground)
			}
			if cites := strings.Contains(got[0].Text.ZH, "第四十四条"); cites != (tt.ground == AidFirstPeriod) {
				t.Errorf("cites the law: %v, in %s", cites, got[0].Text.ZH)
			}
		})
	}
}

func TestTheSoonestClockComesFirst(t *testing.T) {
	t.Parallel()
	far, late, _ := running(t, ArbitrationLimitation, "2025-03-18")
	near, soon, _ := running(t, TrafficReview, "2026-03-12")
	got := AidFirst(day(t, "2026-03-13"), Running{far, late}, Running{near, soon})
	if len(got) != 2 || got[0].Rule != TrafficReview || got[1].Rule != ArbitrationLimitation {
		t.Errorf("got %v, want the traffic review before the arbitration", got)
	}
}
