package activities

import (
	"context"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"hejie/internal/dispute"
)

// Errander does in the world what the record of a case left to be done. Each method does whatever of its sort is due for
// the case and nothing that is done already, so that it may be asked any number of times; it parks by itself what cannot
// be done (a file that no parser survives), so that the rest goes on.
type Errander interface {
	AnalyseRoutes(ctx context.Context, id dispute.CaseID) error
	DrawPapers(ctx context.Context, id dispute.CaseID) error
	SendNotices(ctx context.Context, id dispute.CaseID) error
}

// Errands is the power to act in the world. Its methods run as ordinary activities with bounded attempts; what still fails
// then is left to the sweeper, which asks again later.
type Errands struct{ Errander Errander }

// How errands are tried. A route has ten minutes in all, which is what a file of 1 GB takes on a slow disk many times over; one
// that is cut off is begun anew from its first byte, since nothing of it is on record until it is judged.
const (
	paperTimeout   = time.Minute
	noticeTimeout  = time.Minute
	routeTimeout   = 10 * time.Minute
	lostAfter      = 15 * time.Second // without a sign of life
	beatEvery      = 5 * time.Second
	errandAttempts = 5
)

// PaperOptions are those of DrawPapers.
var PaperOptions = errandOptions(paperTimeout)

// NoticeOptions are those of SendNotices.
var NoticeOptions = errandOptions(noticeTimeout)

// RouteOptions are those of AnalyseRoutes, which may take long.
var RouteOptions = errandOptions(routeTimeout)

// errandOptions: every errand gives signs of life, so that one whose worker fell is begun anew in seconds.
func errandOptions(timeout time.Duration) workflow.ActivityOptions {
	return workflow.ActivityOptions{
		StartToCloseTimeout: timeout, HeartbeatTimeout: lostAfter,
		RetryPolicy: &temporal.RetryPolicy{InitialInterval: time.Second, MaximumInterval: time.Minute, MaximumAttempts: errandAttempts},
	}
}

// AnalyseRoutes judges the routes that wait for it.
func (e *Errands) AnalyseRoutes(ctx context.Context, id dispute.CaseID) (err error) {
	defer translate(ctx, "analysing routes", id, &err)
	ctx, stop := heartbeat(ctx)
	defer stop()
	return e.Errander.AnalyseRoutes(ctx, id)
}

// DrawPapers draws the documents that are due.
func (e *Errands) DrawPapers(ctx context.Context, id dispute.CaseID) (err error) {
	defer translate(ctx, "drawing papers", id, &err)
	ctx, stop := heartbeat(ctx)
	defer stop()
	return e.Errander.DrawPapers(ctx, id)
}

// SendNotices tells whoever is to be told.
func (e *Errands) SendNotices(ctx context.Context, id dispute.CaseID) (err error) {
	defer translate(ctx, "sending notices", id, &err)
	ctx, stop := heartbeat(ctx)
	defer stop()
	return e.Errander.SendNotices(ctx, id)
}
