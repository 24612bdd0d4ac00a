package activities

import (
	"context"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"hejie/internal/dispute"
	"hejie/internal/routelog"
)

// notes is a meter that remembers what it noted.
func notes(ctx context.Context, total int64) (*meter, *[]int) {
	var noted []int
	return &meter{ctx: ctx, total: total, note: func(_ context.Context, _ dispute.ActID, percent int) error {
		noted = append(noted, percent)
		return nil
	}}, &noted
}

func TestReadingSaysHowFarItIs(t *testing.T) {
	t.Parallel()
	p := &pulse{}
	m, noted := notes(context.WithValue(t.Context(), pulseKey{}, p), 400)
	for range 2 { // two files of one analysis
		if _, err := io.Copy(io.Discard, iotest.OneByteReader(m.over(strings.NewReader(strings.Repeat("x", 100))))); err != nil {
			t.Fatal(err)
		}
	}
	if m.read != 200 || p.percent.Load() != 50 {
		t.Errorf("got %d bytes, %d %% in the signs of life; want 200 and 50", m.read, p.percent.Load())
	}
	if len(*noted) != 1 {
		t.Errorf("noted %v: want one note in less than a second", *noted)
	}
	m.advance(1000)
	if p.percent.Load() != 99 {
		t.Errorf("got %d %% before anything is judged, want 99", p.percent.Load())
	}
}

func TestACancelledReadingEndsAtOnceAndBlamesNoFile(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	m, _ := notes(ctx, 10)
	r := m.over(strings.NewReader("time,lat,lon\n2025-05-18 18:00:00,23,114\n"))
	cancel()
	track := &routelog.Track{}
	err := track.Read(routelog.Source{Name: "t"}, r)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want the cancellation", err)
	}
	if _, blamed := unusable(err); blamed {
		t.Error("a cancelled reading is taken for a file that cannot be read")
	}
}

func TestAReadingWhoseNoteFailsGoesOn(t *testing.T) {
	t.Parallel()
	m := &meter{ctx: t.Context(), total: 2, note: func(context.Context, dispute.ActID, int) error { return errors.New("away") }}
	if got, err := io.ReadAll(m.over(strings.NewReader("ab"))); err != nil || string(got) != "ab" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestAFormsThresholdsAreThePolicysUnderTheSameNames(t *testing.T) {
	t.Parallel()
	names := func(kind reflect.Type) map[string]bool {
		set := map[string]bool{}
		for i := range kind.NumField() {
			name, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
			set[name] = true
		}
		return set
	}
	form, policy := names(reflect.TypeFor[dispute.RoutePolicy]()), names(reflect.TypeFor[routelog.Policy]())
	if !reflect.DeepEqual(form, policy) {
		t.Errorf("got %v, want %v", form, policy)
	}
}

func TestAnotherPolicyStandsBesideThePublishedOne(t *testing.T) {
	t.Parallel()
	long, same := 900.0, routelog.DefaultPolicy().LongStopS
	tests := []struct {
		name string
		run  dispute.RouteRun
		want []string
	}{
		{"none", dispute.RouteRun{}, []string{"default"}},
		{"another", dispute.RouteRun{Policy: &dispute.RoutePolicy{Name: "宽", LongStopS: &long}}, []string{"宽", "default"}},
		{"the same by another name", dispute.RouteRun{Policy: &dispute.RoutePolicy{Name: "同", LongStopS: &same}}, []string{"同"}},
		{"to compare", dispute.RouteRun{Compare: []dispute.RoutePolicy{{Name: "甲", LongStopS: &long}, {Name: "乙"}}}, []string{"default", "甲", "乙"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			list, err := policiesOf(&tt.run)
			var got []string
			for _, p := range list {
				got = append(got, p.Name)
			}
			if err != nil || !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %v, %v; want %v", got, err, tt.want)
			}
		})
	}
}
