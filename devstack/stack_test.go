package main

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// temporalClient is a client of a Temporal that ends with the test.
func temporalClient(t *testing.T, address string) workflowservice.WorkflowServiceClient {
	t.Helper()
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return workflowservice.NewWorkflowServiceClient(conn)
}

// TestTheStack proves what the whole stack promises while it is up, on one stack.
func TestTheStack(t *testing.T) {
	t.Parallel()
	data := readyData(t)
	production := "postgres://boss:secret@production.invalid:5432/cases"
	p := startStack(t, data, "DATABASE_URL="+production, "PGSERVICE=none-such", "PGHOST=production.invalid")

	t.Run("DATABASE_URL of the caller is ignored and replaced", func(t *testing.T) {
		if got := p.env["DATABASE_URL"]; got == production || !strings.Contains(got, "@127.0.0.1:") {
			t.Errorf("the command found DATABASE_URL=%q", got)
		}
	})
	t.Run("the command finds every address", func(t *testing.T) {
		for _, name := range []string{"DATABASE_URL", "DATABASE_URL_WORK", "DATABASE_URL_OWNER", "TEMPORAL_ADDRESS", "TEMPORAL_UI"} {
			if p.env[name] == "" {
				t.Errorf("%s is missing", name)
			}
		}
		if got := p.env["HEJIE_DEVSTACK_DATA"]; got != data {
			t.Errorf("HEJIE_DEVSTACK_DATA is %q, want %q", got, data)
		}
		if got := p.env["TEMPORAL_NAMESPACE"]; got != "hejie" {
			t.Errorf("TEMPORAL_NAMESPACE is %q", got)
		}
	})
	t.Run("each role logs in and none is a superuser", func(t *testing.T) { checkRoles(t, p.env) })
	t.Run("a wrong password is refused", func(t *testing.T) {
		u, err := url.Parse(p.env["DATABASE_URL"])
		if err != nil {
			t.Fatal(err)
		}
		u.User = url.UserPassword(roleServe, "wrong")
		if conn, err := pgx.Connect(t.Context(), u.String()); err == nil {
			conn.Close(t.Context())
			t.Error("it let us in")
		}
	})
	t.Run("the cluster is made as promised", func(t *testing.T) { checkCluster(t, p.env) })
	t.Run("roles stay out of databases not theirs", func(t *testing.T) {
		for _, name := range []string{databaseTemporal, databaseVisibility} {
			if conn, err := pgx.Connect(t.Context(), strings.Replace(p.env["DATABASE_URL"], "/hejie?", "/"+name+"?", 1)); err == nil {
				conn.Close(t.Context())
				t.Errorf("serve got into %s", name)
			}
		}
	})
	t.Run("the namespace is there and keeps histories for three days", func(t *testing.T) {
		answer, err := temporalClient(t, p.env["TEMPORAL_ADDRESS"]).DescribeNamespace(t.Context(),
			&workflowservice.DescribeNamespaceRequest{Namespace: p.env["TEMPORAL_NAMESPACE"]})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := answer.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration(), 72*time.Hour; got != want {
			t.Errorf("retention is %s, want %s", got, want)
		}
	})
	t.Run("the UI shows the namespace", func(t *testing.T) {
		response, err := http.Get(p.env["TEMPORAL_UI"] + "/api/v1/namespaces/hejie")
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Errorf("it answered %s", response.Status)
		}
	})
	t.Run("everything listens on 127.0.0.1 alone", func(t *testing.T) { checkLoopback(t, data) })
	t.Run("secrets are for their owner's eyes", func(t *testing.T) {
		info, err := os.Stat(folder{data}.file("passwords.json"))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != 0o600 {
			t.Errorf("passwords.json is %o", got)
		}
	})
	t.Run("a second start on the same data says so and ends with 3", func(t *testing.T) {
		for _, args := range [][]string{{"--data", data, "--", "true"}, {"postgres", "--data", data}, {"temporal", "--data", data}} {
			status, _, stderr := run(t, args...)
			if status != exitRunning || !strings.Contains(stderr, "already running") || !strings.Contains(stderr, data) {
				t.Errorf("devstack %v ended with %d and said %q", args, status, stderr)
			}
		}
	})
	t.Run("it ends with its command", func(t *testing.T) {
		if err := p.input.Close(); err != nil {
			t.Fatal(err)
		}
		if status := p.wait(); status != 0 {
			t.Errorf("it ended with %d:\n%s", status, p.stderr)
		}
		if h := (home{path: folder{data}.file("pg")}); h.postmaster() != 0 {
			t.Error("PostgreSQL still runs")
		}
	})
}

// checkRoles logs each role in and reads its rights.
func checkRoles(t *testing.T, env map[string]string) {
	for name, want := range map[string]string{
		"DATABASE_URL":                     "hejie_serve on hejie",
		"DATABASE_URL_WORK":                "hejie_work on hejie",
		"DATABASE_URL_OWNER":               "hejie_owner on hejie",
		"TEMPORAL_DATABASE_URL":            "temporal on temporal",
		"TEMPORAL_VISIBILITY_DATABASE_URL": "temporal on temporal_visibility",
	} {
		got := ask(t, env[name], `select current_user || ' on ' || current_database() from pg_roles
			where rolname = current_user and not rolsuper and not rolbypassrls and not rolcreaterole and not rolreplication`)
		if got != want {
			t.Errorf("%s logs in as %s, want %s", name, got, want)
		}
	}
	if got := ask(t, env["DATABASE_URL_OWNER"], `select pg_get_userbyid(datdba) from pg_database where datname = 'hejie'`); got != roleOwner {
		t.Errorf("the database belongs to %s", got)
	}
}

// checkCluster reads the settings that other packages rely on.
func checkCluster(t *testing.T, env map[string]string) {
	for query, want := range map[string]string{
		`show data_checksums`:      "on",
		`show server_encoding`:     "UTF8",
		`show listen_addresses`:    "127.0.0.1",
		`show max_connections`:     "300",
		`show password_encryption`: "scram-sha-256",
		`select datcollate || ' ' || datctype from pg_database where datname = 'hejie'`: "C.UTF-8 C.UTF-8",
		`select ('张' ~ '\w')::text`: "true",
	} {
		if got := ask(t, env["DATABASE_URL_OWNER"], query); got != want {
			t.Errorf("%s gives %q, want %q", query, got, want)
		}
	}
}

// checkLoopback listens on each port at other addresses, which works only if devstack did not take those too.
func checkLoopback(t *testing.T, data string) {
	taken, err := folder{data}.rememberedPorts()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range portNames {
		conn, err := net.Dial("tcp", taken.address(name))
		if err != nil {
			t.Errorf("%s does not listen: %v", name, err)
			continue
		}
		conn.Close()
		_, port, err := net.SplitHostPort(taken.address(name))
		if err != nil {
			t.Fatal(err)
		}
		l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp4", net.JoinHostPort("127.0.0.2", port))
		if err != nil {
			t.Errorf("%s listens on more than 127.0.0.1: %v", name, err)
			continue
		}
		l.Close()
	}
}
