package routelog

import (
	"fmt"
	"time"

	"hejie/internal/fault"
)

// maxTolerance bounds what a source may state; a wider one can order nothing.
const maxTolerance = 24 * time.Hour

// ParseIncident reads when it happened: the half-open interval that its writing allows (a minute, or a second), widened
// on both sides by the tolerance of its source. It refuses what is no moment, and a tolerance below 0 or over a day.
func ParseIncident(at string, tolerance time.Duration) (Incident, error) {
	c, ok := ParseClock(at, nil)
	if !ok || c == nil {
		return Incident{}, fault.BadField("at", "time", fault.Text{ZH: "事发时间无法识别，请写成 2025-05-18T18:45 或 2025-05-18T18:45:30。",
			EN: "cannot read the time of the incident; write 2025-05-18T18:45 or 2025-05-18T18:45:30"})
	}
	if tolerance < 0 || tolerance > maxTolerance {
		return Incident{}, fault.BadField("tolerance", "range", fault.Text{ZH: "时间误差应在0到24小时之间。", EN: "the tolerance lies between 0 and 24 hours"})
	}
	width := max(c.Width, time.Second)
	if c.At.Nanosecond() != 0 {
		width = time.Millisecond
	}
	return Incident{From: c.At.Add(-tolerance), To: c.At.Add(width + tolerance), Tolerance: tolerance, Zoned: c.Zoned}, nil
}

// ParsePlace reads "LAT,LON" in degrees.
func ParsePlace(text string) (*Place, error) {
	var p Place
	if n, err := fmt.Sscanf(text, "%g,%g", &p.Lat, &p.Lon); err != nil || n != 2 || !possible(p.Lat, p.Lon) {
		return nil, fault.BadField("place", "place", fault.Text{ZH: "地点应写成 纬度,经度，如 23.7435,114.7001。", EN: "write the place as LAT,LON, such as 23.7435,114.7001"})
	}
	return &p, nil
}
