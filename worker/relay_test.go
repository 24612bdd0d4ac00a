package worker_test

import (
	"slices"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
)

func TestFilingsMadeWhileTheEngineWasAwayAreStartedWhenItIsBack(t *testing.T) {
	t.Parallel()
	d := setup(t)
	cases := d.file(250) // more than a page
	d.down = true
	d.pass()
	d.down = false
	d.pass()
	d.pass()
	d.pass()
	for _, c := range cases {
		if d.open[c.Case] != 1 {
			t.Fatalf("%s was started %d times, want once", c.Case, d.open[c.Case])
		}
	}
	if left, err := d.shelf.Unstarted(t.Context(), 1000); err != nil || len(left) != 0 {
		t.Errorf("%d cases left (%v), want none", len(left), err)
	}
}

func TestEntriesOfACaseAreDeliveredOneByOneInTheirOrder(t *testing.T) {
	t.Parallel()
	d := setup(t)
	cases := d.file(3)
	want := map[dispute.CaseID][]dispute.ActID{}
	for range 5 {
		for _, c := range cases {
			ref := d.handIn(c, dispute.Note, disputetest.Text())
			want[c.Case] = append(want[c.Case], ref.ID)
		}
	}
	d.pass()
	for _, c := range cases {
		got := slices.DeleteFunc(slices.Clone(d.asked), func(id dispute.ActID) bool { return !slices.Contains(want[c.Case], id) })
		if !slices.Equal(got, want[c.Case]) {
			t.Errorf("%s got %v, want %v", c.Case, got, want[c.Case])
		}
	}
	if len(d.crowded) > 0 {
		t.Errorf("cases sent two entries at a time: %v", d.crowded)
	}
}

func TestAnEntryIsLeftToItsDoorForAWhile(t *testing.T) {
	t.Parallel()
	d := setup(t)
	ref := d.handIn(d.file(1)[0], dispute.Note, disputetest.Text())
	if err := d.relay.Pass(t.Context()); err != nil || len(d.asked) != 0 {
		t.Errorf("sent %v (%v) at the moment of storing, want nothing", d.asked, err)
	}
	if d.pass(); !d.recorded(ref) {
		t.Error("not delivered a minute later")
	}
}

func TestACaseThatDoesNotAnswerKeepsItsEntriesAndHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	d := setup(t)
	cases := d.file(2)
	d.silent[cases[0].Case] = true
	first, second := d.handIn(cases[0], dispute.Note, disputetest.Text()), d.handIn(cases[0], dispute.Note, disputetest.Text())
	other := d.handIn(cases[1], dispute.Note, disputetest.Text())
	for range 10 { // longer than an entry that nobody can process would be tried
		d.pass()
	}
	if !d.recorded(other) {
		t.Error("the other case waits as well")
	}
	if slices.Contains(d.asked, second.ID) {
		t.Error("a later entry was sent before the first was answered")
	}
	d.silent[cases[0].Case] = false
	d.pass()
	if !d.recorded(first) || !d.recorded(second) {
		t.Errorf("delivered %v, %v after the case answered again, want both", d.recorded(first), d.recorded(second))
	}
}

func TestARefusalIsKeptWithItsEntry(t *testing.T) {
	t.Parallel()
	d := setup(t)
	ref := d.handIn(d.file(1)[0], dispute.OpenMediation, &dispute.Reason{})
	d.pass()
	d.pass()
	_, refused, _, settled := d.shelf.Fate(ref.ID)
	if refused == nil || refused.Kind != fault.Conflict || !settled || len(d.asked) != 1 {
		t.Errorf("refused with %v, settled %v, asked %d times; want a conflict, once", refused, settled, len(d.asked))
	}
}

// The workflow's early look knows no old acts: what it refuses may be on record since an earlier run.
func TestARefusedActThatIsOnRecordIsDelivered(t *testing.T) {
	t.Parallel()
	d := setup(t)
	ref := d.handIn(d.file(1)[0], dispute.Accept, disputetest.NotElsewhere())
	if _, err := d.shelf.Record(t.Context(), 1, ref); err != nil {
		t.Fatal(err)
	}
	d.says[ref.ID] = fault.OutOfTurn("inquiry", nil)
	d.pass()
	if recorded, refused, _, settled := d.shelf.Fate(ref.ID); !recorded || refused != nil || !settled {
		t.Errorf("recorded %v, refused %v, settled %v; want delivered", recorded, refused, settled)
	}
}

func TestAPoisonedEntryIsParkedAfterFiveTriesAndTheRestGoesOn(t *testing.T) {
	t.Parallel()
	d := setup(t)
	c := d.file(1)[0]
	poison := d.handIn(c, dispute.Note, disputetest.Text())
	behind := d.handIn(c, dispute.Note, disputetest.Text())
	d.says[poison.ID] = unprocessed()
	for range 8 {
		d.pass()
	}
	recorded, refused, tries, settled := d.shelf.Fate(poison.ID)
	if recorded || refused != nil || tries != 5 || !settled {
		t.Errorf("recorded %v, refused %v, %d tries, settled %v; want parked after five", recorded, refused, tries, settled)
	}
	if !d.recorded(behind) {
		t.Error("what stood behind was not delivered")
	}
	if n := len(slices.DeleteFunc(d.asked, func(id dispute.ActID) bool { return id != poison.ID })); n != 5 {
		t.Errorf("asked %d times, want five", n)
	}
}
