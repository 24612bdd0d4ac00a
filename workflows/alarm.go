package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

// alarm is the one durable timer of a case, set for the soonest moment of all its clocks and again only when that moment
// changes: most acts cost no timer. It never decides that something is due. It rings, and the record looks at the workplace
// clock, which may be behind or ahead of this one; what it finds too early the sweeper brings up again.
type alarm struct {
	at   time.Time // stays when it has rung, so that it rings once for a moment
	stop workflow.CancelFunc
}

// setAlarm arms the alarm for the case as it stands. A final case has none: nothing holds its workflow open, and its last
// clocks are the sweeper's.
func (d *desk) setAlarm(ctx workflow.Context) {
	at := d.now.Next()
	if d.now.Stage.Final() {
		at = time.Time{}
	}
	if at.Equal(d.alarm.at) {
		return
	}
	if d.alarm.stop != nil {
		d.alarm.stop()
	}
	d.alarm.at, d.alarm.stop = at, nil
	if at.IsZero() {
		return
	}
	ctx, d.alarm.stop = workflow.WithCancel(ctx)
	workflow.Go(ctx, func(ctx workflow.Context) { d.ringAt(ctx, at) })
}

// ringAt puts a bell in the queue when the moment has come, unless the alarm was set anew before.
func (d *desk) ringAt(ctx workflow.Context, at time.Time) {
	if workflow.NewTimer(ctx, at.Sub(workflow.Now(ctx))).Get(ctx, nil) == nil {
		d.queue = append(d.queue, &turn{ref: d.bell()})
	}
}
