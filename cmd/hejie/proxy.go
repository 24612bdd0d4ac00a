package main

import (
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// proxied believes X-Forwarded-For from a trusted proxy alone, and gives each read from a client a deadline that moves: a
// sender that drips bytes is cut off, a slow but steady one is not.
func proxied(trusted []netip.Prefix, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if peer, ok := peerOf(r); ok && within(trusted, peer) {
			if client, ok := forwarded(r, trusted); ok {
				r.RemoteAddr = net.JoinHostPort(client.String(), "0")
			}
		}
		if r.Body != nil && r.Body != http.NoBody {
			r.Body = &paced{ReadCloser: r.Body, control: http.NewResponseController(w)}
		}
		next.ServeHTTP(w, r)
	})
}

func peerOf(r *http.Request) (netip.Addr, bool) {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	return at.Addr().Unmap(), err == nil
}

func within(prefixes []netip.Prefix, a netip.Addr) bool {
	return slices.ContainsFunc(prefixes, func(p netip.Prefix) bool { return p.Contains(a) })
}

// forwarded is the last address of the chain that no trusted proxy has.
func forwarded(r *http.Request, trusted []netip.Prefix) (netip.Addr, bool) {
	chain := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(chain) {
		a, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			return netip.Addr{}, false
		}
		if a = a.Unmap(); !within(trusted, a) {
			return a, true
		}
	}
	return netip.Addr{}, false
}

// patience is how long a client may send nothing in the middle of a body.
const patience = 20 * time.Second

type paced struct {
	io.ReadCloser
	control *http.ResponseController
}

func (p *paced) Read(b []byte) (int, error) {
	if err := p.control.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return 0, err
	}
	return p.ReadCloser.Read(b)
}
