package dispute

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the same zones on every machine, also where none are installed
)

var (
	errPlace = errors.New("not LAT,LON in degrees")
	errZone  = errors.New("not the name of a time zone")
)

// normalizePlace writes LAT,LON in degrees as their shortest decimals. It refuses what lies outside the earth.
func normalizePlace(s string) (string, error) {
	lat, lon, two := strings.Cut(narrow(s), ",")
	y, okY := degrees(lat, 90)
	x, okX := degrees(lon, 180)
	if !two || !okY || !okX {
		return "", errPlace
	}
	return y + "," + x, nil
}

func degrees(s string, most float64) (string, bool) {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) > most {
		return "", false
	}
	return strconv.FormatFloat(f, 'f', -1, 64), true
}

// otherwise are names under which a machine keeps its own choices, or clocks that count leap seconds.
var otherwise = regexp.MustCompile(`(?i)^(local|localtime|posixrules|factory)$|^(right|posix)/`)

// normalizeZone takes a name of the time-zone database as it stands there. It refuses what means another zone on another
// machine.
func normalizeZone(s string) (string, error) {
	name := strings.TrimSpace(narrow(s))
	if name == "" || otherwise.MatchString(name) {
		return "", errZone
	}
	if _, err := time.LoadLocation(name); err != nil {
		return "", errZone
	}
	return name, nil
}
