package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	uiserver "github.com/temporalio/ui-server/v2/server"
	"github.com/temporalio/ui-server/v2/server/config"
	"github.com/temporalio/ui-server/v2/server/server_options"
)

// uiWait is how long the UI may take to serve its first page.
const uiWait = 20 * time.Second

// A ui is the running Temporal UI.
type ui struct {
	server *uiserver.Server
	url    string
}

// startUI serves the Temporal UI on 127.0.0.1 and waits for its first page. It fetches no news and looks for no new
// versions: nothing leaves the machine.
func startUI(ctx context.Context, p ports, temporalAddress string) (u *ui, err error) {
	defer func() {
		if broken := recover(); broken != nil { // its constructor panics on a configuration it does not like
			err = fmt.Errorf("starting the Temporal UI: %v", broken)
		}
	}()
	u = &ui{url: "http://" + p.address("ui")}
	u.server = uiserver.NewServer(server_options.WithConfigProvider(&config.Config{
		TemporalGRPCAddress: temporalAddress,
		Host:                "127.0.0.1",
		Port:                p["ui"],
		EnableUI:            true,
		DefaultNamespace:    namespace,
		DisableNewsFetch:    true,
		HideLogs:            true,
		CORS:                config.CORS{CookieInsecure: true},
	}))
	ended := make(chan error, 1)
	go func() { ended <- u.server.Start() }()
	if err := u.ready(ctx, ended); err != nil {
		return nil, fmt.Errorf("starting the Temporal UI: %w", err)
	}
	say("Temporal UI on %s", u.url)
	return u, nil
}

// ready waits until the first page is served.
func (u *ui) ready(ctx context.Context, ended <-chan error) error {
	ctx, cancel := context.WithTimeout(ctx, uiWait)
	defer cancel()
	for {
		err := u.fetch(ctx)
		if err == nil {
			return nil
		}
		select {
		case stopped := <-ended:
			return fmt.Errorf("it ended: %v", stopped)
		default:
		}
		if pause(ctx, interval) != nil {
			return err
		}
	}
}

// fetch asks for the first page.
func (u *ui) fetch(ctx context.Context) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.url+"/", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the first page answered %s", response.Status)
	}
	return nil
}

// stop ends the UI.
func (u *ui) stop() { u.server.Stop() }
