package faultlab

import (
	"errors"
	"net/http"
	"testing"
	"time"
)

// F11.
func TestTheWorkerKilledUnderLoadDoesEachActOnce(t *testing.T) {
	t.Parallel()
	s := begin(t)
	cases := casesOf(s.crowd(4, 1, nil))
	mediator := s.staff("mediator")
	var statuses map[int]int
	done := make(chan struct{})
	go func() {
		defer close(done)
		statuses = s.senders(8, 8, cases, mediator)
	}()
	for _, reached := range []int{6, 20, 36} {
		eventually(t, "some messages are on record", func() error { return atLeast(s.messages(), reached) })
		s.work.kill()
		s.startWork(bins.hejie)
	}
	<-done
	t.Logf("answers by status: %v", statuses)
	s.judge(cases)
	if n := s.messages(); n != 64 {
		t.Errorf("%d messages are on record, want each of the 64 once", n)
	}
}

// F12.
func TestWhileTheWorkerIsDownEverythingIsTakenInAndDrainsLater(t *testing.T) {
	t.Parallel()
	s := begin(t)
	before := casesOf(s.crowd(4, 1, nil))
	mediator := s.staff("mediator")
	turn := mediator.turn(before[0])
	s.judge(before)
	s.work.kill()

	after := s.crowd(4, 2, nil)
	accept := actCall(before[0], "accept", turn, map[string]any{"elsewhere": "none"})
	a := mediator.persist(accept)
	if a.status != http.StatusAccepted {
		t.Errorf("an act without a worker was answered %d %s, want 202", a.status, a.body)
	}
	rider := s.stranger()
	rider.track(after[0])
	if a := rider.persist(message(after[0].Case, "我也受伤了")); a.status != http.StatusAccepted {
		t.Errorf("an act in a case that never started was answered %d %s, want 202", a.status, a.body)
	}
	rider.must(rider.persist(uploadCall(after[0].Case, "track.gpx", trackFile(1))))

	s.startWork(bins.hejie)
	back := time.Now()
	var pending struct{ Entry, Href string }
	a.into(s, &pending)
	eventually(t, "the act is done", func() error {
		var entry struct{ Status string }
		mediator.must(mediator.persist(call{method: "GET", path: pending.Href})).into(s, &entry)
		if entry.Status != "done" {
			return errors.New("it is " + entry.Status)
		}
		return nil
	})
	t.Logf("the act was done %s after the worker was back", since(back))
	s.judge(append(before, casesOf(after)...))
}
