package routelog

import (
	"slices"
	"time"
)

// Only keeps of one file's points those that lie in one of the half-open stretches, and returns how many it left out: a
// consent may cover a part of a track. Before judging; nothing of what it leaves out is used, drawn or written afterwards.
func (t *Track) Only(source string, stretches [][2]time.Time) (left int) {
	all := *t
	t.blocks, t.n, t.sorted = nil, 0, false
	for i := range all.n {
		p := all.at(i)
		covered := all.sources[p.source].Name != source || slices.ContainsFunc(stretches, func(s [2]time.Time) bool {
			return p.ms >= s[0].UnixMilli() && p.ms < s[1].UnixMilli()
		})
		if !covered {
			left++
			continue
		}
		t.store(p)
	}
	return left
}
