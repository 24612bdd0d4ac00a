package seal

import (
	"errors"
	"testing"
)

func TestACaseKeyBelongsToItsCase(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	wrapped, made, err := keys.NewCaseKey("case-1")
	if err != nil {
		t.Fatal(err)
	}
	again, err := keys.Unwrap("case-1", wrapped)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := again.Open(home, made.Seal(home, []byte("x"))); err != nil || string(got) != "x" {
		t.Errorf("got %q, %v, want x", got, err)
	}
	if _, err := keys.Unwrap("case-2", wrapped); !errors.Is(err, ErrBroken) {
		t.Errorf("another case: got %v, want ErrBroken", err)
	}
	if _, err := begin(t).Unwrap("case-1", wrapped); !errors.Is(err, ErrBroken) {
		t.Errorf("another master key: got %v, want ErrBroken", err)
	}
	if _, _, err := keys.Rewrap("case-2", wrapped); !errors.Is(err, ErrBroken) {
		t.Errorf("rewrapping for another case: got %v, want ErrBroken", err)
	}
	if _, _, err := keys.NewCaseKey(""); err == nil {
		t.Error("no case id: got no error, want one")
	}
}

func TestAnErasedCaseOpensNothing(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	if _, err := keys.Unwrap("case-1", nil); !errors.Is(err, ErrDestroyed) {
		t.Errorf("unwrapping: got %v, want ErrDestroyed", err)
	}
	if _, err := (CaseKey{}).Open(home, nil); !errors.Is(err, ErrDestroyed) {
		t.Errorf("opening: got %v, want ErrDestroyed", err)
	}
	if _, _, err := (CaseKey{}).NewFileKey("file-1"); !errors.Is(err, ErrDestroyed) {
		t.Errorf("a file key: got %v, want ErrDestroyed", err)
	}
}

func TestWhatBelongsToNoCaseIsSealedByTheMasterKey(t *testing.T) {
	t.Parallel()
	keys := begin(t)
	at := Place{Table: "accounts", Column: "totp", Row: "a-1"}
	if got, err := keys.Open(at, keys.Seal(at, []byte("JBSWY3DP"))); err != nil || string(got) != "JBSWY3DP" {
		t.Errorf("got %q, %v, want it back", got, err)
	}
	if _, err := keys.Open(home, keys.Seal(at, []byte("x"))); !errors.Is(err, ErrBroken) {
		t.Errorf("moved: got %v, want ErrBroken", err)
	}
}
