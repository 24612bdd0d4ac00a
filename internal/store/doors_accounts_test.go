package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
)

// seen asks, as the role of a URL and under a scope, which accounts there are.
func seen(t *testing.T, url, kind string, org dispute.OrgID, id dispute.CaseID) (ids []dispute.AccountID) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	must(t, "connecting", err)
	defer c.Close(t.Context())
	_, err = c.Exec(t.Context(), `select set_config('app.kind', $1, false), set_config('app.org', $2, false), set_config('app.case', $3, false)`,
		kind, string(org), string(id))
	must(t, "entering a scope", err)
	rows, err := c.Query(t.Context(), `select id from accounts order by name`)
	must(t, "asking for accounts", err)
	ids, err = pgx.CollectRows(rows, pgx.RowTo[dispute.AccountID])
	must(t, "reading accounts", err)
	return ids
}

func TestDoorAnOfficeSeesItsOwnPeopleAndNoOthers(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	next := neighbour(t, db)
	theirs, err := db.Work.CreateAccount(t.Context(), store.NewAccount{Org: next.Org, Login: "zhao", Name: "赵敏", Roles: next.Roles, Hash: "x"})
	must(t, "an account next door", err)
	f := filed(t, db)
	own, foreign := []dispute.AccountID{db.Mediator.Account, db.Head.Account}, []dispute.AccountID{theirs}
	for name, tt := range map[string]struct {
		url, kind string
		org       dispute.OrgID
		id        dispute.CaseID
		want      []dispute.AccountID
	}{
		"its own":              {db.ServeURL, "staff", db.Org, "", own},
		"another office":       {db.ServeURL, "staff", next.Org, "", foreign},
		"a party":              {db.ServeURL, "party", "", f.Case, own},
		"a door":               {db.ServeURL, "door", "", "", nil},
		"no scope":             {db.ServeURL, "", "", "", nil},
		"serve posing as work": {db.ServeURL, "system", "", "", nil},
		"work":                 {db.WorkURL, "system", "", "", append(append([]dispute.AccountID{}, own...), theirs)},
	} {
		got := seen(t, tt.url, tt.kind, tt.org, tt.id)
		if diff := cmp.Diff(members(tt.want), members(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// members is a list without its order.
func members(ids []dispute.AccountID) map[dispute.AccountID]bool {
	set := map[dispute.AccountID]bool{}
	for _, id := range ids {
		set[id] = true
	}
	return set
}

func TestDoorPasswordsSecondFactorsAndSessionsAreNotServesToRead(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	for _, statement := range []string{
		`select password_hash from accounts`,
		`select totp_secret from accounts`,
		`select * from accounts`,
		`select 1 from accounts where password_hash like '$%'`,
		`update accounts set totp_step = 0`,
		`update accounts set password_hash = 'x'`,
		`select token_hash from staff_sessions`,
		`insert into staff_sessions (token_hash, account_id, expires_at) values ('x', gen_random_uuid(), now())`,
		`delete from staff_sessions`,
	} {
		refused(t, db.ServeURL, statement)
	}
}
