package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"google.golang.org/grpc/grpclog"
)

// say prints one progress line on standard error, which is devstack's own channel: standard output is the command's.
func say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "devstack: "+format+"\n", args...)
}

// since is the time passed, as a person reads it.
func since(t time.Time) string {
	return fmt.Sprintf("%.1f s", time.Since(t).Seconds())
}

// silenceLibraries keeps gRPC's own connection chatter off the terminal; Temporal's log file has what matters.
func silenceLibraries() {
	grpclog.SetLoggerV2(grpclog.NewLoggerV2(io.Discard, io.Discard, io.Discard))
}
