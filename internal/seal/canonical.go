package seal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Canonical writes a value as JSON in one spelling: keys sorted, no blanks, numbers without exponent or idle zeros. The same
// value gives the same bytes before and after a visit to a jsonb column, which RFC 8785 has in view as well. It takes
// anything that encoding/json takes, json.RawMessage too; it refuses what is not exactly one JSON value.
func Canonical(v any) ([]byte, error) {
	loose, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("writing canonical JSON: %w", err)
	}
	read := json.NewDecoder(bytes.NewReader(loose))
	read.UseNumber()
	var tree any
	if err := read.Decode(&tree); err != nil {
		return nil, fmt.Errorf("writing canonical JSON: %w", err)
	}
	if _, err := read.Token(); err != io.EOF {
		return nil, fmt.Errorf("writing canonical JSON: more than one value")
	}
	tree, err = plainNumbers(tree)
	if err != nil {
		return nil, fmt.Errorf("writing canonical JSON: %w", err)
	}
	var out bytes.Buffer
	write := json.NewEncoder(&out)
	write.SetEscapeHTML(false)
	if err := write.Encode(tree); err != nil {
		return nil, fmt.Errorf("writing canonical JSON: %w", err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// plainNumbers respells every number of a decoded value.
func plainNumbers(v any) (any, error) {
	var err error
	switch v := v.(type) {
	case map[string]any:
		for key, item := range v {
			if v[key], err = plainNumbers(item); err != nil {
				return nil, err
			}
		}
	case []any:
		for i, item := range v {
			if v[i], err = plainNumbers(item); err != nil {
				return nil, err
			}
		}
	case json.Number:
		return plainNumber(v)
	}
	return v, nil
}

func plainNumber(n json.Number) (json.Number, error) {
	text := n.String()
	if strings.ContainsAny(text, ".eE") {
		f, err := n.Float64()
		if err != nil {
			return "", fmt.Errorf("the number %s: %w", text, err)
		}
		text = strconv.FormatFloat(f, 'f', -1, 64)
	}
	if text == "-0" {
		text = "0"
	}
	return json.Number(text), nil
}
