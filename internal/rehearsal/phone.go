package rehearsal

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// message is what arrived on somebody's phone or in their mail; in dev these go to a sink that is read like one.
type message struct {
	To   string `json:"to"`
	Text string `json:"text"`
}

// inbox reads a person's phone.
func (p *player) inbox(ctx context.Context, who string) ([]message, error) {
	person := map[string]string{"worker": "rider"}[who]
	if person == "" {
		person = who
	}
	vars, _ := p.cast.Vars[person].(map[string]any)
	phone, _ := vars["phone"].(string)
	got, err := p.knock(ctx, request{method: "GET", path: "/dev/messages?to=" + url.QueryEscape("+86"+phone)})
	if err != nil {
		return nil, err
	}
	var list struct {
		Messages []message `json:"messages"`
	}
	return list.Messages, got.into(&list)
}

// told: a message with this text has come.
func (p *player) told(ctx context.Context, who, text string) error {
	if text == "" {
		return nil
	}
	want, err := p.fill(text)
	if err != nil {
		return err
	}
	all, err := p.inbox(ctx, who)
	if err != nil {
		return err
	}
	for _, m := range all {
		if strings.Contains(m.Text, want) {
			return nil
		}
	}
	return fmt.Errorf("no message holds %q: %+v", want, all)
}

var sixDigits = regexp.MustCompile(`\b[0-9]{6}\b`)

// codeFor has a one-time code sent for a link and reads it from the phone.
func (p *player) codeFor(ctx context.Context, who, link string) (code string, err error) {
	before, err := p.inbox(ctx, who)
	if err != nil {
		return "", err
	}
	got, err := p.knock(ctx, request{method: "POST", path: "/api/links/codes", json: map[string]string{"link": link}})
	if err != nil {
		return "", err
	}
	if err := got.into(&struct{}{}); err != nil {
		return "", err
	}
	err = until(ctx, patience, func() (bool, error) {
		now, err := p.inbox(ctx, who)
		if err != nil || len(now) <= len(before) {
			return false, err
		}
		code = sixDigits.FindString(now[len(now)-1].Text)
		return code != "", nil
	})
	return code, err
}
