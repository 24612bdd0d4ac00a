package faultlab

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// gateway is the gateway for short messages: it keeps what it was asked to send, by the id that tells a repetition.
type gateway struct {
	url  string
	mu   sync.Mutex
	sent map[string][]string // by id: phone and text of each post
}

func newGateway(t *testing.T) *gateway {
	t.Helper()
	g := &gateway{sent: map[string][]string{}}
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	g.url = server.URL
	return g
}

// ServeHTTP takes a message.
func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var m struct{ ID, To, Text string }
	if err := json.NewDecoder(r.Body).Decode(&m); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.sent[m.ID] = append(g.sent[m.ID], m.To+" "+m.Text)
}

// messages are the posts so far, by id.
func (g *gateway) messages() map[string][]string {
	g.mu.Lock()
	defer g.mu.Unlock()
	all := map[string][]string{}
	for id, posts := range g.sent {
		all[id] = append([]string(nil), posts...)
	}
	return all
}
