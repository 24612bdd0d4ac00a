package web

import (
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/fault"
	"hejie/internal/statute"
)

// decode puts typed text into a form, one field by its JSON path ("terms[0].amount_fen"). Only the fields that a page shows
// are read, so that nothing else can be slipped in. It gives back what could not be read, by field.
func decode(form dispute.Form, fields []*input, values url.Values) []fault.Field {
	var bad []fault.Field
	for _, f := range fields {
		typed := filled(values[f.Name])
		if f.Kind == "files" || len(typed) == 0 {
			continue
		}
		if err := set(locate(reflect.ValueOf(form).Elem(), f.Name), f, typed); err != nil {
			bad = append(bad, fieldOf(f.Name, err))
		}
	}
	return bad
}

// filled leaves out what was left empty.
func filled(typed []string) []string {
	var list []string
	for _, one := range typed {
		if strings.TrimSpace(one) != "" {
			list = append(list, one)
		}
	}
	return list
}

// fieldOf names the field of the page, whatever the reader of the value called it.
func fieldOf(name string, err error) fault.Field {
	if f, ok := fault.As(err); ok && len(f.Fields) > 0 {
		return fault.Field{Name: name, Code: f.Fields[0].Code, Text: f.Fields[0].Text}
	}
	return fault.Field{Name: name, Code: "unread", Text: fault.Text{ZH: "这里填写的内容无法识别，请核对。", EN: "This cannot be read; check it."}}
}

// locate finds the field of a path, making room for what it stands in. Every path is one that a sheet wrote down.
func locate(at reflect.Value, path string) reflect.Value {
	for name := range strings.SplitSeq(path, ".") {
		name, index, listed := strings.Cut(strings.TrimSuffix(name, "]"), "[")
		if at.Kind() == reflect.Pointer {
			if at.IsNil() {
				at.Set(reflect.New(at.Type().Elem()))
			}
			at = at.Elem()
		}
		at = byJSON(at, name)
		if listed {
			at = nth(at, index)
		}
	}
	return at
}

func byJSON(at reflect.Value, name string) reflect.Value {
	if field, ok := jsonField(at.Type(), name); ok {
		return at.FieldByIndex(field.Index)
	}
	return reflect.Value{}
}

func jsonField(t reflect.Type, name string) (reflect.StructField, bool) {
	for i := range t.NumField() {
		if tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); tag == name {
			return t.Field(i), true
		}
	}
	return reflect.StructField{}, false
}

func nth(list reflect.Value, index string) reflect.Value {
	i, err := strconv.Atoi(index)
	if err != nil || i > 200 {
		return reflect.Value{}
	}
	for list.Len() <= i {
		list.Set(reflect.Append(list, reflect.Zero(list.Type().Elem())))
	}
	return list.Index(i)
}

var dateType = reflect.TypeFor[statute.Date]()

// set writes what was typed as the type that the form wants.
func set(at reflect.Value, f *input, typed []string) error {
	if at.Kind() == reflect.Pointer && at.IsNil() {
		at.Set(reflect.New(at.Type().Elem()))
		at = at.Elem()
	}
	switch {
	case !at.IsValid():
		return nil
	case at.Type() == dateType:
		day, err := statute.ParseDate(typed[0])
		at.Set(reflect.ValueOf(day))
		return dayError(err)
	case at.Kind() == reflect.Bool:
		at.SetBool(true)
	case at.Kind() == reflect.String:
		at.SetString(typed[0])
	case at.Kind() == reflect.Int64 && f.Kind == "money":
		fen, err := dispute.ParseFen(typed[0])
		at.SetInt(fen)
		return err
	case at.CanInt():
		n, err := strconv.ParseInt(strings.TrimSpace(typed[0]), 10, 64)
		at.SetInt(n)
		return err
	case at.CanFloat():
		n, err := strconv.ParseFloat(strings.TrimSpace(typed[0]), 64)
		at.SetFloat(n)
		return err
	case at.Kind() == reflect.Slice:
		setList(at, f, typed)
	}
	return nil
}

func dayError(err error) error {
	if err == nil {
		return nil
	}
	return fault.BadField("", "date", fault.Text{ZH: "没有这一天，请写成 2026-01-31 的样子。", EN: "There is no such day; write it like 2026-01-31."})
}

// setList fills a list of words: one per line of a text, or one per tick.
func setList(at reflect.Value, f *input, typed []string) {
	if f.Kind == "lines" {
		typed = filled(strings.Split(typed[0], "\n"))
	}
	for _, one := range typed {
		value := reflect.New(at.Type().Elem()).Elem()
		value.SetString(strings.TrimSpace(one))
		at.Set(reflect.Append(at, value))
	}
}
