package web

import (
	"net/url"
	"reflect"
	"slices"
	"strings"

	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// input is one field of a form as its page writes it down. Its id is its name, which is its JSON path in the form.
type input struct {
	Name     string
	Kind     string // line, text, lines, money, number, date, moment, clock, tel, choice, radio, ticks, tick, hidden, files
	Label    string
	Hint     string
	Value    string
	Options  []option
	Required bool
	Error    string
	Max      int
	Accept   string
	Auto     string // what a browser may fill in by itself
	Many     bool   // files: more than one
	Fold     string // the line of the page that it is folded behind; empty when it stands open

	called string // what the form calls it, where the page has another label
}

// option is one choice of a field.
type option struct {
	Value, Label string
	On           bool
}

// Described is the id of what explains a field to a screen reader; empty where nothing does.
func (f *input) Described() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.Name+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.Name+"-error")
	}
	return strings.Join(ids, " ")
}

// sheet is a form being written down: the fields of a dispute.Form in the order a page asks for them, with what was typed.
type sheet struct {
	v      *visit
	form   reflect.Type
	typed  url.Values
	fields []*input
}

func (v *visit) sheet(form dispute.Form, typed url.Values) *sheet {
	return &sheet{v: v, form: reflect.TypeOf(form).Elem(), typed: typed}
}

// add puts a field on the sheet, labelled and required as the form's tags have it, filled with what was typed.
func (s *sheet) add(name, kind string) *input {
	f := &input{Name: name, Kind: kind, Value: s.typed.Get(name)}
	if field, ok := s.tags(name); ok {
		f.called = fault.Text{ZH: field.Tag.Get("zh"), EN: field.Tag.Get("en")}.In(s.v.lang)
		f.Label = f.called
		f.Required = slices.Contains(strings.Split(field.Tag.Get("validate"), ","), "required")
	}
	s.fields = append(s.fields, f)
	return f
}

// tags finds the struct field of a path.
func (s *sheet) tags(path string) (reflect.StructField, bool) {
	t, at, ok := s.form, reflect.StructField{}, false
	for name := range strings.SplitSeq(path, ".") {
		name, _, _ = strings.Cut(name, "[")
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if at, ok = jsonField(t, name); !ok {
			return at, false
		}
		t = at.Type
	}
	return at, true
}

func (s *sheet) line(name string) *input   { return s.add(name, "line") }
func (s *sheet) text(name string) *input   { return s.add(name, "text") }
func (s *sheet) lines(name string) *input  { return s.add(name, "lines") }
func (s *sheet) date(name string) *input   { return s.add(name, "date") }
func (s *sheet) moment(name string) *input { return s.add(name, "moment") }

// money is an amount, typed in yuan.
func (s *sheet) money(name string) *input {
	f := s.add(name, "money")
	return f.label(s.v.t("money.in_yuan", f.Label))
}

// tick is a yes or no.
func (s *sheet) tick(name string) *input {
	f := s.add(name, "tick")
	f.Options = []option{{Value: "true", On: f.Value == "true"}}
	return f
}

// choose is one of several; the key of a choice ends in its value.
func (s *sheet) choose(name string, keys ...string) *input {
	options := make([]option, len(keys))
	for i, key := range keys {
		options[i] = option{Value: key[strings.LastIndex(key, ".")+1:], Label: s.v.t(key)}
	}
	return s.pick(name, "choice", options)
}

// pick is one of options (choice, radio), or any of them (ticks).
func (s *sheet) pick(name, kind string, options []option) *input {
	f := s.add(name, kind)
	f.Options = options
	for i := range f.Options {
		f.Options[i].On = slices.Contains(s.typed[name], f.Options[i].Value)
	}
	return f
}

// hidden carries a value along.
func (s *sheet) hidden(name, value string) *input {
	f := s.add(name, "hidden")
	if f.Value == "" {
		f.Value = value
	}
	return f
}

// files is a place for files; they are read last, and named by the input they came in.
func (s *sheet) files(name, label, accept string) *input {
	f := s.add(name, "files")
	f.Label, f.Accept, f.Required = label, accept, false
	return f
}

// first fills a field that nobody typed into yet.
func (f *input) first(value string) *input {
	if f.Value == "" {
		f.Value = value
	}
	for i := range f.Options {
		f.Options[i].On = f.Options[i].Value == f.Value || f.Kind == "ticks" && f.Options[i].On
	}
	return f
}

func (f *input) label(text string) *input { f.Label = text; return f }
func (f *input) hint(text string) *input  { f.Hint = text; return f }
func (f *input) need() *input             { f.Required = true; return f }
func (f *input) free() *input             { f.Required = false; return f }
func (f *input) auto(hint string) *input  { f.Auto = hint; return f }

// blame writes each problem beside its field, and gives the summary: one list, shown twice.
func (s *sheet) blame(f *fault.Fault) []problem {
	var summary []problem
	for _, bad := range f.Fields {
		text := s.v.in(bad.Text)
		name := ""
		if at := s.find(bad.Name); at != nil {
			text = at.asLabelled(text)
			name, at.Error = at.Name, text
		}
		summary = append(summary, problem{name, text})
	}
	if len(summary) == 0 {
		summary = []problem{{"", s.v.in(f.Text)}}
	}
	return summary
}

// asLabelled puts the page's label where a refusal names the field as the form calls it ("请填写“申请人的姓名或名称”"): a person
// looks for the words that stand on the page.
func (f *input) asLabelled(text string) string {
	before, rest, opened := strings.Cut(text, "“")
	named, after, closed := strings.Cut(rest, "”")
	if !opened || !closed || f.called == "" || f.Label == f.called || !strings.HasSuffix(strings.ToLower(named), strings.ToLower(f.called)) {
		return text
	}
	return before + "“" + f.Label + "”" + after
}

// find is the field of a name, else the first of the list or part of that name.
func (s *sheet) find(name string) *input {
	for _, exact := range []bool{true, false} {
		for _, f := range s.fields {
			if f.Kind != "hidden" && (f.Name == name || !exact && strings.HasPrefix(f.Name, name)) {
				return f
			}
		}
	}
	return nil
}
