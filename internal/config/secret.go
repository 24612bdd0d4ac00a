package config

import "log/slog"

// Secret is a value that is never printed: fmt, slog and JSON show "[redacted]".
type Secret struct{ reveal func() string }

const redacted = "[redacted]"

// NewSecret hides a text.
func NewSecret(text string) Secret { return Secret{reveal: func() string { return text }} }

// Reveal gives the text to the one call that needs it; "" for a secret that was not set.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// String tells that there is a secret, and nothing of it.
func (s Secret) String() string {
	if s.Reveal() == "" {
		return ""
	}
	return redacted
}

// GoString is String, for %#v.
func (s Secret) GoString() string { return s.String() }

// LogValue is String, for slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText is String, for JSON and the like.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
