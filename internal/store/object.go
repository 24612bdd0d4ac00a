package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// standing is how far a side sees the report of an analysis.
type standing struct {
	state      string
	statements int   // in the whole report
	whole      bool  // both sides see the whole report
	shown      bool  // the other side sees an extract
	numbers    []int // of the statements in the extracts shown
}

// objectable holds an objection to a report that its side sees and to numbers that stand there, and lets it be read by
// whoever sees the same: both sides, or the worker's side and the committee. An answer is read by whoever reads the objection.
func (tx *Tx) objectable(ctx context.Context, _ *pgx.Batch, c *dispute.Change, form dispute.Form) error {
	a := c.Act()
	switch f := form.(type) {
	case *dispute.ObjectionAnswer:
		return tx.answering(ctx, c, f)
	case *dispute.RouteObjection:
		s, err := tx.standing(ctx, a.Case, f.Analysis)
		if err != nil {
			return err
		}
		c.Audience, err = s.hear(c.Picture.SideOf(a.Party()), f)
		return err
	}
	return nil
}

// answering holds an answer to every point of its objection: one left out would wait for ever, since the objection is closed.
func (tx *Tx) answering(ctx context.Context, c *dispute.Change, f *dispute.ObjectionAnswer) error {
	row, err := tx.caseOf(ctx, c.Act().Case)
	if err != nil {
		return err
	}
	var sealed []byte
	err = tx.tx.QueryRow(ctx, `select v.audience, e.sealed_body from events v join entries e on e.id = v.id where v.id = $1 and v.case_id = $2`,
		f.To, c.Act().Case).Scan(&c.Audience, &sealed)
	if err != nil {
		return err
	}
	var objection dispute.RouteObjection
	if err := openForm(row, f.To, sealed, &objection); err != nil {
		return err
	}
	for _, p := range objection.Points {
		if !slices.ContainsFunc(f.Results, func(r dispute.ObjectionResult) bool { return r.Statement == p.Statement }) {
			return fault.BadField("results", "unanswered", fault.Text{ZH: "每一项异议都要答复，请补上没有答复的项。", EN: "Answer every point of the objection; one is left out."})
		}
	}
	return nil
}

func (tx *Tx) standing(ctx context.Context, id dispute.CaseID, route dispute.ActID) (standing, error) {
	var s standing
	err := tx.tx.QueryRow(ctx, `select r.state, r.statements,
			exists (select 1 from papers p where p.case_id = r.case_id and p.form = 'route_report' and p.subject = r.id and p.audience = '' and p.state <> 'void'),
			exists (select 1 from extracts e where e.route = r.id and e.state = 'made'),
			coalesce((select array_agg(n) from extracts e, unnest(e.statements) n where e.route = r.id and e.state = 'made'), '{}')
		from routes r where r.id = $1 and r.case_id = $2`, route, id).Scan(&s.state, &s.statements, &s.whole, &s.shown, &s.numbers)
	if errors.Is(err, pgx.ErrNoRows) || fault.Is(err, fault.NotFound) {
		return s, noAnalysis("analysis")
	}
	return s, err
}

// hear refuses what this side cannot object to, and says who may read the objection.
func (s standing) hear(side dispute.Side, f *dispute.RouteObjection) (dispute.Audience, error) {
	mine := side == dispute.Applicant
	switch {
	case !mine && !s.whole && !s.shown:
		return "", noAnalysis("analysis")
	case s.state == "due":
		return "", fault.BadField("analysis", "due", fault.Text{ZH: "这次分析还没有完成，请等报告出来后再提。", EN: "This analysis is not finished; object once its report is there."})
	}
	for i, p := range f.Points {
		if p.Statement > s.statements || !mine && !s.whole && !s.tells(p) {
			return "", noStatement(i)
		}
	}
	if s.whole || !mine || s.shown && !slices.ContainsFunc(f.Points, func(p dispute.ObjectionPoint) bool { return !s.tells(p) }) {
		return dispute.Everyone, nil
	}
	return dispute.ApplicantOnly, nil
}

// tells says whether the extract holds the statement that a point is about.
func (s standing) tells(p dispute.ObjectionPoint) bool {
	return p.Statement == 0 || slices.Contains(s.numbers, p.Statement)
}

func noStatement(point int) error {
	return fault.BadField(fmt.Sprintf("points[%d].statement", point), "statement", fault.Text{
		ZH: "报告中没有这个编号，请对照报告填写；对整份报告有异议的填 0。", EN: "The report has no statement of this number; look it up there, or give 0 for the report as a whole."})
}
