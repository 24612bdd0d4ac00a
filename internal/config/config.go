// Package config reads the environment into one validated struct. It is given a getenv function by cmd and reads nothing
// by itself; nothing below cmd reads the environment. Every variable is a row of [Variables], which is also the table in
// docs/configuration.md.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// Config is what a deployment decides. A Config that [Load] gave is whole: every field has its default or a checked value. What
// only some commands need (the databases) may be empty: they ask with [Config.Require].
type Config struct {
	DatabaseURL      Secret // role serve: doors
	DatabaseWorkURL  Secret // role work: worker, relay, sweeper
	DatabaseOwnerURL Secret // role owner: migrations

	TemporalAddress   string // host:port
	TemporalNamespace string
	TaskQueue         string

	SweepEvery time.Duration // how late a forgotten clock may be

	Listen         string         // host:port of the doors
	PublicURL      *url.URL       // as people reach the doors; no path
	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed; empty: nobody's
	LogLevel       slog.Level

	KeysDir  string // the key files, outside the database and its backups
	VaultDir string // the encrypted evidence
	MaxFile  int64  // bytes
	MaxCase  int64  // bytes, all files of a case together

	CaseNumber string // template of a new committee's case numbers, with {year} and {n}

	SMTP SMTP
	SMS  SMS
}

// SMTP is how mail is sent; without an Address no mail is.
type SMTP struct {
	Address  string // host:port
	User     string
	Password Secret
	From     string  // the sender's mail address
	TLS      SMTPTLS // how the connection is protected
}

// SMTPTLS is how a connection to the mail server is protected.
type SMTPTLS string

// The kinds of protection: STARTTLS required, TLS from the first byte, none (a server on the same machine).
const (
	StartTLS SMTPTLS = "starttls"
	WholeTLS SMTPTLS = "tls"
	NoTLS    SMTPTLS = "none"
)

// SMS is the gateway for short messages: a POST for each; without a Webhook none is sent.
type SMS struct {
	Webhook *url.URL
	Secret  Secret // signs what is posted
}

// Load reads and checks every variable. An error names each that is wrong, why, and what it should look like; it never quotes
// a secret. getenv is os.Getenv but in tests; an empty value counts as not set.
func Load(getenv func(string) string) (Config, error) {
	var c Config
	var wrong []error
	for _, v := range Variables {
		text := strings.TrimSpace(getenv(v.Name))
		if text == "" {
			text = v.Default
		}
		if text == "" {
			continue
		}
		if err := v.set(&c, text); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", v.Name, err))
		}
	}
	if len(wrong) == 0 {
		wrong = append(wrong, c.settle())
	}
	if err := errors.Join(wrong...); err != nil {
		return Config{}, fmt.Errorf("reading the configuration: %w", err)
	}
	return c, nil
}

// settle derives what follows from other variables and checks what concerns several.
func (c *Config) settle() error {
	if c.PublicURL == nil {
		c.PublicURL = &url.URL{Scheme: "http", Host: reachable(c.Listen)}
	}
	if c.MaxCase < c.MaxFile {
		return fmt.Errorf("HEJIE_MAX_CASE: %d bytes is less than one file may have (HEJIE_MAX_FILE, %d bytes)", c.MaxCase, c.MaxFile)
	}
	if c.SMTP.Address != "" && c.SMTP.From == "" {
		return errors.New("HEJIE_SMTP_FROM: mail needs a sender's address when HEJIE_SMTP_ADDRESS is set")
	}
	if c.SMTP.TLS == NoTLS && c.SMTP.Password.Reveal() != "" {
		return errors.New("HEJIE_SMTP_TLS: a password is never sent unprotected; use starttls or tls")
	}
	return nil
}

// SecureCookies says whether cookies are for HTTPS only: they are when people reach the doors by HTTPS.
func (c Config) SecureCookies() bool { return c.PublicURL != nil && c.PublicURL.Scheme == "https" }

// Require refuses when one of these variables was not set: what a command cannot run without.
func (c Config) Require(names ...string) error {
	var missing []error
	for _, name := range names {
		if text, ok := c.needed(name); !ok || text == "" {
			missing = append(missing, fmt.Errorf("%s is not set; see docs/configuration.md", name))
		}
	}
	return errors.Join(missing...)
}

// needed gives what a command may require; ok is false for any other name.
func (c Config) needed(name string) (text string, ok bool) {
	switch name {
	case "DATABASE_URL":
		return c.DatabaseURL.Reveal(), true
	case "DATABASE_URL_WORK":
		return c.DatabaseWorkURL.Reveal(), true
	case "DATABASE_URL_OWNER":
		return c.DatabaseOwnerURL.Reveal(), true
	case "HEJIE_SMTP_ADDRESS":
		return c.SMTP.Address, true
	}
	return "", false
}
