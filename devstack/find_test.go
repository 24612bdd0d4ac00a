package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// installation writes a folder that looks like PostgreSQL of a version: programs that print what it would.
func installation(t *testing.T, folder string, version string) string {
	t.Helper()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, program := range []string{"postgres", "initdb"} {
		script := fmt.Sprintf("#!/bin/sh\necho '%s (PostgreSQL) %s'\n", program, version)
		if err := os.WriteFile(filepath.Join(folder, program), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// TestPostgresIsFoundWhereItIs walks the order: POSTGRES_BIN, PATH, the known folders newest first.
func TestPostgresIsFoundWhereItIs(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	chosen := installation(t, filepath.Join(root, "chosen"), "16.2 (Debian 16.2-1)")
	path := installation(t, filepath.Join(root, "path"), "15.18")
	installation(t, filepath.Join(root, "lib/9.6/bin"), "9.6.24")
	installation(t, filepath.Join(root, "lib/14/bin"), "14.11")
	newest := installation(t, filepath.Join(root, "lib/17/bin"), "17beta1")
	known := []string{filepath.Join(root, "lib/*/bin")}
	for _, tt := range []struct {
		name   string
		env    map[string]string
		wanted int
		want   binaries
	}{
		{"POSTGRES_BIN is first", map[string]string{"POSTGRES_BIN": chosen, "PATH": path}, 0, binaries{chosen, 16}},
		{"PATH is second", map[string]string{"PATH": "/nowhere:" + path}, 0, binaries{path, 15}},
		{"the newest of the known folders is third", nil, 0, binaries{newest, 17}},
		{"an existing cluster gets the version that made it", map[string]string{"PATH": path}, 14, binaries{filepath.Join(root, "lib/14/bin"), 14}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := findBinaries(func(name string) string { return tt.env[name] }, known, tt.wanted)
			if err != nil || got != tt.want {
				t.Errorf("got %v (%v), want %v", got, err, tt.want)
			}
		})
	}
}

// TestAMissingPostgresIsOneLineThatSaysWhatToInstall covers each way it can be missing; all end with exitUsage.
func TestAMissingPostgresIsOneLineThatSaysWhatToInstall(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	old := installation(t, filepath.Join(root, "old"), "9.6.24")
	other := installation(t, filepath.Join(root, "other"), "16.2")
	for _, tt := range []struct {
		name   string
		env    map[string]string
		wanted int
		says   string
	}{
		{"nowhere", nil, 0, "apt-get install postgresql"},
		{"too old", map[string]string{"PATH": old}, 0, "PostgreSQL 13 or newer is not installed"},
		{"another version than made the cluster", map[string]string{"PATH": other}, 15, "PostgreSQL 15, which made this data folder, is not installed"},
		{"POSTGRES_BIN names nothing", map[string]string{"POSTGRES_BIN": "/nowhere"}, 0, "POSTGRES_BIN=/nowhere holds no postgres"},
		{"POSTGRES_BIN is too old", map[string]string{"POSTGRES_BIN": old}, 0, "13 or newer is needed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := findBinaries(func(name string) string { return tt.env[name] }, nil, tt.wanted)
			if statusOf(err) != exitUsage || !strings.Contains(fmt.Sprint(err), tt.says) || strings.Contains(fmt.Sprint(err), "\n") {
				t.Errorf("got %q (status %d), want one line with %q", err, statusOf(err), tt.says)
			}
		})
	}
}

// TestTheProgramEndsWith2WithoutPostgres runs the program itself.
func TestTheProgramEndsWith2WithoutPostgres(t *testing.T) {
	t.Parallel()
	c := as(t, "devstack", "--data", filepath.Join(openTemp(t), "data"), "--", "true")
	c.Env = extend(c.Env, []variable{{"POSTGRES_BIN", "/nowhere"}})
	if status, _, stderr := finish(t, c); status != exitUsage || !strings.Contains(stderr, "/nowhere holds no postgres") {
		t.Errorf("it ended with %d and said %q", status, stderr)
	}
}

// TestTheKnownFoldersAreWellFormed keeps a mistyped pattern from hiding an installation.
func TestTheKnownFoldersAreWellFormed(t *testing.T) {
	t.Parallel()
	for _, pattern := range append([]string{elsewhereFolders}, knownFolders...) {
		if _, err := filepath.Match(pattern, "/"); err != nil {
			t.Errorf("%s: %v", pattern, err)
		}
	}
}
