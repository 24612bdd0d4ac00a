package store

import (
	"fmt"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/seal"
)

// chain is where the chain of a case's events stands.
type chain struct {
	seq  int64
	head seal.Digest
}

// event is one link: what happened, as it stays readable after erasure (skeleton), and a salted commitment to the words.
type event struct {
	act        dispute.Act
	after      dispute.Picture
	audience   dispute.Audience
	errands    dispute.Errands
	skeleton   []byte
	salt       []byte
	commitment seal.Digest
	chain      chain // with this event as its head
}

// newEvent links an act's event to the chain. body is what was handed in; empty for a clock.
func newEvent(before chain, c dispute.Change, a dispute.Act, body []byte, mailed bool) (event, error) {
	e := event{act: a, after: c.Picture, audience: c.Audience, errands: c.Errands(mailed), salt: seal.NewSalt()}
	var err error
	e.skeleton, err = seal.Canonical(map[string]any{
		"id": a.ID, "act": a.Name, "by": a.By, "for": a.For, "channel": a.Channel, "happened_on": a.HappenedOn,
		"recorded_at": a.RecordedAt.UTC().Format("2006-01-02T15:04:05.000000Z"), "stage": c.Picture.Stage,
		"version": c.Picture.Version, "audience": c.Audience,
	})
	if err != nil {
		return e, fmt.Errorf("writing an event's skeleton: %w", err)
	}
	e.commitment = seal.Commit(e.salt, body)
	e.chain.seq = before.seq + 1
	e.chain.head = seal.Link(before.head, e.chain.seq, e.skeleton, e.commitment)
	return e, nil
}

func insertEvent(b *pgx.Batch, e event) {
	a, p := e.act, e.after
	b.Queue(`insert into events (id, case_id, seq, act, actor, for_party, channel, happened_on, recorded_at, audience, stage,
			version, turn, after, errands, skeleton, salt, commitment, link)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
		a.ID, a.Case, e.chain.seq, a.Name, a.By, none(a.For), channel(a), a.HappenedOn, a.RecordedAt, e.audience, p.Stage,
		p.Version, p.Turn, p, e.errands, e.skeleton, e.salt, e.commitment[:], e.chain.head[:])
}

// channel: what the clockwork does comes by no channel; it is written as the web's.
func channel(a dispute.Act) dispute.Channel {
	if a.Channel == "" {
		return dispute.Web
	}
	return a.Channel
}
