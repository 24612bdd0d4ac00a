package dispute

import (
	"time"

	"hejie/internal/fault"
	"hejie/internal/statute"
)

// ActName is what is done, as the API, the inbox, the workflow and the log call it.
type ActName string

// The acts. Those of the story come first, in its order; then those that are possible beside any chapter.
const (
	File          ActName = "file"           // 申请
	Accept        ActName = "accept"         // 受理
	Decline       ActName = "decline"        // 不予受理
	AskSupplement ActName = "ask_supplement" // 通知补充材料
	Supplement    ActName = "supplement"     // 补充材料

	Investigate   ActName = "investigate"      // 调查
	OpenMediation ActName = "open_mediation"   // 启动调解
	RecordSession ActName = "record_session"   // 调解记录
	MakeOffer     ActName = "make_offer"       // 提出方案
	AcceptOffer   ActName = "accept_offer"     // 接受方案
	RejectOffer   ActName = "reject_offer"     // 不接受方案
	Draft         ActName = "draft_agreement"  // 拟定调解协议
	Sign          ActName = "sign"             // 当事人签名
	SignMediator  ActName = "sign_mediator"    // 人民调解员签名
	AffixSeal     ActName = "affix_seal"       // 加盖调委会印章
	AgreeOrally   ActName = "agree_orally"     // 口头协议
	Extend        ActName = "extend_mediation" // 延期调解

	RecordPayment ActName = "record_payment" // 登记履行
	RecordDefault ActName = "record_default" // 登记未履行

	Withdraw     ActName = "withdraw"      // 撤回申请
	EndMediation ActName = "end_mediation" // 终止调解
	Refer        ActName = "refer"         // 移送
	Reopen       ActName = "reopen"        // 恢复办理

	Assign           ActName = "assign"              // 指派调解员
	HandOver         ActName = "hand_over"           // 移交其他调解员
	ChooseMediator   ActName = "choose_mediator"     // 选择或者接受调解员
	DiscloseInterest ActName = "disclose_interest"   // 调解员披露利害关系
	DecideRecusal    ActName = "decide_recusal"      // 决定回避
	TellRights       ActName = "tell_rights"         // 权利义务告知
	AskEvidence      ActName = "request_evidence"    // 调取证据
	AnswerRequest    ActName = "answer_request"      // 答复调取
	AddEvidence      ActName = "add_evidence"        // 提交证据
	ShareEvidence    ActName = "share_evidence"      // 出示证据
	AnalyseRoute     ActName = "analyse_route"       // 路线分析
	ObjectRoute      ActName = "object_route"        // 对路线分析提出异议
	AnswerObjection  ActName = "answer_objection"    // 答复异议
	Note             ActName = "note"                // 工作记录
	DangerNote       ActName = "danger_note"         // 风险记录: outside the file
	Message          ActName = "message"             // 留言
	Consent          ActName = "consent"             // 同意
	RevokeConsent    ActName = "revoke_consent"      // 撤回同意
	AddParty         ActName = "add_party"           // 追加当事人、代理人
	AddClaim         ActName = "add_claim"           // 新增请求
	ReplaceParty     ActName = "replace_party"       // 变更当事人
	Correct          ActName = "correct"             // 更正
	LinkCase         ActName = "link_case"           // 关联案件
	AddClock         ActName = "add_clock"           // 登记期限
	StopClock        ActName = "stop_clock"          // 撤销登记的期限
	FollowUp         ActName = "follow_up"           // 回访
	Confirmation     ActName = "record_confirmation" // 司法确认结果
	Ring             ActName = "ring"                // a clock's moment has come
)

// Act is one thing done: who did it, for whom, how it reached us, and on which day it counts.
type Act struct {
	ID         ActID        `json:"id"`
	Case       CaseID       `json:"case"`
	Name       ActName      `json:"name"`
	By         Actor        `json:"by"`
	For        PartyID      `json:"for,omitempty"` // the party whose act it is; empty: the committee's own
	Channel    Channel      `json:"channel"`
	HappenedOn statute.Date `json:"happened_on"` // the legal day; clocks run from it
	RecordedAt time.Time    `json:"recorded_at"` // the moment of storing in the inbox
	Proof      []EvidenceID `json:"proof,omitempty"`
	IfTurn     int          `json:"if_turn,omitempty"` // the turn the person saw; 0: does not matter
}

// Ref is an act as the workflow knows it: enough to judge it early, nothing about a person.
type Ref struct {
	ID     ActID   `json:"id"`
	Case   CaseID  `json:"case"`
	Name   ActName `json:"name"`
	By     Actor   `json:"by"`
	For    PartyID `json:"for,omitempty"`
	IfTurn int     `json:"if_turn,omitempty"`
}

// Ref is what the workflow is told of the act.
func (a Act) Ref() Ref {
	return Ref{ID: a.ID, Case: a.Case, Name: a.Name, By: a.By, For: a.For, IfTurn: a.IfTurn}
}

// Party is the party whose act it is: the one it is done for, else the one who stands at the door.
func (r Ref) Party() PartyID {
	if r.For != "" {
		return r.For
	}
	return r.By.Party
}

// Party is the party whose act it is.
func (a Act) Party() PartyID { return a.Ref().Party() }

var actNames = map[ActName]fault.Text{
	File: {ZH: "提出申请", EN: "File"}, Accept: {ZH: "受理", EN: "Accept"}, Decline: {ZH: "不予受理", EN: "Decline"},
	AskSupplement: {ZH: "通知补充材料", EN: "Ask for more"}, Supplement: {ZH: "补充材料", EN: "Supplement"},
	Investigate: {ZH: "记录调查", EN: "Record an inquiry"}, OpenMediation: {ZH: "启动调解", EN: "Open mediation"},
	RecordSession: {ZH: "记录调解", EN: "Record a session"}, MakeOffer: {ZH: "提出方案", EN: "Make an offer"},
	AcceptOffer: {ZH: "接受方案", EN: "Accept the offer"}, RejectOffer: {ZH: "不接受方案", EN: "Turn down the offer"},
	Draft: {ZH: "拟定调解协议", EN: "Draft the agreement"}, Sign: {ZH: "签名", EN: "Sign"},
	SignMediator: {ZH: "调解员签名", EN: "Mediator signs"}, AffixSeal: {ZH: "加盖印章", EN: "Affix the seal"},
	AgreeOrally: {ZH: "登记口头协议", EN: "Record an oral agreement"}, Extend: {ZH: "同意延期", EN: "Extend by consent"},
	RecordPayment: {ZH: "登记履行", EN: "Record a payment"}, RecordDefault: {ZH: "登记未履行", EN: "Record a default"},
	Withdraw: {ZH: "撤回申请", EN: "Withdraw"}, EndMediation: {ZH: "终止调解", EN: "End mediation"},
	Refer: {ZH: "移送", EN: "Refer"}, Reopen: {ZH: "恢复办理", EN: "Reopen"},
	Assign: {ZH: "指派调解员", EN: "Assign a mediator"}, HandOver: {ZH: "移交", EN: "Hand over"},
	ChooseMediator: {ZH: "选择或接受调解员", EN: "Choose or accept the mediator"}, DiscloseInterest: {ZH: "披露利害关系", EN: "Disclose an interest"},
	DecideRecusal: {ZH: "决定回避", EN: "Decide on recusal"},
	TellRights:    {ZH: "告知权利义务", EN: "Tell rights and duties"}, AskEvidence: {ZH: "调取证据", EN: "Ask for evidence"},
	AnswerRequest: {ZH: "答复调取", EN: "Answer a request"}, AddEvidence: {ZH: "提交证据", EN: "Add evidence"}, ShareEvidence: {ZH: "向对方出示证据", EN: "Show evidence to the other side"},
	AnalyseRoute: {ZH: "路线分析", EN: "Analyse the route"}, ObjectRoute: {ZH: "对路线分析提出异议", EN: "Object to a route analysis"},
	AnswerObjection: {ZH: "答复异议", EN: "Answer an objection"}, Note: {ZH: "工作记录", EN: "Note"},
	DangerNote: {ZH: "风险记录", EN: "Note on danger"}, Message: {ZH: "留言", EN: "Message"},
	Consent: {ZH: "同意", EN: "Consent"}, RevokeConsent: {ZH: "撤回同意", EN: "Revoke consent"},
	AddClaim: {ZH: "新增请求", EN: "Add a claim"},
	AddParty: {ZH: "追加当事人或代理人", EN: "Add a party or agent"}, ReplaceParty: {ZH: "变更当事人", EN: "Replace a party"},
	Correct: {ZH: "更正", EN: "Correct"}, LinkCase: {ZH: "关联案件", EN: "Link a case"},
	AddClock: {ZH: "登记期限", EN: "Add a clock"}, StopClock: {ZH: "撤销期限", EN: "Stop a clock"},
	FollowUp: {ZH: "回访", EN: "Follow up"}, Confirmation: {ZH: "登记司法确认", EN: "Record judicial confirmation"},
	Ring: {ZH: "期限提醒", EN: "Clock"},
}

// Label is the act as a person reads it on a button and in the record.
func (n ActName) Label() fault.Text { return actNames[n] }
