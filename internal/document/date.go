package document

import (
	"fmt"
	"time"
)

// shanghai is China's one legal time; a fixed offset needs no zone file.
var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// DateZH is a day as papers write it, 2026年1月5日, in Asia/Shanghai; "" for the zero time.
func DateZH(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(shanghai)
	return fmt.Sprintf("%d年%d月%d日", t.Year(), int(t.Month()), t.Day())
}

// TimeZH is a moment to the minute, 2026年1月5日14时03分, in Asia/Shanghai; "" for the zero time.
func TimeZH(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(shanghai)
	return fmt.Sprintf("%s%d时%02d分", DateZH(t), t.Hour(), t.Minute())
}

// MomentZH is a moment to the second, 2026年1月5日14时03分07秒, in Asia/Shanghai; "" for the zero time.
func MomentZH(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return TimeZH(t) + fmt.Sprintf("%02d秒", t.In(shanghai).Second())
}
