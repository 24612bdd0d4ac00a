package auth

import (
	"errors"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
)

var (
	rider    = Identity{Case: "case", Actor: dispute.Actor{Party: "rider", Roles: []dispute.Role{dispute.Worker}}}
	mediator = Identity{Actor: dispute.Actor{Account: "lin", Org: "org", Roles: []dispute.Role{dispute.Mediator}}}
)

// filed gives a case with a receipt; the code is what the worker holds.
func (h *hall) filed() (code string) {
	code = h.keys.ReceiptCode(string(rider.Case), 1)
	h.record.receipts[string(seal.HashCode(code))] = rider
	h.record.phones["第7号|+8613800138000"] = rider
	return code
}

func TestAReceiptCodeIsReadAsPeopleTypeIt(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	code := h.filed()
	for _, typed := range []string{code, strings.ToLower(code), " " + seal.GroupCode(code) + "\n", strings.ReplaceAll(code, "0", "o")} {
		s, err := h.Track(ctx, typed, here)
		if err != nil {
			t.Fatalf("%q: %v", typed, err)
		}
		i, err := h.Who(ctx, s.Token)
		if diff := cmp.Diff(rider.Actor, i.Actor); err != nil || diff != "" || i.Case != "case" || i.Staff() {
			t.Errorf("%q: got %+v, %v", typed, i, err)
		}
	}
}

func TestACodeThatIsUnknownAndOneThatIsNoneAreRefusedAlike(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	code := h.filed()
	last := "7"
	if strings.HasSuffix(code, last) {
		last = "8"
	}
	for _, typed := range []string{code[:25] + last, code[:25], "", "'; drop table cases", strings.Repeat("A", 1<<16), "\x00"} {
		_, err := h.Track(ctx, typed, here)
		if diff := cmp.Diff(fault.Missing().Text, textOf(err)); diff != "" {
			t.Errorf("%.30q: got %v", typed, err)
		}
	}
}

func textOf(err error) fault.Text {
	if f, ok := fault.As(err); ok {
		return f.Text
	}
	return fault.Text{}
}

func TestAThousandTriesFromANetworkEndInARefusal(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	code := h.filed()
	refused := 0
	for i := range 1000 {
		address := netip.AddrFrom16([16]byte{0x20, 1, 0x0d, 0xb8, 14: byte(i >> 8), 15: byte(i)}) // all in one customer's network
		_, err := h.Track(ctx, "no such code", address)
		if _, ok := RetryAfter(err); ok {
			refused++
		}
	}
	if want := 1000 - receiptAddress.tries; refused != want {
		t.Errorf("got %d refusals, want %d", refused, want)
	}
	if _, err := h.Track(ctx, code, here); err != nil {
		t.Errorf("a worker elsewhere: %v", err)
	}
	if got := network(netip.MustParseAddr("::ffff:192.0.2.7")); got != "192.0.2.7" {
		t.Errorf("got %s, want an IPv4 address to be one however it is written", got)
	}
}

func TestTheSameUnknownCodeIsRefusedFromEveryAddressInTheEnd(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	for i := range receiptCode.tries {
		_, err := h.Track(ctx, strings.Repeat("A", seal.CodeLength), netip.AddrFrom4([4]byte{192, 0, 2, byte(i)}))
		mustBe(t, "an unknown code", err, fault.NotFound, "not_found")
	}
	_, err := h.Track(ctx, strings.Repeat("a", seal.CodeLength), here)
	mustBe(t, "once more", err, fault.Unavailable, "too_many_attempts")
}

func TestALinkLetsInWithTheCodeThatWasSent(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	link, err := h.MakeLink(ctx, mediator, "case", "insurer", "", 0)
	if err != nil || link.Expires.Unix() != int64(LinkLife/time.Second) {
		t.Fatalf("got a link until %s, %v, want the usual life", link.Expires, err)
	}
	sentTo, err := h.SendLinkCode(ctx, link.Token, here)
	if err != nil || sentTo != "138****8000" {
		t.Errorf("got sent to %q, %v", sentTo, err)
	}
	_, err = h.OpenLink(ctx, link.Token, "482914", here)
	mustBe(t, "a wrong code", err, fault.Invalid, "invalid")
	s, err := h.OpenLink(ctx, link.Token, "４８２ ９１３", here)
	if err != nil {
		t.Fatal(err)
	}
	if i, err := h.Who(ctx, s.Token); err != nil || i.Case != "case" || i.Actor.Party != "insurer" {
		t.Errorf("got %+v, %v", i, err)
	}
	_, err = h.OpenLink(ctx, link.Token, "482913", here)
	mustBe(t, "the code again", err, fault.Invalid, "invalid")
	if err := h.RevokeLink(ctx, mediator, link.ID); err != nil {
		t.Fatal(err)
	}
	_, err = h.SendLinkCode(ctx, link.Token, here)
	mustBe(t, "a revoked link", err, fault.TooLate, "link_over")
	for _, forged := range []string{"", link.Token + "A", link.Token[:20], strings.Repeat("A", 1<<16), h.keys.Cursor("x", []byte("link"))} {
		_, err = h.OpenLink(ctx, forged, "482913", here)
		mustBe(t, "a forged link", err, fault.NotFound, "not_found")
	}
}

func TestALinkIsMadeByThoseWhoLeadACase(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	for role, may := range map[dispute.Role]bool{dispute.Mediator: true, dispute.Recorder: true, dispute.Head: true, dispute.Helper: false,
		dispute.Supervisor: false, dispute.Admin: false} {
		by := Identity{Actor: dispute.Actor{Account: "a", Roles: []dispute.Role{role}}}
		_, err := h.MakeLink(ctx, by, "case", "insurer", "", 1000*time.Hour*24)
		if (err == nil) != may {
			t.Errorf("%s: got %v, want allowed %v", role, err, may)
		}
	}
	_, err := h.MakeLink(ctx, rider, "case", "insurer", "", 0)
	mustBe(t, "a party", err, fault.Forbidden, "forbidden")
	mustBe(t, "a party revoking", h.RevokeLink(ctx, rider, "link"), fault.Forbidden, "forbidden")
}

func TestACodeGoesOnlyWhereThePersonIsOnFile(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	link, err := h.MakeLink(ctx, mediator, "case", "insurer", "agent", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ phone, email, want string }{
		{"+8613800138000", "", "138****8000"}, {"0752-2118888", "x@y.example", "075****8888"}, {"", "理赔@insurer.example", "理****@insurer.example"}, {"95511", "", "****"},
	} {
		h.record.phone, h.record.email = tt.phone, tt.email
		if got, err := h.SendLinkCode(ctx, link.Token, here); err != nil || got != tt.want {
			t.Errorf("%v: got %q, %v", tt, got, err)
		}
	}
	h.record.phone, h.record.email = "", ""
	h.record.tries = map[string]int{}
	_, err = h.SendLinkCode(ctx, link.Token, here)
	mustBe(t, "nothing on file", err, fault.Conflict, "nowhere_to_send")
	h.record.phone, h.phones.err = "+8613800138000", errors.New("gateway down")
	_, err = h.SendLinkCode(ctx, link.Token, here)
	mustBe(t, "a gateway that is down", err, fault.Unavailable, "unavailable")
}

func TestCodesAreNotSentWithoutEnd(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	link, err := h.MakeLink(ctx, mediator, "case", "insurer", "", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		_, err = h.SendLinkCode(ctx, link.Token, here)
	}
	mustBe(t, "the twentieth", err, fault.Unavailable, "too_many_attempts")
	if got := len(h.phones.codes); got != codeNow.tries {
		t.Errorf("got %d codes, want %d", got, codeNow.tries)
	}
}

func TestALostReceiptIsGivenAnewToThePhoneOnFile(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	h.filed()
	for _, tt := range []struct{ number, phone string }{{"第7号", "13800138000"}, {"第7号", "13900139000"}, {"第8号", "13800138000"}, {"", ""}, {"\x00", "13800138000"}, {"第7号", "no phone"}} {
		if err := h.SendReceiptCode(ctx, tt.number, tt.phone, here); err != nil {
			t.Errorf("%v: got %v, want no answer that tells", tt, err)
		}
	}
	h.Close() // the codes under way have arrived
	if diff := cmp.Diff([]string{"+8613800138000 482913"}, h.phones.codes); diff != "" {
		t.Fatal(diff)
	}
	var texts []string
	for _, tt := range []struct{ number, phone, code string }{{"第7号", "13800138000", "111111"}, {"第7号", "13900139000", "482913"}, {"第8号", "13800138000", "482913"}} {
		_, err := h.Reissue(ctx, tt.number, tt.phone, tt.code, here)
		mustBe(t, tt.number+tt.phone, err, fault.Invalid, "invalid")
		texts = append(texts, textOf(err).ZH)
	}
	if want := []string{" case code_refused/receipt rider"}; !cmp.Equal(h.record.trail, want) {
		t.Errorf("got audit trail %q, want %q", h.record.trail, want)
	}
	if texts[0] != texts[1] || texts[0] != texts[2] {
		t.Errorf("got %v, want one refusal", texts)
	}
	got, err := h.Reissue(ctx, "第7号", "138 0013 8000", "482913", here)
	if err != nil || got.Code != "CODE-rider-1" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestAReceiptIsGivenAnewAtTheDeskByStaffAlone(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	got, err := h.ReissueAtDesk(ctx, mediator, "case", "rider")
	if err != nil || got.Code != "CODE-rider-1" {
		t.Errorf("got %+v, %v", got, err)
	}
	_, err = h.ReissueAtDesk(ctx, rider, "case", "rider")
	mustBe(t, "a party", err, fault.Forbidden, "forbidden")
	if diff := cmp.Diff([]string{"lin case reissue_receipt rider"}, h.record.trail); diff != "" {
		t.Error(diff)
	}
}

func TestAnyDoorCanCountTries(t *testing.T) {
	t.Parallel()
	h, ctx := setup(t), t.Context()
	for range 3 {
		if err := h.Throttle(ctx, "search", here, 3, time.Minute); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := RetryAfter(h.Throttle(ctx, "search", here, 3, time.Minute)); !ok {
		t.Error("the fourth of three was let through")
	}
	if err := h.Throttle(ctx, "other", here, 3, time.Minute); err != nil {
		t.Errorf("another kind: %v", err)
	}
}
