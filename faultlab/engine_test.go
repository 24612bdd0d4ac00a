package faultlab

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"
)

// crowd files complaints from many phones at once, each until it has its receipt, and gives the receipts. see hears every
// answer on the way; it may be nil.
func (s *stack) crowd(clients, each int, see func(answer, error)) []filed {
	s.t.Helper()
	var mu sync.Mutex
	var all []filed
	var phones sync.WaitGroup
	for range clients {
		phones.Go(func() {
			p := s.stranger()
			for range each {
				a, err := p.insist(fileCall(), func(a answer, err error) {
					if see != nil {
						mu.Lock()
						defer mu.Unlock()
						see(a, err)
					}
				})
				var f filed
				if err == nil {
					err = json.Unmarshal(a.body, &f)
				}
				if err != nil || a.status != http.StatusCreated {
					s.t.Errorf("filing: %d %s %v", a.status, a.body, err)
					return
				}
				mu.Lock()
				all = append(all, f)
				mu.Unlock()
			}
		})
	}
	phones.Wait()
	return all
}

func casesOf(all []filed) []string {
	var ids []string
	for _, f := range all {
		ids = append(ids, f.Case)
	}
	return ids
}

// F6.
func TestFilingsWhileTemporalIsDownAllGetAReceiptAndStartLater(t *testing.T) {
	t.Parallel()
	s := begin(t)
	s.temporal.kill()
	begun := time.Now()
	receipts := s.crowd(16, 13, nil)
	t.Logf("%d filings by 16 clients without Temporal in %s", len(receipts), since(begun))
	for _, f := range receipts {
		if f.Status != "filed" || f.Receipt.Code == "" {
			t.Errorf("a receipt says %+v; want received, not yet accepted, with a code", f)
		}
	}
	s.startTemporal()
	back := time.Now()
	conn := s.owner()
	eventually(t, "every case has started", func() error {
		if n := count(t, conn, `select count(*) from cases where started_at is null`); n > 0 {
			return fmt.Errorf("%d have not", n)
		}
		return nil
	})
	t.Logf("all %d had started %s after Temporal was back", len(receipts), since(back))
	s.judge(casesOf(receipts))
}

// senders sends messages to the cases from so many senders at once, each message until it is answered, and gives how many
// were answered with which status.
func (s *stack) senders(n, each int, cases []string, p *person) map[int]int {
	s.t.Helper()
	var mu sync.Mutex
	statuses := map[int]int{}
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			for k := range each {
				a, err := p.insist(message(cases[(i+k)%len(cases)], fmt.Sprintf("第%d位第%d条", i, k)))
				if err != nil || a.status >= 300 {
					s.t.Errorf("sender %d, message %d: %d %s %v", i, k, a.status, a.body, err)
				}
				mu.Lock()
				statuses[a.status]++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return statuses
}

// messages is how many messages are on record.
func (s *stack) messages() int {
	s.t.Helper()
	return s.ask(`select count(*) from events where act = 'message'`)
}

// F7.
func TestTemporalKilledAmidUpdatesCostsNobodyAnActAndDoublesNone(t *testing.T) {
	t.Parallel()
	s := begin(t)
	cases := casesOf(s.crowd(4, 1, nil))
	mediator := s.staff("mediator")
	var statuses map[int]int
	done := make(chan struct{})
	go func() {
		defer close(done)
		statuses = s.senders(8, 5, cases, mediator)
	}()
	eventually(t, "the first messages are on record", func() error { return atLeast(s.messages(), 4) })
	s.temporal.kill()
	s.startTemporal()
	back := time.Now()
	<-done
	t.Logf("answers by status: %v; the last %s after Temporal was back", statuses, since(back))
	s.judge(cases)
	if n := s.messages(); n != 40 {
		t.Errorf("%d messages are on record, want each of the 40 once", n)
	}
}

func atLeast(got, want int) error {
	if got < want {
		return fmt.Errorf("%d of %d", got, want)
	}
	return nil
}

// F8. The due moments are moved to some seconds from now in the record, before any workflow has seen them, since no period of
// the law is that short; the sweeper is as good as off, so that only Temporal's own timers can ring.
func TestTimersThatComeDueWhileTemporalIsDeadAllFire(t *testing.T) {
	t.Parallel()
	s := begin(t, "HEJIE_SWEEP_EVERY=24h")
	s.work.stop()
	cases := casesOf(s.crowd(4, 5, nil))
	conn := s.owner()
	due := time.Now().Add(15 * time.Second)
	for _, statement := range []string{
		`update clocks set lapses_at = $1, remind_at = null where rule = 'acceptance'`,
		`update cases set next_at = $1, picture = jsonb_set(picture, '{clocks}', (select jsonb_agg(case when k->>'rule' = 'acceptance'
			then k || jsonb_build_object('lapses_at', $1::timestamptz) - 'remind_at' else k end) from jsonb_array_elements(picture->'clocks') k))`,
	} {
		if _, err := conn.Exec(t.Context(), statement, due); err != nil {
			t.Fatal(err)
		}
	}
	s.startWork(bins.hejie)
	eventually(t, "all workflows have begun", func() error {
		got, err := listed(t, s.engine())
		if err == nil {
			err = atLeast(len(got), len(cases))
		}
		return err
	})
	if n := s.lapsed(); n > 0 || time.Now().After(due) {
		t.Logf("%d timers fired before Temporal was killed: this machine is slow", n)
	}
	s.temporal.kill()
	time.Sleep(time.Until(due.Add(time.Second))) // the fault itself: Temporal is dead when the timers come due
	s.startTemporal()
	took := eventually(t, "every clock has rung", func() error { return atLeast(s.lapsed(), len(cases)) })
	t.Logf("%d due timers had all fired %s after Temporal was back", len(cases), took)
	s.judge(cases)
	if n := s.lapsed(); n != len(cases) {
		t.Errorf("%d clocks rang, want each of %d once", n, len(cases))
	}
}

// lapsed is how many acceptance clocks have lapsed on record.
func (s *stack) lapsed() int {
	s.t.Helper()
	return s.ask(`select count(*) from clocks where rule = 'acceptance' and state = 'lapsed'`)
}
