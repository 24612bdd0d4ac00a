package routelog

import (
	"strings"
	"time"
	_ "time/tzdata" // the same zones on every machine, also where none are installed

	"hejie/internal/fault"
)

var zoneText = fault.Text{ZH: "时区应写成 Asia/Shanghai 这样的名称，或 +08:00。", EN: "write the zone as a name such as Asia/Shanghai, or as +08:00"}

// ParseZone reads a zone (时区) as people declare it: a name of the IANA database, or an offset such as +08:00, at most 14
// hours. It refuses "" and "Local", which mean another zone on another machine.
func ParseZone(text string) (*time.Location, error) {
	text = strings.TrimSpace(text)
	if zone, ok := parseOffset(text); ok {
		return zone, nil
	}
	if text == "" || text == "Local" {
		return nil, fault.BadField("zone", "zone", zoneText)
	}
	zone, err := time.LoadLocation(text)
	if err != nil {
		return nil, fault.BadField("zone", "zone", zoneText)
	}
	return zone, nil
}

func parseOffset(text string) (*time.Location, bool) {
	if n := len(text); n != 3 && n != 5 && n != 6 || strings.IndexByte("+-", text[0]) < 0 {
		return nil, false
	}
	p := scanner{s: text}
	ms, zoned, ok := p.zone()
	if !ok || !zoned || p.i != len(text) {
		return nil, false
	}
	return time.FixedZone(text, int(ms/1000)), true
}
