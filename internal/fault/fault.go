// Package fault is the one vocabulary of what can go wrong for a person: six kinds, each with a stable code and a
// sentence in Chinese and English that says what to do. Every edge (HTTP, page, Temporal) translates it once. A cause
// is for the log and is never shown to a stranger.
package fault

import (
	"errors"
	"fmt"
)

// Kind is what sort of trouble it is; it decides the HTTP status and whether trying again can help.
type Kind string

// The kinds. Only Unavailable is worth trying again unchanged.
const (
	Invalid     Kind = "invalid"     // what was handed in cannot be used as it is
	NotFound    Kind = "not_found"   // nothing here for this person: unknown and forbidden look the same
	Forbidden   Kind = "forbidden"   // the person may see the case but not do this
	Conflict    Kind = "conflict"    // the case stands elsewhere: out of turn, or someone was faster
	TooLate     Kind = "too_late"    // a clock has run out
	Unavailable Kind = "unavailable" // a part of the system does not answer; nothing was lost
)

// Kinds lists every kind, for tables that must be complete.
var Kinds = []Kind{Invalid, NotFound, Forbidden, Conflict, TooLate, Unavailable}

// Refuses says whether somebody was turned away, and not merely asked to put a form right or to try again.
func (k Kind) Refuses() bool {
	return k == NotFound || k == Forbidden || k == Conflict || k == TooLate
}

// Text is one sentence in the two languages of Hejie.
type Text struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In returns the sentence in the reader's language ("en…" or anything else for Chinese).
func (t Text) In(lang string) string {
	if len(lang) >= 2 && lang[:2] == "en" && t.EN != "" {
		return t.EN
	}
	return t.ZH
}

// Field is one field of a form that cannot be used, by its JSON pointer-like name ("claims[0].amount").
type Field struct {
	Name string `json:"field"`
	Code string `json:"code"`
	Text Text   `json:"text"`
}

// Fault is trouble a person may read about.
type Fault struct {
	Kind   Kind
	Code   string // stable, finer than Kind: "stale", "out_of_turn", "unknown_field"
	Text   Text
	Fields []Field
	Stage  string   // out_of_turn: where the case stands
	Acts   []string // out_of_turn: what is possible there
	Clock  string   // too_late: the clock that ran out
	cause  error
}

// New is a fault of a kind with its code and sentence.
func New(kind Kind, code string, text Text) *Fault {
	return &Fault{Kind: kind, Code: code, Text: text}
}

// Error is for the log: kind, code and cause, never the person's own words.
func (f *Fault) Error() string {
	if f.cause != nil {
		return fmt.Sprintf("%s/%s: %v", f.Kind, f.Code, f.cause)
	}
	return fmt.Sprintf("%s/%s", f.Kind, f.Code)
}

// Unwrap gives the cause to errors.Is and errors.As.
func (f *Fault) Unwrap() error { return f.cause }

// Because returns a copy that remembers its cause for the log.
func (f *Fault) Because(cause error) *Fault {
	c := *f
	c.cause = cause
	return &c
}

// With returns a copy that also names a field.
func (f *Fault) With(field Field) *Fault {
	c := *f
	c.Fields = append(append([]Field(nil), f.Fields...), field)
	return &c
}

// As finds the fault in an error chain.
func As(err error) (*Fault, bool) {
	var f *Fault
	ok := errors.As(err, &f)
	return f, ok
}

// Is says whether err carries a fault of this kind.
func Is(err error, kind Kind) bool {
	f, ok := As(err)
	return ok && f.Kind == kind
}
