package statute

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

//go:embed book/rules.json book/legal_aid.json book/holidays.json
var files embed.FS

// ErrNoRule is at the root of asking for a rule or an edition that the book does not hold.
var ErrNoRule = errors.New("no such rule in the book")

// Book (期间规则库) is every rule in every edition with the holiday tables. It never changes once loaded.
type Book struct {
	rules   []Rule
	notices map[int]notice
}

// Load reads the book that is built into the program and checks all of it.
func Load() (Book, error) {
	rules, err := loadRules()
	if err != nil {
		return Book{}, fmt.Errorf("reading the book of rules: %w", err)
	}
	holidays, err := files.Open("book/holidays.json")
	if err != nil {
		return Book{}, fmt.Errorf("opening the holiday tables: %w", err)
	}
	defer holidays.Close() // an embedded file: closing cannot lose anything
	return Book{rules: rules}.WithHolidays(holidays)
}

// chapters are the files of the rules, in the order of the book.
var chapters = []string{"book/rules.json", "book/legal_aid.json"}

func loadRules() ([]Rule, error) {
	var rules []Rule
	for _, name := range chapters {
		chapter, err := readRules(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		rules = append(rules, chapter...)
	}
	return rules, checkRules(rules)
}

func readRules(name string) (rules []Rule, err error) {
	text, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	err = dec.Decode(&rules)
	return rules, err
}

// WithHolidays is the book with the years of a further holiday file (the format of book/holidays.json) added; a year it
// already has is replaced. It refuses a file that is malformed, over 1 MiB, or contradicts the other years.
func (b Book) WithHolidays(r io.Reader) (Book, error) {
	more, err := readHolidays(r)
	if err != nil {
		return Book{}, fmt.Errorf("reading holidays: %w", err)
	}
	notices, err := withNotices(b.notices, more)
	if err != nil {
		return Book{}, fmt.Errorf("adding holidays: %w", err)
	}
	return Book{rules: b.rules, notices: notices}, nil
}

// Calendar is the book's calendar, with the days off of the deployment's own area.
func (b Book) Calendar(local ...LocalDay) Calendar { return newCalendar(b.notices, local) }

// Rules lists the newest edition of every rule, in the order of the book.
func (b Book) Rules() []Rule {
	var newest []Rule
	for _, r := range b.rules {
		i := slices.IndexFunc(newest, func(n Rule) bool { return n.ID == r.ID })
		switch {
		case i < 0:
			newest = append(newest, r)
		case r.Edition.After(newest[i].Edition):
			newest[i] = r
		}
	}
	return newest
}

// Rule is the newest edition of a rule.
func (b Book) Rule(id RuleID) (Rule, error) {
	for _, r := range b.Rules() {
		if r.ID == id {
			return r, nil
		}
	}
	return Rule{}, fmt.Errorf("%.60q: %w", id, ErrNoRule)
}

// Edition is the rule as it stood in one edition: what a recorded deadline names.
func (b Book) Edition(id RuleID, edition Date) (Rule, error) {
	for _, r := range b.rules {
		if r.ID == id && r.Edition == edition {
			return r, nil
		}
	}
	return Rule{}, fmt.Errorf("%.60q in the edition of %s: %w", id, edition, ErrNoRule)
}
