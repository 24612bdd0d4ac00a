package activities_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/notify"
)

const riderPhone = "+8613800138000"

// reachable lets the rider be called, and gives the office a sink for both ways.
func reachable(t *testing.T) (*office, *notify.Sink) {
	o := open(t).file(func(f *dispute.Filing) { f.Applicant.Phone = riderPhone })
	sink := &notify.Sink{}
	o.clerk.Post = notify.Post{SMS: sink, Mail: sink}
	return o, sink
}

// notices counts the notices by state and way.
func (o *office) notices() map[string]int {
	o.t.Helper()
	counts := map[string]int{}
	o.rows(`select state || '/' || way from notices`, func(state string) { counts[state]++ })
	return counts
}

func TestClerkTellsAPhoneOnceAndStaffOnTheDocket(t *testing.T) {
	t.Parallel()
	o, sink := reachable(t)
	o.do(dispute.Accept, o.db.Mediator, disputetest.NotElsewhere())
	for range 3 {
		o.must(o.clerk.SendNotices(t.Context(), o.Case))
	}
	// The head hears of the filing on the docket; the insurer left neither phone nor address.
	if diff := cmp.Diff(map[string]int{"sent/docket": 1, "sent/sms": 1, "unreachable/": 1}, o.notices()); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
	sent := sink.Read("")
	if len(sent) != 1 || sent[0].Phone != riderPhone || !strings.Contains(sent[0].Body.ZH, o.read().Number) {
		t.Fatalf("got %+v, want one message to the rider with the case's number", sent)
	}
	for _, word := range []string{disputetest.RiderName, disputetest.InsurerName, "骨折", "18,600"} {
		if strings.Contains(sent[0].Body.ZH+sent[0].Subject.ZH, word) {
			t.Errorf("the message says %q, which a stranger may read", word)
		}
	}
}

func TestClerkNamesTheReceiptBeforeThereIsANumberAndTheDayToKeepTo(t *testing.T) {
	t.Parallel()
	o, sink := reachable(t)
	o.do(dispute.AskSupplement, o.db.Mediator, disputetest.Text())
	o.must(o.clerk.SendNotices(t.Context(), o.Case))
	sent := sink.Read(riderPhone)
	if len(sent) != 1 || !strings.Contains(sent[0].Body.ZH, o.filed.Number) || !strings.Contains(sent[0].Body.ZH, "日前办理") {
		t.Errorf("got %+v, want one message with the receipt's number and a day", sent)
	}
}

func TestClerkTellsNoSideWhenTheOtherSidesCaucusGoesOn(t *testing.T) {
	t.Parallel()
	o, sink := reachable(t)
	o.do(dispute.Accept, o.db.Mediator, disputetest.NotElsewhere())
	o.do(dispute.RecordSession, o.db.Mediator, &dispute.SessionRecord{
		Held: "2026-03-16T09:30:00+08:00", Place: "调解室", Private: dispute.OtherSide, Text: secret, Result: "continue", Next: "2031-07-09T09:30:00+08:00",
	})
	o.must(o.clerk.SendNotices(t.Context(), o.Case))
	for _, m := range sink.Read(riderPhone) {
		if strings.Contains(m.Body.ZH, "2031年7月9日") {
			t.Errorf("the rider hears of the insurer's caucus: %s", m.Body.ZH)
		}
	}
}

// mailbox takes nothing, for the reason it has.
type mailbox struct{ why error }

func (m mailbox) Send(context.Context, notify.Message) error { return m.why }

func TestClerkTriesANoticeAgainAndSetsAsideOneThatIsRefused(t *testing.T) {
	t.Parallel()
	o, sink := reachable(t)
	o.do(dispute.Accept, o.db.Mediator, disputetest.NotElsewhere())
	o.clerk.Post.SMS = mailbox{fault.Busy()}
	for range 6 {
		if err := o.clerk.SendNotices(t.Context(), o.Case); !fault.Is(err, fault.Unavailable) {
			t.Fatalf("got %v, want unavailable", err)
		}
	}
	if got := o.notices()["queued/"]; got != 1 {
		t.Fatalf("got %d notices still queued, want 1: a gateway that is away is nobody's fault", got)
	}
	o.clerk.Post.SMS = mailbox{errors.New("refused")}
	for range 5 {
		if err := o.clerk.SendNotices(t.Context(), o.Case); err == nil {
			t.Fatal("a refused message is no success")
		}
	}
	o.clerk.Post.SMS = sink
	o.must(o.clerk.SendNotices(t.Context(), o.Case))
	if got := o.notices()["failed/"]; got != 1 || len(sink.Read("")) != 0 {
		t.Errorf("got %d notices set aside and %d sent, want 1 and none", got, len(sink.Read("")))
	}
}

func TestClerkMailsStaffWhoLeftAnAddressAndNeedsNoAnswer(t *testing.T) {
	t.Parallel()
	o, sink := reachable(t)
	o.db.Exec(t, `update accounts set email = 'lin@example.cn' where id = '`+string(o.db.Mediator.Account)+`'`)
	o.do(dispute.Accept, o.db.Mediator, disputetest.NotElsewhere())
	o.do(dispute.Message, o.worker(), disputetest.Text())
	o.must(o.clerk.SendNotices(t.Context(), o.Case))
	if got := len(sink.Read("lin@example.cn")); got != 1 {
		t.Errorf("got %d mails to the mediator, want 1", got)
	}
	o.do(dispute.Message, o.worker(), disputetest.Text())
	o.clerk.Post.Mail = mailbox{fault.Busy()}
	o.must(o.clerk.SendNotices(t.Context(), o.Case))
	if got := o.notices()["sent/docket"]; got != 3 {
		t.Errorf("got %d notices on the docket, want 3", got)
	}
}
