package rehearsal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"text/template"
	"time"
)

// fill puts the cast into a text.
func (p *player) fill(text string) (string, error) {
	if !strings.Contains(text, "{{") {
		return text, nil
	}
	t, err := template.New("").Option("missingkey=error").Funcs(template.FuncMap{
		"day":   func(n int) string { return p.cast.Start.AddDate(0, 0, n).Format(time.DateOnly) },
		"dayzh": func(n int) string { return zh(p.cast.Start.AddDate(0, 0, n)) },
	}).Parse(text)
	if err != nil {
		return "", fmt.Errorf("reading %q: %w", text, err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p.cast.Vars); err != nil {
		return "", fmt.Errorf("filling %q: %w", text, err)
	}
	return b.String(), nil
}

// fillAll puts the cast into every text of a form. A text that begins with "=" becomes the JSON value it spells.
func (p *player) fillAll(v any) (any, error) {
	switch v := v.(type) {
	case string:
		text, err := p.fill(v)
		if err != nil || !strings.HasPrefix(text, "=") {
			return text, err
		}
		var value any
		dec := json.NewDecoder(strings.NewReader(text[1:]))
		dec.UseNumber()
		if err := dec.Decode(&value); err != nil {
			return nil, fmt.Errorf("reading %q as JSON: %w", text, err)
		}
		return value, nil
	case []any:
		out := make([]any, len(v))
		for i := range v {
			var err error
			if out[i], err = p.fillAll(v[i]); err != nil {
				return nil, err
			}
		}
		return out, nil
	case map[string]any:
		out := make(map[string]any, len(v))
		for k := range v {
			var err error
			if out[k], err = p.fillAll(v[k]); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	return v, nil
}

// when reads "+3" or "+3 18:45" as a moment after the first day.
func (p *player) when(text string) (time.Time, error) {
	days, clock, timed := strings.Cut(text, " ")
	n, err := strconv.Atoi(days)
	if err != nil {
		return time.Time{}, fmt.Errorf("reading the day %q: %w", text, err)
	}
	at := p.cast.Start.AddDate(0, 0, n)
	if !timed {
		clock = "10:00"
	}
	t, err := time.Parse("15:04", clock)
	if err != nil {
		return at, fmt.Errorf("reading the time %q: %w", text, err)
	}
	return at.Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute), nil
}
