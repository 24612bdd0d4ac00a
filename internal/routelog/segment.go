package routelog

import (
	"bufio"
	"fmt"
	"io"
	"time"
)

// mostDisclosed is the longest stretch of a way that goes to the other side unless the rider agrees to more.
const mostDisclosed = 2 * time.Hour

// Segment is the half-open stretch of the track that the other side may see (披露区段): from the previous delivery to the
// next pickup, of a running order what lies between the two, or about the incident where there is neither order. It is never
// longer than two hours and holds as much of the incident as fits; both ends carry +08:00.
func (f Findings) Segment() (from, to time.Time) {
	if f.Disclosed.From != nil && f.Disclosed.To != nil {
		return *f.Disclosed.From, *f.Disclosed.To
	}
	if f.Incident.From == nil || f.Incident.To == nil {
		return time.Time{}, time.Time{}
	}
	in := block{f.Incident.From.UnixMilli(), f.Incident.To.UnixMilli()}
	shown := about(in)
	if g := f.Gap; g.From != nil && g.To != nil {
		shown = holding(in, block{g.From.UnixMilli(), g.To.UnixMilli()})
	}
	return shanghai(shown.from), shanghai(shown.to)
}

// disclosed is the segment of the scene that is told.
func (s *scene) disclosed() Stretch {
	in := block{s.w.from, s.w.to}
	shown := about(in)
	switch {
	case len(s.running) > 0:
		span := block{s.running[0].start, s.running[0].end}
		for _, o := range s.running {
			span = block{min(span.from, o.start), max(span.to, o.end)}
		}
		shown = holding(in, s.bounded(span))
	case s.gap != nil:
		shown = holding(in, block{s.gap.from, s.gap.to})
	}
	return Stretch{From: stamp(shown.from), To: stamp(shown.to)}
}

// bounded cuts the span of running orders to what lies from the previous delivery to the next pickup: nobody agreed to show
// where the parcel went that was only to be fetched.
func (s *scene) bounded(span block) block {
	if s.prev != nil {
		span.from = max(span.from, s.prev.end)
	}
	if s.next != nil {
		span.to = min(span.to, s.next.pickupTime)
	}
	return span
}

// about is the two hours about an incident's middle.
func about(in block) block {
	half := mostDisclosed.Milliseconds() / 2
	middle := in.from + (in.to-in.from)/2
	return block{middle - half, middle + half}
}

// holding widens a stretch to hold the incident and, where that is over two hours, cuts it to two that still do.
func holding(in, b block) block {
	b = block{min(b.from, in.from), max(b.to, in.to)}
	most := mostDisclosed.Milliseconds()
	if b.to-b.from <= most {
		return b
	}
	from := min(max(about(in).from, b.from), b.to-most)
	return block{from, from + most}
}

// Excerpt writes the used points of the judged track that lie in [from, to), as a CSV table time, lat, lon in WGS-84 with
// +08:00, and returns how many there were: the file that a consent to one stretch covers. What cleaning left out is not
// among them. An undeclared datum is passed through as it was read.
func Excerpt(w io.Writer, log *Log, from, to time.Time) (points int, err error) {
	out := bufio.NewWriter(w)
	_, _ = out.WriteString("time,lat,lon\n") // a bufio.Writer keeps its first error for Flush
	if log.Track != nil {
		log.Track.sort()
		for _, f := range (view{t: log.Track}).between(from.UnixMilli(), to.UnixMilli()-1) {
			_, _ = fmt.Fprintf(out, "%s,%.7f,%.7f\n", shanghai(f.ms).Format("2006-01-02T15:04:05.999Z07:00"), f.at.Lat, f.at.Lon)
			points++
		}
	}
	if err := out.Flush(); err != nil {
		return points, fmt.Errorf("writing the excerpt of the track: %w", err)
	}
	return points, nil
}
