package workflows_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/statute"
	"hejie/workflows/workflowstest"
)

// TestStoriesEndAsTold plays every outcome with time skipped. A story that goes on after the case was put away goes on in a
// new run, begun with the act in its hand, as the client does it.
func TestStoriesEndAsTold(t *testing.T) {
	t.Parallel()
	for _, s := range workflowstest.Stories(disputetest.Day(t, begins)) {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			b := fresh(t)
			p := &player{bench: b, replies: make([]*reply, len(s.Steps)), steps: s.Steps, times: times(s.Steps)}
			p.plan(0)
			got := b.live()
			for p.next < len(s.Steps) {
				begun := p.next
				b.run(p.times[begun])
				p.plan(begun)
				got = b.live()
				if p.next == begun {
					t.Fatalf("step %d was never served", begun)
				}
			}
			p.check(t)
			if got != s.Ends || b.shelf.Picture(b.cast.Case).Stage != s.Ends {
				t.Errorf("ended %q, on record %q, want %q", got, b.shelf.Picture(b.cast.Case).Stage, s.Ends)
			}
		})
	}
}

// player hands in the steps of a story, each at its time.
type player struct {
	*bench
	steps   []workflowstest.Step
	times   []time.Time
	replies []*reply
	next    int
}

// times are the moments of the steps: ten on their day, those of one day a minute apart.
func times(steps []workflowstest.Step) []time.Time {
	list := make([]time.Time, len(steps))
	for i, s := range steps {
		list[i] = s.On.At(10*time.Hour + time.Duration(i+1)*time.Minute)
	}
	return list
}

func (p *player) plan(from int) {
	for i := from; i < len(p.steps); i++ {
		p.at(p.times[i], func() { p.play(i) })
	}
}

func (p *player) play(i int) {
	p.next = i + 1
	s := p.steps[i]
	if s.Do == "" {
		return
	}
	form := dispute.Forms(s.Do)
	if s.With != nil {
		form = s.With(p.cast, p.shelf.Picture(p.cast.Case))
	}
	ref := p.shelf.HandIn(dispute.Act{ID: dispute.ActID(disputetest.ID(fmt.Sprint("step ", i))), Case: p.cast.Case, Name: s.Do,
		By: p.cast.Actor(s.By), For: p.cast.Party(s.For), Channel: dispute.Web, HappenedOn: s.On,
		Proof: []dispute.EvidenceID{dispute.EvidenceID(disputetest.ID("photo"))}}, form)
	p.replies[i] = p.send(ref)
}

func (p *player) check(t *testing.T) {
	t.Helper()
	for i, r := range p.replies {
		switch s := p.steps[i]; {
		case s.Do == "":
		case r == nil || !r.done:
			t.Errorf("step %d, %s: no answer", i, s.Do)
		case r.kind() != s.Want || s.Want == "" && r.err != nil:
			t.Errorf("step %d, %s: %v, want %q", i, s.Do, r.err, s.Want)
		}
	}
}

func TestAnOverdueTermIsOnRecordOnItsDay(t *testing.T) {
	t.Parallel()
	b := fresh(t)
	var before, after dispute.Picture
	b.on("2026-03-10", func() { b.do(dispute.Accept, workflowstest.Mediator, disputetest.NotElsewhere()) })
	b.on("2026-03-11", func() {
		b.do(dispute.AgreeOrally, workflowstest.Mediator, &dispute.AgreementDraft{Facts: "…", Terms: []dispute.PromiseForm{
			{Payer: b.cast.Insurer, Payee: b.cast.Rider, AmountFen: 100, Due: disputetest.Day(t, "2026-03-16")}}})
	})
	midnight := disputetest.Day(t, "2026-03-17").Start()
	b.at(midnight.Add(-time.Second), func() { before = b.shelf.Picture(b.cast.Case) })
	b.at(midnight.Add(time.Second), func() { after = b.shelf.Picture(b.cast.Case) })
	b.on("2026-03-18", func() {
		b.do(dispute.RecordPayment, workflowstest.Mediator, &dispute.Payment{Term: after.Terms[0].ID, AmountFen: 100})
	})
	if got := b.live(); got != dispute.Closed {
		t.Errorf("ended %q, want closed", got)
	}
	if before.Terms[0].Overdue || !after.Terms[0].Overdue {
		t.Errorf("overdue a second before midnight: %v, after: %v; want false, true", before.Terms[0].Overdue, after.Terms[0].Overdue)
	}
	if got := rules(after); cmp.Equal(got, rules(before)) {
		t.Errorf("the clocks %v did not change over midnight", got)
	}
}

func rules(p dispute.Picture) []statute.RuleID {
	var ids []statute.RuleID
	for _, k := range p.Clocks {
		ids = append(ids, k.Rule)
	}
	return ids
}
