package rehearsal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// paper is a drawn document of the case.
type paper struct {
	ID, Form, State, Href string
	text                  string // as pdftotext reads it, without white space
}

// papers waits until every paper that the story names is drawn and none is left due, writes them out, and holds them
// against the table of facts: each fact in the papers named, and in no other.
func (p *player) papers(ctx context.Context) error {
	var all []paper
	err := until(ctx, patience, func() (bool, error) {
		var err error
		all, err = p.list(ctx)
		if err != nil {
			return false, err
		}
		err = p.complete(all)
		return err == nil, err
	})
	if err != nil {
		return err
	}
	for i := range all {
		if err := p.fetch(ctx, &all[i]); err != nil {
			return fmt.Errorf("reading the paper %s: %w", all[i].Form, err)
		}
	}
	if err := p.picture(ctx); err != nil {
		return err
	}
	return p.facts(all)
}

func (p *player) list(ctx context.Context) ([]paper, error) {
	token, err := p.token(ctx, "mediator")
	if err != nil {
		return nil, err
	}
	got, err := p.knock(ctx, request{method: "GET", path: "/api/cases/" + p.caseID + "/documents", token: token})
	if err != nil {
		return nil, err
	}
	var list struct {
		Documents []paper `json:"documents"`
	}
	return list.Documents, got.into(&list)
}

func (p *player) complete(all []paper) error {
	var problems []error
	for _, x := range all {
		if x.State == "due" || x.State == "failed" {
			problems = append(problems, fmt.Errorf("the paper %s is %s", x.Form, x.State))
		}
	}
	for _, form := range p.story.Papers {
		if !slices.ContainsFunc(all, func(x paper) bool { return x.Form == form && x.State == "drawn" }) {
			problems = append(problems, fmt.Errorf("the paper %s is missing", form))
		}
	}
	return errors.Join(problems...)
}

// fetch downloads a paper, writes it out and reads it back with poppler.
func (p *player) fetch(ctx context.Context, x *paper) error {
	token, err := p.token(ctx, "mediator")
	if err != nil {
		return err
	}
	got, err := p.knock(ctx, request{method: "GET", path: x.Href, token: token})
	if err != nil {
		return err
	}
	if slices.Contains(p.story.Gone, x.Form) {
		return stillThere(got)
	}
	if got.status == 200 && strings.HasSuffix(x.Href, ".csv") { // a table, not pages
		return p.write(x.Form+"-"+x.ID[:6]+".csv", got.body)
	}
	if got.status != 200 || !bytes.HasPrefix(got.body, []byte("%PDF-")) {
		return fmt.Errorf("the door answered %d", got.status)
	}
	if x.text, err = readBack(ctx, got.body); err != nil {
		return err
	}
	return p.write(x.Form+"-"+x.ID[:6]+".pdf", got.body)
}

// stillThere is an error unless the door knows nothing of what was destroyed.
func stillThere(got answer) error {
	if got.status != 404 {
		return fmt.Errorf("it was destroyed, and the door answered %d", got.status)
	}
	return nil
}

// readBack is the text of a PDF without white space, since lines break where they must.
func readBack(ctx context.Context, pdf []byte) (string, error) {
	cmd := exec.CommandContext(ctx, "pdftotext", "-raw", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	text, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("running pdftotext (package poppler-utils): %w", err)
	}
	return squeeze(string(text)), nil
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func (p *player) write(name string, content []byte) error {
	if p.stage.Out == "" {
		return nil
	}
	dir := filepath.Join(p.stage.Out, p.story.Name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("making the folder for documents: %w", err)
	}
	return os.WriteFile(filepath.Join(dir, name), content, 0o600)
}

// picture writes the route's picture out, where there is one.
func (p *player) picture(ctx context.Context) error {
	if p.story.Ride == "" {
		return nil
	}
	token, err := p.token(ctx, "mediator")
	if err != nil {
		return err
	}
	got, err := p.knock(ctx, request{method: "GET", path: "/api/cases/" + p.caseID + "/route.svg", token: token})
	if err != nil {
		return err
	}
	if slices.Contains(p.story.Gone, "picture") {
		return stillThere(got)
	}
	if got.status != 200 || !bytes.Contains(got.body, []byte("<svg")) {
		return fmt.Errorf("the picture of the route: the door answered %d", got.status)
	}
	return p.write("route.svg", got.body)
}

// facts holds the papers against the table.
func (p *player) facts(all []paper) error {
	var wrong []error
	for _, f := range p.story.Facts {
		text, err := p.fill(f.Text)
		if err != nil {
			return err
		}
		text = squeeze(text)
		for _, form := range f.In {
			if !slices.ContainsFunc(all, func(x paper) bool { return x.Form == form && strings.Contains(x.text, text) }) {
				wrong = append(wrong, fmt.Errorf("%s (%s) is missing in %s", f.Name, text, form))
			}
		}
		for _, x := range all {
			if strings.Contains(x.text, text) && !slices.Contains(f.In, x.Form) {
				wrong = append(wrong, fmt.Errorf("%s (%s) stands in %s, where it does not belong", f.Name, text, x.Form))
			}
		}
	}
	if err := errors.Join(wrong...); err != nil {
		return fmt.Errorf("the table of facts does not hold:\n%w", err)
	}
	fmt.Fprintf(p.stage.Progress, "      %d papers; %d facts, each where it belongs and nowhere else\n", len(all), len(p.story.Facts))
	return nil
}
