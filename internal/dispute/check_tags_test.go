package dispute

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"hejie/internal/fault"
	"hejie/internal/statute"
)

// structural tags steer the validator and break on nothing.
var structural = []string{"", "omitempty", "dive"}

// filled is a form with one item in every list and something behind every pointer, so that a walk meets every field.
func filled(v reflect.Value) reflect.Value {
	switch {
	case v.Type() == dateType:
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filled(v.Elem())
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		filled(v.Index(0))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			filled(v.Field(i))
		}
	}
	return v
}

// everySpot walks every field of every form.
func everySpot(t *testing.T, visit func(form string, at spot)) {
	t.Helper()
	for act := range forms {
		form := Forms(act)
		filled(reflect.ValueOf(form).Elem())
		root, err := rootOf(form)
		if err != nil {
			t.Fatal(err)
		}
		root.walk(func(at spot) { visit(reflect.TypeOf(form).Elem().Name(), at) })
	}
}

func TestEveryTagInAFormHasItsSentence(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	everySpot(t, func(form string, at spot) {
		for _, rule := range at.rules {
			tag, _, _ := strings.Cut(rule, "=")
			if slices.Contains(structural, tag) {
				continue
			}
			key := sentenceKey(tag, at)
			seen[key] = true
			text, ok := sentences[key]
			if !ok {
				t.Errorf("%s.%s: no sentence for the tag %s", form, at.path, tag)
			}
			if at.label.ZH == "" || at.label.EN == "" {
				t.Errorf("%s.%s: is checked but has no label in both languages", form, at.path)
			}
			if at.shape() != "" && strings.Contains(text.ZH, "个字，") {
				t.Errorf("%s.%s: a %s is told to be shorter in characters", form, at.path, at.shape())
			}
		}
	})
	for key := range sentences {
		tag, _, _ := strings.Cut(key, "/")
		if !seen[key] && !slices.Contains([]string{"text", "marks", "future", "ancient", "order"}, tag) {
			t.Errorf("the sentence %s is for no field of any form", key)
		}
	}
}

func TestEverySentenceSpeaksBothLanguagesAndLeavesNothingOpen(t *testing.T) {
	t.Parallel()
	at := spot{label: fault.Text{ZH: "标签", EN: "label"}}
	for key, text := range sentences {
		for lang, s := range map[string]string{"zh": text.ZH, "en": text.EN} {
			if !strings.Contains(s, "{label}") {
				t.Errorf("%s in %s does not name the field: %q", key, lang, s)
			}
		}
		said := sentence(key, "一 二", at)
		if strings.ContainsAny(said.ZH+said.EN, "{}") || strings.Contains(text.ZH, "{param}") != strings.Contains(text.EN, "{param}") {
			t.Errorf("%s: got %+v, want every place filled, alike in both", key, said)
		}
	}
	if got := sentence("never heard of", "", spot{}); got.ZH != "请核对“此项”。" || got.EN != "Check “This field”." {
		t.Errorf("an unknown tag: got %+v", got)
	}
}

func TestFormsAreMadeOfWhatTheWalkKnows(t *testing.T) {
	t.Parallel()
	known := []reflect.Kind{reflect.String, reflect.Bool, reflect.Int, reflect.Int64, reflect.Float64, reflect.Slice, reflect.Struct}
	everySpot(t, func(form string, at spot) {
		if !slices.Contains(known, at.value.Kind()) {
			t.Errorf("%s.%s is a %s, which nothing checks", form, at.path, at.value.Kind())
		}
	})
}

func TestDatesAreKnownForPastOrFuture(t *testing.T) {
	t.Parallel()
	got := map[string]bool{}
	everySpot(t, func(_ string, at spot) {
		if at.value.Type() == dateType || slices.Contains(at.rules, "moment") {
			got[at.name] = slices.Contains(ahead, at.name)
		}
	})
	want := map[string]bool{
		"hurt_on": false, "refused_on": false, "happened_on": false, "held": false, "at": false, "accepted": false, "arrived": false,
		"picked_up": false, "delivered": false, "cancelled": false, "from": false, "to": false, "due": true, "expires": true, "until": true, "next": true,
	}
	for name, future := range want {
		if is, ok := got[name]; !ok || is != future {
			t.Errorf("%s: got %v (present %v), want %v", name, is, ok, future)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s: say here whether it lies behind or ahead", name)
		}
	}
}

func TestAMomentIsReadInBeijingTime(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in, want string // want empty: refused
	}{
		{"2026-05-01T10:05:06+08:00", "2026-05-01T10:05:06+08:00"},
		{"2026-05-01T10:05:06", "2026-05-01T10:05:06+08:00"},
		{"2026-05-01T10:05", "2026-05-01T10:05:00+08:00"},
		{"2026-05-01 10:05:06", "2026-05-01T10:05:06+08:00"},
		{"2026-05-01 10:05", "2026-05-01T10:05:00+08:00"},
		{"2026-05-01 10:05+08:00", "2026-05-01T10:05:00+08:00"},
		{"２０２６－０５－０１　１０：０５", "2026-05-01T10:05:00+08:00"},
		{"2026-04-30T20:05:00Z", "2026-05-01T04:05:00+08:00"},
		{"2026-04-30T20:05:00-12:00", "2026-05-01T16:05:00+08:00"},
		{"2026-05-01T10:05:06.25Z", "2026-05-01T18:05:06.25+08:00"},
		{"1988-04-17T03:00", "1988-04-17T03:00:00+08:00"},
		{"2026-05-01T24:00", ""},
		{"2016-12-31T23:59:60Z", ""},
		{"2026-05-01T23:60", ""},
		{"2025-02-29T10:05", ""},
		{"0000-00-00T00:00", ""},
		{"1899-12-31T10:05", ""},
		{"9999-12-31T10:05", ""},
		{"2026-05-01", ""},
		{"10:05", ""},
		{"昨天", ""},
		{strings.Repeat("2", 1<<20), ""},
	}
	for _, tt := range tests {
		got, err := ParseMoment(tt.in)
		if (err == nil) != (tt.want != "") || err == nil && got.Format(time.RFC3339Nano) != tt.want {
			t.Errorf("%.40q: got %v and %v, want %q", tt.in, got, err, tt.want)
		}
		if err == nil && statute.DateOf(got).String() != tt.want[:10] {
			t.Errorf("%s: is on %v, want %s", tt.in, statute.DateOf(got), tt.want[:10])
		}
	}
}

func TestATimeOfDayEndsBeforeMidnight(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"00:00": "00:00", "09:05": "09:05", "23:59:59": "23:59:59", "１４：０５": "14:05", " 14:05 ": "14:05",
		"24:00": "", "23:59:60": "", "9:05": "", "14:60": "", "14.05": "", "下午两点": "", "": "",
	} {
		if got, err := normalizeClock(in); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: got %q and %v, want %q", in, got, err, want)
		}
	}
}
