package activities_test

import (
	"context"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
	"hejie/internal/vault"
)

func TestClerkLeavesAPaperDueWhileTheVaultIsAway(t *testing.T) {
	t.Parallel()
	o := open(t).file()
	o.clerk.Vault = away{o.disk}
	for range 6 {
		if err := o.clerk.DrawPapers(t.Context(), o.Case); !fault.Is(err, fault.Unavailable) {
			t.Fatalf("got %v, want unavailable", err)
		}
	}
	o.clerk.Vault = o.disk
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	o.paper(dispute.ApplicationPaper)
}

// away is a vault that cannot be reached.
type away struct{ vault.Vault }

func (away) Put(context.Context, io.Reader, int64, seal.FileKey) (vault.Stored, error) {
	return vault.Stored{}, fault.Busy()
}

func TestClerkDrawsTheSameBytesFromTheSameRecord(t *testing.T) {
	t.Parallel()
	o := story(t)
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	before := hashes(o)
	o.db.Exec(t, `update papers set state = 'due'`)
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	if diff := cmp.Diff(before, hashes(o)); diff != "" {
		t.Errorf("drawn again (-first +second):\n%s", diff)
	}
}

func hashes(o *office) map[string]string {
	sums := map[string]string{}
	for _, p := range o.read().Papers {
		sums[string(p.Form)+p.ID] = p.State + " " + p.SHA256
	}
	return sums
}

func TestClerkLetsAPaperThatCannotBeDrawnHoldUpNoOther(t *testing.T) {
	t.Parallel()
	o := open(t).file()
	o.db.Exec(t, `insert into papers (id, case_id, form, subject, audience, state, due_at)
		values ('`+uuid.NewString()+`', '`+string(o.Case)+`', 'unheard_of', '`+string(o.filed.Entry)+`', '', 'due', '2020-01-01')`)
	for range 5 {
		if err := o.clerk.DrawPapers(t.Context(), o.Case); err == nil {
			t.Fatal("a paper that cannot be drawn is no success")
		}
	}
	o.must(o.clerk.DrawPapers(t.Context(), o.Case)) // set aside after five tries
	want := map[dispute.PaperForm]string{"unheard_of": "failed", dispute.ApplicationPaper: "drawn", dispute.ReceiptPaper: "drawn"}
	got := map[dispute.PaperForm]string{}
	for _, p := range o.read().Papers {
		got[p.Form] = p.State
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("papers (-want +got):\n%s", diff)
	}
}

// rushed is a vault in which another worker draws everything while this one puts its first paper away.
type rushed struct {
	vault.Vault
	other func()
	put   []string
}

func (r *rushed) Put(ctx context.Context, in io.Reader, limit int64, key seal.FileKey) (vault.Stored, error) {
	if other := r.other; other != nil {
		r.other = nil
		other()
	}
	kept, err := r.Vault.Put(ctx, in, limit, key)
	r.put = append(r.put, kept.ID)
	return kept, err
}

func TestClerkRemovesTheCopyThatLostTheRace(t *testing.T) {
	t.Parallel()
	o := open(t).file()
	quick := o.clerk
	slow := &rushed{Vault: o.disk, other: func() { o.must(quick.DrawPapers(context.WithoutCancel(t.Context()), o.Case)) }}
	o.clerk.Vault = slow
	o.must(o.clerk.DrawPapers(t.Context(), o.Case))
	if len(slow.put) == 0 {
		t.Fatal("the slow worker put nothing away")
	}
	key, err := keyOf(o)
	o.must(err)
	for _, id := range slow.put {
		if err := o.disk.Check(t.Context(), id, key, nil); err == nil {
			t.Errorf("the copy %s is still there", id)
		}
		known, err := o.db.Work.Known(t.Context(), id)
		o.must(err)
		if known {
			t.Errorf("the copy %s is on record", id)
		}
	}
	o.paper(dispute.ApplicationPaper)
}

func keyOf(o *office) (seal.FileKey, error) {
	_, key, err := o.db.Work.PaperKey(o.t.Context(), o.Case, "any")
	return key, err
}
