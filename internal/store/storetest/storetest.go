// Package storetest gives tests a database of their own: migrated, with the roles serve and work as in production, on the
// PostgreSQL that devstack started (DATABASE_URL, DATABASE_URL_WORK, DATABASE_URL_OWNER). Without one a test fails; it is
// never skipped.
package storetest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/seal"
	"hejie/internal/store"
	"hejie/migrations"
)

// DB is a fresh database with the two ways into it.
type DB struct {
	Serve, Work *store.Store
	Owner       string // URL of the owner's connection, for what only a test may do
	ServeURL    string
	WorkURL     string
	Org         dispute.OrgID
	Mediator    dispute.Actor // an account of that committee
	Head        dispute.Actor
	Keys        *seal.Keys
}

// New makes a database for one test and drops it afterwards. It copies a migrated template, made once per process.
func New(t testing.TB) *DB {
	t.Helper()
	owner := need(t, "DATABASE_URL_OWNER")
	name := "t_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	exec(t, owner, fmt.Sprintf(`create database %s template %s`, name, template(t, owner)))
	t.Cleanup(func() { exec(t, owner, fmt.Sprintf(`drop database %s`, name)) })
	db := &DB{Owner: at(t, owner, name), ServeURL: at(t, need(t, "DATABASE_URL"), name), WorkURL: at(t, need(t, "DATABASE_URL_WORK"), name)}
	db.open(t)
	db.settle(t)
	return db
}

func (db *DB) open(t testing.TB) {
	keys, err := seal.Begin(t.TempDir() + "/keys")
	check(t, err)
	db.Keys = keys
	law := disputetest.Law(t)
	db.Serve, err = store.Open(t.Context(), db.ServeURL, keys, law)
	check(t, err)
	db.Work, err = store.Open(t.Context(), db.WorkURL, keys, law)
	check(t, err)
	t.Cleanup(db.Serve.Close)
	t.Cleanup(db.Work.Close)
}

// settle puts a committee with a mediator and a head into the database.
func (db *DB) settle(t testing.TB) {
	db.Org = dispute.OrgID(uuid.NewString())
	exec(t, db.Owner, `insert into orgs (id, kind, name, number_template) values ('`+string(db.Org)+`', 'committee', '惠城区桥东街道人民调解委员会', '（{year}）惠桥民调字第{n}号')`)
	db.Mediator = db.Account(t, "林秀兰", dispute.Mediator)
	db.Head = db.Account(t, "陈国栋", dispute.Head)
}

// Account adds a member of staff to the committee.
func (db *DB) Account(t testing.TB, name string, roles ...dispute.Role) dispute.Actor {
	t.Helper()
	id := uuid.NewString()
	list := make([]string, len(roles))
	for i, r := range roles {
		list[i] = string(r)
	}
	exec(t, db.Owner, fmt.Sprintf(`insert into accounts (id, org_id, login, name, roles, password_hash) values ('%s', '%s', 'u%s', '%s', '{%s}', 'x')`,
		id, db.Org, id[:8], name, strings.Join(list, ",")))
	return dispute.Actor{Account: dispute.AccountID(id), Org: db.Org, Roles: roles}
}

// Exec runs a statement as the owner.
func (db *DB) Exec(t testing.TB, statement string) {
	t.Helper()
	exec(t, db.Owner, statement)
}

// Column reads one column of text as the owner.
func (db *DB) Column(t testing.TB, query string) []string {
	t.Helper()
	c, err := pgx.Connect(t.Context(), db.Owner)
	check(t, err)
	defer c.Close(t.Context())
	rows, err := c.Query(t.Context(), query)
	check(t, err)
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	check(t, err)
	return all
}

var made = sync.OnceValues(func() (string, error) {
	owner := os.Getenv("DATABASE_URL_OWNER")
	name := "template_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	ctx := context.Background()
	c, err := pgx.Connect(ctx, owner)
	if err != nil {
		return "", err
	}
	defer c.Close(ctx)
	if _, err := c.Exec(ctx, "create database "+name); err != nil {
		return "", err
	}
	u, err := url.Parse(owner)
	if err != nil {
		return "", err
	}
	u.Path = "/" + name
	_, err = migrations.Up(ctx, u.String())
	return name, err
})

// template is the migrated database that the others are copied from.
func template(t testing.TB, _ string) string {
	t.Helper()
	name, err := made()
	check(t, err)
	return name
}

func need(t testing.TB, variable string) string {
	t.Helper()
	value := os.Getenv(variable)
	if value == "" {
		t.Fatalf("%s is not set: run the tests through bin/devstack (make test)", variable)
	}
	return value
}

func at(t testing.TB, raw, database string) string {
	t.Helper()
	u, err := url.Parse(raw)
	check(t, err)
	u.Path = "/" + database
	return u.String()
}

func exec(t testing.TB, url, statement string) {
	t.Helper()
	ctx := context.Background() // clean-up runs after the test's own context has ended
	c, err := pgx.Connect(ctx, url)
	check(t, err)
	defer c.Close(ctx)
	_, err = c.Exec(ctx, statement)
	check(t, err)
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Blank makes an empty database, without any migration, and gives the owner's URL.
func Blank(t testing.TB) string {
	t.Helper()
	owner := need(t, "DATABASE_URL_OWNER")
	name := "b_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	exec(t, owner, "create database "+name)
	t.Cleanup(func() { exec(t, owner, "drop database "+name) })
	return at(t, owner, name)
}
