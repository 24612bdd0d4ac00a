package store_test

import (
	"slices"
	"testing"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
)

// Whoever carried it to the desk, a track tells where the worker was.
func TestATrackThatTheDeskTookInWithoutSayingWhoseItIsCountsAsTheApplicants(t *testing.T) {
	t.Parallel()
	const at = "2026-01-04T18:45:00+08:00"
	for name, c := range map[string]struct {
		row store.FileRow
		run func(dispute.EvidenceID) *dispute.RouteRun
	}{
		"by its kind": {store.FileRow{Name: "t", Kind: "track", Media: "text/csv"},
			func(id dispute.EvidenceID) *dispute.RouteRun {
				return &dispute.RouteRun{At: at, Orders: []dispute.EvidenceID{id}}
			}},
		"by its content": {store.FileRow{Name: "g", Kind: "other", Media: "application/gpx+xml"},
			func(id dispute.EvidenceID) *dispute.RouteRun {
				return &dispute.RouteRun{At: at, Online: []dispute.EvidenceID{id}}
			}},
		"by being read as one": {store.FileRow{Name: "c", Kind: "other", Media: "text/csv"},
			func(id dispute.EvidenceID) *dispute.RouteRun {
				return &dispute.RouteRun{At: at, Tracks: []dispute.EvidenceID{id}}
			}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := storetest.New(t)
			filed := file(t, db)
			do := func(name dispute.ActName, form dispute.Form) error {
				_, err := act(t, db, db.Mediator, filed.Case, name, form)
				return err
			}
			must(t, "accepting", do(dispute.Accept, disputetest.NotElsewhere()))
			track := kept(t, db, store.AsStaff(db.Mediator), filed.Case, "", c.row)
			mustBe(t, "using it without consent", do(dispute.AnalyseRoute, c.run(track)), fault.Invalid)
			onBehalf(t, db, filed, dispute.Consent, &dispute.ConsentForm{Purpose: "track"})
			must(t, "using it by consent", do(dispute.AnalyseRoute, c.run(track)))
			share := &dispute.EvidenceShare{Evidence: []dispute.EvidenceID{track}}
			mustBe(t, "showing it without consent", do(dispute.ShareEvidence, share), fault.Invalid)
			onBehalf(t, db, filed, dispute.Consent, &dispute.ConsentForm{Purpose: "share_track"})
			must(t, "showing it by consent", do(dispute.ShareEvidence, share))
			if files, report := shown(t, db, filed); len(files) > 0 || !report {
				t.Errorf("the other side sees %v, extract %t; want the extract alone", files, report)
			}
			onBehalf(t, db, filed, dispute.RevokeConsent, &dispute.ConsentForm{Purpose: "track"})
			if gone := db.Column(t, `select id from evidence where wrapped is null and destroyed_at is not null`); !slices.Equal(gone, []string{string(track)}) {
				t.Errorf("destroyed with the consent: %v, want the track", gone)
			}
		})
	}
}

func TestATrackOfTheOtherSideIsNotTheApplicantsToAllow(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	filed := file(t, db)
	do := atDesk(t, db, filed)
	must(t, "accepting", do(dispute.Accept, disputetest.NotElsewhere()))
	track := kept(t, db, store.AsStaff(db.Mediator), filed.Case, dispute.AgainstOf(filed.Entry), store.FileRow{Name: "t", Kind: "track", Media: "text/csv"})
	must(t, "using it", do(dispute.AnalyseRoute, &dispute.RouteRun{At: "2026-01-04T18:45:00+08:00", Tracks: []dispute.EvidenceID{track}}))
	onBehalf(t, db, filed, dispute.Consent, &dispute.ConsentForm{Purpose: "track"})
	onBehalf(t, db, filed, dispute.RevokeConsent, &dispute.ConsentForm{Purpose: "track"})
	if gone := db.Column(t, `select id from evidence where destroyed_at is not null`); len(gone) > 0 {
		t.Errorf("destroyed with the applicant's consent: %v, want nothing of the other side's", gone)
	}
}

func TestTheTypedPlaceOfARunIsTakenOutOfTheFileWithTheTrack(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	filed := file(t, db)
	do := atDesk(t, db, filed)
	const at, place = "2026-01-04T18:45:00+08:00", "23.1,114.4"
	must(t, "accepting", do(dispute.Accept, disputetest.NotElsewhere()))
	onBehalf(t, db, filed, dispute.Consent, &dispute.ConsentForm{Purpose: "track"})
	track, orders := kept(t, db, store.AsStaff(db.Mediator), filed.Case, "", store.FileRow{Name: "t", Kind: "track", Media: "text/csv"}), stored(t, db, filed, "orders", "orders.csv")
	must(t, "analysing a track", do(dispute.AnalyseRoute, &dispute.RouteRun{At: at, Place: place, Tracks: []dispute.EvidenceID{track}}))
	must(t, "analysing orders", do(dispute.AnalyseRoute, &dispute.RouteRun{At: at, Place: place, Orders: []dispute.EvidenceID{orders}}))
	places := func(scope store.Scope) (list []string) {
		must(t, "reading", db.Serve.Read(t.Context(), scope, func(r *store.Reader) error {
			f, err := r.File(t.Context(), filed.Case)
			for _, e := range f.Events {
				if run, ok := e.Form.(*dispute.RouteRun); ok {
					list = append(list, run.Place)
				}
			}
			slices.Sort(list)
			return err
		}))
		return list
	}
	worker := store.AsParty(dispute.Actor{Party: filed.Party, Roles: []dispute.Role{dispute.Worker}}, filed.Case)
	if got := places(worker); !slices.Equal(got, []string{place, place}) {
		t.Errorf("before: got %q, want both places", got)
	}
	onBehalf(t, db, filed, dispute.RevokeConsent, &dispute.ConsentForm{Purpose: "track"})
	for who, scope := range map[string]store.Scope{"worker": worker, "committee": store.AsStaff(db.Mediator)} {
		if got := places(scope); !slices.Equal(got, []string{"", place}) {
			t.Errorf("%s, after: got %q, want the place of the orders' run alone", who, got)
		}
	}
}
