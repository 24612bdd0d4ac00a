package document

import (
	"fmt"
	"strconv"
	"strings"

	"hejie/internal/routelog"
)

// routeMethod is how an analysis reckons; its figures stand in the table of thresholds.
var routeMethod = []string{
	"按接单、到店、取餐、送达、取消的时间建立时间轴，比较事发时间与各节点的先后；每个时间都按其精度和误差当作一段时间处理。",
	"时钟排不出先后的，对每种可能分别判断；结果不一致的，不作判断。",
	"停留和间断只计到事发时段结束为止，事发之后的情况不计入。",
	"坐标换算和距离以WGS-84椭球面为准；没有声明的坐标系按WGS-84读取并列明，不作猜测。",
	"未采用的轨迹点都保留在原件中，并按原因计数；缺少的时间和地点不作填补。",
}

// timeSpans are the stretches of time that policies usually name, by the order of a Coverage.
var timeSpans = []string{
	"送餐途中：取餐至送达", "订单期间：接单至送达", "当日首次接单至当日24时（24时尚未完成的订单，算到次日1时30分）", "在线期间：以上线记录为准",
	"连续工作：在单、两单之间配送没有中断，或者末单之后仍在途中",
}

// timeFacts are the answers under each usual span.
func timeFacts(c routelog.Coverage) []TimeFact {
	words := map[routelog.Answer]string{routelog.Yes: "是", routelog.No: "否", routelog.Unclear: "无法判断"}
	facts := make([]TimeFact, len(timeSpans))
	for i, answer := range []routelog.Answer{c.DeliveringOnly, c.OrderOnly, c.FirstOrderToMidnight, c.Online, c.ContinuousWork} {
		facts[i] = TimeFact{Span: timeSpans[i], Answer: words[answer]}
	}
	return facts
}

var clockKinds = map[string]string{"incident": "事发时间", "orders": "订单", "track": "轨迹", "online": "在线记录"}

// clockRows are the clocks of an analysis in words.
func clockRows(clocks []routelog.ClockRow) []ClockRow {
	rows := make([]ClockRow, len(clocks))
	for i, c := range clocks {
		name := or(clockKinds[c.Kind], c.Kind)
		if c.Source != "" && c.Kind != "incident" {
			name += "：" + c.Source
		}
		rows[i] = ClockRow{Source: name, Zone: zone(c), Precision: precision(c.PrecisionS), Tolerance: tolerance(c.ToleranceS), Offset: offset(c)}
	}
	return rows
}

// zone is what times without one were read in.
func zone(c routelog.ClockRow) string {
	if c.Zone == nil {
		return "各时间自带时区"
	}
	name := *c.Zone
	if name == "Asia/Shanghai" {
		name = "北京时间"
	}
	if c.ZoneStated {
		return name + "（已声明）"
	}
	return "没有声明，按" + name + "读取"
}

func precision(s *float64) string {
	if s == nil {
		return "不明"
	}
	return secondsZH(*s)
}

func tolerance(s float64) string {
	if s == 0 {
		return "没有登记"
	}
	return "前后各" + secondsZH(s)
}

func offset(c routelog.ClockRow) string {
	switch {
	case c.OffsetS == nil && c.Kind == "track":
		return "未能测得"
	case c.OffsetS == nil:
		return "—"
	}
	text := "不到1秒"
	if *c.OffsetS > 0 {
		text = "快" + secondsZH(*c.OffsetS)
	} else if *c.OffsetS < 0 {
		text = "慢" + secondsZH(-*c.OffsetS)
	}
	if c.OffsetUncertaintyS != nil {
		text += "（±" + secondsZH(*c.OffsetUncertaintyS) + "）"
	}
	return text
}

// secondsZH is a number of seconds in the unit people say.
func secondsZH(s float64) string {
	if s >= 60 && s == float64(int(s)) && int(s)%60 == 0 {
		return strconv.Itoa(int(s)/60) + "分钟"
	}
	return plainNumber(s) + "秒"
}

func plainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// quality counts what was read, used and left out, and why. Analyses of an earlier version did not count their orders.
func quality(q routelog.Quality) []string {
	if q.OrdersRead == 0 {
		return trackQuality(q)
	}
	return append([]string{fmt.Sprintf("订单：读取%d笔；没有时间或者时间前后矛盾的，在上面逐笔列出。", q.OrdersRead)}, trackQuality(q)...)
}

// trackQuality counts points.
func trackQuality(q routelog.Quality) []string {
	if q.PointsRead == 0 {
		return []string{"没有轨迹点。"}
	}
	d := q.Dropped
	left := d.Duplicate + d.Teleport + d.BadCoordinate + d.NoTime + d.Unreadable
	list := []string{
		fmt.Sprintf("轨迹点：读取%d个，采用%d个，未采用%d个。", q.PointsRead, q.PointsUsed, left),
		fmt.Sprintf("未采用的原因：重复%d个，漂移%d个，坐标不可能%d个，没有时间%d个，无法识别%d个。", d.Duplicate, d.Teleport, d.BadCoordinate, d.NoTime, d.Unreadable),
		fmt.Sprintf("时间次序颠倒%d处，已按时间排列。", q.OutOfOrder),
	}
	if q.Datum != nil {
		declared := "（已声明）"
		if !q.DatumDeclared {
			declared = "（没有声明，按此读取）"
		}
		list = append(list, "轨迹坐标系："+datums[*q.Datum]+declared+"。")
	}
	return list
}

var datums = map[routelog.Datum]string{routelog.WGS84: "WGS-84", routelog.GCJ02: "GCJ-02", routelog.BD09: "BD-09"}

// thresholds are every figure of the policy.
func thresholds(p routelog.Policy) []RouteThreshold {
	units := map[string]string{"m": "米", "s": "秒", "m/s": "米/秒", "": ""}
	var rows []RouteThreshold
	for _, t := range p.Thresholds() {
		row := RouteThreshold{Name: t.Name, Meaning: t.Meaning.ZH, Value: plainNumber(t.Value) + units[t.Unit], Default: plainNumber(t.Default) + units[t.Unit]}
		if t.Changed() {
			row.Value += "（不同于默认）"
		}
		rows = append(rows, row)
	}
	return rows
}

// alternatives are the findings under other assumptions.
func alternatives(list []routelog.Alternative) []RouteAlternative {
	rows := make([]RouteAlternative, len(list))
	for i, a := range list {
		rows[i] = RouteAlternative{With: assumption(a.With), Finding: a.Finding.ZH()}
		if a.Because != nil {
			rows[i].Because = a.Because.Text
		}
	}
	return rows
}

var assumptions = map[string]string{
	"datum": "轨迹按坐标系读取：", "order_datum": "订单地点按坐标系读取：", "track_zone": "轨迹时间按时区读取：", "policy": "按规则：",
	"clock_offset": "按测得的时钟相差更正轨迹时间：", "gps_week": "轨迹日期按GPS周数翻转更正：",
}

// assumption is what an alternative takes for granted, in words: "datum:gcj02", of one of several tracks
// "datum:gcj02:轨迹文件2", of clocks "clock_offset:-37s", "gps_week:+1024".
func assumption(with string) string {
	what, value, _ := strings.Cut(with, ":")
	lead, known := assumptions[what]
	if !known {
		return "按" + with
	}
	switch what {
	case "clock_offset":
		return lead + offBy(value)
	case "gps_week":
		return lead + weeks(value)
	case "datum", "order_datum":
		first, file, _ := strings.Cut(value, ":")
		value = joined("，仅", or(datums[routelog.Datum(first)], first), file)
	}
	return lead + value
}

// offBy tells measured clocks, "-37s,+2s", by which way each was wrong; where it cannot be read it is told as it stands.
func offBy(value string) string {
	var told []string
	for _, one := range strings.Split(value, ",") {
		s, err := strconv.ParseInt(strings.TrimSuffix(one, "s"), 10, 64)
		switch {
		case err != nil:
			return value
		case s == 0:
			told = append(told, "与订单时钟相差不到1秒")
		case s > 0:
			told = append(told, "轨迹比订单快"+secondsZH(float64(s)))
		default:
			told = append(told, "轨迹比订单慢"+secondsZH(float64(-s)))
		}
	}
	if len(told) > 1 {
		return "各份轨迹不同（" + strings.Join(told, "；") + "）"
	}
	return told[0]
}

// weeks tells by how many weeks dates are put off, "+1024".
func weeks(value string) string {
	n, err := strconv.Atoi(value)
	switch {
	case err != nil:
		return value
	case n < 0:
		return "向前移" + strconv.Itoa(-n) + "周"
	}
	return "向后移" + strconv.Itoa(n) + "周"
}
