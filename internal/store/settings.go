package store

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"hejie/internal/seal"
)

// CheckKeys opens the keys in dir for the database at url (role serve or work), which a first start makes. It refuses, and
// nothing is written, when the database was sealed with keys that dir does not hold: then the folder is to be restored from
// its backup. Several processes may start at once.
func CheckKeys(ctx context.Context, url, dir string) (*seal.Keys, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, errors.New("reading the database URL: it is not a PostgreSQL URL") // the cause would print the password
	}
	config.ConnectTimeout = 5 * time.Second
	c, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("connecting to check the keys: %w", err)
	}
	defer c.Close(context.WithoutCancel(ctx))
	keys, err := keysFor(ctx, c, dir)
	if err != nil {
		return nil, fmt.Errorf("checking the keys in %s: %w", dir, err)
	}
	return keys, nil
}

func keysFor(ctx context.Context, c *pgx.Conn, dir string) (*seal.Keys, error) {
	switch canary, err := readCanary(ctx, c); {
	case err == nil:
		return openKeys(dir, canary)
	case !errors.Is(err, pgx.ErrNoRows):
		return nil, err
	}
	var sealed bool
	if err := c.QueryRow(ctx, `select door_sealed()`).Scan(&sealed); err != nil {
		return nil, err
	}
	if sealed {
		return nil, errors.New("the database holds sealed cases but not the canary that its keys are known by; restore it whole")
	}
	keys, err := seal.Begin(dir)
	if err != nil {
		return nil, err
	}
	if _, err := c.Exec(ctx, `insert into settings (name, value) values ('key_canary', $1) on conflict (name) do nothing`,
		base64.StdEncoding.EncodeToString(keys.Canary())); err != nil {
		return nil, err
	}
	canary, err := readCanary(ctx, c) // another process may have been first, on another machine with other keys
	if err != nil {
		return nil, err
	}
	return keys, keys.CheckCanary(canary)
}

func openKeys(dir string, canary []byte) (*seal.Keys, error) {
	keys, err := seal.Open(dir)
	if err != nil {
		return nil, fmt.Errorf("the database was sealed with a master key that is not here, restore the folder from its backup: %w", err)
	}
	return keys, keys.CheckCanary(canary)
}

func readCanary(ctx context.Context, c *pgx.Conn) ([]byte, error) {
	var text string
	if err := c.QueryRow(ctx, `select value from settings where name = 'key_canary'`).Scan(&text); err != nil {
		return nil, err
	}
	canary, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("reading the canary: %w", err)
	}
	return canary, nil
}

// Offset is by how much the workplace clock differs from real time: nothing, outside dev.
func (s *Store) Offset(ctx context.Context) (time.Duration, error) {
	var seconds float64
	err := s.pool.QueryRow(ctx, `select coalesce((select value::float8 from settings where name = 'workplace_offset_s'), 0)`).Scan(&seconds)
	return time.Duration(seconds * float64(time.Second)), known(err)
}

// SetWorkplace moves the workplace clock so that it shows this moment now and goes on from there (role work; in dev only,
// which the caller sees to). Sessions and one-time codes keep to real time.
func (s *Store) SetWorkplace(ctx context.Context, now time.Time) error {
	return s.write(ctx, AsSystem(), func(tx *Tx) error {
		_, err := tx.tx.Exec(ctx, `insert into settings (name, value) values ('workplace_offset_s', extract(epoch from $1::timestamptz - now())::text)
			on conflict (name) do update set value = excluded.value`, now)
		return err
	})
}
