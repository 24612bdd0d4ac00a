package store_test

import (
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
)

func TestTheSameKeyForAnotherActIsRefusedAndNothingIsLostSilently(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	filed := file(t, db)
	k := key()
	first := dispute.Act{Case: filed.Case, Name: dispute.Note, By: db.Mediator, Channel: dispute.Web}
	hand := func(a dispute.Act) (store.Handed, error) {
		return db.Serve.HandIn(t.Context(), store.AsStaff(db.Mediator), a, disputetest.Text(), k)
	}
	if _, err := hand(first); err != nil {
		t.Fatal(err)
	}
	if again, err := hand(first); err != nil || !again.Again {
		t.Fatalf("the same act again: got %+v, %v", again, err)
	}
	other, late, forSide := first, first, first
	other.Name = dispute.Message
	late.HappenedOn = disputetest.Day(t, "2026-01-05")
	forSide.For = filed.Party
	for name, a := range map[string]dispute.Act{"another act": other, "another day": late, "another party": forSide} {
		if _, err := hand(a); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s under the same key: got %v, want refused", name, err)
		}
	}
}
