package workflows_test

import (
	"path/filepath"
	"strings"
	"testing"

	"go.temporal.io/sdk/worker"

	"hejie/internal/dispute/disputetest"
	"hejie/workflows"
	"hejie/workflows/workflowstest"
)

// recorded lists the histories that `make record` wrote; a test without any would prove nothing.
func recorded(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/histories/*.json")
	if err != nil || len(files) < len(workflowstest.Stories(disputetest.Day(t, begins))) {
		t.Fatalf("%d recorded histories, want at least one for each story (%v)", len(files), err)
	}
	return files
}

// TestRecordedHistoriesReplay holds workflow code to every life that a released version has begun. A change that breaks one
// is undone or versioned; the histories are never changed for it.
func TestRecordedHistoriesReplay(t *testing.T) {
	t.Parallel()
	for _, file := range recorded(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			replayer := worker.NewWorkflowReplayer()
			workflows.Register(replayer)
			if err := replayer.ReplayWorkflowHistoryFromJSONFile(nil, file); err != nil {
				t.Error(err)
			}
		})
	}
}

// What the engine keeps has no word of a person in it, no child workflow (it would die with its parent's continue-as-new)
// and no execution timeout (it would close a case silently).
func TestHistoriesHoldNothingButIdsAndNumbers(t *testing.T) {
	t.Parallel()
	banned := append([]string{"START_CHILD_WORKFLOW", "workflowExecutionTimeout\": \"1", "workflowRunTimeout\": \"1"}, disputetest.Planted...)
	for _, file := range recorded(t) {
		text, err := workflowstest.Plain(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range banned {
			if strings.Contains(text, word) {
				t.Errorf("%s holds %q", file, word)
			}
		}
	}
}
