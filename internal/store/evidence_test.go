package store_test

import (
	"bytes"
	"sync"
	"testing"

	"github.com/google/uuid"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
)

// Each of them found the case empty before its bytes came.
func TestFilesHandedInAtOncePassTheLimitOfTheCaseOnlyOneByOne(t *testing.T) {
	t.Parallel()
	db, ctx := storetest.New(t), t.Context()
	filed := file(t, db)
	mine := store.AsParty(dispute.Actor{Party: filed.Party, Roles: []dispute.Role{dispute.Worker}}, filed.Case)
	slots, errs := make([]store.Slot, 6), make([]error, 6)
	for i := range slots {
		slots[i], errs[i] = db.Serve.Slot(ctx, mine, filed.Case)
		must(t, "a slot", errs[i])
	}
	var wg sync.WaitGroup
	for i, slot := range slots {
		wg.Go(func() {
			_, _, errs[i] = db.Serve.AddFile(ctx, mine, filed.Case, slot, store.FileRow{Name: "a.jpg", Media: "image/jpeg", Kind: "photo",
				VaultID: uuid.NewString(), Size: 400, SHA256: bytes.Repeat([]byte{byte(i)}, 32), CaseLimit: 1000}, filed.Party)
		})
	}
	wg.Wait()
	kept := 0
	for _, err := range errs {
		f, refused := fault.As(err)
		switch {
		case err == nil:
			kept++
		case !refused || f.Code != "too_large":
			t.Errorf("got %v, want too_large", err)
		}
	}
	if slot, err := db.Serve.Slot(ctx, mine, filed.Case); err != nil || kept != 2 || slot.Used != 800 {
		t.Errorf("got %d kept, %d bytes, %v, want two files of 400 within 1000", kept, slot.Used, err)
	}
}
