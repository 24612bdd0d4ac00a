// Package auth is how people come in: staff by name, password and (where the office wants it) a second factor; workers by
// their receipt code; the other side by a signed link and a one-time code to the filed phone. Each way ends in a session
// whose token only its holder has, and a token gives an [Identity]. What a person may then do is asked of dispute.May and
// of the record's scopes, never here.
//
// Unknown and wrong look the same and take the same time. Trying is counted in the record, so that a restart forgives
// nobody and all copies count together. No secret is logged, and none is kept in memory.
package auth

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
)

// Identity is who stands at the door, for as long as the session lasts.
type Identity struct {
	Actor   dispute.Actor
	Case    dispute.CaseID // the one case a party's session opens; empty for staff
	Expires time.Time
}

// Staff says whether it is a member of staff, who sees the cases of an organisation, and not a party, who sees one case.
func (i Identity) Staff() bool { return i.Actor.Staff() }

// Session is what a person gets who was let in. Token goes to them alone: as a cookie or in the JSON answer.
type Session struct {
	Token string
	Identity
}

// Door lets people in. It is made by [New] and is safe for concurrent use.
type Door struct {
	records Records
	keys    *seal.Keys
	courier Courier
	log     *slog.Logger
	hasher  *hasher
	now     func() time.Time                           // real time: sessions and codes live by the wall clock
	pause   func(context.Context, time.Duration) error // before an answer to someone who tries often
	errands sync.WaitGroup                             // codes under way
	places  chan struct{}                              // how many codes may be under way
}

// codesUnderWay is how many one-time codes are sent at the same time; a further one waits its turn.
const codesUnderWay = 16

// New is the door over a record. Close it when no more requests come.
func New(records Records, keys *seal.Keys, courier Courier, log *slog.Logger) *Door {
	decoy() // computed now, so that the first unknown name takes no longer than the next
	return &Door{
		records: records, keys: keys, courier: courier, log: log, hasher: newHasher(),
		now: time.Now, pause: pause, places: make(chan struct{}, codesUnderWay),
	}
}

// Close waits for the codes that are still being sent.
func (d *Door) Close() { d.errands.Wait() }

func pause(ctx context.Context, length time.Duration) error {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// A token begins with a letter that says whose it is, so that one question to the record is enough.
const (
	staffToken = "s"
	partyToken = "p"
	tokenSize  = 44
)

// Who resolves a token. The refusal for one that is unknown, over, revoked or of a disabled account is the same for all:
// [SignedOut]. A staff session ends after half an hour of rest and after eight hours in any case; asking who it is is no
// rest. A party's ends after two hours.
func (d *Door) Who(ctx context.Context, token string) (Identity, error) {
	var i Identity
	var err error
	switch hash := tokenHash(token); {
	case hash == nil:
		return Identity{}, SignedOut()
	case token[:1] == staffToken:
		i.Actor, i.Expires, err = d.records.StaffSession(ctx, hash)
	default:
		i.Case, i.Actor, i.Expires, err = d.records.PartySession(ctx, hash)
	}
	if fault.Is(err, fault.NotFound) {
		err = SignedOut()
	}
	if err != nil {
		return Identity{}, err
	}
	return i, nil
}

// SignOut ends a session. A token that is none is no trouble: afterwards nobody is signed in with it.
func (d *Door) SignOut(ctx context.Context, token string) error {
	hash := tokenHash(token)
	if hash == nil {
		return nil
	}
	return d.records.CloseSession(ctx, hash)
}

// tokenHash is what the record knows of a token; nil for what no token of ours looks like.
func tokenHash(token string) []byte {
	if len(token) != tokenSize || token[:1] != staffToken && token[:1] != partyToken {
		return nil
	}
	return seal.HashToken(token[1:])
}

func (d *Door) staffSession(ctx context.Context, who dispute.Actor) (Session, error) {
	token, hash := seal.NewToken()
	ends, err := d.records.OpenStaffSession(ctx, hash, who.Account)
	if err != nil {
		return Session{}, err
	}
	return Session{staffToken + token, Identity{Actor: who, Expires: ends}}, nil
}

// partySession opens a session for one case; link is the link it came by, empty for a receipt code.
func (d *Door) partySession(ctx context.Context, id dispute.CaseID, who dispute.Actor, link string) (Session, error) {
	token, hash := seal.NewToken()
	ends, err := d.records.OpenPartySession(ctx, hash, id, who, link)
	if err != nil {
		return Session{}, err
	}
	return Session{partyToken + token, Identity{Actor: who, Case: id, Expires: ends}}, nil
}
