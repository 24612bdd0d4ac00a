package activities

import (
	"fmt"
	"slices"

	"hejie/internal/dispute"
	"hejie/internal/document"
	"hejie/internal/statute"
	"hejie/internal/store"
)

// ending is 终止调解告知书 (人民调解法 26): which claims the talks are over for, and the other roads. The worker's copy has those
// of each claim with the days that were left when it was told; the other side's names roads and no days, since the time
// left to sue is the worker's own matter.
func ending(s subject) (document.Form, error) {
	f, err := formOf[dispute.Ending](s)
	if err != nil {
		return nil, err
	}
	form := document.Ending{
		Sheet: s.sheet(), Parties: s.names(s.file.Picture.Principals()), Signers: s.names(s.principals()),
		AcceptedOn: dayZH(s.file.Picture.Accepted), EndedOn: s.day(), Reason: s.ender() + "。" + f.Text, Contact: s.contact(),
	}
	for _, k := range s.ended(f) {
		claim := document.EndingClaim{Respondent: s.name(k.Against), What: s.what(k)}
		if s.paper.Audience == dispute.OtherSideOnly {
			form.Ways = ways(form.Ways, k)
		} else {
			claim.Roads = s.roads(k)
		}
		form.Claims = append(form.Claims, claim)
	}
	return form, nil
}

// ways adds to the roads in words those of a claim, each once.
func ways(so []string, k dispute.Claim) []string {
	all := []string{"向人民法院提起诉讼", "通过行政途径解决"}
	if k.Matter.Labour() {
		all = slices.Insert(all, 0, "申请劳动争议仲裁")
	}
	for _, way := range all {
		if !slices.Contains(so, way) {
			so = append(so, way)
		}
	}
	return so
}

// ender says whose will it was; the law asks nobody for a reason (人民调解法 23).
func (s subject) ender() string {
	switch s.file.Picture.SideOf(s.act.Act.Party()) {
	case dispute.Applicant:
		return "申请人要求终止调解"
	case dispute.OtherSide:
		return "被申请人要求终止调解"
	}
	return "调解不成，终止调解"
}

// ended are the claims that this act ended: those it names, or every one that had not been ended by name before.
func (s subject) ended(f *dispute.Ending) []dispute.Claim {
	before := map[dispute.ClaimID]bool{}
	for _, e := range s.file.Events {
		if other, ok := e.Form.(*dispute.Ending); ok && e.Seq < s.act.Seq {
			for _, id := range other.Claims {
				before[id] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(s.file.Picture.Claims), func(k dispute.Claim) bool {
		if len(f.Claims) > 0 {
			return !slices.Contains(f.Claims, k.ID)
		}
		return before[k.ID] || k.State == dispute.ClaimSettled || k.State == dispute.ClaimReserved || k.State == dispute.ClaimElsewhere
	})
}

// what is a claim in words: what the filing asked where it is the filing's own, else its matter and amount.
func (s subject) what(k dispute.Claim) string {
	if event, f := s.file.Filing(); k.By == dispute.ApplicantOf(event.Act.ID) && len(f.Asks) > 0 {
		return joined("；", requests(f)...)
	}
	if k.AmountFen == 0 {
		return k.Matter.Name().ZH
	}
	return k.Matter.Name().ZH + "，请求金额" + money(k.AmountFen)
}

// roads are the other ways to go for a claim (law.md §1 D15, §6). Choosing one waits for none of the others.
func (s subject) roads(k dispute.Claim) []document.Road {
	var roads []document.Road
	if k.Matter.Labour() {
		roads = append(roads, s.arbitration(k),
			document.Road{Name: "劳动保障监察投诉", Where: "当地劳动保障监察机构，12333"})
	}
	roads = append(roads, s.suit(k))
	if against, _ := s.file.Picture.Party(k.Against); against.Insurer {
		roads = append(roads, document.Road{
			Name: "金融消费投诉", Where: "先向保险公司投诉，再拨打12378", Basis: "《银行业保险业消费投诉处理管理办法》",
		})
	}
	return append(roads, document.Road{Name: "法律援助", Where: "当地法律援助机构，12348"})
}

// suit is going to court, by the limitation clock that the filing set running anew for this claim.
func (s subject) suit(k dispute.Claim) document.Road {
	road := document.Road{Name: "提起诉讼", Where: "有管辖权的人民法院"}
	if k.Matter.Labour() {
		road.Reminder = "属于劳动争议的，应当先申请仲裁。"
	}
	clock, running := s.limitation(k.ID)
	if !running {
		road.Days = "申请调解前诉讼时效可能已经届满"
		road.Reminder += "是否届满由人民法院认定，请尽快向律师或者12348咨询。"
		return road
	}
	road.Due, road.Days = dayZH(clock.Advised), s.left(clock.Advised)
	if rule, err := s.law.Book.Edition(clock.Rule, clock.Edition); err == nil {
		if article, ok := rule.Article(); ok {
			road.Basis = article.ZH
		}
	}
	road.Reminder += "因申请调解，自" + dayZH(clock.Start) + "起重新计算；建议尽早办理。"
	road = s.earlier(road, k, clock.Rule, clock.Advised)
	if clock.Provisional {
		road.Reminder += "所涉年份的节假日安排尚未公布，以较早的日期为准。"
	}
	return road
}

// limitation is the clock of a claim's limitation.
func (s subject) limitation(claim dispute.ClaimID) (store.ClockRow, bool) {
	for _, c := range s.file.Clocks {
		if c.Subject == string(claim) && (c.Rule == statute.InsuranceLimitation || c.Rule == statute.GeneralLimitation) {
			return c, true
		}
	}
	return store.ClockRow{}, false
}

// arbitration is labour arbitration, reckoned from the filing, which interrupts (调解仲裁法 27: 从中断时起).
func (s subject) arbitration(k dispute.Claim) document.Road {
	road := document.Road{Name: "劳动仲裁", Where: "有管辖权的劳动争议仲裁委员会", Reminder: "无需等待调解结束，随时可以申请；建议尽早办理。"}
	filed := s.file.Picture.FiledOn
	d, err := s.law.Reckon(statute.ArbitrationLimitation, filed)
	if err != nil {
		return road
	}
	road.Due, road.Days = dayZH(d.Advised), s.left(d.Advised)
	road.Reminder = "申请调解时尚未届满的，自" + dayZH(filed) + "起重新计算。" + road.Reminder
	road = s.earlier(road, k, statute.ArbitrationLimitation, d.Advised)
	if rule, err := s.law.Book.Rule(statute.ArbitrationLimitation); err == nil {
		if article, ok := rule.Article(); ok {
			road.Basis = article.ZH
		}
	}
	return road
}

// earlier adds to a road the day on which its limitation would end had the filing not interrupted it (民法典 195), and advises
// that one, the earlier, as long as it has not passed when the notice goes out. It knows of the filing's own claim only.
func (s subject) earlier(road document.Road, k dispute.Claim, rule statute.RuleID, anew statute.Date) document.Road {
	filed, filing := s.file.Filing()
	old, known := dispute.Uninterrupted(s.law, rule, filing, filed.Act.HappenedOn)
	if !known || !s.file.Picture.Brought(string(k.ID), dispute.ApplicantOf(filed.Act.ID)) {
		return road
	}
	both := "不重新计算的，" + dayZH(old.Advised) + "届满；重新计算的，" + dayZH(anew) + "届满。"
	if old.Advised.Before(statute.DateOf(s.act.Act.RecordedAt)) {
		road.Reminder += both + "前一日期已过，以哪一日为准可能有争议，请尽快咨询12348。"
		return road
	}
	road.Due, road.Days = dayZH(old.Advised), s.left(old.Advised)
	road.Reminder += both + "建议以较早的日期为准。"
	return road
}

// left counts the days from the day the act was recorded, when the notice goes out.
func (s subject) left(due statute.Date) string {
	told := statute.DateOf(s.act.Act.RecordedAt)
	days := told.DaysUntil(due)
	if days < 0 {
		return "已经过了，请尽快咨询"
	}
	return fmt.Sprintf("自%s起还剩%d天", dayZH(told), days)
}
