package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
)

// RouteRow is one analysis of a route as its reader may see it: who asked for it, why and by what is the event of the same
// id. The other side has one only once it was shown, reads the extract instead of the result, and sees the extract's picture.
type RouteRow struct {
	ID         dispute.ActID
	State      string
	Progress   int // of reading the files, in percent, while due
	Finding    string
	Analyser   string
	JudgedAt   time.Time
	Statements int             // how many numbered statements the report has
	Result     json.RawMessage // routelog's findings; nil until judged, and for the other side
	SVG        []byte          // nil too once the consent to the track ended
	Problem    json.RawMessage // why it could not be judged
	Extracts   []ExtractRow    // what was shown of it, the oldest first
	Objections []ObjectionRow  // held against its report, the oldest first
}

// ObjectionRow is what a side held against a report, with the committee's answer where there is one.
type ObjectionRow struct {
	Event    Event
	Form     *dispute.RouteObjection
	Answered *Event // nil while it waits
	Answer   *dispute.ObjectionAnswer
}

func routePlace(id dispute.ActID, column string) seal.Place {
	return seal.Place{Table: "routes", Column: column, Row: string(id)}
}

func (r *Reader) routes(ctx context.Context, row caseRow, f *CaseFile) error {
	rows, err := r.tx.Query(ctx, `select id, state, progress, statements, finding, analyser, coalesce(judged_at, 'epoch'), sealed_result, sealed_svg, problem
		from routes where case_id = $1 order by due_at, id`, row.Picture.Case)
	if err != nil {
		return err
	}
	all, err := pgx.CollectRows(rows, func(x pgx.CollectableRow) (RouteRow, error) {
		var t RouteRow
		var result, svg []byte
		if err := x.Scan(&t.ID, &t.State, &t.Progress, &t.Statements, &t.Finding, &t.Analyser, &t.JudgedAt, &result, &svg, &t.Problem); err != nil {
			return t, err
		}
		t.JudgedAt = unset(t.JudgedAt)
		if f.across() {
			return t, nil
		}
		return t, t.open(row, result, svg)
	})
	if err != nil {
		return err
	}
	f.Routes = slices.DeleteFunc(all, func(t RouteRow) bool { return f.across() && !f.reads(t.ID) })
	if err := r.extracts(ctx, row, f); err != nil {
		return err
	}
	f.object()
	return nil
}

// across: the reader stands across from the worker, and reads of a track only what the worker agreed to.
func (f *CaseFile) across() bool { return f.side == dispute.OtherSide || f.side == dispute.ThirdSide }

// reads says whether a paper about this analysis is the reader's to read.
func (f *CaseFile) reads(route dispute.ActID) bool {
	return slices.ContainsFunc(f.Papers, func(p PaperRow) bool {
		return p.Subject == route && p.State != "void" && (p.Form == dispute.RouteReportPaper || p.Form == dispute.RouteExtractPaper)
	})
}

func (t *RouteRow) open(row caseRow, result, svg []byte) (err error) {
	if result == nil {
		return nil
	}
	if t.Result, err = row.key.Open(routePlace(t.ID, "sealed_result"), result); err != nil || svg == nil {
		return err
	}
	t.SVG, err = row.key.Open(routePlace(t.ID, "sealed_svg"), svg)
	return err
}

// object puts the objections that this reader may read with their analyses.
func (f *CaseFile) object() {
	for _, e := range f.Events {
		form, ok := e.Form.(*dispute.RouteObjection)
		if !ok {
			continue
		}
		o := ObjectionRow{Event: e, Form: form}
		o.Answered, o.Answer = f.answerTo(e.Act.ID)
		for i := range f.Routes {
			if f.Routes[i].ID == form.Analysis {
				f.Routes[i].Objections = append(f.Routes[i].Objections, o)
			}
		}
	}
}

func (f *CaseFile) answerTo(objection dispute.ActID) (*Event, *dispute.ObjectionAnswer) {
	for i, e := range f.Events {
		if form, ok := e.Form.(*dispute.ObjectionAnswer); ok && form.To == objection {
			return &f.Events[i], form
		}
	}
	return nil, nil
}

// RouteRun is what an analysis was asked with; ok is false when the reader does not see it.
func (f CaseFile) RouteRun(route dispute.ActID) (run *dispute.RouteRun, ok bool) {
	e, _ := f.Event(route)
	run, ok = e.Form.(*dispute.RouteRun)
	return run, ok
}

// RouteChanges is what an analysis changed against the one it corrects; none where it corrects none that the reader sees.
func (f CaseFile) RouteChanges(route dispute.ActID) []dispute.RouteChange {
	run, ok := f.RouteRun(route)
	if !ok {
		return nil
	}
	before, ok := f.RouteRun(run.Corrects)
	if !ok {
		return nil
	}
	return dispute.RouteChanges(before, run)
}

// DueRoutes lists the analyses that wait for a case.
func (s *Store) DueRoutes(ctx context.Context, id dispute.CaseID) ([]dispute.ActID, error) {
	return readIDs[dispute.ActID](ctx, s, `select id from routes where case_id = $1 and state = 'due' order by due_at, id`, id)
}

// RouteProgress notes how far the files of an analysis are read, in percent.
func (s *Store) RouteProgress(ctx context.Context, route dispute.ActID, percent int) error {
	return s.write(ctx, AsSystem(), func(tx *Tx) error {
		_, err := tx.tx.Exec(ctx, `update routes set progress = $2 where id = $1 and state = 'due'`, route, min(max(percent, 0), 100))
		return err
	})
}

// Judged is the outcome of one analysis.
type Judged struct {
	Route             dispute.ActID
	Case              dispute.CaseID
	Finding, Analyser string
	Statements        int                  // how many numbered statements the report has
	Files             []dispute.EvidenceID // that were read for it
	Result            json.RawMessage
	SVG               []byte
}

// RouteJudged records an analysis, once. One whose files were destroyed while it was being made is recorded as failed for
// want of them: nothing drawn from a track outlives the consent to it.
func (s *Store) RouteJudged(ctx context.Context, j Judged) error {
	return s.write(ctx, AsSystem(), func(tx *Tx) error {
		row, err := tx.hold(ctx, j.Case)
		if err != nil {
			return err
		}
		var gone bool
		err = tx.tx.QueryRow(ctx, `select exists (select 1 from evidence where id = any($1::uuid[]) and destroyed_at is not null)`, texts(j.Files)).Scan(&gone)
		if err != nil {
			return err
		}
		if gone {
			return tx.routeFailed(ctx, j.Route, fileGone())
		}
		_, err = tx.tx.Exec(ctx, `update routes set state = 'judged', judged_at = workplace_now(), finding = $2, analyser = $3, statements = $4,
				progress = 100, sealed_result = $5, sealed_svg = $6 where id = $1 and state = 'due'`, j.Route, j.Finding, j.Analyser, j.Statements,
			row.key.Seal(routePlace(j.Route, "sealed_result"), j.Result), row.key.Seal(routePlace(j.Route, "sealed_svg"), j.SVG))
		return err
	})
}

// hold reads a case and keeps every act on it waiting until the transaction ends.
func (tx *Tx) hold(ctx context.Context, id dispute.CaseID) (caseRow, error) {
	return tx.scanCase(id, tx.tx.QueryRow(ctx, selectCase+` for update of c`, id))
}

func fileGone() *fault.Fault {
	return fault.BadField("tracks", "evidence_gone", fault.Text{
		ZH: "所用的轨迹文件已经删除，请另选文件后重新分析。", EN: "A file of this analysis was destroyed meanwhile; choose another and run the analysis again."})
}

// RouteFailed records why an analysis could not be made; the files stay as they are.
func (s *Store) RouteFailed(ctx context.Context, route dispute.ActID, why *fault.Fault) error {
	return s.write(ctx, AsSystem(), func(tx *Tx) error { return tx.routeFailed(ctx, route, why) })
}

func (tx *Tx) routeFailed(ctx context.Context, route dispute.ActID, why *fault.Fault) error {
	text, err := json.Marshal(why)
	if err != nil {
		return fmt.Errorf("writing a refusal: %w", err)
	}
	_, err = tx.tx.Exec(ctx, `update routes set state = 'failed', judged_at = workplace_now(), problem = $2 where id = $1 and state = 'due'`, route, text)
	return err
}
