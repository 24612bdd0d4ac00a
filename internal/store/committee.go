package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// Committees lists the committees that take complaints here, by name.
func (r *Reader) Committees(ctx context.Context) ([]Org, error) {
	rows, err := r.tx.Query(ctx, `select id, kind, name, number_template, division, address, phone from orgs
		where kind = 'committee' order by name collate "zh-x-icu"`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Org])
}

// Committee is where a filing goes: the filer's own organisation for staff, the one asked for, or the only one there is.
func (s *Store) Committee(ctx context.Context, asked dispute.OrgID, by dispute.Actor) (dispute.OrgID, error) {
	if by.Staff() {
		return by.Org, nil
	}
	var all []Org
	err := s.Read(ctx, AtDoor(), func(r *Reader) (err error) {
		all, err = r.Committees(ctx)
		return err
	})
	if err != nil {
		return "", err
	}
	for _, o := range all {
		if o.ID == asked || asked == "" && len(all) == 1 {
			return o.ID, nil
		}
	}
	return "", fault.BadField("committee", "committee", fault.Text{ZH: "请选择受理您申请的调解委员会。", EN: "Choose the mediation committee that should take your case."})
}
