package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// env is a getenv over a map.
func env(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

// good holds a value for every variable, each another than its default.
var good = map[string]string{
	"DATABASE_URL": "postgres://serve:canary1@db:5432/hejie", "DATABASE_URL_WORK": "postgresql://work:canary2@db/hejie",
	"DATABASE_URL_OWNER": "postgres://owner:canary3@db/hejie?sslmode=verify-full", "TEMPORAL_ADDRESS": "temporal:7233", "TEMPORAL_NAMESPACE": "hejie-2",
	"HEJIE_TASK_QUEUE": "cases.2", "HEJIE_SWEEP_EVERY": "5m", "HEJIE_LISTEN": "[::]:80", "HEJIE_PUBLIC_URL": "https://hejie.example/",
	"HEJIE_TRUSTED_PROXIES": "10.1.2.3/8, 192.0.2.1,2001:db8::1", "HEJIE_LOG_LEVEL": "WARN", "HEJIE_KEYS": "/etc/hejie/keys", "HEJIE_VAULT": "/srv/vault",
	"HEJIE_MAX_FILE": "12 MB", "HEJIE_MAX_CASE": "2gb", "HEJIE_CASE_NUMBER": "({year})惠博调字第{n}号", "HEJIE_SMTP_ADDRESS": "mail:587",
	"HEJIE_SMTP_USER": "hejie", "HEJIE_SMTP_PASSWORD": "canary4", "HEJIE_SMTP_FROM": "和解 <hejie@hejie.example>", "HEJIE_SMTP_TLS": "tls",
	"HEJIE_SMS_WEBHOOK": "https://sms.example/send?x=1", "HEJIE_SMS_SECRET": "canary5",
}

func load(t *testing.T, changed map[string]string) Config {
	t.Helper()
	c, err := Load(env(changed))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWithoutAnyVariableTheDefaultsHold(t *testing.T) {
	t.Parallel()
	c := load(t, nil)
	got := []any{c.DatabaseURL.Reveal(), c.TemporalAddress, c.TemporalNamespace, c.TaskQueue, c.SweepEvery, c.Listen, c.PublicURL.String(), c.SecureCookies(), c.LogLevel,
		c.KeysDir, c.VaultDir, c.MaxFile, c.MaxCase, c.CaseNumber, c.SMTP.Address, c.SMTP.TLS, len(c.TrustedProxies)}
	want := []any{"", "127.0.0.1:7233", "hejie", "hejie", time.Minute, "127.0.0.1:8080", "http://127.0.0.1:8080", false, slog.LevelInfo,
		".data/keys", ".data/vault", int64(100 << 20), int64(1 << 30), "（{year}）调字第{n}号", "", StartTLS, 0}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryVariableIsHeard(t *testing.T) {
	t.Parallel()
	c := load(t, good)
	got := []any{c.DatabaseURL.Reveal(), c.DatabaseWorkURL.Reveal(), c.DatabaseOwnerURL.Reveal(), c.TemporalAddress, c.TemporalNamespace, c.TaskQueue,
		c.SweepEvery, c.Listen, c.PublicURL.String(), c.SecureCookies(), c.LogLevel, c.KeysDir, c.VaultDir, c.MaxFile, c.MaxCase, c.CaseNumber,
		c.SMTP.Address, c.SMTP.User, c.SMTP.Password.Reveal(), c.SMTP.From, c.SMTP.TLS, c.SMS.Webhook.String(), c.SMS.Secret.Reveal()}
	want := []any{good["DATABASE_URL"], good["DATABASE_URL_WORK"], good["DATABASE_URL_OWNER"], "temporal:7233", "hejie-2", "cases.2",
		5 * time.Minute, "[::]:80", "https://hejie.example", true, slog.LevelWarn, "/etc/hejie/keys", "/srv/vault", int64(12 << 20), int64(2 << 30), "({year})惠博调字第{n}号",
		"mail:587", "hejie", "canary4", "hejie@hejie.example", WholeTLS, "https://sms.example/send?x=1", "canary5"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("192.0.2.1/32"), netip.MustParsePrefix("2001:db8::1/128")}
	if !reflect.DeepEqual(c.TrustedProxies, proxies) {
		t.Errorf("got %v, want %v", c.TrustedProxies, proxies)
	}
	for _, v := range Variables {
		if good[v.Name] == "" || good[v.Name] == v.Default {
			t.Errorf("%s is not tried by this test", v.Name)
		}
	}
}

func TestEveryFieldIsSetByAVariable(t *testing.T) {
	t.Parallel()
	var walk func(v reflect.Value, name string)
	walk = func(v reflect.Value, name string) {
		// LogLevel's own zero is info, so good sets it to another.
		if v.IsZero() {
			t.Errorf("%s stays empty whatever the environment says", name)
		}
		if v.Type() == reflect.TypeFor[SMTP]() || v.Type() == reflect.TypeFor[SMS]() || v.Type() == reflect.TypeFor[Config]() {
			for i := range v.NumField() {
				walk(v.Field(i), name+"."+v.Type().Field(i).Name)
			}
		}
	}
	walk(reflect.ValueOf(load(t, good)), "Config")
}

func TestAWrongValueNamesItsVariableAndNoSecret(t *testing.T) {
	t.Parallel()
	tests := []struct{ variable, text string }{
		{"DATABASE_URL", "canary"}, {"DATABASE_URL", "mysql://u:canary@h/db"}, {"DATABASE_URL", "postgres://u:canary@h"},
		{"DATABASE_URL_WORK", "postgres://u:canary%zz@h/db"}, {"DATABASE_URL_OWNER", "host=h password=canary"},
		{"TEMPORAL_ADDRESS", "localhost"}, {"TEMPORAL_ADDRESS", "localhost:http"}, {"TEMPORAL_NAMESPACE", "a b"}, {"HEJIE_TASK_QUEUE", "a/b"},
		{"HEJIE_SWEEP_EVERY", "60"}, {"HEJIE_SWEEP_EVERY", "10ms"}, {"HEJIE_SWEEP_EVERY", "48h"}, {"HEJIE_LISTEN", "8080"}, {"HEJIE_LISTEN", ":70000"}, {"HEJIE_PUBLIC_URL", "hejie.example"}, {"HEJIE_PUBLIC_URL", "ftp://hejie.example"},
		{"HEJIE_PUBLIC_URL", "https://hejie.example/path"}, {"HEJIE_PUBLIC_URL", "https:///"}, {"HEJIE_TRUSTED_PROXIES", "10.0.0.0/40"},
		{"HEJIE_TRUSTED_PROXIES", "10.0.0.1,,"}, {"HEJIE_TRUSTED_PROXIES", "everyone"}, {"HEJIE_LOG_LEVEL", "loud"},
		{"HEJIE_KEYS", "a\x00b"}, {"HEJIE_VAULT", "\x00"}, {"HEJIE_MAX_FILE", "0"}, {"HEJIE_MAX_FILE", "-1MB"}, {"HEJIE_MAX_FILE", "1.5GB"}, {"HEJIE_MAX_FILE", "MB"},
		{"HEJIE_MAX_CASE", "9999999999GB"}, {"HEJIE_MAX_CASE", "1MB"}, {"HEJIE_CASE_NUMBER", "第{n}号"}, {"HEJIE_CASE_NUMBER", "{year}"},
		{"HEJIE_SMTP_ADDRESS", "mail"}, {"HEJIE_SMTP_USER", "a\nb"}, {"HEJIE_SMTP_FROM", "nobody"}, {"HEJIE_SMTP_TLS", "maybe"},
		{"HEJIE_SMS_WEBHOOK", "https://u:canary@sms.example"}, {"HEJIE_SMS_WEBHOOK", "file:///etc/passwd"},
	}
	for _, tt := range tests {
		t.Run(tt.variable+"="+tt.text, func(t *testing.T) {
			t.Parallel()
			_, err := Load(env(map[string]string{tt.variable: tt.text}))
			if err == nil || !strings.Contains(err.Error(), tt.variable+": ") || strings.Contains(err.Error(), "canary") {
				t.Errorf("got %v, want an error that names %s and no secret", err, tt.variable)
			}
		})
	}
}

func TestVariablesThatDoNotGoTogetherAreRefused(t *testing.T) {
	t.Parallel()
	for want, values := range map[string]map[string]string{
		"HEJIE_SMTP_FROM": {"HEJIE_SMTP_ADDRESS": "mail:25"},
		"HEJIE_SMTP_TLS":  {"HEJIE_SMTP_TLS": "none", "HEJIE_SMTP_PASSWORD": "canary"},
	} {
		if _, err := Load(env(values)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want an error that names %s", err, want)
		}
	}
}

func TestAllThatIsWrongIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	_, err := Load(env(map[string]string{"HEJIE_LISTEN": "x", "HEJIE_LOG_LEVEL": "x"}))
	if err == nil || !strings.Contains(err.Error(), "HEJIE_LISTEN") || !strings.Contains(err.Error(), "HEJIE_LOG_LEVEL") {
		t.Errorf("got %v, want both named", err)
	}
}

func TestNoSecretIsEverPrinted(t *testing.T) {
	t.Parallel()
	c := load(t, good)
	var printed bytes.Buffer
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&printed, format+"\n", c)
		fmt.Fprintf(&printed, format+"\n", struct{ hidden Config }{c})
	}
	slog.New(slog.NewTextHandler(&printed, nil)).Info("start", "config", c, "url", c.DatabaseURL)
	slog.New(slog.NewJSONHandler(&printed, nil)).Info("start", "config", c)
	if err := json.NewEncoder(&printed).Encode(c); err != nil {
		t.Fatal(err)
	}
	if text := printed.String(); strings.Contains(text, "canary") || strings.Contains(text, fmt.Sprintf("%x", "canary")) || !strings.Contains(text, redacted) {
		t.Errorf("got a secret, or nothing redacted, in:\n%s", text)
	}
}

func TestWhatACommandNeedsIsNamedWhenMissing(t *testing.T) {
	t.Parallel()
	c := load(t, map[string]string{"DATABASE_URL": good["DATABASE_URL"]})
	if err := c.Require("DATABASE_URL"); err != nil {
		t.Error(err)
	}
	err := c.Require("DATABASE_URL", "DATABASE_URL_WORK", "DATABASE_URL_OWNER", "HEJIE_SMTP_ADDRESS", "NO_SUCH_VARIABLE")
	for _, name := range []string{"DATABASE_URL_WORK", "DATABASE_URL_OWNER", "HEJIE_SMTP_ADDRESS", "NO_SUCH_VARIABLE"} {
		if err == nil || !strings.Contains(err.Error(), name+" is not set") {
			t.Errorf("got %v, want %s named", err, name)
		}
	}
}

func TestAWildcardAddressIsReachedAsLocalhost(t *testing.T) {
	t.Parallel()
	for listen, want := range map[string]string{":8080": "http://localhost:8080", "0.0.0.0:1": "http://localhost:1", "[::]:1": "http://localhost:1", "10.0.0.1:1": "http://10.0.0.1:1"} {
		if got := load(t, map[string]string{"HEJIE_LISTEN": listen}).PublicURL.String(); got != want {
			t.Errorf("%s: got %s, want %s", listen, got, want)
		}
	}
}

func TestTheDocumentationIsTheTable(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(string(page)) {
		if strings.HasPrefix(line, "| `") {
			got = append(got, strings.TrimSpace(line))
		}
	}
	var want []string
	for _, v := range Variables {
		shown := "—"
		if v.Default != "" {
			shown = "`" + v.Default + "`"
		}
		want = append(want, fmt.Sprintf("| `%s` | %s | %s |", v.Name, shown, v.About))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("docs/configuration.md differs (-want +got):\n%s", diff)
	}
}
