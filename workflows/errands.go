package workflows

import (
	"go.temporal.io/sdk/workflow"

	"hejie/activities"
	"hejie/internal/dispute"
)

// errands is what acts left to be done in the world. They run beside the story, and any number of acts share one round.
type errands struct {
	due     dispute.Errands
	running bool
}

var errand *activities.Errands // for its method names only

// runErrands does a round whenever one is due: routes first, since papers print them; then papers; then the notices that
// speak of them. A history about to be renewed begins no round, since each run begins with one.
func (d *desk) runErrands(ctx workflow.Context) {
	for workflow.Await(ctx, func() bool { return d.errands.due.Any() && !suggested(ctx) }) == nil {
		due := d.errands.due
		d.errands = errands{running: true}
		if due.Routes {
			d.do(workflow.WithActivityOptions(ctx, activities.RouteOptions), errand.AnalyseRoutes)
		}
		if due.Papers {
			d.do(workflow.WithActivityOptions(ctx, activities.PaperOptions), errand.DrawPapers)
		}
		if due.Notices {
			d.do(workflow.WithActivityOptions(ctx, activities.NoticeOptions), errand.SendNotices)
		}
		d.errands.running = false
	}
}

// do runs one errand. What fails after all its tries holds up nobody: it stays due on record, and the sweeper asks again.
func (d *desk) do(ctx workflow.Context, activity any) {
	if err := workflow.ExecuteActivity(ctx, activity, d.id).Get(ctx, nil); err != nil {
		workflow.GetLogger(ctx).Warn("an errand is left to the sweeper", "case", d.id, "error", err)
	}
}
