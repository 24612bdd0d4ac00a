package notify

import (
	"errors"
	"io"
	"mime"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"

	"hejie/internal/config"
	"hejie/internal/fault"
)

// mailbox is a mail server that keeps what it takes, or answers with a refusal.
type mailbox struct {
	lock    sync.Mutex
	to      []string
	letters []string
	refusal *smtp.SMTPError
}

func (b *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{b}, nil }

type session struct{ *mailbox }

func (s *session) Reset()                               {}
func (s *session) Logout() error                        { return nil }
func (s *session) Mail(string, *smtp.MailOptions) error { return nil }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if s.refusal != nil {
		return s.refusal
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	s.to = append(s.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	body, err := io.ReadAll(r)
	s.lock.Lock()
	defer s.lock.Unlock()
	s.letters = append(s.letters, string(body))
	return err
}

// serve starts the server and gives a sender that uses it.
func serve(t *testing.T, b *mailbox) *Mail {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(b)
	server.Domain = "mail.example"
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		_ = l.Close() // a server closed before it began to serve does not know its listener yet
		if err := <-done; err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Error(err)
		}
	})
	m, err := NewMail(config.SMTP{Address: l.Addr().String(), From: "hejie@hejie.example", TLS: config.NoTLS})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func letter() Message {
	return To("2f9c", "", "claims@insurer.example", Accepted{about})
}

func TestAMailArrivesInBothLanguages(t *testing.T) {
	t.Parallel()
	b := &mailbox{}
	if err := serve(t, b).Send(t.Context(), letter()); err != nil {
		t.Fatal(err)
	}
	if len(b.letters) != 1 || len(b.to) != 1 || b.to[0] != "claims@insurer.example" {
		t.Fatalf("got %d letters to %v, want one to the insurer", len(b.letters), b.to)
	}
	got, err := netmail.ReadMessage(strings.NewReader(b.letters[0]))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
	if want := letter().Subject; err != nil || subject != want.ZH+" "+want.EN {
		t.Errorf("got subject %q, %v, want %q", subject, err, want)
	}
	if id := got.Header.Get("Message-ID"); id != "<2f9c@hejie.example>" {
		t.Errorf("got Message-ID %q, want the notice's id", id)
	}
	body := quoted(t, got)
	if want := letter().Body; !strings.Contains(body, want.ZH) || !strings.Contains(body, want.EN) {
		t.Errorf("got body %q, want %q", body, want)
	}
}

func TestNobodyWritesHeadersOrRecipientsThroughAField(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*Message){
		"line in the address":       func(m *Message) { m.Email = "a@b.example\r\nBcc: x@y.example" },
		"bare line feed":            func(m *Message) { m.Email = "a@b.example\nBcc: x@y.example" },
		"two addresses":             func(m *Message) { m.Email = "a@b.example, x@y.example" },
		"address with a name":       func(m *Message) { m.Email = "x@y.example <a@b.example>" },
		"an option for the server":  func(m *Message) { m.Email = "a@b.example> SIZE=1" },
		"quoted local part":         func(m *Message) { m.Email = "\"a b\"@b.example" },
		"line in the subject":       func(m *Message) { m.Subject.ZH += "\r\nBcc: x@y.example" },
		"line in the English":       func(m *Message) { m.Subject.EN += "\nX-A: b" },
		"line in the id":            func(m *Message) { m.ID = "1\r\nBcc: x@y.example" },
		"NUL":                       func(m *Message) { m.Subject.ZH += "\x00" },
		"Unicode's line separators": func(m *Message) { m.Subject.ZH += "\u2028Bcc: x@y.example" },
	}
	b := &mailbox{}
	sender := serve(t, b)
	for name, spoil := range tests {
		m := letter()
		spoil(&m)
		if err := sender.Send(t.Context(), m); err == nil || fault.Is(err, fault.Unavailable) || strings.Contains(err.Error(), "example") {
			t.Errorf("%s: got %v, want a refusal for good that repeats nothing", name, err)
		}
	}
	if len(b.letters)+len(b.to) != 0 {
		t.Errorf("got %d letters to %v, want none", len(b.letters), b.to)
	}
}

func TestAMailBodyCannotEndTheMessageEarly(t *testing.T) {
	t.Parallel()
	b := &mailbox{}
	m := letter()
	m.Body.ZH += "\r\n.\r\nMAIL FROM:<x@y.example>\r\n"
	if err := serve(t, b).Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if len(b.letters) != 1 || len(b.to) != 1 {
		t.Errorf("got %d letters to %d, want one to one", len(b.letters), len(b.to))
	}
}

func TestOnlyWhatMayPassIsWorthAnotherTry(t *testing.T) {
	t.Parallel()
	for code, again := range map[int]bool{451: true, 550: false} {
		b := &mailbox{refusal: &smtp.SMTPError{Code: code, Message: "claims@insurer.example?"}}
		err := serve(t, b).Send(t.Context(), letter())
		if err == nil || fault.Is(err, fault.Unavailable) != again || strings.Contains(err.Error(), "insurer") {
			t.Errorf("%d: got %v, want another try %v, and no address", code, err, again)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone := l.Addr().String()
	l.Close()
	m, err := NewMail(config.SMTP{Address: gone, From: "a@b.example", TLS: config.NoTLS})
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Send(t.Context(), letter()); !fault.Is(err, fault.Unavailable) {
		t.Errorf("no server: got %v, want another try", err)
	}
}

func TestAServerWithoutTheProtectionAskedForGetsNothing(t *testing.T) {
	t.Parallel()
	b := &mailbox{}
	plain := serve(t, b)
	for _, kind := range []config.SMTPTLS{config.StartTLS, config.WholeTLS} {
		m := *plain
		m.options = append(m.options[:len(m.options):len(m.options)], protection(kind))
		if err := m.Send(t.Context(), letter()); err == nil {
			t.Errorf("%s: got a mail sent unprotected", kind)
		}
	}
	if len(b.letters) != 0 {
		t.Errorf("got %d letters, want none", len(b.letters))
	}
}

func TestASenderThatCannotBeIsRefusedAtStart(t *testing.T) {
	t.Parallel()
	for _, c := range []config.SMTP{
		{Address: "mail", From: "a@b.example"}, {Address: "mail:x", From: "a@b.example"}, {Address: "mail:25", From: "a@b.example\r\nBcc: x@y.example"},
	} {
		if _, err := NewMail(c); err == nil {
			t.Errorf("%q from %q: got no refusal", c.Address, c.From)
		}
	}
}

// quoted reads the body of a mail as it was written.
func quoted(t *testing.T, m *netmail.Message) string {
	t.Helper()
	body, err := io.ReadAll(decoded(m))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
