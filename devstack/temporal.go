package main

import (
	"context"
	"fmt"
	"time"

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/log/tag"
	"go.temporal.io/server/temporal"
)

// stopTemporalAfter is how long Temporal's services may take to stop; what they do not finish is in PostgreSQL and goes
// on at the next start.
const stopTemporalAfter = 10 * time.Second

// A workflowServer is Temporal's four services in this process, and the UI.
type workflowServer struct {
	server  temporal.Server
	ui      *ui
	address string
}

// startTemporal brings the schemas up to date, starts Temporal and its UI and waits until the namespace is usable.
func startTemporal(ctx context.Context, f folder, o options, s server) (*workflowServer, error) {
	begun := time.Now()
	chosen, err := f.choosePorts(o.portBase, portNames[1:]...)
	if err != nil {
		return nil, err
	}
	logger, err := f.temporalLogger()
	if err != nil {
		return nil, err
	}
	if err := s.updateSchemas(ctx, logger); err != nil {
		return nil, err
	}
	w := &workflowServer{address: chosen.address("temporal")}
	if w.server, err = newServer(s, chosen, o.renewAfter, logger); err != nil {
		return nil, err
	}
	if err = w.server.Start(); err == nil {
		err = openNamespace(ctx, w.address)
	}
	if err == nil {
		say("Temporal ready on %s in %s", w.address, since(begun))
		w.ui, err = startUI(ctx, chosen, w.address)
	}
	if err != nil {
		w.stop()
		return nil, fmt.Errorf("starting Temporal (its log is %s): %w", f.file("logs", "temporal.log"), err)
	}
	return w, nil
}

// newServer puts the server together. The authorizer that allows everything is apt on 127.0.0.1 alone.
func newServer(s server, p ports, renewAfter int, logger log.Logger) (temporal.Server, error) {
	config := serverConfig(s, p)
	server, err := temporal.NewServer(
		temporal.WithConfig(config),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(staticHosts(p)),
		temporal.WithLogger(logger),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithDynamicConfigClient(dynamicSettings(renewAfter)),
	)
	if err != nil {
		return nil, fmt.Errorf("putting the Temporal server together: %w", err)
	}
	return server, nil
}

// stop ends the UI and the services.
func (w *workflowServer) stop() {
	if w.ui != nil {
		w.ui.stop()
	}
	stopped := make(chan error, 1)
	go func() { stopped <- w.server.Stop() }()
	select {
	case err := <-stopped:
		if err != nil {
			say("stopping Temporal: %v", err)
		}
	case <-time.After(stopTemporalAfter):
		say("Temporal is slow to stop; leaving it, its state is in PostgreSQL")
	}
}

// temporalLogger writes Temporal's log to its file, and the last words before a fatal exit to the terminal too.
func (f folder) temporalLogger() (log.Logger, error) {
	path, err := f.logPath("temporal")
	if err != nil {
		return nil, err
	}
	return outspoken{log.NewZapLogger(log.BuildZapLogger(log.Config{Level: "warn", OutputFile: path}))}, nil
}

// outspoken is a logger whose fatal messages are seen by the person at the terminal: the process ends with them.
type outspoken struct{ log.Logger }

// Fatal says the message and ends the process; the kernel then ends PostgreSQL and the command.
func (o outspoken) Fatal(msg string, tags ...tag.Tag) {
	say("Temporal cannot go on: %s", msg)
	o.Logger.Fatal(msg, tags...)
}
