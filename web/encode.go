package web

import (
	"fmt"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/statute"
)

// encode writes a form down as its page types it, by the JSON paths that decode reads; what was left open is left out. It is
// how a page begins with what an earlier form said.
func encode(form dispute.Form) url.Values {
	values := url.Values{}
	spell("", reflect.ValueOf(form).Elem(), values)
	return values
}

func spell(path string, at reflect.Value, values url.Values) {
	switch {
	case at.Kind() == reflect.Pointer:
		if !at.IsNil() {
			spell(path, at.Elem(), values)
		}
	case at.Type() == dateType:
		if day := at.Interface().(statute.Date); !day.IsZero() {
			values.Set(path, day.String())
		}
	case at.Kind() == reflect.Struct:
		for i := range at.NumField() {
			name, _, _ := strings.Cut(at.Type().Field(i).Tag.Get("json"), ",")
			spell(strings.TrimPrefix(path+"."+name, "."), at.Field(i), values)
		}
	case at.Kind() == reflect.Slice:
		for i := range at.Len() {
			if at.Type().Elem().Kind() == reflect.String {
				values.Add(path, at.Index(i).String())
			} else {
				spell(fmt.Sprintf("%s[%d]", path, i), at.Index(i), values)
			}
		}
	case !at.IsZero():
		values.Set(path, spelled(at))
	}
}

// spelled is one value; a moment as a browser types it.
func spelled(at reflect.Value) string {
	switch {
	case at.Kind() == reflect.String:
		if moment := typedMoment(at.String()); moment != "" {
			return moment
		}
		return at.String()
	case at.CanInt():
		return strconv.FormatInt(at.Int(), 10)
	case at.CanFloat():
		return figure(at.Float())
	}
	return fmt.Sprint(at.Interface())
}
