package activities_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"hejie/activities"
	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/store"
)

// home is a track that begins at the rider's home at five in the afternoon, far from where the story plays, and then rides.
func home() string {
	var b strings.Builder
	b.WriteString("time,lat,lon\n")
	for i := range 10 {
		fmt.Fprintf(&b, "2025-05-18 17:0%d:00,23.3712345,113.7654321\n", i)
	}
	return b.String() + strings.TrimPrefix(ride(), "time,lat,lon\n")
}

// shownRoute is a case whose analysis of a track was shown to the other side, judged, drawn and cut.
func shownRoute(t *testing.T, track string, consent dispute.ConsentForm) (*office, dispute.ActID) {
	t.Helper()
	o := routed(t, func(o *office) *dispute.RouteRun {
		return &dispute.RouteRun{
			Orders: []dispute.EvidenceID{o.upload("orders", "订单.csv", orderTable)}, Tracks: []dispute.EvidenceID{o.upload("track", "轨迹.csv", track)},
			At: "2025-05-18T18:45:00+08:00", Datum: "wgs84",
		}
	})
	consent.Purpose = "share_track"
	o.do(dispute.Consent, o.worker(), &consent)
	run := o.route().ID
	o.do(dispute.ShareEvidence, o.db.Mediator, &dispute.EvidenceShare{Analysis: run})
	o.errands()
	return o, run
}

// errands does what a case left to be done.
func (o *office) errands() {
	o.t.Helper()
	o.must(o.clerk.AnalyseRoutes(o.t.Context(), o.Case))
	o.must(o.clerk.DrawPapers(o.t.Context(), o.Case))
}

// seenBy is the case as a party sees it.
func (o *office) seenBy(who dispute.Actor) store.CaseFile {
	o.t.Helper()
	var file store.CaseFile
	o.must(o.db.Serve.Read(o.t.Context(), store.AsParty(who, o.Case), func(r *store.Reader) (err error) {
		file, err = r.File(o.t.Context(), o.Case)
		return err
	}))
	return file
}

// fetch is a paper as a party downloads it; an error where it may not.
func (o *office) fetch(who dispute.Actor, paper string) error {
	return o.db.Serve.Read(o.t.Context(), store.AsParty(who, o.Case), func(r *store.Reader) error {
		_, err := r.PaperBytes(o.t.Context(), o.Case, paper)
		return err
	})
}

// everything is all that the other side can fetch: the case file, pictures, papers as text, tables.
func (o *office) everything() (all string, svg []byte, table string) {
	o.t.Helper()
	file := o.seenBy(o.insurer())
	text, err := json.Marshal(file)
	o.must(err)
	all = string(text)
	for _, r := range file.Routes {
		svg = r.SVG
		all += string(r.SVG) + string(r.Result)
		for _, e := range r.Extracts {
			all += string(e.SVG) + string(e.Result)
		}
	}
	for _, p := range file.Papers {
		if p.State != "drawn" {
			continue
		}
		o.must(o.fetch(o.insurer(), p.ID))
		if body := o.bytes(p.ID); p.Form == dispute.RoutePointsPaper {
			table = string(body)
		} else {
			all += plain(o.t, body)
		}
	}
	return all + table, svg, table
}

func TestNothingOutsideTheStretchReachesTheOtherSide(t *testing.T) {
	t.Parallel()
	o, run := shownRoute(t, home(), dispute.ConsentForm{})
	all, svg, table := o.everything()
	for _, canary := range []string{"23.37", "113.76", "2025-05-18T17:0", "2025年5月18日17时"} {
		if strings.Contains(all, canary) {
			t.Errorf("the other side can fetch %q, which lies outside the stretch", canary)
		}
	}
	if lines := strings.Split(strings.TrimSpace(table), "\n"); len(lines) < 10 || lines[0] != "time,lat,lon" || !strings.HasPrefix(lines[1], "2025-05-18T18:30:") {
		t.Errorf("got a table of %d lines, the first %q; want the points from 18:30:12 on", len(lines), lines[:min(2, len(lines))])
	}
	if !bytes.HasPrefix(svg, []byte("<svg")) || !strings.Contains(all, "节选") && !strings.Contains(all, "本报告的轨迹图只包括") {
		t.Error("the other side got no picture, or no word that it is an extract")
	}
	without, _ := shownRoute(t, ride(), dispute.ConsentForm{})
	_, plainSVG, plainTable := without.everything()
	if !bytes.Equal(svg, plainSVG) || table != plainTable {
		t.Error("picture or points tell a day with a home in it from one without")
	}
	for _, p := range o.read().Papers {
		if p.Form == dispute.RouteReportPaper && !fault.Is(o.fetch(o.insurer(), p.ID), fault.NotFound) {
			t.Error("the other side can fetch the whole report")
		}
	}
	mine := o.seenBy(o.worker())
	if len(mine.Routes) != 1 || mine.Routes[0].Result == nil || bytes.Equal(mine.Routes[0].SVG, svg) || mine.Routes[0].ID != run {
		t.Error("the worker does not see the whole of the analysis")
	}
}

func TestAWindowThatTheWorkerNamesIsWhatIsShown(t *testing.T) {
	t.Parallel()
	o, _ := shownRoute(t, home(), dispute.ConsentForm{From: "2025-05-18T17:05:00+08:00", To: "2025-05-18T18:50:00+08:00"})
	_, _, table := o.everything()
	if !strings.Contains(table, "2025-05-18T17:05:00") || strings.Contains(table, "17:04:00") {
		t.Errorf("got\n%s\nwant the points from 17:05 on and none before", table)
	}
	narrow, _ := shownRoute(t, home(), dispute.ConsentForm{From: "2025-05-18T18:40:00+08:00", To: "2025-05-18T18:46:00+08:00"})
	if _, _, table := narrow.everything(); !strings.Contains(table, "18:40:") || strings.Contains(table, "18:39:") {
		t.Errorf("got\n%s\nwant the points of the window alone: no more was agreed to", table)
	}
}

func TestTheOtherSideSeesNoMoreOnceItsShowingIsTakenBack(t *testing.T) {
	t.Parallel()
	o, _ := shownRoute(t, ride(), dispute.ConsentForm{})
	before := o.seenBy(o.insurer())
	o.do(dispute.RevokeConsent, o.worker(), &dispute.ConsentForm{Purpose: "share_track"})
	after := o.seenBy(o.insurer())
	if len(before.Routes) != 1 || len(after.Routes) != 0 {
		t.Errorf("the other side sees %d analyses before and %d after, want 1 and 0", len(before.Routes), len(after.Routes))
	}
	for _, p := range before.Papers {
		if cut := p.Form == dispute.RouteExtractPaper || p.Form == dispute.RoutePointsPaper; cut != fault.Is(o.fetch(o.insurer(), p.ID), fault.NotFound) && p.State == "drawn" {
			t.Errorf("%s: can be fetched otherwise than it should", p.Form)
		}
		if p.Form == dispute.RouteExtractPaper {
			o.must(o.fetch(o.worker(), p.ID)) // what was served stays on record
		}
	}
	if r := o.route(); r.SVG == nil || len(r.Extracts) != 1 || r.Extracts[0].State != "ended" {
		t.Errorf("got %+v, want the analysis whole and its extract ended", r.Extracts)
	}
}

func TestWithTheConsentToATrackGoesAllThatWasDrawnFromIt(t *testing.T) {
	t.Parallel()
	o, run := shownRoute(t, home(), dispute.ConsentForm{})
	var served []string
	for _, p := range o.read().Papers {
		if p.State == "drawn" && (p.Form == dispute.RouteReportPaper || p.Form == dispute.RouteExtractPaper || p.Form == dispute.RoutePointsPaper) {
			served = append(served, p.ID)
		}
	}
	finding := o.route().Finding
	vaulted := o.db.Column(t, `select vault_id from papers where form like 'route_%' and vault_id is not null union all select vault_id from evidence where kind = 'track'`)
	act := o.do(dispute.RevokeConsent, o.worker(), &dispute.ConsentForm{Purpose: "track"})
	for _, id := range served {
		if !fault.Is(o.fetch(o.worker(), id), fault.NotFound) {
			t.Error("a paper drawn from the track can still be fetched")
		}
	}
	for _, id := range vaulted {
		if known, err := o.db.Work.Known(t.Context(), id); err != nil || known {
			t.Errorf("the vault keeps %s (%v): its sweep must take it", id, err)
		}
	}
	r := o.route()
	if r.SVG != nil || strings.Contains(string(r.Result), "Points") || strings.Contains(string(r.Result), "23.") || r.Finding != finding || r.State != "judged" {
		t.Errorf("got %s: want the finding kept and no place in it", r.Result)
	}
	for _, e := range o.read().Evidence {
		if (e.Kind == "track") != e.Destroyed {
			t.Errorf("%s: destroyed %t", e.Kind, e.Destroyed)
		}
	}
	what := map[string]int{}
	for _, d := range o.seenBy(o.worker()).Destructions {
		if what[d.What]++; d.Act != act || d.At.IsZero() || (d.SHA256 == "") != (d.What == "picture") {
			t.Errorf("got %+v, want the act, the moment and the hash", d)
		}
	}
	if fmt.Sprint(what) != "map[extract:1 picture:1 points:1 report:1 track:1]" {
		t.Errorf("the record says that %v were destroyed", what)
	}
	if len(o.seenBy(o.insurer()).Destructions) != 0 {
		t.Error("the other side is told what was destroyed")
	}
	o.errands()
	text := o.paper(dispute.RouteReportPaper) // drawn anew
	if !strings.Contains(text, "A1093") || strings.Contains(text, "23.") {
		t.Errorf("the report drawn anew does not keep what was found, or tells a place: %s", text)
	}
	files := o.read().Evidence
	_, err := o.try(dispute.AnalyseRoute, o.db.Mediator, &dispute.RouteRun{At: "2025-05-18T18:45:00+08:00", Tracks: []dispute.EvidenceID{trackOf(files)}, Corrects: run, Reason: "再看"})
	if f, ok := fault.As(err); !ok || f.Fields[0].Code != "gone" {
		t.Errorf("analysing a destroyed track: got %v, want refused as gone", err)
	}
}

func trackOf(files []store.EvidenceRow) dispute.EvidenceID {
	for _, e := range files {
		if e.Kind == "track" {
			return e.ID
		}
	}
	return ""
}

func TestAConsentWhoseDayHasPassedEndsLikeOneTakenBack(t *testing.T) {
	t.Parallel()
	o, _ := shownRoute(t, ride(), dispute.ConsentForm{})
	if n, err := o.db.Work.ExpireConsents(t.Context()); err != nil || n != 0 {
		t.Fatalf("while they hold: got %d, %v", n, err)
	}
	o.db.Exec(t, `update consents set until_on = current_date - 2 where purpose = 'track'`)
	if n, err := o.db.Work.ExpireConsents(t.Context()); err != nil || n != 1 {
		t.Fatalf("got %d, %v; want one ended", n, err)
	}
	if len(o.read().Destructions) == 0 || o.route().SVG != nil {
		t.Error("nothing was destroyed")
	}
	if n, err := o.db.Work.ExpireConsents(t.Context()); err != nil || n != 0 {
		t.Errorf("again: got %d, %v; want none", n, err)
	}
}

func TestNothingIsJudgedFromATrackThatWentMeanwhile(t *testing.T) {
	t.Parallel()
	o, run := shownRoute(t, ride(), dispute.ConsentForm{})
	o.db.Exec(t, `update routes set state = 'due', sealed_result = null, sealed_svg = null`)
	o.do(dispute.RevokeConsent, o.worker(), &dispute.ConsentForm{Purpose: "track"})
	late := store.Judged{Route: run, Case: o.Case, Finding: "continuous", Analyser: "test", Files: []dispute.EvidenceID{trackOf(o.read().Evidence)},
		Result: json.RawMessage(`{}`), SVG: []byte("<svg/>")}
	o.must(o.db.Work.RouteJudged(t.Context(), late))
	if r := o.route(); r.State != "failed" || r.SVG != nil {
		t.Errorf("got %s with a picture of %d bytes, want failed", r.State, len(r.SVG))
	}
}

// The report was being drawn with its picture when the consent was taken back: those bytes are not kept, and it is drawn anew.
func TestAReportBegunBeforeItsTrackWentIsNotKept(t *testing.T) {
	t.Parallel()
	o, _ := shownRoute(t, home(), dispute.ConsentForm{})
	o.db.Exec(t, `update papers set state = 'due', sha256 = null, wrapped = null, vault_id = null, drawn_at = null where form = 'route_report'`)
	due, err := o.db.Work.DuePapers(t.Context(), o.Case)
	o.must(err)
	if len(due) != 1 {
		t.Fatalf("got %d papers due, want the report", len(due))
	}
	o.do(dispute.RevokeConsent, o.worker(), &dispute.ConsentForm{Purpose: "track"})
	wrapped, _, err := o.db.Work.PaperKey(t.Context(), o.Case, due[0].ID)
	o.must(err)
	begun := store.Drawn{Paper: due[0].ID, VaultID: "begun-with-the-picture", Size: 1, SHA256: make([]byte, 32), Wrapped: wrapped, Due: due[0].DueAt}
	if kept, err := o.db.Work.PaperDrawn(t.Context(), begun); err != nil || kept {
		t.Fatalf("got %t, %v; want the bytes with the picture refused", kept, err)
	}
	o.errands()
	if text := o.paper(dispute.RouteReportPaper); !strings.Contains(text, "A1093") {
		t.Errorf("the report was not drawn anew: %s", text)
	}
}

func TestASideObjectsToWhatStandsInTheReportThatItSees(t *testing.T) {
	t.Parallel()
	o, run := shownRoute(t, home(), dispute.ConsentForm{})
	n := o.route().Statements
	object := func(by dispute.Actor, analysis dispute.ActID, number int) (dispute.ActID, error) {
		return o.try(dispute.ObjectRoute, by, &dispute.RouteObjection{Analysis: analysis, Points: []dispute.ObjectionPoint{{Statement: number, Text: "不对"}}})
	}
	if n == 0 {
		t.Fatal("the report has no statements")
	}
	for name, c := range map[string]struct {
		by       dispute.Actor
		analysis dispute.ActID
		number   int
		code     string
	}{
		"a number it does not have":  {o.worker(), run, n + 1, "statement"},
		"no analysis":                {o.worker(), dispute.ActID(o.filed.Entry), 0, "gone"},
		"no analysis, across":        {o.insurer(), dispute.ActID(o.filed.Entry), 0, "gone"},
		"a number across beyond all": {o.insurer(), run, n + 1, "statement"},
	} {
		_, err := object(c.by, c.analysis, c.number)
		if f, ok := fault.As(err); !ok || len(f.Fields) != 1 || f.Fields[0].Code != c.code {
			t.Errorf("%s: got %v, want %s", name, err, c.code)
		}
	}
	mine, err := object(o.worker(), run, 0)
	o.must(err)
	theirs, err := object(o.insurer(), run, 1)
	o.must(err)
	for who, file := range map[string]store.CaseFile{"worker": o.seenBy(o.worker()), "insurer": o.seenBy(o.insurer())} {
		if got := file.Routes[0].Objections; len(got) != 2 || got[0].Event.Act.ID != mine || got[1].Event.Act.ID != theirs {
			t.Errorf("%s reads %d objections, want both in order", who, len(got))
		}
	}
	beside := &dispute.ObjectionAnswer{To: theirs, Results: []dispute.ObjectionResult{{Statement: 2, Result: "noted"}}}
	if _, err := o.try(dispute.AnswerObjection, o.db.Mediator, beside); !fault.Is(err, fault.Invalid) {
		t.Errorf("an answer to another point: got %v, want refused, or the point would wait for ever", err)
	}
	o.do(dispute.AnswerObjection, o.db.Mediator, &dispute.ObjectionAnswer{To: theirs, Results: []dispute.ObjectionResult{{Statement: 1, Result: "noted"}}})
	if got := o.seenBy(o.insurer()).Routes[0].Objections; len(got) != 2 || got[1].Answer == nil || got[0].Answer != nil {
		t.Errorf("got %+v, want the second answered", got)
	}
	o.do(dispute.RevokeConsent, o.worker(), &dispute.ConsentForm{Purpose: "share_track"})
	if _, err := object(o.insurer(), run, 0); err == nil {
		t.Error("the other side objects to what it sees no more")
	}
	kept, err := object(o.worker(), run, n)
	o.must(err)
	for _, e := range o.seenBy(o.insurer()).Events {
		if e.Act.ID == kept {
			t.Error("the other side reads an objection to a report that it does not see")
		}
	}
}

func TestAnExtractionIsReadAsItWasKept(t *testing.T) {
	t.Parallel()
	o, _ := shownRoute(t, ride(), dispute.ConsentForm{})
	e := o.route().Extracts[0]
	var x activities.Extraction
	o.must(json.Unmarshal(e.Result, &x))
	if x.Finding == "" || len(x.Statements) != len(e.Numbers) || x.Statements[0].Number != e.Numbers[0] || !x.From.Equal(e.From) || !x.To.Equal(e.To) {
		t.Errorf("got %+v of %+v", x, e.Numbers)
	}
}

func TestAnAnalysisReadsOfATrackWhatTheConsentCovers(t *testing.T) {
	t.Parallel()
	o := open(t).file()
	o.do(dispute.Accept, o.db.Mediator, disputetest.NotElsewhere())
	o.do(dispute.Consent, o.worker(), &dispute.ConsentForm{Purpose: "track", From: "2025-05-18T18:00:00+08:00", To: "2025-05-18T19:00:00+08:00"})
	o.do(dispute.AnalyseRoute, o.db.Mediator, &dispute.RouteRun{
		Orders: []dispute.EvidenceID{o.upload("orders", "订单.csv", orderTable)}, Tracks: []dispute.EvidenceID{o.upload("track", "轨迹.csv", home())},
		At: "2025-05-18T18:45:00+08:00", Datum: "wgs84",
	})
	o.errands()
	r := o.route()
	if r.State != "judged" || !strings.Contains(string(r.Result), `"withheld":{"轨迹文件1":10}`) || strings.Contains(string(r.Result)+string(r.SVG), "23.37") {
		t.Errorf("got %s %s; want ten points withheld", r.State, r.Problem)
	}
	if text := o.paper(dispute.RouteReportPaper); !strings.Contains(text, "同意使用的时间以外的10个点没有使用") {
		t.Errorf("the report does not say what was left out: %s", text)
	}
}
