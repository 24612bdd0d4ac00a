package routelog

import (
	"fmt"
	"math"
	"strings"
)

// reason makes a Reason; refs is never nil, so that it prints as a list.
func reason(code, zh, en string, refs ...Ref) Reason {
	if refs == nil {
		refs = []Ref{}
	}
	return Reason{Code: code, Text: zh, TextEN: en, Refs: refs}
}

// because is what the finding rests on.
func (v verdict) because() []Reason {
	s := &v.main
	out := []Reason{}
	if v.mixed && s.rule != "clocks_too_coarse" {
		out = append(out, v.mixedReason())
	}
	if v.mixed && v.finding == CannotTell && len(v.scenes) > 1 {
		return append(append(out, v.possibilities()...), s.neighbours()...)
	}
	out = append(out, s.deciding())
	out = append(out, s.neighbours()...)
	if s.finding == Continuous || s.finding == InTransit {
		out = append(out, s.covered())
		out = append(out, s.handovers()...)
	}
	return out
}

// possibilities are what would decide under each finding that the clocks leave possible.
func (v verdict) possibilities() []Reason {
	var out []Reason
	told := map[Finding]bool{}
	for i := range v.scenes {
		s := &v.scenes[i]
		if told[s.finding] {
			continue
		}
		told[s.finding] = true
		r := s.deciding()
		out = append(out, reason("possibility", "可能之一是“"+s.finding.ZH()+"”："+r.Text, "one possibility, "+s.finding.EN()+": "+r.TextEN, r.Refs...))
	}
	return out
}

// mixedReason names every finding that the clocks leave possible.
func (v verdict) mixedReason() Reason {
	if v.main.rule == "clocks_too_coarse" {
		return v.main.deciding()
	}
	var zh, en []string
	for _, f := range []Finding{OnOrder, Continuous, InTransit, Interrupted, NoOrder, OffDuty, CannotTell} {
		for _, s := range v.scenes {
			if s.finding == f {
				zh, en = append(zh, f.ZH()), append(en, f.EN())
				break
			}
		}
	}
	return reason("clocks_cannot_order",
		"各时钟的精度不足以排定事发与订单节点的先后，已对每种可能分别判断："+strings.Join(zh, "、")+"。",
		"the clocks are too coarse to order the incident against a boundary; each possibility was judged: "+strings.Join(en, "; "))
}

// deciding is the rule that decided, in a sentence.
func (s *scene) deciding() Reason {
	p := s.w.policy
	switch s.rule {
	case "inside_order":
		return s.insideOrder()
	case "no_orders":
		return reason(s.rule, "没有任何带时间的订单记录。", "there is no order with any time")
	case "orders_do_not_reach":
		return reason(s.rule, fmt.Sprintf("提供的订单距事发都超过%s，够不到事发时间。", hours(p.ReachS)),
			"no order lies within "+hoursEN(p.ReachS)+" of the incident")
	case "order_contradicts_itself":
		return reason(s.rule, fmt.Sprintf("订单%s的时间自相矛盾，无法确定其起止。", s.doubtful.order.ID),
			"the times of order "+s.doubtful.order.ID+" contradict one another", s.doubtful.order.Ref)
	case "order_without_end":
		return reason(s.rule, fmt.Sprintf("订单%s没有送达或取消时间，最后记录为%s，事发时可能仍在进行。", s.open.order.ID, clockZH(s.open.end)),
			"order "+s.open.order.ID+" has no end; its last record is "+clockText(s.open.end)+" and it may still have been running", s.open.order.Ref)
	case "offline":
		return reason(s.rule, "上线记录显示事发时离线。", "the online log says offline at the incident", s.w.online.refAt(s.t)...)
	case "no_order_for_hours":
		return reason(s.rule, "事发前后"+hours(p.DutyBreakS)+"内没有进行中的订单。", "no order ran within "+hoursEN(p.DutyBreakS)+" on either side")
	case "before_first":
		return reason(s.rule, "事发在当段首次接单之前。等单是否属于工作，需结合其他证据。",
			"it happened before the first acceptance; waiting for orders may still be work")
	case "long_after_last":
		return reason(s.rule, fmt.Sprintf("事发在最后一单结束%s之后，超过%s。等单是否属于工作，需结合其他证据。", s.sincePrevious().ZH, minutes(ms(p.TransitS))),
			fmt.Sprintf("it happened %s after the last order ended, more than %s; waiting for orders may still be work", s.sincePrevious().EN, minutesEN(ms(p.TransitS))), s.prev.order.Ref)
	}
	return s.decidingByTrack()
}

func (s *scene) decidingByTrack() Reason {
	switch s.rule {
	case "long_stop":
		return reason(s.rule, stopText("事发前", s.stop)+"，不在上一单送达地点或下一单取餐地点附近。",
			stopTextEN("before it, ", s.stop)+", away from the last drop-off and the next pickup", s.stop.refs...)
	case "datum_undeclared":
		return reason(s.rule, "轨迹显示的停留或绕行取决于坐标系，而坐标系没有声明，不据此认定中断。",
			"the stop or detour depends on a datum that nobody declared, so no interruption is found on it")
	case "no_track":
		return reason(s.rule, "事发所在的空档没有轨迹。", "no track covers the gap about the incident")
	case "silence":
		return reason(s.rule, "轨迹在事发前后没有记录超过"+minutes(ms(s.w.policy.BlindS))+"。",
			"the track is silent over the incident for more than "+minutesEN(ms(s.w.policy.BlindS)), s.lastRef()...)
	case "clocks_too_coarse":
		return reason(s.rule, "各时钟的误差过大，可能的情形太多，没有逐一判断。", "the clocks are so coarse that there are more possibilities than are judged")
	case "after_last_moving":
		return reason(s.rule, fmt.Sprintf("事发在最后一笔已知订单%s结束后%s，途中没有长时间停留。", s.prev.order.ID, s.sincePrevious().ZH),
			fmt.Sprintf("it happened %s after the last known order %s ended, with no long stop on the way", s.sincePrevious().EN, s.prev.order.ID), s.prev.order.Ref)
	}
	return s.way()
}

// way is why the way taken counts as work, or does not.
func (s *scene) way() Reason {
	g := s.gap
	path, direct := int(math.Round(g.path)), int(math.Round(max(g.displacement, s.w.policy.DirectFloorM)))
	switch s.rule {
	case "nearer_to_next":
		share, _ := s.w.toward(g, s.t)
		return reason(s.rule, fmt.Sprintf("到事发时（按%s计），与下一单取餐地点的距离已缩短%d%%。", clockZH(s.t), int(math.Round(share*100))),
			fmt.Sprintf("by the incident (taken at %s) the way to the next pickup had shortened by %d%%", clockText(s.t), int(math.Round(share*100))), s.next.order.Ref)
	case "short_path":
		return reason(s.rule, fmt.Sprintf("整段路程%d米，直线距离按%d米计，没有绕行。", path, direct),
			fmt.Sprintf("the whole path is %d m for a direct distance counted as %d m: no detour", path, direct))
	case "next_place_unknown":
		return reason(s.rule, "下一单的取餐地点不明，路线不作不利解释。", "the next pickup's place is unknown, so the way taken says nothing against him", s.next.order.Ref)
	case "not_yet_accepted":
		return reason(s.rule, fmt.Sprintf("事发时尚未接到下一单%s（%s接单），没有必须前往的目的地。", s.next.order.ID, clockZH(s.next.accepted)),
			"the next order "+s.next.order.ID+" was not yet accepted (until "+clockText(s.next.accepted)+"): he had no destination", s.next.order.Ref)
	case "acceptance_unknown":
		return reason(s.rule, fmt.Sprintf("下一单%s的接单时间不明：若已接单则在单，若未接单则没有目的地，两种情形均属配送连续。", s.next.order.ID),
			"when the next order "+s.next.order.ID+" was accepted is unknown: accepted, he was on it; not accepted, he had no destination", s.next.order.Ref)
	}
	return reason("detour", fmt.Sprintf("接下一单后绕行：路程%d米，直线距离按%d米计。", path, direct),
		fmt.Sprintf("after accepting the next order he made a detour: %d m for %d m direct", path, direct))
}

// neighbours places the incident between the orders about it, naming a next order that was taken from him.
func (s *scene) neighbours() []Reason {
	out := []Reason{}
	if s.finding == OnOrder {
		return out
	}
	if s.prev != nil {
		out = append(out, reason("previous_order", fmt.Sprintf("上一单%s于%s结束，距事发%s。", s.prev.order.ID, spelled(s.prev.endClock(), s.prev.end).ZH, s.sincePrevious().ZH),
			fmt.Sprintf("the previous order %s ended at %s, %s before", s.prev.order.ID, spelled(s.prev.endClock(), s.prev.end).EN, s.sincePrevious().EN), s.prev.order.Ref))
	}
	if s.next != nil {
		out = append(out, s.nextOrder())
	}
	return out
}

func (s *scene) nextOrder() Reason {
	o := s.next.order
	if o.Cancelled != nil && !pickedUp(s.next) {
		word, wordEN := howTaken(o)
		return reason("next_order_taken_away", fmt.Sprintf("下一单%s于%s接单，%s被%s，没有取餐；这样的订单通常不再出现在骑手自己的列表里。", o.ID, spelled(o.Accepted, s.next.accepted).ZH, spelled(s.next.endClock(), s.next.end).ZH, word),
			fmt.Sprintf("the next order %s, accepted at %s, was %s at %s and never picked up; such orders usually vanish from the rider's own list", o.ID, spelled(o.Accepted, s.next.accepted).EN, wordEN, spelled(s.next.endClock(), s.next.end).EN), o.Ref)
	}
	return reason("next_order", fmt.Sprintf("下一单%s于%s接单。", o.ID, spelled(o.Accepted, s.next.accepted).ZH),
		fmt.Sprintf("the next order %s was accepted at %s", o.ID, spelled(o.Accepted, s.next.accepted).EN), o.Ref)
}

// insideOrder names the orders that were running.
func (s *scene) insideOrder() Reason {
	var ids []string
	var refs []Ref
	for _, o := range s.running {
		ids, refs = append(ids, o.order.ID), append(refs, o.order.Ref)
	}
	list := strings.Join(ids, "、")
	first := s.running[0]
	return reason("inside_order", fmt.Sprintf("事发时订单%s正在进行（%s至%s）。", list, clockZH(first.start), clockZH(first.end)),
		fmt.Sprintf("order %s was running (%s to %s)", strings.Join(ids, ", "), clockText(first.start), clockText(first.end)), refs...)
}

// covered says how well the track covers the gap up to the incident.
func (s *scene) covered() Reason {
	g := s.gap
	var refs []Ref
	if n := len(g.fixes); n > 0 {
		refs = []Ref{g.fixes[0].ref, g.fixes[n-1].ref}
	}
	if g.longest == 0 {
		limit := ms(s.w.policy.SilenceS)
		return reason("track_covers", fmt.Sprintf("空档内有%d个轨迹点，没有超过%s的间断。", len(g.fixes), minutes(limit)),
			fmt.Sprintf("%d points lie in the gap, with no silence of over %s", len(g.fixes), minutesEN(limit)), refs...)
	}
	return reason("track_covers", fmt.Sprintf("空档内有%d个轨迹点，最长间断%s。", len(g.fixes), minutes(g.longest)),
		fmt.Sprintf("%d points lie in the gap; the longest silence is %s", len(g.fixes), minutesEN(g.longest)), refs...)
}

// handovers are the long stops that are part of handing over or waiting.
func (s *scene) handovers() []Reason {
	var out []Reason
	for i := range s.gap.stops {
		stop := &s.gap.stops[i]
		if stop.to-stop.from < ms(s.w.policy.LongStopS) {
			continue
		}
		switch {
		case stop.near == "previous_dropoff":
			out = append(out, reason("stop_at_handover", stopText("在上一单送达地点附近", stop)+"。", stopTextEN("near the last drop-off ", stop), stop.refs...))
		case stop.near == "next_pickup":
			out = append(out, reason("stop_at_handover", stopText("在下一单取餐地点附近", stop)+"。", stopTextEN("near the next pickup ", stop), stop.refs...))
		case s.w.interruptedFrom(*stop) > s.t:
			out = append(out, reason("stop_while_online", stopText("在线等单时", stop)+"。", stopTextEN("waiting online ", stop), stop.refs...))
		}
	}
	return out
}

func (s *scene) lastRef() []Ref {
	if f, ok := s.w.view.lastAt(s.t); ok {
		return []Ref{f.ref}
	}
	return nil
}

func stopText(lead string, stop *Stop) string {
	text := fmt.Sprintf("%s停留%s（%s至%s）", lead, minutes(stop.to-stop.from), clockZH(stop.from), clockZH(stop.to))
	if stop.silent {
		text += "（其间多半没有轨迹点）"
	}
	return text
}

func stopTextEN(lead string, stop *Stop) string {
	text := fmt.Sprintf("%sa stop of %s (%s to %s)", lead, minutesEN(stop.to-stop.from), clockText(stop.from), clockText(stop.to))
	if stop.silent {
		text += ", mostly without points"
	}
	return text
}
