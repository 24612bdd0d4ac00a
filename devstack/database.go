package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"

	"github.com/jackc/pgx/v5"
)

// A server is a PostgreSQL that devstack may administer: its own cluster, or the one named by HEJIE_DEV_POSTGRES.
type server struct {
	admin     *url.URL // superuser, or a user who may create roles and databases
	passwords passwords
	bin       string // folder with the programs of a private cluster, or ""
}

// url is the address of a database for a role.
func (s server) url(role, password, database string) string {
	u := *s.admin
	u.User, u.Path = url.UserPassword(role, password), "/"+database
	return u.String()
}

// connect opens a connection as administrator to a database; the caller closes it.
func (s server) connect(ctx context.Context, database string) (*pgx.Conn, error) {
	u := *s.admin
	if database != "" {
		u.Path = "/" + database
	}
	return pgx.Connect(ctx, u.String())
}

// privateURL is the administrator's address of the private cluster on a port.
func privateURL(address, password string) *url.URL {
	return &url.URL{Scheme: "postgres", Host: address, Path: "/postgres",
		User: url.UserPassword(admin, password), RawQuery: "sslmode=disable"}
}

// foreignURL reads HEJIE_DEV_POSTGRES; nil when it is not set. DATABASE_URL is never read: it may be someone's
// production.
func foreignURL(getenv func(string) string) (*url.URL, error) {
	text := getenv("HEJIE_DEV_POSTGRES")
	if text == "" {
		return nil, nil
	}
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") || u.Hostname() == "" || u.User == nil {
		return nil, refuse(exitUsage, "HEJIE_DEV_POSTGRES must be a URL like postgres://user:password@host:5432/postgres")
	}
	if u.Port() == "" {
		u.Host += ":5432"
	}
	if u.Path == "" || u.Path == "/" {
		u.Path = "/postgres"
	}
	return u, nil
}

// existingServer is the PostgreSQL that `devstack postgres` on the same data folder, or HEJIE_DEV_POSTGRES, has running.
func (f folder) existingServer(ctx context.Context) (server, error) {
	p, err := f.readPasswords()
	if errors.Is(err, fs.ErrNotExist) {
		return server{}, refuse(exitFailed, "no PostgreSQL was started on %s yet: run `devstack postgres --data %s` first", f.path, f.path)
	}
	if err != nil {
		return server{}, err
	}
	s := server{passwords: p}
	if s.admin, err = foreignURL(os.Getenv); err != nil {
		return s, err
	}
	if s.admin == nil {
		known, err := f.rememberedPorts()
		if err != nil {
			return s, err
		}
		s.admin = privateURL(known.address("postgres"), p.Admin)
	}
	conn, err := s.connect(ctx, "")
	if err != nil {
		return s, fmt.Errorf("no PostgreSQL answers on %s (run `devstack postgres --data %s` first): %w", s.admin.Host, f.path, err)
	}
	return s, conn.Close(ctx)
}
