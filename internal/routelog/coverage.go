package routelog

import "time"

// coverage gives the time facts under each usual wording, at every instant of the incident at which one can change and
// however coarse clocks fall: yes or no only where all agree.
func (c *inquest) coverage(v verdict) Coverage {
	var all []Coverage
	readings := c.readings()
	if c.tooMany(readings) {
		return Coverage{DeliveringOnly: Unclear, OrderOnly: Unclear, FirstOrderToMidnight: Unclear, Online: Unclear, ContinuousWork: continuousWork(v.finding)}
	}
	for _, r := range readings {
		if r.track != 0 { // coverage asks orders and online log alone
			continue
		}
		w := c.worldOf(r)
		for _, t := range w.coverageCuts() {
			s := w.see(t)
			all = append(all, Coverage{DeliveringOnly: s.deliveringOnly(), OrderOnly: s.orderOnly(),
				FirstOrderToMidnight: s.toMidnight(), Online: s.onlineFact()})
		}
	}
	out := all[0]
	for _, other := range all[1:] {
		out.DeliveringOnly = agree(out.DeliveringOnly, other.DeliveringOnly)
		out.OrderOnly = agree(out.OrderOnly, other.OrderOnly)
		out.FirstOrderToMidnight = agree(out.FirstOrderToMidnight, other.FirstOrderToMidnight)
		out.Online = agree(out.Online, other.Online)
	}
	out.ContinuousWork = continuousWork(v.finding)
	return out
}

// coverageCuts are the instants at which a time fact can change; both ends alone where these are too many to ask.
func (w *world) coverageCuts() []int64 {
	midnight := midnightBefore(w.to)
	cuts := w.inside(append(w.orderCuts(), w.to-1, midnight, midnight+lateCover))
	if len(cuts) > maxCuts {
		return []int64{w.from, w.to - 1}
	}
	return cuts
}

// lateCover is how long, in ms, an order still open at midnight is covered on the next day.
const lateCover = 90 * 60 * 1000

// midnightBefore is the last 00:00 in Shanghai, in ms.
func midnightBefore(t int64) int64 {
	y, m, d := shanghai(t).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, Shanghai).UnixMilli()
}

func agree(a, b Answer) Answer {
	if a == b {
		return a
	}
	return Unclear
}

func continuousWork(f Finding) Answer {
	switch f {
	case OnOrder, Continuous, InTransit:
		return Yes
	case Interrupted, OffDuty:
		return No
	}
	return Unclear
}

// unknown says whether the orders themselves leave it open what ran at this instant.
func (s *scene) unknown() bool {
	return len(s.w.tl.spans) == 0 || s.w.tl.nearest(s.t) > ms(s.w.policy.ReachS) || s.open != nil || s.doubtful != nil
}

// deliveringOnly: from pickup to delivery (仅取餐至送达).
func (s *scene) deliveringOnly() Answer {
	answer := No
	for _, o := range s.running {
		switch {
		case o.carried(s.t):
			return Yes
		case o.picked == never && o.deliveredAt != never: // picked up at some time, nobody says when
			answer = Unclear
		}
	}
	if answer == No && s.unknown() {
		return Unclear
	}
	return answer
}

// orderOnly: from acceptance to delivery (仅接单至送达).
func (s *scene) orderOnly() Answer {
	switch {
	case len(s.running) > 0:
		return Yes
	case s.unknown() || s.next != nil && s.next.accepted == never:
		return Unclear
	}
	return No
}

// toMidnight: from the day's first acceptance to 24:00, an order still open then to 01:30 (首单至当日24时).
func (s *scene) toMidnight() Answer {
	midnight := midnightBefore(s.t)
	tomorrow := midnight + (24 * time.Hour).Milliseconds()
	if len(s.w.tl.spans) == 0 || s.w.tl.nearest(s.t) > ms(s.w.policy.ReachS) {
		return Unclear
	}
	early := s.t < midnight+lateCover
	answer := No
	for i := range s.w.tl.spans {
		o := &s.w.tl.spans[i]
		switch {
		case o.doubtful:
			if o.start >= midnight && o.start < tomorrow || early && o.unclear(s.t) {
				answer = Unclear
			}
		case o.accepted != never && o.accepted >= midnight && o.accepted <= s.t, o.accepted == never && o.start >= midnight && o.start <= s.t:
			return Yes
		case early && o.start < midnight && o.runs(s.t):
			return Yes
		case o.accepted == never && o.start > s.t && o.start < tomorrow,
			early && o.start < midnight && (o.lingers(s.t, ms(s.w.policy.OpenOrderS)) || o.unclear(s.t)):
			answer = Unclear
		}
	}
	return answer
}

// onlineFact is what the online log says.
func (s *scene) onlineFact() Answer {
	switch s.state {
	case online:
		return Yes
	case offline:
		return No
	}
	return Unclear
}
