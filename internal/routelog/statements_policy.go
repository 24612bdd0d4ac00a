package routelog

import "hejie/internal/fault"

// Threshold is one figure of a policy with its default, in a unit: "m", "s", "m/s" or "" for a ratio.
type Threshold struct {
	Name           string // as policy files spell it
	Meaning        fault.Text
	Unit           string
	Value, Default float64
}

// Changed says whether the figure differs from the default.
func (t Threshold) Changed() bool { return t.Value != t.Default }

// thresholds are all figures of a policy, in the order in which the rules use them.
var thresholds = []struct {
	name, unit string
	meaning    fault.Text
	of         func(Policy) float64
}{
	{"stop_radius_m", "m", fault.Text{ZH: "停留：各点离首点不超过", EN: "a stop stays within this of its first point"}, func(p Policy) float64 { return p.StopRadiusM }},
	{"stop_s", "s", fault.Text{ZH: "停留：至少持续", EN: "a stop lasts at least"}, func(p Policy) float64 { return p.StopS }},
	{"long_stop_s", "s", fault.Text{ZH: "长时间停留：至少持续", EN: "a long stop lasts at least"}, func(p Policy) float64 { return p.LongStopS }},
	{"handover_radius_m", "m", fault.Text{ZH: "取餐、送达地点附近：不超过", EN: "near a pickup or drop-off: within"}, func(p Policy) float64 { return p.HandoverRadiusM }},
	{"silence_s", "s", fault.Text{ZH: "间断：相邻两点相隔超过", EN: "a silence: longer between two points than"}, func(p Policy) float64 { return p.SilenceS }},
	{"blind_s", "s", fault.Text{ZH: "间断涉及事发时间而不能判断：超过", EN: "a silence over the incident that leaves it open: longer than"}, func(p Policy) float64 { return p.BlindS }},
	{"toward_next", "", fault.Text{ZH: "视为驶向下一单取餐地点：距离缩短的比例至少", EN: "headed for the next pickup: nearer by at least this share"}, func(p Policy) float64 { return p.TowardNext }},
	{"detour_ratio", "", fault.Text{ZH: "不算绕行：路程与直线距离之比不超过", EN: "no detour: path to direct distance at most"}, func(p Policy) float64 { return p.DetourRatio }},
	{"direct_floor_m", "m", fault.Text{ZH: "直线距离：短于此数的按此数计", EN: "a shorter direct distance counts as"}, func(p Policy) float64 { return p.DirectFloorM }},
	{"transit_s", "s", fault.Text{ZH: "末单之后途中：结束后不超过", EN: "in transit after the last order: at most"}, func(p Policy) float64 { return p.TransitS }},
	{"duty_break_s", "s", fault.Text{ZH: "当段结束：没有订单超过", EN: "a duty period ends: no order for longer than"}, func(p Policy) float64 { return p.DutyBreakS }},
	{"open_order_s", "s", fault.Text{ZH: "没有结束时间的订单：此后仍可能进行", EN: "an order without end may have run on for"}, func(p Policy) float64 { return p.OpenOrderS }},
	{"reach_s", "s", fault.Text{ZH: "订单与事发时间有关：相隔不超过", EN: "orders reach the incident: at most this far off"}, func(p Policy) float64 { return p.ReachS }},
	{"place_window_s", "s", fault.Text{ZH: "没有给出的地点取自轨迹：前后不超过", EN: "a place not given is read off the track within"}, func(p Policy) float64 { return p.PlaceWindowS }},
	{"teleport_mps", "m/s", fault.Text{ZH: "漂移点：速度超过", EN: "a teleport: faster than"}, func(p Policy) float64 { return p.TeleportMps }},
	{"teleport_return_s", "s", fault.Text{ZH: "漂移点：在此时间内返回", EN: "a teleport: back within"}, func(p Policy) float64 { return p.TeleportReturnS }},
}

// Thresholds are every figure of the policy by name, with its default.
func (p Policy) Thresholds() []Threshold {
	normal := DefaultPolicy()
	list := make([]Threshold, len(thresholds))
	for i, t := range thresholds {
		list[i] = Threshold{Name: t.name, Meaning: t.meaning, Unit: t.unit, Value: t.of(p), Default: t.of(normal)}
	}
	return list
}
