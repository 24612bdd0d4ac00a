package store

import (
	"context"
	"encoding/hex"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
)

// clocks leaves out those that this side is not told of, and those whose subject it may not know of: the expiry of a private
// offer tells that there is one.
func (r *Reader) clocks(ctx context.Context, row caseRow, f *CaseFile) error {
	rows, err := r.tx.Query(ctx, `select coalesce(v.audience, ''), c.id, c.rule, c.edition, c.subject, c.start_on, c.nominal_on, c.due_on,
			c.advised_on, coalesce(c.remind_at, 'epoch'), c.lapses_at, c.provisional, c.state, c.reasons, coalesce(c.ended_at, 'epoch')
		from clocks c left join events v on v.case_id = c.case_id and v.id::text = c.subject
		where c.case_id = $1 order by c.due_on, c.id`, row.Picture.Case)
	if err != nil {
		return err
	}
	all, err := pgx.CollectRows(rows, func(x pgx.CollectableRow) (ClockRow, error) {
		var c ClockRow
		err := x.Scan(&c.audience, &c.ID, &c.Rule, &c.Edition, &c.Subject, &c.Start, &c.Nominal, &c.Due, &c.Advised, &c.RemindAt, &c.LapsesAt,
			&c.Provisional, &c.State, &c.Reasons, &c.EndedAt)
		c.Paused, c.RemindAt, c.EndedAt = c.State == dispute.Paused, unset(c.RemindAt), unset(c.EndedAt)
		return c, err
	})
	f.Clocks = slices.DeleteFunc(all, func(c ClockRow) bool { return !c.audience.Reads(f.side) || !dispute.ToldOf(f.side, c.Rule) })
	return err
}

// unset turns the epoch, which stands for null here, back into no time at all.
func unset(t time.Time) time.Time {
	if t.Unix() == 0 {
		return time.Time{}
	}
	return t
}

func (r *Reader) evidence(ctx context.Context, row caseRow, f *CaseFile) error {
	rows, err := r.tx.Query(ctx, `select id, coalesce(party_id::text, ''), side, shared, kind, sealed_name, media, size, sha256,
			quarantined, stored_at, destroyed_at is not null from evidence where case_id = $1 order by stored_at, id`, row.Picture.Case)
	if err != nil {
		return err
	}
	all, err := pgx.CollectRows(rows, func(x pgx.CollectableRow) (EvidenceRow, error) {
		var e EvidenceRow
		var name, sum []byte
		if err := x.Scan(&e.ID, &e.Party, &e.Side, &e.Shared, &e.Kind, &name, &e.Media, &e.Size, &sum, &e.Quarantine, &e.StoredAt, &e.Destroyed); err != nil {
			return e, err
		}
		e.SHA256 = hex.EncodeToString(sum)
		plain, err := row.key.Open(namePlace(e.ID), name)
		e.Name = string(plain)
		return e, err
	})
	f.unplace(all)
	f.Evidence = slices.DeleteFunc(all, func(e EvidenceRow) bool { return !e.readBy(f.side) })
	return err
}

// unplace leaves the typed place out of every run that named a file destroyed since: no coordinates outlive the consent to a
// track. What was handed in stays sealed as it was.
func (f *CaseFile) unplace(all []EvidenceRow) {
	for _, e := range f.Events {
		run, ok := e.Form.(*dispute.RouteRun)
		if ok && slices.ContainsFunc(all, func(e EvidenceRow) bool { return e.Destroyed && slices.Contains(filesOf(run), e.ID) }) {
			run.Place = ""
		}
	}
}

// readBy: a side reads its own files and what the mediator shared.
func (e EvidenceRow) readBy(s dispute.Side) bool {
	return s == dispute.NeitherSide || s == e.Side || e.Shared
}

func (r *Reader) papers(ctx context.Context, row caseRow, f *CaseFile) error {
	rows, err := r.tx.Query(ctx, `select id, form, subject, audience, state, due_at, coalesce(drawn_at, 'epoch'), pages, missing,
			coalesce(encode(sha256, 'hex'), ''), size from papers where case_id = $1 order by due_at, form`, row.Picture.Case)
	if err != nil {
		return err
	}
	all, err := pgx.CollectRows(rows, func(x pgx.CollectableRow) (PaperRow, error) {
		var p PaperRow
		err := x.Scan(&p.ID, &p.Form, &p.Subject, &p.Audience, &p.State, &p.DueAt, &p.DrawnAt, &p.Pages, &p.Missing, &p.SHA256, &p.Size)
		p.DrawnAt = unset(p.DrawnAt)
		return p, err
	})
	f.Papers = slices.DeleteFunc(all, func(p PaperRow) bool { return !p.Audience.Reads(f.side) })
	return err
}
