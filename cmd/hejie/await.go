package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// awaitDoors waits until the doors are open and the engine answers.
func awaitDoors(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/readyz", nil)
		if err != nil {
			return fmt.Errorf("asking whether the doors are open: %w", err)
		}
		w, err := http.DefaultClient.Do(r)
		if err == nil {
			ready := w.StatusCode == http.StatusOK
			err = w.Body.Close()
			if ready {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for the doors at %s: %w", address, ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
}
