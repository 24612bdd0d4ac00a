package auth

import (
	"context"
	"net/netip"
	"time"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// limit is how often something may be tried in a window of time. What succeeds is given back, so only failures count,
// except for codes that cost money to send.
type limit struct {
	name   string
	tries  int
	window time.Duration
}

// A code cannot be guessed; the limits keep guessers from costing time, and passwords and six digits safe. An address may be
// a whole office or a mobile network, so its limits are wider.
var (
	staffHere    = limit{"staff/login and address", 8, 15 * time.Minute}
	staffLogin   = limit{"staff/login", 40, time.Hour}
	staffAddress = limit{"staff/address", 60, 15 * time.Minute}

	receiptCode    = limit{"receipt/code", 10, 15 * time.Minute}
	receiptAddress = limit{"receipt/address", 30, 15 * time.Minute}

	linkToken   = limit{"link/link", 10, 15 * time.Minute}
	linkAddress = limit{"link/address", 60, 15 * time.Minute}

	codeNow     = limit{"code/person", 5, 10 * time.Minute}
	codeToday   = limit{"code/person today", 20, 24 * time.Hour}
	codeAddress = limit{"code/address", 60, time.Hour}

	searchAccount = limit{"search/account", 60, 15 * time.Minute}

	reissueCase    = limit{"reissue/number and phone", 10, time.Hour}
	reissueAddress = limit{"reissue/address", 30, time.Hour}
)

// bucket is one count: a limit for one name or address.
type bucket struct {
	limit
	of string
}

func (l limit) of(key string) bucket           { return bucket{l, key} }
func (l limit) from(address netip.Addr) bucket { return bucket{l, network(address)} }
func (b bucket) name() string                  { return b.limit.name + "\x00" + b.of }

// network is whose tries count together: one IPv4 address, or the 64 bits that an IPv6 customer has to himself.
func network(a netip.Addr) string {
	a = a.Unmap().WithZone("")
	if p, err := a.Prefix(64); err == nil && a.Is6() {
		return p.String()
	}
	return a.String()
}

// admit counts a try in every bucket, and refuses with [TooOften] when one is full. Someone who tries often is made to wait
// first, the longer the oftener.
func (d *Door) admit(ctx context.Context, buckets ...bucket) error {
	var longest time.Duration
	for _, b := range buckets {
		wait, ok, err := d.records.Allow(ctx, b.name(), b.tries, b.window)
		if err != nil {
			return err
		}
		if !ok {
			return tooOften(max(wait, time.Second))
		}
		longest = max(longest, wait)
	}
	if longest == 0 {
		return nil
	}
	if err := d.pause(ctx, longest); err != nil {
		return fault.Busy().Because(err)
	}
	return nil
}

// forgive gives the tries back after a success.
func (d *Door) forgive(ctx context.Context, buckets ...bucket) error {
	for _, b := range buckets {
		if err := d.records.Forgive(ctx, b.name()); err != nil {
			return err
		}
	}
	return nil
}

// Search counts one search for a person or a number by a member of staff, and refuses with [TooOften] past 60 in 15
// minutes: who knows numbers of strangers could else try them all. Each account counts by itself, since an office shares one
// address. The refusal is on the audit trail; what was looked for never is.
func (d *Door) Search(ctx context.Context, by dispute.Actor) error {
	err := d.admit(ctx, searchAccount.of(string(by.Account)))
	after, often := RetryAfter(err)
	if !often {
		return err
	}
	if err := d.records.Audit(ctx, by, "", "search_refused", ""); err != nil {
		return err
	}
	return searchedTooOften(after)
}

// Throttle counts a try of another kind (a filing) from an address, and refuses with [TooOften] past tries in a
// window.
func (d *Door) Throttle(ctx context.Context, what string, from netip.Addr, tries int, window time.Duration) error {
	return d.admit(ctx, limit{"other/" + what, tries, window}.from(from))
}
