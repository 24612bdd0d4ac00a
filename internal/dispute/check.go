package dispute

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-playground/validator/v10"

	"hejie/internal/fault"
)

const (
	maxProblems = 100  // in one answer: more than anyone puts right at once
	maxItems    = 200  // in a list whose tag sets no limit
	textLength  = 1000 // a field that takes this much is text; a shorter one is a line
)

// Check puts the text of a form into its stored shape (NormalizeText, and the canonical way of writing numbers, ids and
// moments) in place, then holds the form to its tags. It gives a fault Invalid with one field per problem, in the form's
// order, named by JSON path (terms[0].amount_fen), with the tag for a code. form must be a pointer, as Forms gives it.
// Checking twice changes nothing more. What depends on today is CheckDates's.
func Check(form Form) error {
	root, err := rootOf(form)
	if err != nil {
		return err
	}
	found := problems{spots: map[string]spot{}, hints: map[string]fault.Text{}}
	root.walk(found.tidy)
	if found.oversized {
		return found.fault()
	}
	check, err := checker()
	if err != nil {
		return err
	}
	var broken validator.ValidationErrors
	if err := check.Struct(form); err != nil && !errors.As(err, &broken) {
		return fmt.Errorf("checking a form: %w", err)
	}
	for _, b := range broken {
		found.breaks(b)
	}
	return found.fault()
}

// problems are what is wrong with a form, and where its fields are.
type problems struct {
	list      []fault.Field
	spots     map[string]spot
	hints     map[string]fault.Text
	oversized bool // a list too long to look into
}

func (p *problems) add(at spot, code string, text fault.Text) {
	if !slices.ContainsFunc(p.list, func(f fault.Field) bool { return f.Name == at.path }) && len(p.list) < maxProblems {
		p.list = append(p.list, fault.Field{Name: at.path, Code: code, Text: text})
	}
}

// fault is nil when nothing is wrong.
func (p *problems) fault() error {
	if len(p.list) == 0 {
		return nil
	}
	slices.SortStableFunc(p.list, func(a, b fault.Field) int { return p.spots[a.Name].nth - p.spots[b.Name].nth })
	f := fault.BadField(p.list[0].Name, p.list[0].Code, p.list[0].Text)
	f.Fields = p.list
	return f
}

// tidy notes a field and puts its text into the stored shape.
func (p *problems) tidy(at spot) {
	at.nth = len(p.spots)
	p.spots[at.path] = at
	if at.value.Kind() == reflect.Slice && at.value.Len() > at.limit(maxItems) {
		p.oversized = true
		p.add(at, "max", sentence("max", strconv.Itoa(at.limit(maxItems)), at))
	}
	if at.value.Kind() != reflect.String || at.value.Len() == 0 {
		return
	}
	text, err := at.normalize()
	if err != nil {
		code := faultField(err).Code
		p.add(at, code, sentence(code, "", at))
		return
	}
	at.value.SetString(text)
	for _, rule := range at.rules {
		if write, ok := canon[rule]; ok && text != "" {
			p.settle(at, write)
		}
	}
}

// settle writes a value in its canonical way, or keeps the hint why it cannot.
func (p *problems) settle(at spot, write func(spot, string) (string, error)) {
	text, err := write(at, at.value.String())
	if err != nil {
		p.hints[at.path] = faultField(err).Text
		return
	}
	at.value.SetString(text)
}

func faultField(err error) fault.Field {
	if f, ok := fault.As(err); ok && len(f.Fields) > 0 {
		return f.Fields[0]
	}
	return fault.Field{}
}

// breaks notes what validator found.
func (p *problems) breaks(b validator.FieldError) {
	_, path, _ := strings.Cut(b.Namespace(), ".")
	at := p.spots[path]
	at.path = path
	param := b.Param()
	if all, ours := choices[b.Tag()]; ours {
		param = all
	}
	text := sentence(b.Tag(), param, at)
	if hint := p.hints[path]; b.Tag() == "identity" && hint != (fault.Text{}) {
		text = hint
	}
	p.add(at, b.Tag(), text)
}
