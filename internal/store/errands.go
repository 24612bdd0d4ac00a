package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/seal"
)

// giveUpAfter is how often a paper, a notice or a route is tried before it is set aside and shown to the desk.
const giveUpAfter = 5

// DuePapers lists the papers of a case that wait to be drawn.
func (s *Store) DuePapers(ctx context.Context, id dispute.CaseID) ([]PaperRow, error) {
	var due []PaperRow
	err := s.Read(ctx, AsSystem(), func(r *Reader) error {
		rows, err := r.tx.Query(ctx, `select id, form, subject, audience, state, due_at from papers
			where case_id = $1 and state = 'due' order by due_at, id`, id)
		if err != nil {
			return err
		}
		due, err = pgx.CollectRows(rows, func(x pgx.CollectableRow) (PaperRow, error) {
			var p PaperRow
			return p, x.Scan(&p.ID, &p.Form, &p.Subject, &p.Audience, &p.State, &p.DueAt)
		})
		return err
	})
	return due, err
}

// PaperKey makes the key under which a paper's bytes are put in the vault.
func (s *Store) PaperKey(ctx context.Context, id dispute.CaseID, paper string) (wrapped []byte, key seal.FileKey, err error) {
	err = s.Read(ctx, AsSystem(), func(r *Reader) error {
		row, err := r.caseOf(ctx, id)
		if err != nil {
			return err
		}
		wrapped, key, err = row.key.NewFileKey(paper)
		return err
	})
	return wrapped, key, err
}

// Drawn is a paper whose bytes are safe in the vault.
type Drawn struct {
	Paper, VaultID, Missing string
	Pages                   int
	Size                    int64
	SHA256, Wrapped         []byte
	Due                     time.Time // since when it was to be drawn, as DuePapers told
}

// PaperDrawn records a drawn paper, once; false when it had been drawn, made void or asked for anew meanwhile and these bytes
// are not the ones on record: a report begun before the consent to its track ended still holds the picture.
func (s *Store) PaperDrawn(ctx context.Context, d Drawn) (bool, error) {
	var first bool
	err := s.write(ctx, AsSystem(), func(tx *Tx) error {
		tag, err := tx.tx.Exec(ctx, `update papers set state = 'drawn', drawn_at = workplace_now(), vault_id = $2, missing = $3, pages = $4,
			size = $5, sha256 = $6, wrapped = $7 where id = $1 and state = 'due' and due_at = $8`, d.Paper, d.VaultID, d.Missing, d.Pages, d.Size, d.SHA256, d.Wrapped, d.Due)
		first = tag.RowsAffected() == 1
		return err
	})
	return first, err
}

// PaperFailed counts a paper that could not be drawn, and sets it aside after five tries.
func (s *Store) PaperFailed(ctx context.Context, paper string) error {
	return s.failed(ctx, `update papers set tries = tries + 1, state = case when tries + 1 >= $2 then 'failed' else state end
		where id = $1 and state = 'due'`, paper)
}

func (s *Store) failed(ctx context.Context, query, id string) error {
	return s.write(ctx, AsSystem(), func(tx *Tx) error {
		_, err := tx.tx.Exec(ctx, query, id, giveUpAfter)
		return err
	})
}

// NoticeRow is a notice that waits to be sent, with how to reach whom.
type NoticeRow struct {
	dispute.Notice
	Case   dispute.CaseID
	Phone  string
	Email  string
	Number string // of the case; empty until accepted
	Org    Org
}

// QueuedNotices lists what waits to be sent for a case.
func (s *Store) QueuedNotices(ctx context.Context, id dispute.CaseID) ([]NoticeRow, error) {
	var queued []NoticeRow
	err := s.Read(ctx, AsSystem(), func(r *Reader) error {
		f, err := r.File(ctx, id)
		if err != nil {
			return err
		}
		rows, err := r.tx.Query(ctx, `select n.id, n.kind, coalesce(n.party_id::text, ''), coalesce(n.account_id::text, ''), n.role, n.subject,
				coalesce(a.email, '') from notices n left join accounts a on a.id = n.account_id
			where n.case_id = $1 and n.state = 'queued' order by n.queued_at, n.id`, id)
		if err != nil {
			return err
		}
		queued, err = pgx.CollectRows(rows, func(x pgx.CollectableRow) (NoticeRow, error) {
			n := NoticeRow{Case: id, Number: f.Number, Org: f.Committee}
			err := x.Scan(&n.ID, &n.Kind, &n.Party, &n.Account, &n.Role, &n.Subject, &n.Email)
			if p, ok := f.People[n.Party]; ok {
				n.Phone, n.Email = p.Phone, p.Email
			}
			return n, err
		})
		return err
	})
	return queued, err
}

// NoticeSent records how a notice went: "sms", "mail", "docket" (seen at the desk), or "" when nobody could be reached.
func (s *Store) NoticeSent(ctx context.Context, id, way string) error {
	return s.write(ctx, AsSystem(), func(tx *Tx) error {
		_, err := tx.tx.Exec(ctx, `update notices set state = case when $2 = '' then 'unreachable' else 'sent' end, way = $2, sent_at = now()
			where id = $1 and state = 'queued'`, id, way)
		return err
	})
}

// NoticeFailed counts a notice that could not be sent, and sets it aside after five tries.
func (s *Store) NoticeFailed(ctx context.Context, id string) error {
	return s.failed(ctx, `update notices set tries = tries + 1, state = case when tries + 1 >= $2 then 'failed' else state end
		where id = $1 and state = 'queued'`, id)
}

func readIDs[T ~string](ctx context.Context, s *Store, query string, args ...any) ([]T, error) {
	var ids []T
	err := s.Read(ctx, AsSystem(), func(r *Reader) error {
		rows, err := r.tx.Query(ctx, query, args...)
		if err != nil {
			return err
		}
		ids, err = pgx.CollectRows(rows, pgx.RowTo[T])
		return err
	})
	return ids, err
}
