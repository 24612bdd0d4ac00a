package workflowstest

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/api/temporalproto"
	"go.temporal.io/sdk/client"

	"hejie/internal/dispute"
	"hejie/workflows"
)

// SaveHistory writes the history of one run ("" for the newest) of a case's workflow to a JSON file that replay tests read.
// The name of the worker's machine is left out of it.
func SaveHistory(ctx context.Context, engine client.Client, id dispute.CaseID, run, file string) error {
	events := engine.GetWorkflowHistory(ctx, workflows.WorkflowID(id), run, false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	var h history.History
	for events.HasNext() {
		event, err := events.Next()
		if err != nil {
			return fmt.Errorf("reading the history of %s: %w", id, err)
		}
		h.Events = append(h.Events, event)
	}
	text, err := temporalproto.CustomJSONMarshalOptions{}.Marshal(&h)
	if err != nil {
		return fmt.Errorf("writing the history of %s: %w", id, err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, identity.ReplaceAll(text, []byte(`"identity": "worker"`)), 0o644)
}

var identity = regexp.MustCompile(`"identity":\s*"[^"]*"`)

// payload is a piece of data in a saved history.
var payload = regexp.MustCompile(`"data":\s*"([^"]*)"`)

// Plain is a saved history with its payloads readable, to look for words that must not be there.
func Plain(file string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	plain := &strings.Builder{}
	plain.Write(text)
	for _, m := range payload.FindAllSubmatch(text, -1) {
		data, err := base64.StdEncoding.DecodeString(string(m[1]))
		if err != nil {
			return "", fmt.Errorf("reading a payload of %s: %w", file, err)
		}
		plain.Write(data)
	}
	return plain.String(), nil
}
