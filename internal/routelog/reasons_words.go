package routelog

import "fmt"

// clockText prints a moment to the second in Shanghai.
func clockText(at int64) string {
	if at == never {
		return "—"
	}
	return shanghai(at).Format("01-02 15:04:05")
}

func minutes(ms int64) string {
	if ms < 60000 {
		return fmt.Sprintf("%d秒", ms/1000)
	}
	if ms%60000 < 1000 {
		return fmt.Sprintf("%d分钟", ms/60000)
	}
	return fmt.Sprintf("%d分%d秒", ms/60000, ms%60000/1000)
}

func minutesEN(ms int64) string {
	if ms < 60000 {
		return fmt.Sprintf("%d s", ms/1000)
	}
	if ms%60000 < 1000 {
		return fmt.Sprintf("%d min", ms/60000)
	}
	return fmt.Sprintf("%d min %d s", ms/60000, ms%60000/1000)
}

func hours(s float64) string   { return fmt.Sprintf("%g小时", s/3600) }
func hoursEN(s float64) string { return fmt.Sprintf("%g hours", s/3600) }
