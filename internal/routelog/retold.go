package routelog

// change is evidence read otherwise than it was handed in: the tracks' clocks put off by so many ms, and datums declared
// otherwise. A nil map or a zero changes nothing.
type change struct {
	shift  map[int]int64 // by source
	track  map[int]Datum // by source
	orders Datum
}

// retold is the case with its evidence changed, cleaned anew, without a mark on the evidence itself. Of the track, only
// what lies within reach of the incident is copied.
func (c *inquest) retold(ch change) *inquest {
	other := *c
	log := *c.log
	other.log, other.tape = &log, &tape{}
	if ch.orders != Undeclared {
		log.Orders = make([]Order, len(c.log.Orders))
		for i, o := range c.log.Orders {
			o.Datum = ch.orders
			log.Orders[i] = o
		}
	}
	if log.Track != nil && len(ch.shift)+len(ch.track) > 0 {
		log.Track = log.Track.changed(ch, block{c.from - ms(c.policy.ReachS), c.to + ms(c.policy.ReachS)})
		other.dropped, other.used = log.Track.clean(c.policy)
	}
	return &other
}

// changed copies the points of a stretch, which is told in the new times.
func (t *Track) changed(ch change, b block) *Track {
	out := &Track{sources: make([]Source, len(t.sources))}
	for i, src := range t.sources {
		if d, ok := ch.track[i]; ok {
			src.Datum = d
		}
		out.sources[i] = src
	}
	for i := range t.n {
		p := t.at(i)
		p.ms += ch.shift[int(p.source)]
		if p.ms >= b.from && p.ms <= b.to {
			p.mark = kept
			out.store(p)
		}
	}
	return out
}
