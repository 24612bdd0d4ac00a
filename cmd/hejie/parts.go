package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"go.temporal.io/sdk/client"
	temporallog "go.temporal.io/sdk/log"

	"hejie/internal/config"
	"hejie/internal/dispute"
	"hejie/internal/notify"
	"hejie/internal/seal"
	"hejie/internal/statute"
	"hejie/internal/store"
	"hejie/internal/vault"
	"hejie/workflows"
)

// parts is what both processes stand on.
type parts struct {
	config config.Config
	log    *slog.Logger
	record *store.Store
	vault  *vault.Disk
	engine client.Client
	files  workflows.Cloakroom
}

// assemble reads the environment and opens everything but the engine, which is lazily connected: filing never waits for it.
func assemble(ctx context.Context, url func(config.Config) config.Secret, needs ...string) (*parts, error) {
	c, err := settings(needs...)
	if err != nil {
		return nil, err
	}
	p := &parts{config: c, log: slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: c.LogLevel}))}
	law, err := law()
	if err != nil {
		return nil, err
	}
	keys, err := keysFor(ctx, c, url(c))
	if err != nil {
		return nil, err
	}
	if p.record, err = store.Open(ctx, url(c).Reveal(), keys, law); err != nil {
		return nil, err
	}
	if p.vault, err = vault.OpenDisk(c.VaultDir); err != nil {
		return nil, fmt.Errorf("opening the vault: %w", err)
	}
	p.files = workflows.Cloakroom{Record: p.record, Vault: p.vault, Limits: workflows.Limits{File: c.MaxFile, Case: c.MaxCase}}
	p.engine, err = client.NewLazyClient(client.Options{
		HostPort: c.TemporalAddress, Namespace: c.TemporalNamespace, Logger: temporallog.NewStructuredLogger(p.log),
	})
	if err != nil {
		return nil, fmt.Errorf("preparing the connection to Temporal: %w", err)
	}
	return p, nil
}

// post is how this deployment reaches people; a means that is not configured is left out.
func (p *parts) post() (notify.Post, error) {
	var post notify.Post
	if p.config.SMS.Webhook != nil {
		post.SMS = notify.NewSMS(p.config.SMS)
	}
	if p.config.SMTP.Address != "" {
		mail, err := notify.NewMail(p.config.SMTP)
		if err != nil {
			return post, fmt.Errorf("preparing mail: %w", err)
		}
		post.Mail = mail
	}
	return post, nil
}

func (p *parts) close() {
	p.engine.Close()
	p.record.Close()
	if err := p.vault.Close(); err != nil {
		p.log.Warn("closing the vault", "err", err)
	}
}

func settings(needs ...string) (config.Config, error) {
	c, err := config.Load(os.Getenv)
	if err != nil {
		return c, err
	}
	return c, c.Require(needs...)
}

// keysFor opens the keys, or makes them at the very first start. Once the database knows a key's canary, keys that are
// missing or others are refused: to go on with new ones would lose every sealed word.
func keysFor(ctx context.Context, c config.Config, url config.Secret) (*seal.Keys, error) {
	keys, err := store.CheckKeys(ctx, url.Reveal(), c.KeysDir)
	if err != nil {
		return nil, fmt.Errorf("opening the keys in %s: %w", c.KeysDir, err)
	}
	return keys, nil
}

func law() (dispute.Law, error) {
	book, err := statute.Load()
	if err != nil {
		return dispute.Law{}, err
	}
	return dispute.Law{Book: book, Calendar: book.Calendar()}, nil
}

// answers says for /readyz whether the engine answers, asking at most every two seconds.
type answers struct {
	engine client.Client
	asked  chan time.Time
	last   string
}

func newAnswers(engine client.Client) *answers {
	a := &answers{engine: engine, asked: make(chan time.Time, 1), last: "down"}
	a.asked <- time.Time{}
	return a
}

func (a *answers) state() string {
	asked := <-a.asked
	if time.Since(asked) > 2*time.Second {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		a.last = "up"
		if _, err := a.engine.CheckHealth(ctx, &client.CheckHealthRequest{}); err != nil {
			a.last = "down"
		}
		asked = time.Now()
	}
	last := a.last
	a.asked <- asked
	return last
}
