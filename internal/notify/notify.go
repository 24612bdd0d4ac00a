// Package notify tells people outside the pages that something has happened: short messages to phones, mail, and in
// development a sink that is read like a phone. A notice is a struct with the words for it. It says that something waits
// and where, with the committee's name, the case's number and a day, and never what the case is about: strangers and
// employers read phones.
//
// The package keeps no record: that a notice goes out at most once is its caller's matter, who has its id on record.
package notify

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"hejie/internal/fault"
)

// Message is a notice on its way to one person.
type Message struct {
	ID      string     `json:"id"`              // of the notice: the same for a repetition
	Phone   string     `json:"phone,omitempty"` // as dispute.NormalizePhone writes it
	Email   string     `json:"email,omitempty"`
	Subject fault.Text `json:"subject"`
	Body    fault.Text `json:"body"`
}

// Sender sends a message by one means. A fault Unavailable means that trying later can help; any other error, that it
// cannot. nil means that the means has taken the message over.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

// The ways that a notice may go.
const (
	BySMS  = "sms"
	ByMail = "mail"
	Nobody = "" // nobody could be reached: neither a phone nor an address on file that this deployment can send to
)

// Post chooses the way: a short message to a mobile phone where SMS is set, else mail where Mail is set.
type Post struct{ SMS, Mail Sender }

// Deliver sends a message and says which way it went; [Nobody] is no error.
func (p Post) Deliver(ctx context.Context, m Message) (way string, err error) {
	switch {
	case p.SMS != nil && mobile(m.Phone):
		return BySMS, p.SMS.Send(ctx, m)
	case p.Mail != nil && m.Email != "":
		return ByMail, p.Mail.Send(ctx, m)
	}
	return Nobody, nil
}

// SendCode sends a one-time code; it is an auth.Courier. It refuses when the person cannot be reached.
func (p Post) SendCode(ctx context.Context, phone, email, code string) error {
	words := OneTimeCode{Code: code}.Words()
	way, err := p.Deliver(ctx, Message{Phone: phone, Email: email, Subject: words.Subject, Body: words.Body})
	if err == nil && way == Nobody {
		return errors.New("sending a one-time code: this deployment has no way to a phone or address on file")
	}
	return err
}

// mobile: short messages reach mobile phones of mainland China only.
func mobile(phone string) bool {
	return len(phone) == len("+8613800138000") && strings.HasPrefix(phone, "+861") && strings.Trim(phone[1:], "0123456789") == ""
}

// errControl refuses a character that could begin another header or message.
var errControl = errors.New("a control character where none may be")

// clean refuses control characters in what becomes a header or an address.
func clean(texts ...string) error {
	for _, text := range texts {
		if strings.ContainsFunc(text, func(r rune) bool {
			return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar
		}) {
			return errControl
		}
	}
	return nil
}

// later is a failure that trying again may mend.
func later(doing string, cause error) error {
	return fault.Busy().Because(fmt.Errorf("%s: %w", doing, cause))
}
