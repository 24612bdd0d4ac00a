package document

import (
	"reflect"
	"strings"
	"testing"
)

// crowded is a form with three of everything, every free text a long one with rare hanzi, and every short one longer than
// its line. Dates, numbers and what was left out stay as they are.
func crowded(f Form) Form {
	v := reflect.New(reflect.TypeOf(f)).Elem()
	v.Set(reflect.ValueOf(f))
	for i := range v.NumField() {
		switch names, are := v.Field(i).Interface().([]string); {
		case v.Type().Field(i).Name == "Sheet":
		case are && len(names) > 0 && strings.Contains(nameFields, v.Type().Field(i).Name):
			v.Field(i).Set(reflect.ValueOf([]string{longName, longName, longName}))
		default:
			crowd(v.Field(i))
		}
	}
	return v.Interface().(Form)
}

// nameFields are the lists of people's names, which may be long but are no stories.
const nameFields = "Parties Applicants Respondents Recipients Objectors Servers Mediators Investigators"

// Texts that fill a page and that overflow a line.
var (
	longStory = strings.Repeat("当日雨天路滑，在“兴园路”口避让行人时摔倒（右手着地），㼆玥、瞾䶮、\U0002CB4E均可作证；对方不予认可。", 40)
	longName  = strings.Repeat("瞾䶮㼆玥第一受援人", 5)
)

func crowd(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		switch n := len([]rune(v.String())); {
		case n == 0 || coded(v) || strings.ContainsAny(v.String(), "0123456789") && n < 30: // a date, a number, a telephone
		case n > 10 && v.String() != longName:
			v.SetString(longStory)
		default:
			v.SetString(longName)
		}
	case reflect.Slice:
		if v.Len() == 0 {
			return
		}
		given := reflect.ValueOf(v.Interface())
		v.Set(reflect.MakeSlice(v.Type(), 0, 3))
		for i := range 3 {
			item := reflect.New(v.Type().Elem()).Elem()
			item.Set(given.Index(i % given.Len()))
			crowd(item)
			v.Set(reflect.Append(v, item))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			crowd(v.Field(i))
		}
	}
}

func TestAFormWithThreeOfEverythingAndLongTextsLosesNothing(t *testing.T) {
	t.Parallel()
	for _, sample := range samples {
		t.Run(sample.Title(), func(t *testing.T) {
			t.Parallel()
			f := crowded(sample)
			file, r := drawn(t, f)
			pages := strings.Split(strings.TrimSuffix(textOf(t, file, "-raw"), "\f"), "\f")
			if len(pages) != r.Pages || r.Pages < 2 {
				t.Errorf("got %d pages, Result says %d, want at least 2", len(pages), r.Pages)
			}
			text := squeezed(strings.Join(withoutFeet(pages), ""))
			for _, want := range append(fixed[f.Title()], f.Title(), longName) {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not on the paper", want)
				}
			}
			facts := strings.Join(factsOf(f), "")
			// A cell that goes on overleaf is divided anywhere, so one character of every sentence is counted.
			if got, want := strings.Count(text, "滑"), strings.Count(facts, "滑"); got < want {
				t.Errorf("of %d sentences %d are on the paper", want, got)
			}
			if len(r.Missing) > 0 {
				t.Errorf("the fonts lack %v", r.Missing)
			}
		})
	}
}
