package routelog

import (
	"fmt"
	"strings"

	"hejie/internal/fault"
)

// most is how many of a kind the text alternative tells; the rest are counted.
const most = 15

// account is the text alternative as it grows, sentence by sentence.
type account struct{ zh, en []string }

func (a *account) say(zh, en string, args ...any) {
	a.zh = append(a.zh, fmt.Sprintf(zh, args...))
	a.en = append(a.en, fmt.Sprintf(en, args...))
}

// more says how many of n were not told.
func (a *account) more(n int, zh, en string) {
	if n > most {
		a.say("另有%d"+zh+"未列。", "%d more "+en+" not listed.", n-most)
	}
}

// describe is the text alternative: what the picture shows, in sentences.
func (d *drawing) describe() fault.Text {
	a := &account{}
	a.say("图中时间为%s至%s（北京时间）。", "The picture shows %s to %s (UTC+8).", date(d.from), until(d.from, d.to))
	a.say("认定：%[1]s。", "Finding: %[2]s.", d.finding.ZH(), d.finding.EN())
	d.tellIncident(a)
	d.tellGap(a)
	d.tellOrders(a)
	d.tellPhases(a)
	d.tellStops(a)
	d.tellSilences(a)
	d.tellOnline(a)
	return fault.Text{ZH: strings.Join(a.zh, ""), EN: strings.Join(a.en, " ")}
}

func date(at int64) string  { return shanghai(at).Format("2006-01-02 15:04:05") }
func clock(at int64) string { return shanghai(at).Format("15:04:05") }

// until writes the end of what begins at from: with its day where that is another.
func until(from, to int64) string {
	if shanghai(from).YearDay() != shanghai(to).YearDay() || to-from > 86400*1000 {
		return date(to)
	}
	return clock(to)
}

// length is how long a block lasted.
func (b block) length() (zh, en string) {
	text := lasting(float64(b.to-b.from) / 1000)
	return text.ZH, text.EN
}

func far(metres float64) (zh, en string) {
	if metres < 1000 {
		return fmt.Sprintf("%.0f米", metres), fmt.Sprintf("%.0f m", metres)
	}
	return fmt.Sprintf("%.1f公里", metres/1000), fmt.Sprintf("%.1f km", metres/1000)
}

// ridden is the way seen in a block, in metres.
func (c *cut) ridden(b block) float64 {
	sum := 0.0
	for i := c.after(b.from); i < len(c.dots) && c.dots[i].ms < b.to; i++ {
		sum += c.dots[i].metres
	}
	return sum
}

func (d *drawing) tellIncident(a *account) {
	if d.incident.empty() {
		a.say("事发不在图中时间内。", "The incident is not within this time.")
		return
	}
	b := d.incident
	a.say("事发在%s至%s之间。", "The incident lies between %s and %s.", clock(b.from), clock(b.to))
	zh, en := far(d.ridden(b))
	switch {
	case d.stated != nil:
		a.say("事发地点按申报标出。", "Its place is marked as stated.")
	case d.seen(d.centre()) != nil:
		a.say("事发地点按轨迹标出，其间轨迹走过%[1]s。", "Its place is marked from the track, which covers %[2]s in that time.", zh, en)
	case d.where() != nil:
		a.say("事发地点标在此前最后一个轨迹点。", "Its place is marked at the last point of the track before it.")
	default:
		a.say("事发地点不明，图上未标。", "Its place is not known and not marked.")
	}
}

func (d *drawing) tellGap(a *account) {
	if d.gap.empty() {
		return
	}
	zh, en := d.gap.length()
	a.say("空档为%[1]s至%[2]s，%[3]s。", "The gap lasts from %[1]s to %[2]s, %[4]s.", clock(d.gap.from), clock(d.gap.to), zh, en)
	if d.gapOpen {
		a.say("空档在图中时间之后仍继续。", "It goes on after the picture's time.")
	}
}

// endings in words.
var endings = map[ending][2]string{handedOver: {"送达", "delivered"}, cancelled: {"取消", "cancelled"}, reassigned: {"转单", "reassigned"},
	unended: {"为最后记录，无结束时间", "last record, no end known"}}

func (d *drawing) tellOrders(a *account) {
	a.say("订单%d个。", "Orders: %d.", len(d.lanes))
	for _, l := range d.lanes[:min(len(d.lanes), most)] {
		zh, en := []string{}, []string{}
		if l.doubtful {
			zh, en = append(zh, "时间互相矛盾"), append(en, "its times contradict one another")
		}
		for _, s := range l.parts() {
			words := lookOf(s.phase)
			zh = append(zh, fmt.Sprintf("%s至%s%s", clock(s.from), clock(s.to), words.zh))
			en = append(en, fmt.Sprintf("%s to %s %s", clock(s.from), clock(s.to), words.en))
		}
		if e, ended := endings[l.end]; ended {
			zh, en = append(zh, clock(l.to)+e[0]), append(en, clock(l.to)+" "+e[1])
		} else {
			zh, en = append(zh, "之后仍未结束"), append(en, "not ended by then")
		}
		a.say("订单%[1]s：%[2]s。", "Order %[1]s: %[3]s.", plainID(l.id, 24), strings.Join(zh, "，"), strings.Join(en, ", "))
	}
	a.more(len(d.lanes), "单", "orders")
}

func (d *drawing) tellPhases(a *account) {
	for _, s := range d.phased[:min(len(d.phased), most)] {
		words := lookOf(s.phase)
		zh, en := s.length()
		way, road := "", ""
		if d.sees(s.block) {
			farZH, farEN := far(d.ridden(s.block))
			way, road = "，轨迹"+farZH, ", track "+farEN
		}
		a.say("%[1]s至%[2]s：%[3]s，%[4]s%[5]s。", "%[1]s to %[2]s: %[6]s, %[7]s%[8]s.", clock(s.from), clock(s.to), words.zh, zh, way, words.en, en, road)
	}
	a.more(len(d.phased), "段", "stretches")
}

// sees says whether the track has a point in a block.
func (c *cut) sees(b block) bool {
	i := c.after(b.from)
	return i < len(c.dots) && c.dots[i].ms < b.to
}

func (d *drawing) tellStops(a *account) {
	for _, s := range d.stops[:min(len(d.stops), most)] {
		zh, en := s.length()
		where, place := d.whereStopped(s)
		if s.silent {
			where, place = where+"，其间多数时间无轨迹", place+", mostly without points"
		}
		a.say("停留%[1]s至%[2]s，%[3]s%[4]s。", "Stop from %[1]s to %[2]s, %[5]s%[6]s.", clock(s.from), clock(s.to), zh, where, en, place)
	}
	a.more(len(d.stops), "处停留", "stops")
}

// whereStopped tells a stop's place by the drop-off behind and the pickup ahead.
func (d *drawing) whereStopped(s stay) (zh, en string) {
	switch s.near {
	case "previous_dropoff":
		return "，在上一单送达处附近", ", near the previous drop-off"
	case "next_pickup":
		return "，在下一单取餐处附近", ", near the next pickup"
	}
	if s.at == nil {
		return "", ""
	}
	zh, en = "，不在送达处或取餐处附近", ", near neither drop-off nor pickup"
	if d.previous != nil && d.previous.dropoff != nil {
		farZH, farEN := far(Distance(*s.at, *d.previous.dropoff))
		zh, en = zh+"，距上一单送达处"+farZH, en+", "+farEN+" from the previous drop-off"
	}
	if d.next != nil && d.next.pickup != nil {
		farZH, farEN := far(Distance(*s.at, *d.next.pickup))
		zh, en = zh+"，距下一单取餐处"+farZH, en+", "+farEN+" from the next pickup"
	}
	return zh, en
}

func (d *drawing) tellSilences(a *account) {
	if len(d.dots) == 0 {
		a.say("这段时间没有轨迹。", "There is no track of this time.")
		return
	}
	for _, s := range d.silences[:min(len(d.silences), most)] {
		zh, en := s.length()
		a.say("无轨迹：%[1]s至%[2]s，%[3]s。", "No points from %[1]s to %[2]s, %[4]s.", clock(s.from), clock(s.to), zh, en)
	}
	a.more(len(d.silences), "段无轨迹", "silences")
}

func (d *drawing) tellOnline(a *account) {
	for _, s := range d.shifts[:min(len(d.shifts), most)] {
		state := [2]string{"在线", "online"}
		if s.state == offline {
			state = [2]string{"离线", "offline"}
		}
		a.say("上线记录：%[1]s至%[2]s%[3]s。", "Online log: %[1]s to %[2]s %[4]s.", clock(s.from), clock(s.to), state[0], state[1])
	}
	a.more(len(d.shifts), "段上线记录", "stretches of the online log")
}
