package store_test

import (
	"testing"

	"github.com/google/uuid"

	"hejie/internal/dispute"
	"hejie/internal/dispute/disputetest"
	"hejie/internal/fault"
	"hejie/internal/store"
	"hejie/internal/store/storetest"
)

// agreed puts the worker's consent for a purpose on the ledger.
func agreed(t *testing.T, db *storetest.DB, filed store.Filed, purpose string) {
	t.Helper()
	db.Exec(t, `insert into consents (id, case_id, party_id, purpose, given_on) values (gen_random_uuid(), '`+string(filed.Case)+`', '`+string(filed.Party)+`', '`+purpose+`', current_date)`)
}

// onBehalf records an act of the worker's at the desk, as told by telephone.
func onBehalf(t *testing.T, db *storetest.DB, filed store.Filed, name dispute.ActName, form dispute.Form) {
	t.Helper()
	h, err := db.Serve.HandIn(t.Context(), store.AsStaff(db.Mediator), dispute.Act{Case: filed.Case, Name: name, By: db.Mediator,
		For: filed.Party, Channel: dispute.Phone}, form, store.Key{Scope: "a", Key: uuid.NewString()})
	if err != nil {
		t.Fatal(err)
	}
	p, err := db.Work.Load(t.Context(), filed.Case)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Work.Record(t.Context(), p.Version, h.Ref); err != nil {
		t.Fatal(err)
	}
}

func TestAWorkersTrackIsAnalysedOnlyByConsent(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	filed := file(t, db)
	do := atDesk(t, db, filed)
	track, orders := stored(t, db, filed, "track", "track.gpx"), stored(t, db, filed, "orders", "orders.csv")
	if err := do(dispute.Accept, disputetest.NotElsewhere()); err != nil {
		t.Fatal(err)
	}
	const at = "2026-01-04T18:45:00+08:00"
	for name, run := range map[string]*dispute.RouteRun{
		"a track":                     {At: at, Tracks: []dispute.EvidenceID{track}},
		"a track named as orders":     {At: at, Orders: []dispute.EvidenceID{track}},
		"another file named as track": {At: at, Tracks: []dispute.EvidenceID{orders}},
	} {
		err := do(dispute.AnalyseRoute, run)
		if f, ok := fault.As(err); !ok || f.Kind != fault.Invalid || f.Fields[0].Name != "tracks" || f.Fields[0].Code != "consent" {
			t.Errorf("%s without consent: got %v, want refused on tracks", name, err)
		}
	}
	if err := do(dispute.AnalyseRoute, &dispute.RouteRun{At: at, Orders: []dispute.EvidenceID{orders}}); err != nil {
		t.Errorf("orders alone: %v", err)
	}
	onBehalf(t, db, filed, dispute.Consent, &dispute.ConsentForm{Purpose: "track"})
	if err := do(dispute.AnalyseRoute, &dispute.RouteRun{At: at, Tracks: []dispute.EvidenceID{track}}); err != nil {
		t.Errorf("with the consent that the desk recorded: %v", err)
	}
	onBehalf(t, db, filed, dispute.RevokeConsent, &dispute.ConsentForm{Purpose: "track"})
	if err := do(dispute.AnalyseRoute, &dispute.RouteRun{At: at, Tracks: []dispute.EvidenceID{track}}); !fault.Is(err, fault.Invalid) {
		t.Errorf("after it was taken back: got %v, want refused", err)
	}
}

func TestAnAnalysisOfAFileThatIsNotInTheCaseIsRefusedWhereTheFileIsNamed(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	filed, another := file(t, db), file(t, db)
	must(t, "accepting", func() error {
		_, err := act(t, db, db.Mediator, filed.Case, dispute.Accept, disputetest.NotElsewhere())
		return err
	}())
	here, elsewhere := stored(t, db, filed, "orders", "orders.csv"), stored(t, db, another, "orders", "orders.csv")
	for field, run := range map[string]*dispute.RouteRun{
		"orders": {Orders: []dispute.EvidenceID{here, elsewhere}},
		"tracks": {Tracks: []dispute.EvidenceID{elsewhere}},
		"online": {Orders: []dispute.EvidenceID{here}, Online: []dispute.EvidenceID{dispute.EvidenceID(uuid.NewString())}},
	} {
		run.At = "2026-01-04T18:45:00+08:00"
		_, err := act(t, db, db.Mediator, filed.Case, dispute.AnalyseRoute, run)
		if f, ok := fault.As(err); !ok || f.Kind != fault.Invalid || f.Fields[0].Name != field || f.Fields[0].Code != "gone" {
			t.Errorf("%s: got %v, want refused there", field, err)
		}
	}
	if runs := db.Column(t, `select id from routes`); len(runs) > 0 {
		t.Errorf("analyses on record: %v", runs)
	}
}
