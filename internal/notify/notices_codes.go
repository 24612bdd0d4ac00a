package notify

import (
	"hejie/internal/dispute"
	"hejie/internal/fault"
)

// OneTimeCode carries a one-time code, and no word about any case. 验证码
type OneTimeCode struct{ Code string }

// Words of the notice. The code is in the body alone: subjects are shown on locked screens.
func (n OneTimeCode) Words() Words {
	return Words{
		Subject: fault.Text{ZH: "【和解】验证码", EN: "Hejie: one-time code"},
		Body: fault.Text{
			ZH: "【和解】验证码" + n.Code + "，10分钟内有效。请勿告诉任何人，调解员也不会向您索要。",
			EN: "Hejie: your one-time code is " + n.Code + ", good for 10 minutes. Tell nobody; no mediator will ask for it."},
	}
}

// ReceiptReissued warns the person on file that a new receipt code was given. 查询码重发
type ReceiptReissued struct{ About }

// Words of the notice.
func (n ReceiptReissued) Words() Words {
	return n.sign(fault.Text{ZH: "查询码已更换", EN: "new receipt code"}, fault.Text{
		ZH: "您的查询码已更换，旧码作废。",
		EN: "a new receipt code was given and the old one is void.",
	}, fault.Text{ZH: "如果不是您本人办理，请马上联系调解委员会。", EN: "If that was not you, tell the committee at once."})
}

// Assigned: a mediator was given a case. 指派
type Assigned struct{ About }

// Words of the notice.
func (n Assigned) Words() Words {
	return n.sayDesk(fault.Text{ZH: "新分到案件", EN: "a case for you"}, fault.Text{
		ZH: "有一个案件分给您办理。", EN: "a case has been given to you."})
}

// Filed: an application has come in. 新申请
type Filed struct{ About }

// Words of the notice.
func (n Filed) Words() Words {
	return n.sayDesk(fault.Text{ZH: "新的调解申请", EN: "a new application"}, fault.Text{
		ZH: "收到一份新的调解申请，请审查是否受理。", EN: "an application has come in and waits to be looked at."})
}

// LimitationPassed: the period to sue seems to have run out before filing; someone should look at once. 时效提示
type LimitationPassed struct{ About }

// Words of the notice.
func (n LimitationPassed) Words() Words {
	return n.sayDesk(fault.Text{ZH: "请核对打官司的期限", EN: "check the limitation"}, fault.Text{
		ZH: "一个案件打官司的期限可能已过，请尽快核对。", EN: "the limitation of a case may have run out; please check it soon."})
}

// DeskNews tells staff of any act in their case by its name. 案件动态
type DeskNews struct {
	About
	Act dispute.ActName
}

// Words of the notice.
func (n DeskNews) Words() Words {
	act := n.Act.Label()
	if act.ZH == "" {
		act = fault.Text{ZH: "案件有新情况", EN: "News"}
	}
	return n.sayDesk(fault.Text{ZH: act.ZH, EN: act.EN}, fault.Text{
		ZH: "您办理的案件有新情况：" + act.ZH + "。", EN: "news in a case of yours: " + act.EN + "."})
}

// deskReminder and deskLapsed are the clocks' notices as staff read them.
type (
	deskReminder struct{ Reminder }
	deskLapsed   struct{ Lapsed }
)

// Words of the notice.
func (n deskReminder) Words() Words { return n.sayDesk(n.words()) }

// Words of the notice.
func (n deskLapsed) Words() Words { return n.sayDesk(n.words()) }
