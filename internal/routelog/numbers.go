package routelog

import (
	"bytes"
	"errors"
	"strconv"
)

// fastTime reads the one form nearly every track uses, 2025-05-18T10:45:30[.123]Z.
func fastTime(b []byte) (int64, bool) {
	if len(b) < 20 || b[4] != '-' || b[7] != '-' || b[10] != 'T' || b[13] != ':' || b[16] != ':' || b[len(b)-1] != 'Z' {
		return 0, false
	}
	year, ok1 := two(b[0:], 100)
	century := year
	year, ok2 := two(b[2:], 100)
	month, ok3 := two(b[5:], 13)
	day, ok4 := two(b[8:], 32)
	hour, ok5 := two(b[11:], 24)
	minute, ok6 := two(b[14:], 60)
	second, ok7 := two(b[17:], 60)
	year += century * 100
	if !(ok1 && ok2 && ok3 && ok4 && ok5 && ok6 && ok7) || month < 1 || day < 1 || day > daysIn(year, month) {
		return 0, false
	}
	ms := daysFromCivil(year, month, day)*86400000 + int64(hour*3600+minute*60+second)*1000
	if len(b) == 20 {
		return ms, true
	}
	unit := int64(100)
	if b[19] != '.' || len(b) == 21 {
		return 0, false
	}
	for _, c := range b[20 : len(b)-1] {
		if c < '0' || c > '9' {
			return 0, false
		}
		ms += int64(c-'0') * unit
		unit /= 10
	}
	return ms, true
}

func two(b []byte, below int) (int, bool) {
	n := int(b[0]-'0')*10 + int(b[1]-'0')
	return n, b[0] >= '0' && b[0] <= '9' && b[1] >= '0' && b[1] <= '9' && n < below
}

// parseDegrees reads a decimal number; plain ones, up to 15 digits, without a detour through a string.
func parseDegrees(b []byte) (float64, bool) {
	b = bytes.TrimSpace(b)
	digits, point, n := 0, -1, int64(0)
	start := 0
	if len(b) > 0 && b[0] == '-' {
		start = 1
	}
	for i := start; i < len(b); i++ {
		switch c := b[i]; {
		case c >= '0' && c <= '9' && digits < 15:
			n = n*10 + int64(c-'0')
			digits++
		case c == '.' && point < 0:
			point = digits
		default:
			v, err := strconv.ParseFloat(string(b), 64)
			return v, err == nil || errors.Is(err, strconv.ErrRange)
		}
	}
	v := float64(n)
	if point >= 0 {
		v /= tens[digits-point]
	}
	if start == 1 {
		v = -v
	}
	return v, digits > 0
}

// tens are exact in binary, so that dividing by them rounds once, as ParseFloat does.
var tens = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}
