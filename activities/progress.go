package activities

import (
	"context"
	"io"
	"log/slog"
	"sync/atomic"
	"time"

	"go.temporal.io/sdk/activity"

	"hejie/internal/dispute"
)

// pulse is what the signs of life of one activity say: how far its files are read, in percent.
type pulse struct{ percent atomic.Int32 }

type pulseKey struct{}

// heartbeat says every few seconds that this worker lives and how far it is, until stop is called: a dead one is then noticed
// in seconds instead of at the end of the long timeout. ctx is the one to work under.
func heartbeat(parent context.Context) (ctx context.Context, stop func()) {
	p := &pulse{}
	ctx, stop = context.WithCancel(context.WithValue(parent, pulseKey{}, p))
	go func() {
		beat := time.NewTicker(beatEvery)
		defer beat.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-beat.C:
				activity.RecordHeartbeat(parent, p.percent.Load())
			}
		}
	}()
	return ctx, stop
}

// noteEvery is the least time between two notes of how far the files of an analysis are read.
const noteEvery = time.Second

// meter follows the reading of one analysis's files by their bytes: it says so in the activity's signs of life and, about
// once a second and only when the percentage is another, on record for the page. It lets a cancelled reading end at once.
type meter struct {
	ctx         context.Context
	route       dispute.ActID
	note        func(ctx context.Context, route dispute.ActID, percent int) error
	total, read int64
	noted       int
	at          time.Time
}

// over is r with its bytes counted.
func (m *meter) over(r io.Reader) io.Reader { return &metered{m, r} }

type metered struct {
	*meter
	r io.Reader
}

// Read implements io.Reader. It refuses once the activity is cancelled or its time is over.
func (m *metered) Read(p []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.r.Read(p)
	m.advance(int64(n))
	return n, err
}

// advance counts bytes. All read is not all done: the last percent is the judging's.
func (m *meter) advance(n int64) {
	m.read += n
	if m.total == 0 {
		return
	}
	percent := int(min(m.read*100/m.total, 99))
	if p, ok := m.ctx.Value(pulseKey{}).(*pulse); ok {
		p.percent.Store(int32(percent)) //nolint:gosec // at most 99
	}
	if percent == m.noted || time.Since(m.at) < noteEvery {
		return
	}
	m.noted, m.at = percent, time.Now()
	if err := m.note(m.ctx, m.route, percent); err != nil { // a page waits for news a little longer; the reading goes on
		slog.WarnContext(m.ctx, "the progress of an analysis was not noted", "route", m.route, "error", err)
	}
}
