package store_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/seal"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
)

// filed stores the sample filing as a door does: checked first.
func filed(t *testing.T, db *storetest.DB) store.Filed {
	t.Helper()
	form := disputetest.Filing()
	if err := dispute.Check(form); err != nil {
		t.Fatal(err)
	}
	f, err := db.Serve.File(t.Context(), dispute.Actor{}, db.Org, form, key())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// neighbour is a mediator of another committee.
func neighbour(t *testing.T, db *storetest.DB) dispute.Actor {
	t.Helper()
	org, err := db.Work.CreateOrg(t.Context(), store.Org{Kind: store.CommitteeKind, Name: "江北街道人民调解委员会"})
	if err != nil {
		t.Fatal(err)
	}
	return dispute.Actor{Account: db.Mediator.Account, Org: org, Roles: []dispute.Role{dispute.Mediator}}
}

func picture(t *testing.T, db *storetest.DB, id dispute.CaseID) dispute.Picture {
	t.Helper()
	p, err := db.Work.Load(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// against is the other side of a case.
func against(t *testing.T, db *storetest.DB, id dispute.CaseID) dispute.PartyID {
	t.Helper()
	for _, x := range picture(t, db, id).Parties {
		if x.Side == dispute.OtherSide {
			return x.ID
		}
	}
	t.Fatal("the case has no other side")
	return ""
}

func mustBe(t *testing.T, what string, err error, want fault.Kind) {
	t.Helper()
	if !fault.Is(err, want) {
		t.Errorf("%s: got %v, want %s", what, err, want)
	}
}

func must(t *testing.T, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

func openParty(t *testing.T, db *storetest.DB, id dispute.CaseID, who dispute.Actor, link string) []byte {
	t.Helper()
	_, hash := seal.NewToken()
	_, err := db.Serve.OpenPartySession(t.Context(), hash, id, who, link)
	must(t, "opening a session", err)
	return hash
}

func TestDoorAReceiptCodeOpensItsCaseUntilANewOneIsGiven(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	f := filed(t, db)
	id, who, err := db.Serve.ReceiptHolder(ctx, seal.HashCode(f.Code))
	must(t, "the code", err)
	if id != f.Case || who.Party != f.Party || !who.Has(dispute.Worker) {
		t.Fatalf("got %s %+v, want %s and its applicant as worker", id, who, f.Case)
	}
	session := openParty(t, db, id, who, "")
	link, _, err := db.Serve.MakeLink(ctx, db.Mediator, f.Case, f.Party, "", time.Hour)
	must(t, "a link", err)
	byLink := openParty(t, db, id, who, link)

	code, _, err := db.Serve.Reissue(ctx, db.Mediator, f.Case, f.Party)
	must(t, "a new code", err)
	if code == f.Code {
		t.Error("got the same code again")
	}
	_, _, err = db.Serve.ReceiptHolder(ctx, seal.HashCode(f.Code))
	mustBe(t, "the old code", err, fault.NotFound)
	_, _, _, err = db.Serve.PartySession(ctx, session)
	mustBe(t, "a session by the old code", err, fault.NotFound)
	_, _, _, err = db.Serve.PartySession(ctx, byLink)
	must(t, "a session by another way", err)
	again, _, err := db.Serve.ReceiptHolder(ctx, seal.HashCode(code))
	if err != nil || again != f.Case {
		t.Errorf("the new code: got %s, %v", again, err)
	}
	must(t, "showing it", db.Serve.Read(ctx, store.AsStaff(db.Mediator), func(r *store.Reader) error {
		in, err := r.Receipt(ctx, f.Case, f.Party)
		if in.Code != code || in.Issue != 2 || in.Number != f.Number {
			t.Errorf("got receipt %s, issue %d, want the new code, issue 2, number %s", in.Number, in.Issue, f.Number)
		}
		return err
	}))
}

func TestDoorOnlyAnApplicantOfOnesOwnCommitteeGetsACodeAnew(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	f := filed(t, db)
	_, _, err := db.Serve.Reissue(ctx, neighbour(t, db), f.Case, f.Party)
	mustBe(t, "another committee", err, fault.NotFound)
	_, _, err = db.Serve.Reissue(ctx, db.Mediator, f.Case, against(t, db, f.Case))
	mustBe(t, "the other side", err, fault.NotFound)
	_, _, err = db.Serve.ReceiptHolder(ctx, seal.HashCode(f.Code))
	must(t, "the code in force", err)
}

func TestDoorAnApplicantIsFoundByNumberAndPhoneTogether(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	f := filed(t, db)
	phone, err := dispute.NormalizePhone(disputetest.RiderPhone)
	must(t, "the phone", err)
	db.Exec(t, `update cases set number_year = 2026, number_seq = 7, number = '（2026）惠桥民调字第7号'`)
	tests := []struct {
		name, number, phone string
		found               bool
	}{
		{"case number", "（2026）惠桥民调字第7号", phone, true},
		{"receipt number", f.Number, phone, true},
		{"receipt number without its first character, with blanks", " " + f.Number[len("收"):] + " ", phone, true},
		{"another phone", f.Number, "+8613900139000", false},
		{"another number", "（2026）惠桥民调字第8号", phone, false},
		{"no number", "", phone, false},
		{"a pattern", "%", phone, false},
	}
	for _, tt := range tests {
		id, who, err := db.Serve.FindApplicant(ctx, tt.number, tt.phone)
		if got := err == nil && id == f.Case && who.Party == f.Party; got != tt.found || !got && !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: got %v, %v, want found %v", tt.name, got, err, tt.found)
		}
	}
}

func TestDoorALinkLetsItsPartyInUntilItIsRevokedOrEnds(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	f := filed(t, db)
	insurer := against(t, db, f.Case)
	link, ends, err := db.Serve.MakeLink(ctx, db.Mediator, f.Case, insurer, "", 48*time.Hour)
	must(t, "making", err)
	if left := time.Until(ends); left > 48*time.Hour || left < 47*time.Hour {
		t.Errorf("got a link of %s, want 48 hours", left)
	}
	id, who, err := db.Serve.LinkHolder(ctx, link)
	if err != nil || id != f.Case || who.Party != insurer || !who.Has(dispute.Respondent) {
		t.Fatalf("got %s %+v %v, want the insurer as respondent", id, who, err)
	}
	session := openParty(t, db, id, who, link)

	must(t, "moving the workplace", db.Work.SetWorkplace(ctx, time.Now().Add(72*time.Hour)))
	_, _, err = db.Serve.LinkHolder(ctx, link)
	mustBe(t, "three days later", err, fault.TooLate)
	_, _, _, err = db.Serve.PartySession(ctx, session)
	must(t, "a session keeps to real time", err)
	must(t, "moving back", db.Work.SetWorkplace(ctx, time.Now()))

	mustBe(t, "revoking from another committee", db.Serve.RevokeLink(ctx, neighbour(t, db), link), fault.NotFound)
	must(t, "revoking", db.Serve.RevokeLink(ctx, db.Mediator, link))
	_, _, err = db.Serve.LinkHolder(ctx, link)
	mustBe(t, "a revoked link", err, fault.TooLate)
	_, _, _, err = db.Serve.PartySession(ctx, session)
	mustBe(t, "its session", err, fault.NotFound)
	_, _, err = db.Serve.LinkHolder(ctx, "../"+link)
	mustBe(t, "no link", err, fault.NotFound)
}

func TestDoorALinkIsMadeForPartiesOfOnesOwnCasesOnly(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	f := filed(t, db)
	insurer := against(t, db, f.Case)
	for name, make := range map[string]func() error{
		"another committee": func() error {
			_, _, err := db.Serve.MakeLink(ctx, neighbour(t, db), f.Case, insurer, "", time.Hour)
			return err
		},
		"nobody of this case": func() error { _, _, err := db.Serve.MakeLink(ctx, db.Mediator, f.Case, "x", "", time.Hour); return err },
		"no agent of theirs": func() error {
			_, _, err := db.Serve.MakeLink(ctx, db.Mediator, f.Case, insurer, f.Party, time.Hour)
			return err
		},
	} {
		mustBe(t, name, make(), fault.NotFound)
	}
}

func TestDoorWhoLeftTheCaseIsShutOutAtOnce(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]string{
		"replaced": `update cases set picture = jsonb_set(jsonb_set(picture, '{parties,0,left}', 'true'), '{parties,1,left}', 'true')`,
		"erased":   `delete from case_keys`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db, ctx := storetest.New(t), t.Context()
			f := filed(t, db)
			link, _, err := db.Serve.MakeLink(ctx, db.Mediator, f.Case, against(t, db, f.Case), "", time.Hour)
			must(t, "a link", err)
			id, who, err := db.Serve.ReceiptHolder(ctx, seal.HashCode(f.Code))
			must(t, "the code", err)
			session := openParty(t, db, id, who, "")

			db.Exec(t, change)
			_, _, err = db.Serve.ReceiptHolder(ctx, seal.HashCode(f.Code))
			mustBe(t, "the code", err, fault.NotFound)
			_, _, _, err = db.Serve.PartySession(ctx, session)
			mustBe(t, "the session", err, fault.NotFound)
			_, _, err = db.Serve.LinkHolder(ctx, link)
			mustBe(t, "the link", err, fault.TooLate)
		})
	}
}

func TestDoorAOneTimeCodeIsGoodOnceAndForFiveTriesAndTenMinutes(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	f := filed(t, db)
	who := dispute.Actor{Party: f.Party, Roles: []dispute.Role{dispute.Worker}}
	fresh := func() string {
		code, phone, _, err := db.Serve.NewCode(ctx, f.Case, who, "receipt")
		must(t, "a code", err)
		if phone != "+8613800138000" {
			t.Errorf("got phone %q, want the one on file", phone)
		}
		return code
	}
	use := func(what, code string, want bool) {
		t.Helper()
		if got, err := db.Serve.UseCode(ctx, f.Case, who, "receipt", code); err != nil || got != want {
			t.Errorf("%s: got %v, %v, want %v", what, got, err, want)
		}
	}
	first := fresh()
	use("the right one", first, true)
	use("used before", first, false)
	second, third := fresh(), fresh()
	if second != third {
		use("an earlier one", second, false)
	}
	if right, err := db.Serve.UseCode(ctx, f.Case, who, "link", third); err != nil || right {
		t.Errorf("for another purpose: got %v, %v", right, err)
	}
	db.Exec(t, `update codes set expires_at = now()`)
	use("ten minutes later", third, false)

	last := fresh()
	var tried sync.WaitGroup
	for range 12 {
		tried.Go(func() {
			if right, err := db.Serve.UseCode(ctx, f.Case, who, "receipt", "none"); err != nil || right {
				t.Errorf("a wrong one: got %v, %v", right, err)
			}
		})
	}
	tried.Wait()
	use("after five wrong ones", last, false)
	if right, err := db.Serve.UseCode(ctx, "00000000-0000-0000-0000-000000000000", dispute.Actor{}, "receipt", last); err != nil || right {
		t.Errorf("a case that is none: got %v, %v", right, err)
	}
}

func TestDoorNoMoreThanTheLimitPassAtOnce(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	const limit, bucket = 6, "staff/陈志强"
	try := func(ctx context.Context) (time.Duration, bool) {
		wait, ok, err := db.Serve.Allow(ctx, bucket, limit, time.Hour)
		if err != nil {
			t.Error(err)
		}
		return wait, ok
	}
	var passed atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, ok := try(ctx); ok {
				passed.Add(1)
			}
		})
	}
	all.Wait()
	if got := passed.Load(); got != limit {
		t.Fatalf("got %d tries through, want %d", got, limit)
	}
	if wait, ok := try(ctx); ok || wait <= 0 || wait > time.Hour {
		t.Errorf("past the limit: got %s, %v, want a wait of up to an hour", wait, ok)
	}
	must(t, "forgiving", db.Serve.Forgive(ctx, bucket))
	if wait, ok := try(ctx); !ok || wait != time.Second {
		t.Errorf("the sixth try: got %s, %v, want to pass after a second", wait, ok)
	}
	db.Exec(t, `update attempts set slot = slot - interval '2 hours'`)
	if wait, ok := try(ctx); !ok || wait != 0 {
		t.Errorf("after the window: got %s, %v, want to pass at once", wait, ok)
	}
	if n := count(t, db, `select count(*) from attempts where bucket like '%staff%' or bucket like '%陈%'`); n != 0 {
		t.Error("a bucket's name is stored in the open")
	}
	must(t, "sweeping", db.Work.SweepDoors(ctx))
}
