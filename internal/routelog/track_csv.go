package routelog

import (
	"bufio"
	"errors"
	"io"
	"strconv"
)

// scanTrackTable reads a track from a CSV table: time, lat, lon (speed and accuracy are passed over).
func scanTrackTable(src Source, r *bufio.Reader, emit func(sample) error) error {
	t := newTable(src, r)
	header, line, err := t.header()
	if err != nil {
		return err
	}
	cols := findColumns(header, vocabulary(trackHeaders, src.Mapping))
	if !cols.hasAny("time") || !cols.hasAny("lat") || !cols.hasAny("lon") {
		return src.bad(line, "", "第一行需要有 时间、纬度、经度（time, lat, lon）三列。", "the first row needs the columns time, lat and lon")
	}
	scale, err := src.scale()
	if err != nil {
		return err
	}
	for {
		row, line, err := t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := emit(tableSample(src, cols, row, line, scale)); err != nil {
			return err
		}
	}
}

func tableSample(src Source, cols columns, row []string, line int, scale float64) sample {
	s := sample{line: line}
	lat, errLat := strconv.ParseFloat(zeroed(cols.cell(row, "lat")), 64)
	lon, errLon := strconv.ParseFloat(zeroed(cols.cell(row, "lon")), 64)
	s.lat, s.lon, s.garbled = lat/scale, lon/scale, errLat != nil || errLon != nil
	s.clock(cols.cell(row, "time"), src)
	return s
}

// zeroed reads a blank cell of a coordinate as 0, the receiver's own word for "no fix".
func zeroed(cell string) string {
	if cell == "" {
		return "0"
	}
	return cell
}

// clock fills in the time, local to the source's zone where none is written.
func (s *sample) clock(text string, src Source) {
	m, ok := moment{}, true
	if !blank(text) {
		m, ok = parseMoment(text)
	}
	s.badTime, s.yearless = !ok, !ok && yearless(text)
	s.timed, s.zoned = ok && m.ms != 0, m.zoned
	s.ms = m.ms
	if s.timed && !m.zoned {
		c, _ := ParseClock(text, src.Zone)
		s.ms = c.At.UnixMilli()
	}
}
