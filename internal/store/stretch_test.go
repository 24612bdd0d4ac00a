package store_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/routelog"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
)

// consents records a party's consent to the showing of its track, in a window (from, to) or, without one, of the segment.
func consents(t *testing.T, db *storetest.DB, filed store.Filed, party dispute.PartyID, window []string) {
	t.Helper()
	form := &dispute.ConsentForm{Purpose: "share_track"}
	if len(window) > 0 {
		form.From, form.To = "2026-01-04T"+window[0]+":00+08:00", "2026-01-04T"+window[1]+":00+08:00"
	}
	h, err := db.Serve.HandIn(t.Context(), store.AsStaff(db.Mediator), dispute.Act{Case: filed.Case, Name: dispute.Consent, By: db.Mediator,
		For: party, Channel: dispute.Phone}, form, store.Key{Scope: "a", Key: uuid.NewString()})
	must(t, "handing in a consent", err)
	p, err := db.Work.Load(t.Context(), filed.Case)
	must(t, "loading", err)
	_, err = db.Work.Record(t.Context(), p.Version, h.Ref)
	must(t, "recording a consent", err)
}

// judgedOver records that a run found the stretch between two orders to be from 18:00 to 19:00.
func judgedOver(t *testing.T, db *storetest.DB, filed store.Filed, run string) {
	t.Helper()
	from := time.Date(2026, 1, 4, 10, 0, 0, 0, time.UTC)
	to := from.Add(time.Hour)
	found := routelog.Findings{Finding: routelog.Continuous, Disclosed: routelog.Stretch{From: &from, To: &to}}
	result, err := json.Marshal(found)
	must(t, "writing findings", err)
	must(t, "judging", db.Work.RouteJudged(t.Context(), store.Judged{Route: dispute.ActID(run), Case: filed.Case, Finding: "continuous", Analyser: "1",
		Result: result, SVG: []byte("<svg></svg>")}))
}

func TestTracksOfSeveralPartiesAreShownOnlyAsFarAsEachOfThemAgreed(t *testing.T) {
	t.Parallel()
	const segment = "true"
	for name, c := range map[string]struct {
		mine, theirs [][]string // each a window; an empty one is the segment
		judged       bool
		want         []string // nil: refused
	}{
		"the segment, both":                      {[][]string{{}}, [][]string{{}}, false, []string{segment}},
		"a window inside the segment of another": {[][]string{{}}, [][]string{{"18:30", "20:00"}}, true, []string{"false", "18:30 19:00"}},
		"and the other way about":                {[][]string{{"17:00", "18:10"}}, [][]string{{}}, true, []string{"false", "18:00 18:10"}},
		"a window outside it":                    {[][]string{{}}, [][]string{{"19:00", "20:00"}}, true, nil},
		"a segment that is not known yet":        {[][]string{{}}, [][]string{{"18:30", "20:00"}}, false, nil},
		"two windows that overlap":               {[][]string{{"18:00", "18:40"}}, [][]string{{"18:30", "19:00"}}, false, []string{"false", "18:30 18:40"}},
		"two windows that only touch":            {[][]string{{"18:00", "18:30"}}, [][]string{{"18:30", "19:00"}}, true, nil},
		"the segment and windows beside it":      {[][]string{{}, {"20:00", "21:00"}}, [][]string{{}, {"20:30", "22:00"}}, true, []string{segment, "20:30 21:00"}},
		"only one of them agreed":                {[][]string{{}}, nil, true, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := storetest.New(t)
			filed := file(t, db)
			other := dispute.AgainstOf(filed.Entry)
			do := func(name dispute.ActName, form dispute.Form) error {
				_, err := act(t, db, db.Mediator, filed.Case, name, form)
				return err
			}
			must(t, "accepting", do(dispute.Accept, disputetest.NotElsewhere()))
			agreed(t, db, filed, "track")
			mine := stored(t, db, filed, "track", "mine.csv")
			theirs := kept(t, db, store.AsStaff(db.Mediator), filed.Case, other, store.FileRow{Name: "theirs.csv", Kind: "track", Media: "text/csv"})
			must(t, "analysing", do(dispute.AnalyseRoute, &dispute.RouteRun{At: "2026-01-04T18:45:00+08:00", Tracks: []dispute.EvidenceID{mine, theirs}}))
			run := db.Column(t, `select id from routes`)[0]
			if c.judged {
				judgedOver(t, db, filed, run)
			}
			for _, w := range c.mine {
				consents(t, db, filed, filed.Party, w)
			}
			for _, w := range c.theirs {
				consents(t, db, filed, other, w)
			}
			for field, share := range map[string]*dispute.EvidenceShare{
				"analysis": {Analysis: dispute.ActID(run)}, "evidence": {Evidence: []dispute.EvidenceID{mine}},
			} {
				err := do(dispute.ShareEvidence, share)
				if f, ok := fault.As(err); c.want == nil && len(c.theirs) > 0 && (!ok || f.Fields[0].Name != field || f.Fields[0].Code != "consent") {
					t.Errorf("showing by %s: got %v, want refused for want of consent", field, err)
				}
				if c.want != nil && err != nil {
					t.Errorf("showing by %s: %v", field, err)
				}
			}
			got := db.Column(t, `select x from (select segment::text x, 0 n from extracts union all
				select to_char((w->>'from')::timestamptz at time zone 'Asia/Shanghai', 'HH24:MI ') || to_char((w->>'to')::timestamptz at time zone 'Asia/Shanghai', 'HH24:MI'), 1
				from extracts, jsonb_array_elements(windows) w) y order by n, x`)
			if !slices.Equal(got, c.want) {
				t.Errorf("shown: %q, want %q", got, c.want)
			}
		})
	}
}
