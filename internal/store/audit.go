package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
)

// Audit adds a line to the audit trail: a read of a person's data, a sign-in, a refusal. It is a transaction of its own, so
// that it stays when what it tells of did not happen. what is a fixed word ("read_case", "denied/sign"), subject an id or
// empty; neither is ever a person's words.
func (s *Store) Audit(ctx context.Context, by dispute.Actor, id dispute.CaseID, what, subject string) error {
	err := s.write(ctx, AtDoor(), func(tx *Tx) error {
		_, err := tx.tx.Exec(ctx, `insert into audit (at, actor, case_id, what, subject) values (workplace_now(), $1, $2, $3, $4)`,
			by, none(id), what, subject)
		return err
	})
	if err != nil {
		return fmt.Errorf("writing the audit trail: %w", err)
	}
	return nil
}

// AuditListed notes that a page of a list showed the people of these cases, a line for each.
func (s *Store) AuditListed(ctx context.Context, by dispute.Actor, cases []dispute.CaseID) error {
	if len(cases) == 0 {
		return nil
	}
	err := s.write(ctx, AtDoor(), func(tx *Tx) error {
		_, err := tx.tx.Exec(ctx, `insert into audit (at, actor, case_id, what) select workplace_now(), $1, shown, 'list' from unnest($2::uuid[]) shown`,
			by, texts(cases))
		return err
	})
	if err != nil {
		return fmt.Errorf("writing the audit trail: %w", err)
	}
	return nil
}

// AuditLine is one line of the audit trail.
type AuditLine struct {
	At      time.Time
	By      dispute.Actor
	What    string
	Subject string
}

// AuditTrail reads who looked at a case or was refused it, the newest first.
func (r *Reader) AuditTrail(ctx context.Context, id dispute.CaseID, limit int) ([]AuditLine, error) {
	rows, err := r.tx.Query(ctx, `select at, actor, what, subject from audit where case_id = $1 order by at desc, id desc limit $2`, id, limit)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[AuditLine])
}
