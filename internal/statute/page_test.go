package statute

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// update rewrites the part of docs/law/clocks.md that tells the book, with `go test ./internal/statute -update`.
var update = flag.Bool("update", false, "rewrite the page of clocks")

const (
	page      = "../../docs/law/clocks.md"
	pageBegin = "<!-- the book begins -->\n"
	pageEnd   = "<!-- the book ends -->\n"
)

func TestThePageOfClocksTellsTheBook(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, begun := strings.Cut(string(text), pageBegin)
	got, tail, ended := strings.Cut(rest, pageEnd)
	if !begun || !ended {
		t.Fatalf("%s lacks its marks", page)
	}
	want := tellBook(book(t))
	if *update {
		if err := os.WriteFile(page, []byte(head+pageBegin+want+pageEnd+tail), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s is not the book (-want +got); run the test with -update:\n%s", page, diff)
	}
}

// tellBook is the book as Markdown, one section a rule.
func tellBook(b Book) string {
	var w strings.Builder
	for _, r := range b.Rules() {
		tellRule(&w, r)
	}
	return w.String()
}

func tellRule(w *strings.Builder, r Rule) {
	fmt.Fprintf(w, "\n### %s %s (`%s`)\n\n", r.Name.ZH, r.Name.EN, r.ID)
	fmt.Fprintf(w, "- Basis: %s. %s %s\n", r.Basis, r.Source.Clause.ZH, r.Source.Clause.EN)
	if _, printed := r.Article(); !printed {
		fmt.Fprintf(w, "- Prints no article.\n")
	}
	if r.Source.Quote != "" {
		fmt.Fprintf(w, "- In its words: “%s”\n", r.Source.Quote)
	}
	fmt.Fprintf(w, "- Read in: %s. Edition of %s.\n", r.Source.ReadIn, r.Edition)
	fmt.Fprintf(w, "- Runs from: %s %s (`%s`)\n", r.Start.Text.ZH, r.Start.Text.EN, r.Start.Event)
	fmt.Fprintf(w, "- Length: %s. %s.\n", lengthWords(r), rollWords(r))
	fmt.Fprintf(w, "- Pause: %s. Extension: %s. Interruption: %s.\n", r.Pause, extensionWords(r), interruptionWords(r))
	if r.Road != NoRoad {
		fmt.Fprintf(w, "- With under seven days left it suggests to ask for legal aid first: %s.\n", roadWords[r.Road])
	}
	fmt.Fprintf(w, "- When it is over (`%s`): %s %s\n", r.Lapse, r.LapseText.ZH, r.LapseText.EN)
	fmt.Fprintf(w, "- To the worker: %s %s\n- Days from reminder to last day: %d.\n", r.Plain.ZH, r.Plain.EN, r.RemindDays)
	for _, e := range r.Examples {
		fmt.Fprintf(w, "- Example: %s → nominal %s, effective %s, advised %s%s\n", e.Start, e.Nominal, e.Effective, e.Advised, noteWords(e))
	}
}

// roadWords say what a period near its end is for legal aid (法律援助法 44).
var roadWords = map[Road]string{
	RoadSuit: "suing, a ground of Art 44", RoadArbitration: "arbitration, a ground of Art 44",
	RoadReconsideration: "reconsideration, a ground of Art 44", RoadOther: "no ground is asserted",
}

func rollWords(r Rule) string {
	switch {
	case r.Unit == WorkingDays:
		return "Ends on a working day by itself"
	case r.Roll == RollForward:
		return "A last day on a rest day moves to the day after the rest"
	}
	return "A last day on a rest day stays"
}

func lengthWords(r Rule) string {
	if r.Unit == Dated {
		return "the day that was named"
	}
	words := r.LengthText().EN
	switch r.Advise {
	case AdviseCalendar:
		words += ", the calendar count advised"
	case AdviseNominal:
		words += ", the named day advised"
	}
	return words
}

func extensionWords(r Rule) string {
	if r.Extension.By == NoExtension {
		return "none"
	}
	return fmt.Sprintf("%s (%s %s)", r.Extension.By, r.Extension.Text.ZH, r.Extension.Text.EN)
}

func interruptionWords(r Rule) string {
	if !r.Interruptible() {
		return "none"
	}
	words := strings.Trim(fmt.Sprint(r.Interruption.By), "[]")
	if r.Interruption.Ends {
		words += "; the reading from the end of the procedure is shown"
	}
	return words
}

func noteWords(e Example) string {
	if e.Note == "" {
		return ""
	}
	return " (" + e.Note + ")"
}
