package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"hejie/internal/fault"
	"hejie/internal/statute"
)

// unfit says what of well-formed JSON does not fit, without echoing what was sent: a value of another type or a day that
// does not exist is that field's trouble, a field nobody knows the whole body's.
func unfit(err error, body []byte, into any) error {
	if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && t.Field != "" {
		return fault.BadField(t.Field, "type", wanted(t.Type)).Because(err)
	}
	if errors.Is(err, statute.ErrDate) {
		return fault.BadField(badDay(body, into), "date", fault.Text{
			ZH: "日期请写成 2026-01-31 的样子，并核对确有这一天。", EN: "Write a day that exists, like 2026-01-31."}).Because(err)
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok && len(name) < 60 {
		return malformed("unknown field " + name).Because(err)
	}
	return malformed("a value does not have the form it should").Because(err)
}

var wants = map[reflect.Kind]fault.Text{
	reflect.String: {ZH: "这里应填文字（加引号）。", EN: "This should be a text, in quotes."},
	reflect.Bool:   {ZH: "这里应填 true 或 false。", EN: "This should be true or false."},
	reflect.Slice:  {ZH: "这里应填列表。", EN: "This should be a list."},
	reflect.Struct: {ZH: "这里应填对象。", EN: "This should be an object."},
}

func wanted(kind reflect.Type) fault.Text {
	if text, ok := wants[kind.Kind()]; ok {
		return text
	}
	return fault.Text{ZH: "这里应填整数，金额以分为单位。", EN: "This should be a whole number; amounts are in fen."}
}

// badDay finds the first field that should be a day and is none.
func badDay(body []byte, into any) string {
	var value any
	if json.Unmarshal(body, &value) != nil {
		return ""
	}
	return dayless(reflect.TypeOf(into), value, "")
}

var dateType = reflect.TypeFor[statute.Date]()

// dayless walks a value beside the type it should have; path is where it stands.
func dayless(kind reflect.Type, value any, path string) string {
	switch {
	case kind == dateType:
		if text, ok := value.(string); value == nil || ok && isDay(text) {
			return ""
		}
		return strings.TrimPrefix(path, ".")
	case kind.Kind() == reflect.Pointer:
		return dayless(kind.Elem(), value, path)
	case kind.Kind() == reflect.Slice:
		items, _ := value.([]any)
		for i, item := range items {
			if found := dayless(kind.Elem(), item, fmt.Sprintf("%s[%d]", path, i)); found != "" {
				return found
			}
		}
	case kind.Kind() == reflect.Struct:
		return daylessField(kind, value, path)
	}
	return ""
}

func daylessField(kind reflect.Type, value any, path string) string {
	fields, _ := value.(map[string]any)
	for i := range kind.NumField() {
		name, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
		if given, ok := fields[name]; ok {
			if found := dayless(kind.Field(i).Type, given, path+"."+name); found != "" {
				return found
			}
		}
	}
	return ""
}

func isDay(text string) bool {
	_, err := statute.ParseDate(text)
	return err == nil
}
