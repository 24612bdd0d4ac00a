package main

import (
	"bytes"
	"net"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestTheCommandLineIsRead covers what is accepted.
func TestTheCommandLineIsRead(t *testing.T) {
	t.Parallel()
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args, want string
	}{
		{"-- go test ./...", "data=" + here + "/.data/devstack base=0 piece= command=go test ./..."},
		{"--data /x --port-base 7000 -- a --data y", "data=/x base=7000 piece= command=a --data y"},
		{"postgres --data x", "data=" + here + "/x base=0 piece=postgres command="},
		{"temporal -data=/x", "data=/x base=0 piece=temporal command="},
	} {
		o, err := readOptions(strings.Fields(tt.args), &bytes.Buffer{})
		got := "data=" + o.data + " base=" + strconv.Itoa(o.portBase) + " piece=" + o.piece + " command=" + strings.Join(o.command, " ")
		if err != nil || got != tt.want {
			t.Errorf("%s\n got %s (%v)\nwant %s", tt.args, got, err, tt.want)
		}
	}
}

// TestAWrongCommandLineIsRefusedWith2 covers what is not.
func TestAWrongCommandLineIsRefusedWith2(t *testing.T) {
	t.Parallel()
	for args, says := range map[string]string{
		"":                             "no command to run",
		"--data x":                     "no command to run",
		"--port-base 80 -- true":       "from 1024",
		"--port-base 65535 -- true":    "to 65529",
		"--port-base many -- true":     "port-base",
		"--nonsense -- true":           "--help",
		"postgres --data x -- command": "takes no command",
	} {
		_, err := readOptions(strings.Fields(args), &bytes.Buffer{})
		if statusOf(err) != exitUsage || !strings.Contains(err.Error(), says) {
			t.Errorf("%q gives %v, want %q", args, err, says)
		}
	}
}

// TestHelpNamesEveryFlag and ends well.
func TestHelpNamesEveryFlag(t *testing.T) {
	t.Parallel()
	status, stdout, _ := run(t, "--help")
	for _, name := range []string{"--data", "--port-base", "postgres", "temporal", "HEJIE_DEV_POSTGRES", "POSTGRES_BIN"} {
		if status != 0 || !strings.Contains(stdout, name) {
			t.Errorf("status %d, %s is not named:\n%s", status, name, stdout)
		}
	}
}

// TestPortsAreNumberedFromTheBase and one that is taken is named.
func TestPortsAreNumberedFromTheBase(t *testing.T) {
	t.Parallel()
	base, err := ports{}.draw()
	if err != nil {
		t.Fatal(err)
	}
	p := ports{}
	if err := p.fix(base, nil); err != nil {
		t.Fatal(err)
	}
	for i, name := range portNames {
		if p[name] != base+i {
			t.Errorf("%s is %d, want %d", name, p[name], base+i)
		}
	}
	l, err := net.Listen("tcp", p.address("ui"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err = ports{}.fix(base, portNames)
	if statusOf(err) != exitUsage || !strings.Contains(err.Error(), strconv.Itoa(base+5)) {
		t.Errorf("a taken port gives %v", err)
	}
}

// TestAPortThatIsTakenIsReplacedAndTheOthersAreKept is what a start without --port-base does.
func TestAPortThatIsTakenIsReplacedAndTheOthersAreKept(t *testing.T) {
	t.Parallel()
	f, err := openFolder(filepath.Join(t.TempDir(), "data"))
	if err != nil {
		t.Fatal(err)
	}
	first, err := f.choosePorts(0, portNames...)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", first.address("temporal"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	second, err := f.choosePorts(0, portNames...)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range portNames {
		if kept := first[name] == second[name]; kept != (name != "temporal") {
			t.Errorf("%s went from %d to %d", name, first[name], second[name])
		}
	}
}
