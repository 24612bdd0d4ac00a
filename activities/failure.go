package activities

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/store"
)

// The types of failures that are not a fault's kind.
const (
	moved       = "moved"       // dispute.ErrMoved
	unknown     = "unknown"     // nobody foresaw it; the log of the worker has the cause
	unprocessed = "unprocessed" // refused by the record for what it is, or tried again and again while the record answered others
)

// refusal is what a fault tells beside its kind: words from our own tables, never a person's.
type refusal struct {
	Code   string        `json:"code"`
	Text   fault.Text    `json:"text"`
	Fields []fault.Field `json:"fields,omitempty"`
	Stage  string        `json:"stage,omitempty"`
	Acts   []string      `json:"acts,omitempty"`
	Clock  string        `json:"clock,omitempty"`
}

// Failure puts an error into the words that Temporal keeps and carries: a fault becomes a failure of its kind's type, and
// only Unavailable and what nobody foresaw may be tried again; what the record can never hold (store.ErrUnfit) is Unprocessed
// at once. A cause stays behind, since it may name a person; whoever
// calls has logged it.
func Failure(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, dispute.ErrMoved) {
		return temporal.NewNonRetryableApplicationError(moved, moved, nil)
	}
	if errors.Is(err, store.ErrUnfit) {
		return Unprocessed()
	}
	f, ok := fault.As(err)
	if !ok {
		return temporal.NewApplicationError(unknown, unknown)
	}
	details := refusal{Code: f.Code, Text: f.Text, Fields: f.Fields, Stage: f.Stage, Acts: f.Acts, Clock: f.Clock}
	return temporal.NewApplicationErrorWithOptions(f.Code, string(f.Kind), temporal.ApplicationErrorOptions{
		NonRetryable: f.Kind != fault.Unavailable, Details: []any{details},
	})
}

// FaultOf reads a fault back from a failure; ok is false for every other error.
func FaultOf(err error) (*fault.Fault, bool) {
	app, ok := errors.AsType[*temporal.ApplicationError](err)
	if !ok || !slices.Contains(fault.Kinds, fault.Kind(app.Type())) {
		return nil, false
	}
	var r refusal
	if err := app.Details(&r); err != nil {
		return nil, false
	}
	f := fault.New(fault.Kind(app.Type()), r.Code, r.Text)
	f.Fields, f.Stage, f.Acts, f.Clock = r.Fields, r.Stage, r.Acts, r.Clock
	return f, true
}

// Moved says whether a failure is dispute.ErrMoved.
func Moved(err error) bool {
	app, ok := errors.AsType[*temporal.ApplicationError](err)
	return ok && app.Type() == moved
}

// GivenUp says whether a failure is Unprocessed.
func GivenUp(err error) bool {
	app, ok := errors.AsType[*temporal.ApplicationError](err)
	return ok && app.Type() == unprocessed
}

// Unprocessed is the answer to an act that cannot be recorded although the record answers: final, so that the queue behind
// it moves on; the relay parks the entry for a person to look at.
func Unprocessed() error {
	return temporal.NewNonRetryableApplicationError(unprocessed, unprocessed, nil)
}

// translate turns the error of an activity, a panic included, into a failure, and logs what the failure hides.
func translate(ctx context.Context, doing string, id dispute.CaseID, err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic of type %T", p) // its text may quote what was handed in
	}
	if *err == nil {
		return
	}
	if f, ok := fault.As(*err); !errors.Is(*err, dispute.ErrMoved) && (!ok || f.Kind == fault.Unavailable) {
		activity.GetLogger(ctx).Warn(doing, "case", id, "error", *err)
	}
	*err = Failure(*err)
}
