package routelog

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// against is what speaks against the finding, or would be held against it.
func (v verdict) against() []Reason {
	s := &v.main
	out := []Reason{}
	if s.finding == OffDuty && s.state == online {
		out = append(out, reason("online_without_order", "上线记录显示事发时在线。", "the online log says online at the incident", s.w.online.refAt(s.t)...))
	}
	if s.gap == nil {
		return out
	}
	switch v.finding {
	case Continuous, InTransit:
		out = append(out, s.againstWork()...)
	case Interrupted:
		out = append(out, s.againstInterruption()...)
	}
	return out
}

// againstWork is what an insurer would point at.
func (s *scene) againstWork() []Reason {
	out := s.againstBeginning()
	g := s.gap
	for i := range g.stops {
		if stop := &g.stops[i]; stop.to-stop.from < ms(s.w.policy.LongStopS) {
			out = append(out, reason("short_stop", stopText("途中", stop)+"，未达中断的时长。", stopTextEN("on the way ", stop)+", shorter than an interruption", stop.refs...))
		}
	}
	for _, q := range g.silences {
		out = append(out, reason("silence", fmt.Sprintf("轨迹在%s至%s没有记录。", clockZH(q.from), clockZH(q.to)),
			fmt.Sprintf("the track has no point from %s to %s", clockText(q.from), clockText(q.to)), q.refs...))
	}
	if s.next != nil && s.next.accepted != never && s.t < s.next.accepted {
		out = append(out, reason("no_order_in_hand", "事发时手上没有已接的订单。", "no accepted order was in hand at the incident", s.next.order.Ref))
	}
	if direct := max(g.displacement, s.w.policy.DirectFloorM); g.path > s.w.policy.DetourRatio*direct {
		out = append(out, reason("long_way", fmt.Sprintf("整段路程%d米，是直线距离（按%d米计）的%.1f倍。", int(math.Round(g.path)), int(math.Round(direct)), g.path/direct),
			fmt.Sprintf("the whole path of %d m is %.1f times the direct distance (counted as %d m)", int(math.Round(g.path)), g.path/direct, int(math.Round(direct)))))
	}
	return out
}

// againstBeginning says that the gap begins at an order taken away, so that what was done before, while it ran, is not
// among its stops.
func (s *scene) againstBeginning() []Reason {
	if s.prev == nil || s.prev.order.Delivered != nil || s.prev.order.Cancelled == nil {
		return nil
	}
	word, wordEN := howTaken(s.prev.order)
	at := spelled(s.prev.endClock(), s.prev.end)
	return []Reason{reason("previous_order_taken_away", fmt.Sprintf("上一单%s没有送达，%s被%s；空档从那时起算，该单进行期间的停留不在空档内。", s.prev.order.ID, at.ZH, word),
		fmt.Sprintf("the previous order %s was not delivered but %s at %s; the gap begins there, and stops made while it ran are not among those of the gap", s.prev.order.ID, wordEN, at.EN), s.prev.order.Ref)}
}

// howTaken is how an order was taken away, in words.
func howTaken(o *Order) (zh, en string) {
	if o.Reassigned {
		return "转单", "reassigned"
	}
	return "取消", "cancelled"
}

// againstInterruption is what a rider would point at.
func (s *scene) againstInterruption() []Reason {
	var out []Reason
	if s.stop != nil && s.t > s.stop.to {
		out = append(out, reason("moving_again", fmt.Sprintf("停留在%s结束，之后到事发已重新上路%s。", clockZH(s.stop.to), s.since(s.stop.to, s.stop.to).ZH),
			fmt.Sprintf("the stop ended at %s; he had been moving again for %s", clockText(s.stop.to), s.since(s.stop.to, s.stop.to).EN), s.stop.refs...))
	}
	if s.stop != nil && s.stop.silent {
		out = append(out, reason("silent_stop", "停留期间多半没有轨迹点，是从前后位置推断的。", "the stop was inferred from the places before and after a silence", s.stop.refs...))
	}
	if s.next != nil {
		out = append(out, reason("went_on_working", fmt.Sprintf("之后仍有订单%s。", s.next.order.ID), "order "+s.next.order.ID+" followed", s.next.order.Ref))
	}
	return out
}

// missing is what would decide it, or make it firmer.
func (c *inquest) missing(v verdict) []Reason {
	s := &v.main
	out := []Reason{}
	if v.mixed {
		out = append(out, c.missingClocks()...)
	}
	switch s.rule {
	case "order_without_end", "order_contradicts_itself", "no_orders", "orders_do_not_reach":
		out = append(out, reason("order_records", "需要平台后台的完整订单记录（接单、到店、取餐、送达、取消或转单时间）。",
			"the platform's complete order record is needed: accepted, arrived, picked up, delivered, cancelled or reassigned"))
	case "no_track", "silence":
		out = append(out, reason("track", "需要覆盖这段时间的轨迹：平台后台轨迹、手机定位或车辆定位。", "a track over this time is needed: the platform's, the phone's or the vehicle's"))
	case "datum_undeclared":
		out = append(out, reason("datum", "需要平台或软件说明轨迹和订单坐标的坐标系（WGS-84、GCJ-02或BD-09）。", "the datum of the track and of the orders' places must be declared (WGS-84, GCJ-02 or BD-09)"))
	case "before_first", "long_after_last", "no_order_for_hours":
		if s.state == unsaid {
			out = append(out, reason("online_log", "需要上线记录，以说明当时是否在线等单。", "an online log would show whether he was online, waiting"))
		}
	case "acceptance_unknown":
		out = append(out, reason("acceptance", "需要下一单的接单时间。", "the next order's acceptance time is needed", s.next.order.Ref))
	}
	out = append(out, c.missingNext(v)...)
	return append(out, c.doubts(s)...)
}

// missingClocks are the clocks that would have to be finer to leave one finding: the incident's always, the others' where
// they are coarse or said to be off.
func (c *inquest) missingClocks() []Reason {
	out := []Reason{reason("finer_clock", "需要更精确的事发时间（如报警、120或碰撞记录的秒级时间）。", "a finer time of the incident is needed (police, ambulance or crash records to the second)")}
	orders, track, _ := c.tolerances()
	if orders > 0 || len(c.coarse()) > 1 {
		out = append(out, reason("finer_order_clock", "需要平台后台精确到秒、经核对的订单时间。", "the platform's order times are needed to the second, with its clock checked"))
	}
	if track > 0 {
		out = append(out, reason("track_clock", "需要核对记录轨迹的设备当时的时钟误差。", "how far the tracking device's clock was off must be checked"))
	}
	return out
}

// missingNext names the orders that a rider's own list does not show, whenever the finding rests on there being no next
// order: after a fall the next order is usually reassigned. Those on record are named.
func (c *inquest) missingNext(v verdict) []Reason {
	if !slices.ContainsFunc(v.scenes, func(s scene) bool { return s.next == nil && s.finding != OnOrder }) {
		return nil
	}
	var ids []string
	var refs []Ref
	for _, o := range c.log.Orders {
		if at := (variant{}).end(o.Cancelled); at != never && max(at-c.to, c.from-at) <= ms(c.policy.ReachS) {
			ids, refs = append(ids, o.ID), append(refs, o.Ref)
		}
	}
	known, knownEN := "", ""
	if len(ids) > 0 {
		known, knownEN = "已在记录中的有："+strings.Join(ids, "、")+"。", ". On record are: "+strings.Join(ids, ", ")
	}
	return []Reason{reason("cancelled_or_reassigned_orders",
		"现有记录中事发后没有下一单。被取消或转单的订单通常不在骑手自己的列表里，请向平台调取事发前后已取消、已转单（改派）的订单。"+known,
		"no next order is on record. Cancelled and reassigned orders usually vanish from the rider's own list; ask the platform for those about the incident"+knownEN, refs...)}
}

// doubts are what the reader should know of the files themselves.
func (c *inquest) doubts(s *scene) []Reason {
	var out []Reason
	if t := c.log.Track; t != nil && t.read > 0 {
		if s.w.trackUndeclared() {
			out = append(out, reason("track_datum_undeclared", "轨迹的坐标系没有声明，按WGS-84读取。", "the track's datum is not declared; it was read as WGS-84"))
		}
		if n := t.assumedZone(); n > 0 {
			out = append(out, reason("track_zone", fmt.Sprintf("%d个轨迹点的时间没有时区，按北京时间读取。", n), fmt.Sprintf("%d track times carry no zone and were read as Shanghai time", n)))
		}
		if t.swapped > 0 {
			out = append(out, reason("coordinates_swapped", fmt.Sprintf("%d个点的经纬度可能写反，未使用。", t.swapped), fmt.Sprintf("%d points seem to have latitude and longitude exchanged; they were left out", t.swapped)))
		}
	}
	if s.w.ordersUndeclared() {
		out = append(out, reason("order_datum_undeclared", "订单地点的坐标系没有声明，按WGS-84读取。", "the datum of the orders' places is not declared; they were read as WGS-84"))
	}
	if g := s.gap; g != nil && (g.behindTrack || g.aheadByTrack) {
		out = append(out, reason("place_from_track", "订单没有给出送达或取餐地点，取自同一时刻的轨迹位置。", "a drop-off or pickup place not given was read off the track at that time"))
	}
	for _, o := range c.log.Orders {
		if o.Accepted == nil && o.Arrived == nil && o.PickedUp == nil && o.Delivered == nil && o.Cancelled == nil {
			out = append(out, reason("order_without_times", fmt.Sprintf("订单%s没有任何时间。", o.ID), "order "+o.ID+" has no times", o.Ref))
		}
		if contradicts(&o) {
			out = append(out, reason("order_contradicts", fmt.Sprintf("订单%s的时间前后矛盾，未用于判断。", o.ID), "the times of order "+o.ID+" contradict one another; it was not used", o.Ref))
		}
	}
	return out
}

// notProved says what the finding does not prove.
func (v verdict) notProved() []Reason {
	out := []Reason{reason("not_a_reading_of_the_contract", "这是时间和路线的事实，不是对保险条款或合同的解释，也不决定责任。",
		"these are facts of time and way: no reading of an insurance policy or contract, and no decision on liability")}
	if v.main.gap != nil {
		out = append(out, reason("phone_not_person", "轨迹说明设备的移动，不单独证明由谁携带、因何前往。", "a track shows how a device moved, not by itself who carried it or why"))
	}
	switch v.finding {
	case NoOrder, OffDuty, CannotTell:
		out = append(out, reason("not_proof_of_rest", "没有订单或无法判断，不等于当时不在工作。", "no order, or an open question, does not prove that he was not working"))
	case Interrupted:
		out = append(out, reason("purpose_of_stop", "停留的原因（用餐、避雨、等单、如厕等）轨迹不能说明。", "the track does not say why he stopped: a meal, shelter, waiting or need"))
	}
	return out
}
