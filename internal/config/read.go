package config

import (
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Each of these reads one kind of value; its error says what it should look like.

// database never quotes the text: it holds a password.
func database(to *Secret, text string) error {
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") || u.Host == "" || strings.Trim(u.Path, "/") == "" {
		return errors.New("must be a URL like postgres://user:password@host:5432/hejie")
	}
	*to = NewSecret(text)
	return nil
}

func address(to *string, text string) error {
	_, port, err := net.SplitHostPort(text)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fmt.Errorf("%q must be host:port, like 127.0.0.1:8080", text)
	}
	*to = text
	return nil
}

// reachable is a listening address as a browser on the same machine would call it.
func reachable(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return listen
	}
	if ip, err := netip.ParseAddr(host); host == "" || err == nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

func word(to *string, text string) error {
	if len(text) > 200 || strings.ContainsFunc(text, notOfAWord) {
		return fmt.Errorf("%q must be letters, digits, dots, dashes and underscores", text)
	}
	*to = text
	return nil
}

func notOfAWord(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(".-_", r))
}

func origin(to **url.URL, text string) error {
	u, err := web(text)
	if err != nil || (u.Path != "" && u.Path != "/") || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("%q must be http(s)://host[:port] without a path", text)
	}
	*to = &url.URL{Scheme: u.Scheme, Host: u.Host}
	return nil
}

func endpoint(to **url.URL, text string) error {
	u, err := web(text)
	if err != nil {
		return errors.New("must be a URL like https://gateway.example/send, without a user name")
	}
	*to = u
	return nil
}

// web reads an http or https URL without a user name in it.
func web(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.User != nil {
		return nil, errors.New("not a web address")
	}
	return u, nil
}

func networks(to *[]netip.Prefix, text string) error {
	var all []netip.Prefix
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		network, err := netip.ParsePrefix(part)
		if err != nil {
			var one netip.Addr
			if one, err = netip.ParseAddr(part); err == nil {
				network, err = one.Prefix(one.BitLen())
			}
		}
		if err != nil {
			return fmt.Errorf("%q must be an address or a network, like 10.0.0.1 or 10.0.0.0/8", part)
		}
		all = append(all, network.Masked())
	}
	*to = all
	return nil
}

func level(to *slog.Level, text string) error {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
	found, ok := levels[strings.ToLower(text)]
	if !ok {
		return fmt.Errorf("%q must be debug, info, warn or error", text)
	}
	*to = found
	return nil
}

func folder(to *string, text string) error {
	if strings.ContainsRune(text, 0) {
		return errors.New("must be the path of a folder")
	}
	*to = text
	return nil
}

func pause(to *time.Duration, text string) error {
	d, err := time.ParseDuration(text)
	if err != nil || d < time.Second || d > 24*time.Hour {
		return fmt.Errorf("%q must be a time from 1s to 24h, like 30s or 5m", text)
	}
	*to = d
	return nil
}

// size reads bytes, or a whole number of KB, MB or GB of 1024.
func size(to *int64, text string) error {
	number, unit := strings.ToUpper(text), int64(1)
	for i, suffix := range []string{"KB", "MB", "GB"} {
		if cut, ok := strings.CutSuffix(number, suffix); ok {
			number, unit = strings.TrimSpace(cut), 1<<(10*(i+1))
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n <= 0 || n > math.MaxInt64/unit {
		return fmt.Errorf("%q must be a number of bytes above zero, or like 100MB", text)
	}
	*to = n * unit
	return nil
}

func template(to *string, text string) error {
	if strings.Count(text, "{year}") != 1 || strings.Count(text, "{n}") != 1 || strings.ContainsFunc(text, unicode.IsControl) {
		return fmt.Errorf("%q must hold {year} and {n} once each, like （{year}）调字第{n}号", text)
	}
	*to = text
	return nil
}

func plain(to *string, text string) error {
	if strings.ContainsFunc(text, unicode.IsControl) {
		return errors.New("must hold no control characters")
	}
	*to = text
	return nil
}

func secret(to *Secret, text string) error {
	*to = NewSecret(text)
	return nil
}

func sender(to *string, text string) error {
	found, err := mail.ParseAddress(text)
	if err != nil {
		return fmt.Errorf("%q must be a mail address, like tiaojie@hejie.example", text)
	}
	*to = found.Address
	return nil
}

func smtpTLS(to *SMTPTLS, text string) error {
	kind := SMTPTLS(strings.ToLower(text))
	if !slices.Contains([]SMTPTLS{StartTLS, WholeTLS, NoTLS}, kind) {
		return fmt.Errorf("%q must be starttls, tls or none", text)
	}
	*to = kind
	return nil
}
