package rehearsal

import (
	"fmt"
	"math/rand/v2"
	"time"

	"hejie/internal/ride"
)

// rides are the riding days that a story can ask for.
var rides = map[string]func(seed uint64, day time.Time) ride.Day{"headline": ride.Headline, "home_stop": ride.HomeStop}

// Cast is everything that a seed decides: who, how much, when.
type Cast struct {
	Start time.Time // 00:00 of the first day
	Vars  map[string]any
	Files map[string][]byte
	rand  *rand.Rand
}

var zone = time.FixedZone("+08:00", 8*3600)

// Draw makes the cast of a story, with the riding day of the accident where the story has one.
func Draw(seed uint64, s Story) Cast {
	c := Cast{rand: rand.New(rand.NewPCG(seed, 0x68656a6965)), Vars: map[string]any{}, Files: map[string][]byte{}}
	hurt := c.day()
	c.Start = hurt.AddDate(0, 0, 3+c.rand.IntN(4))
	c.people()
	c.money()
	c.Vars["hurt_on"] = hurt.Format(time.DateOnly)
	c.Vars["hurt_zh"] = zh(hurt)
	c.Files["photo"], c.Files["sheet"] = photo(c.rand), photo(c.rand) // one at the scene, one of a signed sheet
	if draw, has := rides[s.Ride]; has {
		r := draw(seed, hurt)
		c.Files["orders"], c.Files["own_orders"], c.Files["track"] = r.OrdersCSV, r.OrdersRiderCSV, r.GPX
		c.Vars["incident"] = r.Incident.In(zone).Format("2006-01-02T15:04")
		c.Vars["incident_zh"] = fmt.Sprintf("%s%d时%d分", zh(r.Incident.In(zone)), r.Incident.In(zone).Hour(), r.Incident.In(zone).Minute())
		c.Vars["hurt_at"] = r.Incident.In(zone).Format("15:04")
	}
	return c
}

// day is a day of 2025 or the first half of 2026: years whose holiday tables are known.
func (c *Cast) day() time.Time {
	first := time.Date(2025, 1, 10, 0, 0, 0, 0, zone)
	return first.AddDate(0, 0, c.rand.IntN(480))
}

func (c *Cast) pick(from []string) string { return from[c.rand.IntN(len(from))] }

func (c *Cast) people() {
	surname := c.pick(surnames)
	c.Vars["rider"] = map[string]any{
		"name": surname + c.pick(given), "phone": c.phone(), "address": c.pick(districts) + c.pick(streets) + fmt.Sprintf("%d号", 1+c.rand.IntN(180)),
	}
	city := c.pick(cities)
	c.Vars["insurer"] = map[string]any{
		"name": city + c.pick(insurers) + "财产保险股份有限公司" + c.pick(branches), "phone": c.phone(), "contact": c.pick(surnames) + c.pick(given),
	}
	c.Vars["passenger"] = c.pick(surnames) + c.pick(given)
}

func (c *Cast) phone() string {
	return fmt.Sprintf("1%d%09d", 3+c.rand.IntN(7), c.rand.IntN(1_000_000_000))
}

// money draws what is asked, what is offered first, what is agreed; all different, none a round number.
func (c *Cast) money() {
	asked := int64(18000_00 + c.rand.IntN(22000)*100 + c.rand.IntN(100))
	agreed := asked * int64(70+c.rand.IntN(20)) / 100
	first := agreed * int64(35+c.rand.IntN(20)) / 100
	for name, fen := range map[string]int64{"asked": asked, "agreed": agreed, "first": first, "private": agreed * 93 / 100} {
		c.Vars[name] = fen
		c.Vars[name+"_text"], c.Vars[name+"_capital"] = amount(fen), capital(fen)
	}
}

// amount is a sum as papers print it.
func amount(fen int64) string {
	digits := fmt.Sprint(fen / 100)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return fmt.Sprintf("¥%s.%02d", digits, fen%100)
}

func zh(t time.Time) string { return fmt.Sprintf("%d年%d月%d日", t.Year(), int(t.Month()), t.Day()) }

var (
	surnames  = []string{"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "罗", "高", "𠮷", "欧阳", "覃", "逄"}
	given     = []string{"志强", "建国", "小芳", "海燕", "立新", "晓东", "春梅", "国栋", "玉兰", "大勇", "䶮", "秀英", "瞾宇", "永红", "桂英", "家豪", "思远", "文博"}
	cities    = []string{"河源", "惠州", "长沙", "成都", "武汉", "西安", "南宁", "贵阳"}
	insurers  = []string{"安骑", "远行", "同舟", "泰捷", "众途"}
	branches  = []string{"河源中心支公司", "惠州分公司", "省分公司", "第二营业部"}
	districts = []string{"源城区", "惠城区", "岳麓区", "青羊区", "武昌区", "雁塔区"}
	streets   = []string{"桥东街", "建设路", "文昌路", "新民街", "江滨路"}
)
