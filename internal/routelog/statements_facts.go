package routelog

import (
	"fmt"
	"math"
	"strings"
	"time"

	"hejie/internal/fault"
)

// The facts that are told by what they count: the silences of the gap, and a track's clock against the orders'.
const (
	codeSilences = "silences"
	codeOffset   = "clock_offset"
)

// fact makes a statement of the first part.
func fact(code, zh, en string, refs ...Ref) Statement {
	return Statement{Part: PartFacts, Code: code, Text: fault.Text{ZH: zh, EN: en}, Refs: refs}
}

// facts are what the clocks and the track say, in order of time, without a verdict.
func (f Findings) facts() []Statement {
	var list []Statement
	if f.Incident.From != nil && f.Incident.To != nil {
		list = append(list, fact("incident",
			"事发时间为"+intervalZH(*f.Incident.From, *f.Incident.To)+"之间的某一时刻；所填时间的精度和误差已经计入。",
			"The incident was at some instant from "+momentEN(*f.Incident.From)+" to "+momentEN(*f.Incident.To)+"; precision and tolerance of the stated time are included."))
	}
	list = append(list, f.placed()...)
	list = append(list, f.previousFacts()...)
	list = append(list, f.nextFacts()...)
	list = append(list, f.gapFacts()...)
	list = append(list, f.stopFacts()...)
	list = append(list, f.silenceFacts()...)
	return append(list, f.doubtFacts()...)
}

var places = map[Position]fault.Text{
	AtOrder:       {ZH: "整个事发时间都在一笔订单进行期间", EN: "the whole time of the incident lies inside an order"},
	BetweenOrders: {ZH: "事发在两单之间", EN: "the incident lies between two orders"},
	BeforeFirst:   {ZH: "事发在当段首单之前", EN: "the incident lies before the first order of the duty period"},
	AfterLast:     {ZH: "事发在当段末单之后", EN: "the incident lies after the last order of the duty period"},
	NoOrders:      {ZH: "事发前后没有相近的订单", EN: "no order lies near the incident"},
}

var phases = map[Phase]fault.Text{
	ToPickup: {ZH: "，阶段为前往取餐", EN: ", on the way to the pickup"}, AtPickup: {ZH: "，阶段为在店取餐", EN: ", at the pickup"},
	Delivering: {ZH: "，阶段为送餐途中", EN: ", delivering"},
}

// ZH is the position in words.
func (p Position) ZH() string { return places[p].ZH }

// placed says where the incident stands among the orders.
func (f Findings) placed() []Statement {
	where, known := places[f.Position]
	if !known {
		return nil
	}
	var phase fault.Text
	if f.Phase != nil {
		phase = phases[*f.Phase]
	}
	return []Statement{fact("position", "按订单记录的时间，"+where.ZH+phase.ZH+"。", "By the times of the orders, "+where.EN+phase.EN+".")}
}

func (f Findings) previousFacts() []Statement {
	p := f.Previous
	if p.ID == nil {
		return nil
	}
	if p.EndedAt == nil {
		return []Statement{fact("previous_order", "上一单"+*p.ID+"没有记录送达或者取消的时间。", "The previous order "+*p.ID+" has no time of delivery or cancellation.", one(p.Ref)...)}
	}
	zh, en := f.within(*p.EndedAt, p.Since)
	apartZH, apartEN := apart(p.Since)
	return []Statement{fact("previous_order", "上一单"+*p.ID+"于"+zh+"结束，"+apartZH+"。", "The previous order "+*p.ID+" ended "+en+", "+apartEN+".", one(p.Ref)...)}
}

func (f Findings) nextFacts() []Statement {
	n := f.Next
	if n.ID == nil {
		return nil
	}
	var list []Statement
	switch apartZH, apartEN := apart(n.Until.negated()); {
	case n.AcceptedAt != nil:
		zh, en := f.within(*n.AcceptedAt, n.Until.negated())
		list = append(list, fact("next_order", "下一单"+*n.ID+"于"+zh+"接单，"+apartZH+"。", "The next order "+*n.ID+" was accepted "+en+", "+apartEN+".", one(n.Ref)...))
	case n.Until.Min != nil && n.Until.Max != nil:
		list = append(list, fact("next_order", "下一单"+*n.ID+"没有记录接单时间；其取餐（没有取餐时间的，为到店），"+apartZH+"。",
			"The next order "+*n.ID+" has no time of acceptance; its pickup, else arrival, was "+apartEN+".", one(n.Ref)...))
	default:
		list = append(list, fact("next_order", "下一单"+*n.ID+"没有记录接单和取餐的时间。", "The next order "+*n.ID+" has no time of acceptance or pickup.", one(n.Ref)...))
	}
	if n.PickupAt != nil {
		list = append(list, fact("next_pickup", "下一单"+*n.ID+"的取餐时间按"+momentZH(*n.PickupAt)+"计。", "The pickup of the next order "+*n.ID+" is counted at "+momentEN(*n.PickupAt)+".", one(n.Ref)...))
	}
	return list
}

// gapFacts are the stretch with no parcel in hand and what the track shows of it as a whole.
func (f Findings) gapFacts() []Statement {
	if f.Gap.Seconds == nil || f.Gap.From == nil || f.Gap.To == nil {
		return nil
	}
	list := []Statement{fact("gap", "手中没有待送物品的时段（空档），按订单记录计为"+intervalZH(*f.Gap.From, *f.Gap.To)+"，共"+lasting(*f.Gap.Seconds).ZH+"。",
		"By the orders, no parcel was in hand (the gap) from "+momentEN(*f.Gap.From)+" to "+momentEN(*f.Gap.To)+", "+lasting(*f.Gap.Seconds).EN+" in all.", append(one(f.Previous.Ref), one(f.Next.Ref)...)...)}
	m := f.Movement
	if m.Points == nil || *m.Points == 0 {
		return append(list, fact("no_track", "空档内没有轨迹点。", "No track point lies in the gap."))
	}
	covered := fault.Text{}
	if m.Coverage != nil {
		share := int(math.Floor(*m.Coverage * 100))
		covered = fault.Text{ZH: fmt.Sprintf("，覆盖空档的%d%%（事发以后的间断不计）", share), EN: fmt.Sprintf(", which cover %d%% of it (silences after the incident are not counted)", share)}
	}
	list = append(list, fact("track_points", fmt.Sprintf("空档内有%d个轨迹点%s。", *m.Points, covered.ZH), fmt.Sprintf("%d track points lie in the gap%s.", *m.Points, covered.EN), m.Refs...))
	if m.DistanceM != nil && m.DisplacementM != nil {
		list = append(list, fact("distance", fmt.Sprintf("空档内行进路程%.0f米，首尾两点的直线距离%.0f米。", *m.DistanceM, *m.DisplacementM),
			fmt.Sprintf("The path in the gap is %.0f m; its first and last points lie %.0f m apart.", *m.DistanceM, *m.DisplacementM), m.Refs...))
	}
	if m.TowardNext != nil {
		list = append(list, f.toward(*m.TowardNext))
	}
	return list
}

// toward is how much nearer the next pickup had come when the time of the incident ended.
func (f Findings) toward(share float64) Statement {
	percent := int(math.Round(math.Abs(share) * 100))
	word := fault.Text{ZH: "缩短", EN: "shortened"}
	if share < 0 {
		word = fault.Text{ZH: "增加", EN: "lengthened"}
	}
	return fact("toward_next", fmt.Sprintf("从空档开始到事发时段结束，与下一单取餐地点的直线距离%s了%d%%。", word.ZH, percent),
		fmt.Sprintf("From the gap's beginning to the end of the time of the incident, the direct distance to the next pickup %s by %d%%.", word.EN, percent), one(f.Next.Ref)...)
}

var nearby = map[string]fault.Text{
	"previous_dropoff": {ZH: "在上一单送达地点附近", EN: " near the last drop-off"}, "next_pickup": {ZH: "在下一单取餐地点附近", EN: " near the next pickup"},
}

func (f Findings) stopFacts() []Statement {
	var list []Statement
	for _, stop := range f.Movement.Stops {
		var near, silent fault.Text
		if stop.Near != nil {
			near = nearby[*stop.Near]
		}
		if stop.Silent {
			silent = fault.Text{ZH: "（其间多半没有轨迹点，按前后位置推算）", EN: ", inferred from the places before and after, mostly without points"}
		}
		list = append(list, fact("stop", intervalZH(stop.From, stop.To)+near.ZH+"停留"+lasting(stop.Seconds).ZH+silent.ZH+"。",
			"A stop"+near.EN+" from "+momentEN(stop.From)+" to "+momentEN(stop.To)+", "+lasting(stop.Seconds).EN+silent.EN+".", stop.Refs...))
	}
	return list
}

// silenceFacts count the stretches without points before the end of the incident; against names each.
func (f Findings) silenceFacts() []Statement {
	silences := f.Quality.Silences
	if len(silences) == 0 {
		return nil
	}
	var total, longest float64
	var refs []Ref
	for _, q := range silences {
		total, longest = total+q.Seconds, max(longest, q.Seconds)
		refs = append(refs, q.Refs...)
	}
	return []Statement{fact(codeSilences, fmt.Sprintf("空档内至事发时段结束，轨迹没有记录的间断有%d处，合计%s，最长%s。", len(silences), lasting(total).ZH, lasting(longest).ZH),
		fmt.Sprintf("In the gap up to the end of the incident the track is silent %d times, %s in all, %s at the longest.", len(silences), lasting(total).EN, lasting(longest).EN), refs...)}
}

// doubtFacts are offsets that were measured and corrected nowhere.
func (f Findings) doubtFacts() []Statement {
	var list []Statement
	if m := f.Quality.DatumSuspectM; m != nil {
		list = append(list, fact("datum_suspect", fmt.Sprintf("轨迹与订单地点相差约%.0f米，与两种坐标系之间的已知偏移相符；未作更正。", *m),
			fmt.Sprintf("Track and places of the orders lie about %.0f m apart, as two datums do; nothing was corrected.", *m)))
	}
	for _, c := range f.Clocks {
		if c.OffsetS == nil || c.OffsetUncertaintyS == nil {
			continue
		}
		off, about := int64(math.Round(*c.OffsetS*1000)), lasting(*c.OffsetUncertaintyS)
		list = append(list, fact(codeOffset, "与取餐、送达的记录核对，"+c.Source+"的时钟"+aheadZH(off)+"（误差约"+about.ZH+"）；未作更正。",
			"Against recorded pickups and deliveries, the clock of "+c.Source+" is "+aheadEN(off)+" the orders' (give or take "+about.EN+"); nothing was corrected."))
	}
	return list
}

// one is a reference as a list; none where there is none.
func one(r *Ref) []Ref {
	if r == nil {
		return nil
	}
	return []Ref{*r}
}

func momentZH(t time.Time) string {
	t = t.In(Shanghai)
	return fmt.Sprintf("%d年%d月%d日%d时%02d分%02d秒", t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute(), t.Second())
}

// intervalZH does not say the day twice.
func intervalZH(from, to time.Time) string {
	day := func(t time.Time) string { return t.In(Shanghai).Format(time.DateOnly) }
	if day(from) != day(to) {
		return momentZH(from) + "至" + momentZH(to)
	}
	_, clock, _ := strings.Cut(momentZH(to), "日")
	return momentZH(from) + "至" + clock
}

func momentEN(t time.Time) string { return t.In(Shanghai).Format("2006-01-02 15:04:05") }
