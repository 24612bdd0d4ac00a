package store

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/seal"
)

// ReceiptHolder finds the case and the party of a receipt code by its hash; NotFound for one that is unknown or revoked, or
// whose party has left the case.
func (s *Store) ReceiptHolder(ctx context.Context, code []byte) (id dispute.CaseID, who dispute.Actor, err error) {
	var side *string
	err = s.pool.QueryRow(ctx, `select case_id, party_id, side from door_receipt($1)`, code).Scan(&id, &who.Party, &side)
	if err != nil {
		return "", dispute.Actor{}, known(err)
	}
	if who, err = partyActor(who.Party, nil, side); err != nil {
		return "", dispute.Actor{}, err
	}
	return id, who, nil
}

// receiptNumber reads what [ReceiptNumber] wrote: 收20260116-0f1e2d3c.
var receiptNumber = regexp.MustCompile(`^收?\d{8}-([0-9a-f]{8})$`)

// idRange is the range of case ids that a number may mean: one id, those a receipt's number begins, or none.
func idRange(number string) (low, high string) {
	number = strings.ToLower(number)
	if m := receiptNumber.FindStringSubmatch(number); m != nil {
		return m[1] + "-0000-0000-0000-000000000000", m[1] + "-ffff-ffff-ffff-ffffffffffff"
	}
	return "ffffffff-ffff-ffff-ffff-ffffffffffff", "00000000-0000-0000-0000-000000000000"
}

// FindApplicant finds an applicant by the number of a case or receipt and the normalised phone on file. NotFound for
// nobody, and where two cases fit.
func (s *Store) FindApplicant(ctx context.Context, number, phone string) (id dispute.CaseID, who dispute.Actor, err error) {
	number = strings.TrimSpace(number)
	low, high := idRange(number)
	rows, err := s.pool.Query(ctx, `select case_id, org_id, party_id, phone_index from door_number($1, $2, $3)`, number, low, high)
	if err != nil {
		return "", who, known(err)
	}
	found := 0
	var at, org, party string
	var index []byte
	_, err = pgx.ForEachRow(rows, []any{&at, &org, &party, &index}, func() error {
		if seal.Same(index, s.index("phone", org, phone)) {
			found++
			id, who = dispute.CaseID(at), dispute.Actor{Party: dispute.PartyID(party), Roles: []dispute.Role{dispute.Worker}}
		}
		return nil
	})
	if err != nil {
		return "", dispute.Actor{}, known(err)
	}
	if found != 1 {
		return "", dispute.Actor{}, fault.Missing()
	}
	return id, who, nil
}

// scopeOf is the scope in which somebody acts on one case.
func scopeOf(by dispute.Actor, id dispute.CaseID) Scope {
	if by.Staff() {
		return AsStaff(by)
	}
	return AsParty(by, id)
}

// Reissue gives an applicant a new receipt code; the old one is revoked with the sessions it opened. NotFound when by may
// not see the case, or party is no applicant in it.
func (s *Store) Reissue(ctx context.Context, by dispute.Actor, id dispute.CaseID, party dispute.PartyID) (code string, issuedAt time.Time, err error) {
	err = s.write(ctx, scopeOf(by, id), func(tx *Tx) error {
		row, err := tx.caseOf(ctx, id)
		if err != nil {
			return err
		}
		if x, ok := row.Picture.Party(party); !ok || x.Left || x.For != "" || x.Side != dispute.Applicant {
			return fault.Missing()
		}
		code, err = tx.reissue(ctx, id, party, row.now)
		issuedAt = row.now
		return err
	})
	if err != nil {
		return "", time.Time{}, fmt.Errorf("giving a new receipt code: %w", err)
	}
	return code, issuedAt, nil
}

func (tx *Tx) reissue(ctx context.Context, id dispute.CaseID, party dispute.PartyID, at time.Time) (string, error) {
	var issue int
	if err := tx.tx.QueryRow(ctx, `update cases set issue = issue + 1 where id = $1 returning issue`, id).Scan(&issue); err != nil {
		return "", err
	}
	code := tx.store.keys.ReceiptCode(string(id), issue)
	b := &pgx.Batch{}
	b.Queue(`update receipts set revoked_at = $3 where case_id = $1 and party_id = $2 and revoked_at is null`, id, party, at)
	b.Queue(`delete from party_sessions where case_id = $1 and party_id = $2 and link_id is null`, id, party)
	insertReceipt(b, id, party, issue, at, seal.HashCode(code))
	return code, tx.finish(ctx, b)
}

// ReceiptInForce is the receipt of a party as it can be shown again.
type ReceiptInForce struct {
	Code     string
	Number   string
	Issue    int
	IssuedAt time.Time
}

// Receipt gives the receipt in force of a party: its code is worked out again, it is stored nowhere. NotFound when there is
// none.
func (r *Reader) Receipt(ctx context.Context, id dispute.CaseID, party dispute.PartyID) (ReceiptInForce, error) {
	var in ReceiptInForce
	var filed time.Time
	err := r.tx.QueryRow(ctx, `select r.issue, r.issued_at, c.filed_at from receipts r join cases c on c.id = r.case_id
		where r.case_id = $1 and r.party_id = $2 and r.revoked_at is null`, id, party).Scan(&in.Issue, &in.IssuedAt, &filed)
	if err != nil {
		return in, err
	}
	in.Code, in.Number = r.store.keys.ReceiptCode(string(id), in.Issue), ReceiptNumber(id, filed)
	return in, nil
}
