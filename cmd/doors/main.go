// Command doors closes each route of the API and of the pages in turn, runs the tests of its package, and prints the test
// that fails for it. A route that no test misses is an error: somebody could lock that door and nobody would know.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
)

// table is a file with routes, one a line, and the package whose tests must miss each.
type table struct {
	file, tests string
	route       *regexp.Regexp // name, then what comes before the path, the path
	skip        string         // tests that look at the table itself and would fail for any change
}

var tables = []table{
	{"api/api.go", "./api", regexp.MustCompile(`(?m)^(\t\{"([A-Za-z]+)", "[A-Z]+", ")(/[^"]*")`), "Described|OpenAPI|Route"},
	{"web/web.go", "./web", regexp.MustCompile(`(?m)^(\t+\{"([A-Za-z.]+)", ")(/[^"]*")`), "RouteTable"},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	unmissed, err := run(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, "doors:", err)
	}
	if err != nil || unmissed > 0 {
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context) (unmissed int, err error) {
	for _, t := range tables {
		source, err := os.ReadFile(t.file)
		if err != nil {
			return unmissed, fmt.Errorf("reading a route table: %w", err)
		}
		found := t.route.FindAllSubmatchIndex(source, -1)
		if len(found) == 0 {
			return unmissed, fmt.Errorf("%s: no route found; the table looks different from what this program reads", t.file)
		}
		for _, at := range found {
			failed, err := close(ctx, t, source, at)
			if err != nil {
				return unmissed, err
			}
			if failed == "" {
				unmissed++
				failed = "NO TEST MISSES IT"
			}
			fmt.Printf("%-14s %-22s %s\n", t.file, source[at[4]:at[5]], failed)
		}
	}
	return unmissed, ctx.Err()
}

// close runs the tests with one route moved where nobody looks, and names the first that fails.
func close(ctx context.Context, t table, source []byte, at []int) (failed string, err error) {
	dir, err := os.MkdirTemp("", "doors")
	if err != nil {
		return "", fmt.Errorf("making a folder: %w", err)
	}
	defer os.RemoveAll(dir) // a temporary folder: what stays does no harm
	moved := append(append(bytes.Clone(source[:at[6]]), "/closed"...), source[at[6]:]...)
	changed, overlay := filepath.Join(dir, "table.go"), filepath.Join(dir, "overlay.json")
	whole, err := filepath.Abs(t.file)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(map[string]any{"Replace": map[string]string{whole: changed}})
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(changed, moved, 0o600); err != nil {
		return "", err
	}
	if err := os.WriteFile(overlay, text, 0o600); err != nil {
		return "", err
	}
	out, testErr := exec.CommandContext(ctx, "go", "test", "-failfast", "-overlay", overlay, "-skip", t.skip, t.tests).CombinedOutput()
	if testErr == nil {
		return "", nil
	}
	return firstFailure(out)
}

var failure = regexp.MustCompile(`--- FAIL: (\S+)`)

// firstFailure is the innermost test that failed; an overlay that does not compile is an error.
func firstFailure(out []byte) (string, error) {
	all := failure.FindAllSubmatch(out, -1)
	if len(all) == 0 {
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		return "", fmt.Errorf("the tests could not run: %s", lines[len(lines)-1])
	}
	name := ""
	for _, m := range all {
		if len(m[1]) > len(name) {
			name = string(m[1])
		}
	}
	return name, nil
}
