package activities

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hejie/internal/fault"
)

func TestClerkCountsOnlyWhatFailsByItselfAndGoesOnWithTheRest(t *testing.T) {
	t.Parallel()
	var done, counted []string
	do := func(errand string) error {
		switch errand {
		case "fails":
			return errors.New("it cannot be done")
		case "panics":
			panic("what was handed in")
		case "away":
			return fault.Busy()
		}
		done = append(done, errand)
		return nil
	}
	err := each(t.Context(), []string{"fails", "first", "panics", "away", "last"}, do, func(errand string) error {
		counted = append(counted, errand)
		return nil
	})
	if err == nil {
		t.Error("a round in which something failed is to be tried again")
	}
	if diff := cmp.Diff([]string{"first", "last"}, done); diff != "" {
		t.Errorf("done (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"fails", "panics"}, counted); diff != "" {
		t.Errorf("counted (-want +got):\n%s", diff)
	}
}
