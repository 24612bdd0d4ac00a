package worker

import "context"

// Watch runs the relay, the sweeper and the reconciler without a worker; stop ends them and waits.
func Watch(ctx context.Context, o Options, cases Cases) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		watch(ctx, o.withDefaults(), cases)
	}()
	return func() {
		cancel()
		<-done
	}
}
