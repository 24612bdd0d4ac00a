package routelog

// onTrack are the codes of reasons that rest on the track as a whole rather than on some of its rows.
var onTrack = map[string]bool{
	"short_path": true, "detour": true, "long_way": true, "datum_undeclared": true, "datum": true, "track_datum_undeclared": true,
	"track_zone": true, "coordinates_swapped": true, "place_from_track": true, "track": true, "silence": true, "track_clock": true,
}

// grounded gives every reason rows in which it can be checked: one that names none rests on the ends of the track in the
// gap, or on the orders about the incident. It stays without only where there is neither.
func (c *inquest) grounded(v verdict, reasons []Reason) []Reason {
	for i, r := range reasons {
		if len(r.Refs) > 0 {
			continue
		}
		var refs []Ref
		if onTrack[r.Code] {
			refs = c.trackEnds(v.main.gap)
		}
		if len(refs) == 0 {
			refs = c.ordersAbout(&v.main)
		}
		if len(refs) > 0 {
			reasons[i].Refs = refs
		}
	}
	return reasons
}

// trackEnds are the first and the last point of the gap, else the point nearest the incident.
func (c *inquest) trackEnds(g *gap) []Ref {
	if g != nil && len(g.fixes) > 0 {
		first, last := g.fixes[0].ref, g.fixes[len(g.fixes)-1].ref
		if first == last {
			return []Ref{first}
		}
		return []Ref{first, last}
	}
	if f, ok := c.world(variant{}).view.near(c.from, never/4); ok {
		return []Ref{f.ref}
	}
	return nil
}

// ordersAbout are the orders that ran, else those before and after, else the nearest.
func (c *inquest) ordersAbout(s *scene) []Ref {
	var refs []Ref
	for _, o := range s.running {
		refs = append(refs, o.order.Ref)
	}
	for _, o := range []*span{s.prev, s.next} {
		if o != nil && len(s.running) == 0 {
			refs = append(refs, o.order.Ref)
		}
	}
	if len(refs) > 0 {
		return refs
	}
	least := int64(never)
	for i := range s.w.tl.spans {
		if o := &s.w.tl.spans[i]; max(o.start-s.t, s.t-o.end, 0) < least {
			least, refs = max(o.start-s.t, s.t-o.end, 0), []Ref{o.order.Ref}
		}
	}
	return refs
}
