package routelog

import (
	"hejie/internal/fault"
)

// The sheet, in mm: as wide as A4 between margins, nearly, and as high as one page takes.
const (
	sheetWidth  = 180.0
	mapHeight   = 108.0
	labelColumn = 28.5
	rim         = 0.5            // kept clear about the sheet
	margin      = 10 * 60 * 1000 // ms shown about the gap
)

// Draft lays out the picture of findings already judged: the path over a plain scale grid with drop-off, pickup, incident
// and stops, above a timeline of orders, speed and silences with the incident's band. Without a track only the timeline
// is drawn. The log must be the one that was judged.
func Draft(log *Log, in Incident, f Findings) Picture {
	if log.Track != nil {
		log.Track.clean(f.Policy)
	}
	from, to := shown(in, f)
	return newCut(log, view{t: log.Track}, in, f, from, to).draw()
}

// drawing is the sheet as it grows.
type drawing struct {
	*cut
	phased []stretch
	names  *placer // of the timeline
	banded area    // the incident's band, to be kept clear of words where there is a choice
	late   []Shape // labels, drawn over all else
	p      Picture
}

func (c *cut) draw() Picture {
	d := &drawing{cut: c, phased: c.phases()}
	d.p = Picture{Width: sheetWidth, Title: fault.Text{ZH: "配送路线与时间线", EN: "Delivery route and timeline"}, Desc: d.describe()}
	d.p.Height = d.legend(d.timeline(d.route()))
	return d.p
}

func (d *drawing) add(shapes ...Shape) { d.p.Shapes = append(d.p.Shapes, shapes...) }

// shown chooses the time shown: the gap and the incident with twenty minutes about it, and a margin; over three hours
// from the incident it is cut.
func shown(in Incident, f Findings) (from, to int64) {
	at, until := in.From.UnixMilli(), in.To.UnixMilli()
	from, to = at-20*60*1000, until+20*60*1000
	if g := f.Gap; g.From != nil && g.To != nil {
		from, to = min(from, g.From.UnixMilli()), max(to, g.To.UnixMilli())
	}
	const most = 3 * 3600 * 1000
	return max(from-margin, at-most), min(to+margin, until+most)
}
