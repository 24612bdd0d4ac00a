package statute

import (
	"slices"
	"testing"

	"hejie/internal/fault"
)

func TestTheBookHoldsEveryRuleTheProgramNames(t *testing.T) {
	t.Parallel()
	var got []RuleID
	for _, r := range book(t).Rules() {
		got = append(got, r.ID)
	}
	if !slices.Equal(got, RuleIDs) {
		t.Errorf("got %v, want %v", got, RuleIDs)
	}
}

func TestABookThatIsIncompleteIsRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]func(r *Rule){
		"no clause":                func(r *Rule) { r.Source.Clause = fault.Text{} },
		"no source":                func(r *Rule) { r.Source.ReadIn = "" },
		"no English":               func(r *Rule) { r.Plain.EN = "" },
		"no edition":               func(r *Rule) { r.Edition = Date{} },
		"no start":                 func(r *Rule) { r.Start.Event = "" },
		"no example":               func(r *Rule) { r.Examples = nil },
		"no length":                func(r *Rule) { r.Length = 0 },
		"endless":                  func(r *Rule) { r.Length = 101 },
		"a length and a named day": func(r *Rule) { r.Unit = Dated },
		"reminder on the last day": func(r *Rule) { r.RemindDays = 0 },
		"unknown rule":             func(r *Rule) { r.ID = "no_such_rule" },
		"unknown basis":            func(r *Rule) { r.Basis = "custom" },
		"unknown unit":             func(r *Rule) { r.Unit = "weeks" },
		"unknown roll":             func(r *Rule) { r.Roll = "" },
		"unknown pause":            func(r *Rule) { r.Pause = "" },
		"unknown consent":          func(r *Rule) { r.Extension.By = "" },
		"unknown lapse":            func(r *Rule) { r.Lapse = "" },
		"unknown road":             func(r *Rule) { r.Road = "detour" },
		"unknown interruption":     func(r *Rule) { r.Interruption.By = []InterruptingAct{"sneeze"} },
		"reading without cause":    func(r *Rule) { r.Interruption.Ends = true },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rules := book(t).Rules()
			spoil(&rules[slices.IndexFunc(rules, func(r Rule) bool { return r.ID == InsurerPayment })])
			if err := checkRules(rules); err == nil {
				t.Error("got no error, want a refusal")
			}
		})
	}
}

func TestARuleMissingOrTwiceInOneEditionIsRefused(t *testing.T) {
	t.Parallel()
	rules := book(t).Rules()
	if err := checkRules(rules[1:]); err == nil {
		t.Error("a missing rule: got no error")
	}
	if err := checkRules(append(slices.Clone(rules), rules[0])); err == nil {
		t.Error("a rule twice: got no error")
	}
}

func TestTheNewestEditionAnswersAndTheOldOneStaysReadable(t *testing.T) {
	t.Parallel()
	b := book(t)
	old, err := b.Rule(InsuranceLimitation)
	if err != nil {
		t.Fatal(err)
	}
	amended := old
	amended.Edition, amended.Length = old.Edition.AddYears(1), 3
	for _, order := range [][]Rule{{old, amended}, {amended, old}} {
		b.rules = order
		if got, err := b.Rule(InsuranceLimitation); err != nil || got.Length != 3 {
			t.Errorf("got %d years, %v, want the amended 3", got.Length, err)
		}
		if got, err := b.Edition(InsuranceLimitation, old.Edition); err != nil || got.Length != 2 {
			t.Errorf("got %d years, %v, want the old 2", got.Length, err)
		}
	}
}

func TestFilingInterruptsLimitationsAndNoProceduralPeriod(t *testing.T) {
	t.Parallel()
	want := []RuleID{InsuranceLimitation, GeneralLimitation, ArbitrationLimitation}
	var got []RuleID
	for _, r := range book(t).Rules() {
		if r.InterruptedBy(MediationRequest) {
			got = append(got, r.ID)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
