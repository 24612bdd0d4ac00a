package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/seal"
)

// Window is a half-open stretch of time whose track data somebody agreed to show.
type Window struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// ExtractRow is what the other side may see of one analysis (节选): the statements and the picture of one stretch, and the
// track's points of every stretch agreed to as a paper of its own. Its id is its paper's.
type ExtractRow struct {
	ID      string
	Route   dispute.ActID
	Act     dispute.ActID // by which it was shown
	State   string        // due, made, failed, ended (the other side sees it no more) or destroyed
	Window                // of statements and picture; zero until made
	MadeAt  time.Time
	EndedAt time.Time
	Numbers []int           // of the report's statements that it holds
	Result  json.RawMessage // the finding and the statements it holds, and the picture; nil until made and once destroyed
	SVG     []byte
	Segment bool     // the stretch from the previous delivery to the next pickup was agreed to
	Windows []Window // the stretches agreed to by their times
}

// PointsOf is the id of the paper that holds an extract's points.
func PointsOf(extract string) string {
	return dispute.Derive(dispute.ActID(extract), "paper", string(dispute.RoutePointsPaper))
}

func extractPlace(id, column string) seal.Place {
	return seal.Place{Table: "extracts", Column: column, Row: id}
}

const selectExtracts = `select id, route, act, state, coalesce(from_at, 'epoch'), coalesce(to_at, 'epoch'), coalesce(made_at, 'epoch'),
		coalesce(ended_at, 'epoch'), statements, sealed_result, sealed_svg, segment, windows from extracts`

// extracts puts each extract with its analysis. Across from the worker only those in force are read, and the newest one's
// picture stands for the analysis's.
func (r *Reader) extracts(ctx context.Context, row caseRow, f *CaseFile) error {
	rows, err := r.tx.Query(ctx, selectExtracts+` where case_id = $1 order by due_at, id`, row.Picture.Case)
	if err != nil {
		return err
	}
	all, err := pgx.CollectRows(rows, func(x pgx.CollectableRow) (ExtractRow, error) { return scanExtract(x, row) })
	for _, e := range all {
		i := slices.IndexFunc(f.Routes, func(t RouteRow) bool { return t.ID == e.Route })
		if i < 0 || f.across() && e.State != "made" && e.State != "due" {
			continue
		}
		f.Routes[i].Extracts = append(f.Routes[i].Extracts, e)
		if f.across() && e.SVG != nil {
			f.Routes[i].SVG = e.SVG
		}
	}
	return err
}

func scanExtract(x pgx.CollectableRow, row caseRow) (ExtractRow, error) {
	var e ExtractRow
	var result, svg []byte
	err := x.Scan(&e.ID, &e.Route, &e.Act, &e.State, &e.From, &e.To, &e.MadeAt, &e.EndedAt, &e.Numbers, &result, &svg, &e.Segment, &e.Windows)
	if err != nil {
		return e, err
	}
	e.From, e.To, e.MadeAt, e.EndedAt = unset(e.From), unset(e.To), unset(e.MadeAt), unset(e.EndedAt)
	if result == nil || svg == nil {
		return e, nil
	}
	if e.Result, err = row.key.Open(extractPlace(e.ID, "sealed_result"), result); err != nil {
		return e, err
	}
	e.SVG, err = row.key.Open(extractPlace(e.ID, "sealed_svg"), svg)
	return e, err
}

// Extract is one of an analysis's extracts.
func (t RouteRow) Extract(id string) (ExtractRow, bool) {
	i := slices.IndexFunc(t.Extracts, func(e ExtractRow) bool { return e.ID == id })
	if i < 0 {
		return ExtractRow{}, false
	}
	return t.Extracts[i], true
}

// DueExtracts lists the extracts that wait to be made for a case and whose analysis is judged.
func (s *Store) DueExtracts(ctx context.Context, id dispute.CaseID) ([]string, error) {
	return readIDs[string](ctx, s, `select e.id from extracts e join routes r on r.id = e.route
		where e.case_id = $1 and e.state = 'due' and r.state <> 'due' order by e.due_at, e.id`, id)
}

// Made is an extract whose points are safe in the vault, under the key of PointsOf its id.
type Made struct {
	Extract string
	Case    dispute.CaseID
	Window
	Numbers []int
	Result  json.RawMessage
	SVG     []byte
	Points  Drawn // its Paper is PointsOf the extract
}

// ExtractMade records an extract, once; false when it had been made, or the consent had ended, meanwhile: then its points
// are not on record and are to be removed.
func (s *Store) ExtractMade(ctx context.Context, m Made) (bool, error) {
	var first bool
	err := s.write(ctx, AsSystem(), func(tx *Tx) error {
		row, err := tx.hold(ctx, m.Case)
		if err != nil {
			return err
		}
		tag, err := tx.tx.Exec(ctx, `update extracts set state = 'made', made_at = workplace_now(), from_at = $2, to_at = $3, statements = $4,
				sealed_result = $5, sealed_svg = $6 where id = $1 and state = 'due'`, m.Extract, m.From, m.To, m.Numbers,
			row.key.Seal(extractPlace(m.Extract, "sealed_result"), m.Result), row.key.Seal(extractPlace(m.Extract, "sealed_svg"), m.SVG))
		if first = err == nil && tag.RowsAffected() == 1; !first {
			return err
		}
		p := m.Points
		_, err = tx.tx.Exec(ctx, `insert into papers (id, case_id, form, subject, audience, state, due_at, drawn_at, size, sha256, vault_id, wrapped)
			select $1, $2, $3, route, '', 'drawn', workplace_now(), workplace_now(), $4, $5, $6, $7 from extracts where id = $8`,
			p.Paper, m.Case, dispute.RoutePointsPaper, p.Size, p.SHA256, p.VaultID, p.Wrapped, m.Extract)
		return err
	})
	return first, err
}

// ExtractUnreadable records that an extract cannot be made: its analysis found nothing to show, or its files are gone.
func (s *Store) ExtractUnreadable(ctx context.Context, extract string) error {
	return s.write(ctx, AsSystem(), func(tx *Tx) error {
		_, err := tx.tx.Exec(ctx, `update extracts set state = 'failed' where id = $1 and state = 'due'`, extract)
		return err
	})
}

// ExtractFailed counts an extract that could not be made, and sets it aside after five tries.
func (s *Store) ExtractFailed(ctx context.Context, extract string) error {
	return s.failed(ctx, `update extracts set tries = tries + 1, state = case when tries + 1 >= $2 then 'failed' else state end
		where id = $1 and state = 'due'`, extract)
}

// DestructionRow is something destroyed because a consent ended: a raw track, a table of points, an extract or a report that
// held a picture, or the picture itself. Act is the act that took the consent back, or the consent whose day had passed.
type DestructionRow struct {
	Act     dispute.ActID
	At      time.Time
	What    string // track, points, extract, report, picture
	Subject string // the file, paper or analysis
	SHA256  string // of what was destroyed; empty for a picture
}

// destructions are told to the worker's side and the committee.
func (r *Reader) destructions(ctx context.Context, row caseRow, f *CaseFile) error {
	if f.across() {
		return nil
	}
	rows, err := r.tx.Query(ctx, `select act, at, what, subject, coalesce(encode(sha256, 'hex'), '') from destructions where case_id = $1 order by id`,
		row.Picture.Case)
	if err != nil {
		return fmt.Errorf("reading what was destroyed: %w", err)
	}
	f.Destructions, err = pgx.CollectRows(rows, func(x pgx.CollectableRow) (d DestructionRow, err error) {
		return d, x.Scan(&d.Act, &d.At, &d.What, &d.Subject, &d.SHA256)
	})
	return err
}
