package routelog

import "math"

// pairing joins the times and the places of a track that its file lists apart: the first time with the first place, and
// so on. A pair goes out as soon as both are there, so that only what still waits for its twin is held: 16 bytes for a
// time, 12 for a place, at most maxPoints of either.
type pairing struct {
	src     Source
	emit    func(sample) error
	segment int
	times   queue[timing]
	places  queue[spot]
	nTimes  int
	nPlaces int
}

// timing is the time of a sample, and spot its place in ten-millionths of a degree.
type timing struct {
	ms                    int64
	timed, zoned, badTime bool
	year                  bool
}

type spot struct {
	lat, lon int32
	line     uint32
}

// nowhere is the latitude of a place that is no number at all.
const nowhere = math.MinInt32

func newPairing(src Source, segment int, emit func(sample) error) pairing {
	return pairing{src: src, segment: segment, emit: emit}
}

// time takes the next time as it is written, at a line.
func (p *pairing) time(text string, line int) error {
	s := sample{line: line}
	s.clock(text, p.src)
	t := timing{ms: s.ms, timed: s.timed, zoned: s.zoned, badTime: s.badTime, year: s.yearless}
	p.nTimes++
	if p.places.n > 0 {
		return p.pair(t, p.places.pop())
	}
	return p.held(p.times.push(t), line)
}

// place takes the next place; garbled coordinates hold their place in the row.
func (p *pairing) place(lat, lon float64, garbled bool, line int) error {
	s := spot{lat: squeezed(lat), lon: squeezed(lon), line: uint32(line)}
	if garbled {
		s.lat = nowhere
	}
	p.nPlaces++
	if p.times.n > 0 {
		return p.pair(p.times.pop(), s)
	}
	return p.held(p.places.push(s), line)
}

func (p *pairing) held(room bool, line int) error {
	if room {
		return nil
	}
	return p.src.tooMany(line)
}

func (p *pairing) pair(t timing, s spot) error {
	return p.emit(sample{ms: t.ms, timed: t.timed, zoned: t.zoned, badTime: t.badTime, yearless: t.year, garbled: s.lat == nowhere,
		lat: float64(s.lat) / 1e7, lon: float64(s.lon) / 1e7, line: int(s.line), segment: p.segment})
}

// untimed hands over the places that no time came for.
func (p *pairing) untimed() error {
	for p.places.n > 0 {
		if err := p.pair(timing{}, p.places.pop()); err != nil {
			return err
		}
	}
	return nil
}

// squeezed is packed for any number: what lies off the globe, and what is no number, stays off it.
func squeezed(degrees float64) int32 {
	const off = 200
	if !(math.Abs(degrees) <= off) {
		return packed(off)
	}
	return packed(degrees)
}

// queue is first in, first out, in blocks that are let go as they empty.
type queue[T any] struct {
	blocks [][]T
	taken  int // of the first block
	n      int
}

const queueBlock = 4096

// push says whether there was room for one more.
func (q *queue[T]) push(v T) bool {
	if q.n == maxPoints {
		return false
	}
	last := len(q.blocks) - 1
	if last < 0 || len(q.blocks[last]) == queueBlock {
		q.blocks = append(q.blocks, nil)
		last++
	}
	q.blocks[last] = append(q.blocks[last], v)
	q.n++
	return true
}

// pop takes the oldest; there must be one.
func (q *queue[T]) pop() T {
	v := q.blocks[0][q.taken]
	q.taken++
	q.n--
	if q.taken == len(q.blocks[0]) {
		q.blocks[0], q.blocks, q.taken = nil, q.blocks[1:], 0
	}
	return v
}
