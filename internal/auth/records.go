package auth

import (
	"context"
	"time"

	"hejie/internal/dispute"
)

// Records is what the door asks of the record; store.Store is one. Every method answers fault NotFound for what does not
// exist, is over or was revoked, and Unavailable when the record does not answer. Hashes are those of package seal.
type Records interface {
	Accounts
	Sessions
	Receipts
	Links
	Codes
	Attempts
	// Audit adds a line to the audit trail, in a transaction of its own. id and subject may be empty; subject holds ids only.
	Audit(ctx context.Context, by dispute.Actor, id dispute.CaseID, what, subject string) error
}

// Accounts are the staff who may sign in.
type Accounts interface {
	// Secrets gives an account that is not disabled by its login, with its password hash and, where there is one, its TOTP
	// secret in base 32.
	Secrets(ctx context.Context, login string) (who dispute.Actor, hash, totp string, err error)
	// UseTOTP spends a TOTP step: fresh is false when it, or a later one, was used before.
	UseTOTP(ctx context.Context, account dispute.AccountID, step int64) (fresh bool, err error)
}

// Sessions are kept under the hash of their token.
type Sessions interface {
	OpenStaffSession(ctx context.Context, token []byte, account dispute.AccountID) (ends time.Time, err error)
	StaffSession(ctx context.Context, token []byte) (who dispute.Actor, ends time.Time, err error)
	OpenPartySession(ctx context.Context, token []byte, id dispute.CaseID, who dispute.Actor, link string) (ends time.Time, err error)
	PartySession(ctx context.Context, token []byte) (id dispute.CaseID, who dispute.Actor, ends time.Time, err error)
	CloseSession(ctx context.Context, token []byte) error
}

// Receipts lead from a receipt code to its case.
type Receipts interface {
	ReceiptHolder(ctx context.Context, code []byte) (id dispute.CaseID, who dispute.Actor, err error)
	// FindApplicant finds the applicant of a case by the case's number, id or receipt number and the phone on file.
	FindApplicant(ctx context.Context, number, phone string) (id dispute.CaseID, who dispute.Actor, err error)
	// Reissue revokes the party's code and what it opened, and gives a new one.
	Reissue(ctx context.Context, by dispute.Actor, id dispute.CaseID, party dispute.PartyID) (code string, issuedAt time.Time, err error)
}

// Links let a party in who holds no receipt.
type Links interface {
	MakeLink(ctx context.Context, by dispute.Actor, id dispute.CaseID, party, agent dispute.PartyID, life time.Duration) (link string, ends time.Time, err error)
	// RevokeLink ends a link and the sessions it opened.
	RevokeLink(ctx context.Context, by dispute.Actor, link string) error
	// LinkHolder answers TooLate for a link that is over or revoked.
	LinkHolder(ctx context.Context, link string) (id dispute.CaseID, who dispute.Actor, err error)
}

// Codes are one-time codes: six digits, ten minutes, one use, five tries; a new one ends the one before.
type Codes interface {
	// NewCode also gives where it may be sent: the phone and mail address on file, either of which may be empty.
	NewCode(ctx context.Context, id dispute.CaseID, who dispute.Actor, purpose string) (code, phone, email string, err error)
	// UseCode spends a try, and the code when it is right. A case that does not exist has no right code.
	UseCode(ctx context.Context, id dispute.CaseID, who dispute.Actor, purpose, code string) (right bool, err error)
}

// Attempts are counted per bucket and window of time.
type Attempts interface {
	// Allow counts a try. When ok, wait is how long to pause before going on; when not, how long until the next try. A try
	// that is refused does not count.
	Allow(ctx context.Context, bucket string, limit int, window time.Duration) (wait time.Duration, ok bool, err error)
	// Forgive takes the last try back: what succeeded is no attempt.
	Forgive(ctx context.Context, bucket string) error
}

// Courier sends a one-time code to a phone, else to a mail address. It answers only once the code is on its way.
type Courier interface {
	SendCode(ctx context.Context, phone, email, code string) error
}
