package store_test

import (
	"slices"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
)

func TestWhatWaitsIsSeenByStaffAndByTheSideThatSentIt(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	f, tray := file(t, db), store.Tray{Store: db.Work}
	worker := store.AsParty(dispute.Actor{Party: f.Party, Roles: []dispute.Role{dispute.Worker}}, f.Case)
	other := store.AsParty(dispute.Actor{Party: dispute.AgainstOf(f.Entry), Roles: []dispute.Role{dispute.Respondent}}, f.Case)
	office := store.AsStaff(db.Mediator)
	hand := func(scope store.Scope, name dispute.ActName, form dispute.Form) dispute.ActID {
		h, err := db.Serve.HandIn(ctx, scope, dispute.Act{Case: f.Case, Name: name, By: scope.Actor, Channel: dispute.Web}, form, key())
		must(t, "handing in", err)
		return h.Ref.ID
	}
	said, noted := hand(worker, dispute.Message, disputetest.Text()), hand(office, dispute.Note, disputetest.Text())
	sees := func(when string, scope store.Scope, parked bool, want ...dispute.ActID) {
		t.Helper()
		var got []dispute.ActID
		must(t, when, db.Serve.Read(ctx, scope, func(r *store.Reader) error {
			list, err := r.Waiting(ctx, f.Case)
			for _, w := range list {
				got = append(got, w.Entry)
				if w.Parked != parked {
					t.Errorf("%s: %s parked %t", when, w.Act, w.Parked)
				}
			}
			return err
		}))
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", when, got, want)
		}
	}
	sees("just handed in", office, false)
	db.Exec(t, `update entries set stored_at = stored_at - interval '1 minute' where act <> 'file'`)
	sees("a minute later, staff", office, false, said, noted)
	sees("a minute later, the worker", worker, false, said)
	sees("a minute later, the other side", other, false)
	for range 5 {
		must(t, "trying", tray.Tried(ctx, said, ""))
	}
	must(t, "answering the note", tray.Delivered(ctx, noted))
	sees("parked", worker, true, said)
	for _, want := range []int{1, 0} {
		if n, err := tray.Unpark(ctx); err != nil || n != want {
			t.Errorf("unparking: got %d, %v, want %d", n, err, want)
		}
	}
	refs, err := tray.Undelivered(ctx, 0, 10)
	if err != nil || len(refs) != 1 || refs[0].ID != said {
		t.Errorf("after unparking: got %v, %v, want the message to wait for the relay", refs, err)
	}
}
