package notify

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hejie/internal/config"
	"hejie/internal/fault"
)

const phone = "+8613800138000"

// gateway gives a sender that posts to a handler.
func gateway(t *testing.T, h http.HandlerFunc) *SMS {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	u, err := url.Parse(server.URL + "/send?key=canary")
	if err != nil {
		t.Fatal(err)
	}
	return NewSMS(config.SMS{Webhook: u, Secret: config.NewSecret("shared")})
}

func TestAShortMessageIsPostedSigned(t *testing.T) {
	t.Parallel()
	var got sms
	var header http.Header
	var signed bool
	s := gateway(t, func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || json.Unmarshal(body, &got) != nil || r.Method != http.MethodPost {
			t.Errorf("got %s %q, %v", r.Method, body, err)
		}
		header = r.Header
		signed = r.Header.Get(SignatureHeader) == Signature(config.NewSecret("shared"), r.Header.Get(TimestampHeader), body)
	})
	m := To("2f9c", phone, "", Accepted{about})
	if err := s.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sms{"2f9c", phone, m.Body.ZH, m.Body.EN}, got); diff != "" {
		t.Error(diff)
	}
	if !signed || header.Get(IDHeader) != "2f9c" || header.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("got signed %v, headers %v", signed, header)
	}
	if Signature(config.NewSecret("other"), "1", []byte("{}")) == Signature(config.NewSecret("shared"), "1", []byte("{}")) {
		t.Error("another secret signs the same")
	}
}

func TestWhatTheGatewayAnswersDecidesOnAnotherTry(t *testing.T) {
	t.Parallel()
	followed := false
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed = true }))
	t.Cleanup(elsewhere.Close)
	for status, want := range map[int]struct{ sent, again bool }{
		200: {sent: true}, 202: {sent: true}, 307: {}, 400: {}, 401: {}, 429: {again: true}, 500: {again: true}, 503: {again: true},
	} {
		s := gateway(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", elsewhere.URL)
			w.WriteHeader(status)
		})
		err := s.Send(t.Context(), To("1", phone, "", Withdrawn{about}))
		if (err == nil) != want.sent || fault.Is(err, fault.Unavailable) != want.again {
			t.Errorf("%d: got %v, want sent %v, another try %v", status, err, want.sent, want.again)
		}
	}
	if followed {
		t.Error("a redirect was followed")
	}
}

func TestAGatewayThatIsAwayIsAskedAgainAndItsKeyNotLogged(t *testing.T) {
	t.Parallel()
	s := gateway(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := s.Send(ctx, To("1", phone, "", Withdrawn{about}))
	if !fault.Is(err, fault.Unavailable) || strings.Contains(err.Error(), "canary") {
		t.Errorf("got %v, want another try and no key", err)
	}
}

func TestAShortMessageGoesToOneMobilePhoneWithNothingHidden(t *testing.T) {
	t.Parallel()
	s := gateway(t, func(http.ResponseWriter, *http.Request) { t.Error("something was posted") })
	for _, to := range []string{"", "13800138000", "010-66668888", "+8613800138000,+8613900139000", "+86138001380\r\n", "+14155550100x"} {
		if err := s.Send(t.Context(), Message{Phone: to}); err == nil {
			t.Errorf("to %q: got no refusal", to)
		}
	}
	m := To("1", phone, "", Accepted{About{Committee: "甲\r\n退订回T"}})
	if err := s.Send(t.Context(), m); err == nil {
		t.Error("a line break: got no refusal")
	}
}

func TestANoticeGoesToThePhoneElseByMailElseToNobody(t *testing.T) {
	t.Parallel()
	texts, letters := &Sink{}, &Sink{}
	both, mailOnly := Post{SMS: texts, Mail: letters}, Post{Mail: letters}
	tests := []struct {
		name         string
		post         Post
		phone, email string
		want         string
	}{
		{"mobile", both, phone, "a@b.example", BySMS},
		{"landline and mail", both, "010-66668888", "a@b.example", ByMail},
		{"mail alone", both, "", "a@b.example", ByMail},
		{"landline alone", both, "95511", "", Nobody},
		{"no gateway", mailOnly, phone, "a@b.example", ByMail},
		{"nothing set", Post{}, phone, "a@b.example", Nobody},
	}
	for _, tt := range tests {
		way, err := tt.post.Deliver(t.Context(), To(tt.name, tt.phone, tt.email, Accepted{about}))
		if err != nil || way != tt.want {
			t.Errorf("%s: got %q, %v, want %q", tt.name, way, err, tt.want)
		}
	}
	if got := len(texts.Read(phone)); got != 1 {
		t.Errorf("got %d short messages, want 1", got)
	}
	if got := len(letters.Read("a@b.example")); got != 3 {
		t.Errorf("got %d mails, want 3", got)
	}
}

func TestACodeIsReadInTheSinkAndRefusedWithoutAWay(t *testing.T) {
	t.Parallel()
	s := &Sink{}
	if err := (Post{SMS: s}).SendCode(t.Context(), phone, "", "482913"); err != nil {
		t.Fatal(err)
	}
	if got := s.Read(phone); len(got) != 1 || !strings.Contains(got[0].Body.ZH, "482913") {
		t.Errorf("got %v, want the code", got)
	}
	if got := s.Read("+8613900139000"); len(got) != 0 {
		t.Errorf("got %v on another phone", got)
	}
	if err := (Post{SMS: s}).SendCode(t.Context(), "95511", "", "482913"); err == nil {
		t.Error("a code to nobody: got no refusal")
	}
	failing := errors.New("down")
	if err := (Post{SMS: broken{failing}}).SendCode(t.Context(), phone, "", "1"); !errors.Is(err, failing) {
		t.Errorf("got %v, want the sender's error", err)
	}
}

// broken is a sender that fails.
type broken struct{ err error }

func (b broken) Send(context.Context, Message) error { return b.err }

func TestASinkForgetsTheOldestOnly(t *testing.T) {
	t.Parallel()
	s := &Sink{}
	for i := range sinkSize + 5 {
		m := Message{Phone: phone}
		if i == sinkSize+4 {
			m.ID = "last"
		}
		if err := s.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	got := s.Read("")
	if len(got) != sinkSize || got[sinkSize-1].ID != "last" {
		t.Errorf("got %d messages, the last %q, want %d and the newest last", len(got), got[len(got)-1].ID, sinkSize)
	}
}
