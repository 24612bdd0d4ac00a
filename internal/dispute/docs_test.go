package dispute_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"hejie/internal/dispute"
)

var update = flag.Bool("update", false, "write docs/acts.md from the table")

const docs = "../../docs/"

// readDoc is a document's text.
func readDoc(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(docs + name)
	if err != nil {
		t.Fatalf("reading the document: %v", err)
	}
	return string(text)
}

const actsBegin, actsEnd = "<!-- written from the table -->\n", "<!-- to here -->\n"

func TestTheDocumentOfActsIsTheTable(t *testing.T) {
	t.Parallel()
	text := readDoc(t, "acts.md")
	head, rest, ok1 := strings.Cut(text, actsBegin)
	_, tail, ok2 := strings.Cut(rest, actsEnd)
	if !ok1 || !ok2 {
		t.Fatal("docs/acts.md has lost its marks")
	}
	want := head + actsBegin + actsTable() + actsEnd + tail
	if *update {
		if err := os.WriteFile(docs+"acts.md", []byte(want), 0o644); err != nil {
			t.Fatalf("writing the document: %v", err)
		}
		return
	}
	if diff := cmp.Diff(want, text); diff != "" {
		t.Errorf("docs/acts.md is not the table; run go test ./internal/dispute -update and read the difference:\n%s", diff)
	}
}

// actsTable prints the policy, a line per act.
func actsTable() string {
	var b strings.Builder
	b.WriteString("\n| 办理事项 | Act | At | As their own | Recorded for a party by | Leads to | Agent |\n|---|---|---|---|---|---|---|\n")
	for _, r := range dispute.Table {
		name := "`" + string(r.Act) + "`"
		if !r.Beside {
			name = "**" + name + "**"
		}
		agent := ""
		if r.Special {
			agent = "特别授权"
		}
		fmt.Fprintf(&b, "| %s | %s %s | %s | %s | %s | %s | %s |\n",
			r.Act.Label().ZH, name, r.Act.Label().EN, stagesIn(r.In), words(r.Own), words(r.Behalf), words(r.To), agent)
	}
	return b.String() + "\n"
}

// stagesIn names the usual groups of stages by one word.
func stagesIn(in []dispute.Stage) string {
	open := slices.DeleteFunc(slices.Clone(dispute.Stages), dispute.Stage.Final)
	final := slices.DeleteFunc(slices.Clone(dispute.Stages), func(s dispute.Stage) bool { return !s.Final() })
	switch {
	case slices.Equal(in, dispute.Stages):
		return "every stage"
	case slices.Equal(in, open):
		return "every open stage"
	case slices.Equal(in, final):
		return "every final stage"
	case len(in) > len(final) && slices.Equal(in[len(in)-len(final):], final):
		return words(in[:len(in)-len(final)]) + ", every final stage"
	}
	return words(in)
}

func words[T ~string](list []T) string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return strings.Join(out, ", ")
}

var (
	arrow = regexp.MustCompile(`(?m)^\s*([a-z]+|\[\*\]) --> ([a-z]+|\[\*\])(?: : ([a-z_, ]+))?$`)
	state = regexp.MustCompile(`(?m)^\s*([a-z]+) : (\S+)$`)
)

// diagram is the Mermaid block of the story.
func diagram(t *testing.T) string {
	t.Helper()
	_, rest, ok := strings.Cut(readDoc(t, "life-of-a-case.md"), "```mermaid\nstateDiagram-v2\n")
	block, _, closed := strings.Cut(rest, "```")
	if !ok || !closed {
		t.Fatal("docs/life-of-a-case.md has lost its diagram")
	}
	return block
}

func TestTheDiagramShowsTheStagesAsPeopleReadThem(t *testing.T) {
	t.Parallel()
	var got, want []string
	for _, m := range state.FindAllStringSubmatch(diagram(t), -1) {
		got = append(got, m[1]+" "+m[2])
	}
	for _, s := range dispute.Stages {
		want = append(want, string(s)+" "+s.Name().ZH)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheDiagramsArrowsAreExactlyWhatTheTableAllows(t *testing.T) {
	t.Parallel()
	want := map[string][]string{"[*] filed": {"file"}}
	for _, r := range dispute.Table {
		for _, from := range r.In {
			for _, to := range r.Leads(from) {
				if from != to {
					key := string(from) + " " + string(to)
					want[key] = append(want[key], string(r.Act))
				}
			}
		}
	}
	for _, s := range dispute.Stages {
		if s.Final() {
			want[string(s)+" [*]"] = nil
		}
	}
	got := map[string][]string{}
	block := diagram(t)
	for _, m := range arrow.FindAllStringSubmatch(block, -1) {
		var acts []string
		if m[3] != "" {
			acts = strings.Split(m[3], ", ")
		}
		got[m[1]+" "+m[2]] = acts
	}
	if n := strings.Count(block, "-->"); n != len(got) {
		t.Errorf("%d arrows are drawn, %d are read", n, len(got))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// nouns are the words the glossary must hold: every exported type, and every stage, act, role and paper.
func nouns(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatalf("listing the package: %v", err)
	}
	var list []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatalf("parsing: %v", err)
		}
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok {
				for _, spec := range g.Specs {
					list = append(list, namesIn(spec)...)
				}
			}
		}
	}
	return list
}

var listed = []string{"Stage", "ActName", "Role", "PaperForm"}

func namesIn(spec ast.Spec) []string {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		if s.Name.IsExported() {
			return []string{s.Name.Name}
		}
	case *ast.ValueSpec:
		if kind, ok := s.Type.(*ast.Ident); ok && slices.Contains(listed, kind.Name) {
			return []string{s.Names[0].Name}
		}
	}
	return nil
}

var entry = regexp.MustCompile("(?m)^\\| `([A-Za-z]+)` \\| ([^|]+) \\| ([^|]+) \\|$")

func TestTheGlossaryHasEveryNounOnceWithItsChineseTerm(t *testing.T) {
	t.Parallel()
	want := nouns(t)
	if len(want) < 100 {
		t.Fatalf("only %d nouns were found in the code", len(want))
	}
	times := map[string]int{}
	for _, m := range entry.FindAllStringSubmatch(readDoc(t, "glossary.md"), -1) {
		times[m[1]]++
		if !strings.ContainsFunc(m[2], func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s has no Chinese term: %q", m[1], m[2])
		}
		if !strings.HasSuffix(m[3], ".") {
			t.Errorf("%s is not told in a sentence: %q", m[1], m[3])
		}
		if !slices.Contains(want, m[1]) {
			t.Errorf("%s is not a noun of the code", m[1])
		}
	}
	for _, n := range want {
		if times[n] != 1 {
			t.Errorf("%s stands %d times in docs/glossary.md, want once", n, times[n])
		}
	}
}
