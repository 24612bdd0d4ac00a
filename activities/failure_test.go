package activities_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"

	"hejie/activities"
	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/store"
)

// sample is a fault of a kind with everything a fault can tell.
func sample(kind fault.Kind) *fault.Fault {
	f := fault.New(kind, "code", fault.Text{ZH: "句子", EN: "A sentence."}).Because(errors.New("刘某 13800138000"))
	f = f.With(fault.Field{Name: "claims[0].amount", Code: "fen", Text: fault.Text{ZH: "金额", EN: "Amount"}})
	f.Stage, f.Acts, f.Clock = "filed", []string{"accept", "decline"}, "acceptance"
	return f
}

func TestEveryKindOfFaultGoesThroughTheEngineAndBack(t *testing.T) {
	t.Parallel()
	for _, kind := range fault.Kinds {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			want := sample(kind)
			failure := activities.Failure(want)
			got, ok := activities.FaultOf(failure)
			if !ok {
				t.Fatalf("%v is no fault any more", failure)
			}
			if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(fault.Fault{})); diff != "" {
				t.Errorf("lost or changed on the way (-want +got):\n%s", diff)
			}
			app, _ := errors.AsType[*temporal.ApplicationError](failure)
			if again := !app.NonRetryable(); again != (kind == fault.Unavailable) {
				t.Errorf("tried again: %v; only %s may be", again, fault.Unavailable)
			}
			if app.Type() != string(kind) || strings.Contains(failure.Error(), "刘某") || errors.Unwrap(failure) != nil {
				t.Errorf("got %q of type %s, want the kind and no word of the cause", failure, app.Type())
			}
		})
	}
}

func TestWhatNobodyForesawMayBeTriedAgainAndSaysNothing(t *testing.T) {
	t.Parallel()
	failure := activities.Failure(errors.New("no such row: 刘某"))
	app, ok := errors.AsType[*temporal.ApplicationError](failure)
	if !ok || app.NonRetryable() || strings.Contains(failure.Error(), "刘某") || errors.Unwrap(failure) != nil {
		t.Errorf("got %v, want a failure to try again without a word of the cause", failure)
	}
	if _, ok := activities.FaultOf(failure); ok {
		t.Error("an unforeseen error is no fault")
	}
}

func TestAMovedCaseIsKnownOnTheOtherSide(t *testing.T) {
	t.Parallel()
	failure := activities.Failure(errors.Join(errors.New("recording"), dispute.ErrMoved))
	app, _ := errors.AsType[*temporal.ApplicationError](failure)
	if !activities.Moved(failure) || !app.NonRetryable() {
		t.Errorf("got %v, want moved and final", failure)
	}
	if activities.Moved(activities.Failure(fault.Stale())) || activities.Moved(nil) {
		t.Error("something else was taken for moved")
	}
}

func TestWhatTheRecordCanNeverHoldIsGivenUpAtOnceAndSaysNothing(t *testing.T) {
	t.Parallel()
	failure := activities.Failure(fmt.Errorf("recording: %w: %w", store.ErrUnfit, errors.New("Key (name)=(刘某) already exists")))
	app, _ := errors.AsType[*temporal.ApplicationError](failure)
	if !activities.GivenUp(failure) || !app.NonRetryable() || strings.Contains(failure.Error(), "刘某") {
		t.Errorf("got %v, want unprocessed, final and without a word of the cause", failure)
	}
	for _, other := range []error{nil, fault.Busy(), dispute.ErrMoved, errors.New("no such row")} {
		if activities.GivenUp(activities.Failure(other)) {
			t.Errorf("%v was taken for what the record can never hold", other)
		}
	}
}

func TestNoErrorIsNoFailure(t *testing.T) {
	t.Parallel()
	if err := activities.Failure(nil); err != nil {
		t.Errorf("got %v", err)
	}
}

// clumsy is a Keeper and Errander that panics with a person's name on its lips.
type clumsy struct{}

func (clumsy) Load(context.Context, dispute.CaseID) (dispute.Picture, error) { panic("刘某") }
func (clumsy) Record(context.Context, int, dispute.Ref) (dispute.Recorded, error) {
	panic("刘某")
}
func (clumsy) Ring(context.Context, dispute.CaseID, int) (dispute.Recorded, error) { panic("刘某") }
func (clumsy) AnalyseRoutes(context.Context, dispute.CaseID) error                 { panic("刘某") }
func (clumsy) DrawPapers(context.Context, dispute.CaseID) error                    { panic("刘某") }
func (clumsy) SendNotices(context.Context, dispute.CaseID) error                   { panic("刘某") }

func TestNoActivityLetsAPersonsNameThrough(t *testing.T) {
	t.Parallel()
	records, errands := &activities.Records{Keeper: clumsy{}}, &activities.Errands{Errander: clumsy{}}
	env := (&testsuite.WorkflowTestSuite{}).NewTestActivityEnvironment()
	env.RegisterActivity(records)
	env.RegisterActivity(errands)
	const id = dispute.CaseID("c")
	for name, call := range map[string]func() error{
		"Load":          func() error { _, err := env.ExecuteActivity(records.Load, id); return err },
		"Record":        func() error { _, err := env.ExecuteActivity(records.Record, 1, dispute.Ref{}); return err },
		"Ring":          func() error { _, err := env.ExecuteActivity(records.Ring, id, 1); return err },
		"AnalyseRoutes": func() error { _, err := env.ExecuteActivity(errands.AnalyseRoutes, id); return err },
		"DrawPapers":    func() error { _, err := env.ExecuteActivity(errands.DrawPapers, id); return err },
		"SendNotices":   func() error { _, err := env.ExecuteActivity(errands.SendNotices, id); return err },
	} {
		err := call()
		app, ok := errors.AsType[*temporal.ApplicationError](err)
		if !ok || app.NonRetryable() || strings.Contains(err.Error(), "刘某") {
			t.Errorf("%s answered %v, want a failure to try again without a name", name, err)
		}
	}
}
