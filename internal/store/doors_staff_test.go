package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
)

// count asks one number as the owner.
func count(t *testing.T, db *storetest.DB, query string) (n int) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), db.Owner)
	must(t, "connecting", err)
	defer c.Close(t.Context())
	must(t, query, c.QueryRow(t.Context(), query).Scan(&n))
	return n
}

// refused runs a statement as the role of a URL and wants it refused for want of rights.
func refused(t *testing.T, url, statement string) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	must(t, "connecting", err)
	defer c.Close(t.Context())
	_, err = c.Exec(t.Context(), statement)
	var pg *pgconn.PgError
	if !errors.As(err, &pg) || pg.Code != "42501" {
		t.Errorf("%s: got %v, want insufficient privilege", statement, err)
	}
}

func clerk(t *testing.T, db *storetest.DB) dispute.Actor {
	t.Helper()
	roles := []dispute.Role{dispute.Recorder, dispute.Helper}
	id, err := db.Work.CreateAccount(t.Context(), store.NewAccount{Org: db.Org, Login: "huang", Name: "黄书记员", Roles: roles, Hash: "$hash", TOTP: "JBSWY3DP", Email: "huang@example.com"})
	must(t, "an account", err)
	return dispute.Actor{Account: id, Org: db.Org, Roles: roles}
}

func openStaff(t *testing.T, db *storetest.DB, who dispute.Actor) []byte {
	t.Helper()
	_, hash := seal.NewToken()
	ends, err := db.Serve.OpenStaffSession(t.Context(), hash, who.Account)
	must(t, "opening a session", err)
	if left := time.Until(ends); left > 8*time.Hour || left < 7*time.Hour {
		t.Errorf("got a session of %s, want 8 hours", left)
	}
	return hash
}

func TestDoorAnAccountIsFoundByItsLoginWithItsSecrets(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	want := clerk(t, db)
	who, hash, totp, err := db.Serve.Secrets(ctx, "huang")
	if diff := cmp.Diff(want, who); err != nil || diff != "" || hash != "$hash" || totp != "JBSWY3DP" {
		t.Errorf("got %v %q %q %v", who, hash, totp, err)
	}
	if n := count(t, db, `select count(*) from accounts where totp_secret = 'JBSWY3DP'::bytea`); n != 0 {
		t.Error("the second factor's secret is stored in the open")
	}
	_, err = db.Work.CreateAccount(ctx, store.NewAccount{Org: db.Org, Login: "huang", Name: "另一人", Roles: want.Roles, Hash: "x"})
	mustBe(t, "the same login", err, fault.Invalid)
	_, _, _, err = db.Serve.Secrets(ctx, "nobody")
	mustBe(t, "an unknown login", err, fault.NotFound)
	must(t, "disabling", db.Work.Disable(ctx, want.Account))
	_, _, _, err = db.Serve.Secrets(ctx, "huang")
	mustBe(t, "a disabled login", err, fault.NotFound)
	mustBe(t, "disabling nobody", db.Work.Disable(ctx, dispute.AccountID("00000000-0000-0000-0000-000000000000")), fault.NotFound)
}

func TestDoorAccountsAreListedByTheirOrganisationAndRole(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	who := clerk(t, db)
	must(t, "disabling", db.Work.Disable(ctx, who.Account))
	must(t, "reading", db.Serve.Read(ctx, store.AsStaff(db.Mediator), func(r *store.Reader) error {
		all, err := r.Staff(ctx, db.Org)
		if err != nil || len(all) != 3 {
			t.Errorf("got %d accounts, %v, want 3", len(all), err)
		}
		heads, err := r.Holders(ctx, db.Org, dispute.Head)
		if err != nil || len(heads) != 1 || heads[0].ID != db.Head.Account {
			t.Errorf("got heads %v, %v", heads, err)
		}
		clerks, err := r.Holders(ctx, db.Org, dispute.Recorder)
		if err != nil || len(clerks) != 0 {
			t.Errorf("got recorders %v, %v, want none but the disabled one left out", clerks, err)
		}
		names, err := r.Names(ctx, who.Account, db.Head.Account)
		if diff := cmp.Diff(map[dispute.AccountID]string{who.Account: "黄书记员", db.Head.Account: "陈国栋"}, names); err != nil || diff != "" {
			t.Errorf("%v, names (-want +got):\n%s", err, diff)
		}
		return nil
	}))
	must(t, "reading", db.Serve.Read(ctx, store.AsStaff(neighbour(t, db)), func(r *store.Reader) error {
		_, err := r.Account(ctx, who.Account)
		mustBe(t, "another committee's account", err, fault.NotFound)
		return nil
	}))
	a, err := db.Work.AccountByLogin(ctx, "huang")
	if err != nil || !a.Disabled || !a.SecondFactor || a.Org != db.Org {
		t.Errorf("got %+v, %v", a, err)
	}
}

func TestDoorAStaffSessionEndsByRestByTimeAndByWhatHappensToTheAccount(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	who := clerk(t, db)
	tests := []struct {
		name string
		end  func(session []byte)
	}{
		{"closed", func(s []byte) { must(t, "closing", db.Serve.CloseSession(ctx, s)) }},
		{"half an hour of rest", func([]byte) { db.Exec(t, `update staff_sessions set seen_at = now() - interval '31 minutes'`) }},
		{"eight hours", func([]byte) { db.Exec(t, `update staff_sessions set expires_at = now()`) }},
		{"other roles", func([]byte) { must(t, "roles", db.Work.SetRoles(ctx, who.Account, who.Roles)) }},
		{"another password", func([]byte) { must(t, "password", db.Work.SetPassword(ctx, who.Account, "y")) }},
		{"disabled", func([]byte) { must(t, "disabling", db.Work.Disable(ctx, who.Account)) }},
	}
	for _, tt := range tests {
		db.Exec(t, `delete from staff_sessions`)
		session := openStaff(t, db, who)
		db.Exec(t, `update staff_sessions set seen_at = now() - interval '29 minutes'`)
		got, _, err := db.Serve.StaffSession(ctx, session)
		if diff := cmp.Diff(who, got); err != nil || diff != "" {
			t.Errorf("before %s: %v %s", tt.name, err, diff)
		}
		if n := count(t, db, `select count(*) from staff_sessions where seen_at < now() - interval '1 minute'`); n != 0 {
			t.Errorf("before %s: a request did not count as a sign of life", tt.name)
		}
		tt.end(session)
		_, _, err = db.Serve.StaffSession(ctx, session)
		mustBe(t, tt.name, err, fault.NotFound)
	}
	_, hash := seal.NewToken()
	_, err := db.Serve.OpenStaffSession(ctx, hash, who.Account)
	mustBe(t, "a session for a disabled account", err, fault.NotFound)
}

func TestDoorAStepOfTheSecondFactorIsSpentOnce(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	who := clerk(t, db)
	for _, tt := range []struct {
		step  int64
		fresh bool
	}{{100, true}, {100, false}, {99, false}, {101, true}} {
		if fresh, err := db.Serve.UseTOTP(ctx, who.Account, tt.step); err != nil || fresh != tt.fresh {
			t.Errorf("step %d: got %v, %v, want %v", tt.step, fresh, err, tt.fresh)
		}
	}
}

func TestDoorTheAuditTrailIsReadByItsCommitteeAndChangedByNobody(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	f := filed(t, db)
	must(t, "a line", db.Serve.Audit(ctx, db.Mediator, f.Case, "read_case", ""))
	must(t, "a line without a case", db.Serve.Audit(ctx, dispute.Actor{}, "", "sign_in_refused", ""))
	for name, tt := range map[string]struct {
		who  dispute.Actor
		want int
	}{"its own": {db.Mediator, 1}, "another": {neighbour(t, db), 0}} {
		must(t, name, db.Serve.Read(ctx, store.AsStaff(tt.who), func(r *store.Reader) error {
			lines, err := r.AuditTrail(ctx, f.Case, 0, 10)
			if len(lines) != tt.want {
				t.Errorf("%s committee: got %d lines, want %d", name, len(lines), tt.want)
			}
			return err
		}))
	}
	for _, url := range []string{db.ServeURL, db.WorkURL} {
		refused(t, url, `update audit set what = 'nothing'`)
		refused(t, url, `delete from audit`)
	}
}

func TestDoorTheWorkplaceDateIsMovedByWorkAlone(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	must(t, "moving", db.Work.SetWorkplace(ctx, time.Now().AddDate(0, 2, 0)))
	offset, err := db.Serve.Offset(ctx)
	if days := offset.Hours() / 24; err != nil || days < 58 || days > 63 {
		t.Errorf("got an offset of %.1f days, %v, want two months", days, err)
	}
	refused(t, db.ServeURL, `insert into settings (name, value) values ('demo', 'x')`)
	refused(t, db.ServeURL, `update settings set value = '0'`)
}

func TestDoorKeysAreMadeOnceAndNeverForADatabaseThatKnowsOthers(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	dir := filepath.Join(t.TempDir(), "keys")
	first, err := store.CheckKeys(ctx, db.ServeURL, dir)
	must(t, "a first start", err)
	again, err := store.CheckKeys(ctx, db.WorkURL, dir)
	must(t, "the next start", err)
	if first.ReceiptCode("c", 1) != again.ReceiptCode("c", 1) {
		t.Error("the next start has other keys")
	}
	lost := filepath.Join(t.TempDir(), "lost")
	_, err = store.CheckKeys(ctx, db.ServeURL, lost)
	if err == nil || !strings.Contains(err.Error(), "restore") {
		t.Errorf("keys lost: got %v, want a refusal that says what to do", err)
	}
	if _, err := os.Stat(lost); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("keys lost: something was written there (%v)", err)
	}
	foreign := filepath.Join(t.TempDir(), "foreign")
	_, err = seal.Create(foreign)
	must(t, "other keys", err)
	if _, err = store.CheckKeys(ctx, db.ServeURL, foreign); err == nil {
		t.Error("another deployment's keys: got no refusal")
	}
}

func TestDoorNoKeysAreMadeForSealedCasesWithoutACanary(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	filed(t, db)
	dir := filepath.Join(t.TempDir(), "keys")
	if _, err := store.CheckKeys(t.Context(), db.ServeURL, dir); err == nil {
		t.Error("got keys for a database sealed with others")
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something was written there (%v)", err)
	}
}

func TestDoorOrganisationsAreMadeAndFound(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	id := neighbour(t, db).Org
	o, err := db.Serve.Org(ctx, id)
	if err != nil || o.NumberTemplate != "（{year}）调字第{n}号" || o.Kind != store.CommitteeKind {
		t.Errorf("got %+v, %v", o, err)
	}
	all, err := db.Serve.Orgs(ctx)
	if err != nil || len(all) != 2 {
		t.Errorf("got %d organisations, %v, want 2", len(all), err)
	}
	_, err = db.Serve.Org(ctx, "../")
	mustBe(t, "no id", err, fault.NotFound)
}
