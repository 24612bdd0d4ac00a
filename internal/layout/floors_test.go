package layout

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// module is the name of the product's module, before every path of its packages.
const module = "hejie"

// floors has every room by its floor, from the ground up. Imports run downward only, never sideways.
var floors = [][]string{
	{"fault", "config", "migrations", "ride"},
	{"statute", "routelog", "seal"},
	{"dispute", "bag"},
	{"store", "document", "notify", "auth", "vault"},
	{"activities"},
	{"workflows"},
	{"api", "web", "worker"},
	{"rehearsal"},
	{"cmd"},
	{"e2e"},
	{"layout"},
}

// atRoot are the rooms that stand at the repository's root; all others stand in internal/.
var atRoot = map[string]bool{"workflows": true, "activities": true, "worker": true, "api": true, "web": true, "migrations": true, "cmd": true, "e2e": true}

// exceptions are imports against the rule, as "from to", with the reason. An exception that nobody uses fails the test.
var exceptions = map[string]string{}

// ceilings keep a room from what stands further up than this room although it is below: a rehearsal goes through the doors like
// a person, so it knows the nouns and nothing that could be a short cut.
var ceilings = map[string]string{"rehearsal": "dispute"}

// open are inner packages that other rooms may import: what marks the places where a process may fall is needed on every floor.
var open = []string{"fault/point"}

// homes are the rooms of the dependencies that must not spread, by the beginning of their import path.
var homes = map[string][]string{
	"github.com/jung-kurt/gofpdf": {"document"},
	"github.com/jackc/pgx":        {"store", "migrations", "cmd"}, // cmd: the bare baseline of bench
	"github.com/gorilla/mux":      {"api", "web", "cmd"},          // cmd puts both on one router
	"go.temporal.io/":             {"workflows", "activities", "worker", "cmd"},
}

// spot is where a package stands.
type spot struct {
	room   string
	floor  int
	inner  bool // a folder inside the room, for the room alone
	helper bool // xtest beside or inside x: for tests
}

// spotOf finds where a package of the module stands; ok is false when no floor has it.
func spotOf(path string) (s spot, ok bool) {
	parts := strings.Split(strings.TrimPrefix(path, module+"/"), "/")
	internal := parts[0] == "internal" && len(parts) > 1
	if internal {
		parts = parts[1:]
	}
	s.room = parts[0]
	if floorOf(s.room) < 0 {
		s.room, s.helper = strings.CutSuffix(s.room, "test")
	}
	if last := parts[len(parts)-1]; len(parts) > 1 && last == s.room+"test" {
		s.helper = true
	}
	s.inner = len(parts) > 1 && !s.helper && s.room != "cmd" && !slices.Contains(open, strings.Join(parts, "/"))
	s.floor = floorOf(s.room)
	return s, s.floor >= 0 && atRoot[s.room] != internal
}

func floorOf(room string) int {
	for i, floor := range floors {
		for _, name := range floor {
			if name == room {
				return i
			}
		}
	}
	return -1
}

// inside says why a file must not import a package of the module, or "".
func inside(from, to spot, fromTest bool) string {
	switch {
	case to.helper && !from.helper && !fromTest:
		return "a test helper is for tests"
	case from.room == to.room, exceptions[from.room+" "+to.room] != "":
		return ""
	case to.inner:
		return fmt.Sprintf("an inner package of %s is for %s alone", to.room, to.room)
	case to.floor == from.floor:
		return "imports never run sideways"
	case to.floor > from.floor:
		return "imports never run upward"
	case ceilings[from.room] != "" && to.floor > floorOf(ceilings[from.room]):
		return fmt.Sprintf("%s may import nothing above %s", from.room, ceilings[from.room])
	}
	return ""
}

// outside says why a file must not import a package of another module, or "".
func outside(from spot, path string) string {
	for prefix, rooms := range homes {
		if !strings.HasPrefix(path, prefix) {
			continue
		}
		for _, room := range rooms {
			if room == from.room {
				return ""
			}
		}
		return fmt.Sprintf("it stands in %s only", strings.Join(rooms, ", "))
	}
	return ""
}

// importFault says why a file of a package must not import a path, or "".
func importFault(pkg, path string, test bool) string {
	from, ok := spotOf(pkg)
	if !ok {
		return fmt.Sprintf("%s stands on no floor: give it one in floors_test.go", pkg)
	}
	if path != module && !strings.HasPrefix(path, module+"/") {
		return outside(from, path)
	}
	to, ok := spotOf(path)
	if !ok {
		return fmt.Sprintf("%s stands on no floor: give it one in floors_test.go", path)
	}
	return inside(from, to, test)
}

func TestImportsRunDownwardOnly(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, f := range goFiles(t) {
		if fault := importFault(f.pkg, "fmt", f.test); fault != "" {
			t.Errorf("%s: %s", f.path, fault)
			continue
		}
		from, _ := spotOf(f.pkg)
		for _, path := range f.imports() {
			if fault := importFault(f.pkg, path, f.test); fault != "" {
				t.Errorf("%s imports %s: %s", f.path, path, fault)
			}
			if to, ok := spotOf(path); ok {
				used[from.room+" "+to.room] = true
			}
		}
	}
	for pair := range exceptions {
		if !used[pair] {
			t.Errorf("the exception %q is used by nobody: take it out", pair)
		}
	}
}

func TestTheRulesCatchWhatTheyAreFor(t *testing.T) {
	t.Parallel()
	tests := []struct {
		from, to string
		test     bool
		want     string // part of the reason; "" for allowed
	}{
		{"hejie/cmd/hejie", "hejie/api", false, ""},
		{"hejie/api", "hejie/workflows", false, ""},
		{"hejie/internal/store", "hejie/internal/dispute", false, ""},
		{"hejie/internal/store", "hejie/migrations", false, ""},
		{"hejie/internal/document", "hejie/internal/document/pdf", false, ""},
		{"hejie/internal/document/pdf", "hejie/internal/document/fonts", false, ""},
		{"hejie/internal/store", "hejie/internal/store/storetest", true, ""},
		{"hejie/activities", "hejie/internal/store/storetest", true, ""},
		{"hejie/internal/store/storetest", "hejie/internal/dispute/disputetest", false, ""},
		{"hejie/internal/storetest", "hejie/internal/store", false, ""},
		{"hejie/internal/rehearsal", "hejie/internal/dispute", false, ""},
		{"hejie/internal/dispute", "hejie/internal/store", false, "upward"},
		{"hejie/internal/seal", "hejie/internal/statute", false, "sideways"},
		{"hejie/api", "hejie/web", false, "sideways"},
		{"hejie/internal/auth", "hejie/internal/store", true, "sideways"},
		{"hejie/internal/fault", "hejie/internal/seal", true, "upward"},
		{"hejie/api", "hejie/internal/document/pdf", false, "alone"},
		{"hejie/activities", "hejie/internal/fault/point", false, ""},
		{"hejie/internal/fault/point", "hejie/internal/dispute", false, "upward"},
		{"hejie/activities", "hejie/internal/store/storetest", false, "for tests"},
		{"hejie/internal/store", "hejie/internal/store/storetest", false, "for tests"},
		{"hejie/internal/rehearsal", "hejie/api", false, "above dispute"},
		{"hejie/internal/rehearsal", "hejie/internal/store", true, "above dispute"},
		{"hejie/internal/util", "fmt", false, "no floor"},
		{"hejie/internal/api", "fmt", false, "no floor"},
		{"hejie/seal", "fmt", false, "no floor"},
		{"hejie/api", "hejie/internal/util", false, "no floor"},
		{"hejie", "fmt", false, "no floor"},
		{"hejie/internal/document/pdf", "github.com/jung-kurt/gofpdf", false, ""},
		{"hejie/internal/store/storetest", "github.com/jackc/pgx/v5/pgxpool", false, ""},
		{"hejie/api", "github.com/gorilla/mux", false, ""},
		{"hejie/activities", "go.temporal.io/sdk/activity", false, ""},
		{"hejie/api", "github.com/jung-kurt/gofpdf", false, "document only"},
		{"hejie/activities", "github.com/jackc/pgx/v5", true, "store, migrations, cmd only"},
		{"hejie/internal/auth", "github.com/gorilla/mux", false, "api, web, cmd only"},
		{"hejie/api", "go.temporal.io/api/serviceerror", false, "only"},
	}
	for _, tt := range tests {
		got := importFault(tt.from, tt.to, tt.test)
		if (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s imports %s: got %q, want %q", tt.from, tt.to, got, tt.want)
		}
	}
}
