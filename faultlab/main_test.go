package faultlab

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// enough bounds every wait of these tests; none asserts how long anything takes.
const enough = 2 * time.Minute

// password is the mediator's and the head's.
const password = "fault-lab-2026-xyz"

// bins are the programs under test.
var bins = struct{ hejie, faults, devstack string }{}

func TestMain(m *testing.M) {
	if err := findPrograms(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	status := m.Run()
	if mould.dir != "" {
		if err := os.RemoveAll(mould.dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	os.Exit(status)
}

// findPrograms looks for the three programs where the Makefile puts them, or where the environment says.
func findPrograms() error {
	var missing []error
	for _, p := range []struct {
		to                    *string
		variable, name, build string
	}{
		{&bins.devstack, "DEVSTACK_BIN", "devstack", "make build"},
		{&bins.hejie, "HEJIE_BIN", "hejie", "make build"},
		{&bins.faults, "HEJIE_FAULTS_BIN", "hejie-faults", "go build -tags faults -o bin/hejie-faults ./cmd/hejie"},
	} {
		*p.to = os.Getenv(p.variable)
		if *p.to == "" {
			*p.to = filepath.Join("..", "bin", p.name)
		}
		path, err := filepath.Abs(*p.to)
		if err == nil {
			_, err = os.Stat(path)
		}
		if err != nil {
			missing = append(missing, fmt.Errorf("faultlab: %s is not there: run `%s` at the repository's root, or set %s", *p.to, p.build, p.variable))
		}
		*p.to = path
	}
	return errors.Join(missing...)
}

// mould is a data folder made once, that each test takes a copy of: PostgreSQL and Temporal set up, Hejie migrated, its keys
// made, a committee with a mediator and a head.
var mould struct {
	once sync.Once
	dir  string
	err  error
}

const settingUp = `set -e
"$HEJIE" migrate
org=$("$HEJIE" account committee --name 桥东街道人民调解委员会 --division 441302)
for who in mediator head; do echo "$PASSWORD" | "$HEJIE" account add --org "$org" --login $who --name 林秀兰 --roles $who; done`

func makeMould() error {
	dir, err := os.MkdirTemp("", "faultlab-mould-")
	if err != nil {
		return err
	}
	mould.dir = dir
	if err := os.Chmod(dir, 0o755); err != nil { // PostgreSQL may run as another user
		return err
	}
	c := exec.Command(bins.devstack, "--data", filepath.Join(dir, "data"), "--", "sh", "-c", settingUp)
	c.Env = append(os.Environ(), "HEJIE_DEV_POSTGRES=", "HEJIE="+bins.hejie, "PASSWORD="+password, "HEJIE_KEYS="+filepath.Join(dir, "keys"),
		"HEJIE_VAULT="+filepath.Join(dir, "vault"))
	c.SysProcAttr = attended()
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("setting up a data folder: %w\n%s", err, bytes.TrimSpace(out))
	}
	if _, err := os.Stat(filepath.Join(dir, "data", "cluster")); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("PostgreSQL's user cannot enter %s: set TMPDIR to a folder that others can enter", dir)
	}
	return os.Remove(filepath.Join(dir, "data", "ports.json")) // each copy takes ports of its own
}

// freshFolder is a copy of the mould that is gone with the test.
func freshFolder(t *testing.T) string {
	t.Helper()
	mould.once.Do(func() { mould.err = makeMould() })
	if mould.err != nil {
		t.Fatal(mould.err)
	}
	dir, err := os.MkdirTemp("", "faultlab-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("cp", "-a", mould.dir+"/.", dir).CombinedOutput(); err != nil {
		t.Fatalf("copying the mould: %v\n%s", err, out)
	}
	return dir
}
