package activities

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/routelog"
	"hejie/internal/store"
)

// AnalyseRoutes judges the routes that wait for it and records each finding with its picture. What cannot be read is
// recorded as that, with the file, line and field at fault; the files stay as they were handed in.
func (c Clerk) AnalyseRoutes(ctx context.Context, id dispute.CaseID) error {
	due, err := c.Record.DueRoutes(ctx, id)
	if err != nil || len(due) == 0 {
		return err
	}
	file, err := c.file(ctx, id)
	if err != nil {
		return fmt.Errorf("reading the case to judge its routes: %w", err)
	}
	judge := func(route dispute.ActID) error {
		c.beat(ctx)
		judged, err := c.judge(ctx, file, route)
		if why, unusable := unusable(err); unusable {
			return c.Record.RouteFailed(ctx, route, why)
		}
		if err != nil {
			return fmt.Errorf("judging route %s: %w", route, err)
		}
		return c.Record.RouteJudged(ctx, judged)
	}
	return each(ctx, due, judge, func(route dispute.ActID) error { return c.Record.RouteFailed(ctx, route, broken()) })
}

// unusable says whether it is the evidence that cannot be used, and why; a part of the system that is away is not that.
func unusable(err error) (*fault.Fault, bool) {
	if bad, ok := errors.AsType[*routelog.BadInput](err); ok {
		return bad.Fault(), true
	}
	f, ok := fault.As(err)
	return f, ok && f.Kind != fault.Unavailable
}

// broken is the answer where no one foresaw what the evidence would do to its reader.
func broken() *fault.Fault {
	return fault.New(fault.Invalid, "route_unjudged", fault.Text{
		ZH: "这次路线分析没有完成，提交的文件都还在。请由技术人员检查文件后重新分析。",
		EN: "This analysis could not be completed; the files are all still there. Have the files looked at and run it again.",
	})
}

// judge reads a run's evidence and gives what it shows.
func (c Clerk) judge(ctx context.Context, file store.CaseFile, route dispute.ActID) (store.Judged, error) {
	event, _ := file.Event(route)
	run, ok := event.Form.(*dispute.RouteRun)
	if !ok {
		return store.Judged{}, fmt.Errorf("a route is judged from a %T", event.Form)
	}
	incident, err := incidentOf(run)
	if err != nil {
		return store.Judged{}, err
	}
	log, err := c.log(ctx, file, run)
	if err != nil {
		return store.Judged{}, err
	}
	c.beat(ctx)
	found := routelog.Judge(log, incident, routelog.DefaultPolicy())
	picture := routelog.Draft(log, incident, found)
	var svg bytes.Buffer
	if err := routelog.SVG(&svg, picture); err != nil {
		return store.Judged{}, fmt.Errorf("drawing a route: %w", err)
	}
	result, err := json.Marshal(judgement{Findings: found, Picture: keep(picture)})
	if err != nil {
		return store.Judged{}, fmt.Errorf("writing a route's findings: %w", err)
	}
	return store.Judged{
		Route: route, Case: file.Picture.Case, Finding: string(found.Finding), Analyser: found.Analyser, Result: result, SVG: svg.Bytes(),
	}, nil
}
