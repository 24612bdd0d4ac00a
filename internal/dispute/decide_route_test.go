package dispute_test

import (
	"slices"
	"strings"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
)

const incidentAt = "2026-03-01T18:45:00+08:00"

func TestAnObjectionWaitsForItsAnswerAndTheMediatorIsTold(t *testing.T) {
	t.Parallel()
	c := disputetest.Accepted(t)
	point := []dispute.ObjectionPoint{{Statement: 2, Text: "当时在等餐"}}
	object := func(by dispute.Actor) (dispute.Change, error) {
		return c.Try(dispute.ObjectRoute, by, &dispute.RouteObjection{Analysis: dispute.ActID(disputetest.ID("run")), Points: point})
	}
	if _, err := object(c.Worker()); codeOf(err) != "out_of_turn" {
		t.Fatalf("before any analysis: got %v, want out_of_turn", err)
	}
	c.Do(dispute.AnalyseRoute, c.Mediator(), &dispute.RouteRun{At: incidentAt})
	if _, err := object(c.Insurer()); codeOf(err) != "out_of_turn" {
		t.Fatalf("by who was shown no report: got %v, want out_of_turn", err)
	}
	told := c.Do(dispute.ObjectRoute, c.Worker(), &dispute.RouteObjection{Analysis: dispute.ActID(disputetest.ID("run")), Points: point})
	if !slices.ContainsFunc(told.Notices, func(n dispute.Notice) bool { return n.Kind == string(dispute.ObjectRoute) && n.Party == "" }) {
		t.Errorf("got notices %+v, want one to the mediator", told.Notices)
	}
	if slices.ContainsFunc(told.Notices, func(n dispute.Notice) bool { return n.Party != "" }) || told.Audience != dispute.CommitteeOnly {
		t.Errorf("got notices %+v, audience %q: a party is told before the record knows whether it may", told.Notices, told.Audience)
	}
	open := c.Now.Objections
	if len(open) != 1 || open[0].By != c.Rider {
		t.Fatalf("got %+v, want one open objection of the worker", open)
	}
	answer := &dispute.ObjectionAnswer{To: open[0].ID, Results: []dispute.ObjectionResult{{Statement: 2, Result: "rerun"}}}
	answered := c.Do(dispute.AnswerObjection, c.Mediator(), answer)
	if len(c.Now.Objections) != 0 || len(answered.Notices) != 1 || answered.Notices[0].Party != c.Rider {
		t.Errorf("got %d open, notices %+v; want none open and the worker told", len(c.Now.Objections), answered.Notices)
	}
	c.Now.Objections = []dispute.Objection{{ID: dispute.ActID(disputetest.ID("another"))}}
	if _, err := c.Try(dispute.AnswerObjection, c.Mediator(), answer); codeOf(err) != "invalid" {
		t.Errorf("answered twice: got %v, want invalid", err)
	}
}

func TestAConsentsWindowIsOneAndATracks(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		form dispute.ConsentForm
		ok   bool
	}{
		{"a track's", dispute.ConsentForm{Purpose: "track", From: "2026-03-01T18:00:00+08:00", To: "2026-03-01T20:00:00+08:00"}, true},
		{"its showing's", dispute.ConsentForm{Purpose: "share_track", From: "2026-03-01T18:00:00+08:00", To: "2026-03-01T20:00:00+08:00"}, true},
		{"none", dispute.ConsentForm{Purpose: "share_track"}, true},
		{"empty", dispute.ConsentForm{Purpose: "track", From: "2026-03-01T18:00:00+08:00", To: "2026-03-01T18:00:00+08:00"}, false},
		{"a medical paper's", dispute.ConsentForm{Purpose: "medical", From: "2026-03-01T18:00:00+08:00", To: "2026-03-01T20:00:00+08:00"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := disputetest.Accepted(t)
			_, err := c.Try(dispute.Consent, c.Worker(), &tt.form)
			if got := err == nil; got != tt.ok {
				t.Errorf("got %v, want taken %t", err, tt.ok)
			}
		})
	}
	for _, half := range []dispute.ConsentForm{{Purpose: "track", From: "2026-03-01T18:00"}, {Purpose: "track", To: "2026-03-01T18:00"}} {
		if !fault.Is(dispute.Check(&half), fault.Invalid) {
			t.Errorf("%+v is half a window and was taken", half)
		}
	}
}

func TestARunRefusesWhatItCannotBeJudgedBy(t *testing.T) {
	t.Parallel()
	number := func(f float64) *float64 { return &f }
	tests := []struct{ name, field string }{
		{"place", "place"}, {"zone", "track_zone"}, {"local zone", "order_zone"}, {"a machine's zone", "track_zone"}, {"leap seconds", "track_zone"}, {"threshold", "policy.stop_s"}, {"huge", "compare[0].reach_s"},
		{"tolerance", "track_tolerance_s"}, {"no reason", "reason"}, {"unnamed policy", "policy.name"},
		{"a source of nothing", "wording"}, {"a whole policy", "wording"}, {"a long source", "wording_source"},
	}
	runs := map[string]func(*dispute.RouteRun){
		"place":               func(r *dispute.RouteRun) { r.Place = "91,114" },
		"zone":                func(r *dispute.RouteRun) { r.TrackZone = "Mars/Olympus" },
		"local zone":          func(r *dispute.RouteRun) { r.OrderZone = "Local" },
		"a machine's zone":    func(r *dispute.RouteRun) { r.TrackZone = "localtime" },
		"leap seconds":        func(r *dispute.RouteRun) { r.TrackZone = "right/Asia/Shanghai" },
		"threshold":           func(r *dispute.RouteRun) { r.Policy = &dispute.RoutePolicy{Name: "严", StopS: number(0)} },
		"huge":                func(r *dispute.RouteRun) { r.Compare = []dispute.RoutePolicy{{Name: "宽", ReachS: number(1e7)}} },
		"tolerance":           func(r *dispute.RouteRun) { r.TrackToleranceS = -1 },
		"no reason":           func(r *dispute.RouteRun) { r.Corrects = dispute.ActID(disputetest.ID("run")) },
		"a source of nothing": func(r *dispute.RouteRun) { r.WordingSource = "保险单A1" },
		"a whole policy":      func(r *dispute.RouteRun) { r.Wording = strings.Repeat("保", 2001) },
		"a long source":       func(r *dispute.RouteRun) { r.Wording, r.WordingSource = "保", strings.Repeat("单", 201) },
		"unnamed policy":      func(r *dispute.RouteRun) { r.Policy = &dispute.RoutePolicy{StopS: number(60)} },
	}
	for _, tt := range tests {
		run := &dispute.RouteRun{At: incidentAt}
		runs[tt.name](run)
		f, ok := fault.As(dispute.Check(run))
		if !ok || len(f.Fields) != 1 || f.Fields[0].Name != tt.field || !strings.Contains(f.Fields[0].Text.ZH, "“") {
			t.Errorf("%s: got %+v, want a word about %s", tt.name, f, tt.field)
		}
	}
	run := &dispute.RouteRun{At: incidentAt, Place: " 23.7435， 114.70010", TrackZone: "UTC"}
	if err := dispute.Check(run); err != nil || run.Place != "23.7435,114.7001" {
		t.Errorf("got %q, %v; want the place as it is stored", run.Place, err)
	}
}

func TestWhatChangedBetweenTwoRunsIsToldFieldByField(t *testing.T) {
	t.Parallel()
	long := 900.0
	was := &dispute.RouteRun{At: incidentAt, Tracks: []dispute.EvidenceID{"a"}, Orders: []dispute.EvidenceID{}}
	is := &dispute.RouteRun{At: "2026-03-01T18:46:30+08:00", ToleranceS: 60, Tracks: []dispute.EvidenceID{"a", "b"}, Wording: "自接单时起", WordingSource: "保险单A1",
		Policy: &dispute.RoutePolicy{Name: "严", LongStopS: &long}, Corrects: "x", Reason: "时间写错"}
	var got []string
	for _, c := range dispute.RouteChanges(was, is) {
		got = append(got, c.Field+"|"+c.Label.ZH+"|"+c.Was.ZH+"|"+c.Is.EN)
	}
	want := []string{
		"tracks|轨迹文件|1 项|2 of them (1 added, 0 taken out)", "at|事故时间|2026-03-01 18:45:00|2026-03-01 18:46:30",
		"tolerance_s|时间误差（秒）|0|60", "wording|保险条款原文|未填|自接单时起", "wording_source|条款出处|未填|保险单A1", "policy.name|规则名称|未填|严", "policy.long_stop_s|中断配送的停留（秒）|未填|900",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if same := dispute.RouteChanges(is, is); len(same) != 0 {
		t.Errorf("a run differs from itself in %+v", same)
	}
}
