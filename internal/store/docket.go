package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/statute"
)

// DocketLine is a case as the docket shows it. 案件清单
type DocketLine struct {
	Case      dispute.CaseID
	Number    string
	Matter    dispute.Matter
	Stage     dispute.Stage
	Applicant string
	Against   string
	Mediator  dispute.AccountID
	FiledOn   statute.Date
	MovedAt   time.Time
	NextDue   statute.Date // of the soonest running clock; zero when none
	Overdue   bool
}

// DocketQuery narrows the docket: every field may be left open.
type DocketQuery struct {
	Stage     dispute.Stage
	Kind      dispute.Kind
	Mediator  dispute.AccountID
	DueBefore statute.Date
	Find      string // a whole name, phone, number of a person, or the number of a case or receipt
	Limit     int
	After     Position
}

// Position is where a page of the docket ends.
type Position struct {
	MovedAt time.Time
	Case    dispute.CaseID
}

// Docket lists cases of the scope's organisation, last moved first, one page at a time.
func (r *Reader) Docket(ctx context.Context, q DocketQuery) ([]DocketLine, error) {
	if r.scope.kind != "staff" {
		return nil, fault.NotYours()
	}
	low, high := idRange(strings.TrimSpace(q.Find))
	rows, err := r.tx.Query(ctx, docketSQL, pgx.StrictNamedArgs{
		"org": r.scope.Actor.Org, "stage": q.Stage, "kind": q.Kind, "mediator": none(q.Mediator), "limit": q.Limit,
		"due": lapse(q.DueBefore), "moved": moment(q.After.MovedAt), "after": none(q.After.Case), "number": q.Find,
		"low": low, "high": high,
		"name": r.store.index("name", string(r.scope.Actor.Org), q.Find), "phone": r.store.index("phone", string(r.scope.Actor.Org), phone(q.Find)),
		"identity": r.store.index("identity", string(r.scope.Actor.Org), q.Find),
	})
	if err != nil {
		return nil, err
	}
	lines, err := pgx.CollectRows(rows, r.scanLine)
	if err != nil {
		return nil, fmt.Errorf("reading the docket: %w", err)
	}
	return lines, nil
}

// docketSQL finds people by keyed hashes of whole values only: there is no substring search of personal text.
const docketSQL = `select c.id, c.number, c.picture, c.moved_at, workplace_now(), k.wrapped, a.id, a.sealed_person, g.id, g.sealed_person
	from cases c
	join case_keys k on k.case_id = c.id
	join lateral (select id, sealed_person from parties where case_id = c.id and side = 'applicant' order by written_at, id limit 1) a on true
	left join lateral (select id, sealed_person from parties where case_id = c.id and side = 'respondent' order by written_at, id limit 1) g on true
	where c.org_id = @org
	  and (@stage = '' or c.stage = @stage) and (@kind = '' or c.kind = @kind)
	  and (@mediator::uuid is null or c.mediator = @mediator::uuid)
	  and (@due::timestamptz is null or c.next_at < @due::timestamptz)
	  and (@moved::timestamptz is null or (c.moved_at, c.id) < (@moved::timestamptz, @after::uuid))
	  and (@number = '' or c.number = @number or c.id::text = @number or c.id between @low::uuid and @high::uuid or c.id in (
	       select case_id from parties where name_index = @name
	       union all select case_id from parties where phone_index = @phone
	       union all select case_id from parties where id_index = @identity))
	order by c.moved_at desc, c.id desc limit @limit`

// phone is a typed number as it is indexed; anything that is no phone stays as it is.
func phone(typed string) string {
	if normal, err := dispute.NormalizePhone(typed); err == nil {
		return normal
	}
	return typed
}

func lapse(d statute.Date) *time.Time {
	if d.IsZero() {
		return nil
	}
	return moment(d.Start())
}

func (r *Reader) scanLine(x pgx.CollectableRow) (DocketLine, error) {
	var l DocketLine
	var number *string
	var p dispute.Picture
	var now time.Time
	var wrapped, applicant, against []byte
	var mine dispute.PartyID
	var other *string
	if err := x.Scan(&l.Case, &number, &p, &l.MovedAt, &now, &wrapped, &mine, &applicant, &other, &against); err != nil {
		return l, err
	}
	key, err := r.store.keys.Unwrap(string(l.Case), wrapped)
	if err != nil {
		return l, err
	}
	if number != nil {
		l.Number = *number
	}
	l.Matter, l.Stage, l.Mediator, l.FiledOn = p.Matter, p.Stage, p.Mediator, p.FiledOn
	l.soonest(p, now)
	if l.Applicant, err = nameOf(key.Open(personPlace(mine), applicant)); err != nil || other == nil {
		return l, err
	}
	l.Against, err = nameOf(key.Open(personPlace(dispute.PartyID(*other)), against))
	return l, err
}

// soonest finds the day by which something is due next, and whether a promise is already overdue.
func (l *DocketLine) soonest(p dispute.Picture, now time.Time) {
	for _, c := range p.Clocks {
		if !c.Paused && (l.NextDue.IsZero() || c.Advised.Before(l.NextDue)) {
			l.NextDue = c.Advised
		}
	}
	l.Overdue = !l.NextDue.IsZero() && l.NextDue.Before(statute.DateOf(now))
	for _, t := range p.Terms {
		l.Overdue = l.Overdue || t.Overdue
	}
}

func nameOf(person []byte, err error) (string, error) {
	if err != nil {
		return "", err
	}
	var p dispute.Person
	err = json.Unmarshal(person, &p)
	return p.Name, err
}
