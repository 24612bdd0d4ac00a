package vault

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hejie/internal/fault"
)

// childRole has this test program play a process that dies or meets a full disk; childDir is where.
const (
	childRole = "HEJIE_VAULT_TEST_ROLE"
	childDir  = "HEJIE_VAULT_TEST_DIR"
)

func TestMain(m *testing.M) {
	switch role := os.Getenv(childRole); role {
	case "":
		os.Exit(m.Run())
	case "killed":
		os.Exit(playKilled())
	case "full":
		os.Exit(playFull())
	default:
		fmt.Println("no such role:", role)
		os.Exit(3)
	}
}

// playKilled uploads half of a file and then dies as by kill -9.
func playKilled() int {
	b, err := child()
	if err != nil {
		fmt.Println(err)
		return 3
	}
	half := io.MultiReader(bytes.NewReader(sample(roomy/2)), lastBreath{})
	_, err = b.disk.Put(b.ctx(), half, roomy, b.key)
	fmt.Println("still alive:", err)
	return 3
}

// lastBreath kills the process that reads it.
type lastBreath struct{}

func (lastBreath) Read([]byte) (int, error) {
	err := syscall.Kill(os.Getpid(), syscall.SIGKILL)
	return 0, fmt.Errorf("killing: %w", err)
}

// playFull uploads where files may not grow past 100,000 bytes: the kernel refuses the write, as it does on a full disk.
func playFull() int {
	b, err := child()
	if err != nil {
		fmt.Println(err)
		return 3
	}
	limit := syscall.Rlimit{Cur: 100_000, Max: 100_000}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		fmt.Println(err)
		return 3
	}
	_, err = b.disk.Put(b.ctx(), bytes.NewReader(sample(300_000)), roomy, b.key)
	f, ok := fault.As(err)
	if !ok {
		fmt.Println("no fault:", err)
		return 3
	}
	fmt.Printf("%s/%s", f.Kind, f.Code)
	return 0
}

func runChild(t *testing.T, role, dir string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childRole+"="+role, childDir+"="+dir)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestAKilledUploadLeavesOnlyWhatTheSweepTakes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	out, err := runChild(t, "killed", b.dir)
	if err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("got %v %q, want a killed process", err, out)
	}
	left := b.files(t)
	if len(left) != 1 || filepath.Base(filepath.Dir(left[0])) != incoming {
		t.Fatalf("got %v, want one interrupted upload", left)
	}
	none := func(string) (bool, error) { return false, nil }
	if got, err := b.disk.Sweep(t.Context(), none, time.Hour); err != nil || got.Interrupted != 0 {
		t.Fatalf("within the hour: got %+v, %v, want nothing swept", got, err)
	}
	old := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(left[0], old, old); err != nil {
		t.Fatal(err)
	}
	if got, err := b.disk.Sweep(t.Context(), none, time.Hour); err != nil || got.Interrupted != 1 || len(b.files(t)) != 0 {
		t.Errorf("after the hour: got %+v, %v, want it swept", got, err)
	}
}

func TestAFullDiskIsUnavailableAndLeavesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	out, err := runChild(t, "full", b.dir)
	if err != nil || out != "unavailable/storage" {
		t.Fatalf("got %q, %v, want unavailable/storage", out, err)
	}
	if left := b.files(t); len(left) > 0 {
		t.Errorf("got %v left behind, want nothing", left)
	}
}
