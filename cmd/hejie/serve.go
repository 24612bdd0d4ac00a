package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/mux"

	"hejie/api"
	"hejie/internal/auth"
	"hejie/internal/config"
	"hejie/web"
	"hejie/workflows"
)

// serve runs the doors until the context ends, then lets what is under way finish.
func serve(ctx context.Context, _ []string, out io.Writer) error {
	p, err := assemble(ctx, func(c config.Config) config.Secret { return c.DatabaseURL }, "DATABASE_URL")
	if err != nil {
		return err
	}
	defer p.close()
	post, err := p.post()
	if err != nil {
		return err
	}
	return p.serve(ctx, out, post, nil)
}

// serve opens the doors; extra, where given, adds doors of its own (dev does).
func (p *parts) serve(ctx context.Context, out io.Writer, courier auth.Courier, extra func(*mux.Router)) error {
	door := auth.New(p.record, p.record.Keys(), courier, p.log)
	defer door.Close()
	handler, err := p.doors(door, extra)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", p.config.Listen)
	if err != nil {
		return fmt.Errorf("opening the doors at %s: %w", p.config.Listen, err)
	}
	fmt.Fprintf(out, "hejie: %s\n", p.config.PublicURL)
	return listen(ctx, listener, handler)
}

// doors is the whole site: API and pages on one router.
func (p *parts) doors(door *auth.Door, extra func(*mux.Router)) (http.Handler, error) {
	client := workflows.New(p.engine, p.config.TaskQueue)
	acts := workflows.Door{Record: p.record, Engine: client}
	engine := newAnswers(p.engine).state
	jsonDoors := &api.API{Record: p.record, Door: acts, Files: p.files, Auth: door, Engine: engine, Log: p.log}
	pages, err := web.New(web.Config{Record: p.record, Door: acts, Files: p.files, Auth: door, Secure: p.config.SecureCookies(), Log: p.log})
	if err != nil {
		return nil, fmt.Errorf("preparing the pages: %w", err)
	}
	numbers := newMetrics(p.record.Backlog, engine, p.log)
	return proxied(p.config.TrustedProxies, site(jsonDoors, pages, func(r *mux.Router) {
		numbers.mount(r)
		if extra != nil {
			extra(r)
		}
	})), nil
}

// site puts both kinds of doors on one router. What is at no address, and a method that an address does not take, is
// answered as its kind of door answers: a problem under /api/, a page elsewhere.
func site(jsonDoors *api.API, pages *web.Web, extra func(*mux.Router)) http.Handler {
	r := mux.NewRouter().SkipClean(true) // "../" is no address here, and nobody is sent anywhere for it
	jsonDoors.Mount(r)
	if extra != nil {
		extra(r)
	}
	pages.Mount(r)
	r.NotFoundHandler = byKind(http.HandlerFunc(api.NotFound), pages.NotFound())
	r.MethodNotAllowedHandler = byKind(api.MethodNotAllowed(r), pages.MethodNotAllowed(r))
	return r
}

// byKind lets problem answer programs and page people. The few JSON doors outside /api/ are for programs too.
func byKind(problem, page http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path := r.URL.Path; {
		case path == "/api", strings.HasPrefix(path, "/api/"), slices.Contains([]string{"/openapi.json", "/healthz", "/readyz"}, path):
			problem.ServeHTTP(w, r)
		default:
			page.ServeHTTP(w, r)
		}
	})
}

const (
	headerTimeout = 5 * time.Second
	idleTimeout   = time.Minute
	drainTimeout  = 20 * time.Second
	maxHeader     = 16 << 10
)

// listen serves until the context ends, then drains. There is no timeout on a whole request: an upload from a poor
// network takes its time, and its own deadline moves with its bytes.
func listen(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
	defer cancel()
	if err := server.Shutdown(drain); err != nil {
		return fmt.Errorf("closing the doors: %w", err)
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	return nil
}
