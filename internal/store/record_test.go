package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
)

func key() store.Key { return store.Key{Scope: "public", Key: uuid.NewString()} }

func file(t *testing.T, db *storetest.DB) store.Filed {
	t.Helper()
	filed, err := db.Serve.File(t.Context(), dispute.Actor{}, db.Org, disputetest.Filing(), key())
	if err != nil {
		t.Fatal(err)
	}
	return filed
}

// atDesk gives what takes an act of the mediator on a case.
func atDesk(t *testing.T, db *storetest.DB, filed store.Filed) func(dispute.ActName, dispute.Form) error {
	return func(name dispute.ActName, form dispute.Form) error {
		t.Helper()
		_, err := act(t, db, db.Mediator, filed.Case, name, form)
		return err
	}
}

// act hands in and records one act, as the door and the workflow do between them.
func act(t *testing.T, db *storetest.DB, by dispute.Actor, id dispute.CaseID, name dispute.ActName, form dispute.Form) (dispute.Recorded, error) {
	t.Helper()
	h, err := db.Serve.HandIn(t.Context(), store.AsStaff(by), dispute.Act{Case: id, Name: name, By: by, Channel: dispute.Web}, form, store.Key{Scope: "a", Key: uuid.NewString()})
	if err != nil {
		t.Fatal(err)
	}
	p, err := db.Work.Load(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return db.Work.Record(t.Context(), p.Version, h.Ref)
}

func TestAFilingIsWholeAndStartsTheAcceptanceClock(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	filed := file(t, db)
	var f store.CaseFile
	err := db.Serve.Read(t.Context(), store.AsStaff(db.Mediator), func(r *store.Reader) (err error) {
		f, err = r.File(t.Context(), filed.Case)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := f.People[filed.Party].Name; got != disputetest.Filing().Applicant.Name {
		t.Errorf("got applicant %q", got)
	}
	rules := []string{}
	for _, c := range f.Clocks {
		rules = append(rules, string(c.Rule))
	}
	slices.Sort(rules)
	if want := []string{"acceptance", "insurance_limitation"}; !slices.Equal(rules, want) {
		t.Errorf("got clocks %v, want %v", rules, want)
	}
	if len(f.Papers) != 2 || f.Picture.Stage != dispute.Filed || len(f.Events) != 1 {
		t.Errorf("got %d papers, stage %s, %d events", len(f.Papers), f.Picture.Stage, len(f.Events))
	}
}

func TestTheSameKeyFiftyTimesAtOnceIsOneCase(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	k := key()
	var wg sync.WaitGroup
	answers := make([]store.Filed, 50)
	errs := make([]error, 50)
	for i := range answers {
		wg.Go(func() {
			answers[i], errs[i] = db.Serve.File(t.Context(), dispute.Actor{}, db.Org, disputetest.Filing(), k)
		})
	}
	wg.Wait()
	for i := range answers {
		answers[i].Again = false
		if diff := cmp.Diff(answers[0], answers[i]); errs[i] != nil || diff != "" {
			t.Fatalf("answer %d: %v %s", i, errs[i], diff)
		}
	}
	other := disputetest.Filing()
	other.Story += "！"
	if _, err := db.Serve.File(t.Context(), dispute.Actor{}, db.Org, other, k); !fault.Is(err, fault.Invalid) {
		t.Fatalf("other words under the same key: got %v, want invalid", err)
	}
}

// A worker's form leaves source and matter open; they are filled in on the way and must not make other words of the same.
func TestAFilingThatLeavesThingsOpenIsAnsweredTheSameUnderItsKey(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	k := key()
	open := func(f *dispute.Filing) { f.Matter, f.Source = "", "" }
	first, err := db.Serve.File(t.Context(), dispute.Actor{}, db.Org, disputetest.Filing(open), k)
	if err != nil {
		t.Fatal(err)
	}
	again, err := db.Serve.File(t.Context(), dispute.Actor{}, db.Org, disputetest.Filing(open), k)
	if err != nil || !again.Again {
		t.Fatalf("got %+v, %v; want the first answer again", again, err)
	}
	again.Again = false
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("the second answer differs (-first +second):\n%s", diff)
	}
}

func TestAnActRecordedTwiceIsAnsweredAsItWasThen(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	filed := file(t, db)
	h, err := db.Serve.HandIn(t.Context(), store.AsStaff(db.Mediator),
		dispute.Act{Case: filed.Case, Name: dispute.Accept, By: db.Mediator, Channel: dispute.Web}, disputetest.NotElsewhere(), key())
	if err != nil {
		t.Fatal(err)
	}
	first, err := db.Work.Record(t.Context(), 1, h.Ref)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := act(t, db, db.Mediator, filed.Case, dispute.OpenMediation, &dispute.Reason{}); err != nil {
		t.Fatal(err)
	}
	again, err := db.Work.Record(t.Context(), 1, h.Ref)
	if diff := cmp.Diff(first, again); err != nil || diff != "" {
		t.Fatalf("%v %s", err, diff)
	}
}

func TestAnotherVersionOnRecordIsSaidToHaveMoved(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	filed := file(t, db)
	if _, err := act(t, db, db.Mediator, filed.Case, dispute.Accept, disputetest.NotElsewhere()); err != nil {
		t.Fatal(err)
	}
	h, err := db.Serve.HandIn(t.Context(), store.AsStaff(db.Mediator),
		dispute.Act{Case: filed.Case, Name: dispute.Note, By: db.Mediator, Channel: dispute.Web}, disputetest.Text(), key())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Work.Record(t.Context(), 1, h.Ref); !errors.Is(err, dispute.ErrMoved) {
		t.Fatalf("got %v, want moved", err)
	}
}

func TestNumbersRunWithoutGapsWhenManyAcceptAtOnce(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	cases := make([]dispute.CaseID, 12)
	for i := range cases {
		cases[i] = file(t, db).Case
	}
	var wg sync.WaitGroup
	for _, id := range cases {
		wg.Go(func() {
			if _, err := act(t, db, db.Mediator, id, dispute.Accept, disputetest.NotElsewhere()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	var lines []store.DocketLine
	err := db.Serve.Read(t.Context(), store.AsStaff(db.Mediator), func(r *store.Reader) (err error) {
		lines, err = r.Docket(t.Context(), store.DocketQuery{Limit: 50})
		return err
	})
	if err != nil || len(lines) != len(cases) {
		t.Fatalf("got %d lines, %v", len(lines), err)
	}
	seen := map[string]bool{}
	for _, l := range lines {
		seen[l.Number] = true
	}
	for i := range cases {
		if !slices.ContainsFunc(lines, func(l store.DocketLine) bool { return strings.HasSuffix(l.Number, fmt.Sprintf("第%d号", i+1)) }) {
			t.Errorf("no case has number %d: %v", i+1, seen)
		}
	}
}

func TestAnotherCommitteeSeesNothingAndNoScopeSeesNothing(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	filed := file(t, db)
	stranger := db.Mediator
	stranger.Org = dispute.OrgID(uuid.NewString())
	for name, scope := range map[string]store.Scope{"another committee": store.AsStaff(stranger), "the door": store.AtDoor(),
		"system entered by serve": store.AsSystem(), "another case": store.AsParty(dispute.Actor{}, dispute.CaseID(uuid.NewString()))} {
		err := db.Serve.Read(t.Context(), scope, func(r *store.Reader) error {
			_, err := r.File(t.Context(), filed.Case)
			return err
		})
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: got %v, want not found", name, err)
		}
	}
}

func TestADisabledAccountsWaitingActIsRefused(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	filed := file(t, db)
	h, err := db.Serve.HandIn(t.Context(), store.AsStaff(db.Mediator),
		dispute.Act{Case: filed.Case, Name: dispute.Accept, By: db.Mediator, Channel: dispute.Web}, disputetest.NotElsewhere(), key())
	if err != nil {
		t.Fatal(err)
	}
	db.Exec(t, `update accounts set disabled_at = now() where id = '`+string(db.Mediator.Account)+`'`)
	if _, err := db.Work.Record(t.Context(), 1, h.Ref); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("got %v, want forbidden", err)
	}
}
