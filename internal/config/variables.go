package config

// Variable is one variable of the environment.
type Variable struct {
	Name    string
	Default string // "" for none
	About   string // one line of docs/configuration.md
	set     func(c *Config, text string) error
}

// Variables lists every variable that Hejie reads, in the order of the documentation.
var Variables = []Variable{
	{"DATABASE_URL", "", "PostgreSQL for the doors, role serve: `postgres://user:password@host:5432/hejie`. Needed by `serve` and `dev`.",
		func(c *Config, text string) error { return database(&c.DatabaseURL, text) }},
	{"DATABASE_URL_WORK", "", "PostgreSQL for worker, relay and sweeper, role work. Needed by `work` and `dev`.",
		func(c *Config, text string) error { return database(&c.DatabaseWorkURL, text) }},
	{"DATABASE_URL_OWNER", "", "PostgreSQL for migrations, role owner. Needed by `migrate` and `dev`; not given to the others.",
		func(c *Config, text string) error { return database(&c.DatabaseOwnerURL, text) }},
	{"TEMPORAL_ADDRESS", "127.0.0.1:7233", "Host and port of the Temporal frontend.",
		func(c *Config, text string) error { return address(&c.TemporalAddress, text) }},
	{"TEMPORAL_NAMESPACE", "hejie", "Temporal namespace.",
		func(c *Config, text string) error { return word(&c.TemporalNamespace, text) }},
	{"HEJIE_TASK_QUEUE", "hejie", "Temporal task queue of `work`.",
		func(c *Config, text string) error { return word(&c.TaskQueue, text) }},
	{"HEJIE_SWEEP_EVERY", "1m", "How often `work` looks for clocks and errands that nobody brought about: like `30s` or `5m`, at least `1s`.",
		func(c *Config, text string) error { return pause(&c.SweepEvery, text) }},
	{"HEJIE_LISTEN", "127.0.0.1:8080", "Host and port on which the doors listen.",
		func(c *Config, text string) error { return address(&c.Listen, text) }},
	{"HEJIE_PUBLIC_URL", "", "How people reach the doors, without a path: `https://hejie.example`. Not set: `http://` and HEJIE_LISTEN. With `https` cookies are for HTTPS only.",
		func(c *Config, text string) error { return origin(&c.PublicURL, text) }},
	{"HEJIE_TRUSTED_PROXIES", "", "Addresses or networks, with commas between, whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. Not set: nobody's.",
		func(c *Config, text string) error { return networks(&c.TrustedProxies, text) }},
	{"HEJIE_LOG_LEVEL", "info", "`debug`, `info`, `warn` or `error`.",
		func(c *Config, text string) error { return level(&c.LogLevel, text) }},
	{"HEJIE_KEYS", ".data/keys", "Folder of the master and signing keys. Back it up apart from the database: without it nothing sealed can be read.",
		func(c *Config, text string) error { return folder(&c.KeysDir, text) }},
	{"HEJIE_VAULT", ".data/vault", "Folder of the encrypted evidence.",
		func(c *Config, text string) error { return folder(&c.VaultDir, text) }},
	{"HEJIE_MAX_FILE", "100MB", "The largest file that is taken in: bytes, or with `KB`, `MB`, `GB` (of 1024).",
		func(c *Config, text string) error { return size(&c.MaxFile, text) }},
	{"HEJIE_MAX_CASE", "1GB", "The most that all files of a case may have together.",
		func(c *Config, text string) error { return size(&c.MaxCase, text) }},
	{"HEJIE_CASE_NUMBER", "（{year}）调字第{n}号", "Template of a new committee's case numbers; `{year}` and `{n}` are replaced.",
		func(c *Config, text string) error { return template(&c.CaseNumber, text) }},
	{"HEJIE_SMTP_ADDRESS", "", "Host and port of the mail server. Not set: no mail is sent.",
		func(c *Config, text string) error { return address(&c.SMTP.Address, text) }},
	{"HEJIE_SMTP_USER", "", "User name at the mail server.",
		func(c *Config, text string) error { return plain(&c.SMTP.User, text) }},
	{"HEJIE_SMTP_PASSWORD", "", "Password at the mail server.",
		func(c *Config, text string) error { return secret(&c.SMTP.Password, text) }},
	{"HEJIE_SMTP_FROM", "", "The sender's mail address. Needed with HEJIE_SMTP_ADDRESS.",
		func(c *Config, text string) error { return sender(&c.SMTP.From, text) }},
	{"HEJIE_SMTP_TLS", "starttls", "`starttls` (required, not tried), `tls`, or `none` for a server on the same machine.",
		func(c *Config, text string) error { return smtpTLS(&c.SMTP.TLS, text) }},
	{"HEJIE_SMS_WEBHOOK", "", "Where short messages are posted. Not set: none is sent.",
		func(c *Config, text string) error { return endpoint(&c.SMS.Webhook, text) }},
	{"HEJIE_SMS_SECRET", "", "Signs what is posted there.",
		func(c *Config, text string) error { return secret(&c.SMS.Secret, text) }},
}
