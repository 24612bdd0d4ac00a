package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
)

// sharing is what decides on showing files of a case to both sides.
type sharing struct {
	picture  dispute.Picture
	files    map[dispute.EvidenceID]sharedFile
	runs     map[dispute.ActID]*dispute.RouteRun
	consents []sharedConsent // in force
	names    map[dispute.PartyID]string
	segments map[dispute.ActID]Window // of runs that read several parties' tracks, once judged
}

type sharedFile struct {
	party       dispute.PartyID // empty where the committee took it in without saying whose it is
	kind, media string
	destroyed   bool
}

type sharedConsent struct {
	party              dispute.PartyID
	purpose, recipient string
	window             Window // zero: the stretch between two orders
}

// sharing reads the files, analyses and consents of a case. Whom a consent names stands sealed in its form.
func (tx *Tx) sharing(ctx context.Context, id dispute.CaseID) (sharing, error) {
	row, err := tx.caseOf(ctx, id)
	if err != nil {
		return sharing{}, err
	}
	s := sharing{picture: row.Picture, files: map[dispute.EvidenceID]sharedFile{}, runs: map[dispute.ActID]*dispute.RouteRun{}, names: map[dispute.PartyID]string{}}
	for _, part := range []func(context.Context, caseRow, *sharing) error{tx.sharedFiles, tx.sharedRuns, tx.sharedConsents, tx.sharedNames} {
		if err := part(ctx, row, &s); err != nil {
			return s, fmt.Errorf("reading what may be shown: %w", err)
		}
	}
	return s, nil
}

func (tx *Tx) sharedFiles(ctx context.Context, row caseRow, s *sharing) error {
	rows, err := tx.tx.Query(ctx, `select id, coalesce(party_id::text, ''), kind, media, destroyed_at is not null from evidence where case_id = $1`, row.Picture.Case)
	if err != nil {
		return err
	}
	var id dispute.EvidenceID
	var e sharedFile
	_, err = pgx.ForEachRow(rows, []any{&id, &e.party, &e.kind, &e.media, &e.destroyed}, func() error { s.files[id] = e; return nil })
	return err
}

func (tx *Tx) sharedRuns(ctx context.Context, row caseRow, s *sharing) error {
	rows, err := tx.tx.Query(ctx, `select v.id, e.sealed_body from events v join entries e on e.id = v.id
		where v.case_id = $1 and v.act = $2`, row.Picture.Case, dispute.AnalyseRoute)
	if err != nil {
		return err
	}
	var id dispute.ActID
	var sealed []byte
	_, err = pgx.ForEachRow(rows, []any{&id, &sealed}, func() error {
		s.runs[id] = &dispute.RouteRun{}
		return openForm(row, id, sealed, s.runs[id])
	})
	return err
}

func (tx *Tx) sharedConsents(ctx context.Context, row caseRow, s *sharing) error {
	rows, err := tx.tx.Query(ctx, `select c.id, c.party_id, c.purpose, e.sealed_body from consents c left join entries e on e.id = c.id
		where c.case_id = $1 and c.revoked_by is null and (c.until_on is null or c.until_on >= (workplace_now() at time zone 'Asia/Shanghai')::date)`,
		row.Picture.Case)
	if err != nil {
		return err
	}
	var id dispute.ActID
	var c sharedConsent
	var sealed []byte
	_, err = pgx.ForEachRow(rows, []any{&id, &c.party, &c.purpose, &sealed}, func() error {
		var form dispute.ConsentForm
		if sealed != nil {
			if err := openForm(row, id, sealed, &form); err != nil {
				return err
			}
		}
		from, to, err := form.Window()
		s.consents = append(s.consents, sharedConsent{c.party, c.purpose, form.Recipient, Window{from, to}})
		return err
	})
	return err
}

func (tx *Tx) sharedNames(ctx context.Context, row caseRow, s *sharing) error {
	rows, err := tx.tx.Query(ctx, `select id, sealed_person from parties where case_id = $1`, row.Picture.Case)
	if err != nil {
		return err
	}
	var id dispute.PartyID
	var sealed []byte
	_, err = pgx.ForEachRow(rows, []any{&id, &sealed}, func() error {
		body, err := row.key.Open(personPlace(id), sealed)
		if err != nil {
			return err
		}
		var p dispute.Person
		err = json.Unmarshal(body, &p)
		s.names[id] = p.Name
		return err
	})
	return err
}

// agreed says whether a party, or the one it acts for, agreed to a purpose towards the other side: to everybody there, or to a
// recipient whose name is a party's there. A consent for another recipient allows nothing here.
func (s sharing) agreed(owner dispute.PartyID, purpose string) bool {
	return len(s.given(owner, purpose)) > 0
}

// TrackWindows are the stretches of time to which consents to the use of a case's files as tracks are bound; a file that is
// not named is bound to none.
func (s *Store) TrackWindows(ctx context.Context, id dispute.CaseID) (map[dispute.EvidenceID][][2]time.Time, error) {
	bound := map[dispute.EvidenceID][][2]time.Time{}
	err := s.write(ctx, AsSystem(), func(tx *Tx) error {
		all, err := tx.sharing(ctx, id)
		for file := range all.files {
			if windows := all.covering(all.owner(file)); len(windows) > 0 {
				bound[file] = windows
			}
		}
		return err
	})
	return bound, err
}

// covering are the windows of a party's consents to the use of its tracks; none where one of them names none.
func (s sharing) covering(owner dispute.PartyID) (windows [][2]time.Time) {
	x, _ := s.picture.Party(owner)
	for _, c := range s.consents {
		switch whose := owner != "" && (c.party == owner || x.For != "" && c.party == x.For); {
		case !whose || c.purpose != "track":
		case c.window == (Window{}):
			return nil
		default:
			windows = append(windows, [2]time.Time{c.window.From, c.window.To})
		}
	}
	return windows
}

// used says whether a party, or the one it acts for, agreed to the committee's use of its tracks.
func (s sharing) used(owner dispute.PartyID) bool {
	x, _ := s.picture.Party(owner)
	return slices.ContainsFunc(s.consents, func(c sharedConsent) bool {
		return c.purpose == "track" && owner != "" && (c.party == owner || x.For != "" && c.party == x.For)
	})
}

// given are the consents for a purpose towards the other side, of a party or of the one it acts for.
func (s sharing) given(owner dispute.PartyID, purpose string) []sharedConsent {
	x, _ := s.picture.Party(owner)
	var list []sharedConsent
	for _, c := range s.consents {
		whose := owner != "" && (c.party == owner || x.For != "" && c.party == x.For)
		if whose && c.purpose == purpose && s.opposite(owner, c.recipient) {
			list = append(list, c)
		}
	}
	return list
}

// opposite says whether a recipient is nobody in particular or a party across from owner.
func (s sharing) opposite(owner dispute.PartyID, recipient string) bool {
	name := squeezed(recipient)
	return name == "" || slices.ContainsFunc(s.picture.Parties, func(x dispute.Party) bool {
		return !x.Left && x.For == "" && x.Side != s.picture.SideOf(owner) && squeezed(s.names[x.ID]) == name
	})
}

// squeezed is a name without its spaces, which people type differently.
func squeezed(name string) string { return strings.Join(strings.Fields(name), "") }

// openForm opens what was handed in with an act.
func openForm(row caseRow, id dispute.ActID, sealed []byte, form any) error {
	body, err := row.key.Open(entryPlace(id), sealed)
	if err != nil {
		return err
	}
	return json.Unmarshal(body, form)
}
