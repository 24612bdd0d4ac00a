package workflows

import (
	"context"
	"errors"
	"testing"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/temporal"

	"hejie/activities"
	"hejie/internal/fault"
)

// TestEveryFailureOfTheEngineBecomesAFault holds what a caller may conclude: a refusal is the case's, Unavailable is nobody's
// answer, and only what the engine answered without any use is final.
func TestEveryFailureOfTheEngineBecomesAFault(t *testing.T) {
	t.Parallel()
	server := func(word string) error { return temporal.NewNonRetryableApplicationError("…", word, nil) }
	tests := []struct {
		name  string
		err   error
		kind  fault.Kind
		code  string
		again bool // asked once more, with a run of its own
	}{
		{"a refusal", activities.Failure(fault.Stale()), fault.Conflict, "stale", false},
		{"a missing case", activities.Failure(fault.Missing()), fault.NotFound, "not_found", false},
		{"given up", activities.Unprocessed(), fault.Unavailable, Unprocessed, false},
		{"an update nobody can read", temporal.NewApplicationError("unable to decode", ""), fault.Unavailable, Unprocessed, false},
		{"an argument the server refuses", serviceerror.NewInvalidArgument("too large"), fault.Unavailable, Unprocessed, false},
		{"no open run", serviceerror.NewNotFound("workflow execution already completed"), fault.Unavailable, "unavailable", true},
		{"ended before it answered", server("AcceptedUpdateCompletedWorkflow"), fault.Unavailable, "unavailable", true},
		{"left lying", server("UnprocessedUpdate"), fault.Unavailable, "unavailable", false},
		{"blocked by wrong code", serviceerror.NewWorkflowNotReady("failed state"), fault.Unavailable, "unavailable", false},
		{"too many in flight", &serviceerror.ResourceExhausted{Message: "limit"}, fault.Unavailable, "unavailable", false},
		{"a server that is away", serviceerror.NewUnavailable("connection refused"), fault.Unavailable, "unavailable", false},
		{"out of time", context.DeadlineExceeded, fault.Unavailable, "unavailable", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, ok := fault.As(refused(tt.err))
			if !ok || f.Kind != tt.kind || f.Code != tt.code || f.Text.ZH == "" {
				t.Errorf("got %+v, want %s/%s", f, tt.kind, tt.code)
			}
			if got := ended(tt.err); got != tt.again {
				t.Errorf("asked once more: %v, want %v", got, tt.again)
			}
			if f.Kind == fault.Unavailable && !errors.Is(f, tt.err) {
				t.Errorf("the log is not told why: %v", f)
			}
		})
	}
	if err := refused(nil); err != nil {
		t.Errorf("an answer became %v", err)
	}
}

func TestAWorkflowIsNamedAfterItsCase(t *testing.T) {
	t.Parallel()
	if id, ok := CaseOf(WorkflowID("6f1d")); id != "6f1d" || !ok {
		t.Errorf("got %q, %v", id, ok)
	}
	for _, other := range []string{"", "case/", "aid/6f1d", "6f1d"} {
		if id, ok := CaseOf(other); ok {
			t.Errorf("%q was taken for the workflow of case %q", other, id)
		}
	}
}
