package auth

import (
	"context"
	"net/netip"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// SignIn is what a member of staff types at the door.
type SignIn struct {
	Login    string
	Password string
	Code     string // the six digits of the authenticator, where the account has one
}

// MaxPassword is how long a password may be, in bytes; a longer one is refused before it costs anything.
const MaxPassword = 1024

// maxLogin is longer than any login: what is longer still is not even looked up.
const maxLogin = 200

// SignIn lets a member of staff in. An unknown name, a wrong password and a wrong second factor are one refusal
// ([CodeWrong]) after the same work; only who knew the password hears that a second factor is asked for
// ([CodeSecondFactor]). Past the limits: [TooOften].
func (d *Door) SignIn(ctx context.Context, in SignIn, from netip.Addr) (Session, error) {
	if len(in.Password) > MaxPassword {
		return Session{}, longPassword()
	}
	login := NormalizeLogin(in.Login)
	buckets := []bucket{staffHere.of(login + "\x00" + network(from)), staffLogin.of(login), staffAddress.from(from)}
	if err := d.admit(ctx, buckets...); err != nil {
		return Session{}, err
	}
	who, err := d.prove(ctx, login, in)
	if err != nil {
		return Session{}, d.refused(ctx, who, err)
	}
	session, err := d.staffSession(ctx, who)
	if err != nil {
		return Session{}, err
	}
	if err := d.forgive(ctx, buckets...); err != nil {
		return Session{}, err
	}
	return session, d.records.Audit(ctx, who, "", "sign_in", "")
}

// NormalizeLogin is the one form in which logins are stored and compared; empty for what cannot be one.
func NormalizeLogin(typed string) string {
	if len(typed) > maxLogin || !clean(typed) {
		return ""
	}
	return strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(typed)), ""))
}

// clean says whether the record can hold a text at all.
func clean(typed string) bool { return utf8.ValidString(typed) && !strings.ContainsRune(typed, 0) }

// prove finds the account and checks password and second factor. The hash is computed whether there is an account or not.
func (d *Door) prove(ctx context.Context, login string, in SignIn) (dispute.Actor, error) {
	who, hash, secret, err := d.records.Secrets(ctx, login)
	switch {
	case fault.Is(err, fault.NotFound):
		hash = decoy()
	case err != nil:
		return dispute.Actor{}, err
	}
	right, err := d.hasher.matches(ctx, in.Password, hash)
	if err != nil {
		return who, err
	}
	if !right || who.Account == "" {
		return who, wrongCredentials()
	}
	return who, d.secondFactor(ctx, who.Account, secret, in.Code)
}

// refused puts a failed sign-in on the audit trail: it is its own transaction, so that it stays.
func (d *Door) refused(ctx context.Context, who dispute.Actor, why error) error {
	f, ok := fault.As(why)
	if !ok || !Unauthenticated(why) {
		return why
	}
	if err := d.records.Audit(ctx, dispute.Actor{}, "", "sign_in_refused/"+f.Code, string(who.Account)); err != nil {
		return err
	}
	return why
}
