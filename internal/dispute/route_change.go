package dispute

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"time"

	"hejie/internal/fault"
)

// RouteChange is one thing in which a run differs from the one it corrects: the field by its JSON path, what it is called,
// and what it was and is, as people read it; 未填 and “not given” stand for nothing. 参数改动
type RouteChange struct {
	Field   string
	Label   fault.Text
	Was, Is fault.Text
}

// RouteChanges lists what differs between two runs, in the form's order, without the reason and the link between them.
func RouteChanges(was, is *RouteRun) []RouteChange {
	return differences("", reflect.ValueOf(was).Elem(), reflect.ValueOf(is).Elem())
}

// differences compares two structs of one type field by field.
func differences(path string, was, is reflect.Value) []RouteChange {
	var list []RouteChange
	for i := range was.NumField() {
		field := was.Type().Field(i)
		name, a, b := path+jsonName(field), was.Field(i), is.Field(i)
		switch {
		case name == "corrects" || name == "reason" || same(a, b):
			continue
		case a.Type() == reflect.TypeFor[*RoutePolicy]():
			list = append(list, differences(name+".", policyValue(a), policyValue(b))...)
			continue
		}
		before, after := routeTold(a), routeTold(b)
		if a.Kind() == reflect.Slice {
			after = exchanged(a, b)
		}
		list = append(list, RouteChange{Field: name, Label: fault.Text{ZH: field.Tag.Get("zh"), EN: field.Tag.Get("en")}, Was: before, Is: after})
	}
	return list
}

// same: nothing given is the same however it is written.
func same(a, b reflect.Value) bool {
	if a.Kind() == reflect.Slice && a.Len() == 0 && b.Len() == 0 {
		return true
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

// policyValue is the policy of a run; none at all for the published one.
func policyValue(v reflect.Value) reflect.Value {
	if v.IsNil() {
		return reflect.ValueOf(RoutePolicy{})
	}
	return v.Elem()
}

var notGiven = fault.Text{ZH: "未填", EN: "not given"}

// routeTold is a value as people read it.
func routeTold(v reflect.Value) fault.Text {
	if v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	switch {
	case v.IsZero() && v.Kind() != reflect.Int:
		return notGiven
	case v.Kind() == reflect.Float64:
		return plain(strconv.FormatFloat(v.Float(), 'g', -1, 64))
	case v.Kind() == reflect.Slice:
		return fault.Text{ZH: fmt.Sprintf("%d 项", v.Len()), EN: fmt.Sprintf("%d of them", v.Len())}
	case v.CanInt():
		return plain(strconv.FormatInt(v.Int(), 10))
	}
	if t, err := ParseMoment(v.String()); err == nil {
		return plain(t.Format(time.DateTime))
	}
	return plain(v.String())
}

func plain(s string) fault.Text { return fault.Text{ZH: s, EN: s} }

// exchanged is a list with how many of its items came and went.
func exchanged(was, is reflect.Value) fault.Text {
	in, out := missingFrom(was, is), missingFrom(is, was)
	return fault.Text{
		ZH: fmt.Sprintf("%d 项（新增 %d 项，去掉 %d 项）", is.Len(), in, out),
		EN: fmt.Sprintf("%d of them (%d added, %d taken out)", is.Len(), in, out),
	}
}

// missingFrom counts the items of list that are not in other.
func missingFrom(other, list reflect.Value) int {
	n := 0
	for _, one := range list.Seq2() {
		if !slices.ContainsFunc(items(other), func(x any) bool { return reflect.DeepEqual(x, one.Interface()) }) {
			n++
		}
	}
	return n
}

func items(list reflect.Value) []any {
	all := make([]any, list.Len())
	for i := range all {
		all[i] = list.Index(i).Interface()
	}
	return all
}
