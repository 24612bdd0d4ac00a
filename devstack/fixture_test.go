package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// openTemp is a temporary folder that every user can enter, which t.TempDir is not.
func openTemp(t *testing.T) string {
	t.Helper()
	path, err := os.MkdirTemp("", "devstack-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(path); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(path, 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

var (
	templateOnce sync.Once
	templateMade string
)

// readyData is a data folder of the test's own in which everything is set up already: a copy of one made once.
func readyData(t *testing.T) string {
	t.Helper()
	templateOnce.Do(func() {
		made, err := os.MkdirTemp("", "devstack-template-")
		if err != nil {
			t.Fatal(err)
		}
		templateMade = made
		if err := os.Chmod(made, 0o755); err != nil {
			t.Fatal(err)
		}
		if status, _, stderr := run(t, "--data", filepath.Join(made, "data"), "--", "true"); status != 0 {
			t.Fatalf("setting up a data folder ended with %d:\n%s", status, stderr)
		}
	})
	data := filepath.Join(openTemp(t), "data")
	if out, err := exec.Command("cp", "-a", filepath.Join(templateMade, "data"), data).CombinedOutput(); err != nil {
		t.Fatalf("copying the data folder: %v\n%s", err, out)
	}
	if err := os.Remove(filepath.Join(data, "ports.json")); err != nil { // the ports are another's
		t.Fatal(err)
	}
	return data
}

// connect opens a connection that ends with the test.
func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatalf("connecting to %s: %v", url, err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

// ask runs a query of one text.
func ask(t *testing.T, url, query string) string {
	t.Helper()
	var answer string
	if err := connect(t, url).QueryRow(t.Context(), query).Scan(&answer); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return answer
}

// tell runs a statement.
func tell(t *testing.T, url, statement string) {
	t.Helper()
	if _, err := connect(t, url).Exec(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// eventually waits until something is so.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(enough); !so(); time.Sleep(interval) {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}
