package routelog

import (
	"slices"
	"time"

	"hejie/internal/fault"
)

// Part is where a statement stands in the report. 部分
type Part string

// The parts, in the order of the report: facts first, without any verdict.
const (
	PartFacts     Part = "facts"      // 事实: what the clocks and the track say
	PartBecause   Part = "because"    // 依据: what the finding rests on
	PartAgainst   Part = "against"    // 相反的情况: what speaks against it
	PartMissing   Part = "missing"    // 缺少的资料: what is missing, and would settle it
	PartNotProved Part = "not_proved" // 不能证明的内容
)

var partTitles = map[Part]fault.Text{
	PartFacts: {ZH: "事实", EN: "Facts"}, PartBecause: {ZH: "依据", EN: "What it rests on"},
	PartAgainst: {ZH: "相反的情况", EN: "What speaks against it"}, PartMissing: {ZH: "缺少的资料", EN: "What is missing"},
	PartNotProved: {ZH: "不能证明的内容", EN: "What it does not prove"},
}

// Title is the part's heading.
func (p Part) Title() fault.Text { return partTitles[p] }

// Statement is one numbered sentence of a report (报告第3项), so that a record of mediation or an objection can cite it.
// Refs are the rows it can be checked in; there may be none, and the list is never nil.
type Statement struct {
	Number int        `json:"number"` // 1, 2, 3 … through all parts
	Part   Part       `json:"part"`
	Code   string     `json:"code"` // stable; the same code may come again, and in more than one part
	Text   fault.Text `json:"text"`
	Refs   []Ref      `json:"refs"`
}

// Statements are all sentences of the report on these findings, numbered through the parts in their order. They follow
// from the findings alone, read back from JSON or not, so the same findings always give the same numbers.
func (f Findings) Statements() []Statement {
	list := f.facts()
	for _, part := range []struct {
		part    Part
		reasons []Reason
	}{{PartBecause, f.Because}, {PartAgainst, f.Against}, {PartMissing, f.Missing}, {PartNotProved, f.NotProved}} {
		for _, r := range part.reasons {
			if same, plain := plainly[r.Code]; plain && part.part == PartBecause && told(list, same) {
				continue
			}
			list = append(list, Statement{Part: part.part, Code: r.Code, Text: fault.Text{ZH: r.Text, EN: r.TextEN}, Refs: r.Refs})
		}
	}
	for i := range list {
		list[i].Number = i + 1
		if list[i].Refs == nil {
			list[i].Refs = []Ref{}
		}
	}
	return list
}

// plainly are the grounds that say no more than a fact does, with that fact's code.
var plainly = map[string]string{"previous_order": "previous_order", "next_order": "next_order", "clocks_agree": codeOffset}

// told says whether a statement with this code is among those so far: what is a fact already is not said again as a ground.
func told(list []Statement, code string) bool {
	return slices.ContainsFunc(list, func(s Statement) bool { return s.Code == code })
}

// StatementsWithin are the statements for an extract that shows [from,to) alone: with the numbers of the whole report,
// but without those that tell of a stop or a silence outside it, or of an order that is neither the previous nor the
// next. Rows of such orders are not pointed at.
func (f Findings) StatementsWithin(from, to time.Time) []Statement {
	beyond := f.beyond(from, to)
	var kept []Statement
	for _, s := range f.Statements() {
		switch s.Code {
		case "cancelled_or_reassigned_orders", codeOffset, "zone_slip", "clocks_agree": // the rows of any order of the day
			s.Refs = []Ref{}
		case "order_without_times", "order_contradicts":
			if !f.neighbours(s.Refs) {
				continue
			}
		case codeSilences:
			s.Refs = []Ref{}
			if len(f.Quality.Silences) > 0 && f.silent(from, to) == 0 {
				continue
			}
		}
		if len(s.Refs) > 0 && beyond[s.key()] {
			continue
		}
		kept = append(kept, s)
	}
	return kept
}

// beyond are the rows, as keys, of the stops and silences that lie wholly outside a stretch.
func (f Findings) beyond(from, to time.Time) map[refKey]bool {
	keys := map[refKey]bool{}
	for _, stop := range f.Movement.Stops {
		if !stop.From.Before(to) || !stop.To.After(from) {
			keys[keyOf(stop.Refs)] = true
		}
	}
	for _, q := range f.Quality.Silences {
		if !q.From.Before(to) || !q.To.After(from) {
			keys[keyOf(q.Refs)] = true
		}
	}
	return keys
}

// silent counts the silences that touch a stretch.
func (f Findings) silent(from, to time.Time) (n int) {
	for _, q := range f.Quality.Silences {
		if q.From.Before(to) && q.To.After(from) {
			n++
		}
	}
	return n
}

// neighbours says whether all rows are those of the previous or the next order.
func (f Findings) neighbours(refs []Ref) bool {
	for _, r := range refs {
		if (f.Previous.Ref == nil || *f.Previous.Ref != r) && (f.Next.Ref == nil || *f.Next.Ref != r) {
			return false
		}
	}
	return true
}

// refKey tells a stop or silence by the first and last row it rests on.
type refKey struct{ first, last Ref }

func keyOf(refs []Ref) refKey {
	if len(refs) == 0 {
		return refKey{}
	}
	return refKey{refs[0], refs[len(refs)-1]}
}

func (s Statement) key() refKey { return keyOf(s.Refs) }

// plain are the findings in a sentence each.
var plain = map[Finding]fault.Text{
	OnOrder:     {ZH: "按现有资料，事发时有订单正在进行。", EN: "On what was handed in, an order was running when it happened."},
	Continuous:  {ZH: "按现有资料，事发在两单之间，配送没有中断。", EN: "On what was handed in, it happened between two orders, and delivering had not been interrupted."},
	InTransit:   {ZH: "按现有资料，事发在最后一笔已知订单结束后的途中。", EN: "On what was handed in, it happened on the way after the last known order."},
	Interrupted: {ZH: "按现有资料，事发之前有一次长时间停留，或者绕行。", EN: "On what was handed in, a long stop or a detour came before it."},
	NoOrder:     {ZH: "按现有资料，事发时附近没有订单；等单是否属于工作，这里不作判断。", EN: "On what was handed in, no order was near; whether waiting is work is not judged here."},
	OffDuty:     {ZH: "按现有资料，事发时已经离线，或者前后数小时没有订单。", EN: "On what was handed in, he was offline, or no order ran for hours before and after."},
	CannotTell:  {ZH: "按现有资料，不能判断事发时的情况。", EN: "What was handed in does not decide it."},
}

// Plain is the finding in one plain sentence that says that it informs and does not decide.
func (f Finding) Plain() fault.Text {
	return fault.Text{
		ZH: f.ZH() + "。" + plain[f].ZH + "这个结果只供调解参考，不作任何决定。",
		EN: f.EN() + ". " + plain[f].EN + " This informs the mediation and decides nothing.",
	}
}
