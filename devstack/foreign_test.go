package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// TestAServerOfOnesOwnIsUsedInstead gives devstack another PostgreSQL and an administrator who is no superuser.
func TestAServerOfOnesOwnIsUsedInstead(t *testing.T) {
	t.Parallel()
	f := folder{readyData(t)}
	startPiece(t, "postgres", f.path)
	url := emptyServer(t, f)
	data := filepath.Join(openTemp(t), "data")
	p := startStack(t, data, "HEJIE_DEV_POSTGRES="+url)
	checkRoles(t, p.env)
	if !strings.Contains(p.stderr.String(), "using the PostgreSQL of HEJIE_DEV_POSTGRES") {
		t.Errorf("it did not say whose PostgreSQL it uses:\n%s", p.stderr)
	}
	if (home{path: filepath.Join(data, "pg")}).exists() {
		t.Error("it made a cluster of its own")
	}

	second := as(t, "devstack", "--data", filepath.Join(openTemp(t), "data"), "--", "true")
	second.Env = append(second.Env, "HEJIE_DEV_POSTGRES="+url)
	if status, _, stderr := finish(t, second); status != exitRunning || !strings.Contains(stderr, "another devstack is using") {
		t.Errorf("a second devstack on that server ended with %d and said %q", status, stderr)
	}
	if err := p.input.Close(); err != nil {
		t.Fatal(err)
	}
	if status := p.wait(); status != 0 {
		t.Errorf("it ended with %d:\n%s", status, p.stderr)
	}
	if got := ask(t, url, `select 'still up'`); got != "still up" {
		t.Errorf("the server answers %q", got)
	}
}

// emptyServer takes devstack's roles and databases out of a running cluster and gives the URL of an administrator who
// may make them.
func emptyServer(t *testing.T, f folder) string {
	t.Helper()
	key, err := f.readPasswords()
	if err != nil {
		t.Fatal(err)
	}
	known, err := f.rememberedPorts()
	if err != nil {
		t.Fatal(err)
	}
	super := privateURL(known.address("postgres"), key.Admin).String()
	for _, name := range []string{databaseHejie, databaseTemporal, databaseVisibility} {
		tell(t, super, fmt.Sprintf(`drop database %s with (force)`, name))
	}
	for _, name := range []string{roleOwner, roleServe, roleWork, roleTemporal} {
		tell(t, super, `drop role `+name)
	}
	tell(t, super, `create role lead login createrole createdb password 'p@ss/word'`)
	return "postgres://lead:p%40ss%2Fword@" + known.address("postgres") + "/postgres?sslmode=disable"
}

// TestASuperuserOfOurNameIsRefused keeps row-level security meaningful on a server of one's own.
func TestASuperuserOfOurNameIsRefused(t *testing.T) {
	t.Parallel()
	f := folder{readyData(t)}
	p := startPiece(t, "postgres", f.path)
	key, err := f.readPasswords()
	if err != nil {
		t.Fatal(err)
	}
	known, err := f.rememberedPorts()
	if err != nil {
		t.Fatal(err)
	}
	s := server{admin: privateURL(known.address("postgres"), key.Admin), passwords: key}
	tell(t, s.admin.String(), `alter role hejie_serve bypassrls`)
	if err := s.prepare(t.Context()); err == nil || !strings.Contains(err.Error(), "row-level security") {
		t.Errorf("it was accepted: %v", err)
	}
	if conn, err := pgx.Connect(t.Context(), p.env["DATABASE_URL"]); err != nil {
		t.Errorf("the password changed all the same: %v", err)
	} else {
		conn.Close(t.Context())
	}
}

// TestTheURLOfAServerOfOnesOwnIsChecked reads what people write.
func TestTheURLOfAServerOfOnesOwnIsChecked(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                  "",
		"postgres://u:p@db": "postgres://u:p@db:5432/postgres",
		"postgresql://u:p@db:6000/x?sslmode=require": "postgresql://u:p@db:6000/x?sslmode=require",
		"db:5432":                  "refused",
		"mysql://u:p@db/x":         "refused",
		"postgres://db/x":          "refused",
		"postgres://u:p@/x":        "refused",
		"postgres://u:p@db:port/x": "refused",
	} {
		got := ""
		u, err := foreignURL(func(string) string { return text })
		switch {
		case statusOf(err) == exitUsage:
			got = "refused"
		case u != nil:
			got = u.String()
		}
		if got != want {
			t.Errorf("%q gives %q (%v), want %q", text, got, err, want)
		}
	}
}
