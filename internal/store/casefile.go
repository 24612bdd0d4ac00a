package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/statute"
)

// CaseFile is everything on record about a case that its reader may see: what pages show, the API answers and papers are
// drawn from. 案卷
type CaseFile struct {
	Picture      dispute.Picture
	Number       string // empty until accepted
	FiledAt      time.Time
	Now          time.Time // by the workplace clock
	Committee    Org
	Mediator     string // the mediator's name; empty while none is assigned
	People       map[dispute.PartyID]dispute.Person
	Events       []Event // in order
	Clocks       []ClockRow
	Evidence     []EvidenceRow
	Papers       []PaperRow
	Routes       []RouteRow
	Destructions []DestructionRow // what was destroyed because a consent ended; for the worker's side and the committee
	side         dispute.Side
}

// Event is one act on record with the form it was handed in with.
type Event struct {
	Act      dispute.Act
	Seq      int64
	Audience dispute.Audience
	Stage    dispute.Stage // it led to
	Turn     int
	Form     dispute.Form // nil for a clock's moment, or when the case was erased
	Staff    string       // the name of the member of staff who did or recorded it
}

// ClockRow is a clock with its history.
type ClockRow struct {
	dispute.Clock
	State    dispute.ClockState
	Reasons  []statute.Reason
	EndedAt  time.Time
	audience dispute.Audience
}

// EvidenceRow is a stored file; its bytes are in the vault under its own key.
type EvidenceRow struct {
	ID         dispute.EvidenceID
	Party      dispute.PartyID
	Side       dispute.Side
	Shared     bool
	Kind       string
	Name       string
	Media      string
	Size       int64
	SHA256     string
	Quarantine string // why it is not shown; empty when it is fit to show
	StoredAt   time.Time
	Destroyed  bool
	Unlisted   bool // no act on record that the reader sees names it: the act it was handed in with was refused or has yet to come
}

// PaperRow is a paper due, drawn, failed or void.
type PaperRow struct {
	ID       string
	Form     dispute.PaperForm
	Subject  dispute.ActID
	Audience dispute.Audience
	State    string
	DueAt    time.Time
	DrawnAt  time.Time
	Pages    int
	Missing  string // characters that the fonts lack
	SHA256   string
	Size     int64
}

// File reads a case as its scope may see it: a party reads what its side may read, staff all but what stands outside the
// file, which Dangers reads. NotFound when the case is not visible.
func (r *Reader) File(ctx context.Context, id dispute.CaseID) (CaseFile, error) {
	row, err := r.caseOf(ctx, id)
	if err != nil {
		return CaseFile{}, err
	}
	f := CaseFile{Picture: row.Picture, Number: row.Number, Now: row.now, side: r.side(row.Picture)}
	for _, part := range []func(context.Context, caseRow, *CaseFile) error{
		r.heading, r.people, r.events, r.clocks, r.evidence, r.papers, r.routes, r.destructions,
	} {
		if err := part(ctx, row, &f); err != nil {
			return CaseFile{}, fmt.Errorf("reading a case file: %w", err)
		}
	}
	f.list()
	f.narrow()
	return f, nil
}

// side is whose eyes read: a party's side; staff and the clockwork are on neither.
func (r *Reader) side(p dispute.Picture) dispute.Side {
	if r.scope.kind != "party" {
		return dispute.NeitherSide
	}
	if x, ok := p.Party(r.scope.Actor.Party); ok {
		return x.Side
	}
	return dispute.ThirdSide // a party unknown to the case reads what everyone reads
}

func (r *Reader) heading(ctx context.Context, row caseRow, f *CaseFile) error {
	return r.tx.QueryRow(ctx, `select c.filed_at, o.id, o.kind, o.name, o.number_template, o.division, o.address, o.phone, coalesce(a.name, '')
		from cases c join orgs o on o.id = c.org_id left join accounts a on a.id = c.mediator where c.id = $1`, row.Picture.Case).
		Scan(&f.FiledAt, &f.Committee.ID, &f.Committee.Kind, &f.Committee.Name, &f.Committee.NumberTemplate, &f.Committee.Division,
			&f.Committee.Address, &f.Committee.Phone, &f.Mediator)
}

// people opens who the parties are. The other side's phone, address and numbers are the committee's to know.
func (r *Reader) people(ctx context.Context, row caseRow, f *CaseFile) error {
	rows, err := r.tx.Query(ctx, `select id, side, sealed_person from parties where case_id = $1`, row.Picture.Case)
	if err != nil {
		return err
	}
	f.People = map[dispute.PartyID]dispute.Person{}
	var id dispute.PartyID
	var side dispute.Side
	var sealed []byte
	_, err = pgx.ForEachRow(rows, []any{&id, &side, &sealed}, func() error {
		body, err := row.key.Open(personPlace(id), sealed)
		if err != nil {
			return err
		}
		var p dispute.Person
		if err := json.Unmarshal(body, &p); err != nil {
			return fmt.Errorf("reading a party: %w", err)
		}
		if f.side != dispute.NeitherSide && f.side != side {
			p = dispute.Person{Name: p.Name, Organisation: p.Organisation, Insurer: p.Insurer}
		}
		f.People[id] = p
		return nil
	})
	return err
}

const selectEvents = `select v.id, v.act, v.actor, coalesce(v.for_party::text, ''), v.channel, v.happened_on, v.recorded_at,
		v.seq, v.audience, v.stage, v.turn, e.sealed_body, coalesce(e.proof::text[], '{}'), coalesce(a.name, '')
	from events v left join entries e on e.id = v.id left join accounts a on a.id = (v.actor->>'account')::uuid`

func (r *Reader) events(ctx context.Context, row caseRow, f *CaseFile) error {
	rows, err := r.tx.Query(ctx, selectEvents+` where v.case_id = $1 and v.audience <> 'outside_file' order by v.seq`, row.Picture.Case)
	if err != nil {
		return err
	}
	all, err := pgx.CollectRows(rows, func(x pgx.CollectableRow) (Event, error) { return scanEvent(x, row) })
	f.Events = slices.DeleteFunc(all, func(e Event) bool { return !e.Audience.Reads(f.side) })
	return err
}

func scanEvent(x pgx.CollectableRow, row caseRow) (Event, error) {
	e := Event{Act: dispute.Act{Case: row.Picture.Case}}
	var sealed []byte
	a := &e.Act
	err := x.Scan(&a.ID, &a.Name, &a.By, &a.For, &a.Channel, &a.HappenedOn, &a.RecordedAt, &e.Seq, &e.Audience, &e.Stage, &e.Turn,
		&sealed, &a.Proof, &e.Staff)
	if err != nil || sealed == nil {
		return e, err
	}
	body, err := row.key.Open(entryPlace(a.ID), sealed)
	if err != nil {
		return e, err
	}
	e.Form = dispute.Forms(a.Name)
	return e, json.Unmarshal(body, e.Form)
}

// Dangers reads the notes on danger, which stand outside the file, for the committee alone.
func (r *Reader) Dangers(ctx context.Context, id dispute.CaseID) ([]Event, error) {
	row, err := r.caseOf(ctx, id)
	if err != nil || r.side(row.Picture) != dispute.NeitherSide {
		return nil, err
	}
	rows, err := r.tx.Query(ctx, selectEvents+` where v.case_id = $1 and v.audience = 'outside_file' order by v.seq`, id)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(x pgx.CollectableRow) (Event, error) { return scanEvent(x, row) })
}

// Event returns the event of an act.
func (f CaseFile) Event(id dispute.ActID) (Event, bool) {
	i := slices.IndexFunc(f.Events, func(e Event) bool { return e.Act.ID == id })
	if i < 0 {
		return Event{}, false
	}
	return f.Events[i], true
}

// Filing is the form that opened the case.
func (f CaseFile) Filing() (Event, *dispute.Filing) {
	for _, e := range f.Events {
		if form, ok := e.Form.(*dispute.Filing); ok {
			return e, form
		}
	}
	return Event{}, &dispute.Filing{}
}

// list marks the files that no act names: their bytes are kept, and nobody has put them in evidence.
func (f *CaseFile) list() {
	named := map[dispute.EvidenceID]bool{}
	for _, e := range f.Events {
		for _, id := range slices.Concat(e.Act.Proof, dispute.FilesOf(e.Form)) {
			named[id] = true
		}
	}
	for i := range f.Evidence {
		e := &f.Evidence[i]
		e.Unlisted = !named[e.ID] && !e.Shared && (f.side == dispute.NeitherSide || f.side == e.Side)
	}
}

// narrow takes out of the picture what the reader's side may not know: another side's private offers, and their clocks.
func (f *CaseFile) narrow() {
	if f.side == dispute.NeitherSide {
		return
	}
	f.Picture.Offers = slices.DeleteFunc(f.Picture.Offers, func(o dispute.Offer) bool {
		return o.Private && f.Picture.SideOf(o.By) != f.side
	})
	f.Picture.Objections = slices.DeleteFunc(f.Picture.Objections, func(o dispute.Objection) bool { return f.Picture.SideOf(o.By) != f.side })
	f.Picture.Clocks = slices.DeleteFunc(f.Picture.Clocks, func(c dispute.Clock) bool {
		return !slices.ContainsFunc(f.Clocks, func(shown ClockRow) bool { return shown.ID == c.ID })
	})
}
