package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// Audit adds a line to the audit trail: a read of a person's data, a sign-in, a refusal. It is a transaction of its own, so
// that it stays when what it tells of did not happen. what is a fixed word ("read", "refused/forbidden"), subject an id, an
// act's name or empty; neither is ever a person's words.
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
	ID      int64
	At      time.Time
	By      dispute.Actor
	Staff   string // the name of the member of staff; empty for a party, for nobody, and for another organisation's
	What    string // the fixed word, with what it is of behind a slash: read, list, download, refused/forbidden
	Subject string // the id of the file or paper, the act that was refused, or empty
}

// AuditTrail reads who looked at a case or was refused it, the newest first, older than the line before (0: from the newest).
// Nothing of a case that the scope does not see.
func (r *Reader) AuditTrail(ctx context.Context, id dispute.CaseID, before int64, limit int) ([]AuditLine, error) {
	rows, err := r.tx.Query(ctx, `select t.id, t.at, t.actor, coalesce(a.name, ''), t.what, t.subject
		from audit t left join accounts a on a.id = (t.actor->>'account')::uuid
		where t.case_id = $1 and ($2 = 0 or t.id < $2) order by t.id desc limit $3`, id, before, limit)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[AuditLine])
}

// AuditRefusal notes that somebody was refused a case or an act in it: act is empty where none was meant.
func (s *Store) AuditRefusal(ctx context.Context, by dispute.Actor, id dispute.CaseID, why *fault.Fault, act dispute.ActName) error {
	if _, known := dispute.RowOf(act); !known {
		act = "" // an address that somebody made up
	}
	return s.Audit(ctx, by, id, "refused/"+why.Code, string(act))
}
