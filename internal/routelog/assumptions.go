package routelog

import "time"

// assumptions judges again under what was not declared.
func (c *inquest) assumptions() []Alternative {
	out := []Alternative{}
	try := func(with string, a assumption) { out = append(out, c.assuming(a).alternative(with)) }
	w := c.world(variant{})
	if w.trackUndeclared() && c.trackInChina() {
		try("datum:gcj02", assumption{track: GCJ02})
		try("datum:bd09", assumption{track: BD09})
	}
	if w.ordersUndeclared() && c.trackInChina() {
		try("order_datum:gcj02", assumption{orders: GCJ02})
		try("order_datum:bd09", assumption{orders: BD09})
	}
	if c.log.Track != nil && c.log.Track.unzoned > 0 && c.log.Track.unzoned == c.log.Track.n {
		try("track_zone:UTC", assumption{shift: (8 * time.Hour).Milliseconds()})
	}
	return out
}
