package faultlab

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
)

// stack is a whole deployment in a folder of its own. Any piece may be killed and started again.
type stack struct {
	t        *testing.T // the test or subtest that is running
	whole    *testing.T // the test whose stack this is: its processes end with it
	dir      string
	listen   string
	env      map[string]string // what the pieces of devstack told, and HEJIE_…
	postgres *process
	temporal *process
	serve    *process
	work     *process
	phone    *gateway
}

// begin starts PostgreSQL, Temporal, the doors and the worker. settings are more variables, as NAME=value.
func begin(t *testing.T, settings ...string) *stack {
	t.Helper()
	begun := time.Now()
	s := &stack{t: t, whole: t, dir: freshFolder(t), listen: freeAddress(t), env: map[string]string{}, phone: newGateway(t)}
	for name, value := range map[string]string{
		"HEJIE_LISTEN": s.listen, "HEJIE_KEYS": s.path("keys"), "HEJIE_VAULT": s.path("vault"), "HEJIE_SWEEP_EVERY": "1s",
		"HEJIE_TRUSTED_PROXIES": "127.0.0.1", "HEJIE_SMS_WEBHOOK": s.phone.url, "HEJIE_SMS_SECRET": "lab",
	} {
		s.env[name] = value
	}
	for _, setting := range settings {
		name, value, _ := strings.Cut(setting, "=")
		s.env[name] = value
	}
	t.Cleanup(s.end)
	s.startPostgres()
	s.startTemporal()
	s.startServe(bins.hejie)
	s.startWork(bins.hejie)
	t.Cleanup(s.explain)
	t.Logf("everything was up after %s", since(begun))
	return s
}

// explain shows the ends of the logs of a test that failed.
func (s *stack) explain() {
	if s.whole.Failed() {
		for _, name := range []string{"serve", "work", "temporal", "postgres"} {
			s.whole.Logf("--- %s.log\n%s", name, tail(s.path("logs", name+".log")))
		}
	}
}

func (s *stack) path(parts ...string) string {
	return filepath.Join(append([]string{s.dir}, parts...)...)
}

// withheld are the databases that a process has no business with.
var withheld = map[string][]string{
	"serve": {"DATABASE_URL_WORK", "DATABASE_URL_OWNER", "TEMPORAL_DATABASE_URL", "TEMPORAL_VISIBILITY_DATABASE_URL"},
	"work":  {"DATABASE_URL", "DATABASE_URL_OWNER", "TEMPORAL_DATABASE_URL", "TEMPORAL_VISIBILITY_DATABASE_URL"},
}

// environ is what a process finds: of the caller's environment only the paths, of the databases only its own.
func (s *stack) environ(process string, more ...string) []string {
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "POSTGRES_BIN=" + os.Getenv("POSTGRES_BIN")}
	for name, value := range s.env {
		if !slices.Contains(withheld[process], name) {
			env = append(env, name+"="+value)
		}
	}
	return append(env, more...)
}

// end ends whatever runs. Only PostgreSQL has something to put away.
func (s *stack) end() {
	for _, p := range []*process{s.work, s.serve, s.temporal} {
		if p != nil {
			p.kill()
		}
	}
	if s.postgres != nil {
		s.postgres.stop()
	}
}

// launch starts a process.
func (s *stack) launch(name, ready string, more []string, args ...string) *process {
	s.t.Helper()
	p, err := launch(s.dir, name, ready, s.environ(name, more...), args...)
	if err != nil {
		s.t.Fatalf("starting %s: %v\n%s", name, err, tail(s.path("logs", name+".log")))
	}
	return p
}

func (s *stack) startPostgres() {
	s.t.Helper()
	s.postgres = s.launch("postgres", "ready", nil, bins.devstack, "postgres", "--data", s.path("data"))
	s.learn(s.postgres)
}

func (s *stack) startTemporal() {
	s.t.Helper()
	s.temporal = s.launch("temporal", "ready", nil, bins.devstack, "temporal", "--data", s.path("data"))
	s.learn(s.temporal)
}

func (s *stack) learn(p *process) {
	for name, value := range p.told {
		if value != "" {
			s.env[name] = value
		}
	}
}

func (s *stack) startServe(bin string, more ...string) {
	s.t.Helper()
	s.serve = s.launch("serve", "hejie:", more, bin, "serve")
	eventually(s.t, "the doors are open", func() error {
		answer, err := http.Get("http://" + s.listen + "/readyz")
		if err != nil {
			return err
		}
		defer answer.Body.Close() // nothing was written
		if answer.StatusCode != http.StatusOK {
			return fmt.Errorf("readyz answers %d", answer.StatusCode)
		}
		return nil
	})
}

func (s *stack) startWork(bin string, more ...string) {
	s.t.Helper()
	s.work = s.launch("work", "hejie: working", more, bin, "work")
}

// revive starts again what fell, as whatever watches over the processes of a deployment does.
func (s *stack) revive() {
	s.t.Helper()
	if !s.serve.up() {
		s.startServe(bins.hejie)
	}
	if !s.work.up() {
		s.startWork(bins.hejie)
	}
}

// owner opens a connection as the owner of the database, whom row-level security does not bind.
func (s *stack) owner() *pgx.Conn {
	s.t.Helper()
	conn, err := pgx.Connect(s.t.Context(), s.env["DATABASE_URL_OWNER"])
	if err != nil {
		s.t.Fatalf("connecting as the owner: %v", err)
	}
	s.t.Cleanup(func() { _ = conn.Close(context.Background()) }) // the server may be gone already
	return conn
}

// engine is a connection to Temporal, beside the product's own.
func (s *stack) engine() client.Client {
	s.t.Helper()
	c, err := client.NewLazyClient(client.Options{HostPort: s.env["TEMPORAL_ADDRESS"], Namespace: s.env["TEMPORAL_NAMESPACE"], Logger: quiet{}})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(c.Close)
	return c
}

// quiet is a logger for a client whose troubles are expected.
type quiet struct{}

var _ log.Logger = quiet{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}

// freeAddress is an address on which nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() // it was only asked for its port
	return l.Addr().String()
}

// eventually asks until there is no objection, and gives how long that took.
func eventually(t *testing.T, what string, objection func() error) time.Duration {
	t.Helper()
	begun := time.Now()
	for {
		err := objection()
		if err == nil {
			return since(begun)
		}
		if time.Since(begun) > enough {
			t.Fatalf("waited in vain until %s: %v", what, err)
		}
		time.Sleep(100 * time.Millisecond) // between two looks
	}
}

func since(t time.Time) time.Duration { return time.Since(t).Round(10 * time.Millisecond) }
