package store

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// Org is an organisation: a committee (调委会), centre, firm, bureau or supervising office.
type Org struct {
	ID             dispute.OrgID
	Kind           string
	Name           string
	NumberTemplate string
	Division       string
	Address        string
	Phone          string
}

// CommitteeKind is the kind of a people's mediation committee (人民调解委员会).
const CommitteeKind = "committee"

// CreateOrg makes an organisation (role work). Without an id it gets one; without a template for case numbers, the usual
// （{year}）调字第{n}号.
func (s *Store) CreateOrg(ctx context.Context, o Org) (dispute.OrgID, error) {
	if o.ID == "" {
		o.ID = dispute.OrgID(uuid.NewString())
	}
	err := s.write(ctx, AsSystem(), func(tx *Tx) error {
		_, err := tx.tx.Exec(ctx, `insert into orgs (id, kind, name, number_template, division, address, phone)
			values ($1, $2, $3, coalesce(nullif($4, ''), '（{year}）调字第{n}号'), $5, $6, $7)`,
			o.ID, o.Kind, o.Name, o.NumberTemplate, o.Division, o.Address, o.Phone)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("making an organisation: %w", err)
	}
	return o.ID, nil
}

const selectOrg = `select id, kind, name, number_template, division, address, phone from orgs`

// Org reads one organisation; NotFound when there is none.
func (s *Store) Org(ctx context.Context, id dispute.OrgID) (Org, error) {
	if uuid.Validate(string(id)) != nil {
		return Org{}, fault.Missing()
	}
	found, err := s.orgs(ctx, selectOrg+` where id = $1`, id)
	if err == nil && len(found) == 0 {
		err = fault.Missing()
	}
	if err != nil {
		return Org{}, err
	}
	return found[0], nil
}

// Orgs lists every organisation by name; committees that take filings are listed by [Reader.Committees].
func (s *Store) Orgs(ctx context.Context) ([]Org, error) {
	return s.orgs(ctx, selectOrg+` order by name, id`)
}

// orgs reads what everybody may know: it needs no scope.
func (s *Store) orgs(ctx context.Context, query string, args ...any) ([]Org, error) {
	rows, err := s.pool.Query(ctx, query, args...)
	if err != nil {
		return nil, known(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Org])
	return list, known(err)
}
