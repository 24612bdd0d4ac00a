//go:build engine

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// root is the repository, seen from the tests.
const root = ".."

// site is the running Hejie with the browser before it. It is made once for all tests, since starting both takes seconds.
var site struct {
	base    string
	browser context.Context
	axe     string // the source of axe-core
	pages   string // where the photographs go
}

func TestMain(m *testing.M) {
	status, err := all(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		status = 1
	}
	os.Exit(status)
}

// all starts Hejie and Chromium, runs the tests and ends both. What is missing fails the tests; nothing is skipped.
func all(m *testing.M) (int, error) {
	axe, err := os.ReadFile(filepath.Join(root, ".data/npm/node_modules/axe-core/axe.min.js"))
	if err != nil {
		return 1, fmt.Errorf("axe-core is missing, scripts/axe fetches it: %w", err)
	}
	site.axe, site.pages = string(axe), filepath.Join(root, "out", "pages")
	if err := os.MkdirAll(site.pages, 0o755); err != nil {
		return 1, err
	}
	end, err := startHejie()
	if err != nil {
		return 1, err
	}
	defer end()
	leave, err := startChromium()
	if err != nil {
		return 1, err
	}
	defer leave()
	return m.Run(), nil
}

// startHejie builds the product and runs `hejie dev` on a free port. Its keys and files lie beside the database that knows
// them, so that the tests may be run again on the same devstack.
func startHejie() (end func(), err error) {
	home := os.Getenv("HEJIE_DEVSTACK_DATA")
	if home == "" {
		return nil, errors.New("HEJIE_DEVSTACK_DATA is not set: run this under bin/devstack (make test)")
	}
	home = filepath.Join(home, "e2e")
	if err := os.MkdirAll(home, 0o700); err != nil {
		return nil, err
	}
	binary := filepath.Join(home, "hejie")
	if text, err := exec.Command("go", "build", "-o", binary, "../cmd/hejie").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building hejie: %w\n%s", err, text)
	}
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(home, "hejie.log"))
	if err != nil {
		return nil, err
	}
	dev := exec.Command(binary, "dev")
	dev.Stdout, dev.Stderr = log, log
	dev.Env = append(os.Environ(), "HEJIE_LISTEN="+address, "HEJIE_PUBLIC_URL=http://"+address, "HEJIE_TASK_QUEUE=hejie-e2e",
		"HEJIE_KEYS="+filepath.Join(home, "keys"), "HEJIE_VAULT="+filepath.Join(home, "vault"), "HEJIE_LOG_LEVEL=warn")
	if err := dev.Start(); err != nil {
		return nil, fmt.Errorf("starting hejie dev: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- dev.Wait() }()
	end = func() {
		if err := errors.Join(dev.Process.Signal(syscall.SIGTERM), <-ended, log.Close()); err != nil {
			fmt.Fprintln(os.Stderr, "e2e: ending hejie dev:", err)
		}
	}
	site.base = "http://" + address
	return end, awaitDoors(ended, log.Name())
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("looking for a free port: %w", err)
	}
	return l.Addr().String(), l.Close()
}

// awaitDoors waits until the doors are open and the engine answers.
func awaitDoors(ended chan error, log string) error {
	late := time.After(time.Minute)
	for {
		if w, err := http.Get(site.base + "/readyz"); err == nil {
			ready := w.StatusCode == http.StatusOK
			if err := w.Body.Close(); ready {
				return err
			}
		}
		select {
		case err := <-ended:
			ended <- err
			text, _ := os.ReadFile(log) // what can be shown of why
			return fmt.Errorf("hejie dev ended by itself: %w\n%s", err, text)
		case <-late:
			return fmt.Errorf("hejie dev is not ready after a minute; its log is %s", log)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// startChromium starts one browser; each person has cookies of their own in it.
func startChromium() (leave func(), err error) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		return nil, fmt.Errorf("chromium is missing (package chromium): %w", err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("accept-lang", "zh-CN"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium's own rule for root
	}
	allocator, end := chromedp.NewExecAllocator(context.Background(), options...)
	browser, cancel := chromedp.NewContext(allocator)
	leave = func() { cancel(); end() }
	if err := chromedp.Do(browser); err != nil {
		leave()
		return nil, fmt.Errorf("starting chromium: %w", err)
	}
	site.browser = browser
	return leave, nil
}

// setDate moves the workplace date, which all tests share.
func setDate(t testing.TB, at time.Time) {
	t.Helper()
	body, err := json.Marshal(map[string]time.Time{"now": at})
	check(t, err)
	w, err := http.Post(site.base+"/dev/now", "application/json", bytes.NewReader(body))
	check(t, err)
	check(t, w.Body.Close())
	if w.StatusCode != http.StatusOK {
		t.Fatalf("setting the workplace date: got %d", w.StatusCode)
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
