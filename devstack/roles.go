package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// The roles: hejie_owner owns the tables and runs migrations, hejie_serve and hejie_work are what the doors and the
// worker log in as, temporal owns Temporal's databases. None is a superuser or may pass row-level security by.
const (
	roleOwner    = "hejie_owner"
	roleServe    = "hejie_serve"
	roleWork     = "hejie_work"
	roleTemporal = "temporal"
)

// The databases, each owned by one role and closed to all but those named.
const (
	databaseHejie      = "hejie"
	databaseTemporal   = "temporal"
	databaseVisibility = "temporal_visibility"
)

// role is one role with its password. Owners may create databases: tests make their own, fault tests drop Temporal's.
type role struct {
	name, password string
	rights         string
}

// prepare makes the roles and Hejie's database as they should be; on a server that has them it changes nothing but
// passwords. Temporal's databases are made when Temporal starts.
func (s server) prepare(ctx context.Context) error {
	conn, err := s.connect(ctx, "")
	if err != nil {
		return fmt.Errorf("connecting to PostgreSQL as administrator: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	for _, r := range []role{
		{roleOwner, s.passwords.Owner, "createdb"},
		{roleServe, s.passwords.Serve, "nocreatedb"},
		{roleWork, s.passwords.Work, "nocreatedb"},
		{roleTemporal, s.passwords.Temporal, "createdb"},
	} {
		if err := r.ensure(ctx, conn); err != nil {
			return fmt.Errorf("making the role %s: %w", r.name, err)
		}
	}
	if err := (database{databaseHejie, roleOwner, []string{roleServe, roleWork}}).ensure(ctx, conn); err != nil {
		return fmt.Errorf("making the database %s: %w", databaseHejie, err)
	}
	return nil
}

// ensure makes the role, or gives an existing one its password. One that could pass row-level security by is refused.
// Passwords are base-32 text of our own making, so they need no quoting.
func (r role) ensure(ctx context.Context, conn *pgx.Conn) error {
	var super, bypass bool
	err := conn.QueryRow(ctx, `select rolsuper, rolbypassrls from pg_roles where rolname = $1`, r.name).Scan(&super, &bypass)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		_, err = conn.Exec(ctx, fmt.Sprintf(`create role %s login %s password '%s'`, r.name, r.rights, r.password))
		if err != nil {
			return err
		}
		return r.join(ctx, conn)
	case err != nil:
		return err
	case super || bypass:
		return fmt.Errorf("it exists and is a superuser or may bypass row-level security: drop it or `alter role %s nosuperuser nobypassrls`", r.name)
	}
	_, err = conn.Exec(ctx, fmt.Sprintf(`alter role %s login %s password '%s'`, r.name, r.rights, r.password))
	return err
}

// join makes an administrator who is no superuser a member of the role, without which it could not make databases for it.
func (r role) join(ctx context.Context, conn *pgx.Conn) error {
	var super bool
	if err := conn.QueryRow(ctx, `select rolsuper from pg_roles where rolname = current_user`).Scan(&super); err != nil || super {
		return err
	}
	_, err := conn.Exec(ctx, fmt.Sprintf(`grant %s to current_user`, r.name))
	return err
}

// database is one database with its owner and the roles that may connect to it.
type database struct {
	name, owner string
	guests      []string
}

// ensure makes the database and closes it to everyone not named.
func (d database) ensure(ctx context.Context, conn *pgx.Conn) error {
	there, err := databaseExists(ctx, conn, d.name)
	if err != nil {
		return err
	}
	if !there {
		_, err = conn.Exec(ctx, fmt.Sprintf(
			`create database %s owner %s template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`, d.name, d.owner))
		if err != nil {
			return err
		}
	}
	if _, err = conn.Exec(ctx, fmt.Sprintf(`revoke all on database %s from public`, d.name)); err != nil {
		return err
	}
	for _, guest := range d.guests {
		if _, err = conn.Exec(ctx, fmt.Sprintf(`grant connect on database %s to %s`, d.name, guest)); err != nil {
			return err
		}
	}
	return nil
}

// databaseExists tells whether a database is there.
func databaseExists(ctx context.Context, conn *pgx.Conn, name string) (there bool, err error) {
	err = conn.QueryRow(ctx, `select exists (select from pg_database where datname = $1)`, name).Scan(&there)
	return there, err
}
