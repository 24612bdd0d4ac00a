package fault

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestAFaultIsFoundThroughWrapping(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("recording the act: %w", Stale())
	if !Is(err, Conflict) || Is(err, Invalid) {
		t.Fatalf("got %v, want a conflict", err)
	}
}

func TestACauseIsForTheLogAndNotInTheSentence(t *testing.T) {
	t.Parallel()
	f := Busy().Because(errors.New("dial tcp: secret-host"))
	if !strings.Contains(f.Error(), "secret-host") || strings.Contains(f.Text.ZH+f.Text.EN, "secret-host") {
		t.Fatalf("got %q / %q", f.Error(), f.Text)
	}
}

func TestNamingAFieldLeavesTheOriginalAlone(t *testing.T) {
	t.Parallel()
	a := BadField("phone", "phone", Text{ZH: "手机号不对", EN: "bad phone"})
	b := a.With(Field{Name: "name"})
	if len(a.Fields) != 1 || len(b.Fields) != 2 {
		t.Fatalf("got %d and %d fields, want 1 and 2", len(a.Fields), len(b.Fields))
	}
}

func TestEachLanguageIsAnswered(t *testing.T) {
	t.Parallel()
	x := Text{ZH: "好", EN: "good"}
	for lang, want := range map[string]string{"en": "good", "en-GB": "good", "zh-CN": "好", "": "好", "fr": "好"} {
		if got := x.In(lang); got != want {
			t.Errorf("In(%q): got %q, want %q", lang, got, want)
		}
	}
}

func TestOnlyWhatTurnsSomebodyAwayIsARefusal(t *testing.T) {
	t.Parallel()
	want := map[Kind]bool{Invalid: false, NotFound: true, Forbidden: true, Conflict: true, TooLate: true, Unavailable: false}
	for _, kind := range Kinds {
		if got := kind.Refuses(); got != want[kind] {
			t.Errorf("%s: got %t, want %t", kind, got, want[kind])
		}
	}
}
