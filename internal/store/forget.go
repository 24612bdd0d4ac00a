package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"hejie/internal/dispute"
)

// withdraw does at once what taking a consent back asks for (个人信息保护法 15, 47). Without the consent to a track its files,
// the points and pictures drawn from them and their coordinates are destroyed; without the consent to show it the other side
// sees the extract no more. What papers already say stays.
func (tx *Tx) withdraw(ctx context.Context, _ *pgx.Batch, c *dispute.Change, form dispute.Form) error {
	f, ok := form.(*dispute.ConsentForm)
	if a := c.Act(); !ok || a.Name != dispute.RevokeConsent || f.Purpose != "track" && f.Purpose != "share_track" {
		return nil
	}
	l, err := tx.leaving(ctx, c.Act().Case, c.Act().Party(), c.Act().ID)
	if err != nil {
		return err
	}
	if err := tx.end(ctx, l, f.Purpose); err != nil {
		return err
	}
	for _, run := range l.runs { // drawn anew, without the picture
		if f.Purpose == "track" {
			c.Papers = append(c.Papers, dispute.PaperDue{ID: dispute.Derive(run, "paper", string(dispute.RouteReportPaper)),
				Form: dispute.RouteReportPaper, Subject: run, Audience: dispute.ApplicantOnly})
		}
	}
	return tx.tx.QueryRow(ctx, `select exists (select 1 from papers where case_id = $1 and form = 'route_report' and audience = '' and state <> 'void')
		or exists (select 1 from extracts where case_id = $1 and state in ('due', 'made'))`, c.Act().Case).Scan(&c.Picture.RouteShown)
}

// leaving is what rests on one party's consents to its tracks.
type leaving struct {
	row    caseRow
	by     dispute.ActID
	tracks []dispute.EvidenceID
	runs   []dispute.ActID // that read one of them
}

func (tx *Tx) leaving(ctx context.Context, id dispute.CaseID, party dispute.PartyID, by dispute.ActID) (leaving, error) {
	s, err := tx.sharing(ctx, id)
	if err != nil {
		return leaving{}, err
	}
	l := leaving{by: by, tracks: []dispute.EvidenceID{}, runs: []dispute.ActID{}}
	if l.row, err = tx.caseOf(ctx, id); err != nil {
		return l, err
	}
	for file := range s.files {
		owner := s.owner(file)
		x, _ := s.picture.Party(owner)
		if owner != "" && (owner == party || x.For == party) && s.track(file) {
			l.tracks = append(l.tracks, file)
		}
	}
	for run := range s.runs {
		if slices.ContainsFunc(s.tracks(run), func(file dispute.EvidenceID) bool { return slices.Contains(l.tracks, file) }) {
			l.runs = append(l.runs, run)
		}
	}
	slices.Sort(l.runs)
	return l, nil
}

// end carries out the end of a consent to tracks, or to showing them.
func (tx *Tx) end(ctx context.Context, l leaving, purpose string) error {
	id := l.row.Picture.Case
	steps := []string{unshow, endExtracts}
	if purpose == "track" {
		steps = []string{destroyPapers, destroyReports, destroyExtracts, destroyTracks, destroyPictures}
	}
	for _, step := range steps {
		if _, err := tx.tx.Exec(ctx, step, id, l.by, texts(l.runs), texts(l.tracks)); err != nil {
			return fmt.Errorf("ending what rests on a consent: %w", err)
		}
	}
	if purpose != "track" {
		return nil
	}
	for _, run := range l.runs {
		if err := tx.strip(ctx, l.row, run); err != nil {
			return fmt.Errorf("taking the places out of an analysis: %w", err)
		}
	}
	return nil
}

// Each takes the case, the act, the analyses and the tracks, and names all four so that PostgreSQL knows their types.
const (
	unshow = `update papers set audience = 'applicant', state = case when state = 'due' then 'void' else state end
		where case_id = $1 and form in ('route_extract', 'route_points') and subject = any($3::uuid[]) and ($2::uuid, $4::uuid[]) is not null`
	endExtracts = `update extracts set state = 'ended', ended_by = $2, ended_at = workplace_now()
		where case_id = $1 and route = any($3::uuid[]) and state in ('due', 'made', 'failed') and $4::uuid[] is not null`

	destroyPapers = `with old as (select id, form, sha256 from papers where case_id = $1 and form in ('route_extract', 'route_points')
			and subject = any($3::uuid[]) and state <> 'void' and $4::uuid[] is not null for update),
		gone as (update papers set state = 'void', audience = 'applicant', wrapped = null, vault_id = null where id in (select id from old))
		insert into destructions (case_id, act, at, what, subject, sha256)
		select $1, $2, workplace_now(), case form when 'route_points' then 'points' else 'extract' end, id, sha256 from old where sha256 is not null`
	// One that is just being drawn is asked for anew, so that what was begun with the picture is not kept.
	destroyReports = `with old as (select id, sha256 from papers where case_id = $1 and form = 'route_report' and state in ('due', 'drawn')
			and subject = any($3::uuid[]) and $4::uuid[] is not null for update),
		gone as (update papers set state = 'due', due_at = due_at + interval '1 microsecond', tries = 0, drawn_at = null, sha256 = null, size = 0,
			wrapped = null, vault_id = null where id in (select id from old))
		insert into destructions (case_id, act, at, what, subject, sha256) select $1, $2, workplace_now(), 'report', id, sha256 from old where sha256 is not null`
	destroyExtracts = `update extracts set state = 'destroyed', ended_by = $2, ended_at = workplace_now(), sealed_result = null, sealed_svg = null
		where case_id = $1 and route = any($3::uuid[]) and $4::uuid[] is not null`
	destroyTracks = `with gone as (update evidence set wrapped = null, destroyed_at = workplace_now()
			where case_id = $1 and id = any($4::uuid[]) and wrapped is not null and $3::uuid[] is not null returning id, sha256)
		insert into destructions (case_id, act, at, what, subject, sha256) select $1, $2, workplace_now(), 'track', id, sha256 from gone`
	destroyPictures = `with gone as (update routes set sealed_svg = null
			where case_id = $1 and id = any($3::uuid[]) and sealed_svg is not null and $4::uuid[] is not null returning id)
		insert into destructions (case_id, act, at, what, subject) select $1, $2, workplace_now(), 'picture', id from gone`
)

// strip takes the places out of a result on record; its times, distances and reasons stay.
func (tx *Tx) strip(ctx context.Context, row caseRow, run dispute.ActID) error {
	var sealed []byte
	err := tx.tx.QueryRow(ctx, `select sealed_result from routes where id = $1`, run).Scan(&sealed)
	if err != nil || sealed == nil {
		return err
	}
	result, err := row.key.Open(routePlace(run, "sealed_result"), sealed)
	if err != nil {
		return err
	}
	if result, err = withoutPlaces(result); err != nil {
		return err
	}
	_, err = tx.tx.Exec(ctx, `update routes set sealed_result = $2 where id = $1`, run, row.key.Seal(routePlace(run, "sealed_result"), result))
	return err
}

// withoutPlaces is a result without its picture and with null for every latitude and longitude.
func withoutPlaces(result json.RawMessage) (json.RawMessage, error) {
	d := json.NewDecoder(bytes.NewReader(result))
	d.UseNumber()
	var all map[string]any
	if err := d.Decode(&all); err != nil {
		return nil, fmt.Errorf("reading a result: %w", err)
	}
	delete(all, "picture")
	blank(all)
	return json.Marshal(all)
}

func blank(value any) {
	switch v := value.(type) {
	case []any:
		for _, one := range v {
			blank(one)
		}
	case map[string]any:
		for name, one := range v {
			if name == "lat" || name == "lon" {
				v[name] = nil
			}
			blank(one)
		}
	}
}

// ExpireConsents ends what rests on consents to tracks, or to showing them, whose last day has passed, as taking them back
// would, and returns how many there were. Consents of the same purpose that still hold keep what rests on them.
func (s *Store) ExpireConsents(ctx context.Context) (int, error) {
	ids, err := readIDs[dispute.ActID](ctx, s, `select c.id from consents c where c.purpose in ('track', 'share_track') and c.revoked_by is null
		and c.expired_at is null and c.until_on < (workplace_now() at time zone 'Asia/Shanghai')::date order by c.until_on, c.id limit 1000`)
	if err != nil {
		return 0, fmt.Errorf("looking for consents whose day has passed: %w", err)
	}
	for i, id := range ids {
		if err := s.write(ctx, AsSystem(), func(tx *Tx) error { return tx.expire(ctx, id) }); err != nil {
			return i, fmt.Errorf("ending consent %s: %w", id, err)
		}
	}
	return len(ids), nil
}

func (tx *Tx) expire(ctx context.Context, id dispute.ActID) error {
	var of dispute.CaseID
	if err := tx.tx.QueryRow(ctx, `select case_id from consents where id = $1`, id).Scan(&of); err != nil {
		return err
	}
	if _, err := tx.hold(ctx, of); err != nil {
		return err
	}
	var party dispute.PartyID
	var purpose string
	var holds bool
	err := tx.tx.QueryRow(ctx, `update consents c set expired_at = workplace_now() where id = $1 returning party_id, purpose,
		exists (select 1 from consents o where o.case_id = c.case_id and o.party_id = c.party_id and o.purpose = c.purpose and o.id <> c.id
			and o.revoked_by is null and (o.until_on is null or o.until_on >= (workplace_now() at time zone 'Asia/Shanghai')::date))`, id).
		Scan(&party, &purpose, &holds)
	if err != nil || holds {
		return err
	}
	l, err := tx.leaving(ctx, of, party, id)
	if err != nil {
		return err
	}
	return tx.end(ctx, l, purpose)
}
