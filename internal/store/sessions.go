package store

import (
	"context"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// How long sessions live, by real time. Only the hash of a token is stored.
const (
	staffRest  = 30 * time.Minute // without a request
	staffWhole = 8 * time.Hour    // in any case
	partyWhole = 2 * time.Hour
)

// OpenStaffSession opens a session for an account that is not disabled (else NotFound), and says when it ends at the latest.
func (s *Store) OpenStaffSession(ctx context.Context, token []byte, account dispute.AccountID) (ends time.Time, err error) {
	err = s.write(ctx, AtDoor(), func(tx *Tx) error {
		return tx.tx.QueryRow(ctx, `select ends from door_open_staff_session($1, $2, $3)`, token, account, staffWhole).Scan(&ends)
	})
	return ends, err
}

// StaffSession resolves a token and marks the session as seen, once a minute. NotFound when it is unknown, over, at rest for
// too long, or its account is disabled. The roles are the account's of now.
func (s *Store) StaffSession(ctx context.Context, token []byte) (who dispute.Actor, ends time.Time, err error) {
	err = s.pool.QueryRow(ctx, `select account, org, roles, ends from door_staff_session($1, $2)`, token, staffRest).
		Scan(&who.Account, &who.Org, &who.Roles, &ends)
	return who, ends, known(err)
}

// OpenPartySession opens a session for one case; link is the link it came by, empty for a receipt code.
func (s *Store) OpenPartySession(ctx context.Context, token []byte, id dispute.CaseID, who dispute.Actor, link string) (ends time.Time, err error) {
	err = s.write(ctx, AsParty(who, id), func(tx *Tx) error {
		return tx.tx.QueryRow(ctx, `insert into party_sessions (token_hash, case_id, party_id, agent_id, link_id, started_at, expires_at)
			values ($1, $2, $3, $4, $5, now(), now() + $6::interval) returning expires_at`,
			token, id, who.Party, none(who.Agent), none(link), partyWhole).Scan(&ends)
	})
	return ends, err
}

// PartySession resolves a token. NotFound when it is unknown or over, its link or receipt was revoked, or the party has left
// the case.
func (s *Store) PartySession(ctx context.Context, token []byte) (id dispute.CaseID, who dispute.Actor, ends time.Time, err error) {
	var agent, side *string
	err = s.pool.QueryRow(ctx, `select case_id, party_id, agent_id, side, expires_at from door_session($1)`, token).
		Scan(&id, &who.Party, &agent, &side, &ends)
	if err != nil {
		return "", dispute.Actor{}, time.Time{}, known(err)
	}
	if who, err = partyActor(who.Party, agent, side); err != nil {
		return "", dispute.Actor{}, time.Time{}, err
	}
	return id, who, ends, nil
}

// partyActor is a party at the door, in the role of its side; NotFound for one that is not in the case any more.
func partyActor(party dispute.PartyID, agent, side *string) (dispute.Actor, error) {
	if side == nil {
		return dispute.Actor{}, fault.Missing()
	}
	who := dispute.Actor{Party: party, Roles: []dispute.Role{dispute.Respondent}}
	if dispute.Side(*side) == dispute.Applicant {
		who.Roles[0] = dispute.Worker
	}
	if agent != nil {
		who.Agent = dispute.PartyID(*agent)
	}
	return who, nil
}

// CloseSession ends a session of either kind; one that is none is no trouble.
func (s *Store) CloseSession(ctx context.Context, token []byte) error {
	return s.write(ctx, AtDoor(), func(tx *Tx) error {
		_, err := tx.tx.Exec(ctx, `select door_close($1)`, token)
		return err
	})
}

// SweepDoors removes what is long over: sessions, and tries that no limit counts any more (role work).
func (s *Store) SweepDoors(ctx context.Context) error {
	return s.write(ctx, AsSystem(), func(tx *Tx) error {
		for _, query := range []string{
			`delete from staff_sessions where expires_at < now() or seen_at < now() - interval '1 day'`,
			`delete from party_sessions where expires_at < now()`,
			`delete from attempts where slot < now() - interval '2 days'`,
		} {
			if _, err := tx.tx.Exec(ctx, query); err != nil {
				return err
			}
		}
		return nil
	})
}
