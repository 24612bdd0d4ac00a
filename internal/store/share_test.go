package store_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/uuid"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
)

// stored puts a file of the worker's on record.
func stored(t *testing.T, db *storetest.DB, filed store.Filed, kind, content string) dispute.EvidenceID {
	t.Helper()
	mine := store.AsParty(dispute.Actor{Party: filed.Party, Roles: []dispute.Role{dispute.Worker}}, filed.Case)
	return kept(t, db, mine, filed.Case, filed.Party, store.FileRow{Name: content, Media: "text/csv", Kind: kind})
}

// kept puts a file on record as a party's; the desk's, which says nobody's, without one.
func kept(t *testing.T, db *storetest.DB, as store.Scope, id dispute.CaseID, party dispute.PartyID, f store.FileRow) dispute.EvidenceID {
	t.Helper()
	slot, err := db.Serve.Slot(t.Context(), as, id)
	must(t, "preparing to keep a file", err)
	f.VaultID, f.Size, f.SHA256 = uuid.NewString(), int64(len(f.Name)), bytes.Repeat([]byte{f.Name[0]}, 32)
	file, _, err := db.Serve.AddFile(t.Context(), as, id, slot, f, party)
	must(t, "keeping a file", err)
	return file
}

// shown lists what the other side sees of the files, and whether it sees the route report.
func shown(t *testing.T, db *storetest.DB, filed store.Filed) (files []string, report bool) {
	t.Helper()
	other := dispute.Actor{Party: dispute.AgainstOf(filed.Entry), Roles: []dispute.Role{dispute.Respondent}}
	err := db.Serve.Read(t.Context(), store.AsParty(other, filed.Case), func(r *store.Reader) error {
		f, err := r.File(t.Context(), filed.Case)
		for _, e := range f.Evidence {
			files = append(files, e.Name)
		}
		for _, p := range f.Papers {
			report = report || p.Form == dispute.RouteExtractPaper
			if p.Form == dispute.RouteReportPaper {
				t.Error("the other side sees the whole report on a track")
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, report
}

func TestTheOtherSideSeesATrackOnlyAsAReportAndOnlyByConsent(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	filed := file(t, db)
	do := atDesk(t, db, filed)
	photo, track := stored(t, db, filed, "photo", "photo.jpg"), stored(t, db, filed, "track", "track.gpx")
	if err := do(dispute.Accept, disputetest.NotElsewhere()); err != nil {
		t.Fatal(err)
	}
	agreed(t, db, filed, "track")
	if err := do(dispute.AnalyseRoute, &dispute.RouteRun{At: "2026-01-04T18:45:00+08:00", Tracks: []dispute.EvidenceID{track}}); err != nil {
		t.Fatal(err)
	}
	if err := do(dispute.ShareEvidence, &dispute.EvidenceShare{Evidence: []dispute.EvidenceID{photo, track}}); !fault.Is(err, fault.Invalid) {
		t.Fatalf("without consent: got %v, want refused", err)
	}
	if files, report := shown(t, db, filed); len(files) > 0 || report {
		t.Fatalf("before: the other side sees %v, report %t", files, report)
	}
	agreed(t, db, filed, "share_track")
	if err := do(dispute.ShareEvidence, &dispute.EvidenceShare{Evidence: []dispute.EvidenceID{photo, track}}); err != nil {
		t.Fatal(err)
	}
	if files, report := shown(t, db, filed); len(files) != 1 || files[0] != "photo.jpg" || !report {
		t.Errorf("after: the other side sees %v, report %t; want the photo and the report, never the raw track", files, report)
	}
}

// A track is one by what it is used for or by what it holds, whatever it was handed in as.
func TestATrackHandedInAsSomethingElseIsATrackAllTheSame(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	filed := file(t, db)
	do := atDesk(t, db, filed)
	table, gpx := stored(t, db, filed, "other", "a table"), stored(t, db, filed, "photo", "g.gpx")
	db.Exec(t, `update evidence set media = 'application/gpx+xml' where id = '`+string(gpx)+`'`)
	must(t, "accepting", do(dispute.Accept, disputetest.NotElsewhere()))
	if err := do(dispute.ShareEvidence, &dispute.EvidenceShare{Evidence: []dispute.EvidenceID{gpx}}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a GPX called a photo: got %v, want refused without consent", err)
	}
	must(t, "showing a table", do(dispute.ShareEvidence, &dispute.EvidenceShare{Evidence: []dispute.EvidenceID{table}}))
	agreed(t, db, filed, "track")
	must(t, "reading it as a track", do(dispute.AnalyseRoute, &dispute.RouteRun{At: "2026-01-04T18:45:00+08:00", Tracks: []dispute.EvidenceID{table}}))
	if files, _ := shown(t, db, filed); len(files) > 0 {
		t.Errorf("the other side still sees %v, which is read as a track now", files)
	}
	if err := do(dispute.ShareEvidence, &dispute.EvidenceShare{Evidence: []dispute.EvidenceID{table}}); !fault.Is(err, fault.Invalid) {
		t.Errorf("what was read as a track: got %v, want refused without consent", err)
	}
	agreed(t, db, filed, "share_track")
	must(t, "showing both by consent", do(dispute.ShareEvidence, &dispute.EvidenceShare{Evidence: []dispute.EvidenceID{table, gpx}}))
	if files, report := shown(t, db, filed); len(files) > 0 || !report {
		t.Errorf("the other side sees %v, extract %t; want the extract alone", files, report)
	}
}

// A report is told apart by its analysis: what one may show does not show the others.
func TestAReportIsShownByWhatItsAnalysisRead(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	filed := file(t, db)
	do := atDesk(t, db, filed)
	const at = "2026-01-04T18:45:00+08:00"
	orders, track := stored(t, db, filed, "orders", "orders.csv"), stored(t, db, filed, "track", "track.gpx")
	must(t, "accepting", do(dispute.Accept, disputetest.NotElsewhere()))
	agreed(t, db, filed, "track")
	typed := []dispute.TypedOrder{{Accepted: "2026-01-04T18:30:00+08:00", Delivered: "2026-01-04T19:00:00+08:00"}}
	for _, run := range []*dispute.RouteRun{{At: at, Typed: typed}, {At: at, Orders: []dispute.EvidenceID{orders}}, {At: at, Tracks: []dispute.EvidenceID{track}}} {
		must(t, "analysing", do(dispute.AnalyseRoute, run))
	}
	runs := db.Column(t, `select id from events where act = 'analyse_route' order by seq`)
	show := func(run string) error {
		return do(dispute.ShareEvidence, &dispute.EvidenceShare{Analysis: dispute.ActID(run)})
	}
	open := func(when string, want ...string) {
		t.Helper()
		got := db.Column(t, `select subject from papers p join events v on v.id = p.subject where form in ('route_report', 'route_extract') and p.audience = '' order by v.seq`)
		if !slices.Equal(got, want) {
			t.Errorf("%s: the reports of %v are shown, want %v", when, got, want)
		}
	}
	if err := show(string(filed.Entry)); !fault.Is(err, fault.Invalid) {
		t.Errorf("an act that is no analysis: got %v, want refused", err)
	}
	if err := dispute.Check(&dispute.EvidenceShare{}); !fault.Is(err, fault.Invalid) {
		t.Errorf("nothing chosen: got %v, want refused", err)
	}
	must(t, "showing the report of typed times", show(runs[0]))
	open("by its analysis", runs[0])
	must(t, "showing the order file", do(dispute.ShareEvidence, &dispute.EvidenceShare{Evidence: []dispute.EvidenceID{orders}}))
	open("by its file", runs[0], runs[1])
	onBehalf(t, db, filed, dispute.Consent, &dispute.ConsentForm{Purpose: "share_track", Recipient: "某某报社"})
	if err := show(runs[2]); !fault.Is(err, fault.Invalid) {
		t.Errorf("a consent for somebody else: got %v, want refused", err)
	}
	onBehalf(t, db, filed, dispute.Consent, &dispute.ConsentForm{Purpose: "share_track", Recipient: disputetest.Filing().Against.Name})
	must(t, "showing the report of a track", show(runs[2]))
	open("by consent", runs...)
}
