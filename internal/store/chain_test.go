package store_test

import (
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/seal"
	"hejie/internal/store/storetest"
)

// chainOf is a case's events as the record has them, with the head that the case's own row notes.
func chainOf(t *testing.T, db *storetest.DB, id dispute.CaseID) (events []seal.ChainEvent, head seal.Digest) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), db.Owner)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context()) // reading: closing cannot lose anything
	rows, err := conn.Query(t.Context(), `select v.seq, v.skeleton, v.commitment, v.link, c.chain_head from events v
		join cases c on c.id = v.case_id where v.case_id = $1 order by v.seq`, id)
	if err != nil {
		t.Fatal(err)
	}
	events, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (e seal.ChainEvent, err error) {
		var commitment, hash, last []byte
		err = row.Scan(&e.Seq, &e.Skeleton, &commitment, &hash, &last)
		copy(e.Commitment[:], commitment)
		copy(e.Hash[:], hash)
		copy(head[:], last)
		return e, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return events, head
}

func TestTheChainOfWhatActsAndClocksRecordedHoldsAndShowsEveryHandInIt(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	id := file(t, db).Case
	if _, err := act(t, db, db.Mediator, id, dispute.Accept, disputetest.NotElsewhere()); err != nil {
		t.Fatal(err)
	}
	if _, err := act(t, db, db.Mediator, id, dispute.Note, disputetest.Text()); err != nil {
		t.Fatal(err)
	}
	db.Exec(t, `insert into deliveries (entry_id, at, outcome) select id, now(), 'done' from entries where act <> 'file'; delete from waiting`) // or a lapse waits
	db.Exec(t, `insert into settings (name, value) values ('workplace_offset_s', '8000000')`)                                                   // a quarter of a year: the month of mediation is over
	p, err := db.Work.Load(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Work.Ring(t.Context(), id, p.Version); err != nil {
		t.Fatal(err)
	}
	events, head := chainOf(t, db, id)
	if err := seal.VerifyChain(string(id), events, head); err != nil || len(events) != 4 {
		t.Fatalf("got %d events, %v; want filing, acceptance, note and clock in one chain", len(events), err)
	}
	for _, hand := range []struct {
		statement string
		want      seal.ChainBreak
	}{ // from the end of the chain to its beginning: the earliest break is the one that is told
		{`delete from events where act = 'ring'`, seal.ChainBreak{Seq: 3, Kind: "cut"}},
		{`update events set commitment = sha256('other words') where act = 'note'`, seal.ChainBreak{Seq: 3, Kind: "altered"}},
		{`update events set skeleton = convert_to(replace(convert_from(skeleton, 'UTF8'), '"accept"', '"decline"'), 'UTF8') where act = 'accept'`,
			seal.ChainBreak{Seq: 2, Kind: "altered"}},
	} {
		db.Exec(t, hand.statement)
		events, head := chainOf(t, db, id)
		found, ok := errors.AsType[*seal.ChainBreak](seal.VerifyChain(string(id), events, head))
		if !ok || *found != hand.want {
			t.Errorf("%s: found %v, want %v", hand.statement, found, hand.want)
		}
	}
}
