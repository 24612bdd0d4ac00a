package notify

import (
	"hejie/internal/fault"
	"hejie/internal/statute"
)

// Accepted: the case was accepted and has its number. 受理
type Accepted struct{ About }

// Words of the notice.
func (n Accepted) Words() Words {
	return n.say(fault.Text{ZH: "已受理", EN: "accepted"}, fault.Text{
		ZH: "调解申请已受理，调解不收费。您可以随时不调解，去仲裁或起诉。",
		EN: "the application is accepted. Mediation is free of charge. You may leave it at any time for arbitration or a court."})
}

// Declined: the case was not accepted; the paper gives the reasons and the other roads. 不予受理
type Declined struct{ About }

// Words of the notice.
func (n Declined) Words() Words {
	return n.say(fault.Text{ZH: "不予受理", EN: "not accepted"}, fault.Text{
		ZH: "调解申请未被受理。理由和其他办法写在告知书里，请尽快查看。",
		EN: "the application was not accepted. The notice gives the reasons and other roads; please read it soon."})
}

// SupplementAsked: more is needed, by a day. 补充材料
type SupplementAsked struct {
	About
	By statute.Date
}

// Words of the notice.
func (n SupplementAsked) Words() Words {
	return n.say(fault.Text{ZH: "请补充材料", EN: "more is needed"}, fault.Text{
		ZH: "还需要您补充材料。没有原件可以先交照片。" + by(n.By).ZH,
		EN: "more material is needed. Photos will do where you have no originals." + by(n.By).EN})
}

// MediationOpened: talks begin. 启动调解
type MediationOpened struct{ About }

// Words of the notice.
func (n MediationOpened) Words() Words {
	return n.say(fault.Text{ZH: "调解开始", EN: "mediation begins"}, fault.Text{
		ZH: "调解已经开始。您可以要求换调解员、要求不公开、随时停止。",
		EN: "mediation has begun. You may ask for another mediator, ask that it be closed to others, or stop at any time."})
}

// NextSession: a session was fixed. 下次调解
type NextSession struct {
	About
	On statute.Date
}

// Words of the notice.
func (n NextSession) Words() Words {
	return n.say(fault.Text{ZH: "调解时间", EN: "next session"}, n.body())
}

func (n NextSession) body() fault.Text {
	if n.On.IsZero() {
		return fault.Text{ZH: "下次调解的时间已经定了。", EN: "the next session has been fixed."}
	}
	return fault.Text{ZH: "下次调解定在" + dayZH(n.On) + "。", EN: "the next session is on " + dayEN(n.On) + "."}
}

// Extended: both sides agreed to go on. 延期调解
type Extended struct {
	About
	Until statute.Date
}

// Words of the notice.
func (n Extended) Words() Words {
	text := fault.Text{ZH: "经双方同意，调解延期。", EN: "by consent of both sides the mediation goes on."}
	if !n.Until.IsZero() {
		text = fault.Text{ZH: "经双方同意，调解延期至" + dayZH(n.Until) + "。", EN: "by consent of both sides the mediation goes on until " + dayEN(n.Until) + "."}
	}
	return n.say(fault.Text{ZH: "调解延期", EN: "mediation goes on"}, text)
}

// OfferMade: an offer is on the table, perhaps until a day. 调解方案
type OfferMade struct {
	About
	Until statute.Date
}

// Words of the notice.
func (n OfferMade) Words() Words {
	text := fault.Text{ZH: "有一份调解方案等您答复。同意不同意都可以。", EN: "an offer waits for your answer. You may say yes or no."}
	until := by(n.Until)
	return n.say(fault.Text{ZH: "有新的调解方案", EN: "an offer"}, fault.Text{ZH: text.ZH + until.ZH, EN: text.EN + until.EN})
}

// OfferAnswered: someone said yes or no to an offer. 方案答复
type OfferAnswered struct{ About }

// Words of the notice.
func (n OfferAnswered) Words() Words {
	return n.say(fault.Text{ZH: "方案有了答复", EN: "an offer was answered"}, fault.Text{
		ZH: "调解方案有了答复。", EN: "an offer has been answered."})
}

// AgreementReady: there is an agreement to read and sign. 调解协议待签
type AgreementReady struct{ About }

// Words of the notice.
func (n AgreementReady) Words() Words {
	return n.say(fault.Text{ZH: "请查看调解协议", EN: "an agreement to read"}, fault.Text{
		ZH: "调解协议等您查看和签名。签字前请看清楚，看不懂请让调解员读给您听。签了字就有约束力。",
		EN: "an agreement waits to be read and signed. Read it with care, or have the mediator read it to you. A signature binds."})
}

// Effective: the agreement is in force; joint judicial confirmation is possible until a day. 协议生效
type Effective struct {
	About
	ConfirmBy statute.Date
}

// Words of the notice.
func (n Effective) Words() Words {
	confirm := fault.Text{}
	if !n.ConfirmBy.IsZero() {
		confirm = fault.Text{ZH: "双方可以在" + dayZH(n.ConfirmBy) + "前一起去法院做司法确认，不收费。",
			EN: " Until " + dayEN(n.ConfirmBy) + " both sides may ask a court together to confirm it, free of charge."}
	}
	return n.say(fault.Text{ZH: "调解协议已生效", EN: "the agreement is in force"}, fault.Text{
		ZH: "调解协议已生效，请按约定的日期办理。" + confirm.ZH, EN: "the agreement is in force. Please keep to its days." + confirm.EN})
}

// PaymentRecorded: something promised was done. 登记履行
type PaymentRecorded struct{ About }

// Words of the notice.
func (n PaymentRecorded) Words() Words {
	return n.say(fault.Text{ZH: "履行情况已登记", EN: "performance recorded"}, fault.Text{
		ZH: "一项协议事项已登记为办到。如果不对，请马上告诉调解员。",
		EN: "a term of the agreement is recorded as done. If that is wrong, tell the mediator at once."})
}

// Defaulted: something promised was not done by its day. 未履行
type Defaulted struct{ About }

// Words of the notice.
func (n Defaulted) Words() Words {
	return n.say(fault.Text{ZH: "协议未按期办理", EN: "a term is overdue"}, fault.Text{
		ZH: "一项协议事项没有按期办到。可以走的办法写在案件里。",
		EN: "a term of the agreement was not done in time. What can be done is written in the case."})
}

// Closed: everything promised was done. 结案
type Closed struct{ About }

// Words of the notice.
func (n Closed) Words() Words {
	return n.say(fault.Text{ZH: "案件已办结", EN: "closed"}, fault.Text{
		ZH: "协议已全部履行，案件办结。感谢您的配合。", EN: "the agreement has been performed in full and the case is closed. Thank you."})
}

// Confirmed: there is news of the judicial confirmation. 司法确认
type Confirmed struct{ About }

// Words of the notice.
func (n Confirmed) Words() Words {
	return n.say(fault.Text{ZH: "司法确认有结果", EN: "judicial confirmation"}, fault.Text{
		ZH: "司法确认的情况已登记。", EN: "news of the judicial confirmation is on record."})
}

// Ended: mediation ended without agreement; the notice names the other roads with their last days. 终止调解
type Ended struct{ About }

// Words of the notice.
func (n Ended) Words() Words {
	return n.say(fault.Text{ZH: "调解已终止", EN: "mediation has ended"}, fault.Text{
		ZH: "调解已终止。其他途径和最后日期写在告知书里，请尽快查看。以上为一般提示，具体以当地规定和法律援助律师意见为准。",
		EN: "mediation has ended. The notice names the other roads and their last days; please read it soon. This is general advice; local rules and a legal-aid lawyer decide."})
}

// Withdrawn: the applicant took the application back. 撤回
type Withdrawn struct{ About }

// Words of the notice.
func (n Withdrawn) Words() Words {
	return n.say(fault.Text{ZH: "申请已撤回", EN: "withdrawn"}, fault.Text{
		ZH: "调解申请已撤回。", EN: "the application has been withdrawn."})
}

// Referred: the case was sent to another body. 移送
type Referred struct{ About }

// Words of the notice.
func (n Referred) Words() Words {
	return n.say(fault.Text{ZH: "已移送", EN: "referred"}, fault.Text{
		ZH: "案件已移送其他机构办理，去处写在案件里。", EN: "the case has been referred to another body, which is named in the case."})
}

// Reopened: the committee takes the case up again. 恢复办理
type Reopened struct{ About }

// Words of the notice.
func (n Reopened) Words() Words {
	return n.say(fault.Text{ZH: "案件恢复办理", EN: "reopened"}, fault.Text{
		ZH: "案件已恢复办理。", EN: "the case has been taken up again."})
}

// MessageWaiting: someone wrote. 留言
type MessageWaiting struct{ About }

// Words of the notice.
func (n MessageWaiting) Words() Words {
	return n.say(fault.Text{ZH: "有新留言", EN: "a message"}, fault.Text{ZH: "有一条新留言。", EN: "there is a message for you."})
}

// EvidenceAsked: someone is asked for papers or data; a committee asks, it cannot compel. 调取证据
type EvidenceAsked struct {
	About
	By statute.Date
}

// Words of the notice.
func (n EvidenceAsked) Words() Words {
	text := fault.Text{ZH: "请您协助提供材料。需要什么、依据什么写在案件里。", EN: "you are asked for material. What is asked, and on what ground, is written in the case."}
	if !n.By.IsZero() {
		text = fault.Text{ZH: text.ZH + "希望在" + dayZH(n.By) + "前收到答复。", EN: text.EN + " An answer by " + dayEN(n.By) + " would help."}
	}
	return n.say(fault.Text{ZH: "请协助提供材料", EN: "material is asked for"}, text)
}

// Reminder: a day comes near. 期限提醒
type Reminder struct {
	About
	By statute.Date
}

// Words of the notice.
func (n Reminder) Words() Words { return n.say(n.words()) }

func (n Reminder) words() (subject, body fault.Text) {
	day := by(n.By)
	return fault.Text{ZH: "期限提醒", EN: "a day comes near"}, fault.Text{ZH: "有一个期限快到了。" + day.ZH, EN: "a day comes near." + day.EN}
}

// Lapsed: a day has passed. 期限已过
type Lapsed struct {
	About
	On statute.Date
}

// Words of the notice.
func (n Lapsed) Words() Words { return n.say(n.words()) }

func (n Lapsed) words() (subject, body fault.Text) {
	subject = fault.Text{ZH: "期限已过", EN: "a day has passed"}
	if n.On.IsZero() {
		return subject, fault.Text{ZH: "有一个期限已过。", EN: "a day has passed."}
	}
	return subject, fault.Text{ZH: "有一个期限已过，日期是" + dayZH(n.On) + "。", EN: "a day has passed: " + dayEN(n.On) + "."}
}
