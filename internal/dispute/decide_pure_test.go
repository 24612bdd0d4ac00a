package dispute_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/statute"
)

// copyOf is a picture that shares nothing with the original.
func copyOf(t disputetest.Failer, p dispute.Picture) dispute.Picture {
	t.Helper()
	text, err := json.Marshal(p)
	if err != nil {
		t.Fatalf("writing a picture: %v", err)
	}
	var c dispute.Picture
	if err := json.Unmarshal(text, &c); err != nil {
		t.Fatalf("reading a picture back: %v", err)
	}
	return c
}

// same compares pictures with their instants, leaving aside how an empty list is kept.
func same(a, b dispute.Picture) string {
	return cmp.Diff(a, b, cmpopts.EquateEmpty(), cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }),
		cmp.Comparer(func(a, b statute.Date) bool { return a == b }))
}

func TestWhateverPeopleDoACaseKeepsItsShape(t *testing.T) {
	t.Parallel()
	var cases []*disputetest.Case
	for _, stage := range dispute.Stages {
		cases = append(cases, disputetest.At(t, stage), ripe(t, stage),
			disputetest.At(t, stage, disputetest.About(dispute.Pay), disputetest.From(dispute.ByCourt)))
	}
	rapid.Check(t, func(t *rapid.T) {
		w := begin(t, rapid.SampledFrom(cases).Draw(t, "case"))
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			w.step(t)
		}
	})
}

func TestEveryPictureOfTheSamplesReadsBackEqual(t *testing.T) {
	t.Parallel()
	for _, stage := range dispute.Stages {
		for _, p := range []dispute.Picture{disputetest.At(t, stage).Now, ripe(t, stage).Now} {
			if diff := same(p, copyOf(t, p)); diff != "" {
				t.Errorf("%s:\n%s", stage, diff)
			}
		}
	}
}

func TestDecidingAgainGivesTheSameChangeToTheLastNotice(t *testing.T) {
	t.Parallel()
	c := disputetest.Drafted(t)
	act := dispute.Act{ID: "again", Name: dispute.EndMediation, By: c.Worker(), HappenedOn: c.Today, RecordedAt: c.Today.At(0)}
	one, err := dispute.Decide(c.Now, act, &dispute.Ending{}, c.Law)
	if err != nil {
		t.Fatal(err)
	}
	two, err := dispute.Decide(copyOf(t, c.Now), act, &dispute.Ending{}, c.Law)
	if err != nil {
		t.Fatal(err)
	}
	for name, diff := range map[string]string{
		"picture": same(one.Picture, two.Picture), "notices": cmp.Diff(one.Notices, two.Notices),
		"papers": cmp.Diff(one.Papers, two.Papers), "audience": cmp.Diff(one.Audience, two.Audience),
	} {
		if diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}
