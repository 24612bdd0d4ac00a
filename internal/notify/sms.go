package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"hejie/internal/config"
)

// The headers of a post to the gateway. The signature is the HMAC-SHA-256, in hexadecimal, of the timestamp (Unix seconds),
// a full stop and the body.
const (
	TimestampHeader = "X-Hejie-Timestamp"
	SignatureHeader = "X-Hejie-Signature"
	IDHeader        = "Idempotency-Key" // the notice's id: a gateway can tell a repetition by it
)

// smsTimeout is how long the gateway has to answer.
const smsTimeout = 10 * time.Second

// SMS posts short messages to a gateway.
type SMS struct {
	webhook string
	secret  config.Secret
	client  *http.Client
}

// sms is what is posted: {"id","to","text","text_en"}. The text is Chinese; a gateway may choose the other.
type sms struct {
	ID     string `json:"id,omitempty"`
	To     string `json:"to"`
	Text   string `json:"text"`
	TextEN string `json:"text_en"`
}

// NewSMS prepares to post to the configured gateway. It follows no redirects: a code goes where it was configured to go.
func NewSMS(c config.SMS) *SMS {
	return &SMS{webhook: c.Webhook.String(), secret: c.Secret, client: &http.Client{
		Timeout:       smsTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Send posts the message. 429 and 5xx are worth another try; any other answer but 2xx is a refusal.
func (s *SMS) Send(ctx context.Context, m Message) error {
	if !mobile(m.Phone) {
		return errors.New("posting a short message: not a mobile phone")
	}
	if err := clean(m.Body.ZH, m.Body.EN, m.ID); err != nil {
		return fmt.Errorf("writing a short message: %w", err)
	}
	body, err := json.Marshal(sms{m.ID, m.Phone, m.Body.ZH, m.Body.EN})
	if err != nil {
		return fmt.Errorf("writing a short message: %w", err)
	}
	r, err := s.request(ctx, m.ID, body)
	if err != nil {
		return err
	}
	answer, err := s.client.Do(r)
	if err != nil {
		return later("posting a short message", withoutURL(err))
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10)) // so that the connection can be used again
	return judged(answer.StatusCode)
}

func (s *SMS) request(ctx context.Context, id string, body []byte) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.webhook, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("preparing a post: %w", withoutURL(err))
	}
	at := strconv.FormatInt(time.Now().Unix(), 10)
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set(TimestampHeader, at)
	r.Header.Set(SignatureHeader, Signature(s.secret, at, body))
	if id != "" {
		r.Header.Set(IDHeader, id)
	}
	return r, nil
}

// Signature is what a gateway compares a post with.
func Signature(secret config.Secret, timestamp string, body []byte) string {
	h := hmac.New(sha256.New, []byte(secret.Reveal()))
	h.Write([]byte(timestamp + "."))
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

func judged(status int) error {
	switch {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusTooManyRequests || status >= 500:
		return later("posting a short message", fmt.Errorf("the gateway answered %d", status))
	}
	return fmt.Errorf("posting a short message: the gateway answered %d", status)
}

// withoutURL leaves out the address, which may carry the gateway's key.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
