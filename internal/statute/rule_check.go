package statute

import (
	"errors"
	"fmt"
	"slices"

	"hejie/internal/fault"
)

// checkRules refuses a book in which a rule is incomplete, unknown, missing or stands twice in one edition.
func checkRules(rules []Rule) error {
	seen := map[string]bool{}
	for _, r := range rules {
		if err := r.check(); err != nil {
			return fmt.Errorf("rule %q: %w", r.ID, err)
		}
		key := string(r.ID) + "@" + r.Edition.String()
		if seen[key] {
			return fmt.Errorf("rule %q stands twice in the edition of %s", r.ID, r.Edition)
		}
		seen[key] = true
	}
	for _, id := range RuleIDs {
		if !slices.ContainsFunc(rules, func(r Rule) bool { return r.ID == id }) {
			return fmt.Errorf("rule %q: %w", id, ErrNoRule)
		}
	}
	return nil
}

// check refuses a rule that lacks a clause, a source, words in both languages, a known value or a worked example.
func (r Rule) check() error {
	for _, text := range []fault.Text{r.Name, r.Source.Clause, r.Start.Text, r.LapseText, r.Plain} {
		if text.ZH == "" || text.EN == "" {
			return errors.New("name, clause, start, lapse and plain words are wanted in both languages")
		}
	}
	switch {
	case !slices.Contains(RuleIDs, r.ID):
		return errors.New("the program does not know this rule")
	case r.Edition.IsZero() || r.Source.ReadIn == "" || r.Start.Event == "":
		return errors.New("edition, source and start event are wanted")
	case len(r.Examples) == 0:
		return errors.New("a worked example is wanted")
	case (r.Unit == Dated) != (r.Length == 0) || r.Length < 0 || r.Length > 100:
		return errors.New("a length between 1 and 100 is wanted, or a named date")
	case r.RemindDays < 1:
		return errors.New("a reminder must come at least a day before the last day")
	case r.Interruption.Ends && !r.Interruptible():
		return errors.New("a reading on interruption is wanted only where an act interrupts")
	}
	return r.checkChoices()
}

// checkChoices refuses a value outside the closed lists.
func (r Rule) checkChoices() error {
	ok := slices.Contains([]Basis{BasisStatute, BasisRule, BasisLocal, BasisProduct}, r.Basis) &&
		slices.Contains([]Unit{Days, WorkingDays, Months, Years, Dated}, r.Unit) &&
		slices.Contains([]Roll{RollForward, RollNone}, r.Roll) &&
		slices.Contains([]Advice{AdviseEffective, AdviseNominal, AdviseCalendar}, r.Advise) &&
		slices.Contains([]PauseKind{NoPause, PauseSupplement, PauseAppraisal}, r.Pause) &&
		slices.Contains([]Consent{NoExtension, BothParties, Committee, Authority}, r.Extension.By) &&
		slices.Contains([]Road{NoRoad, RoadSuit, RoadArbitration, RoadReconsideration, RoadOther}, r.Road) &&
		slices.Contains([]Lapse{LapseEscalate, LapsePrompt, LapseRoadOpen, LapseRightEnd, LapseDefence, LapseDemand,
			LapseExpire, LapseTask}, r.Lapse)
	for _, act := range r.Interruption.By {
		ok = ok && slices.Contains(interruptingActs, act)
	}
	if !ok {
		return errors.New("basis, unit, roll, advise, pause, extension, interruption, road and lapse must be of the known values")
	}
	return nil
}
