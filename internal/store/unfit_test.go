package store_test

import (
	"errors"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
)

func TestWhatBreaksAConstraintOrFitsNoColumnIsUnfitForTheRecord(t *testing.T) {
	t.Parallel()
	for name, hurt := range map[string]string{
		"a constraint": `alter table events add constraint none check (act <> 'note')`,
		"a column":     `alter table events alter column act type varchar(3) using left(act, 3)`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := storetest.New(t)
			f := file(t, db)
			db.Exec(t, hurt)
			if _, err := act(t, db, db.Mediator, f.Case, dispute.Note, disputetest.Text()); !errors.Is(err, store.ErrUnfit) {
				t.Errorf("got %v, want unfit for the record", err)
			}
		})
	}
}
