package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// oldestPostgres is the first major version whose extension btree_gin, which Temporal wants, needs no superuser.
const oldestPostgres = 13

// missing is the line for a machine without PostgreSQL.
const missing = "PostgreSQL %s is not installed: on Debian or Ubuntu run `apt-get install postgresql`, on macOS `brew install postgresql`, " +
	"or set POSTGRES_BIN to the folder that holds postgres and initdb"

// binaries is the folder of one PostgreSQL installation.
type binaries struct {
	path  string
	major int
}

// findBinaries gives the installation to use: POSTGRES_BIN, else the first on PATH, else the newest of the known
// folders. With wanted (the major version of an existing cluster, or 0) only that version will do.
func findBinaries(getenv func(string) string, folders []string, wanted int) (binaries, error) {
	if chosen := getenv("POSTGRES_BIN"); chosen != "" {
		return readBinaries(chosen, wanted)
	}
	for _, folder := range append(filepath.SplitList(getenv("PATH")), newestFirst(folders)...) {
		if b, err := readBinaries(folder, wanted); err == nil {
			return b, nil
		}
	}
	version := fmt.Sprintf("%d or newer", oldestPostgres)
	if wanted != 0 {
		version = fmt.Sprintf("%d, which made this data folder,", wanted)
	}
	return binaries{}, refuse(exitUsage, missing, version)
}

// knownFolders are where Debian, Red Hat and Homebrew put PostgreSQL outside PATH.
var knownFolders = []string{
	"/usr/lib/postgresql/*/bin",
	"/usr/pgsql-*/bin",
	"/opt/homebrew/opt/postgresql*/bin",
	"/usr/local/opt/postgresql*/bin",
	"/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
}

var number = regexp.MustCompile(`[0-9]+`)

// newestFirst expands the patterns; the folders of each are sorted by version, newest first.
func newestFirst(patterns []string) []string {
	var all []string
	for _, pattern := range patterns {
		found, err := filepath.Glob(pattern)
		if err != nil {
			continue // only a malformed pattern fails, and a test expands them all
		}
		before, _, _ := strings.Cut(pattern, "*")
		slices.SortFunc(found, func(a, b string) int { return versionIn(b[len(before):]) - versionIn(a[len(before):]) })
		all = append(all, found...)
	}
	return all
}

// versionIn is the first number of a text, or 0.
func versionIn(text string) int {
	n, err := strconv.Atoi(number.FindString(text))
	if err != nil {
		return 0
	}
	return n
}

// readBinaries looks at one folder and refuses it when it holds no PostgreSQL, or not the version wanted.
func readBinaries(folder string, wanted int) (binaries, error) {
	for _, program := range []string{"postgres", "initdb"} {
		info, err := os.Stat(filepath.Join(folder, program))
		if err != nil || info.IsDir() || info.Mode()&0o111 == 0 {
			return binaries{}, refuse(exitUsage, "POSTGRES_BIN=%s holds no %s: name the folder with postgres and initdb", folder, program)
		}
	}
	out, err := exec.Command(filepath.Join(folder, "postgres"), "--version").Output()
	if err != nil {
		return binaries{}, refuse(exitUsage, "running %s/postgres: %v", folder, err)
	}
	b := binaries{path: folder, major: versionIn(strings.TrimSpace(string(out)))}
	switch {
	case b.major < oldestPostgres:
		return b, refuse(exitUsage, "%s holds PostgreSQL %d: %d or newer is needed", folder, b.major, oldestPostgres)
	case wanted != 0 && b.major != wanted:
		return b, refuse(exitUsage, "%s holds PostgreSQL %d, but version %d made this data folder", folder, b.major, wanted)
	}
	return b.resolved(), nil
}

// resolved follows a symbolic link to the programs, as Homebrew and some images make them, to where all of them are.
func (b binaries) resolved() binaries {
	real, err := filepath.EvalSymlinks(b.program("postgres"))
	if err != nil {
		return b
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(real), "initdb")); err == nil {
		b.path = filepath.Dir(real)
	}
	return b
}

// program is the path of one of the installation's programs.
func (b binaries) program(name string) string { return filepath.Join(b.path, name) }
