package store

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// MakeLink makes a personal way in for a party of a case that by's organisation holds, or for its agent (agent may be
// empty). The record has its id and its end, by the workplace clock; the token is signed by auth. NotFound when the case is
// not visible, the party does not stand in it, or the agent is not the party's.
func (s *Store) MakeLink(ctx context.Context, by dispute.Actor, id dispute.CaseID, party, agent dispute.PartyID, life time.Duration) (link string, ends time.Time, err error) {
	link = uuid.NewString()
	err = s.write(ctx, AsStaff(by), func(tx *Tx) error {
		row, err := tx.caseOf(ctx, id)
		if err != nil {
			return err
		}
		if !mayHold(row.Picture, party, agent) {
			return fault.Missing()
		}
		return tx.tx.QueryRow(ctx, `insert into links (id, case_id, party_id, agent_id, made_by, made_at, expires_at)
			values ($1, $2, $3, $4, $5, $6, date_trunc('second', $6::timestamptz + $7::interval)) returning expires_at`,
			link, id, party, none(agent), none(by.Account), row.now, life).Scan(&ends)
	})
	if err != nil {
		return "", time.Time{}, fmt.Errorf("making a link: %w", err)
	}
	return link, ends, nil
}

// mayHold: a party itself that still stands in the case, or with it an agent of its own.
func mayHold(p dispute.Picture, party, agent dispute.PartyID) bool {
	x, ok := p.Party(party)
	if !ok || x.Left || x.For != "" || agent == "" {
		return ok && !x.Left && x.For == ""
	}
	a, ok := p.Party(agent)
	return ok && !a.Left && a.For == party
}

// RevokeLink ends a link of a case of by's organisation; the sessions it opened end with it. NotFound when there is none.
func (s *Store) RevokeLink(ctx context.Context, by dispute.Actor, link string) error {
	if uuid.Validate(link) != nil {
		return fault.Missing()
	}
	return s.write(ctx, AsStaff(by), func(tx *Tx) error {
		done, err := tx.tx.Exec(ctx, `update links set revoked_at = coalesce(revoked_at, workplace_now()) where id = $1`, link)
		if err == nil && done.RowsAffected() == 0 {
			return fault.Missing()
		}
		return err
	})
}

// LinkHolder finds whom a link lets in: NotFound for one that is unknown, TooLate for one that is over or revoked, or whose
// party has left the case.
func (s *Store) LinkHolder(ctx context.Context, link string) (id dispute.CaseID, who dispute.Actor, err error) {
	if uuid.Validate(link) != nil {
		return "", who, fault.Missing()
	}
	var agent, side *string
	var good bool
	err = s.pool.QueryRow(ctx, `select case_id, party_id, agent_id, side, good from door_link($1)`, link).
		Scan(&id, &who.Party, &agent, &side, &good)
	switch {
	case err != nil:
		return "", dispute.Actor{}, known(err)
	case !good || side == nil:
		return "", dispute.Actor{}, linkOver()
	}
	who, err = partyActor(who.Party, agent, side)
	return id, who, err
}

func linkOver() error {
	return fault.New(fault.TooLate, "link_over", fault.Text{
		ZH: "这个链接已失效。请向调解委员会索取新的链接。", EN: "This link has ended. Ask the mediation committee for a new one."})
}

// LinkRow is a link as the desk sees it.
type LinkRow struct {
	ID        string
	Party     dispute.PartyID
	Agent     dispute.PartyID
	MadeBy    dispute.AccountID
	MadeAt    time.Time
	ExpiresAt time.Time
	Revoked   bool
}

// Links lists the links of a case for its staff, the newest first; a party sees none.
func (r *Reader) Links(ctx context.Context, id dispute.CaseID) ([]LinkRow, error) {
	if r.scope.kind == "party" {
		return nil, fault.NotYours()
	}
	rows, err := r.tx.Query(ctx, `select id, party_id, coalesce(agent_id::text, ''), coalesce(made_by::text, ''), made_at, expires_at,
			revoked_at is not null from links where case_id = $1 order by made_at desc, id`, id)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[LinkRow])
}
