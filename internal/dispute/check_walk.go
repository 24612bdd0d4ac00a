package dispute

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"hejie/internal/fault"
)

// spot is one place in a form: the form itself, a part, a field, an item of a list.
type spot struct {
	path   string        // as the API calls it: terms[0].amount_fen
	name   string        // the last step of the path that is a field
	label  fault.Text    // as a person reads it, with what it is part of
	rules  []string      // its validate tag; an item's are those behind dive
	inner  []string      // the rules of its items
	parent reflect.Value // the struct it stands in
	value  reflect.Value
	nth    int // the order of the form
}

// rootOf is the whole of a form. The error is the programmer's: people hand in only forms that Forms gave out.
func rootOf(form Form) (spot, error) {
	v := reflect.ValueOf(form)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return spot{}, fmt.Errorf("checking a form: %T is no pointer to one", form)
	}
	return spot{value: v.Elem()}, nil
}

// walk visits the place and everything within, in the order of the form. Lists longer than they may be are not entered.
func (s spot) walk(visit func(spot)) {
	if s.value.Kind() == reflect.Pointer && !s.value.IsNil() {
		s.value = s.value.Elem()
	}
	visit(s)
	switch {
	case s.value.Type() == dateType:
	case s.value.Kind() == reflect.Struct:
		for i := range s.value.NumField() {
			if f := s.value.Type().Field(i); f.IsExported() {
				s.field(f).walk(visit)
			}
		}
	case s.value.Kind() == reflect.Slice && s.value.Len() <= s.limit(maxItems):
		for i := range s.value.Len() {
			s.item(i).walk(visit)
		}
	}
}

func (s spot) field(f reflect.StructField) spot {
	name := jsonName(f)
	rules := strings.Split(f.Tag.Get("validate"), ",")
	own, inner := rules, []string(nil)
	if at := slices.Index(rules, "dive"); at >= 0 {
		own, inner = rules[:at], rules[at+1:]
	}
	return spot{
		path: strings.TrimPrefix(s.path+"."+name, "."), name: name, rules: own, inner: inner, parent: s.value,
		label: partOf(s.label, fault.Text{ZH: f.Tag.Get("zh"), EN: f.Tag.Get("en")}),
		value: s.value.FieldByIndex(f.Index),
	}
}

func (s spot) item(i int) spot {
	one := spot{path: fmt.Sprintf("%s[%d]", s.path, i), name: s.name, rules: s.inner, parent: s.parent, value: s.value.Index(i)}
	if s.label != (fault.Text{}) {
		one.label = fault.Text{ZH: fmt.Sprintf("%s第 %d 项", s.label.ZH, i+1), EN: fmt.Sprintf("%s, item %d", s.label.EN, i+1)}
	}
	return one
}

// child is the field of this part with a JSON name; an empty spot when there is none.
func (s spot) child(name string) spot {
	for i := range s.value.NumField() {
		if f := s.value.Type().Field(i); jsonName(f) == name {
			return s.field(f)
		}
	}
	return spot{}
}

// partOf names a field together with what it is part of.
func partOf(whole, part fault.Text) fault.Text {
	switch {
	case whole == fault.Text{}:
		return part
	case part == fault.Text{}:
		return whole
	}
	return fault.Text{ZH: whole.ZH + "的" + part.ZH, EN: whole.EN + ": " + part.EN}
}

// limit is the place's max, or what holds where it sets none.
func (s spot) limit(otherwise int) int {
	for _, rule := range s.rules {
		if n, err := strconv.Atoi(strings.TrimPrefix(rule, "max=")); err == nil {
			return n
		}
	}
	return otherwise
}

// normalize is the stored shape of the place's text.
func (s spot) normalize() (string, error) {
	if s.limit(0) >= textLength {
		return NormalizeText(s.value.String())
	}
	return NormalizeLine(s.value.String())
}
