package statute

import (
	"testing"

	"hejie/internal/fault"
)

// running is a clock of the book's rule that began on a day.
func running(t *testing.T, id RuleID, start string) (Rule, Deadline, Calendar) {
	t.Helper()
	b := book(t)
	rule, err := b.Rule(id)
	if err != nil {
		t.Fatal(err)
	}
	cal := b.Calendar()
	return rule, Reckon(rule, day(t, start), cal), cal
}

func TestFilingInterruptsAndTheLimitationRunsAnewFromThatDay(t *testing.T) {
	t.Parallel()
	rule, d, cal := running(t, InsuranceLimitation, "2024-05-18")
	got, err := Interrupt(rule, d, Interrupted{On: day(t, "2026-05-11")}, cal)
	if err != nil {
		t.Fatal(err)
	}
	if got.Start != day(t, "2026-05-11") || got.Nominal != day(t, "2028-05-11") || !has(got, "interrupted") {
		t.Errorf("got %s…%s, want two years from 2026-05-11", got.Start, got.Nominal)
	}
	if len(got.Readings) != 1 || got.Readings[0].Effective != d.Effective {
		t.Errorf("got readings %v, want the day without interruption, %s", got.Readings, d.Effective)
	}
}

func TestTheEndOfTheProcedureIsShownAndTheEarlierDayAdvised(t *testing.T) {
	t.Parallel()
	rule, d, cal := running(t, ArbitrationLimitation, "2025-01-10")
	got, err := Interrupt(rule, d, Interrupted{On: day(t, "2025-03-03"), Ended: day(t, "2025-04-15")}, cal)
	if err != nil {
		t.Fatal(err)
	}
	if got.Effective != day(t, "2026-03-03") || got.Advised != got.Effective {
		t.Errorf("got %s, advised %s, want 2026-03-03 for both", got.Effective, got.Advised)
	}
	if len(got.Readings) != 2 || got.Readings[1].Effective != day(t, "2026-04-15") {
		t.Errorf("got readings %v, want 2026-04-15 beside it", got.Readings)
	}
}

func TestInsurersTimeStandsStillUntilThePapersArrive(t *testing.T) {
	t.Parallel()
	rule, d, cal := running(t, InsurerAssessment, "2026-03-02") // nominal 2026-04-01
	got, err := Pause(rule, d, Span{From: day(t, "2026-03-10"), To: day(t, "2026-03-13")}, cal)
	if err != nil {
		t.Fatal(err)
	}
	if got.Nominal != day(t, "2026-04-04") || got.Effective != day(t, "2026-04-07") || got.PausedDays != 3 {
		t.Errorf("got %s, %s, %d days, want 2026-04-04 rolled to 2026-04-07", got.Nominal, got.Effective, got.PausedDays)
	}
	again, err := Pause(rule, got, Span{From: day(t, "2026-03-20"), To: day(t, "2026-03-24")}, cal)
	if err != nil {
		t.Fatal(err)
	}
	if again.Nominal != day(t, "2026-04-08") || again.PausedDays != 7 || has(again, "rolled") {
		t.Errorf("got %s with %v, want 2026-04-08 and no rest day in its reasons", again.Nominal, again.Reasons)
	}
}

func TestAPauseInWorkingDaysTakesOutWorkingDays(t *testing.T) {
	t.Parallel()
	rule, d, cal := running(t, Acceptance, "2026-03-05") // ends 2026-03-10
	got, err := Pause(rule, d, Span{From: day(t, "2026-03-06"), To: day(t, "2026-03-09")}, cal)
	if err != nil {
		t.Fatal(err)
	}
	if want := day(t, "2026-03-11"); got.Effective != want {
		t.Errorf("got %s, want %s: a weekend is no working time lost", got.Effective, want)
	}
}

func TestMediationGoesOnByConsentAsOftenAsBothWish(t *testing.T) {
	t.Parallel()
	rule, d, cal := running(t, Mediation, "2026-01-16")
	var err error
	for _, until := range []string{"2026-03-01", "2026-04-01", "2026-05-01"} {
		if d, err = Extend(rule, d, day(t, until), cal); err != nil {
			t.Fatalf("until %s: %v", until, err)
		}
	}
	if d.Nominal != day(t, "2026-05-01") || d.Effective != day(t, "2026-05-06") || !has(d, "extended") {
		t.Errorf("got %s, %s, want 2026-05-01 rolled to 2026-05-06", d.Nominal, d.Effective)
	}
}

func TestAWorkingRuleExtendedToANamedDayStillEndsOnAWorkingDay(t *testing.T) {
	t.Parallel()
	rule, d, cal := running(t, Acceptance, "2026-03-05")
	got, err := Extend(rule, d, day(t, "2026-03-15"), cal)
	if err != nil {
		t.Fatal(err)
	}
	if want := day(t, "2026-03-16"); got.Effective != want {
		t.Errorf("got %s, want %s", got.Effective, want)
	}
}

func TestWhatTheLawDoesNotAllowIsRefused(t *testing.T) {
	t.Parallel()
	conf, confirmation, cal := running(t, JudicialConfirmation, "2026-01-16")
	med, mediation, _ := running(t, Mediation, "2026-01-16")
	lim, limitation, _ := running(t, InsuranceLimitation, "2024-05-18")
	ins, assessment, _ := running(t, InsurerAssessment, "2026-03-02")
	tests := map[string]func() (Deadline, error){
		"extending the confirmation window": func() (Deadline, error) { return Extend(conf, confirmation, day(t, "2026-04-01"), cal) },
		"pausing the confirmation window": func() (Deadline, error) {
			return Pause(conf, confirmation, Span{day(t, "2026-01-20"), day(t, "2026-01-22")}, cal)
		},
		"interrupting the confirmation window": func() (Deadline, error) {
			return Interrupt(conf, confirmation, Interrupted{On: day(t, "2026-01-20")}, cal)
		},
		"extending to an earlier day": func() (Deadline, error) { return Extend(med, mediation, mediation.Nominal, cal) },
		"interrupting what has run out": func() (Deadline, error) {
			return Interrupt(lim, limitation, Interrupted{On: limitation.Effective.AddDays(1)}, cal)
		},
		"interrupting before the start": func() (Deadline, error) {
			return Interrupt(lim, limitation, Interrupted{On: day(t, "2024-05-17")}, cal)
		},
		"a procedure that ended before it began": func() (Deadline, error) {
			return Interrupt(lim, limitation, Interrupted{On: day(t, "2025-05-17"), Ended: day(t, "2025-05-16")}, cal)
		},
		"a pause that ends before it begins": func() (Deadline, error) {
			return Pause(ins, assessment, Span{day(t, "2026-03-12"), day(t, "2026-03-12")}, cal)
		},
		"a pause after the last day": func() (Deadline, error) {
			return Pause(ins, assessment, Span{day(t, "2026-05-12"), day(t, "2026-05-13")}, cal)
		},
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if d, err := change(); !fault.Is(err, fault.Invalid) {
				t.Errorf("got %+v, %v, want a refusal", d, err)
			}
		})
	}
}
