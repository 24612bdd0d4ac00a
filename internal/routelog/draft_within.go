package routelog

import "time"

// DraftWithin draws as Draft does, but only what lies in [from, to): no point, order, stop, silence or place outside it is
// drawn, named, counted or scaled to, and orders that reach beyond it are cut at its edges without their times there.
// Logs that differ only outside the stretch give the same picture under the same findings. The findings' own verdict is
// named. A stretch that ends before it begins counts as lasting a second.
func DraftWithin(log *Log, in Incident, f Findings, from, to time.Time) Picture {
	inside := log.Track.inside(from.UnixMilli(), to.UnixMilli())
	if inside != nil {
		inside.clean(f.Policy)
	}
	c := newCut(log, view{t: inside}, in, f, from.UnixMilli(), to.UnixMilli())
	c.tracked = inside != nil
	return c.draw()
}

// inside is the track of [from, to) alone, not yet cleaned, so that no point outside says which of these are leaps; nil
// without any.
func (t *Track) inside(from, to int64) *Track {
	if t == nil {
		return nil
	}
	t.sort()
	out := &Track{sources: t.sources}
	v := view{t: t}
	for i := v.search(from); i < t.n && t.at(i).ms < to; i++ {
		p := t.at(i)
		p.mark = kept
		out.store(p)
	}
	if out.n == 0 {
		return nil
	}
	return out
}
