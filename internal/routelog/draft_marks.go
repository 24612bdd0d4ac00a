package routelog

import (
	"fmt"
	"slices"
)

// sign is a kind of landmark.
type sign string

const (
	dropoffSign  sign = "dropoff"
	pickupSign   sign = "pickup"
	stopSign     sign = "stop"
	incidentSign sign = "incident"
)

// landmark is a named place on the map.
type landmark struct {
	at   Place
	text string
	sign sign
}

// maxStops bounds how many stops are marked, the longest of them.
const maxStops = 40

// marks are the incident, the next pickup, the previous drop-off and the stops, the longest first: in this order they are
// given room.
func (d *drawing) marks() []landmark {
	var out []landmark
	if at := d.where(); at != nil {
		out = append(out, landmark{*at, "事发 " + d.span(d.incident), incidentSign})
	}
	if d.next != nil && d.next.pickup != nil {
		text := "取餐处"
		if d.next.picked < d.next.to {
			text = "取餐 " + d.short(d.next.picked)
		}
		out = append(out, landmark{*d.next.pickup, text, pickupSign})
	}
	if d.previous != nil && d.previous.dropoff != nil {
		out = append(out, landmark{*d.previous.dropoff, "送达 " + d.short(d.previous.to), dropoffSign})
	}
	longest := slices.SortedStableFunc(slices.Values(d.stops), func(a, b stay) int { return int(b.to - b.from - a.to + a.from) })
	for _, s := range longest[:min(len(longest), maxStops)] {
		if s.at != nil {
			out = append(out, landmark{*s.at, "停留 " + lapse(s.to-s.from), stopSign})
		}
	}
	return out
}

// where is the place of the incident: as stated, else the middle of the way covered in its interval, else the last
// point by its end that is not too old; nil where nobody knows.
func (c *cut) where() *Place {
	if c.incident.empty() || c.stated != nil {
		return c.stated
	}
	if at := c.seen(c.centre()); at != nil {
		return at
	}
	i := c.after(c.incident.to+1) - 1
	if i < 0 || c.incident.to-c.dots[i].ms > ms(c.policy.BlindS) {
		return nil
	}
	return &c.dots[i].at
}

// signs draws the signs, the most important last and so on top.
func (d *drawing) signs(f frame, p *placer, marks []landmark) {
	for _, m := range slices.Backward(marks) {
		at, r := f.xy(m.at), radius(m.sign)
		d.symbol(at, m.sign)
		p.taken = append(p.taken, area{at.X - r, at.Y - r, at.X + r, at.Y + r})
	}
}

// landmarks names them; what is most important finds room however far, with a line to its sign.
func (d *drawing) landmarks(f frame, p *placer, marks []landmark) {
	for i, m := range marks {
		rings := 3
		if i < 8 {
			rings = 30
		}
		l := Label{Text: m.text, Size: letter, Bold: m.sign != stopSign, Ink: black, Halo: true}
		if m.sign == incidentSign {
			l.Ink = alarm
		}
		at := f.xy(m.at)
		l, ok := p.place(l, at, radius(m.sign), rings)
		if !ok {
			continue
		}
		if line, far := leader(l, at, radius(m.sign)); far {
			d.add(line)
		}
		d.add(l)
	}
}

func radius(s sign) float64 {
	if s == incidentSign {
		return 3.8
	}
	return 2.9
}

// symbol draws the shape of a kind of landmark; each is told from the others without colour.
func (d *drawing) symbol(at XY, s sign) {
	edge := Stroke{Ink: black, Width: 0.7}
	switch s {
	case dropoffSign:
		d.add(Rect{At: XY{at.X - 2.2, at.Y - 2.2}, W: 4.4, H: 4.4, Stroke: Stroke{Ink: white, Width: 1.4}, Fill: &black},
			Rect{At: XY{at.X - 2.2, at.Y - 2.2}, W: 4.4, H: 4.4, Stroke: edge, Fill: &black})
	case pickupSign:
		d.add(Rect{At: XY{at.X - 2.5, at.Y - 2.5}, W: 5, H: 5, Stroke: edge, Fill: &white})
	case stopSign:
		d.add(Circle{At: at, R: 2.5, Stroke: edge, Fill: &white}, Rect{At: XY{at.X - 0.9, at.Y - 0.9}, W: 1.8, H: 1.8, Fill: &black})
	case incidentSign:
		cross := []Stroke{{Ink: white, Width: 2}, {Ink: alarm, Width: 1.1}}
		d.add(Circle{At: at, R: 3.3, Stroke: Stroke{Ink: white, Width: 1.8}}, Circle{At: at, R: 3.3, Stroke: Stroke{Ink: alarm, Width: 0.9}})
		d.line([]XY{{at.X - 2, at.Y - 2}, {at.X + 2, at.Y + 2}}, cross)
		d.line([]XY{{at.X - 2, at.Y + 2}, {at.X + 2, at.Y - 2}}, cross)
	}
}

// lapse writes how long something lasted, in whole minutes where it lasted some.
func lapse(ms int64) string {
	if ms < 60_000 {
		return fmt.Sprintf("%d秒", ms/1000)
	}
	return fmt.Sprintf("%d分", ms/60_000)
}
