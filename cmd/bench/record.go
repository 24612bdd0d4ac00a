package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"hejie/internal/document"
)

// records draws a mediation record of two pages, warm, and prints the median.
func records() error {
	facts := document.MediationRecord{
		Sheet:  document.Sheet{Committee: "惠城区桥东街道人民调解委员会", CaseNumber: "（2026）惠桥民调字第1号"},
		Record: []document.Said{{What: strings.Repeat("双方核对订单与轨迹。保险公司对十五分钟的间隔提出疑问，调解员出示路线分析报告，说明该时段为前一单送达后前往下一单取餐点的途中。", 14)}},
	}
	var times []time.Duration
	pages := 0
	for range 40 {
		begun := time.Now()
		result, err := facts.Draw(io.Discard)
		if err != nil {
			return fmt.Errorf("drawing a mediation record: %w", err)
		}
		times, pages = append(times, time.Since(begun)), result.Pages
	}
	slices.Sort(times)
	fmt.Printf("\nmediation record, %d pages, warm\n  median %.1f ms, p90 %.1f ms (goal ≤ 20)\n", pages, ms(times[len(times)/2]), ms(times[len(times)*9/10]))
	return nil
}
