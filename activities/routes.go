package activities

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/routelog"
	"hejie/internal/store"
)

// AnalyseRoutes judges the routes that wait for it and records each finding with its picture; then it draws of each what was
// shown to the other side. What cannot be read is recorded as that, with the file, line and field at fault; the files stay as
// they were handed in.
func (c Clerk) AnalyseRoutes(ctx context.Context, id dispute.CaseID) error {
	due, err := c.Record.DueRoutes(ctx, id)
	if err != nil {
		return err
	}
	var judged error
	if len(due) > 0 {
		judged = c.judgeAll(ctx, id, due)
	}
	return errors.Join(judged, c.makeExtracts(ctx, id))
}

func (c Clerk) judgeAll(ctx context.Context, id dispute.CaseID, due []dispute.ActID) error {
	file, err := c.file(ctx, id)
	if err != nil {
		return fmt.Errorf("reading the case to judge its routes: %w", err)
	}
	judge := func(route dispute.ActID) error {
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
	run, ok := file.RouteRun(route)
	if !ok {
		return store.Judged{}, errors.New("no run is on record for a route")
	}
	incident, err := incidentOf(run)
	if err != nil {
		return store.Judged{}, err
	}
	policies, err := policiesOf(run)
	if err != nil {
		return store.Judged{}, err
	}
	read := c.evidence(ctx, file, route, run)
	log, err := read.log(ctx)
	if err != nil {
		return store.Judged{}, err
	}
	found := routelog.JudgeAll(log, incident, policies)
	picture := routelog.Draft(log, incident, found)
	svg, err := drawn(picture)
	if err != nil {
		return store.Judged{}, err
	}
	result, err := json.Marshal(judgement{Findings: found, Picture: keep(picture), Withheld: read.withheld})
	if err != nil {
		return store.Judged{}, fmt.Errorf("writing a route's findings: %w", err)
	}
	return store.Judged{
		Route: route, Case: file.Picture.Case, Finding: string(found.Finding), Analyser: found.Analyser, Statements: len(found.Statements()),
		Files: slices.Concat(run.Tracks, run.Orders, run.Online), Result: result, SVG: svg,
	}, nil
}

func drawn(p routelog.Picture) ([]byte, error) {
	var svg bytes.Buffer
	if err := routelog.SVG(&svg, p); err != nil {
		return nil, fmt.Errorf("drawing a route: %w", err)
	}
	return svg.Bytes(), nil
}

// policiesOf are those that a run is judged by: its own, then the published one where its own differs, then those it is to be
// compared with.
func policiesOf(run *dispute.RouteRun) ([]routelog.Policy, error) {
	published := routelog.DefaultPolicy()
	list := []routelog.Policy{published}
	if run.Policy != nil {
		own, err := policyOf(*run.Policy)
		if err != nil {
			return nil, err
		}
		list = []routelog.Policy{own}
		if published.Name = own.Name; own != published {
			list = append(list, routelog.DefaultPolicy())
		}
	}
	for _, p := range run.Compare {
		other, err := policyOf(p)
		if err != nil {
			return nil, err
		}
		list = append(list, other)
	}
	return list, nil
}

// policyOf reads the thresholds that a form names over the published ones. They have the same names in both.
func policyOf(p dispute.RoutePolicy) (routelog.Policy, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return routelog.Policy{}, fmt.Errorf("writing a policy: %w", err)
	}
	return routelog.ReadPolicy(p.Name, bytes.NewReader(text))
}
