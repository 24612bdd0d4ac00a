package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
)

// One-time codes live by real time.
const (
	codeLife  = 10 * time.Minute
	codeTries = 5
)

// NewCode makes a one-time code (six digits, ten minutes, one use, five tries) for a party, or for the agent who acts for
// it, and ends the one before. It also gives where it may be sent: the phone and mail address on file, which may be empty.
func (s *Store) NewCode(ctx context.Context, id dispute.CaseID, who dispute.Actor, purpose string) (code, phone, email string, err error) {
	if code, err = seal.NewOneTimeCode(); err != nil {
		return "", "", "", err
	}
	salt := seal.NewSalt()
	err = s.write(ctx, AsParty(who, id), func(tx *Tx) error {
		p, err := tx.person(ctx, id, holderOf(who))
		if err != nil {
			return err
		}
		phone, email = p.Phone, p.Email
		b := &pgx.Batch{}
		b.Queue(`update codes set used_at = now() where case_id = $1 and party_id = $2 and purpose = $3 and used_at is null`, id, holderOf(who), purpose)
		b.Queue(`insert into codes (id, case_id, party_id, purpose, salt, hash, made_at, expires_at) values ($1, $2, $3, $4, $5, $6, now(), now() + $7::interval)`,
			uuid.NewString(), id, holderOf(who), purpose, salt, s.keys.OneTimeHash(salt, code), codeLife)
		return tx.finish(ctx, b)
	})
	if err != nil {
		return "", "", "", fmt.Errorf("making a one-time code: %w", err)
	}
	return code, phone, email, nil
}

// holderOf is whose phone counts: the agent's, where one acts for the party.
func holderOf(who dispute.Actor) dispute.PartyID {
	if who.Agent != "" {
		return who.Agent
	}
	return who.Party
}

// person opens who a party is.
func (r *Reader) person(ctx context.Context, id dispute.CaseID, party dispute.PartyID) (dispute.Person, error) {
	var p dispute.Person
	row, err := r.caseOf(ctx, id)
	if err != nil {
		return p, err
	}
	var sealed []byte
	if err := r.tx.QueryRow(ctx, `select sealed_person from parties where id = $1 and case_id = $2`, party, id).Scan(&sealed); err != nil {
		return p, err
	}
	body, err := row.key.Open(personPlace(party), sealed)
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(body, &p); err != nil {
		return p, fmt.Errorf("reading a party: %w", err)
	}
	return p, nil
}

// UseCode spends a try of the code in force, and the code itself when it is right. A wrong one is no error: the try it cost
// is committed. Parallel tries wait for each other, so that there are never more than five.
func (s *Store) UseCode(ctx context.Context, id dispute.CaseID, who dispute.Actor, purpose, code string) (right bool, err error) {
	err = s.write(ctx, AsParty(who, id), func(tx *Tx) error {
		right = false
		var row string
		var salt, hash []byte
		err := tx.tx.QueryRow(ctx, `update codes set tries = tries + 1 where used_at is null and tries < $4 and id = (
				select id from codes where case_id = $1 and party_id = $2 and purpose = $3 and used_at is null and expires_at > now()
				order by made_at desc, id limit 1
			) returning id, salt, hash`, id, none(holderOf(who)), purpose, codeTries).Scan(&row, &salt, &hash)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil || !s.keys.OneTimeMatches(salt, code, hash) {
			return err
		}
		right = true
		_, err = tx.tx.Exec(ctx, `update codes set used_at = now() where id = $1`, row)
		return err
	})
	if err != nil && !fault.Is(err, fault.NotFound) {
		return false, fmt.Errorf("trying a one-time code: %w", err)
	}
	return right, nil
}
