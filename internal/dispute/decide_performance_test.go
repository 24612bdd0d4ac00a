package dispute_test

import (
	"slices"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/statute"
)

func TestFullPaymentClosesTheFileAndHoldsNothingOpen(t *testing.T) {
	t.Parallel()
	c := disputetest.Performing(t).On("2026-03-27")
	term := c.Now.Terms[0]
	c.Do(dispute.RecordPayment, c.Worker(), &dispute.Payment{Term: term.ID, AmountFen: 500_000})
	if c.Now.Stage != dispute.Performing || !c.Runs(statute.InsurerPayment) {
		t.Errorf("after a part: %s, clock runs %v", c.Now.Stage, c.Runs(statute.InsurerPayment))
	}
	c.Do(dispute.RecordPayment, c.Worker(), &dispute.Payment{Term: term.ID, AmountFen: 1_000_000})
	if c.Now.Stage != dispute.Closed || !c.Now.Stage.Final() || c.Runs(statute.InsurerPayment) {
		t.Errorf("after the whole: %s", c.Now.Stage)
	}
	runs(t, c, statute.JudicialConfirmation, "2026-03-20", "2026-04-20")
	runs(t, c, statute.FollowUp, "2026-03-27", "2026-04-03")
	if c.Now.Agreement == nil || !c.Now.Terms[0].Done {
		t.Error("the file forgot what was agreed")
	}
	c.On("2026-04-03").Do(dispute.FollowUp, c.Mediator(), &dispute.Visit{Performed: "full", Text: disputetest.Remark})
	c.Do(dispute.Confirmation, c.Mediator(), &dispute.Confirmed{Result: "applied"})
	if c.Now.Stage != dispute.Closed || len(c.Now.Clocks) > 0 {
		t.Errorf("%s with clocks %v", c.Now.Stage, c.Now.Clocks)
	}
}

func TestAPaymentIsAboveZeroAndNotAboveWhatIsOwed(t *testing.T) {
	t.Parallel()
	c := disputetest.Performing(t)
	term := c.Now.Terms[0].ID
	for fen, want := range map[int64]string{0: "amount_fen/amount", -1: "amount_fen/amount", 1_500_001: "amount_fen/amount", 1_500_000: ""} {
		if _, err := c.Try(dispute.RecordPayment, c.Worker(), &dispute.Payment{Term: term, AmountFen: fen}); fieldOf(err) != want {
			t.Errorf("%d fen: got %q, want %q", fen, fieldOf(err), want)
		}
	}
	if _, err := c.Try(dispute.RecordPayment, c.Worker(), &dispute.Payment{Term: disputetest.ID("no term"), AmountFen: 1}); fieldOf(err) != "term/done" {
		t.Errorf("an unknown term: got %q", fieldOf(err))
	}
}

func TestWhoeverPaysShowsProofAndWhoeverReceivesNeedsNone(t *testing.T) {
	t.Parallel()
	c := disputetest.Performing(t)
	paid := &dispute.Payment{Term: c.Now.Terms[0].ID, AmountFen: 1}
	for name, tt := range map[string]struct {
		by   dispute.Actor
		how  []disputetest.How
		want string
	}{
		"the worker who received it":           {c.Worker(), nil, ""},
		"the desk that saw it":                 {c.Mediator(), nil, ""},
		"the desk for the worker":              {c.Mediator(), []disputetest.How{disputetest.For(c.Rider)}, ""},
		"the insurer without proof":            {c.Insurer(), nil, "proof/proof"},
		"the insurer with proof":               {c.Insurer(), []disputetest.How{disputetest.WithProof}, ""},
		"the desk for the insurer":             {c.Mediator(), []disputetest.How{disputetest.For(c.Other)}, "proof/proof"},
		"the desk for the insurer, with proof": {c.Mediator(), []disputetest.How{disputetest.For(c.Other), disputetest.WithProof}, ""},
	} {
		if _, err := c.Try(dispute.RecordPayment, tt.by, paid, tt.how...); fieldOf(err) != tt.want {
			t.Errorf("%s: got %q, want %q", name, fieldOf(err), tt.want)
		}
	}
}

func TestADefaultIsRecordedByWhomTheTermBenefitsOrByTheDesk(t *testing.T) {
	t.Parallel()
	c := disputetest.Performing(t)
	form := &dispute.Default{Term: c.Now.Terms[0].ID}
	if _, err := c.Try(dispute.RecordDefault, c.Insurer(), form); codeOf(err) != "out_of_turn" {
		t.Errorf("by who owes it: got %q", codeOf(err))
	}
	for name, by := range map[string]dispute.Actor{"the worker": c.Worker(), "the desk": c.Head()} {
		if _, err := c.Try(dispute.RecordDefault, by, form); err != nil {
			t.Errorf("by %s: %v", name, err)
		}
	}
	both := ripe(t, dispute.Performing)
	if _, err := both.Try(dispute.RecordDefault, both.Insurer(), &dispute.Default{Term: both.Now.Terms[0].ID}); fieldOf(err) != "term/payee" {
		t.Errorf("of a term that benefits the other: got %q", fieldOf(err))
	}
}

func TestAfterADefaultTheTimeToSueOrToEnforceIsOnTheFace(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		confirm []string // before the default, and after it
		rule    statute.RuleID
		until   string
	}{
		"never confirmed":              {[]string{"", ""}, statute.GeneralLimitation, "2029-03-30"},
		"asked for and not confirmed":  {[]string{"applied", "rejected"}, statute.GeneralLimitation, "2029-03-30"},
		"confirmed before the default": {[]string{"confirmed", ""}, statute.Enforcement, "2028-03-30"},
		"confirmed after the default":  {[]string{"applied", "confirmed"}, statute.Enforcement, "2028-03-30"},
	} {
		c := disputetest.Performing(t).On("2026-04-02")
		c.Now.Clocks = nil // those of the claim are another matter
		term := c.Now.Terms[0]
		court(c, tt.confirm[0])
		c.Do(dispute.RecordDefault, c.Worker(), &dispute.Default{Term: term.ID})
		court(c, tt.confirm[1])
		runs(t, c, tt.rule, "2026-03-30", tt.until)
		if k := c.Clock(tt.rule); k.Subject != term.ID || len(c.Now.Clocks) != 1 {
			t.Errorf("%s: clocks %v", name, c.Now.Clocks)
		}
		change, _ := dispute.Rings(c.Now, c.Now.Clocks[0].RemindAt, none)
		if !told(change, "reminder", c.Rider) || told(change, "reminder", c.Other) {
			t.Errorf("%s: the worker alone is reminded, got %v", name, change.Notices)
		}
		c.Do(dispute.RecordPayment, c.Worker(), &dispute.Payment{Term: term.ID, AmountFen: 1})
		runs(t, c, tt.rule, "2026-04-02", map[statute.RuleID]string{statute.GeneralLimitation: "2029-04-02", statute.Enforcement: "2028-04-03"}[tt.rule])
		c.Do(dispute.RecordPayment, c.Worker(), &dispute.Payment{Term: term.ID, AmountFen: term.AmountFen - 1})
		if c.Runs(tt.rule) {
			t.Errorf("%s: it runs on after the whole was paid", name)
		}
	}
}

// court records what became of the application for confirmation; nothing when there was none.
func court(c *disputetest.Case, result string) {
	if result != "" {
		c.Do(dispute.Confirmation, c.Mediator(), &dispute.Confirmed{Result: result})
	}
}

func TestTheTimeToSueForInstalmentsRunsFromTheLast(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	f := c.Promise(disputetest.Day(t, "2026-04-01"))
	f.Terms = append(f.Terms, dispute.PromiseForm{Payer: c.Other, Payee: c.Rider, AmountFen: 1, Due: disputetest.Day(t, "2026-06-01")},
		dispute.PromiseForm{Payer: c.Other, Payee: c.Rider, How: "出具书面说明", Due: disputetest.Day(t, "2026-07-01")})
	c.Do(dispute.Draft, c.Mediator(), f)
	c.SignAll()
	c.On("2026-04-10").Do(dispute.RecordDefault, c.Worker(), &dispute.Default{Term: c.Now.Terms[0].ID})
	runs(t, c, statute.GeneralLimitation, "2026-06-01", "2029-06-01")
}

func TestATermAboutSomethingElseThanMoneyIsDoneOnce(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	f := c.Promise(statute.Date{})
	f.Terms = append(f.Terms, dispute.PromiseForm{Payer: c.Other, Payee: c.Rider, How: "出具书面说明"})
	c.Do(dispute.Draft, c.Mediator(), f)
	c.SignAll()
	other := c.Now.Terms[1]
	if _, err := c.Try(dispute.RecordPayment, c.Worker(), &dispute.Payment{Term: other.ID, AmountFen: 1}); fieldOf(err) != "amount_fen/amount" {
		t.Errorf("an amount on it: got %q", fieldOf(err))
	}
	c.Do(dispute.RecordPayment, c.Worker(), &dispute.Payment{Term: other.ID})
	if c.Now.Stage != dispute.Performing || !c.Now.Terms[1].Done || c.Now.Terms[0].Done {
		t.Errorf("%s, terms %+v", c.Now.Stage, c.Now.Terms)
	}
	if _, err := c.Try(dispute.RecordPayment, c.Worker(), &dispute.Payment{Term: other.ID}); fieldOf(err) != "term/done" {
		t.Errorf("twice: got %q", fieldOf(err))
	}
}

func TestADefaultIsOnRecordUntilTheTermIsDone(t *testing.T) {
	t.Parallel()
	c := disputetest.Performing(t).On("2026-04-02")
	term := c.Now.Terms[0]
	c.Do(dispute.RecordDefault, c.Worker(), &dispute.Default{Term: term.ID})
	if c.Now.Stage != dispute.Performing || !c.Now.Terms[0].Overdue || !told(c.Last, string(dispute.RecordDefault), c.Other) {
		t.Errorf("%s, terms %+v", c.Now.Stage, c.Now.Terms)
	}
	c.Do(dispute.RecordPayment, c.Worker(), &dispute.Payment{Term: term.ID, AmountFen: term.AmountFen})
	if c.Now.Terms[0].Overdue || c.Now.Stage != dispute.Closed {
		t.Errorf("paid at last: %s, terms %+v", c.Now.Stage, c.Now.Terms)
	}
}

func TestAnInsurerWithoutADayHasTenDaysFromTheEffect(t *testing.T) {
	t.Parallel()
	c := disputetest.Performing(t)
	runs(t, c, statute.InsurerPayment, "2026-03-20", "2026-03-30")
	if c.Now.Terms[0].Due != disputetest.Day(t, "2026-03-30") || c.Runs(statute.PerformanceTerm) {
		t.Errorf("due %s", c.Now.Terms[0].Due)
	}
	if d := dated(t); d.Runs(statute.InsurerPayment) || d.Clock(statute.PerformanceTerm).Due != disputetest.Day(t, "2026-03-31") {
		t.Error("the day of the agreement does not go before the ten days")
	}
}

func TestAnInsurerThatPaysOnAFutureEventHasNoTenDays(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	f := c.Promise(statute.Date{})
	f.Terms[0].Event = "伤残等级评定后"
	c.Do(dispute.Draft, c.Mediator(), f)
	c.SignAll()
	if term := c.Now.Terms[0]; c.Now.Stage != dispute.Performing || !term.OnEvent || !term.Due.IsZero() || c.Runs(statute.InsurerPayment) {
		t.Errorf("%s, term %+v, ten days run: %v", c.Now.Stage, term, c.Runs(statute.InsurerPayment))
	}
}

func TestEveryTermWithADayIsWatched(t *testing.T) {
	t.Parallel()
	c := disputetest.Mediating(t)
	f := c.Promise(disputetest.Day(t, "2026-04-01"))
	f.Terms = append(f.Terms, dispute.PromiseForm{Payer: c.Other, Payee: c.Rider, AmountFen: 1, Due: disputetest.Day(t, "2026-05-06")},
		dispute.PromiseForm{Payer: c.Rider, Payee: c.Other, Event: "伤残等级评定后"})
	c.Do(dispute.Draft, c.Mediator(), f)
	c.SignAll()
	for _, term := range c.Now.Terms {
		watched := slices.ContainsFunc(c.Now.Clocks, func(k dispute.Clock) bool { return k.Subject == term.ID && k.Nominal == term.Due })
		if watched == term.Due.IsZero() {
			t.Errorf("the term due %q is watched: %v", term.Due, watched)
		}
	}
}
