package activities

import (
	"fmt"
	"math"
	"strings"
	"time"

	"hejie/internal/document"
	"hejie/internal/routelog"
	"hejie/internal/statute"
)

// clockZH is a moment to the second in Shanghai; "" where it is not known.
func clockZH(t *time.Time) string {
	if t == nil {
		return ""
	}
	at := t.In(statute.Zone)
	return document.TimeZH(at) + fmt.Sprintf("%02d秒", at.Second())
}

// facts are the bare facts of time and place, in order.
func facts(f routelog.Findings) []string {
	var list []string
	if f.Previous.ID != nil && f.Previous.EndedAt != nil {
		list = append(list, fmt.Sprintf("上一单%s于%s结束，距事故%s。", *f.Previous.ID, clockZH(f.Previous.EndedAt), between(f.Previous.Since)))
	}
	if f.Next.ID != nil && f.Next.AcceptedAt != nil {
		list = append(list, fmt.Sprintf("下一单%s于%s接单，%s。", *f.Next.ID, clockZH(f.Next.AcceptedAt), relation(f.Next)))
	}
	if f.Gap.Seconds != nil {
		list = append(list, fmt.Sprintf("手中没有待送餐品的时段（空档）为%s至%s，共%s。", clockZH(f.Gap.From), clockZH(f.Gap.To), lasting(*f.Gap.Seconds)))
	}
	return append(list, travelled(f.Movement)...)
}

// travelled is what the track shows of the gap.
func travelled(m routelog.Movement) []string {
	var list []string
	if m.Points != nil && *m.Points > 0 {
		list = append(list, fmt.Sprintf("该时段内至事故时有%d个轨迹点%s。", *m.Points, covering(m)))
	}
	if m.DistanceM != nil && m.DisplacementM != nil {
		list = append(list, fmt.Sprintf("行进路程%.0f米，首尾直线距离%.0f米。", *m.DistanceM, *m.DisplacementM))
	}
	if m.TowardNext != nil {
		list = append(list, fmt.Sprintf("至事故时，与下一单取餐地点的距离缩短了%.0f%%。", math.Round(*m.TowardNext*100)))
	}
	for _, stop := range m.Stops {
		list = append(list, fmt.Sprintf("%s至%s停留%s。", clockZH(&stop.From), clockZH(&stop.To), lasting(stop.Seconds)))
	}
	return list
}

func covering(m routelog.Movement) string {
	var text string
	if m.Coverage != nil {
		text += fmt.Sprintf("，覆盖该时段的%.0f%%", math.Floor(*m.Coverage*100))
	}
	if m.LongestSilence != nil {
		text += "，最长间断" + lasting(*m.LongestSilence)
	}
	return text
}

// relation is the incident before or after the next acceptance.
func relation(n routelog.Next) string {
	switch {
	case n.Relation == nil || *n.Relation == routelog.Unclear:
		return "与事故的先后不能确定"
	case *n.Relation == routelog.After:
		return "事故在接单之后"
	}
	return "事故在接单之前" + between(n.Until)
}

// between is a duration known between two bounds.
func between(r routelog.Range) string {
	switch {
	case r.Min == nil || r.Max == nil:
		return ""
	case *r.Min == *r.Max:
		return lasting(*r.Min)
	}
	return lasting(*r.Min) + "至" + lasting(*r.Max)
}

// lasting is a duration in minutes and seconds.
func lasting(seconds float64) string {
	s := int(math.Round(math.Abs(seconds)))
	sign := ""
	if seconds < 0 {
		sign = "负"
	}
	switch {
	case s < 60:
		return fmt.Sprintf("%s%d秒", sign, s)
	case s%60 == 0:
		return fmt.Sprintf("%s%d分钟", sign, s/60)
	}
	return fmt.Sprintf("%s%d分%d秒", sign, s/60, s%60)
}

// clocks are the readings that the finding compares, each from its source.
func clocks(f routelog.Findings) []document.ClockRow {
	rows := []document.ClockRow{{What: "事故", Reading: clockZH(f.Incident.From) + "至" + clockZH(f.Incident.To), Tolerance: "已计入", Source: "申请人或者调解员填写"}}
	if f.Previous.EndedAt != nil {
		rows = append(rows, document.ClockRow{What: "上一单结束", Reading: clockZH(f.Previous.EndedAt), Tolerance: "按记录的精度", Source: source(f, "previous_order")})
	}
	if f.Next.AcceptedAt != nil {
		rows = append(rows, document.ClockRow{What: "下一单接单", Reading: clockZH(f.Next.AcceptedAt), Tolerance: "按记录的精度", Source: source(f, "next_order", "next_order_taken_away")})
	}
	if f.Next.PickupAt != nil {
		rows = append(rows, document.ClockRow{What: "下一单取餐", Reading: clockZH(f.Next.PickupAt), Tolerance: "按记录的精度", Source: source(f, "next_order")})
	}
	return rows
}

// source is the row that a reason of one of these codes rests on.
func source(f routelog.Findings, codes ...string) string {
	for _, code := range codes {
		for _, r := range f.Because {
			if r.Code == code && len(r.Refs) > 0 {
				return rows(r.Refs[:1])
			}
		}
	}
	return "订单记录"
}

// quality says what was read, what was left out and why, and what would change the finding.
func quality(f routelog.Findings) []string {
	q := f.Quality
	if q.PointsRead == 0 {
		return append([]string{"没有轨迹。"}, assumed(f)...)
	}
	d := q.Dropped
	list := []string{
		fmt.Sprintf("读取轨迹点%d个，采用%d个；未采用的：重复%d个、漂移%d个、坐标不可能%d个、无时间%d个、无法识别%d个，均保留在原件中。",
			q.PointsRead, q.PointsUsed, d.Duplicate, d.Teleport, d.BadCoordinate, d.NoTime, d.Unreadable),
		fmt.Sprintf("次序颠倒%d处，已按时间排列。", q.OutOfOrder),
	}
	if q.Datum != nil {
		list = append(list, "坐标系："+string(*q.Datum)+declared[q.DatumDeclared]+"。")
	}
	if q.DatumSuspectM != nil {
		list = append(list, fmt.Sprintf("轨迹与订单坐标疑似不属同一坐标系，相差约%.0f米。", *q.DatumSuspectM))
	}
	return append(list, assumed(f)...)
}

var declared = map[bool]string{true: "", false: "（无人声明，按此读取）"}

// assumed are the findings under other assumptions.
func assumed(f routelog.Findings) []string {
	var list []string
	for _, a := range f.Alternatives {
		list = append(list, "如"+assumption(a.With)+"判断，结果为："+a.Finding.ZH()+"。")
	}
	return list
}

// assumption is what an alternative takes for granted, in words: "datum:gcj02".
func assumption(with string) string {
	what, value, _ := strings.Cut(with, ":")
	words := map[string]string{"datum": "轨迹按坐标系", "order_datum": "订单地点按坐标系", "track_zone": "轨迹时间按时区", "policy": "按规则"}
	if word, known := words[what]; known {
		return word + value
	}
	return "按" + with
}

// method is how it was reckoned, with the thresholds.
func method(p routelog.Policy) []string {
	return []string{
		"按接单、到店、取餐、送达时间建立时间轴，比较事故时间与各节点的先后；每个时间都按其精度和误差作为一段时间处理。",
		fmt.Sprintf("停留：%.0f米内持续%.0f秒以上；可能中断配送的停留：%.0f秒以上，且不在上一单送达地点、下一单取餐地点%.0f米内。",
			p.StopRadiusM, p.StopS, p.LongStopS, p.HandoverRadiusM),
		fmt.Sprintf("间断：相邻轨迹点相隔%.0f秒以上；间断超过%.0f秒且涉及事故时间的，不作判断。", p.SilenceS, p.BlindS),
		fmt.Sprintf("绕行：路程超过直线距离的%.0f倍（直线距离不足%.0f米的按%.0f米计），且未向下一单取餐地点靠近%.0f%%以上。",
			p.DetourRatio, p.DirectFloorM, p.DirectFloorM, p.TowardNext*100),
		"距离在WGS-84椭球面上计算。",
	}
}
