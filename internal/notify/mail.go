package notify

import (
	"context"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"hejie/internal/config"
)

// mailTimeout is how long the mail server has to take a message.
const mailTimeout = 20 * time.Second

// Mail sends through a mail server, each message over a connection of its own.
type Mail struct {
	from    string
	domain  string
	host    string
	options []mail.Option
}

// NewMail prepares to send as the configuration says; it does not connect yet. It refuses a server or sender that cannot be.
func NewMail(c config.SMTP) (*Mail, error) {
	host, port, err := net.SplitHostPort(c.Address)
	if err != nil {
		return nil, fmt.Errorf("reading the mail server's address: %w", err)
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("reading the mail server's port: %w", err)
	}
	from, err := address(c.From)
	if err != nil {
		return nil, fmt.Errorf("reading the sender's address: %w", err)
	}
	_, domain, _ := strings.Cut(from, "@")
	m := &Mail{from: from, domain: domain, host: host, options: []mail.Option{
		mail.WithPort(int(number)), mail.WithTimeout(mailTimeout), mail.WithHELO(domain), protection(c.TLS)}}
	if c.User != "" {
		m.options = append(m.options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(c.User), mail.WithPassword(c.Password.Reveal()))
	}
	return m, nil
}

func protection(t config.SMTPTLS) mail.Option {
	switch t {
	case config.WholeTLS:
		return mail.WithSSL()
	case config.NoTLS:
		return mail.WithTLSPolicy(mail.NoTLS)
	}
	return mail.WithTLSPolicy(mail.TLSMandatory)
}

// Send mails the message in both languages, Chinese first. It refuses an address or a subject with which one could write
// headers or other recipients.
func (m *Mail) Send(ctx context.Context, msg Message) error {
	letter, err := m.letter(msg)
	if err != nil {
		return fmt.Errorf("writing a mail: %w", err)
	}
	client, err := mail.NewClient(m.host, m.options...)
	if err != nil {
		return fmt.Errorf("preparing to mail: %w", err)
	}
	err = client.DialAndSendWithContext(ctx, letter)
	var refused *mail.SendError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refused) && !refused.IsTemp():
		return fmt.Errorf("mailing: the server refused it with %d", refused.ErrorCode()) // its words may repeat the address
	}
	return later("mailing", errors.New("the server did not take it"))
}

func (m *Mail) letter(msg Message) (*mail.Msg, error) {
	to, err := address(msg.Email)
	if err != nil {
		return nil, err
	}
	subject := msg.Subject.ZH + " " + msg.Subject.EN
	if err := clean(subject, msg.ID); err != nil {
		return nil, err
	}
	letter := mail.NewMsg()
	if err := errors.Join(letter.From(m.from), letter.To(to)); err != nil {
		return nil, err
	}
	letter.Subject(subject)
	letter.SetDate()
	letter.SetBodyString(mail.TypeTextPlain, msg.Body.ZH+"\r\n\r\n"+msg.Body.EN+"\r\n")
	if msg.ID != "" {
		letter.SetMessageIDWithValue(msg.ID + "@" + m.domain) // the same for a repetition
	}
	return letter, nil
}

// address reads exactly one plain address; its error does not repeat it.
func address(text string) (string, error) {
	if err := clean(text); err != nil {
		return "", err
	}
	a, err := netmail.ParseAddress(text)
	if err != nil || a.Address != text || strings.ContainsAny(text, " <>,;:\\\"") {
		return "", errors.New("not one plain mail address")
	}
	return text, nil
}
