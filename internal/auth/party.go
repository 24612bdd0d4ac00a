package auth

import (
	"context"
	"errors"
	"net/netip"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
)

// Track lets a worker in by their receipt code (查询码), typed in any way that seal.NormalizeCode understands. A code that
// is unknown, revoked or cannot be one is the same NotFound.
func (d *Door) Track(ctx context.Context, typed string, from netip.Addr) (Session, error) {
	code, possible := seal.NormalizeCode(typed)
	hash := seal.HashCode(code)
	buckets := []bucket{receiptAddress.from(from)}
	if possible { // what cannot be a code has no count of its own: everybody's slips would share it
		buckets = append(buckets, receiptCode.of(string(hash)))
	}
	if err := d.admit(ctx, buckets...); err != nil {
		return Session{}, err
	}
	id, who, err := d.records.ReceiptHolder(ctx, hash)
	if err != nil {
		return Session{}, err
	}
	session, err := d.partySession(ctx, id, who, "")
	if err != nil {
		return Session{}, err
	}
	if err := d.forgive(ctx, buckets...); err != nil {
		return Session{}, err
	}
	return session, d.records.Audit(ctx, who, id, "track", "")
}

// The lives that a link may have.
const (
	LinkLife    = 30 * 24 * time.Hour // unless the mediator says otherwise
	MaxLinkLife = 90 * 24 * time.Hour
)

// Link is a personal way in, made for one party. Token goes into the address after "#" or into a form, never into a log.
type Link struct {
	ID      string
	Token   string
	Expires time.Time // by the workplace clock
}

// MakeLink makes a link for a party of a case of by's organisation, or for the agent who acts for it (agent may be empty). A
// life of zero is [LinkLife]; a longer one than [MaxLinkLife] is cut. Only mediators, recorders and heads may.
func (d *Door) MakeLink(ctx context.Context, by Identity, id dispute.CaseID, party, agent dispute.PartyID, life time.Duration) (Link, error) {
	if !by.Staff() || !by.Actor.Has(dispute.Mediator, dispute.Recorder, dispute.Head) {
		return Link{}, fault.NotYours()
	}
	if life <= 0 {
		life = LinkLife
	}
	link, ends, err := d.records.MakeLink(ctx, by.Actor, id, party, agent, min(life, MaxLinkLife))
	if err != nil {
		return Link{}, err
	}
	return Link{link, d.keys.LinkToken(link, ends), ends}, d.records.Audit(ctx, by.Actor, id, "make_link", link)
}

// RevokeLink ends a link, and every session it opened, at once.
func (d *Door) RevokeLink(ctx context.Context, by Identity, link string) error {
	if !by.Staff() || !by.Actor.Has(dispute.Mediator, dispute.Recorder, dispute.Head) {
		return fault.NotYours()
	}
	if err := d.records.RevokeLink(ctx, by.Actor, link); err != nil {
		return err
	}
	return d.records.Audit(ctx, by.Actor, "", "revoke_link", link)
}

// The purposes of one-time codes.
const (
	forLink    = "link"
	forReceipt = "receipt"
)

// SendLinkCode sends a one-time code to the phone, else the mail address, on file for the holder of a link, and says where
// in a form that gives nothing away ("138****0000"). A token that is not ours is NotFound; a link that is over, TooLate.
func (d *Door) SendLinkCode(ctx context.Context, token string, from netip.Addr) (sentTo string, err error) {
	id, who, _, err := d.holder(ctx, token, from)
	if err != nil {
		return "", err
	}
	if err := d.admit(ctx, codeNow.of(person(who)), codeToday.of(person(who)), codeAddress.from(from)); err != nil {
		return "", err
	}
	code, phone, email, err := d.records.NewCode(ctx, id, who, forLink)
	if err != nil {
		return "", err
	}
	if phone == "" && email == "" {
		return "", unreachable()
	}
	if err := d.courier.SendCode(ctx, phone, email, code); err != nil {
		return "", fault.Busy().Because(err)
	}
	return masked(phone, email), nil
}

// OpenLink lets the holder of a link in who also brings the code that was sent. A wrong code is Invalid on "code".
func (d *Door) OpenLink(ctx context.Context, token, typed string, from netip.Addr) (Session, error) {
	id, who, link, err := d.holder(ctx, token, from)
	if err != nil {
		return Session{}, err
	}
	if err := d.spend(ctx, id, who, forLink, typed, linkToken.of(link), linkAddress.from(from)); err != nil {
		return Session{}, err
	}
	session, err := d.partySession(ctx, id, who, link)
	if err != nil {
		return Session{}, err
	}
	return session, d.records.Audit(ctx, who, id, "open_link", link)
}

// holder reads a link's token. When the link ends is told by the record, whose clock is the workplace's; here only the
// signature counts, and what carries none counts as a try.
func (d *Door) holder(ctx context.Context, token string, from netip.Addr) (dispute.CaseID, dispute.Actor, string, error) {
	link, err := d.keys.ReadLink(token, time.Time{})
	if errors.Is(err, seal.ErrForged) {
		if err := d.admit(ctx, linkAddress.from(from)); err != nil {
			return "", dispute.Actor{}, "", err
		}
		return "", dispute.Actor{}, "", fault.Missing()
	}
	if err != nil {
		return "", dispute.Actor{}, "", err
	}
	id, who, err := d.records.LinkHolder(ctx, link)
	return id, who, link, err
}

// spend tries a one-time code under limits; a right one gives the tries back.
func (d *Door) spend(ctx context.Context, id dispute.CaseID, who dispute.Actor, purpose, typed string, limits ...bucket) error {
	if err := d.admit(ctx, limits...); err != nil {
		return err
	}
	code, ok := sixDigits(typed)
	right, err := d.records.UseCode(ctx, id, who, purpose, code)
	if err != nil {
		return err
	}
	if ok && right {
		return d.forgive(ctx, limits...)
	}
	if who.Party == "" {
		return badCode()
	}
	if err := d.records.Audit(ctx, dispute.Actor{}, id, "code_refused/"+purpose, person(who)); err != nil {
		return err
	}
	return badCode()
}

// sixDigits reads a code as people type it: full width, with blanks.
func sixDigits(typed string) (string, bool) {
	if len(typed) > 64 {
		return "", false
	}
	code := strings.Join(strings.Fields(norm.NFKC.String(typed)), "")
	return code, len(code) == 6 && strings.Trim(code, "0123456789") == ""
}

// person is whose phone a code goes to: the agent's, where one acts for the party.
func person(who dispute.Actor) string {
	if who.Agent != "" {
		return string(who.Agent)
	}
	return string(who.Party)
}

// masked says where a code went to someone who knows the number, and to nobody else.
func masked(phone, email string) string {
	if digits := strings.TrimPrefix(phone, "+86"); len(digits) > 7 {
		return digits[:3] + "****" + digits[len(digits)-4:]
	}
	name, host, _ := strings.Cut(email, "@")
	if phone != "" || name == "" {
		return "****"
	}
	return string([]rune(name)[:1]) + "****@" + host
}
