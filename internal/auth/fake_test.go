package auth

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"sync"
	"testing"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
)

// record is a record in memory that keeps the promises of [Records].
type record struct {
	lock     sync.Mutex
	accounts map[string]account
	steps    map[dispute.AccountID]int64
	sessions map[string]Identity
	receipts map[string]Identity // by code hash
	phones   map[string]Identity // by number and phone
	links    map[string]Identity
	over     map[string]bool // links
	codes    map[string]string
	tries    map[string]int
	trail    []string
	phone    string
	email    string
	issued   int
}

type account struct {
	who        dispute.Actor
	hash, totp string
}

func newRecord() *record {
	return &record{
		accounts: map[string]account{}, steps: map[dispute.AccountID]int64{}, sessions: map[string]Identity{}, receipts: map[string]Identity{},
		phones: map[string]Identity{}, links: map[string]Identity{}, over: map[string]bool{}, codes: map[string]string{}, tries: map[string]int{},
		phone: "+8613800138000",
	}
}

// at is a lookup under the lock; NotFound for what is not there.
func at[T any](r *record, from map[string]T, key string) (T, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	if found, ok := from[key]; ok {
		return found, nil
	}
	var none T
	return none, fault.Missing()
}

func (r *record) Secrets(_ context.Context, login string) (dispute.Actor, string, string, error) {
	a, err := at(r, r.accounts, login)
	return a.who, a.hash, a.totp, err
}

func (r *record) UseTOTP(_ context.Context, id dispute.AccountID, step int64) (bool, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	fresh := step > r.steps[id]
	if fresh {
		r.steps[id] = step
	}
	return fresh, nil
}

func (r *record) open(token []byte, i Identity) (time.Time, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	i.Expires = time.Unix(1_800_000_000, 0)
	r.sessions[string(token)] = i
	return i.Expires, nil
}

func (r *record) OpenStaffSession(_ context.Context, token []byte, id dispute.AccountID) (time.Time, error) {
	return r.open(token, Identity{Actor: dispute.Actor{Account: id, Roles: []dispute.Role{dispute.Mediator}}})
}

func (r *record) StaffSession(_ context.Context, token []byte) (dispute.Actor, time.Time, error) {
	i, err := at(r, r.sessions, string(token))
	return i.Actor, i.Expires, err
}

func (r *record) OpenPartySession(_ context.Context, token []byte, id dispute.CaseID, who dispute.Actor, _ string) (time.Time, error) {
	return r.open(token, Identity{Actor: who, Case: id})
}

func (r *record) PartySession(_ context.Context, token []byte) (dispute.CaseID, dispute.Actor, time.Time, error) {
	i, err := at(r, r.sessions, string(token))
	return i.Case, i.Actor, i.Expires, err
}

func (r *record) CloseSession(_ context.Context, token []byte) error {
	r.lock.Lock()
	defer r.lock.Unlock()
	delete(r.sessions, string(token))
	return nil
}

func (r *record) ReceiptHolder(_ context.Context, code []byte) (dispute.CaseID, dispute.Actor, error) {
	i, err := at(r, r.receipts, string(code))
	return i.Case, i.Actor, err
}

func (r *record) FindApplicant(_ context.Context, number, phone string) (dispute.CaseID, dispute.Actor, error) {
	i, err := at(r, r.phones, number+"|"+phone)
	return i.Case, i.Actor, err
}

func (r *record) Reissue(_ context.Context, _ dispute.Actor, _ dispute.CaseID, party dispute.PartyID) (string, time.Time, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.issued++
	return fmt.Sprintf("CODE-%s-%d", party, r.issued), time.Unix(1, 0), nil
}

func (r *record) MakeLink(_ context.Context, _ dispute.Actor, id dispute.CaseID, party, agent dispute.PartyID, life time.Duration) (string, time.Time, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.links["link"] = Identity{Case: id, Actor: dispute.Actor{Party: party, Agent: agent, Roles: []dispute.Role{dispute.Respondent}}}
	return "link", time.Unix(0, 0).Add(life), nil // long over by real time: the record's clock counts
}

func (r *record) RevokeLink(_ context.Context, _ dispute.Actor, link string) error {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.over[link] = true
	return nil
}

func (r *record) LinkHolder(_ context.Context, link string) (dispute.CaseID, dispute.Actor, error) {
	if over, err := at(r, r.over, link); err == nil && over {
		return "", dispute.Actor{}, fault.New(fault.TooLate, "link_over", fault.Text{ZH: "失效", EN: "over"})
	}
	i, err := at(r, r.links, link)
	return i.Case, i.Actor, err
}

func codeKey(id dispute.CaseID, who dispute.Actor, purpose string) string {
	return string(id) + "|" + person(who) + "|" + purpose
}

func (r *record) NewCode(_ context.Context, id dispute.CaseID, who dispute.Actor, purpose string) (string, string, string, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.codes[codeKey(id, who, purpose)] = "482913"
	return "482913", r.phone, r.email, nil
}

func (r *record) UseCode(_ context.Context, id dispute.CaseID, who dispute.Actor, purpose, code string) (bool, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	key := codeKey(id, who, purpose)
	right := code != "" && r.codes[key] == code
	if right {
		delete(r.codes, key)
	}
	return right, nil
}

// Allow has the shape of the store's: no pause for the first half, one of a second afterwards.
func (r *record) Allow(_ context.Context, bucket string, limit int, window time.Duration) (time.Duration, bool, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.tries[bucket] >= limit {
		return window, false, nil
	}
	r.tries[bucket]++
	if r.tries[bucket] > limit/2 {
		return time.Second, true, nil
	}
	return 0, true, nil
}

func (r *record) Forgive(_ context.Context, bucket string) error {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.tries[bucket]--
	return nil
}

func (r *record) Audit(_ context.Context, by dispute.Actor, id dispute.CaseID, what, subject string) error {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.trail = append(r.trail, fmt.Sprintf("%s%s %s %s %s", by.Account, by.Party, id, what, subject))
	return nil
}

// phones is a courier that remembers what it brought.
type phones struct {
	lock  sync.Mutex
	codes []string
	err   error
}

func (p *phones) SendCode(_ context.Context, phone, email, code string) error {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.codes = append(p.codes, phone+email+" "+code)
	return p.err
}

// hall is a door with everything around it.
type hall struct {
	*Door
	record *record
	phones *phones
	paused time.Duration
}

func setup(t *testing.T) *hall {
	t.Helper()
	keys, err := seal.Create(t.TempDir() + "/keys")
	if err != nil {
		t.Fatal(err)
	}
	h := &hall{record: newRecord(), phones: &phones{}}
	h.Door = New(h.record, keys, h.phones, slog.New(slog.NewTextHandler(io.Discard, nil)))
	h.pause = func(_ context.Context, d time.Duration) error {
		h.paused += d
		return nil
	}
	t.Cleanup(h.Close)
	return h
}

var here = netip.MustParseAddr("192.0.2.7")

func mustBe(t *testing.T, what string, err error, kind fault.Kind, code string) {
	t.Helper()
	if f, ok := fault.As(err); !ok || f.Kind != kind || f.Code != code {
		t.Errorf("%s: got %v, want %s/%s", what, err, kind, code)
	}
}
