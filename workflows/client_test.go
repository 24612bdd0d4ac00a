package workflows

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"hejie/activities"
	"hejie/internal/dispute"
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

// server answers updates as it is told, and notes how it was asked. The rest of a client is not there.
type server struct {
	client.Client
	answers []error
	asked   []string
}

func (s *server) answer(how string) (client.WorkflowUpdateHandle, error) {
	s.asked = append(s.asked, how)
	err := s.answers[0]
	if len(s.answers) > 1 {
		s.answers = s.answers[1:]
	}
	return done{}, err
}

func (s *server) UpdateWorkflow(context.Context, client.UpdateWorkflowOptions) (client.WorkflowUpdateHandle, error) {
	return s.answer("open run")
}

func (s *server) UpdateWithStartWorkflow(context.Context, client.UpdateWithStartWorkflowOptions) (client.WorkflowUpdateHandle, error) {
	return s.answer("new run")
}

func (s *server) NewWithStartWorkflowOperation(client.StartWorkflowOptions, any, ...any) client.WithStartWorkflowOperation {
	return nil
}

// done is an update that was answered.
type done struct{ client.WorkflowUpdateHandle }

func (done) Get(_ context.Context, standing any) error {
	standing.(*dispute.Standing).Stage = dispute.Inquiry
	return nil
}

func TestAnActFindsTheRunThatCanTakeIt(t *testing.T) {
	t.Parallel()
	closed, failed := serviceerror.NewNotFound("already completed"), serviceerror.NewWorkflowNotReady("failed state")
	for name, tt := range map[string]struct {
		answers []error
		asked   []string
		taken   bool
	}{
		"the open one":                         {[]error{nil}, []string{"open run"}, true},
		"one of its own":                       {[]error{closed, nil}, []string{"open run", "new run"}, true},
		"another, when that ended meanwhile":   {[]error{closed, closed, nil}, []string{"open run", "new run", "new run"}, true},
		"one that recovers from a failed task": {[]error{failed, failed, nil}, []string{"open run", "open run", "open run"}, true},
		"none":                                 {[]error{closed}, []string{"open run", "new run", "new run"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &server{answers: tt.answers}
				standing, err := New(s, Queue).Act(t.Context(), dispute.Ref{ID: "a", Case: "c"})
				if !slices.Equal(s.asked, tt.asked) || (err == nil) != tt.taken || tt.taken && standing.Stage != dispute.Inquiry {
					t.Errorf("asked %v, got %+v, %v; want %v, taken %v", s.asked, standing, err, tt.asked, tt.taken)
				}
			})
		})
	}
}

func TestADoorHearsWithinItsPatienceThatACaseDoesNotRecover(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, began := &server{answers: []error{serviceerror.NewWorkflowNotReady("failed state")}}, time.Now()
		_, err := New(s, Queue).Act(t.Context(), dispute.Ref{ID: "a", Case: "c"})
		if f, ok := fault.As(err); !ok || f.Kind != fault.Unavailable || f.Code == Unprocessed || time.Since(began) != Patience {
			t.Errorf("got %v after %v; want unavailable after %v", err, time.Since(began), Patience)
		}
	})
}
