package store_test

import (
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
)

func TestACaseIsHandedToAMediatorOfItsCommitteeAndNobodyElse(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	f := file(t, db)
	left := db.Account(t, "梁伟明", dispute.Mediator)
	must(t, "disabling", db.Work.Disable(t.Context(), left.Account))
	elsewhere, err := db.Work.CreateAccount(t.Context(), store.NewAccount{
		Org: neighbour(t, db).Org, Login: "hemin", Name: "何敏", Roles: []dispute.Role{dispute.Mediator}, Hash: "x"})
	must(t, "an account of another committee", err)
	for name, to := range map[string]dispute.AccountID{
		"nobody": dispute.AccountID(disputetest.ID("no account")), "a helper": db.Account(t, "吴海生", dispute.Helper).Account,
		"one of another committee": elsewhere, "one who has left": left.Account,
	} {
		accepted := disputetest.NotElsewhere()
		accepted.Mediator = to
		for how, form := range map[dispute.ActName]dispute.Form{dispute.Assign: &dispute.Handing{Mediator: to}, dispute.Accept: accepted} {
			_, err := act(t, db, db.Head, f.Case, how, form)
			if got, ok := fault.As(err); !ok || len(got.Fields) != 1 || got.Fields[0].Name != "mediator" {
				t.Errorf("%s, %s: got %v, want the field mediator refused", how, name, err)
			}
		}
	}
	if _, err := act(t, db, db.Head, f.Case, dispute.Assign, &dispute.Handing{Mediator: db.Mediator.Account}); err != nil {
		t.Errorf("a mediator of the committee: %v", err)
	}
}
