package store_test

import (
	"bytes"
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
	slot, err := db.Serve.Slot(t.Context(), mine, filed.Case)
	if err != nil {
		t.Fatal(err)
	}
	id, _, err := db.Serve.AddFile(t.Context(), mine, filed.Case, slot, store.FileRow{Name: content, Media: "text/csv", Kind: kind,
		VaultID: uuid.NewString(), Size: int64(len(content)), SHA256: bytes.Repeat([]byte{content[0]}, 32)}, filed.Party)
	if err != nil {
		t.Fatal(err)
	}
	return id
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
			report = report || p.Form == dispute.RouteReportPaper
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
	do := func(name dispute.ActName, form dispute.Form) error {
		_, err := act(t, db, db.Mediator, filed.Case, name, form)
		return err
	}
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
