package routelog

import (
	"fmt"
	"time"

	"hejie/internal/fault"
)

// Source is a file as it was handed in: what it is called and what was declared about it. Nothing is guessed: an
// undeclared datum stays undeclared, and times without a zone are local to Zone (nil is Shanghai). Tolerance is how far
// the file's clock may be off on either side, as whoever kept it states; 0 takes the clock at its word.
type Source struct {
	Name      string
	Datum     Datum
	Zone      *time.Location
	Tolerance time.Duration
	Mapping   map[string]string // from our column names to the file's own, for headers we do not know
}

// Limits of what is read; beyond them a file is refused, not truncated. The upload itself stays as evidence.
const (
	maxOrderBytes  = 64 << 20
	maxOrders      = 20_000 // two years of hard riding
	maxPoints      = 10_000_000
	maxColumns     = 512
	maxCell        = 64 << 10
	maxElementDeep = 16
	maxTag         = 64 << 10
)

// BadInput says why a file cannot be used: where, and what to do. Line and Field are 0 and empty when they do not apply.
type BadInput struct {
	Source string
	Line   int
	Field  string
	Text   fault.Text
}

// Error is one line: file, line, field and both sentences.
func (b *BadInput) Error() string {
	where := b.Source
	if b.Line > 0 {
		where = fmt.Sprintf("%s:%d", where, b.Line)
	}
	if b.Field != "" {
		where += ": " + b.Field
	}
	return where + ": " + b.Text.ZH + " / " + b.Text.EN
}

// Fault is the same for a page or an API: an invalid file, named by field "source:line:column".
func (b *BadInput) Fault() *fault.Fault {
	name := b.Source
	if b.Line > 0 {
		name = fmt.Sprintf("%s:%d", name, b.Line)
	}
	if b.Field != "" {
		name += ":" + b.Field
	}
	return fault.BadField(name, "unreadable_evidence", b.Text)
}

func (s Source) bad(line int, field, zh, en string) error {
	return &BadInput{Source: s.Name, Line: line, Field: field, Text: fault.Text{ZH: zh, EN: en}}
}

// unread wraps a failure of reading itself (a disk, a connection), which is nobody's bad input.
func (s Source) unread(line int, err error) error {
	return fmt.Errorf("reading %s at line %d: %w", s.Name, line, err)
}
