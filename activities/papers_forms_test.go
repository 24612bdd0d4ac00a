package activities

import (
	"testing"

	"hejie/internal/dispute"
)

func TestClerkHasAFormForEveryPaperAndForNoOther(t *testing.T) {
	t.Parallel()
	for _, form := range dispute.PaperForms {
		if forms[form] == nil {
			t.Errorf("no form draws %s", form)
		}
	}
	if got, want := len(forms), len(dispute.PaperForms); got != want {
		t.Errorf("got %d forms, want %d", got, want)
	}
}
