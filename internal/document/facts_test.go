package document

import (
	"reflect"
	"strings"
	"time"
)

// factsOf walks a form's facts and lists every text a person should find on the paper.
func factsOf(f Form) (out []string) {
	var walk func(reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			if !coded(v) {
				out = append(out, v.String())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			if v.Type() == reflect.TypeFor[time.Time]() {
				return
			}
			for i := range v.NumField() {
				if name := v.Type().Field(i).Name; name != "QR" && name != "Picture" {
					walk(v.Field(i))
				}
			}
		}
	}
	walk(reflect.ValueOf(f))
	for i, text := range out {
		out[i] = strings.TrimSuffix(text, "人民法院") // the clause itself ends a court's name so
	}
	return out
}

// coded are the words of the program, which the paper shows as ticks or rows.
func coded(v reflect.Value) bool {
	return v.Type() == reflect.TypeFor[PartyKind]() || v.Type() == reflect.TypeFor[Outcome]()
}
