package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

const (
	breath   = time.Second // from the last answer to a new history: another task than the one that answered
	patience = 50          // answers after which a crowded desk waits no longer for such a task
)

// renewal is when a long history is given up for a new one: never while somebody waits, and if possible not in the task
// that answers an update, since a server may then lose the answer (temporalio/temporal#6375; the act itself is safe: asked
// again, the record answers as before).
type renewal struct {
	answered int // the length of history in the task of the last answer
	since    int // answers given since a new history was suggested
}

// count notes an answer.
func (r *renewal) count(ctx workflow.Context) {
	r.answered = workflow.GetInfo(ctx).GetCurrentHistoryLength()
	if suggested(ctx) {
		r.since++
	}
}

// suggested says that the server would like a new history.
func suggested(ctx workflow.Context) bool { return workflow.GetInfo(ctx).GetContinueAsNewSuggested() }

// tired says that now is the time for a new history.
func (d *desk) tired(ctx workflow.Context) bool {
	fresh := workflow.GetInfo(ctx).GetCurrentHistoryLength() != d.renewal.answered
	return suggested(ctx) && d.quiet(ctx) && (fresh || d.renewal.since >= patience)
}

// pace sees to it that a quiet moment is followed by a task in which nobody need be answered.
func (d *desk) pace(ctx workflow.Context) {
	for workflow.Await(ctx, func() bool { return suggested(ctx) && d.quiet(ctx) }) == nil {
		if workflow.Sleep(ctx, breath) != nil {
			return
		}
	}
}
