package routelog

import "fmt"

// landmark is a named place on the map.
type landmark struct {
	at   Place
	text string
	kind string // dropoff, pickup, stop, incident
}

// marks are the previous drop-off, the next pickup, the stops and the incident, the incident last so that it lies on top.
func (d *drawing) marks() []landmark {
	var out []landmark
	for _, s := range d.stops {
		if s.at != nil {
			out = append(out, landmark{at: *s.at, text: fmt.Sprintf("停%d分", (s.to-s.from)/60000), kind: "stop"})
		}
	}
	if d.previous != nil && d.previous.dropoff != nil {
		out = append(out, landmark{at: *d.previous.dropoff, text: "送达", kind: "dropoff"})
	}
	if d.next != nil && d.next.pickup != nil {
		out = append(out, landmark{at: *d.next.pickup, text: "取餐", kind: "pickup"})
	}
	if at := d.where(); at != nil {
		out = append(out, landmark{at: *at, text: "事发", kind: "incident"})
	}
	return out
}

// where is the place of the incident: as stated, else the last point by its end that is not too old; nil where nobody
// knows.
func (c *cut) where() *Place {
	if c.incident.empty() || c.stated != nil {
		return c.stated
	}
	d, ok := c.lastBy(c.incident.to)
	if !ok || c.incident.to-d.ms > ms(c.policy.BlindS) {
		return nil
	}
	return &d.at
}

// mark draws a landmark with its name, kept on the sheet.
func (d *drawing) mark(at XY, m landmark) {
	d.symbol(at, m.kind)
	label := Label{At: XY{at.X + 3.6, at.Y - 2.4}, Text: m.text, Size: letter, Anchor: Start, Bold: true, Ink: black, Halo: true}
	switch m.kind {
	case "stop":
		label.Bold, label.At.Y = false, at.Y+6.5
	case "incident":
		label.Ink, label.At.X, label.Anchor = alarm, at.X-4.4, End
	}
	if label.Anchor == Start && label.At.X > sheetWidth-16 {
		label.Anchor, label.At.X = End, at.X-4
	}
	if label.Anchor == End && label.At.X < 16 {
		label.Anchor, label.At.X = Start, at.X+4.4
	}
	d.add(label)
}

// symbol draws the shape of a kind of landmark; each is told from the others without colour.
func (d *drawing) symbol(at XY, kind string) {
	edge, cross := Stroke{Ink: black, Width: 0.6}, Stroke{Ink: alarm, Width: 1.1}
	switch kind {
	case "dropoff":
		d.add(Rect{At: XY{at.X - 2, at.Y - 2}, W: 4, H: 4, Stroke: edge, Fill: &black})
	case "pickup":
		d.add(Rect{At: XY{at.X - 2.4, at.Y - 2.4}, W: 4.8, H: 4.8, Stroke: edge, Fill: &white})
	case "stop":
		d.add(Circle{At: at, R: 2.4, Stroke: edge, Fill: &soft})
	default:
		d.add(Circle{At: at, R: 3.4, Stroke: Stroke{Ink: alarm, Width: 0.8}, Fill: &white},
			Polyline{Points: []XY{{at.X - 2, at.Y - 2}, {at.X + 2, at.Y + 2}}, Stroke: cross},
			Polyline{Points: []XY{{at.X - 2, at.Y + 2}, {at.X + 2, at.Y - 2}}, Stroke: cross})
	}
}
