package api

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"

	"gopkg.in/yaml.v3"

	"hejie/internal/fault"
	"hejie/internal/store"
)

//go:embed openapi.yaml
var description []byte

var described = sync.OnceValues(func() ([]byte, error) {
	var doc any
	if err := yaml.Unmarshal(description, &doc); err != nil {
		return nil, fmt.Errorf("reading openapi.yaml: %w", err)
	}
	return json.Marshal(doc)
})

// openapi is the description of these doors, OpenAPI 3.1.
func (a *API) openapi(w http.ResponseWriter, r *http.Request) error {
	text, err := described()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(text) // the reader may be gone
	return nil
}

// healthz: the process is alive.
func (a *API) healthz(w http.ResponseWriter, _ *http.Request) error {
	return reply(w, http.StatusOK, map[string]string{"status": "ok"})
}

// readyz: PostgreSQL answers, so filings are safe. The engine may be away for a day; it is reported, and decides nothing.
func (a *API) readyz(w http.ResponseWriter, r *http.Request) error {
	if err := a.Record.Ping(r.Context()); err != nil {
		return fault.Busy().Because(err)
	}
	return reply(w, http.StatusOK, map[string]string{"status": "ready", "engine": a.Engine()})
}

// listCommittees names the committees that take complaints here.
func (a *API) listCommittees(w http.ResponseWriter, r *http.Request) error {
	var all []store.Org
	err := a.Record.Read(r.Context(), store.AtDoor(), func(rd *store.Reader) (err error) {
		all, err = rd.Committees(r.Context())
		return err
	})
	if err != nil {
		return err
	}
	views := make([]committeeView, 0, len(all))
	for _, o := range all {
		views = append(views, committeeView{string(o.ID), o.Name, o.Address, o.Phone})
	}
	return reply(w, http.StatusOK, map[string]any{"committees": views})
}

type committeeView struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Address string `json:"address"`
	Phone   string `json:"phone"`
}
