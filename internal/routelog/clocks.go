package routelog

import (
	"cmp"
	"slices"
	"time"
)

// The kinds of clock.
const (
	clockIncident = "incident"
	clockOrders   = "orders"
	clockTrack    = "track"
	clockOnline   = "online"
)

// clockRows is the table of clocks: the incident's, then every file's in the order they were read, each kind apart.
func (c *inquest) clockRows(offsets []*offset) []ClockRow {
	rows := []ClockRow{c.in.clockRow()}
	rows = append(rows, orderClocks(c.log.Orders)...)
	if c.log.Track != nil {
		tracks := c.log.Track.clockRows()
		for i, o := range offsets {
			if o != nil {
				tracks[i].OffsetS, tracks[i].OffsetUncertaintyS = seconds(o.ms), seconds(o.uncertainty)
			}
		}
		rows = append(rows, tracks...)
	}
	return append(rows, onlineClocks(c.log.Online)...)
}

// clockRow is the incident's clock. What its zone was, and how its width came about, is told by the text it was read from;
// one made by hand tells only its width.
func (in Incident) clockRow() ClockRow {
	precision := in.To.Sub(in.From) - 2*in.Tolerance
	row := ClockRow{Source: "", Kind: clockIncident, ZoneStated: in.Zoned, PrecisionS: number(precision.Seconds()), ToleranceS: in.Tolerance.Seconds()}
	if !in.Zoned {
		row.Zone = zoneName(nil)
	}
	return row
}

// zoneName names the zone in which times without one were read.
func zoneName(zone *time.Location) *string {
	name := "Asia/Shanghai"
	if zone != nil && zone != Shanghai {
		name = zone.String()
	}
	return &name
}

// clockFile gathers what the clocks of one file tell.
type clockFile struct {
	source    string
	zone      *time.Location
	bare      bool // a time without its own zone was among them
	precision time.Duration
	tolerance time.Duration
}

func (f *clockFile) add(k *Clock) {
	if k == nil {
		return
	}
	f.bare = f.bare || !k.Zoned
	f.precision = max(f.precision, k.Width)
	f.tolerance = max(f.tolerance, k.Tolerance)
}

func (f clockFile) row(kind string) ClockRow {
	row := ClockRow{Source: f.source, Kind: kind, ZoneStated: !f.bare || f.zone != nil, ToleranceS: f.tolerance.Seconds()}
	if f.precision == 0 {
		f.precision = time.Second
	}
	row.PrecisionS = number(f.precision.Seconds())
	if f.bare {
		row.Zone = zoneName(f.zone)
	}
	return row
}

// byFile finds a file's gathering, or begins it.
func byFile(files []clockFile, source string, zone *time.Location) ([]clockFile, *clockFile) {
	i := slices.IndexFunc(files, func(f clockFile) bool { return f.source == source })
	if i < 0 {
		i, files = len(files), append(files, clockFile{source: source, zone: zone})
	}
	return files, &files[i]
}

func orderClocks(orders []Order) []ClockRow {
	var files []clockFile
	for i := range orders {
		var file *clockFile
		files, file = byFile(files, orders[i].Ref.Source, orders[i].Zone)
		for _, k := range orders[i].clocks() {
			file.add(k)
		}
	}
	return clockTable(files, clockOrders)
}

func onlineClocks(shifts []Shift) []ClockRow {
	var files []clockFile
	for _, s := range shifts {
		var file *clockFile
		files, file = byFile(files, s.Ref.Source, s.Zone)
		file.add(s.Start)
		file.add(s.End)
	}
	return clockTable(files, clockOnline)
}

func clockTable(files []clockFile, kind string) []ClockRow {
	var rows []ClockRow
	for _, f := range files {
		rows = append(rows, f.row(kind))
	}
	return rows
}

// clockRows are the tracks' clocks. How precise one is shows in its points: all on a whole minute, or on a whole second.
func (t *Track) clockRows() []ClockRow {
	precision := make([]time.Duration, len(t.sources))
	for i := range t.n {
		if p := t.at(i); precision[p.source] != time.Millisecond {
			precision[p.source] = cmp.Or(min(precision[p.source], wholeness(p.ms)), wholeness(p.ms))
		}
	}
	var rows []ClockRow
	for i, src := range t.sources {
		f := clockFile{source: src.Name, zone: src.Zone, precision: precision[i], tolerance: src.Tolerance}
		f.bare = i < len(t.bare) && t.bare[i] > 0
		row := f.row(clockTrack)
		if precision[i] == 0 {
			row.PrecisionS = nil // not a point with a time
		}
		rows = append(rows, row)
	}
	return rows
}

// wholeness is the coarsest unit a moment is a whole number of.
func wholeness(ms int64) time.Duration {
	switch {
	case ms%60000 == 0:
		return time.Minute
	case ms%1000 == 0:
		return time.Second
	}
	return time.Millisecond
}
