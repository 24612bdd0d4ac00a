package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/text/unicode/norm"

	"hejie/internal/dispute"
	"hejie/internal/seal"
)

// effects queues what a change writes beside its event and the case's row. Every statement is safe to repeat.
func (tx *Tx) effects(b *pgx.Batch, c dispute.Change, key seal.CaseKey, mailed bool) {
	a := c.Act()
	for _, m := range c.Clocks {
		putClock(b, a, m)
	}
	for _, p := range c.People {
		tx.putPerson(b, c.Picture, p, key, a.RecordedAt)
	}
	for _, p := range c.Papers {
		putPaper(b, a, p)
	}
	for _, n := range c.Notices {
		putNotice(b, a, n, mailed || n.Party != "")
	}
	if c.Analyse {
		b.Queue(`insert into routes (id, case_id, state, due_at) values ($1, $2, 'due', $3) on conflict (id) do nothing`, a.ID, a.Case, a.RecordedAt)
	}
}

// putNotice queues a notice to be sent. One to staff of whom nobody wants mail is on the docket with its row, and done.
func putNotice(b *pgx.Batch, a dispute.Act, n dispute.Notice, toSend bool) {
	state, way := "queued", ""
	if !toSend {
		state, way = "sent", "docket"
	}
	b.Queue(`insert into notices (id, case_id, kind, party_id, account_id, role, subject, queued_at, state, way, sent_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $9 = 'sent' then $8::timestamptz end) on conflict (id) do nothing`,
		n.ID, a.Case, n.Kind, none(n.Party), none(n.Account), n.Role, n.Subject, a.RecordedAt, state, way)
}

func putClock(b *pgx.Batch, a dispute.Act, m dispute.ClockMove) {
	if m.New {
		b.Queue(`insert into clocks (id, case_id, rule, edition, subject, start_on, nominal_on, due_on, advised_on, remind_at, lapses_at,
				provisional, state, reasons, moved_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
				on conflict (id) do nothing`,
			m.ID, a.Case, m.Rule, m.Edition, m.Subject, m.Start, m.Nominal, m.Due, m.Advised, moment(m.RemindAt), m.LapsesAt,
			m.Provisional, m.State, m.Reasons, a.ID)
		return
	}
	b.Queue(`update clocks set state = $2, remind_at = $3, moved_by = $4,
			ended_at = case when $2 in ('stopped', 'lapsed') then $5::timestamptz end where id = $1`,
		m.ID, m.State, moment(m.RemindAt), a.ID, a.RecordedAt)
}

func putPaper(b *pgx.Batch, a dispute.Act, p dispute.PaperDue) {
	if p.Void {
		b.Queue(`update papers set state = 'void' where id = $1`, p.ID)
		return
	}
	b.Queue(`insert into papers (id, case_id, form, subject, audience, state, due_at) values ($1, $2, $3, $4, $5, 'due', $6)
		on conflict (id) do nothing`, p.ID, a.Case, p.Form, p.Subject, p.Audience, a.RecordedAt)
}

// putPerson seals who a party is, with the keyed hashes by which staff find them: whole name, phone, number.
func (tx *Tx) putPerson(b *pgx.Batch, p dispute.Picture, c dispute.PersonChange, key seal.CaseKey, at time.Time) {
	body, err := json.Marshal(c.Person)
	if err != nil {
		body = []byte("{}") // strings and numbers only: this cannot happen
	}
	org := string(p.Org)
	statement := `insert into parties (id, case_id, side, sealed_person, name_index, phone_index, id_index, written_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`
	if c.Known {
		statement = `update parties set side = $3, sealed_person = $4, name_index = $5, phone_index = $6, id_index = $7, written_at = $8
			where id = $1 and case_id = $2`
	}
	b.Queue(statement, c.Party, p.Case, p.SideOf(c.Party), key.Seal(personPlace(c.Party), body), tx.store.index("name", org, c.Person.Name),
		tx.store.index("phone", org, c.Person.Phone), tx.store.index("identity", org, identityOf(c.Person)), at)
}

func identityOf(p dispute.Person) string {
	if p.IDNumber != "" {
		return p.IDNumber
	}
	return p.CreditCode
}

// index is the keyed hash by which a value is found within one organisation; nil for no value. NFKC and no spaces, so that
// the same name typed another way is the same name.
func (s *Store) index(field, org, value string) []byte {
	value = strings.ToUpper(strings.Join(strings.Fields(norm.NFKC.String(value)), ""))
	if value == "" {
		return nil
	}
	return s.keys.Index(field, org, value)
}

func personPlace(id dispute.PartyID) seal.Place {
	return seal.Place{Table: "parties", Column: "sealed_person", Row: string(id)}
}

// putConsent keeps the ledger: given with a purpose, taken back by a later act.
func putConsent(b *pgx.Batch, a dispute.Act, form dispute.Form) {
	f, ok := form.(*dispute.ConsentForm)
	if !ok {
		return
	}
	if a.Name == dispute.RevokeConsent {
		b.Queue(`update consents set revoked_by = $1 where case_id = $2 and party_id = $3 and purpose = $4 and revoked_by is null`,
			a.ID, a.Case, a.Party(), f.Purpose)
		return
	}
	var until *string
	if !f.Until.IsZero() {
		day := f.Until.String()
		until = &day
	}
	b.Queue(`insert into consents (id, case_id, party_id, purpose, until_on, given_on) values ($1, $2, $3, $4, $5, $6)
		on conflict (id) do nothing`, a.ID, a.Case, a.Party(), f.Purpose, until, a.HappenedOn)
}

func insertReceipt(b *pgx.Batch, id dispute.CaseID, party dispute.PartyID, issue int, at time.Time, hash []byte) {
	b.Queue(`insert into receipts (code_hash, case_id, party_id, issue, issued_at) values ($1, $2, $3, $4, $5)`, hash, id, party, issue, at)
}

// finish runs the transaction's last batch and commits.
func (tx *Tx) finish(ctx context.Context, b *pgx.Batch) error {
	if err := tx.session.last(ctx, b); err != nil {
		return fmt.Errorf("writing the record: %w", err)
	}
	return nil
}
