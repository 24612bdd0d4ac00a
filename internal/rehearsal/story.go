// Package rehearsal plays a written case through the HTTP doors of a running Hejie as each person would: who does what, for
// whom, by which channel, on which day, what must be refused, and what must be true after. It knows the nouns and the
// doors and nothing else; there is no way past the doors into the record.
package rehearsal

import (
	"bytes"
	"fmt"
	"io"

	"gopkg.in/yaml.v3"
)

// Story is a written case. Texts are templates over the cast that a seed draws: "{{.rider.name}}", "{{day 3}}". A scalar
// that begins with "=" is read as JSON once filled in, so that numbers and lists can come from the cast.
type Story struct {
	Title  string   `yaml:"title"`
	Name   string   `yaml:"name"` // of the folder that its documents go to
	Ride   string   `yaml:"ride"` // the riding day to draw: headline, home_stop, or none
	About  string   `yaml:"about"`
	Steps  []Step   `yaml:"steps"`
	Facts  []Fact   `yaml:"facts"`
	Papers []string `yaml:"papers"` // forms that must exist at the end
	Gone   []string `yaml:"gone"`   // forms that a withdrawn consent destroyed: nobody may read them; "picture" is the route's
}

// Step is one thing that a person does, or that must be true. What is left out does not matter.
type Step struct {
	Say     string         `yaml:"say"`  // what the progress shows
	Date    string         `yaml:"date"` // moves the workplace date first: "+3" or "+3 18:45", days after the first
	As      string         `yaml:"as"`   // who stands at the door
	File    map[string]any `yaml:"file"`
	Upload  *Upload        `yaml:"upload"`
	Act     string         `yaml:"act"`
	For     string         `yaml:"for"` // the party whose act it is, when staff record it
	Channel string         `yaml:"channel"`
	On      string         `yaml:"on"` // the day it counts from, when that is not today: "+1"
	Proof   []string       `yaml:"proof"`
	Form    map[string]any `yaml:"form"`
	Refused string         `yaml:"refused"` // the problem's code that must come instead
	Keep    string         `yaml:"keep"`    // the name under which the act's id is known from here on
	Link    string         `yaml:"link"`    // makes and opens a link for this party; the code is read from their phone
	Session string         `yaml:"session"` // opens the case with the receipt code of this party
	See     *See           `yaml:"see"`
}

// Upload hands a file in: one that the cast drew ("orders", "track", "photo").
type Upload struct {
	File string `yaml:"file"`
	Name string `yaml:"name"`
	Kind string `yaml:"kind"`
	For  string `yaml:"for"`
	Keep string `yaml:"keep"`
}

// See is what must be true of the case, in the eyes of whoever looks.
type See struct {
	Stage   string            `yaml:"stage"`
	Finding string            `yaml:"finding"`
	Acts    []string          `yaml:"acts"`    // possible now
	NoActs  []string          `yaml:"no_acts"` // not possible now
	Clocks  map[string]string `yaml:"clocks"`  // rule → state
	Dues    map[string]string `yaml:"dues"`    // rule → day
	Extract string            `yaml:"extract"` // state of the newest extract of the newest analysis, as they see it
	Burnt   []string          `yaml:"burnt"`   // what was destroyed with a consent
	Message string            `yaml:"message"` // a message on this person's phone holds this text
	Hidden  []string          `yaml:"hidden"`  // texts that this person must find nowhere
}

// Fact is a row of the table fact → document: the text that must be found in these papers and in no other.
type Fact struct {
	Name string   `yaml:"name"`
	Text string   `yaml:"text"`
	In   []string `yaml:"in"`
}

// Load reads a story; an unknown word in it is an error.
func Load(r io.Reader) (Story, error) {
	var s Story
	text, err := io.ReadAll(io.LimitReader(r, 1<<20))
	if err != nil {
		return s, fmt.Errorf("reading a story: %w", err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&s); err != nil {
		return s, fmt.Errorf("reading a story: %w", err)
	}
	return s, nil
}
