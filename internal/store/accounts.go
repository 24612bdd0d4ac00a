package store

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
)

// Account is a member of staff as lists and administrators see them: without password or second factor.
type Account struct {
	ID           dispute.AccountID
	Org          dispute.OrgID
	Login        string
	Name         string
	Roles        []dispute.Role
	Email        string
	SecondFactor bool
	CreatedAt    time.Time
	Disabled     bool
}

// NewAccount is an account to be made. Login is normalised (auth.NormalizeLogin), Hash is auth.HashPassword's, TOTP a secret
// in base 32 or empty.
type NewAccount struct {
	Org   dispute.OrgID
	Login string
	Name  string
	Roles []dispute.Role
	Email string
	Hash  string
	TOTP  string
}

func totpPlace(id dispute.AccountID) seal.Place {
	return seal.Place{Table: "accounts", Column: "totp_secret", Row: string(id)}
}

// CreateAccount makes an account (role work). It refuses a login that is taken (Invalid on "login").
func (s *Store) CreateAccount(ctx context.Context, a NewAccount) (dispute.AccountID, error) {
	id := dispute.AccountID(uuid.NewString())
	var secret []byte
	if a.TOTP != "" {
		secret = s.keys.Seal(totpPlace(id), []byte(a.TOTP))
	}
	err := s.write(ctx, AsSystem(), func(tx *Tx) error {
		_, err := tx.tx.Exec(ctx, `insert into accounts (id, org_id, login, name, roles, password_hash, totp_secret, email)
			values ($1, $2, $3, $4, $5, $6, $7, $8)`, id, a.Org, a.Login, a.Name, a.Roles, a.Hash, secret, a.Email)
		return err
	})
	if violates(err, "accounts_login_key") {
		return "", fault.BadField("login", "taken", fault.Text{ZH: "这个账号名已被使用，请换一个。", EN: "This login is taken; choose another."})
	}
	if err != nil {
		return "", fmt.Errorf("making an account: %w", err)
	}
	return id, nil
}

// Secrets gives what a sign-in is checked against; NotFound for a login that is unknown or disabled. totp is the second
// factor's secret in base 32, empty where there is none.
func (s *Store) Secrets(ctx context.Context, login string) (who dispute.Actor, hash, totp string, err error) {
	var sealed []byte
	err = s.pool.QueryRow(ctx, `select account, org, roles, password_hash, totp_secret from door_sign_in($1)`, login).
		Scan(&who.Account, &who.Org, &who.Roles, &hash, &sealed)
	if err != nil {
		return dispute.Actor{}, "", "", known(err)
	}
	if sealed == nil {
		return who, hash, "", nil
	}
	secret, err := s.keys.Open(totpPlace(who.Account), sealed)
	if err != nil {
		return dispute.Actor{}, "", "", fmt.Errorf("opening a second factor: %w", err)
	}
	return who, hash, string(secret), nil
}

// UseTOTP spends a step of the second factor: fresh is false when it, or a later one, was used before.
func (s *Store) UseTOTP(ctx context.Context, account dispute.AccountID, step int64) (fresh bool, err error) {
	err = s.write(ctx, AtDoor(), func(tx *Tx) error {
		return tx.tx.QueryRow(ctx, `select door_totp($1, $2)`, account, step).Scan(&fresh)
	})
	return fresh, err
}

// SetPassword stores another password hash (role work) and ends the account's sessions.
func (s *Store) SetPassword(ctx context.Context, id dispute.AccountID, hash string) error {
	return s.changeAccount(ctx, id, `update accounts set password_hash = $2 where id = $1`, hash)
}

// SetRoles gives an account other roles (role work) and ends its sessions: nobody goes on in a role that was taken away.
func (s *Store) SetRoles(ctx context.Context, id dispute.AccountID, roles []dispute.Role) error {
	return s.changeAccount(ctx, id, `update accounts set roles = $2 where id = $1`, roles)
}

// Disable shuts an account out (role work) and ends its sessions. What it did stays under its name.
func (s *Store) Disable(ctx context.Context, id dispute.AccountID) error {
	return s.changeAccount(ctx, id, `update accounts set disabled_at = coalesce(disabled_at, now()) where id = $1`)
}

func (s *Store) changeAccount(ctx context.Context, id dispute.AccountID, query string, args ...any) error {
	return s.write(ctx, AsSystem(), func(tx *Tx) error {
		done, err := tx.tx.Exec(ctx, query, append([]any{id}, args...)...)
		if err != nil {
			return fmt.Errorf("changing an account: %w", err)
		}
		if done.RowsAffected() == 0 {
			return fault.Missing()
		}
		_, err = tx.tx.Exec(ctx, `delete from staff_sessions where account_id = $1`, id)
		return err
	})
}

const selectAccount = `select id, org_id, login, name, roles, email, second_factor, created_at, disabled_at is not null from accounts`

// Staff lists the accounts of an organisation, the disabled ones too, by name.
func (r *Reader) Staff(ctx context.Context, org dispute.OrgID) ([]Account, error) {
	return r.accounts(ctx, selectAccount+` where org_id = $1 order by name, id`, org)
}

// Holders lists who holds a role in an organisation now: whom a notice to that role goes to.
func (r *Reader) Holders(ctx context.Context, org dispute.OrgID, role dispute.Role) ([]Account, error) {
	return r.accounts(ctx, selectAccount+` where org_id = $1 and $2 = any(roles) and disabled_at is null order by name, id`, org, role)
}

// Account reads one account of the scope's organisation, or any under the system's scope.
func (r *Reader) Account(ctx context.Context, id dispute.AccountID) (Account, error) {
	found, err := r.accounts(ctx, selectAccount+` where id = $1 and ($2 = 'system' or org_id::text = $3)`, id, r.scope.kind, r.scope.Actor.Org)
	if err != nil {
		return Account{}, err
	}
	if len(found) == 0 {
		return Account{}, fault.Missing()
	}
	return found[0], nil
}

// AccountByLogin finds an account for the command line (role work); NotFound when there is none.
func (s *Store) AccountByLogin(ctx context.Context, login string) (Account, error) {
	var found []Account
	err := s.Read(ctx, AsSystem(), func(r *Reader) (err error) {
		found, err = r.accounts(ctx, selectAccount+` where login = $1`, login)
		return err
	})
	if err == nil && len(found) == 0 {
		return Account{}, fault.Missing()
	}
	if err != nil {
		return Account{}, err
	}
	return found[0], nil
}

func (r *Reader) accounts(ctx context.Context, query string, args ...any) ([]Account, error) {
	rows, err := r.tx.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Account])
}

// Names gives the names of accounts, also of disabled ones; an id that is none is left out.
func (r *Reader) Names(ctx context.Context, ids ...dispute.AccountID) (map[dispute.AccountID]string, error) {
	rows, err := r.tx.Query(ctx, `select id, name from accounts where id = any($1::uuid[])`, texts(ids))
	if err != nil {
		return nil, err
	}
	names := map[dispute.AccountID]string{}
	var id dispute.AccountID
	var name string
	_, err = pgx.ForEachRow(rows, []any{&id, &name}, func() error {
		names[id] = name
		return nil
	})
	return names, err
}

func texts[T ~string](ids []T) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = string(id)
	}
	return list
}
