// Package e2e walks through Hejie as people do: a whole `hejie dev` on a real PostgreSQL and a real Temporal server, real
// Chromium before it, the worker's telephone and the mediator's desk. Every page of the walk is searched for barriers with
// axe-core and photographed into out/pages. The rehearsals of docs/rehearsals are played here as tests too.
//
// The tests carry the build tag engine: bin/devstack -- go test -tags engine ./e2e/ (make test does it).
package e2e
