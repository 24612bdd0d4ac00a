package activities

import (
	"testing"

	"hejie/internal/dispute"
)

func TestClerkHasAFormForEveryPaperAndForNoOther(t *testing.T) {
	t.Parallel()
	for _, form := range dispute.PaperForms {
		if cut := form == dispute.RoutePointsPaper; (forms[form] == nil) != cut { // a table of points, cut from the track
			t.Errorf("%s: drawn by a form %t", form, !cut)
		}
	}
	if got, want := len(forms), len(dispute.PaperForms)-1; got != want {
		t.Errorf("got %d forms, want %d", got, want)
	}
}
