package store_test

import (
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
)

func TestTheBacklogIsWhatNobodyHasAnswered(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	f, tray := file(t, db), store.Tray{Store: db.Work}
	is := func(when string, want store.Backlog) {
		t.Helper()
		if got, err := db.Serve.Backlog(ctx); err != nil || got != want {
			t.Errorf("%s: got %+v, %v, want %+v", when, got, err, want)
		}
	}
	is("filed", store.Backlog{Unstarted: 1})
	must(t, "starting", tray.MarkStarted(ctx, f.Case))
	var handed [2]dispute.ActID
	for i := range handed {
		h, err := db.Serve.HandIn(ctx, store.AsStaff(db.Mediator), dispute.Act{Case: f.Case, Name: dispute.Note, By: db.Mediator, Channel: dispute.Web}, disputetest.Text(), key())
		must(t, "handing in", err)
		handed[i] = h.Ref.ID
	}
	is("handed in", store.Backlog{Waiting: 2})
	must(t, "delivering", tray.Delivered(ctx, handed[0]))
	for range 5 {
		must(t, "trying", tray.Tried(ctx, handed[1], ""))
	}
	is("one answered, one given up", store.Backlog{Parked: 1})
	if got := db.Column(t, `select entry_id::text from waiting`); len(got) != 1 || got[0] != string(handed[1]) {
		t.Errorf("got %v waiting, want what was given up alone: neither the filing nor what was answered", got)
	}
}
