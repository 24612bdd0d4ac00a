package routelog

import (
	"fmt"
	"slices"
)

// landmark is a named place on the map.
type landmark struct {
	at   Place
	text string
	kind string // dropoff, pickup, stop, incident
}

// marks are the previous drop-off, the next pickup, the stops and the incident, the incident last so that it lies on top.
func (d *drawing) marks() []landmark {
	var out []landmark
	for _, s := range d.f.Movement.Stops {
		out = append(out, landmark{at: Place{s.Lat, s.Lon}, text: fmt.Sprintf("停%d分", int(s.Seconds)/60), kind: "stop"})
	}
	if o := d.order(d.f.Previous.ID, d.f.Previous.EndedAt != nil); o != nil {
		if p, _ := d.w.placeOf(o.Dropoff, o.Datum, pick(o.Delivered, false)); p != nil {
			out = append(out, landmark{at: *p, text: "送达", kind: "dropoff"})
		}
	}
	if o := d.order(d.f.Next.ID, true); o != nil {
		if p, _ := d.w.placeOf(o.Pickup, o.Datum, pick(o.PickedUp, false)); p != nil {
			out = append(out, landmark{at: *p, text: "取餐", kind: "pickup"})
		}
	}
	if at, ok := d.w.placeAt(d.w.to); ok {
		out = append(out, landmark{at: at, text: "事发", kind: "incident"})
	}
	return out
}

// order finds an order by the id the findings give.
func (d *drawing) order(id *string, known bool) *Order {
	if id == nil || !known {
		return nil
	}
	i := slices.IndexFunc(d.log.Orders, func(o Order) bool { return o.ID == *id })
	if i < 0 {
		return nil
	}
	return &d.log.Orders[i]
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
